import type { WorkingRoutes } from './workingRoutes.ts';

/** A move must gain this much, in distance: no cycles by rounding. */
export const LEAST_GAIN = 1e-7;

/** Two ids of a day that a move is tried around, u a customer, v a customer or the start of a route, and what is round them. */
export class AimedPair {
  protected readonly routes: WorkingRoutes;
  protected day = 0;
  protected base = 0;
  protected u = 0;
  protected v = 0;
  protected afterU = 0;
  protected afterV = 0;
  protected vehicleU = 0;
  protected vehicleV = 0;
  protected routeU = 0;
  protected routeV = 0;
  protected isSame = false;
  /** Legs around u and v: to it, from it, and from what follows it. */
  protected legBeforeU = 0;
  protected legU = 0;
  protected legAfterU = 0;
  protected legBeforeV = 0;
  protected legV = 0;
  protected legAfterV = 0;
  /** What the broken rules of both routes cost now. */
  protected paid = 0;
  protected readonly distance: Float64Array;
  protected readonly nodeOf: Int32Array;
  /** First entry of an id's row of the distances. */
  protected readonly rowOf: Int32Array;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
    this.distance = routes.problem.distance;
    this.nodeOf = routes.nodeOf;
    this.rowOf = routes.nodeOf.map((node) => node * routes.nodes);
  }

  protected aim(day: number, u: number, v: number): void {
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

  protected between(from: number, to: number): number {
    return this.distance[this.rowOf[from] + this.nodeOf[to]];
  }

  protected unlink(first: number, last: number): void {
    const { base } = this;
    const { next, prev } = this.routes;
    const before = prev[base + first];
    const after = next[base + last];
    next[base + before] = after;
    prev[base + after] = before;
  }

  protected link(before: number, id: number): void {
    const { base } = this;
    const { next, prev } = this.routes;
    const after = next[base + before];
    next[base + before] = id;
    prev[base + id] = before;
    next[base + id] = after;
    prev[base + after] = id;
  }

  protected made(): void {
    this.routes.changed(this.day, this.vehicleU);
    if (!this.isSame) this.routes.changed(this.day, this.vehicleV);
  }
}
