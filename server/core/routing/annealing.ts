import type { RouteCopy } from './routeCopy.ts';
import type { StringRuin } from './stringRuin.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/** Rounds between looks at the time, and between changes of the penalties. */
const ROUNDS_BETWEEN_LOOKS = 20;
const ROUNDS_BETWEEN_TUNING = 200;
/** Wanted share of rounds that keep every rule, and by how much the penalties change when it is missed. */
const FEWEST_FEASIBLE = 0.3;
const MOST_FEASIBLE = 0.6;
const DEARER = 1.2;
const DEARER_UNTIL_FOUND = 2;
const CHEAPER = 0.9;
const DEAREST = 1e4;

/** How an annealing runs. */
export interface AnnealingPlan {
  /** First and last temperature, in average distances between two customers on a route. */
  readonly hot: number;
  readonly cold: number;
  /** Customers taken out a round, about, at most. */
  readonly most: number;
  /** Share of its time that is used, 0..1; it ends at 1. */
  readonly progress: (rounds: number) => number;
  /** Called whenever the routes keep every rule and are the shortest of this run. */
  readonly onShorter: () => void;
}

/** What an annealing works with besides the routes. */
interface AnnealingParts {
  readonly ruin: StringRuin;
  /** Holds the routes to go back to. */
  readonly copy: RouteCopy;
  readonly random: () => number;
  readonly plan: AnnealingPlan;
}

/**
 * Improves the working routes by ruin and recreate with simulated annealing.
 * @returns rounds made
 */
export function anneal(routes: WorkingRoutes, { ruin, copy, random, plan }: AnnealingParts): number {
  copy.take(false);
  const leg = averageLeg(routes);
  let current = routes.cost();
  let shortest = Number.POSITIVE_INFINITY;
  let temperature = 0;
  let feasible = 0;
  let rounds = 0;
  for (; ; rounds++) {
    if (rounds % ROUNDS_BETWEEN_LOOKS === 0) {
      const progress = plan.progress(rounds);
      if (progress >= 1) return rounds;
      temperature = leg * temperatureAt(progress, plan);
    }
    ruin.try(plan.most);
    const cost = routes.cost();
    const distance = routes.totalDistance();
    if (cost - distance < LEAST_PENALTY) {
      feasible++;
      if (distance < shortest - LEAST_PENALTY) {
        shortest = distance;
        plan.onShorter();
      }
    }
    if (cost < current - temperature * Math.log(random() + Number.MIN_VALUE)) {
      copy.take(true);
      current = cost;
    } else copy.back(true);
    if ((rounds + 1) % ROUNDS_BETWEEN_TUNING === 0) {
      tune(routes, feasible / ROUNDS_BETWEEN_TUNING, shortest < Number.POSITIVE_INFINITY);
      copy.adoptVersions();
      current = routes.cost();
      feasible = 0;
    }
  }
}

/** Falls by the same factor in the same time; in average legs. */
const temperatureAt = (progress: number, { hot, cold }: AnnealingPlan): number =>
  hot * Math.exp(progress * Math.log(cold / hot));

/** Penalties below this are rounding. */
const LEAST_PENALTY = 1e-9;

function averageLeg(routes: WorkingRoutes): number {
  let legs = 0;
  for (let route = 0; route < routes.count.length; route++) {
    if (routes.count[route] > 0) legs += routes.count[route] + 1;
  }
  return legs === 0 ? 1 : routes.totalDistance() / legs;
}

function tune(routes: WorkingRoutes, share: number, isFound: boolean): void {
  if (share >= FEWEST_FEASIBLE && share <= MOST_FEASIBLE) return;
  const factor = share > MOST_FEASIBLE ? CHEAPER : isFound ? DEARER : DEARER_UNTIL_FOUND;
  const { load, duration, lateness } = routes.penalties;
  routes.setPenalties({
    load: Math.min(DEAREST, load * factor),
    duration: Math.min(DEAREST, duration * factor),
    lateness: Math.min(DEAREST, lateness * factor),
  });
}
