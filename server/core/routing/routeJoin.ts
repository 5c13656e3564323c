import type { WorkingRoutes } from './workingRoutes.ts';

/**
 * Tries a route out by joining segments: from the start to a node, single nodes, and the rest from a node to the end.
 * Source: time warp by concatenation, Nagata, Bräysy & Dullaert 2010; Vidal, Crainic, Gendreau & Prins 2013.
 */
export class RouteJoin {
  duration = 0;
  warp = 0;
  earliest = 0;
  latest = 0;
  load = 0;
  private last = 0;
  private readonly routes: WorkingRoutes;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
  }

  /** Begins at the depot. */
  start(): void {
    const { opens, closes } = this.routes.problem;
    this.duration = 0;
    this.warp = 0;
    this.earliest = opens[0];
    this.latest = closes[0];
    this.load = 0;
    this.last = 0;
  }

  /** Begins with the start of a route up to an id. @param base  first slot of the day */
  head(base: number, id: number): void {
    const { routes } = this;
    const slot = base + id;
    this.duration = routes.headDuration[slot];
    this.warp = routes.headWarp[slot];
    this.earliest = routes.headEarliest[slot];
    this.latest = routes.headLatest[slot];
    this.load = routes.headLoad[slot];
    this.last = routes.nodeOf[id];
  }

  /** Goes on to a node of the matrix. */
  visit(node: number): void {
    const { distance, service, demand, opens, closes, hasWindows } = this.routes.problem;
    const step = distance[this.last * this.routes.nodes + node];
    if (hasWindows) {
      const since = this.duration - this.warp + step;
      const wait = opens[node] - since - this.latest;
      const late = this.earliest + since - closes[node];
      const earliest = Math.max(opens[node] - since, this.earliest);
      const latest = Math.min(closes[node] - since, this.latest);
      this.earliest = wait > 0 ? earliest - wait : earliest;
      this.latest = late > 0 ? latest + late : latest;
      if (wait > 0) this.duration += wait;
      if (late > 0) this.warp += late;
    }
    this.duration += step + service[node];
    this.load += demand[node];
    this.last = node;
  }

  /** Goes on with a route from an id to its end. */
  tail(base: number, id: number): void {
    const { routes } = this;
    const slot = base + id;
    const step = routes.problem.distance[this.last * routes.nodes + routes.nodeOf[id]];
    if (routes.problem.hasWindows) {
      const since = this.duration - this.warp + step;
      const wait = routes.tailEarliest[slot] - since - this.latest;
      const late = this.earliest + since - routes.tailLatest[slot];
      if (wait > 0) this.duration += wait;
      if (late > 0) this.warp += late;
    }
    this.duration += step + routes.tailDuration[slot];
    this.warp += routes.tailWarp[slot];
    this.load += routes.tailLoad[slot];
  }

  /** Goes on along a route from an id to a later one, both included. */
  along(base: number, from: number, to: number): void {
    const { next, nodeOf } = this.routes;
    for (let id = from; ; id = next[base + id]) {
      this.visit(nodeOf[id]);
      if (id === to) return;
    }
  }

  /** Goes on against a route from an id to an earlier one, both included. */
  against(base: number, from: number, to: number): void {
    const { prev, nodeOf } = this.routes;
    for (let id = from; ; id = prev[base + id]) {
      this.visit(nodeOf[id]);
      if (id === to) return;
    }
  }

  penalty(day: number): number {
    return this.routes.penalty(day, this.load, this.duration, this.warp);
  }
}
