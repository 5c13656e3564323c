import { type Penalties, ROUNDING, type WorkingRoutes } from './workingRoutes.ts';

/** One remembered set of routes, feasible or not. */
export interface Individual {
  readonly distance: number;
  readonly isFeasible: boolean;
  readonly overload: number;
  readonly overtime: number;
  readonly lateness: number;
  /** By day the customers in order, with 0 behind each route; routes in the order of the compass. */
  readonly days: readonly Int32Array[];
  readonly pattern: Int32Array;
  /** By day × nodes + customer; 0 is the depot. */
  readonly after: Int32Array;
  readonly before: Int32Array;
  /** Distance and penalties. */
  cost: number;
  /** Rank by cost and by what it adds to the population; small is good. */
  fitness: number;
  /** How different the others of its population are, 0..1. */
  readonly apart: Map<Individual, number>;
}

/** Remembers the working routes. */
export function rememberRoutes(routes: WorkingRoutes): Individual {
  const { problem, days, nodes, vehicles } = routes;
  let [overload, overtime, lateness] = [0, 0, 0];
  for (let route = 0; route < days * vehicles; route++) {
    const day = Math.floor(route / vehicles);
    overload += Math.max(0, routes.load[route] - problem.capacity[day] - ROUNDING);
    overtime += Math.max(0, routes.duration[route] - problem.maxDuration[day] - ROUNDING);
    lateness += routes.warp[route];
  }
  const after = new Int32Array(days * nodes);
  const before = new Int32Array(days * nodes);
  return {
    distance: routes.totalDistance(),
    isFeasible: overload === 0 && overtime === 0 && lateness < ROUNDING,
    overload,
    overtime,
    lateness,
    days: Array.from({ length: days }, (_, day) => dayOf(routes, day, after, before)),
    pattern: routes.pattern.slice(),
    after,
    before,
    cost: routes.cost(),
    fitness: 0,
    apart: new Map(),
  };
}

function dayOf(routes: WorkingRoutes, day: number, after: Int32Array, before: Int32Array): Int32Array {
  const { problem, customers, next, prev, slots, nodes, vehicles, nodeOf } = routes;
  const found: { bearing: number; list: number[] }[] = [];
  for (let vehicle = 0; vehicle < vehicles; vehicle++) {
    const list: number[] = [];
    let [east, north] = [0, 0];
    for (let id = next[day * slots + routes.startOf(vehicle)]; id <= customers; ) {
      const slot = day * slots + id;
      list.push(id);
      east += problem.x[id] - problem.x[0];
      north += problem.y[id] - problem.y[0];
      after[day * nodes + id] = nodeOf[next[slot]];
      before[day * nodes + id] = nodeOf[prev[slot]];
      id = next[slot];
    }
    if (list.length > 0) found.push({ bearing: bearing(east, north), list });
  }
  found.sort((a, b) => a.bearing - b.bearing || a.list[0] - b.list[0]);
  return Int32Array.from(found.flatMap(({ list }) => [...list, 0]));
}

/** Grows with the angle, 0..4, without a function that rounds differently elsewhere. */
function bearing(east: number, north: number): number {
  const sum = Math.abs(east) + Math.abs(north);
  if (sum === 0) return 0;
  if (north >= 0) return east >= 0 ? north / sum : 1 - east / sum;
  return east < 0 ? 2 - north / sum : 3 + east / sum;
}

/** Distance and penalties under other penalties. */
export const costUnder = (individual: Individual, penalties: Penalties): number =>
  individual.distance +
  individual.overload * penalties.load +
  individual.overtime * penalties.duration +
  individual.lateness * penalties.lateness;

/**
 * How different two individuals are: the mean over customers of 1 where the days differ, else of the share of broken pairs of
 * neighbours. @returns 0..1, 0 for the same routes
 */
export function apartness(a: Individual, b: Individual): number {
  const nodes = a.pattern.length;
  let sum = 0;
  for (let customer = 1; customer < nodes; customer++) {
    if (a.pattern[customer] !== b.pattern[customer]) {
      sum++;
      continue;
    }
    let broken = 0;
    let visits = 0;
    for (let day = 0, rest = a.pattern[customer]; rest !== 0; day++, rest >>>= 1) {
      if ((rest & 1) === 0) continue;
      visits++;
      const at = day * nodes + customer;
      if (a.after[at] !== b.after[at] && a.after[at] !== b.before[at]) broken++;
      if (a.before[at] === 0 && b.before[at] !== 0 && b.after[at] !== 0) broken++;
    }
    if (visits > 0) sum += Math.min(1, broken / visits);
  }
  return nodes > 1 ? sum / (nodes - 1) : 0;
}
