import { RouteJoin } from './routeJoin.ts';
import { refreshHeads, refreshTails } from './routeSegments.ts';
import type { RoutingProblem } from './routingProblem.ts';

/** Excess below this is rounding. */
export const ROUNDING = 1e-9;

/** What a unit of a broken rule costs, in distance. */
export interface Penalties {
  readonly load: number;
  readonly duration: number;
  readonly lateness: number;
}

/**
 * The routes a search works on, feasible or not, all days side by side, as lists linked both ways. In every day the ids 1..customers
 * are the customers, then follow the starts of the vehicles and their ends; `slot = day × slots + id` and `route = day × vehicles +
 * vehicle`. Segments from the start of a route to a node, and from a node to its end, hold duration, time warp, earliest and latest
 * start without more of either, and load (Vidal, Crainic, Gendreau & Prins 2013).
 */
export class WorkingRoutes {
  readonly problem: RoutingProblem;
  readonly customers: number;
  readonly vehicles: number;
  readonly days: number;
  /** Ids a day. */
  readonly slots: number;
  /** Customers and the depot. */
  readonly nodes: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Vehicle by slot, −1 where a customer is not visited. */
  readonly vehicleOf: Int32Array;
  /** Place in the route, the start 0; kept with the segments. */
  readonly position: Int32Array;
  readonly headDuration: Float64Array;
  readonly headWarp: Float64Array;
  readonly headEarliest: Float64Array;
  readonly headLatest: Float64Array;
  readonly headLoad: Float64Array;
  readonly tailDuration: Float64Array;
  readonly tailWarp: Float64Array;
  readonly tailEarliest: Float64Array;
  readonly tailLatest: Float64Array;
  readonly tailLoad: Float64Array;
  readonly load: Float64Array;
  readonly duration: Float64Array;
  readonly warp: Float64Array;
  readonly distance: Float64Array;
  /** What the broken rules of a route cost. */
  readonly penaltyOf: Float64Array;
  /** Customers of a route. */
  readonly count: Int32Array;
  /** Changes with a route; the same version is the same route. */
  readonly version: Int32Array;
  /** Chosen set of days by customer. */
  readonly pattern: Int32Array;
  /** Node of the matrix by id. */
  readonly nodeOf: Int32Array;
  readonly join: RouteJoin;
  penalties: Penalties = { load: 1, duration: 1, lateness: 1 };
  /** The last version given. */
  clock = 1;
  private readonly isStale: Uint8Array;

  constructor(problem: RoutingProblem) {
    this.problem = problem;
    this.customers = problem.customers;
    this.vehicles = problem.vehicles;
    this.days = problem.days;
    this.nodes = problem.customers + 1;
    this.slots = 1 + problem.customers + 2 * problem.vehicles;
    const ids = () => new Int32Array(this.slots * this.days);
    const sums = () => new Float64Array(this.slots * this.days);
    [this.next, this.prev, this.position] = [ids(), ids(), ids()];
    this.vehicleOf = ids().fill(-1);
    [this.headDuration, this.headWarp, this.headEarliest] = [sums(), sums(), sums()];
    [this.headLatest, this.headLoad] = [sums(), sums()];
    [this.tailDuration, this.tailWarp, this.tailEarliest] = [sums(), sums(), sums()];
    [this.tailLatest, this.tailLoad] = [sums(), sums()];
    const routes = this.days * this.vehicles;
    const byRoute = () => new Float64Array(routes);
    [this.load, this.duration, this.warp] = [byRoute(), byRoute(), byRoute()];
    [this.distance, this.penaltyOf] = [byRoute(), byRoute()];
    [this.count, this.version] = [new Int32Array(routes), new Int32Array(routes)];
    this.isStale = new Uint8Array(routes);
    this.pattern = new Int32Array(this.nodes);
    this.nodeOf = Int32Array.from({ length: this.slots }, (_, id) => (id <= problem.customers ? id : 0));
    this.join = new RouteJoin(this);
  }

  startOf(vehicle: number): number {
    return this.customers + 1 + vehicle;
  }

  endOf(vehicle: number): number {
    return this.customers + 1 + this.vehicles + vehicle;
  }

  /** Empties every route. */
  clear(): void {
    this.vehicleOf.fill(-1);
    for (let day = 0; day < this.days; day++) {
      for (let vehicle = 0; vehicle < this.vehicles; vehicle++) this.setRoute(day, vehicle, NONE, 0, 0);
    }
  }

  /** Lays list[from..to) out as a route; whoever else was in it is not taken note of. */
  setRoute(day: number, vehicle: number, list: ArrayLike<number>, from: number, to: number): void {
    this.relink(day, vehicle, list, from, to);
    this.changed(day, vehicle);
  }

  /** Its customers are not visited by it any more, as long as it is not laid out again. */
  leave(route: number): void {
    const day = Math.floor(route / this.vehicles);
    const base = day * this.slots;
    const start = this.startOf(route - day * this.vehicles);
    for (let id = this.next[base + start]; id <= this.customers; id = this.next[base + id]) {
      this.vehicleOf[base + id] = -1;
    }
  }

  /** Lays the first `count` of a list out as a route; without windows segments are left for settle(). */
  restoreRoute(day: number, vehicle: number, list: ArrayLike<number>, count: number): void {
    this.relink(day, vehicle, list, 0, count);
    if (this.problem.hasWindows) this.changed(day, vehicle);
    else {
      const route = day * this.vehicles + vehicle;
      this.count[route] = count;
      this.isStale[route] = 1;
      this.version[route] = ++this.clock;
      this.recount(day, vehicle);
    }
  }

