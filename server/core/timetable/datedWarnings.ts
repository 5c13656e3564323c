import { dateWords, daysBetween, type ServiceDate } from '../../shared/time.ts';
import type { DatedVisit, Rota, Site, SkippedVisit, Stop } from '../nouns.ts';

interface WarnedFields {
  readonly rota: Rota;
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly weeks: number;
}

interface Dated {
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  readonly visits: readonly DatedVisit[];
  readonly skipped: readonly SkippedVisit[];
}

/** A gap longer than this, made by a skipped visit, is worth a warning where a stop does not say how long it may be. */
const LONG_GAP_DAYS = 28;

/** A sentence for each stop of the rota without any visit, and for each gap that is too long because a visit is skipped. */
export function datedWarnings(fields: WarnedFields, dated: Dated): string[] {
  const names = new Map(fields.sites.map((site) => [site.id, site.name]));
  const nameOf = (siteId: string) => names.get(siteId) ?? siteId;
  return [...stopsWithoutVisit(fields, dated, nameOf), ...longGaps(fields, dated, nameOf)];
}

function stopsWithoutVisit(
  fields: WarnedFields,
  { from, to, visits }: Dated,
  nameOf: (siteId: string) => string,
): string[] {
  if (fields.weeks === 0) return [];
  const visited = new Set(visits.map((visit) => visit.siteId));
  const inRota = new Set(fields.rota.vanDays.flatMap((vanDay) => vanDay.calls.map((call) => call.siteId)));
  return [...inRota]
    .filter((siteId) => !visited.has(siteId))
    .map((siteId) => `${nameOf(siteId)} has no visit from ${dateWords(from)} to ${dateWords(to)}.`);
}

function longGaps(fields: WarnedFields, dated: Dated, nameOf: (siteId: string) => string): string[] {
  const mostOf = new Map(fields.stops.map((stop) => [stop.siteId, stop.wishes?.maxDaysBetween]));
  const datesOf = new Map<string, ServiceDate[]>();
  for (const { siteId, date } of dated.visits) {
    const dates = datesOf.get(siteId);
    if (dates) dates.push(date);
    else datesOf.set(siteId, [date]);
  }
  const warnings: string[] = [];
  for (const siteId of new Set(dated.skipped.map((skip) => skip.siteId))) {
    const dates = datesOf.get(siteId) ?? [];
    const most = mostOf.get(siteId) ?? LONG_GAP_DAYS;
    for (let k = 1; k < dates.length; k++) {
      const gap = { from: dates[k - 1], to: dates[k] };
      const skip = dated.skipped.find(
        ({ siteId: id, date }) => id === siteId && gap.from < date && date < gap.to,
      );
      if (!skip || daysBetween(gap) <= most) continue;
      warnings.push(
        `${nameOf(siteId)} has no visit between ${dateWords(gap.from)} and ${dateWords(gap.to)}, ${daysBetween(gap)} days, because the one on ${dateWords(skip.date)} is skipped (${skip.reason}).`,
      );
    }
  }
  return warnings;
}
