import type { RoutingProblem } from './routingProblem.ts';

/** Share of a minute's waiting beside a minute of driving, and of lateness (Vidal, Crainic, Gendreau & Prins 2013). */
const WAITING_WEIGHT = 0.2;
const LATENESS_WEIGHT = 1;

/**
 * The customers near each, nearest first, by distance and by how ill their windows follow each other.
 * @param most  at most so many each
 * @returns by customer; that of the depot (0) is empty
 */
export function nearCustomers(problem: RoutingProblem, most: number): readonly Int32Array[] {
  const near: Int32Array[] = [new Int32Array(0)];
  const apart = new Float64Array(problem.customers + 1);
  for (let i = 1; i <= problem.customers; i++) {
    const others: number[] = [];
    for (let j = 1; j <= problem.customers; j++) {
      if (j === i) continue;
      apart[j] = proximity(problem, i, j);
      others.push(j);
    }
    others.sort((a, b) => apart[a] - apart[b] || a - b);
    near.push(Int32Array.from(others.slice(0, most)));
  }
  return near;
}

function proximity(problem: RoutingProblem, i: number, j: number): number {
  const distance = problem.distance[i * (problem.customers + 1) + j];
  if (!problem.hasWindows) return distance;
  return distance + Math.min(misfit(problem, i, j, distance), misfit(problem, j, i, distance));
}

/** What waiting and lateness going straight from i to j costs at least. */
function misfit({ opens, closes, service }: RoutingProblem, i: number, j: number, distance: number): number {
  const waiting = Math.max(0, opens[j] - service[i] - distance - closes[i]);
  const lateness = Math.max(0, opens[i] + service[i] + distance - closes[j]);
  return WAITING_WEIGHT * waiting + LATENESS_WEIGHT * lateness;
}
