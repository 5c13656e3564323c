import type { Individual } from './individual.ts';
import type { Insertion } from './insertion.ts';
import { shuffle } from './shuffle.ts';
import type { TourSplit } from './split.ts';
import type { WorkingRoutes } from './workingRoutes.ts';

/** What a crossover works with. */
interface Nursery {
  readonly routes: WorkingRoutes;
  readonly split: TourSplit;
  readonly insertion: Insertion;
  readonly random: () => number;
}

/** Makes the working routes a child of two individuals. */
export function cross(nursery: Nursery, mother: Individual, father: Individual): void {
  nursery.routes.clear();
  if (nursery.routes.days === 1) crossOrder(nursery, mother, father);
  else crossDays(nursery, mother, father);
}

/** Customers of a day in the order of its routes. */
const tourOf = (individual: Individual, day: number): Int32Array =>
  individual.days[day].filter((id) => id > 0);

/** A part of one tour, the rest in the order of the other. Source: order crossover, Davis 1985, as in Prins 2004. */
function crossOrder({ routes, split, random }: Nursery, mother: Individual, father: Individual): void {
  const [ours, theirs] = [tourOf(mother, 0), tourOf(father, 0)];
  const length = ours.length;
  routes.pattern.set(mother.pattern);
  const first = Math.floor(random() * length);
  const last = Math.floor(random() * length);
  const isTaken = new Uint8Array(routes.nodes);
  const child = new Int32Array(length);
  for (let k = first; length > 0; k = (k + 1) % length) {
    child[k] = ours[k];
    isTaken[ours[k]] = 1;
    if (k === last) break;
  }
  let at = last + 1;
  for (let k = 1; k <= length; k++) {
    const customer = theirs[(last + k) % length];
    if (isTaken[customer] === 1) continue;
    child[at % length] = customer;
    at++;
  }
  split.lay(0, child, length);
}

/**
 * Some days from one parent, some from the other, some of both; visits that the days allow are taken, lacking ones put in where they
 * cost least. Source: periodic crossover with insertions, Vidal, Crainic, Gendreau, Lahrichi & Rei 2012.
 */
function crossDays(nursery: Nursery, mother: Individual, father: Individual): void {
  const { routes, split, random } = nursery;
  const order = Array.from({ length: routes.days }, (_, day) => day);
  shuffle(order, order.length, random);
  const marks = [Math.floor(random() * (routes.days + 1)), Math.floor(random() * (routes.days + 1))];
  const [own, other] = marks.sort((a, b) => a - b);
  const child: number[][] = order.map(() => []);
  const present = new Int32Array(routes.nodes);
  order.forEach((day, k) => {
    if (k >= own && k < other) return;
    const tour = tourOf(mother, day);
    const part = k < own ? tour : partOf(tour, random);
    for (const customer of part) {
      child[day].push(customer);
      present[customer] |= 1 << day;
    }
  });
  const rest = order.slice(own);
  shuffle(rest, rest.length, random);
  for (const day of rest) takeAllowed(routes, { tour: tourOf(father, day), day, child: child[day], present });
  child.forEach((tour, day) => {
    split.lay(day, tour, tour.length);
  });
  complete(nursery, present);
}

/** From one place of a tour round to another. */
function partOf(tour: Int32Array, random: () => number): number[] {
  if (tour.length === 0) return [];
  const first = Math.floor(random() * tour.length);
  const last = Math.floor(random() * tour.length);
  return first <= last
    ? [...tour.subarray(first, last + 1)]
    : [...tour.subarray(first), ...tour.subarray(0, last + 1)];
}

function takeAllowed(
  { problem }: WorkingRoutes,
  { tour, day, child, present }: { tour: Int32Array; day: number; child: number[]; present: Int32Array },
): void {
  for (const customer of tour) {
    const wanted = present[customer] | (1 << day);
    if (wanted === present[customer]) continue;
    if (!problem.patterns[customer - 1].some((set) => (set & wanted) === wanted)) continue;
    child.push(customer);
    present[customer] = wanted;
  }
}

function complete({ routes, insertion, random }: Nursery, present: Int32Array): void {
  const lacking: number[] = [];
  for (let customer = 1; customer <= routes.customers; customer++) {
    routes.pattern[customer] = present[customer];
    if (!routes.problem.patterns[customer - 1].includes(present[customer])) lacking.push(customer);
  }
  shuffle(lacking, lacking.length, random);
  for (const customer of lacking) insertion.insertBest(customer, present[customer]);
}
