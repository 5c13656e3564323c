import type { RoutingProblem } from '../../../server/core/routing/routingProblem.ts';

/** The least distance of a tiny problem by trying everything; Infinity where no routes keep every rule. */
export function leastDistance(problem: RoutingProblem): number {
  const all = 1 << problem.customers;
  const byDay = Array.from({ length: problem.days }, (_, day) => {
    const route = Array.from({ length: all }, (_, set) => routeCost(problem, day, set));
    let fleet = route.map((_, set) => (set === 0 ? 0 : Number.POSITIVE_INFINITY));
    for (let vehicle = 0; vehicle < problem.vehicles; vehicle++) {
      fleet = fleet.map((_, set) => leastOf(subsetsOf(set).map((part) => route[part] + fleet[set & ~part])));
    }
    return fleet;
  });
  return leastOf(
    choices(problem.patterns.map((sets) => [...sets])).map((chosen) =>
      byDay.reduce((sum, fleet, day) => sum + fleet[customersOn(chosen, day)], 0),
    ),
  );
}

const leastOf = (values: readonly number[]) => Math.min(Number.POSITIVE_INFINITY, ...values);

const customersOn = (chosen: readonly number[], day: number) =>
  chosen.reduce((set, days, k) => ((days >> day) & 1 ? set | (1 << k) : set), 0);

function subsetsOf(set: number): number[] {
  const found = [0];
  for (let part = set; part > 0; part = (part - 1) & set) found.push(part);
  return found;
}

function choices(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>(
    (found, list) => found.flatMap((one) => list.map((more) => [...one, more])),
    [[]],
  );
}

function routeCost(problem: RoutingProblem, day: number, set: number): number {
  if (set === 0) return 0;
  const customers = Array.from({ length: problem.customers }, (_, k) => k + 1).filter(
    (k) => (set >> (k - 1)) & 1,
  );
  const load = customers.reduce((sum, k) => sum + problem.demand[k], 0);
  if (load > problem.capacity[day]) return Number.POSITIVE_INFINITY;
  return leastOf(orders(customers).map((order) => orderCost(problem, day, order)));
}

function orders(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first) => orders(list.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

/** Leaving at each moment at which something could change, as a step-by-step drive. */
function orderCost(problem: RoutingProblem, day: number, order: readonly number[]): number {
  const { distance, service, opens, closes, customers, maxDuration } = problem;
  const leg = (from: number, to: number) => distance[from * (customers + 1) + to];
  const tour = [0, ...order, 0];
  const arrive = (leaving: number) => {
    let time = leaving;
    for (let k = 1; k < tour.length; k++) {
      time = Math.max(time + service[tour[k - 1]] + leg(tour[k - 1], tour[k]), opens[tour[k]]);
      if (time > closes[tour[k]] + 1e-9) return Number.POSITIVE_INFINITY;
    }
    return time;
  };
  let before = 0;
  const moments = tour.slice(1).flatMap((id, k) => {
    before += service[tour[k]] + leg(tour[k], id);
    return [opens[id] - before, closes[id] - before];
  });
  const leavings = [
    opens[0],
    ...moments.filter((moment) => moment > opens[0] && moment < Number.POSITIVE_INFINITY),
  ];
  const shortest = leastOf(leavings.map((leaving) => arrive(leaving) - leaving));
  if (shortest === Number.POSITIVE_INFINITY || shortest > maxDuration[day] + 1e-9)
    return Number.POSITIVE_INFINITY;
  return tour.slice(1).reduce((sum, id, k) => sum + leg(tour[k], id), 0);
}
