import { LEAST_GAIN } from './aimedPair.ts';
import { ExchangeMoves } from './exchangeMoves.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/**
 * Moves around two customers of a day: up to two customers moved or exchanged, a part of a route reversed, the ends of two routes
 * exchanged. `try` makes the first that helps.
 * Source: the neighbourhoods of Vidal, Crainic, Gendreau, Lahrichi & Rei 2012.
 */
export class RouteMoves extends ExchangeMoves {
  private readonly listU: Int32Array;
  private readonly listV: Int32Array;

  constructor(routes: WorkingRoutes) {
    super(routes);
    this.listU = new Int32Array(routes.customers);
    this.listV = new Int32Array(routes.customers);
  }

  /** @param u  a visited customer  @param v  another, or the start of a route  @returns whether a move was made */
  try(day: number, u: number, v: number): boolean {
    this.aim(day, u, v);
    const { customers } = this.routes;
    const isPairU = this.afterU <= customers;
    if (this.exchange(1, 0, false)) return true;
    if (isPairU && (this.exchange(2, 0, false) || this.exchange(2, 0, true))) return true;
    if (v > customers) return !this.isSame && this.exchangeTails();
    if (u < v && this.exchange(1, 1, false)) return true;
    if (isPairU && this.exchange(2, 1, false)) return true;
    if (u < v && isPairU && this.afterV <= customers && this.exchange(2, 2, false)) return true;
    return this.isSame ? this.reversePart() : this.exchangeTails() || this.joinReversed();
  }

  /** Within a route: what lies behind u up to v is driven the other way round. */
  private reversePart(): boolean {
    const { routes, base, day, u, v, afterU, afterV, routeU } = this;
    if (routes.position[base + u] > routes.position[base + v] || afterU === v) return false;
    const detour = this.between(u, v) + this.between(afterU, afterV) - this.legU - this.legV;
    if (detour - this.paid > -LEAST_GAIN) return false;
    let penalty: number;
    if (routes.problem.hasWindows) {
      routes.join.head(base, u);
      routes.join.against(base, v, afterU);
      routes.join.tail(base, afterV);
      penalty = routes.join.penalty(day);
    } else penalty = routes.penalty(day, routes.load[routeU], routes.duration[routeU] + detour, 0);
    if (detour + penalty - this.paid > -LEAST_GAIN) return false;
    for (let id = afterU; id !== afterV; id = routes.prev[base + id]) {
      const after = routes.next[base + id];
      routes.next[base + id] = routes.prev[base + id];
      routes.prev[base + id] = after;
    }
    routes.next[base + u] = v;
    routes.prev[base + v] = u;
    routes.next[base + afterU] = afterV;
    routes.prev[base + afterV] = afterU;
    this.made();
    return true;
  }

  /** Between routes: u goes on with what follows v, and v with what follows u. */
  private exchangeTails(): boolean {
    const { routes, base, day, u, v, afterU, afterV } = this;
    const detour = this.between(u, afterV) + this.between(v, afterU) - this.legU - this.legV;
    if (detour - this.paid > -LEAST_GAIN) return false;
    const { join } = routes;
    join.head(base, u);
    join.tail(base, afterV);
    let penalty = join.penalty(day);
    if (detour + penalty - this.paid > -LEAST_GAIN) return false;
    join.head(base, v);
    join.tail(base, afterU);
    penalty += join.penalty(day);
    if (detour + penalty - this.paid > -LEAST_GAIN) return false;
    let lengthU = this.collectTo(this.listU, this.vehicleU, u);
    let lengthV = this.collectTo(this.listV, this.vehicleV, v);
    lengthU = this.collectFrom(this.listU, afterV, lengthU);
    lengthV = this.collectFrom(this.listV, afterU, lengthV);
    this.lay(lengthU, lengthV);
    return true;
  }

  /** Between routes: u goes on backwards from v; what followed u, reversed, leads to what followed v. */
  private joinReversed(): boolean {
    const { routes, base, u, v, afterU, afterV } = this;
    const { customers } = routes;
    const detour = this.between(u, v) + this.between(afterU, afterV) - this.legU - this.legV;
    if (detour - this.paid > -LEAST_GAIN) return false;
    const penalty = routes.problem.hasWindows ? this.timedReversed() : this.plainReversed(detour);
    if (detour + penalty - this.paid > -LEAST_GAIN) return false;
    let lengthU = this.collectTo(this.listU, this.vehicleU, u);
    for (let id = v; id <= customers; id = routes.prev[base + id]) this.listU[lengthU++] = id;
    let lengthV = 0;
    const lastU = routes.prev[base + routes.endOf(this.vehicleU)];
    for (let id = lastU; id !== u; id = routes.prev[base + id]) this.listV[lengthV++] = id;
    lengthV = this.collectFrom(this.listV, afterV, lengthV);
    this.lay(lengthU, lengthV);
    return true;
  }

  private plainReversed(detour: number): number {
    const { routes, base, day, u, v, routeU, routeV } = this;
    const { headLoad, headDuration, load, duration } = routes;
    const newLoad = headLoad[base + u] + headLoad[base + v];
    const newDuration = headDuration[base + u] + headDuration[base + v] + this.between(u, v);
    const otherLoad = load[routeU] + load[routeV] - newLoad;
    const otherDuration = duration[routeU] + duration[routeV] + detour - newDuration;
    return routes.penalty(day, newLoad, newDuration, 0) + routes.penalty(day, otherLoad, otherDuration, 0);
  }

  private timedReversed(): number {
    const { routes, base, day, u, v, afterU, afterV } = this;
    const { join, customers, next, prev } = routes;
    join.head(base, u);
    join.against(base, v, next[base + routes.startOf(this.vehicleV)]);
    join.visit(0);
    const penalty = join.penalty(day);
    join.start();
    if (afterU <= customers) join.against(base, prev[base + routes.endOf(this.vehicleU)], afterU);
    join.tail(base, afterV);
    return penalty + join.penalty(day);
  }

  /** Customers of a route up to an id, which may be its start. @returns how many there are */
  private collectTo(list: Int32Array, vehicle: number, last: number): number {
    const { next } = this.routes;
    let length = 0;
    for (let id = this.routes.startOf(vehicle); id !== last; ) {
      id = next[this.base + id];
      list[length++] = id;
    }
    return length;
  }

  private collectFrom(list: Int32Array, first: number, from: number): number {
    const { next, customers } = this.routes;
    let length = from;
    for (let id = first; id <= customers; id = next[this.base + id]) list[length++] = id;
    return length;
  }

  private lay(lengthU: number, lengthV: number): void {
    this.routes.setRoute(this.day, this.vehicleU, this.listU, 0, lengthU);
    this.routes.setRoute(this.day, this.vehicleV, this.listV, 0, lengthV);
  }
}
