import { shuffle } from './shuffle.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/** A route in a hundred is passed over, as in Christiaens & Vanden Berghe 2020 a place. */
const BLINK_RATE = 0.01;
/** A change of days must gain this much, in distance. */
const LEAST_GAIN = 1e-6;

/**
 * Where and on which days an absent customer costs least. The best place of a customer in a route is kept for as long as the route
 * stays as it is: after a small change most of them still hold.
 */
export class Insertion {
  private readonly routes: WorkingRoutes;
  /** By (day × nodes + customer) × vehicles + vehicle: version of the route, cheapest detour or cost, and the id before it. */
  private readonly knownVersion: Int32Array;
  private readonly knownCost: Float64Array;
  private readonly knownBefore: Int32Array;
  /** By day: of the customer at hand. */
  private readonly cost: Float64Array;
  private readonly before: Int32Array;
  private readonly oldVersion: Int32Array;
  private readonly oldBefore: Int32Array;
  private readonly order: Int32Array;

  constructor(routes: WorkingRoutes) {
    this.routes = routes;
    const entries = routes.days * routes.nodes * routes.vehicles;
    this.knownVersion = new Int32Array(entries);
    this.knownCost = new Float64Array(entries);
    this.knownBefore = new Int32Array(entries);
    this.cost = new Float64Array(routes.days);
    this.before = new Int32Array(routes.days);
    this.oldVersion = new Int32Array(routes.days);
    this.oldBefore = new Int32Array(routes.days);
    this.order = Int32Array.from({ length: routes.customers }, (_, k) => k + 1);
  }

  /**
   * Puts an absent customer in on the allowed days that cost least together.
   * @param present  days on which the customer is visited already: only sets with all of them are taken
   * @param random   with it a route is passed over now and then
   */
  insertBest(customer: number, present = 0, random: (() => number) | null = null): void {
    const { routes, cost } = this;
    const sets = routes.problem.patterns[customer - 1];
    let wanted = 0;
    for (let k = 0; k < sets.length; k++) if ((sets[k] & present) === present) wanted |= sets[k];
    this.priceDays(customer, wanted & ~present, random);
    let least = Number.POSITIVE_INFINITY;
    let chosen = present;
    for (let k = 0; k < sets.length; k++) {
      if ((sets[k] & present) !== present) continue;
      const sum = sumOver(cost, sets[k] & ~present);
      if (sum < least) {
        least = sum;
        chosen = sets[k];
      }
    }
    this.insertOn(customer, chosen & ~present);
    routes.pattern[customer] = chosen;
  }

  /** Puts an absent customer back on one day of its own where it costs least. */
  insertOnDay(day: number, customer: number, random: () => number): void {
    this.priceDay(day, customer, random);
    this.routes.insertAfter(day, this.before[day], customer);
  }

  private insertOn(customer: number, days: number): void {
    for (let day = 0, rest = days; rest !== 0; day++, rest >>>= 1) {
      if (rest & 1) this.routes.insertAfter(day, this.before[day], customer);
    }
  }

  private priceDays(customer: number, days: number, random: (() => number) | null): void {
    for (let day = 0, rest = days; rest !== 0; day++, rest >>>= 1) {
      if (rest & 1) this.priceDay(day, customer, random);
    }
  }

  /** Sets the cheapest cost on a day and the id before which place. */
  private priceDay(day: number, customer: number, random: (() => number) | null): void {
    const { routes, knownVersion, knownCost, knownBefore } = this;
    const { vehicles, count, version } = routes;
    const entry = (day * routes.nodes + customer) * vehicles;
    let least = Number.POSITIVE_INFINITY;
    let best = -1;
    let isEmptySeen = false;
    for (let vehicle = 0; vehicle < vehicles; vehicle++) {
      const route = day * vehicles + vehicle;
      if (count[route] === 0) {
        if (isEmptySeen) continue;
        isEmptySeen = true;
      }
      if (random !== null && vehicles > 1 && best >= 0 && random() < BLINK_RATE) continue;
      if (knownVersion[entry + vehicle] !== version[route]) {
        this.priceRoute(day, vehicle, customer, entry + vehicle);
        knownVersion[entry + vehicle] = version[route];
      }
      const cost = this.withPenalty(day, route, customer, knownCost[entry + vehicle]);
      if (cost < least) {
        least = cost;
        best = entry + vehicle;
      }
    }
    this.cost[day] = least;
    this.before[day] = knownBefore[best];
  }

  /** What is kept is the detour alone where the penalties follow from it. */
  private withPenalty(day: number, route: number, customer: number, known: number): number {
    const { routes } = this;
    const { hasWindows, demand, service } = routes.problem;
    if (hasWindows) return known;
    const load = routes.load[route] + demand[customer];
    const duration = routes.duration[route] + known + service[customer];
    return known + routes.penalty(day, load, duration, 0) - routes.penaltyOf[route];
  }

