import type { LedgerVisit } from '../../core/nouns.ts';
import { publicPoint } from '../../core/sites/accessPoint.ts';
import { weekOfRota } from '../../core/timetable/weekOfRota.ts';
import { MOBILE_LIBRARY_COLUMNS } from '../../shared/mobileLibraryColumns.ts';
import { parsePostcode } from '../../shared/postcode.ts';
import { datesOf, type Recurrence, recurrenceText } from '../../shared/recurrence.ts';
import { listed } from '../../shared/text.ts';
import { clockText, type ServiceDate, WEEKDAY_NAMES, weekdayOf } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, StopContent } from '../releaseContent.ts';
import { type Cell, csvText } from './csvText.ts';

/** A run of visits by one rule, with the dates it leaves out. */
interface Run {
  readonly visits: readonly LedgerVisit[];
  readonly recurrence: Recurrence;
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
    runsOf(content, stop).map((run) => rowOf(content, { stop, run, messages })),
  );
  return csvText(MOBILE_LIBRARY_COLUMNS, rows);
}

function rowOf(content: ReleaseContent, fields: { stop: StopContent; run: Run; messages: Messages }): Cell[] {
  const { stop, run, messages } = fields;
  const { site } = stop;
  const [first, last] = [run.visits[0], run.visits[run.visits.length - 1]];
  const { councilName, publicUrl } = content.identity;
  const marking = content.marking === null ? '' : ` (${messages.marking[content.marking].short})`;
  const weekday = WEEKDAY_NAMES[weekdayOf(first.date) - 1];
  const weeks = run.weeks.map(String);
  return [
    `${councilName}${marking}`,
    content.vanNames.get(first.vanId) ?? first.vanId,
    `${weekday}, ${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks)} of ${content.cycle.repeats === 'month' ? 'the month' : content.cycle.cycleWeeks}`,
    site.community,
    site.name,
    site.address,
    parsePostcode(site.postcode)?.inward === undefined ? null : site.postcode,
    ...publicPoint(site).map(rounded),
    weekday,
    'Public',
    clockText(first.open),
    clockText(first.close),
    recurrenceText(run.recurrence),
    first.date,
    last.date,
    exceptionsOf(run).join(','),
    `${publicUrl}${stop.path}`,
  ];
}

const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Visits of one stop that share weekday, times and van, in as few regular runs as their weeks allow. */
function runsOf(content: ReleaseContent, stop: StopContent): Run[] {
  const groups = new Map<string, LedgerVisit[]>();
  for (const { ledger } of stop.upcoming) {
    const key = [weekdayOf(ledger.date), ledger.open, ledger.close, ledger.vanId].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), ledger]);
  }
  const { cycle } = content;
  // In a month's fifth week there is only what stands in for other visits.
  const weekOf = ({ date }: LedgerVisit) => weekOfRota(date, cycle) ?? cycle.cycleWeeks;
  return [...groups.values()].flatMap((visits): Run[] => {
    const weeks = [...new Set(visits.map(weekOf))].sort((a, b) => a - b);
    const numbers = weeks.map((week) => week + 1);
    if (cycle.repeats === 'month') {
      const weekday = weekdayOf(visits[0].date);
      const weekdays = numbers.map((ordinal) => ({ weekday, ordinal }));
      return [{ visits, recurrence: { kind: 'monthly', interval: 1, weekdays, ...NO_END }, weeks: numbers }];
    }
    const interval = cycle.cycleWeeks / weeks.length;
    if (weeks.every((week, k) => week === weeks[0] + k * interval)) {
      return [{ visits, recurrence: everyWeeks(interval), weeks: numbers }];
    }
    return weeks.map((week) => ({
      visits: visits.filter((visit) => weekOf(visit) === week),
      recurrence: everyWeeks(cycle.cycleWeeks),
      weeks: [week + 1],
    }));
  });
}

const NO_END = { count: null, until: null };

const everyWeeks = (interval: number): Recurrence => ({ kind: 'weekly', interval, weekdays: [], ...NO_END });

function exceptionsOf({ visits, recurrence }: Run): ServiceDate[] {
  const on = new Set(visits.map((visit) => visit.date));
  const [from, to] = [visits[0].date, visits[visits.length - 1].date];
  return datesOf({ recurrence, start: from, end: to, exceptions: [] }, { from, to }).filter(
    (date) => !on.has(date),
  );
}