  private relink(day: number, vehicle: number, list: ArrayLike<number>, from: number, to: number): void {
    const base = day * this.slots;
    const end = this.endOf(vehicle);
    let at = this.startOf(vehicle);
    this.vehicleOf[base + at] = vehicle;
    this.vehicleOf[base + end] = vehicle;
    for (let k = from; k < to; k++) {
      const id = list[k];
      this.next[base + at] = id;
      this.prev[base + id] = at;
      this.vehicleOf[base + id] = vehicle;
      at = id;
    }
    this.next[base + at] = end;
    this.prev[base + end] = at;
  }

  /** Adds the sums of a route up anew, so that rounding does not grow; with windows they always are. */
  recount(day: number, vehicle: number): void {
    const { distance, service, demand, hasWindows } = this.problem;
    if (hasWindows) return;
    const base = day * this.slots;
    const route = day * this.vehicles + vehicle;
    let [length, time, load, node] = [0, 0, 0, 0];
    for (let id = this.next[base + this.startOf(vehicle)]; id <= this.customers; id = this.next[base + id]) {
      length += distance[node * this.nodes + id];
      time += service[id];
      load += demand[id];
      node = id;
    }
    length += distance[node * this.nodes];
    this.distance[route] = length;
    this.duration[route] = length + time;
    this.load[route] = load;
    this.penaltyOf[route] = this.penalty(day, load, length + time, 0);
  }

  /** Works a route out anew after its links were changed. */
  changed(day: number, vehicle: number): void {
    const route = day * this.vehicles + vehicle;
    this.version[route] = ++this.clock;
    this.refresh(day, vehicle);
    this.penaltyOf[route] = this.penalty(day, this.load[route], this.duration[route], this.warp[route]);
  }

  /** Brings the segments of every route up to date. */
  settle(): void {
    for (let day = 0; day < this.days; day++) {
      for (let vehicle = 0; vehicle < this.vehicles; vehicle++) {
        if (this.isStale[day * this.vehicles + vehicle] === 1) this.refresh(day, vehicle);
      }
    }
  }

  private refresh(day: number, vehicle: number): void {
    this.isStale[day * this.vehicles + vehicle] = 0;
    refreshHeads(this, day, vehicle);
    refreshTails(this, day, vehicle);
  }

  /** What a route with these sums costs besides its distance. */
  penalty(day: number, load: number, duration: number, warp: number): number {
    const { capacity, maxDuration } = this.problem;
    let cost = warp * this.penalties.lateness;
    const overload = load - capacity[day];
    if (overload > ROUNDING) cost += overload * this.penalties.load;
    const overtime = duration - maxDuration[day];
    if (overtime > ROUNDING) cost += overtime * this.penalties.duration;
    return cost;
  }

  /** Takes other penalties for all routes; with windows what is known of a route rests on them, so it gets another version. */
  setPenalties(penalties: Penalties): void {
    this.penalties = penalties;
    for (let route = 0; route < this.count.length; route++) {
      const day = Math.floor(route / this.vehicles);
      if (this.problem.hasWindows) this.version[route] = ++this.clock;
      this.penaltyOf[route] = this.penalty(day, this.load[route], this.duration[route], this.warp[route]);
    }
  }

  /** Takes a customer out of a day. */
  remove(day: number, customer: number): void {
    const slot = day * this.slots + customer;
    const [before, after, vehicle] = [this.prev[slot], this.next[slot], this.vehicleOf[slot]];
    this.next[slot - customer + before] = after;
    this.prev[slot - customer + after] = before;
    this.vehicleOf[slot] = -1;
    this.relinked(day, vehicle, customer, before, after, -1);
  }

  /** Puts an absent customer behind an id. */
  insertAfter(day: number, before: number, customer: number): void {
    const base = day * this.slots;
    const after = this.next[base + before];
    this.next[base + before] = customer;
    this.prev[base + customer] = before;
    this.next[base + customer] = after;
    this.prev[base + after] = customer;
    const vehicle = this.vehicleOf[base + before];
    this.vehicleOf[base + customer] = vehicle;
    this.relinked(day, vehicle, customer, before, after, 1);
  }

  /** Sums after one customer came (1) or went (−1) between two ids; without windows segments are left for settle(). */
  private relinked(
    day: number,
    vehicle: number,
    customer: number,
    before: number,
    after: number,
    sign: 1 | -1,
  ): void {
    const { problem, nodes, nodeOf } = this;
    if (problem.hasWindows) {
      this.changed(day, vehicle);
      return;
    }
    const { distance, service, demand } = problem;
    const route = day * this.vehicles + vehicle;
    const from = nodeOf[before] * nodes;
    const to = nodeOf[after];
    const detour = distance[from + customer] + distance[customer * nodes + to] - distance[from + to];
    this.distance[route] += sign * detour;
    this.duration[route] += sign * (detour + service[customer]);
    this.load[route] += sign * demand[customer];
    this.count[route] += sign;
    this.version[route] = ++this.clock;
    this.isStale[route] = 1;
    this.penaltyOf[route] = this.penalty(day, this.load[route], this.duration[route], 0);
  }

  /** Distance and penalties of all routes. */
  cost(): number {
    let sum = 0;
    for (let route = 0; route < this.count.length; route++)
      sum += this.distance[route] + this.penaltyOf[route];
    return sum;
  }

  totalDistance(): number {
    let sum = 0;
    for (let route = 0; route < this.count.length; route++) sum += this.distance[route];
    return sum;
  }
}

const NONE = new Int32Array(0);
