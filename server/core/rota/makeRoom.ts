import { copyDay, type DayState, emptyDay } from './dayState.ts';
import { bestInsertion, type InsertionSpace } from './insertion.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';
import { type RotaSolution, serve } from './solution.ts';

/**
 * Puts a stop that must be served where it gets most visits; where the times kept from the rota in force leave no room for all
 * of them, the other calls of a day give way: they keep their weekday, weeks and order, and open at another time only where
 * they must.
 * @param stop  no day holds it
 * @returns whether it got a visit; otherwise the solution stays as it is
 */
export function serveFirst(
  problem: RotaProblem,
  space: InsertionSpace,
  solution: RotaSolution,
  stop: number,
): boolean {
  const find = (days: readonly DayState[]) =>
    bestInsertion(problem, space, { days, stop, isSkipped: () => false });
  const asItIs = find(solution.days);
  const isFull = asItIs !== null && asItIs.visits >= problem.weekSetVisits[stop][0];
  const loose = isFull ? [] : solution.days.map((state) => loosened(problem, solution, state));
  const moved = isFull ? null : find(loose);
  if (moved && moved.visits > (asItIs?.visits ?? 0)) {
    copyDay(loose[moved.day], solution.days[moved.day]);
    serve(problem, solution, stop, moved);
    holdAgain(problem, solution, solution.days[moved.day]);
    return true;
  }
  if (asItIs) serve(problem, solution, stop, asItIs);
  return asItIs !== null;
}

/** A day whose calls may all open at other times. */
function loosened(problem: RotaProblem, solution: RotaSolution, state: DayState): DayState {
  const loose = emptyDay(problem, state.day);
  copyDay(state, loose);
  loose.held.fill(-1, 0, loose.count);
  settle(problem, loose);
  loose.version = ++solution.versions.last;
  return loose;
}

/** Holds every call again that need not move. */
function holdAgain(problem: RotaProblem, solution: RotaSolution, state: DayState): void {
  for (let place = 0; place < state.count; place++) {
    const stop = state.stop[place];
    const inForce = problem.inForce[stop];
    if (!inForce || inForce.day !== state.day || inForce.weeks !== state.weeks[place]) continue;
    state.held[place] = inForce.open;
    const isHeld = settle(problem, state);
    if (!isHeld) state.held[place] = -1;
    solution.isMoved[stop] = isHeld ? 0 : 1;
  }
  settle(problem, state);
  state.version = ++solution.versions.last;
}
