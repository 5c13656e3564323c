import type { LockedStop } from '../../shared/rotaRules.ts';
import type { Weekday } from '../../shared/time.ts';
import type { RotaRules, Site, Stop, TimeWindow, Van } from '../nouns.ts';
import { submatrix } from '../travelMatrix.ts';
import { plannedLegSeconds } from './plannedLeg.ts';
import { baseId, type RotaInput } from './rotaInput.ts';
import { NEVER, openWindows, startRanges } from './startTimes.ts';
import { countWeeks, visitWeekSets } from './visitWeeks.ts';

/** One van on one weekday, in all weeks of the cycle. */
export interface VanWeekday {
  readonly van: Van;
  /** Row of the van's base in the leg tables. */
  readonly base: number;
  readonly weekday: Weekday;
  readonly shift: TimeWindow;
}

/** Times per leg between nodes: stops first, then bases. Flat rows of `nodes`. */
export interface Legs {
  readonly nodes: number;
  /** Planned seconds, whole; UNREACHABLE where there is no way. */
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
  /** What the search keeps small: planned seconds, distance as a tie-break. */
  readonly cost: Float64Array;
}

/** The input as numbers. Ticks are multiples of `rules.roundingSeconds`; every open time is one. */
export interface RotaProblem {
  readonly rules: RotaRules;
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly locked: readonly (LockedStop | undefined)[];
  readonly vanWeekdays: readonly VanWeekday[];
  readonly legs: Legs;
  /** Session rounded up to whole ticks, seconds, per stop. */
  readonly sessionSeconds: Float64Array;
  /** Need per visit; a stop without need counts a little, so that it is served where it costs no need. */
  readonly visitNeed: Float64Array;
  /** Sets of weeks to visit a stop in, most visits first; no set holds more than the visits asked for. */
  readonly weekSets: readonly Int32Array[];
  /** Visits in each of those sets. */
  readonly weekSetVisits: readonly Int32Array[];
  /** Stop × stop: ticks from one opening to the next one's, at least; NEVER where there is no way. */
  readonly follow: Int32Array;
  /** The same with the break in between. */
  readonly followWithBreak: Int32Array;
  /** Van-weekday × stop: earliest opening as the first call, without and with the break before it. */
  readonly first: Int32Array;
  readonly firstWithBreak: Int32Array;
  /** Van-weekday × stop: latest opening as the last call, without and with the break after it. */
  readonly last: Int32Array;
  readonly lastWithBreak: Int32Array;
  /** Earliest opening when a break comes just before: the break window must have begun. */
  readonly afterBreak: number;
  /** Per stop: latest opening when a break comes just after: the break window must not be over. */
  readonly beforeBreak: Int32Array;
  /** Van-weekday × stop: allowed openings as pairs of ticks. */
  readonly starts: readonly Int32Array[];
}

/** Turns places, times and rules into tables of whole numbers. @throws MATRIX_PLACE for a place the matrix lacks */
export function rotaProblem(
  input: RotaInput,
  plannable: { stops: readonly Stop[]; sites: readonly Site[] },
): RotaProblem {
  const { rules } = input;
  const { stops, sites } = plannable;
  const vanWeekdays = input.vans.flatMap((van, index) => weekdaysOf(van, stops.length + index));
  const lockedBySite = new Map((input.locked ?? []).map((lock) => [lock.siteId, lock]));
  const locked = stops.map((stop) => lockedBySite.get(stop.siteId));
  const legs = plannedLegs(input, stops);
  const session = Float64Array.from(
    stops,
    (stop) => Math.ceil(stop.sessionSeconds / rules.roundingSeconds) * rules.roundingSeconds,
  );
  const weekSets = stops.map((stop, s) => setsFor(stop, rulesAt(sites[s], rules), locked[s]));
  return {
    rules,
    stops,
    sites,
    locked,
    vanWeekdays,
    legs,
    sessionSeconds: session,
    visitNeed: needPerVisit(stops),
    weekSets,
    weekSetVisits: weekSets.map((sets) => sets.map(countWeeks)),
    starts: vanWeekdays.flatMap((day) =>
      stops.map((_, s) => startsOn(day, { site: sites[s], session: session[s], lock: locked[s] }, rules)),
    ),
    ...tickTables({ rules, vanWeekdays, legs, session }),
  };
}

function weekdaysOf(van: Van, base: number): VanWeekday[] {
  return ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    const shift = van.shifts[weekday];
    return shift && shift.to > shift.from ? [{ van, base, weekday, shift }] : [];
  });
}

function plannedLegs(input: RotaInput, stops: readonly Stop[]): Legs {
  const ids = [...stops.map((stop) => stop.siteId), ...input.vans.map((van) => baseId(van.id))];
  const routed = submatrix(input.matrix, { from: ids, to: ids });
  const seconds = routed.seconds.map((value) => plannedLegSeconds(value, input.rules));
  return {
    nodes: ids.length,
    seconds,
    metres: routed.metres,
    // 100 km weigh as much as a tenth of a second: distance decides only between equal times.
    cost: seconds.map(
      (value, k) => value + (Number.isFinite(routed.metres[k]) ? routed.metres[k] * 1e-6 : 0),
    ),
  };
}

