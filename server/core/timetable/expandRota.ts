import { PlannerError } from '../../shared/errors.ts';
import { addDays, dateWords, daysBetween, type ServiceDate, weekdayOf } from '../../shared/time.ts';
import type { Call, DatedVisit, Rota, SkippedVisit, Stop, Timetable, VanDay } from '../nouns.ts';
import type { BankHolidays } from './bankHolidays.ts';

/** A day on which a van, or every van, does not go out. */
export interface ExcludedDay {
  readonly date: ServiceDate;
  /** Every van when left out. */
  readonly vanId?: string;
  /** In words for families, for example "Van in for its MOT". */
  readonly reason: string;
}

/** Days on which a site cannot be used, both ends included. */
export interface SiteClosure {
  readonly siteId: string;
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  readonly reason: string;
}

export interface ExpandFields {
  readonly rota: Rota;
  readonly stops: readonly Stop[];
  /** The Monday of week 0 of a cycle; the rota runs in phase with it for ever, before it too. */
  readonly cycleAnchor: ServiceDate;
  /** First date covered; any weekday. */
  readonly from: ServiceDate;
  /** How many weeks from there; a whole number ≥ 0. */
  readonly weeks: number;
  readonly bankHolidays: BankHolidays;
  readonly excluded?: readonly ExcludedDay[];
  readonly closures?: readonly SiteClosure[];
  /** Names for the warnings, by site; the identifier stands in for a missing one. */
  readonly siteNames?: ReadonlyMap<string, string>;
}

/**
 * The rota as dated visits. Clock times are wall-clock times and stay the same through a change of the clocks.
 *
 * A later expansion with the same anchor goes on in the same phase, so two overlapping expansions agree on every date they
 * share. No visits on bank holidays, nor on Christmas Day, Boxing Day and New Year's Day themselves when their bank holiday
 * is moved past a weekend; those, excluded days and closures are listed as skipped, with the reason.
 *
 * @returns visits in date, clock, van order; `to` is the last date covered (the day before `from` for 0 weeks); a warning for
 *          each stop of the rota left without any visit, for each gap of more than four weeks that a skipped visit makes, and
 *          those of the bank holidays
 * @throws CYCLE_ANCHOR when the anchor is no Monday, TIMETABLE_WEEKS for a number of weeks that is not whole or below 0,
 *         UNKNOWN_STOP when the rota calls at a site that is not among the stops
 */
export function expandRota(fields: ExpandFields): Timetable {
  assertFields(fields);
  const sessionTypes = new Map(fields.stops.map((stop) => [stop.siteId, stop.sessionTypeIds]));
  const reasonFor = skipReasons(fields);
  const visits: DatedVisit[] = [];
  const skipped: SkippedVisit[] = [];
  for (let k = 0; k < fields.weeks * 7; k++) {
    const date = addDays(fields.from, k);
    for (const { vanId, call } of callsOn(fields, date)) {
      const reason = reasonFor({ date, vanId, siteId: call.siteId });
      if (reason === null) visits.push(datedVisit(date, vanId, call, sessionTypes.get(call.siteId) ?? []));
      else skipped.push({ siteId: call.siteId, date, reason });
    }
  }
  return {
    from: fields.from,
    to: addDays(fields.from, fields.weeks * 7 - 1),
    visits,
    skipped,
    warnings: [
      ...fields.bankHolidays.warnings,
      ...stopsWithoutVisit(fields, visits),
      ...longGaps(fields, { visits, skipped }),
    ],
  };
}

/** Which week of the cycle a date falls in, 0..cycleWeeks − 1; also right for dates before the anchor. */
export function weekOfCycle(fields: {
  date: ServiceDate;
  cycleAnchor: ServiceDate;
  cycleWeeks: number;
}): number {
  const weeks = Math.floor(daysBetween({ from: fields.cycleAnchor, to: fields.date }) / 7);
  return ((weeks % fields.cycleWeeks) + fields.cycleWeeks) % fields.cycleWeeks;
}

function callsOn(fields: ExpandFields, date: ServiceDate): { vanId: string; call: Call }[] {
  const { rota, cycleAnchor } = fields;
  const week = weekOfCycle({ date, cycleAnchor, cycleWeeks: rota.cycleWeeks });
  const isToday = (vanDay: VanDay) => vanDay.week === week && vanDay.weekday === weekdayOf(date);
  return rota.vanDays
    .filter(isToday)
    .flatMap((vanDay) => vanDay.calls.map((call) => ({ vanId: vanDay.vanId, call })))
    .sort((a, b) => a.call.open - b.call.open || (a.vanId < b.vanId ? -1 : a.vanId > b.vanId ? 1 : 0));
}

