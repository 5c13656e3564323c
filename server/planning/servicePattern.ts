import type { ServiceStop } from '../core/nouns.ts';
import { datesOf, type Recurrence } from '../shared/recurrence.ts';
import {
  addDays,
  daysBetween,
  mondayFrom,
  type ServiceDate,
  type Weekday,
  weekdayOf,
} from '../shared/time.ts';

/** Longest cycle of a rota that is taken from a timetable, in weeks: every other month fits, a season does not. */
export const MOST_CYCLE_WEEKS = 12;
/** A month is taken as four weeks. */
const WEEKS_OF_MONTH = 4;
/** A stop whose next visit is further off than this has ended: ten years. */
const LOOK_AHEAD_DAYS = 3650;

/** A stop's visits in the cycle. */
export interface PatternVisits {
  /** Position in the stops given. */
  readonly index: number;
  readonly weekday: Weekday;
  /** 0-based weeks of the cycle, ascending. */
  readonly weeks: readonly number[];
}

/** Something about a stop that a person should know. */
export interface StopRemark {
  readonly index: number;
  /** Completes "The stop …"; the same words for the same matter, so that stops can be counted. */
  readonly text: string;
}

/** A timetable as a cycle of weeks. */
export interface ServicePattern {
  readonly cycleWeeks: number;
  /** Monday of week 0; the newest that is not after today, unless nothing has begun yet. */
  readonly cycleAnchor: ServiceDate;
  readonly visits: readonly PatternVisits[];
  readonly leftOut: readonly StopRemark[];
  /** What the cycle says otherwise than the timetable. */
  readonly changed: readonly StopRemark[];
}

/** A rule that can be a part of a cycle: so many weeks long, with visits in weeks counted from a Monday. */
interface Rhythm {
  readonly index: number;
  readonly intervalWeeks: number;
  readonly weekdays: readonly Weekday[];
  /** The Monday from which `weeks` count; null: from the cycle's own. */
  readonly monday: ServiceDate | null;
  readonly weeks: readonly number[];
}

/**
 * Turns the dates of a timetable into weeks of one cycle: as long as the least common multiple of the stops' intervals, at most
 * `MOST_CYCLE_WEEKS`. The nth weekday of a month becomes week n of four.
 * @param today  stops without a visit from this day on are left out
 * @returns  a cycle of one week when nothing is left
 */
export function patternOf(stops: readonly ServiceStop[], today: ServiceDate): ServicePattern {
  const leftOut: StopRemark[] = [];
  const rhythms: Rhythm[] = [];
  for (const [index, stop] of stops.entries()) {
    const reason = unfitReason(stop, today);
    const rhythm = reason === null ? rhythmOf(stop) : reason;
    if (typeof rhythm === 'string') leftOut.push({ index, text: rhythm });
    else rhythms.push({ index, ...rhythm });
  }
  const cycleWeeks = commonCycle(rhythms.map((rhythm) => rhythm.intervalWeeks));
  const fitting = rhythms.filter((rhythm) => cycleWeeks % rhythm.intervalWeeks === 0);
  for (const { index, intervalWeeks } of rhythms.filter((rhythm) => !fitting.includes(rhythm))) {
    const text = `comes every ${intervalWeeks} weeks, which does not fit into a cycle of ${cycleWeeks} weeks`;
    leftOut.push({ index, text });
  }
  const cycleAnchor = anchorOf(
    fitting.flatMap((rhythm) => rhythm.monday ?? []),
    { cycleWeeks, today },
  );
  return {
    cycleWeeks,
    cycleAnchor,
    visits: fitting.flatMap((rhythm) => visitsOf(rhythm, { cycleWeeks, cycleAnchor })),
    leftOut: leftOut.sort((a, b) => a.index - b.index),
    changed: fitting.flatMap(({ index, intervalWeeks }) =>
      changesOf(stops[index], { today, cycleAnchor, intervalWeeks }).map((text) => ({ index, text })),
    ),
  };
}

/** Why a stop is not for a plan at all; null when it is. */
function unfitReason(stop: ServiceStop, today: ServiceDate): string | null {
  if (stop.type === 'dynamic') return 'is by arrangement, so it has no times to promise';
  if (stop.type !== 'public') return 'is not open to the public';
  const to = addDays(today, LOOK_AHEAD_DAYS);
  const isOpen = stop.end === null && stop.recurrence.kind !== 'dates' && stop.recurrence.until === null;
  const comes = isOpen && stop.recurrence.kind === 'weekly' && stop.recurrence.count === null;
  return comes || datesOf(stop, { from: today, to }).length > 0 ? null : 'has no visit any more';
}

function rhythmOf(stop: ServiceStop): Omit<Rhythm, 'index'> | string {
  const { recurrence, start } = stop;
  if (recurrence.kind === 'monthly') return monthlyRhythm(recurrence);
  if (recurrence.kind === 'weekly') {
    const weekdays = recurrence.weekdays.length > 0 ? recurrence.weekdays : [weekdayOf(start)];
    if (recurrence.interval > MOST_CYCLE_WEEKS) return tooRare(recurrence.interval);
    return { intervalWeeks: recurrence.interval, weekdays, monday: mondayOf(start), weeks: [0] };
  }
  const interval = steadyInterval(recurrence.dates);
  if (interval === null) return 'comes on dates without a steady rhythm';
  if (interval > MOST_CYCLE_WEEKS) return tooRare(interval);
  const [first] = recurrence.dates;
  return { intervalWeeks: interval, weekdays: [weekdayOf(first)], monday: mondayOf(first), weeks: [0] };
}