/** The rules with what a site asks for beyond them. */
export const rulesAt = ({ facts }: Pick<Site, 'facts'>, rules: RotaRules): RotaRules => ({
  ...rules,
  minDaysBetweenVisits: Math.max(rules.minDaysBetweenVisits, facts.minDaysBetweenVisits ?? 0),
});

function setsFor(stop: Stop, rules: RotaRules, lock: LockedStop | undefined): Int32Array {
  if (lock) return areWeeksAllowed(stop, rules, lock) ? Int32Array.of(maskOf(lock.weeks)) : new Int32Array(0);
  const sets: number[] = [];
  for (let visits = Math.min(stop.visitsPerCycle, rules.cycleWeeks); visits >= 1; visits--) {
    sets.push(...visitWeekSets({ ...rules, visits }));
  }
  return Int32Array.from(sets);
}

const maskOf = (weeks: readonly number[]): number => weeks.reduce((mask, week) => mask | (1 << week), 0);

/** Whether fixed weeks are different weeks of the cycle, no more than asked for, and far enough apart. */
function areWeeksAllowed(stop: Stop, rules: RotaRules, lock: LockedStop): boolean {
  const weeks = [...new Set(lock.weeks)].sort((a, b) => a - b);
  const isWithin = weeks.every((week) => Number.isInteger(week) && week >= 0 && week < rules.cycleWeeks);
  const gaps = weeks.map((week, k) => (weeks[k + 1] ?? weeks[0] + rules.cycleWeeks) - week);
  return (
    isWithin &&
    weeks.length > 0 &&
    weeks.length === lock.weeks.length &&
    weeks.length <= stop.visitsPerCycle &&
    Math.min(...gaps) * 7 >= rules.minDaysBetweenVisits
  );
}

function needPerVisit(stops: readonly Stop[]): Float64Array {
  const need = stops.map((stop) => (stop.need > 0 && Number.isFinite(stop.need) ? stop.need : 0));
  const little = 1e-6 * Math.max(1, ...need);
  return Float64Array.from(stops, (stop, s) => need[s] / stop.visitsPerCycle + little);
}

function startsOn(
  day: VanWeekday,
  call: { site: Site; session: number; lock: LockedStop | undefined },
  rules: RotaRules,
): Int32Array {
  const { lock } = call;
  if (lock && (lock.vanId !== day.van.id || lock.weekday !== day.weekday)) return new Int32Array(0);
  return startRanges({
    windows: openWindows(call.site, day.weekday),
    sessionSeconds: call.session,
    rules,
    fixedOpen: lock?.open,
    schoolRuns: call.site.facts.schoolRun?.[day.weekday],
  });
}

/** What the tables of ticks are worked out from. */
interface TickFields {
  readonly rules: RotaRules;
  readonly vanWeekdays: readonly VanWeekday[];
  readonly legs: Legs;
  readonly session: Float64Array;
}

/** Bounds on opening ticks: between two stops, from the base, back to it, and beside the break. */
function tickTables({ rules, vanWeekdays, legs, session }: TickFields) {
  const { breakSeconds, breakWindow, roundingSeconds, setUpSeconds } = rules;
  const n = session.length;
  const up = (seconds: number) => (Number.isFinite(seconds) ? Math.ceil(seconds / roundingSeconds) : NEVER);
  const down = (seconds: number) =>
    Number.isFinite(seconds) ? Math.floor(seconds / roundingSeconds) : -NEVER;
  const leg = (from: number, to: number) => legs.seconds[from * legs.nodes + to];
  /** From opening to leaving. */
  const stay = session.map((open) => open + rules.packDownSeconds);
  const pairs = (rest: number) =>
    Int32Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return up(stay[i] + leg(i, j) + rest + setUpSeconds);
    });
  const perDay = (tick: (day: VanWeekday, s: number) => number) =>
    Int32Array.from(vanWeekdays.flatMap((day) => Array.from(session, (_, s) => tick(day, s))));
  const firstAfter = (rest: number) => (day: VanWeekday, s: number) =>
    up(day.shift.from + leg(day.base, s) + rest + setUpSeconds);
  const lastBefore = (rest: number) => (day: VanWeekday, s: number) =>
    down(day.shift.to - leg(s, day.base) - rest - stay[s]);
  const afterBreak = up(breakWindow.from + breakSeconds + setUpSeconds);
  const beforeBreak = Int32Array.from(stay, (seconds) => down(breakWindow.to - breakSeconds - seconds));
  return {
    follow: pairs(0),
    followWithBreak: pairs(breakSeconds),
    first: perDay(firstAfter(0)),
    firstWithBreak: perDay((day, s) =>
      day.shift.from > breakWindow.to - breakSeconds
        ? NEVER
        : Math.max(afterBreak, firstAfter(breakSeconds)(day, s)),
    ),
    last: perDay(lastBefore(0)),
    lastWithBreak: perDay((day, s) =>
      day.shift.to < breakWindow.from + breakSeconds
        ? -NEVER
        : Math.min(beforeBreak[s], lastBefore(breakSeconds)(day, s)),
    ),
    afterBreak,
    beforeBreak,
  };
}
