import { isAllowed, unease } from './chooseTimes.ts';
import { type DayState, emptyDay, insertCall, recount } from './dayState.ts';
import type { RotaProblem } from './rotaProblem.ts';

/** What an opening at another time than in the first week must gain, in minutes of the crew's day. Assumed. */
const WORTH_ANOTHER_TIME = 5;
const MOST_SWEEPS = 3;

/**
 * Opening ticks of every week. They are those common to all weeks, except where a stop's wish allows a tolerance and using it
 * spares the crew time or leaves more room for slow roads: then it keeps its time in its first week, and no two weeks are
 * further apart than the tolerance. Fixed stops and groups keep one time; what the rota in force has and is kept keeps its times.
 * @returns  week × place, in rows of the list's length
 */
export function weekTimes(problem: RotaProblem, state: DayState): Int32Array {
  const { cycleWeeks } = problem.rules;
  const { count } = state;
  const times = new Int32Array(cycleWeeks * count);
  for (let week = 0; week < cycleWeeks; week++) times.set(state.open.subarray(0, count), week * count);
  const slack = Int32Array.from(state.stop.subarray(0, count), (s) => toleranceTicks(problem, s));
  if (slack.every((ticks) => ticks === 0)) return times;
  for (let week = 0; week < cycleWeeks; week++) {
    if (state.callsInWeek[week] > 0) easeWeek(problem, state, { week, times, slack });
  }
  return times;
}

function toleranceTicks(problem: RotaProblem, stop: number): number {
  const { toleranceSeconds = 0, series } = problem.stops[stop].wishes ?? {};
  if (series) return 0;
  return Math.max(0, Math.floor(toleranceSeconds / problem.rules.roundingSeconds));
}

/** Moves the calls of one week that may move, one at a time, for as long as that helps; into `times`. */
function easeWeek(
  problem: RotaProblem,
  state: DayState,
  of: { week: number; times: Int32Array; slack: Int32Array },
): void {
  const { week, times, slack } = of;
  const { single, places } = oneWeek(problem, state, week);
  if (keepTimes(problem, state, { ...of, single, places })) return;
  let worth = unease(problem, single);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const before = worth;
    places.forEach((place, k) => {
      if (slack[place] === 0 || problem.locked[state.stop[place]] || isFirstWeek(state.weeks[place], week))
        return;
      const common = state.open[place];
      const [low, high] = boundsOf(state, { ...of, place });
      const price = (tick: number) => (tick === common ? 0 : WORTH_ANOTHER_TIME);
      let best = single.open[k];
      for (let tick = low; tick <= high; tick++) {
        single.open[k] = tick;
        if (!isAllowed(problem, single)) continue;
        const found = unease(problem, single);
        if (found + price(tick) < worth + price(best) - 1e-9) [best, worth] = [tick, found];
      }
      single.open[k] = best;
      times[week * state.count + place] = best;
    });
    if (worth >= before) return;
  }
}

/** Opens calls that are kept as the rota in force opens them in that week; false when none differs, or it is no longer allowed. */
function keepTimes(
  problem: RotaProblem,
  state: DayState,
  of: { week: number; times: Int32Array; slack: Int32Array; single: DayState; places: readonly number[] },
): boolean {
  const { week, times, single, places } = of;
  const common = places.map((place) => state.open[place]);
  places.forEach((place, k) => {
    const isKept = state.held[place] >= 0 || problem.isDayLocked[state.day];
    const tick = isKept ? (problem.timesInForce[state.stop[place]]?.[week] ?? -1) : -1;
    const [low, high] = boundsOf(state, { ...of, place });
    if (tick >= low && tick <= high) single.open[k] = tick;
  });
  const isChanged = common.some((tick, k) => single.open[k] !== tick);
  if (isChanged && isAllowed(problem, single)) {
    places.forEach((place, k) => {
      times[week * state.count + place] = single.open[k];
    });
    return true;
  }
  common.forEach((tick, k) => {
    single.open[k] = tick;
  });
  return false;
}

/** The calls of one week as a list of their own, and their places in the whole list. */
function oneWeek(
  problem: RotaProblem,
  state: DayState,
  week: number,
): { single: DayState; places: number[] } {
  const single = emptyDay(problem, state.day);
  const places: number[] = [];
  for (let place = 0; place < state.count; place++) {
    if (!((state.weeks[place] >> week) & 1)) continue;
    insertCall(single, { stop: state.stop[place], weeks: 1 << week, place: places.length });
    places.push(place);
  }
  recount(problem, single);
  places.forEach((place, k) => {
    single.open[k] = state.open[place];
  });
  const gap = state.breakBefore[week];
  single.breakBefore[week] = gap < 0 ? -1 : gap === state.count ? single.count : places.indexOf(gap);
  return { single, places };
}

const isFirstWeek = (weeks: number, week: number): boolean => (weeks & ((1 << week) - 1)) === 0;

/** Where a call may open in a week so that no two of its weeks are too far apart. */
function boundsOf(
  state: DayState,
  at: { week: number; times: Int32Array; slack: Int32Array; place: number },
): [number, number] {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let week = 0, rest = state.weeks[at.place]; rest; week++, rest >>= 1) {
    if (!(rest & 1) || week === at.week) continue;
    const tick = at.times[week * state.count + at.place];
    earliest = Math.min(earliest, tick);
    latest = Math.max(latest, tick);
  }
  return [latest - at.slack[at.place], earliest + at.slack[at.place]];
}