function datedVisit(
  date: ServiceDate,
  vanId: string,
  call: Call,
  sessionTypeIds: readonly string[],
): DatedVisit {
  const { siteId, arrive, open, close, leave } = call;
  return { siteId, vanId, date, arrive, open, close, leave, sessionTypeIds };
}

/** Why a visit does not happen; null when it does. */
function skipReasons(
  fields: ExpandFields,
): (visit: { date: ServiceDate; vanId: string; siteId: string }) => string | null {
  const holidays = new Map(fields.bankHolidays.holidays.map(({ date, title }) => [date, title]));
  return ({ date, vanId, siteId }) => {
    const holiday = holidays.get(date);
    if (holiday !== undefined) return `Bank holiday: ${holiday}`;
    const festive = FESTIVE_DAYS.get(date.slice(5));
    if (festive !== undefined) return festive;
    const excluded = (fields.excluded ?? []).find(
      (day) => day.date === date && (day.vanId === undefined || day.vanId === vanId),
    );
    const closure = (fields.closures ?? []).find(
      (closed) => closed.siteId === siteId && closed.from <= date && date <= closed.to,
    );
    return excluded?.reason ?? closure?.reason ?? null;
  };
}

/** Days when no van goes out even where the bank holiday is another day. Month and day. */
const FESTIVE_DAYS: ReadonlyMap<string, string> = new Map([
  ['12-25', 'Christmas Day'],
  ['12-26', 'Boxing Day'],
  ['01-01', 'New Year’s Day'],
]);

function stopsWithoutVisit(fields: ExpandFields, visits: readonly DatedVisit[]): string[] {
  if (fields.weeks === 0) return [];
  const visited = new Set(visits.map((visit) => visit.siteId));
  const inRota = new Set(fields.rota.vanDays.flatMap((vanDay) => vanDay.calls.map((call) => call.siteId)));
  const to = addDays(fields.from, fields.weeks * 7 - 1);
  return [...inRota]
    .filter((siteId) => !visited.has(siteId))
    .map(
      (siteId) =>
        `${nameOf(fields, siteId)} has no visit from ${dateWords(fields.from)} to ${dateWords(to)}.`,
    );
}

/** A gap longer than this, made by a skipped visit, is worth a warning. */
const LONG_GAP_DAYS = 28;

function longGaps(
  fields: ExpandFields,
  dated: { visits: readonly DatedVisit[]; skipped: readonly SkippedVisit[] },
): string[] {
  const warnings: string[] = [];
  for (const siteId of new Set(dated.skipped.map((skip) => skip.siteId))) {
    const dates = dated.visits.filter((visit) => visit.siteId === siteId).map((visit) => visit.date);
    for (let k = 1; k < dates.length; k++) {
      const gap = { from: dates[k - 1], to: dates[k] };
      const skip = dated.skipped.find(
        ({ siteId: id, date }) => id === siteId && gap.from < date && date < gap.to,
      );
      if (!skip || daysBetween(gap) <= LONG_GAP_DAYS) continue;
      warnings.push(
        `${nameOf(fields, siteId)} has no visit between ${dateWords(gap.from)} and ${dateWords(gap.to)}, ${daysBetween(gap)} days, because the one on ${dateWords(skip.date)} is skipped (${skip.reason}).`,
      );
    }
  }
  return warnings;
}

const nameOf = (fields: ExpandFields, siteId: string): string => fields.siteNames?.get(siteId) ?? siteId;

function assertFields(fields: ExpandFields): void {
  if (weekdayOf(fields.cycleAnchor) !== 1) {
    throw refusal(
      'CYCLE_ANCHOR',
      `The cycle is anchored on ${dateWords(fields.cycleAnchor)}; expected the Monday of its first week.`,
    );
  }
  if (!Number.isInteger(fields.weeks) || fields.weeks < 0) {
    throw refusal(
      'TIMETABLE_WEEKS',
      `The timetable is to cover ${fields.weeks} weeks; expected a whole number from 0 up.`,
    );
  }
  const known = new Set(fields.stops.map((stop) => stop.siteId));
  const call = fields.rota.vanDays.flatMap((vanDay) => vanDay.calls).find(({ siteId }) => !known.has(siteId));
  if (call) {
    throw refusal(
      'UNKNOWN_STOP',
      `The rota calls at "${call.siteId}", which is not among the stops. Build the rota again from the stops chosen.`,
    );
  }
}

const refusal = (code: string, message: string): PlannerError =>
  new PlannerError({ code, category: code === 'UNKNOWN_STOP' ? 'internal' : 'input', message });
