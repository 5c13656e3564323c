import type { WorkingRoutes } from './workingRoutes.ts';

/** A route loaded more than so many times its capacity is not looked at, unless the fleet is too small. */
const MOST_OVERLOAD = 1.5;
const MOST_OVERLOAD_OF_SMALL_FLEET = 4;

/**
 * Cuts a tour of customers into the routes of a day that cost least in this order, broken rules at their penalties.
 * Source: Prins 2004; for a limited fleet Vidal 2016.
 */
export class TourSplit {
  private readonly routes: WorkingRoutes;
  /** By vehicles used × (customers + 1) + customers served: least cost, and where its last route begins. */
  private readonly cost: Float64Array;
  private readonly from: Int32Array;
  private readonly cuts: Int32Array;
  private day = 0;
  private tour: ArrayLike<number> = [];
  private count = 0;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
    this.cost = new Float64Array((routes.vehicles + 1) * routes.nodes);
    this.from = new Int32Array((routes.vehicles + 1) * routes.nodes);
    this.cuts = new Int32Array(routes.nodes + 1);
  }

  /** Lays the first `count` of a tour out as the routes of a day. */
  lay(day: number, tour: ArrayLike<number>, count: number): void {
    const { routes, cuts } = this;
    this.day = day;
    this.tour = tour;
    this.count = count;
    let used = this.unlimited();
    if (used > routes.vehicles) used = this.limited();
    for (let vehicle = 0; vehicle < routes.vehicles; vehicle++) {
      if (vehicle >= used) routes.setRoute(day, vehicle, tour, 0, 0);
      else routes.setRoute(day, vehicle, tour, cuts[used - vehicle], cuts[used - vehicle - 1]);
    }
  }

  /** With as many vehicles as is best. @returns how many; the cuts, last first, are in `cuts` */
  private unlimited(): number {
    const { cost, from, cuts, count } = this;
    const most = this.routes.problem.capacity[this.day] * MOST_OVERLOAD;
    cost.fill(Number.POSITIVE_INFINITY, 0, count + 1);
    cost[0] = 0;
    for (let first = 0; first < count; first++) this.extend(first, 0, 0, most);
    let used = 0;
    cuts[0] = count;
    for (let at = count; at > 0; used++) {
      at = from[at];
      cuts[used + 1] = at;
    }
    return used;
  }

  /** With the vehicles there are, as heavy as it takes. */
  private limited(): number {
    const { cost, from, cuts, count, routes } = this;
    const { vehicles, nodes } = routes;
    const most = Math.max(
      routes.problem.capacity[this.day] * MOST_OVERLOAD_OF_SMALL_FLEET,
      this.demand() / vehicles,
    );
    cost.fill(Number.POSITIVE_INFINITY, 0, (vehicles + 1) * nodes);
    cost[0] = 0;
    for (let used = 0; used < vehicles; used++) {
      for (let first = used; first < count; first++) {
        if (cost[used * nodes + first] === Number.POSITIVE_INFINITY) continue;
        this.extend(first, used * nodes, (used + 1) * nodes, most);
      }
    }
    let best = 1;
    for (let used = 2; used <= vehicles; used++) {
      if (cost[used * nodes + count] < cost[best * nodes + count]) best = used;
    }
    cuts[0] = count;
    for (let used = best, at = count; used > 0; used--) {
      at = from[used * nodes + at];
      cuts[best - used + 1] = at;
    }
    return best;
  }

  private demand(): number {
    let sum = 0;
    for (let k = 0; k < this.count; k++) sum += this.routes.problem.demand[this.tour[k]];
    return sum;
  }

  /** Tries the routes that begin with the customer at `first` and, but for their last customer, carry at most `most`. */
  private extend(first: number, row: number, toRow: number, most: number): void {
    const { routes, cost, from, day, tour, count } = this;
    const { join, problem, nodes } = routes;
    const { distance, demand, service, hasWindows } = problem;
    const before = cost[row + first];
    let length = 0;
    let load = 0;
    let time = 0;
    let last = 0;
    if (hasWindows) join.start();
    for (let k = first; k < count; k++) {
      const node = tour[k];
      const step = distance[last * nodes + node];
      length += step;
      time += step + service[node];
      load += demand[node];
      last = node;
      if (hasWindows) join.visit(node);
      const back = distance[node * nodes];
      const penalty = hasWindows ? this.timedEnd(back) : routes.penalty(day, load, time + back, 0);
      const sum = before + length + back + penalty;
      if (sum < cost[toRow + k + 1]) {
        cost[toRow + k + 1] = sum;
        from[toRow + k + 1] = first;
      }
      if (load > most) return;
    }
  }

  /** Penalties of the route joined so far when it goes back now. */
  private timedEnd(back: number): number {
    const { routes, day } = this;
    const { opens, closes } = routes.problem;
    const { duration, warp, earliest, latest, load } = routes.join;
    const since = duration - warp + back;
    const wait = Math.max(0, opens[0] - since - latest);
    const late = Math.max(0, earliest + since - closes[0]);
    return routes.penalty(day, load, duration + back + wait, warp + late);
  }
}
