import type { RoutingProblem, RoutingSolution } from './routingProblem.ts';
import { RoutingSearch } from './routingSearch.ts';

/** When a search ends: whichever comes first. Cut short by the clock, a result is not reproducible. */
export interface RoutingLimits {
  readonly maxIterations: number;
  readonly maxSeconds: number;
  /** Milliseconds, rising. */
  readonly clock: () => number;
}

/** What a search found. */
export interface RoutingResult {
  /** null where no routes were found that keep every rule. */
  readonly solution: RoutingSolution | null;
  /** Rounds of annealing and children bred. */
  readonly iterations: number;
}

/** Customers a round of annealing takes out, about, at most. */
const MOST_TAKEN_OUT = 12;
/** First and last temperature, in average legs. */
const HOT = 1;
const COLD = 0.03;
/** Broken rules cost so many times more in annealing than at first in breeding. */
const ANNEALING_FACTOR = 3;
/** Random starts of a breeding. */
const FIRST_BORN = 60;

/**
 * Routes of least distance for a periodic problem, from one depot, that keep every rule. Same problem, seed and iterations: the same
 * routes, as long as the clock does not end it.
 * @param seed  a whole number
 * @returns without customers: no routes
 * Sources: hybrid genetic search, Vidal, Crainic, Gendreau, Lahrichi & Rei 2012; ruin and recreate, Christiaens & Vanden Berghe 2020.
 */
export function solveRouting(
  problem: RoutingProblem,
  { seed, limits }: { readonly seed: number; readonly limits: RoutingLimits },
): RoutingResult {
  if (problem.customers === 0) {
    return { solution: { distance: 0, days: Array.from({ length: problem.days }, () => []) }, iterations: 0 };
  }
  const started = limits.clock();
  const search = new RoutingSearch(problem, { seed, onBetter: () => {} });
  const progress = (more = 0) =>
    Math.max(
      (search.iterations + more) / limits.maxIterations,
      (limits.clock() - started) / (1000 * limits.maxSeconds),
    );
  if (problem.days === 1) {
    for (let k = 0; k < FIRST_BORN && progress() < 1; k++) search.breedFirst();
    while (progress() < 1) search.breed();
  } else {
    search.construct(ANNEALING_FACTOR);
    search.annealRoutes({ hot: HOT, cold: COLD, most: MOST_TAKEN_OUT, progress });
  }
  const { best } = search.population;
  const solution = best && { distance: best.distance, days: best.days.map(routesOf) };
  return { solution, iterations: search.iterations };
}

/** The routes of a day from its customers with 0 behind each route. */
function routesOf(list: Int32Array): Int32Array[] {
  const routes: Int32Array[] = [];
  let from = 0;
  for (let k = 0; k < list.length; k++) {
    if (list[k] !== 0) continue;
    routes.push(list.slice(from, k));
    from = k + 1;
  }
  return routes;
}
