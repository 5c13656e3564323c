import type { Seconds } from '../../shared/units.ts';
import { copyDay, type DayState, emptyDay, insertCall, removeCall } from './dayState.ts';
import type { InsertionSpace } from './insertion.ts';
import type { RotaInput } from './rotaInput.ts';
import { type RotaProblem, rotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';
import type { RotaSolution } from './solution.ts';
import { weeksOf } from './visitWeeks.ts';
import { weighPlaces } from './weighPlaces.ts';

/** How near a stop came to being served (or served more often), and where. */
export interface Shortage {
  readonly day: number;
  readonly place: number;
  /** Bit mask of the weeks tried. */
  readonly weeks: number;
  /** The week in which time is shortest. */
  readonly week: number;
  /** Time lacking; 0 when only the break does not fit. */
  readonly seconds: Seconds;
}

/**
 * The van-weekday, weeks and place where the least time is lacking for more visits of a stop than are made.
 * @returns null when every day it could join already has as many calls as are allowed
 */
export function leastShortage(
  problem: RotaProblem,
  space: InsertionSpace,
  of: { solution: RotaSolution; stop: number },
): Shortage | null {
  const { solution, stop } = of;
  const wanted = leastSetsAbove(problem, stop, solution.visits[stop]);
  let best: Shortage | null = null;
  solution.days.forEach((state, day) => {
    if (!space.fitsAlone[day * problem.stops.length + stop]) return;
    const without = withoutStop(problem, state, stop);
    weighPlaces(problem, space, without, stop);
    for (let place = 0; place <= without.count; place++) {
      for (const weeks of wanted) {
        const short = shortageIn(problem, space, { day, place, weeks });
        if (short && (best === null || short.seconds < best.seconds)) best = short;
      }
    }
  });
  return best;
}

/** The week sets with the fewest visits that are still more than `visits`. */
function leastSetsAbove(problem: RotaProblem, stop: number, visits: number): number[] {
  const counts = problem.weekSetVisits[stop];
  const more = [...counts].filter((count) => count > visits);
  const least = Math.min(...more);
  return [...problem.weekSets[stop]].filter((_, k) => counts[k] === least);
}

function withoutStop(problem: RotaProblem, state: DayState, stop: number): DayState {
  const copy = emptyDay(problem, state.day);
  copyDay(state, copy);
  removeCall(copy, stop);
  settle(problem, copy);
  return copy;
}

/** Time lacking at a place of the day weighed last; null when calls, not time, are at their limit, or there is no road. */
function shortageIn(
  problem: RotaProblem,
  space: InsertionSpace,
  at: { day: number; place: number; weeks: number },
): Shortage | null {
  let [lowest, highest, week] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (const candidate of weeksOf(at.weeks)) {
    const cell = at.place * problem.rules.cycleWeeks + candidate;
    if (!Number.isFinite(space.cost[cell])) return null;
    if (space.lowest[cell] > lowest) {
      lowest = space.lowest[cell];
      week = candidate;
    }
    highest = Math.min(highest, space.highest[cell]);
  }
  return { ...at, week, seconds: Math.max(0, lowest - highest) * problem.rules.roundingSeconds };
}

/** Whether a stop would fit there, breaks included, with a shorter session. */
export function fitsShortened(
  input: RotaInput,
  problem: RotaProblem,
  at: { state: DayState; stop: number; shortage: Shortage; sessionSeconds: Seconds },
): boolean {
  const { state, stop, shortage } = at;
  const without = withoutStop(problem, state, stop);
  // The calls of that day and the stop, as a problem of their own.
  const members = [...without.stop.subarray(0, without.count), stop];
  const small = rotaProblem(input, {
    sites: members.map((s) => problem.sites[s]),
    stops: members.map((s) =>
      s === stop ? { ...problem.stops[s], sessionSeconds: at.sessionSeconds } : problem.stops[s],
    ),
  });
  const day = emptyDay(small, state.day);
  for (let place = 0; place < without.count; place++) {
    insertCall(day, { stop: place, weeks: without.weeks[place], place });
  }
  insertCall(day, { stop: members.length - 1, weeks: shortage.weeks, place: shortage.place });
  return settle(small, day);
}
