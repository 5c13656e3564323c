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
  /** 1 for a stop that is served, but not where the rota in force has it; 0 for every other. */
  readonly isMoved: Uint8Array;
  /** Hands out versions of day states; shared by all solutions of one search. */
  readonly versions: VersionCounter;
}

/** The last version handed out. */
export interface VersionCounter {
  last: number;
}

/** How good a rota is; compare with `isBetter`. */
export interface RotaWorth {
  /** Need per cycle that counts and is not served. */
  readonly missingNeed: number;
  /** Seconds of van time per cycle: driving, kilometres at their weight, the price of changes and of uneven days. */
  readonly cost: number;
}

/** Nothing served yet. */
export const emptySolution = (
  problem: RotaProblem,
  versions: VersionCounter = { last: 0 },
): RotaSolution => ({
  days: problem.vanWeekdays.map((_, day) => emptyDay(problem, day)),
  dayOf: new Int32Array(problem.stops.length).fill(-1),
  visits: new Int32Array(problem.stops.length),
  isMoved: new Uint8Array(problem.stops.length),
  versions,
});

/** Makes `to` equal to `from`; days of equal version are equal already. */
export function copySolution(from: RotaSolution, to: RotaSolution): void {
  for (let day = 0; day < from.days.length; day++) {
    if (to.days[day].version !== from.days[day].version) copyDay(from.days[day], to.days[day]);
  }
  to.dayOf.set(from.dayOf);
  to.visits.set(from.visits);
  to.isMoved.set(from.isMoved);
}

export function worthOf(problem: RotaProblem, solution: RotaSolution): RotaWorth {
  let missingNeed = 0;
  let cost = 0;
  for (let s = 0; s < problem.stops.length; s++) {
    missingNeed += problem.visitNeed[s] * Math.max(0, problem.countedVisits[s] - solution.visits[s]);
    if (solution.isMoved[s]) cost += problem.changeSeconds;
  }
  let longest = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (const day of solution.days) {
    cost += day.cost;
    for (const work of day.workInWeek) {
      if (work > longest) longest = work;
      if (work > 0 && work < shortest) shortest = work;
    }
  }
  if (longest > 0) cost += ((longest - shortest) / 3600) * problem.rules.weights.unevenSeconds;
  return { missingNeed, cost };
}

/** Need first, then cost; differences below a billionth of the whole are rounding. */
export function isBetter(a: RotaWorth, b: RotaWorth): boolean {
  const little = 1e-9 * Math.max(1, b.missingNeed);
  if (a.missingNeed < b.missingNeed - little) return true;
  return a.missingNeed <= b.missingNeed + little && a.cost < b.cost - 1e-7;
}

/** Adds a stop where `bestInsertion` found room. */
export function serve(problem: RotaProblem, solution: RotaSolution, stop: number, at: Insertion): void {
  const state = solution.days[at.day];
  insertCall(state, { stop, ...at });
  settleAnew(problem, solution, state);
  solution.dayOf[stop] = at.day;
  solution.visits[stop] = countWeeks(at.weeks);
  solution.isMoved[stop] = problem.inForce[stop] && at.held < 0 ? 1 : 0;
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
    solution.isMoved[stop] = 0;
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
