import type { Insertion } from './insertion.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/** Customers of one string taken out, at most (Christiaens & Vanden Berghe 2020). */
const LONGEST_STRING = 10;
/** Share of rounds that take so many times as many customers out, whole routes among them. */
const LARGE_SHARE = 0.05;
const LARGER = 5;
/** Share of rounds that leave the days of every customer as they are and change the routes of one day. */
const ONE_DAY_SHARE = 0.3;

/**
 * Takes strings of customers out of neighbouring routes and puts them back where they cost least, on the best of their days.
 * Source: slack induction by string removals, Christiaens & Vanden Berghe 2020, with the days chosen at insertion.
 */
export class StringRuin {
  private readonly routes: WorkingRoutes;
  private readonly insertion: Insertion;
  private readonly near: readonly Int32Array[];
  private readonly random: () => number;
  private readonly removed: Int32Array;
  private readonly key: Float64Array;
  private readonly isOut: Uint8Array;
  private count = 0;
  private isLarge = false;
  /** The only day that is ruined, on which all come back; −1 for all days. */
  private onlyDay = -1;
  /** Last round in which a route lost a string. */
  private readonly ruinedIn: Int32Array;
  private round = 0;

  constructor(
    routes: WorkingRoutes,
    fields: { insertion: Insertion; near: readonly Int32Array[]; random: () => number },
  ) {
    this.routes = routes;
    this.insertion = fields.insertion;
    this.near = fields.near;
    this.random = fields.random;
    this.ruinedIn = new Int32Array(routes.days * routes.vehicles);
    this.removed = new Int32Array(routes.customers);
    this.key = new Float64Array(routes.nodes);
    this.isOut = new Uint8Array(routes.nodes);
  }

  /** Ruins and recreates once, all days or one. @param most  customers taken out, about, at most */
  try(most: number): void {
    this.count = 0;
    this.onlyDay = -1;
    this.isOut.fill(0);
    this.round++;
    const { routes, near, random, isOut, ruinedIn } = this;
    this.isLarge = random() < LARGE_SHARE;
    const wanted = 1 + Math.floor(random() * (this.isLarge ? most * LARGER : most));
    const seed = 1 + Math.floor(random() * routes.customers);
    if (routes.days > 1 && random() < ONE_DAY_SHARE) this.onlyDay = this.oneOfItsDays(seed);
    for (let k = -1; k < near[seed].length && this.count < wanted; k++) {
      const customer = k < 0 ? seed : near[seed][k];
      if (isOut[customer] === 1) continue;
      const day = this.oneOfItsDays(customer);
      if (day < 0) continue;
      const vehicle = routes.vehicleOf[day * routes.slots + customer];
      if (ruinedIn[day * routes.vehicles + vehicle] === this.round) continue;
      ruinedIn[day * routes.vehicles + vehicle] = this.round;
      this.ruinRoute(day, vehicle, customer, wanted - this.count);
    }
    this.recreate();
  }

  private oneOfItsDays(customer: number): number {
    const pattern = this.routes.pattern[customer];
    if (this.onlyDay >= 0) return (pattern >> this.onlyDay) & 1 ? this.onlyDay : -1;
    let visits = 0;
    for (let rest = pattern; rest !== 0; rest &= rest - 1) visits++;
    let pick = Math.floor(this.random() * visits);
    for (let day = 0, rest = pattern; rest !== 0; day++, rest >>>= 1) {
      if (rest & 1 && pick-- === 0) return day;
    }
    return -1;
  }

  /** Takes a string out that holds a customer. */
  private ruinRoute(day: number, vehicle: number, customer: number, wanted: number): void {
    const { routes, random } = this;
    const { next, prev, customers } = routes;
    const base = day * routes.slots;
    const most = this.isLarge ? this.routes.customers : Math.min(LONGEST_STRING, Math.max(1, wanted));
    const length = Math.min(routes.count[day * routes.vehicles + vehicle], 1 + Math.floor(random() * most));
    let first = customer;
    for (let back = Math.floor(random() * length); back > 0 && prev[base + first] <= customers; back--) {
      first = prev[base + first];
    }
    for (let k = 0, id = first; k < length && id <= customers; k++) {
      const after = next[base + id];
      this.takeOut(id);
      id = after;
    }
  }

  private takeOut(customer: number): void {
    const { routes } = this;
    this.isOut[customer] = 1;
    this.removed[this.count++] = customer;
    if (this.onlyDay >= 0) {
      routes.remove(this.onlyDay, customer);
      return;
    }
    for (let day = 0, rest = routes.pattern[customer]; rest !== 0; day++, rest >>>= 1) {
      if (rest & 1) routes.remove(day, customer);
    }
  }

  private recreate(): void {
    const { removed, key, count, insertion, random } = this;
    const order = random();
    for (let k = 0; k < count; k++) key[removed[k]] = this.keyOf(removed[k], order);
    for (let k = 1; k < count; k++) {
      const customer = removed[k];
      let at = k;
      for (; at > 0 && key[removed[at - 1]] > key[customer]; at--) removed[at] = removed[at - 1];
      removed[at] = customer;
    }
    for (let k = 0; k < count; k++) {
      if (this.onlyDay >= 0) insertion.insertOnDay(this.onlyDay, removed[k], random);
      else insertion.insertBest(removed[k], 0, random);
    }
  }

  /** Orders of insertion with their weights: at random, heavy, far, near, and tight or early ones first. */
  private keyOf(customer: number, order: number): number {
    const { demand, distance, patterns, opens, closes, hasWindows } = this.routes.problem;
    if (order < 0.4) return this.random();
    if (order < 0.6) return -demand[customer];
    if (order < 0.75) return -distance[customer];
    if (order < 0.85) return distance[customer];
    if (!hasWindows) return patterns[customer - 1].length;
    return order < 0.93 ? closes[customer] - opens[customer] : closes[customer];
  }
}
