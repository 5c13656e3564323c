import { copyDay, type DayState, emptyDay, insertCall, removeCall } from './dayState.ts';
import type { Insertion } from './insertion.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';
import { countWeeks } from './visitWeeks.ts';

/** A whole rota as the search sees it: one state per van-weekday, and where each stop is. */
export interface RotaSolution {
  readonly days: readonly DayState[];
  /** Van-weekday of each stop; −1 when it is not served. */
  readonly dayOf: Int32Array;
  /** Visits made per cycle, per stop. */
  readonly visits: Int32Array;
  /** Hands out versions of day states; shared by all solutions of one search. */
  readonly versions: VersionCounter;
}

/** The last version handed out. */
export interface VersionCounter {
  last: number;
}

/** How good a rota is; compare with `isBetter`. */
export interface RotaWorth {
  /** Need per cycle that is asked for and not served. */
  readonly missingNeed: number;
  /** Driving cost per cycle. */
  readonly driving: number;
}

/** Nothing served yet. */
export const emptySolution = (
  problem: RotaProblem,
  versions: VersionCounter = { last: 0 },
): RotaSolution => ({
  days: problem.vanWeekdays.map((_, day) => emptyDay(problem, day)),
  dayOf: new Int32Array(problem.stops.length).fill(-1),
  visits: new Int32Array(problem.stops.length),
  versions,
});

/** Makes `to` equal to `from`; days of equal version are equal already. */
export function copySolution(from: RotaSolution, to: RotaSolution): void {
  for (let day = 0; day < from.days.length; day++) {
    if (to.days[day].version !== from.days[day].version) copyDay(from.days[day], to.days[day]);
  }
  to.dayOf.set(from.dayOf);
  to.visits.set(from.visits);
}

export function worthOf(problem: RotaProblem, solution: RotaSolution): RotaWorth {
  let missingNeed = 0;
  for (let s = 0; s < problem.stops.length; s++) {
    missingNeed += problem.visitNeed[s] * (problem.stops[s].visitsPerCycle - solution.visits[s]);
  }
  let driving = 0;
  for (const day of solution.days) driving += day.cost;
  return { missingNeed, driving };
}

/** Need first, then driving; differences below a billionth of the whole are rounding. */
export function isBetter(a: RotaWorth, b: RotaWorth): boolean {
  const little = 1e-9 * Math.max(1, b.missingNeed);
  if (a.missingNeed < b.missingNeed - little) return true;
  return a.missingNeed <= b.missingNeed + little && a.driving < b.driving - 1e-7;
}

/** Adds a stop where `bestInsertion` found room. */
export function serve(problem: RotaProblem, solution: RotaSolution, stop: number, at: Insertion): void {
  const state = solution.days[at.day];
  insertCall(state, { stop, weeks: at.weeks, place: at.place });
  settleAnew(problem, solution, state);
  solution.dayOf[stop] = at.day;
  solution.visits[stop] = countWeeks(at.weeks);
}

/**
 * Takes stops out of the rota. Should a day no longer work without them (a road table in which the straight way is
 * longer than the way through a stop), its other calls are taken out too, and named in `removed`.
 */
export function unserve(problem: RotaProblem, solution: RotaSolution, stops: readonly number[]): number[] {
  const removed: number[] = [];
  const touched = new Set<number>();
  const takeOut = (stop: number) => {
    const day = solution.dayOf[stop];
    if (day < 0) return;
    removeCall(solution.days[day], stop);
    solution.dayOf[stop] = -1;
    solution.visits[stop] = 0;
    touched.add(day);
    removed.push(stop);
  };
  for (const stop of stops) takeOut(stop);
  for (const day of touched) {
    const state = solution.days[day];
    if (settleAnew(problem, solution, state)) continue;
    for (const stop of [...state.stop.subarray(0, state.count)]) takeOut(stop);
    settleAnew(problem, solution, state);
  }
  return removed;
}

function settleAnew(problem: RotaProblem, solution: RotaSolution, state: DayState): boolean {
  state.version = ++solution.versions.last;
  return settle(problem, state);
}
