import type { RoutingFormat } from './routingInstance.ts';

/** One vehicle's customers of one day, in order; days and vehicles from 0. */
export interface DrivenRoute {
  readonly day: number;
  readonly vehicle: number;
  readonly stops: readonly number[];
}

/** What an independent look at some routes finds. */
export interface RoutingCheck {
  readonly cost: number;
  /** Broken rules in words; empty when the routes are feasible. */
  readonly faults: readonly string[];
}

/** Excess below this, in the instance's unit, is rounding. */
const ROUNDING = 1e-6;

/** An instance as its file says it, without the solver's reading of it. */
interface Written {
  readonly vehicles: number;
  readonly days: readonly { longest: number; capacity: number }[];
  readonly places: readonly WrittenPlace[];
}

interface WrittenPlace {
  readonly x: number;
  readonly y: number;
  readonly service: number;
  readonly demand: number;
  readonly opens: number;
  readonly closes: number;
  /** Allowed sets of days, each as ascending days joined by commas; '' for none. */
  readonly allowed: ReadonlySet<string>;
}

/**
 * Reads an instance anew and holds routes against every rule of it: customers known and once a route, allowed days, vehicles, loads,
 * windows, longest routes. Shares no code with the solver nor with its reader.
 */
export function checkRouting(
  format: RoutingFormat,
  text: string,
  routes: readonly DrivenRoute[],
): RoutingCheck {
  const instance = format === 'solomon' ? solomonWritten(text) : cordeauWritten(text, format === 'pvrptw');
  const faults: string[] = [];
  const visits = instance.places.map((): number[] => []);
  const used = new Set<string>();
  let cost = 0;
  for (const route of routes) {
    const name = `day ${route.day}, vehicle ${route.vehicle}`;
    const stranger = route.stops.find((stop) => stop < 1 || instance.places[stop] === undefined);
    if (stranger !== undefined || instance.days[route.day] === undefined) {
      faults.push(`${name}: there is no customer ${stranger} or no such day`);
      continue;
    }
    if (route.vehicle < 0 || route.vehicle >= instance.vehicles)
      faults.push(`${name}: there is no such vehicle`);
    if (used.has(name)) faults.push(`${name}: drives twice`);
    used.add(name);
    for (const stop of route.stops) visits[stop].push(route.day);
    const driven = drive(instance, route);
    cost += driven.cost;
    faults.push(...driven.faults.map((fault) => `${name}: ${fault}`));
  }
  return { cost, faults: [...faults, ...wrongDays(instance, visits)] };
}

function wrongDays(instance: Written, visits: readonly number[][]): string[] {
  return visits.flatMap((days, customer) => {
    const set = days.sort((a, b) => a - b).join();
    if (customer === 0 || instance.places[customer].allowed.has(set)) return [];
    return [`customer ${customer}: visited on days ${set || 'none'}, which is not allowed`];
  });
}

function drive({ places, days }: Written, route: DrivenRoute): RoutingCheck {
  const faults: string[] = [];
  const tour = [0, ...route.stops, 0].map((stop) => places[stop]);
  const { longest, capacity } = days[route.day];
  const load = route.stops.reduce((sum, stop) => sum + places[stop].demand, 0);
  if (load > capacity + ROUNDING) faults.push(`carries ${load}, more than ${capacity}`);
  let cost = 0;
  let time = tour[0].opens;
  for (let k = 1; k < tour.length; k++) {
    const leg = legOf(tour[k - 1], tour[k]);
    cost += leg;
    time = Math.max(time + tour[k - 1].service + leg, tour[k].opens);
    if (time > tour[k].closes + ROUNDING) {
      faults.push(`is at call ${k} at ${time}, after ${tour[k].closes}`);
      time = tour[k].closes;
    }
  }
  const duration = time - latestStart(tour, time);
  if (duration > longest + ROUNDING) faults.push(`takes ${duration}, more than ${longest}`);
  return { cost, faults };
}

/** The latest moment to leave the depot and still be back at a given one. */
function latestStart(tour: readonly WrittenPlace[], back: number): number {
  let time = back;
  for (let k = tour.length - 2; k >= 0; k--) {
    time = Math.min(tour[k].closes, time - legOf(tour[k], tour[k + 1]) - tour[k].service);
  }
  return time;
}

const legOf = (from: WrittenPlace, to: WrittenPlace): number => Math.hypot(from.x - to.x, from.y - to.y);

function cordeauWritten(text: string, hasWindows: boolean): Written {
  const numbers = text.split(/\s+/).filter(Boolean).map(Number);
  let at = 0;
  const next = () => numbers[at++];
  const unlimited = (limit: number) => (limit > 0 ? limit : Number.POSITIVE_INFINITY);
  const [, vehicles, customers, count] = [next(), next(), next(), next()];
  const days = Array.from({ length: count }, () => ({
    longest: unlimited(next()),
    capacity: unlimited(next()),
  }));
  const places = Array.from({ length: customers + 1 }, () => {
    const [, x, y, service, demand, , patterns] = [next(), next(), next(), next(), next(), next(), next()];
    const allowed = Array.from({ length: patterns }, () => {
      const bits = next().toString(2).padStart(count, '0');
      return [...bits].flatMap((bit, day) => (bit === '1' ? [day] : [])).join();
    });
    const [opens, closes] = hasWindows ? [next(), next()] : [0, Number.POSITIVE_INFINITY];
    return { x, y, service, demand, opens, closes, allowed: new Set(patterns === 0 ? [''] : allowed) };
  });
  return { vehicles, days, places };
}

function solomonWritten(text: string): Written {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const numbers = lines.filter((values) => values.every(Number.isFinite));
  const [vehicles, capacity] = numbers.find((values) => values.length === 2) ?? [0, 0];
  const places = numbers
    .filter((values) => values.length === 7)
    .map(([, x, y, demand, opens, closes, service]) => ({
      ...{ x, y, demand, opens, closes, service },
      allowed: new Set(['0']),
    }));
  return { vehicles, days: [{ longest: Number.POSITIVE_INFINITY, capacity }], places };
}
