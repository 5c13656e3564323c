import { RouteMoves } from './routeMoves.ts';
import { shuffle } from './shuffle.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/** Rounds over all customers, at most. */
const MOST_ROUNDS = 100;

/** Improves routes day by day with moves between near customers, until none helps. */
export class LocalSearch {
  private readonly routes: WorkingRoutes;
  private readonly near: readonly Int32Array[];
  /** Neighbours looked at that are visited on the same day. */
  private readonly most: number;
  private readonly random: () => number;
  private readonly moves: RouteMoves;
  private readonly order: Int32Array;
  /** Version up to which a customer's moves were tried, by slot. */
  private readonly tried: Int32Array;

  constructor(
    routes: WorkingRoutes,
    fields: { near: readonly Int32Array[]; most: number; random: () => number },
  ) {
    this.routes = routes;
    this.near = fields.near;
    this.most = fields.most;
    this.random = fields.random;
    this.moves = new RouteMoves(routes);
    this.order = new Int32Array(routes.customers * routes.days);
    this.tried = new Int32Array(routes.slots * routes.days);
  }

  /** @param since  only routes with a later version are looked at */
  run(since = 0): void {
    const { routes, order, tried } = this;
    routes.settle();
    let count = 0;
    for (let day = 0; day < routes.days; day++) {
      for (let customer = 1; customer <= routes.customers; customer++) {
        const slot = day * routes.slots + customer;
        if (routes.vehicleOf[slot] >= 0) order[count++] = slot;
      }
    }
    shuffle(order, count, this.random);
    tried.fill(since);
    let isBetter = true;
    for (let round = 0; isBetter && round < MOST_ROUNDS; round++) {
      isBetter = false;
      for (let k = 0; k < count; k++) if (this.improve(order[k])) isBetter = true;
    }
  }

  /** Tries the moves of one customer on one day. */
  private improve(slot: number): boolean {
    const { routes, tried, moves } = this;
    const { vehicleOf, version, vehicles, customers, prev } = routes;
    const day = Math.floor(slot / routes.slots);
    const base = day * routes.slots;
    const u = slot - base;
    const last = tried[slot];
    tried[slot] = routes.clock;
    const near = this.near[u];
    let isBetter = false;
    let seen = 0;
    for (let k = 0; k < near.length && seen < this.most; k++) {
      const v = near[k];
      const vehicle = vehicleOf[base + v];
      if (vehicle < 0) continue;
      seen++;
      const isNew =
        version[day * vehicles + vehicle] > last || version[day * vehicles + vehicleOf[slot]] > last;
      if (!isNew) continue;
      const before = prev[base + v];
      if (moves.try(day, u, v) || (before > customers && moves.try(day, u, before))) {
        isBetter = true;
        k = -1;
        seen = 0;
      }
    }
    return this.tryEmpty(day, u, last) || isBetter;
  }

  /** Tries a vehicle that stays at the depot so far. */
  private tryEmpty(day: number, u: number, last: number): boolean {
    const { routes } = this;
    const { vehicles, count, version, vehicleOf } = routes;
    if (version[day * vehicles + vehicleOf[day * routes.slots + u]] <= last) return false;
    for (let vehicle = 0; vehicle < vehicles; vehicle++) {
      if (count[day * vehicles + vehicle] === 0) return this.moves.try(day, u, routes.startOf(vehicle));
    }
    return false;
  }
}
