import type { LedgerVisit } from '../../core/nouns.ts';
import { publicPoint } from '../../core/sites/accessPoint.ts';
import { weekOfCycle } from '../../core/timetable/expandRota.ts';
import { MOBILE_LIBRARY_COLUMNS } from '../../shared/mobileLibraryColumns.ts';
import { parsePostcode } from '../../shared/postcode.ts';
import { listed } from '../../shared/text.ts';
import { addDays, clockText, type ServiceDate, WEEKDAY_NAMES, weekdayOf } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, StopContent } from '../releaseContent.ts';
import { type Cell, csvText } from './csvText.ts';

/** A run of visits every so many weeks, with the dates it leaves out. */
interface Series {
  readonly visits: readonly LedgerVisit[];
  readonly intervalWeeks: number;
  /** 1-based, in words for the route. */
  readonly weeks: readonly number[];
}

/**
 * `/data/mobile-library-stops.csv`: the visits to come as recurring rows. Each row's rule from `start` to `end`, less its
 * `exceptions`, gives exactly the dates of the ledger.
 * Source: github.com/LibrariesHacked/mobile-libraries, mobile-library-stops schema.
 */
export function mobileLibraryStops(content: ReleaseContent, messages: Messages): string {
  const rows = content.stops.flatMap((stop) =>
    seriesOf(content, stop).map((series) => rowOf(content, { stop, series, messages })),
  );
  return csvText(MOBILE_LIBRARY_COLUMNS, rows);
}

function rowOf(
  content: ReleaseContent,
  fields: { stop: StopContent; series: Series; messages: Messages },
): Cell[] {
  const { stop, series, messages } = fields;
  const { site } = stop;
  const [first, last] = [series.visits[0], series.visits[series.visits.length - 1]];
  const { councilName, publicUrl } = content.identity;
  const marking = content.marking === null ? '' : ` (${messages.marking[content.marking].short})`;
  const weekday = WEEKDAY_NAMES[weekdayOf(first.date) - 1];
  const weeks = series.weeks.map(String);
  return [
    `${councilName}${marking}`,
    content.vanNames.get(first.vanId) ?? first.vanId,
    `${weekday}, ${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks)} of ${content.cycle.weeks}`,
    site.community,
    site.name,
    site.address,
    parsePostcode(site.postcode)?.inward === undefined ? null : site.postcode,
    ...publicPoint(site).map(rounded),
    weekday,
    'Public',
    clockText(first.open),
    clockText(first.close),
    `FREQ=WEEKLY;INTERVAL=${series.intervalWeeks}`,
    first.date,
    last.date,
    exceptionsOf(series).join(','),
    `${publicUrl}${stop.path}`,
  ];
}

const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Visits of one stop that share weekday, times and van, in as few regular runs as their weeks allow. */
function seriesOf(content: ReleaseContent, stop: StopContent): Series[] {
  const groups = new Map<string, LedgerVisit[]>();
  for (const { ledger } of stop.upcoming) {
    const key = [weekdayOf(ledger.date), ledger.open, ledger.close, ledger.vanId].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), ledger]);
  }
  return [...groups.values()].flatMap((visits) => {
    const { weeks: cycleWeeks, anchor: cycleAnchor } = content.cycle;
    const weekOf = (visit: LedgerVisit) => weekOfCycle({ date: visit.date, cycleAnchor, cycleWeeks });
    const weeks = [...new Set(visits.map(weekOf))].sort((a, b) => a - b);
    const interval = cycleWeeks / weeks.length;
    if (weeks.every((week, k) => week === weeks[0] + k * interval)) {
      return [{ visits, intervalWeeks: interval, weeks: weeks.map((week) => week + 1) }];
    }
    return weeks.map((week) => ({
      visits: visits.filter((visit) => weekOf(visit) === week),
      intervalWeeks: cycleWeeks,
      weeks: [week + 1],
    }));
  });
}

function exceptionsOf({ visits, intervalWeeks }: Series): ServiceDate[] {
  const on = new Set(visits.map((visit) => visit.date));
  const last = visits[visits.length - 1].date;
  const left: ServiceDate[] = [];
  for (let date = visits[0].date; date <= last; date = addDays(date, intervalWeeks * 7)) {
    if (!on.has(date)) left.push(date);
  }
  return left;
}
