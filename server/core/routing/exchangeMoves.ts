import { AimedPair, LEAST_GAIN } from './aimedPair.ts';

/** Moves of up to two customers to another place, or against up to two others. */
export class ExchangeMoves extends AimedPair {
  private lastU = 0;
  private lastV = 0;
  private beforeU = 0;
  private beforeV = 0;
  private restU = 0;
  private restV = 0;

  /** Exchanges `a` customers from u on with `b` from v on; b = 0 moves those of u behind v; reversed turns a pair of u round. */
  protected exchange(a: 1 | 2, b: 0 | 1 | 2, isReversed: boolean): boolean {
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
}
