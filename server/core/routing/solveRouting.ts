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

/** Up to so many customers breeding alone finds the shorter routes; above it a child takes too long. */
const MOST_FOR_BREEDING = 120;
/** Share of the time in which annealing finds first routes before breeding. */
const FIRST_SHARE = 0.05;
/** Random starts of a breeding. */
const FIRST_BORN = 40;
/** First and last temperature of an annealing in average legs, and customers taken out a round, about, at most. */
const ANNEALING = { hot: 1, cold: 0.03, most: 14 };
/** Broken rules cost so many times more in annealing than at first in breeding. */
const ANNEALING_FACTOR = 3;

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
  const search = new RoutingSearch(problem, seed);
  const progress = (more = 0) =>
    Math.max(
      (search.iterations + more) / limits.maxIterations,
      (limits.clock() - started) / (1000 * limits.maxSeconds),
    );
  const isLarge = problem.customers > MOST_FOR_BREEDING;
  const share = isLarge ? 1 : FIRST_SHARE;
  search.construct(ANNEALING_FACTOR);
  search.annealRoutes({ ...ANNEALING, progress: (rounds) => progress(rounds) / share });
  for (let k = 0; k < FIRST_BORN && progress() < 1; k++) search.breedFirst();
  while (progress() < 1) search.breed();
  return { solution: solutionOf(search), iterations: search.iterations };
}

/** The shortest routes of a search that keep every rule; null where it has none. */
export function solutionOf(search: RoutingSearch): RoutingSolution | null {
  const { best } = search.population;
  return best && { distance: best.distance, days: best.days.map(routesOf) };
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