  private priceRoute(day: number, vehicle: number, customer: number, entry: number): void {
    if (this.routes.problem.hasWindows) this.priceTimed(day, vehicle, customer, entry);
    else this.priceDetour(day, vehicle, customer, entry);
  }

  private priceDetour(day: number, vehicle: number, customer: number, entry: number): void {
    const { next, nodeOf, nodes, slots, problem } = this.routes;
    const { distance } = problem;
    const row = customer * nodes;
    const base = day * slots;
    const end = this.routes.endOf(vehicle);
    let least = Number.POSITIVE_INFINITY;
    let best = 0;
    for (let id = this.routes.startOf(vehicle), node = 0; id !== end; ) {
      const after = next[base + id];
      const to = nodeOf[after];
      const detour = distance[row + node] + distance[row + to] - distance[node * nodes + to];
      if (detour < least) {
        least = detour;
        best = id;
      }
      id = after;
      node = to;
    }
    this.knownCost[entry] = least;
    this.knownBefore[entry] = best;
  }

  private priceTimed(day: number, vehicle: number, customer: number, entry: number): void {
    const { routes } = this;
    const { next, nodeOf, nodes, slots, join, problem } = routes;
    const { distance, capacity, demand } = problem;
    const route = day * routes.vehicles + vehicle;
    const row = customer * nodes;
    const base = day * slots;
    const end = routes.endOf(vehicle);
    const paid = routes.penaltyOf[route];
    const overload = Math.max(0, routes.load[route] + demand[customer] - capacity[day]);
    const atLeast = overload * routes.penalties.load - paid;
    let least = Number.POSITIVE_INFINITY;
    let best = routes.startOf(vehicle);
    for (let id = best, node = 0; id !== end; ) {
      const after = next[base + id];
      const to = nodeOf[after];
      const detour = distance[row + node] + distance[row + to] - distance[node * nodes + to];
      if (detour + atLeast < least) {
        join.head(base, id);
        join.visit(customer);
        join.tail(base, after);
        const cost = detour + join.penalty(day) - paid;
        if (cost < least) {
          least = cost;
          best = id;
        }
      }
      id = after;
      node = to;
    }
    this.knownCost[entry] = least;
    this.knownBefore[entry] = best;
  }

  /** Gives every customer in turn the days and places that cost least. @returns whether anything got better */
  improve(random: () => number): boolean {
    shuffle(this.order, this.order.length, random);
    let isBetter = false;
    for (let k = 0; k < this.order.length; k++) if (this.improveDays(this.order[k])) isBetter = true;
    return isBetter;
  }

  private improveDays(customer: number): boolean {
    const { routes, cost } = this;
    const sets = routes.problem.patterns[customer - 1];
    if (sets.length === 1) return false;
    const old = routes.pattern[customer];
    let least = this.takeOut(customer, old) - LEAST_GAIN;
    let wanted = 0;
    for (let k = 0; k < sets.length; k++) wanted |= sets[k];
    this.priceDays(customer, wanted, null);
    let chosen = -1;
    for (let k = 0; k < sets.length; k++) {
      const sum = sumOver(cost, sets[k]);
      if (sum < least) {
        least = sum;
        chosen = sets[k];
      }
    }
    if (chosen < 0) {
      this.putBack(customer, old);
      return false;
    }
    this.insertOn(customer, chosen);
    routes.pattern[customer] = chosen;
    return true;
  }

  /** @returns what its visits cost so far */
  private takeOut(customer: number, days: number): number {
    const { routes } = this;
    const { distance, penaltyOf, version, vehicleOf, prev, slots, vehicles } = routes;
    let gain = 0;
    for (let day = 0, rest = days; rest !== 0; day++, rest >>>= 1) {
      if ((rest & 1) === 0) continue;
      const slot = day * slots + customer;
      const route = day * vehicles + vehicleOf[slot];
      this.oldVersion[day] = version[route];
      this.oldBefore[day] = prev[slot];
      gain += distance[route] + penaltyOf[route];
      routes.remove(day, customer);
      gain -= distance[route] + penaltyOf[route];
    }
    return gain;
  }

  /** As it was, and under the same versions. */
  private putBack(customer: number, days: number): void {
    const { routes } = this;
    for (let day = 0, rest = days; rest !== 0; day++, rest >>>= 1) {
      if ((rest & 1) === 0) continue;
      routes.insertAfter(day, this.oldBefore[day], customer);
      const vehicle = routes.vehicleOf[day * routes.slots + customer];
      routes.version[day * routes.vehicles + vehicle] = this.oldVersion[day];
    }
  }
}

function sumOver(cost: Float64Array, days: number): number {
  let sum = 0;
  for (let day = 0, rest = days; rest !== 0; day++, rest >>>= 1) if (rest & 1) sum += cost[day];
  return sum;
}
