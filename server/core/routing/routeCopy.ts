import type { WorkingRoutes } from './workingRoutes.ts';

/** A copy of the working routes to go back to; only what changed since is copied or laid out. */
export class RouteCopy {
  private readonly routes: WorkingRoutes;
  private readonly lists: readonly Int32Array[];
  private readonly count: Int32Array;
  /** Version of each route when it was copied; 0 before. */
  private readonly version: Int32Array;
  private readonly pattern: Int32Array;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
    const total = routes.days * routes.vehicles;
    this.lists = Array.from({ length: total }, () => new Int32Array(routes.customers));
    this.count = new Int32Array(total);
    this.version = new Int32Array(total);
    this.pattern = new Int32Array(routes.nodes);
  }

  /**
   * Copies the routes as they are.
   * @param keepsVersions  a route that is again what it was gets its version back, so that what is known about it still holds; not
   *                       after the penalties changed
   */
  take(keepsVersions: boolean): void {
    const { routes, version, pattern } = this;
    for (let route = 0; route < version.length; route++) {
      if (routes.version[route] !== version[route]) this.takeRoute(route, keepsVersions);
    }
    pattern.set(routes.pattern);
  }

  private takeRoute(route: number, keepsVersions: boolean): void {
    const { routes } = this;
    const { next, customers, slots, vehicles } = routes;
    const day = Math.floor(route / vehicles);
    const base = day * slots;
    const list = this.lists[route];
    let isSame = keepsVersions && this.version[route] > 0;
    let count = 0;
    for (
      let id = next[base + routes.startOf(route - day * vehicles)];
      id <= customers;
      id = next[base + id]
    ) {
      if (list[count] !== id) isSame = false;
      list[count++] = id;
    }
    isSame &&= count === this.count[route];
    routes.recount(day, route - day * vehicles);
    if (isSame) routes.version[route] = this.version[route];
    this.count[route] = count;
    this.version[route] = routes.version[route];
  }

  /** The routes are as copied, but their versions changed with the penalties. */
  adoptVersions(): void {
    this.version.set(this.routes.version);
  }

  /** Makes the routes what they were. @param keepsVersions  as in take */
  back(keepsVersions: boolean): void {
    const { routes, version, lists, count, pattern } = this;
    const { vehicles } = routes;
    for (let route = 0; route < version.length; route++) {
      if (routes.version[route] !== version[route]) routes.leave(route);
    }
    for (let route = 0; route < version.length; route++) {
      if (routes.version[route] === version[route]) continue;
      const day = Math.floor(route / vehicles);
      routes.restoreRoute(day, route - day * vehicles, lists[route], count[route]);
      if (keepsVersions) routes.version[route] = version[route];
    }
    routes.pattern.set(pattern);
  }
}
