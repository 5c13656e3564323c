import type { WorkingRoutes } from './workingRoutes.ts';

/** A move must gain this much, in distance: no cycles by rounding. */
const LEAST_GAIN = 1e-7;

/**
 * Moves around two customers of a day: up to two customers moved or exchanged, a part of a route reversed, the ends of two routes
 * exchanged. `try` makes the first that helps.
 * Source: the neighbourhoods of Vidal, Crainic, Gendreau, Lahrichi & Rei 2012.
 */
export class RouteMoves {
  private readonly routes: WorkingRoutes;
  private day = 0;
  private base = 0;
  private u = 0;
  private v = 0;
  private afterU = 0;
  private afterV = 0;
  private vehicleU = 0;
  private vehicleV = 0;
  private routeU = 0;
  private routeV = 0;
  private isSame = false;
  /** Legs around u and v: to it, from it, and from what follows it. */
  private legBeforeU = 0;
  private legU = 0;
  private legAfterU = 0;
  private legBeforeV = 0;
  private legV = 0;
  private legAfterV = 0;
  private lastU = 0;
  private lastV = 0;
  private beforeU = 0;
  private beforeV = 0;
  private restU = 0;
  private restV = 0;
  /** What the broken rules of both routes cost now. */
  private paid = 0;
  private readonly distance: Float64Array;
  private readonly nodeOf: Int32Array;
  /** First entry of an id's row of the distances. */
  private readonly rowOf: Int32Array;
  private readonly listU: Int32Array;
  private readonly listV: Int32Array;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
    this.distance = routes.problem.distance;
    this.nodeOf = routes.nodeOf;
    this.rowOf = routes.nodeOf.map((node) => node * routes.nodes);
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

  private aim(day: number, u: number, v: number): void {
    const { slots, next, prev, vehicleOf, vehicles, penaltyOf, customers } = this.routes;
    const { distance, nodeOf, rowOf } = this;
    const base = day * slots;
    const afterU = next[base + u];
    const afterV = next[base + v];
    this.day = day;
    this.base = base;
    this.u = u;
    this.v = v;
    this.afterU = afterU;
    this.afterV = afterV;
    this.legBeforeU = distance[rowOf[prev[base + u]] + u];
    this.legU = distance[rowOf[afterU] + u];
    this.legAfterU = afterU <= customers ? distance[rowOf[afterU] + nodeOf[next[base + afterU]]] : 0;
    this.legBeforeV = v <= customers ? distance[rowOf[prev[base + v]] + v] : 0;
    this.legV = distance[rowOf[afterV] + nodeOf[v]];
    this.legAfterV = afterV <= customers ? distance[rowOf[afterV] + nodeOf[next[base + afterV]]] : 0;
    this.vehicleU = vehicleOf[base + u];
    this.vehicleV = vehicleOf[base + v];
    this.routeU = day * vehicles + this.vehicleU;
    this.routeV = day * vehicles + this.vehicleV;
    this.isSame = this.vehicleU === this.vehicleV;
    this.paid = penaltyOf[this.routeU] + (this.isSame ? 0 : penaltyOf[this.routeV]);
  }

  private between(from: number, to: number): number {
    return this.distance[this.rowOf[from] + this.nodeOf[to]];
  }

  /** Exchanges `a` customers from u on with `b` from v on; b = 0 moves those of u behind v; reversed turns a pair of u round. */
  private exchange(a: 1 | 2, b: 0 | 1 | 2, isReversed: boolean): boolean {
    const { base, u, v, afterU, afterV } = this;
    const { next, prev } = this.routes;
    const lastU = a === 1 ? u : afterU;
    const lastV = b === 2 ? afterV : v;
    const beforeU = prev[base + u];
    const beforeV = b === 0 ? v : prev[base + v];
    const restU = next[base + lastU];
    const restV = next[base + lastV];
    if (u === restV || beforeV === lastU || v === u || v === lastU || (b > 0 && lastV === u)) return false;
    const { distance, nodeOf, rowOf } = this;
    const first = isReversed ? afterU : u;
    const last = isReversed ? u : lastU;
    const innerU = a === 2 ? this.legU : 0;
    const oldU = this.legBeforeU + this.legU + (a === 2 ? this.legAfterU : 0);
    let oldV = this.legV;
    let newU = distance[rowOf[beforeU] + nodeOf[restU]];
    if (b > 0) {
      const innerV = b === 2 ? this.legV : 0;
      oldV += this.legBeforeV + (b === 2 ? this.legAfterV : 0);
      newU = distance[rowOf[beforeU] + v] + innerV + distance[rowOf[lastV] + nodeOf[restU]];
    }
    const newV = distance[rowOf[beforeV] + first] + innerU + distance[rowOf[last] + nodeOf[restV]];
    const detour = newU - oldU + newV - oldV;
    if (detour - this.paid > -LEAST_GAIN) return false;
    this.lastU = lastU;
    this.lastV = lastV;
    this.beforeU = beforeU;
    this.beforeV = beforeV;
    this.restU = restU;
    this.restV = restV;
    const penalty = this.routes.problem.hasWindows
      ? this.timedExchange(detour, first, last, b > 0)
      : this.plainExchange(newU - oldU, newV - oldV, a, b);
    if (detour + penalty - this.paid > -LEAST_GAIN) return false;
    this.relink(a, b, isReversed);
    return true;
  }