const tooRare = (weeks: number) => `comes every ${weeks} weeks; a cycle has at most ${MOST_CYCLE_WEEKS}`;

function monthlyRhythm(rule: Extract<Recurrence, { kind: 'monthly' }>): Omit<Rhythm, 'index'> | string {
  const weekdays = [...new Set(rule.weekdays.map((each) => each.weekday))];
  const intervalWeeks = rule.interval * WEEKS_OF_MONTH;
  if (weekdays.length > 1) return 'comes on several weekdays of a month';
  if (intervalWeeks > MOST_CYCLE_WEEKS) return `comes every ${rule.interval} months; a cycle has at most 3`;
  const weeks = rule.weekdays.flatMap(({ ordinal }) =>
    ordinal === null ? [0, 1, 2, 3] : [ordinal > 0 ? ordinal - 1 : WEEKS_OF_MONTH + ordinal],
  );
  if (weeks.some((week) => week < 0 || week >= WEEKS_OF_MONTH)) {
    return 'comes on the fifth weekday of a month, which no cycle of weeks has';
  }
  return { intervalWeeks, weekdays, monday: null, weeks: [...new Set(weeks)].sort((a, b) => a - b) };
}

/** Weeks between dates of one weekday at even distances, where some may be left out; null for any others. */
function steadyInterval(dates: readonly ServiceDate[]): number | null {
  const gaps = dates.slice(1).map((date, k) => daysBetween({ from: dates[k], to: date }));
  const least = Math.min(...gaps);
  if (gaps.length === 0 || gaps.some((gap) => gap % 7 !== 0 || gap % least !== 0)) return null;
  return least / 7;
}

/** The longest cycle that fits most stops: their intervals by how many have them, as long as the whole stays short enough. */
function commonCycle(intervals: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const interval of intervals) counts.set(interval, (counts.get(interval) ?? 0) + 1);
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return byCount.reduce((cycle, [interval]) => {
    const longer = (cycle * interval) / greatestDivisor(cycle, interval);
    return longer <= MOST_CYCLE_WEEKS ? longer : cycle;
  }, 1);
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

function anchorOf(
  mondays: readonly ServiceDate[],
  known: { cycleWeeks: number; today: ServiceDate },
): ServiceDate {
  const firstOfMonth = `${known.today.slice(0, 7)}-01` as ServiceDate;
  const earliest = mondays.reduce<ServiceDate | null>(
    (least, monday) => (least === null || monday < least ? monday : least),
    null,
  );
  const first = earliest ?? mondayFrom(firstOfMonth);
  const days = known.cycleWeeks * 7;
  const cycles = Math.floor(daysBetween({ from: first, to: known.today }) / days);
  // Without a first date of its own the cycle may begin before the month does.
  return cycles < 0 && earliest !== null ? first : addDays(first, cycles * days);
}

const mondayOf = (date: ServiceDate): ServiceDate => addDays(date, 1 - weekdayOf(date));

function visitsOf(rhythm: Rhythm, cycle: { cycleWeeks: number; cycleAnchor: ServiceDate }): PatternVisits[] {
  const { intervalWeeks, index } = rhythm;
  const apart = rhythm.monday === null ? 0 : daysBetween({ from: cycle.cycleAnchor, to: rhythm.monday }) / 7;
  const first = ((apart % intervalWeeks) + intervalWeeks) % intervalWeeks;
  const weeks: number[] = [];
  for (let week = first; week < cycle.cycleWeeks + first; week += intervalWeeks) {
    for (const within of rhythm.weeks) weeks.push((week + within) % cycle.cycleWeeks);
  }
  weeks.sort((a, b) => a - b);
  return rhythm.weekdays.map((weekday) => ({ index, weekday, weeks }));
}

function changesOf(
  stop: ServiceStop,
  plan: { today: ServiceDate; cycleAnchor: ServiceDate; intervalWeeks: number },
): string[] {
  const { recurrence } = stop;
  const { today, cycleAnchor } = plan;
  // biome-ignore lint/complexity/useMathMinMax: dates are text, and compare as such
  const planBegins = cycleAnchor > today ? cycleAnchor : today;
  const visitBefore = addDays(stop.start, -7 * plan.intervalWeeks);
  const lastDate = recurrence.kind === 'dates' ? recurrence.dates[recurrence.dates.length - 1] : null;
  const ends =
    stop.end !== null || (recurrence.kind !== 'dates' && (recurrence.until ?? recurrence.count) !== null);
  return [
    ...(recurrence.kind === 'monthly'
      ? ['comes on a weekday of the month; the plan takes the nth as week n of four']
      : []),
    ...(stop.exceptions.some((date) => date >= today)
      ? ['leaves out dates; the plan does not, so cancel these visits once they are published']
      : []),
    ...(ends || lastDate !== null ? ['comes to an end; the plan goes on'] : []),
    ...(visitBefore >= planBegins ? ['begins later; the plan has it from its first cycle'] : []),
  ];
}
