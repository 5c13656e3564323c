import { copyDay, type DayState, insertCall } from './dayState.ts';
import { type Insertion, type InsertionSpace, insertionAt, weighCandidates } from './insertion.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';
import { copySolution, emptySolution, type RotaSolution, serve, unserve } from './solution.ts';

/** Costs are sums of seconds; less than this is a tie. */
const TIE = 1e-6;
const MOST_SWEEPS = 5;

/**
 * Levels the days where that costs nothing: moves stops to other weeks, weekdays or vans as long as they keep their
 * visits and the driving does not grow, and the sum of squared working times falls.
 */
export function levelDays(problem: RotaProblem, space: InsertionSpace, solution: RotaSolution): void {
  const trial = emptySolution(problem, solution.versions);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isChanged = false;
    for (let stop = 0; stop < problem.stops.length; stop++) {
      if (solution.visits[stop] === 0 || problem.locked[stop]) continue;
      copySolution(solution, trial);
      if (unserve(problem, trial, [stop]).length > 1) continue;
      const at = mostLevel(problem, space, { solution, trial, stop });
      if (!at) continue;
      serve(problem, trial, stop, at);
      copySolution(trial, solution);
      isChanged = true;
    }
    if (!isChanged) return;
  }
}

/** The place for a stop (taken out of `trial`) that levels most for no more driving; null when none beats where it is. */
function mostLevel(
  problem: RotaProblem,
  space: InsertionSpace,
  of: { solution: RotaSolution; trial: RotaSolution; stop: number },
): Insertion | null {
  const { solution, trial, stop } = of;
  const mostCost = cost(problem, solution) - cost(problem, trial) + TIE;
  const oldDay = solution.dayOf[stop];
  let best: Insertion | null = null;
  // What is saved by leaving the old day must exceed what the new day gains.
  let least = squaredWork(problem, solution.days[oldDay]) - squaredWork(problem, trial.days[oldDay]) - 1;
  for (const state of trial.days) {
    if (!space.fitsAlone[state.day * problem.stops.length + stop]) continue;
    for (const insertion of cheapInsertions(problem, space, {
      state,
      stop,
      visits: solution.visits[stop],
      mostCost,
    })) {
      copyDay(state, space.trial);
      insertCall(space.trial, { stop, ...insertion });
      if (!settle(problem, space.trial)) continue;
      const gain = squaredWork(problem, space.trial) - squaredWork(problem, state);
      if (gain < least) [best, least] = [insertion, gain];
    }
  }
  return best;
}

function cheapInsertions(
  problem: RotaProblem,
  space: InsertionSpace,
  of: { state: DayState; stop: number; visits: number; mostCost: number },
): Insertion[] {
  const { state, stop, visits, mostCost } = of;
  weighCandidates(problem, space, state, stop);
  const sets = problem.weekSets[stop];
  const found: Insertion[] = [];
  for (let entry = 0; entry < (state.count + 1) * sets.length; entry++) {
    const k = entry % sets.length;
    if (problem.weekSetVisits[stop][k] !== visits || !(space.candidates[entry] <= mostCost)) continue;
    found.push(insertionAt(problem, space, { state, stop }, entry));
  }
  return found;
}

/** Driving and changes; unevenness is what is being made less. */
function cost(problem: RotaProblem, solution: RotaSolution): number {
  let sum = 0;
  for (const day of solution.days) sum += day.cost;
  for (const isMoved of solution.isMoved) if (isMoved) sum += problem.changeSeconds;
  return sum;
}

/** Sum over the weeks of (driving + time on site)², in square minutes: waiting and breaks left out. */
function squaredWork(problem: RotaProblem, state: DayState): number {
  let sum = 0;
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    const minutes = state.workInWeek[week] / 60;
    sum += minutes * minutes;
  }
  return sum;
}