  /** Penalties after an exchange by sums alone. */
  private plainExchange(detourU: number, detourV: number, a: number, b: number): number {
    const { routes, day, routeU, routeV } = this;
    const { demand, service } = routes.problem;
    if (this.isSame) {
      return routes.penalty(day, routes.load[routeU], routes.duration[routeU] + detourU + detourV, 0);
    }
    let load = demand[this.u];
    let time = service[this.u];
    if (a === 2) {
      load += demand[this.lastU];
      time += service[this.lastU];
    }
    if (b > 0) {
      load -= demand[this.v];
      time -= service[this.v];
    }
    if (b === 2) {
      load -= demand[this.lastV];
      time -= service[this.lastV];
    }
    return (
      routes.penalty(day, routes.load[routeU] - load, routes.duration[routeU] + detourU - time, 0) +
      routes.penalty(day, routes.load[routeV] + load, routes.duration[routeV] + detourV + time, 0)
    );
  }

  /** Penalties after an exchange by joining segments; Infinity when the first route already spoils it. */
  private timedExchange(detour: number, first: number, last: number, hasV: boolean): number {
    const { routes, base, day } = this;
    const { join } = routes;
    if (this.isSame) return this.timedWithin(first, last, hasV);
    join.head(base, this.beforeU);
    if (hasV) this.visitV();
    join.tail(base, this.restU);
    const penalty = join.penalty(day);
    if (detour + penalty - this.paid > -LEAST_GAIN) return Number.POSITIVE_INFINITY;
    join.head(base, this.beforeV);
    this.visitU(first, last);
    join.tail(base, this.restV);
    return penalty + join.penalty(day);
  }

  private timedWithin(first: number, last: number, hasV: boolean): number {
    const { routes, base } = this;
    const { join, position } = routes;
    if (position[base + this.v] < position[base + this.u]) {
      join.head(base, this.beforeV);
      this.visitU(first, last);
      join.along(base, this.restV, this.beforeU);
      if (hasV) this.visitV();
      join.tail(base, this.restU);
    } else {
      join.head(base, this.beforeU);
      if (hasV) this.visitV();
      join.along(base, this.restU, this.beforeV);
      this.visitU(first, last);
      join.tail(base, this.restV);
    }
    return join.penalty(this.day);
  }

  private visitU(first: number, last: number): void {
    this.routes.join.visit(first);
    if (first !== last) this.routes.join.visit(last);
  }

  private visitV(): void {
    this.routes.join.visit(this.v);
    if (this.lastV !== this.v) this.routes.join.visit(this.lastV);
  }

  private relink(a: number, b: number, isReversed: boolean): void {
    const { u, v, lastU, lastV, beforeU, beforeV } = this;
    this.unlink(u, lastU);
    if (b > 0) this.unlink(v, lastV);
    if (a === 2 && isReversed) {
      this.link(beforeV, lastU);
      this.link(lastU, u);
    } else {
      this.link(beforeV, u);
      if (a === 2) this.link(u, lastU);
    }
    if (b > 0) this.link(beforeU, v);
    if (b === 2) this.link(v, lastV);
    this.made();
  }

  private unlink(first: number, last: number): void {
    const { base } = this;
    const { next, prev } = this.routes;
    const before = prev[base + first];
    const after = next[base + last];
    next[base + before] = after;
    prev[base + after] = before;
  }

  private link(before: number, id: number): void {
    const { base } = this;
    const { next, prev } = this.routes;
    const after = next[base + before];
    next[base + before] = id;
    prev[base + id] = before;
    next[base + id] = after;
    prev[base + after] = id;
  }

  private made(): void {
    this.routes.changed(this.day, this.vehicleU);
    if (!this.isSame) this.routes.changed(this.day, this.vehicleV);
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
