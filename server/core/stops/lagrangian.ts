import { FREE, type GainLists, OPEN } from './gainLists.ts';

/** A bound on every choice that keeps to what is decided. */
export interface LagrangianBound {
  readonly bound: number;
  /** The price of each area at which it was found. */
  readonly prices: Float64Array;
  /** The sites that pay most at those prices, decided ones included. */
  readonly paying: readonly number[];
  /** Mean of that choice over the last steps, 0..1 a site: near ½ where it is not clear. */
  readonly mean: Float64Array;
  /** By candidate: no choice that decides a free one the other way gains more than this. */
  readonly boundIfOther: Float64Array;
}

export interface LagrangianFields {
  readonly maxSites: number;
  /** Taken from the objective for each open site, ≥ 0. */
  readonly siteCost: number;
  /** FREE, OPEN or CLOSED, by candidate. */
  readonly decided: Uint8Array;
  /** Prices to start from, one a row of the lists. */
  readonly prices: Float64Array;
  /** The value to beat: a bound at or below it ends the work. */
  readonly target: number;
  readonly steps: number;
  /** Of the first step, as a share of the way to the target; shorter where the prices are good already. */
  readonly firstLength?: number;
  /** Told each new choice of sites that pay most; may return a better target. */
  readonly onPaying?: (paying: readonly number[]) => number;
}

/**
 * A bound by Lagrangian relaxation of "each area counts once": every area has a price, a site pays what the areas gain above
 * their prices, and the most paying sites plus all prices are a bound for any prices. Subgradient steps lower it.
 * Source: Cornuéjols, Fisher and Nemhauser 1977; direction of Camerini, Fratta and Maffioli 1975; step of Polyak 1969.
 */
export function lagrangianBound(lists: GainLists, fields: LagrangianFields): LagrangianBound {
  const state = startState(lists, fields);
  let best = pay(lists, fields, state);
  let found = keep(state, best);
  let target = fields.onPaying?.(state.paying) ?? fields.target;
  let [length, stuck] = [fields.firstLength ?? FIRST_LENGTH, 0];
  // Aimed at the target itself, steps would come ever nearer to it and never below.
  const beyond = BEYOND_TARGET * Math.max(0, best - target);
  for (let step = 0; step < fields.steps && best > target && length > LEAST_LENGTH; step++) {
    if (!move(lists, state, { distance: length * (state.bound - target + beyond) })) break;
    const bound = pay(lists, fields, state);
    if (bound < best - 1e-6 * Math.max(1, best - target)) {
      best = bound;
      stuck = 0;
      found = keep(state, best);
      target = fields.onPaying?.(state.paying) ?? target;
    } else if (++stuck >= PATIENCE) {
      length /= 2;
      stuck = 0;
      state.prices.set(found.prices);
      state.direction.fill(0);
      pay(lists, fields, state);
    }
  }
  return { ...found, mean: state.mean, boundIfOther: boundsIfOther(found, fields) };
}

const FIRST_LENGTH = 1.5;
const LEAST_LENGTH = 0.002;
/** Steps aim below the target by this share of the way to it from the first bound. */
const BEYOND_TARGET = 0.2;
/** Steps without a better bound after which steps are halved. */
const PATIENCE = 20;
/** Share of the older direction in the next, and of the older choices in their mean. */
const MEMORY = 0.7;
const MEAN_MEMORY = 0.95;

interface State {
  readonly prices: Float64Array;
  readonly direction: Float64Array;
  readonly pays: Float64Array;
  readonly isPaying: Uint8Array;
  readonly mean: Float64Array;
  readonly scratch: Float64Array;
  paying: number[];
  bound: number;
}

function startState(lists: GainLists, fields: LagrangianFields): State {
  const sites = lists.candidates.length;
  return {
    prices: Float64Array.from(fields.prices),
    direction: new Float64Array(lists.areas),
    pays: new Float64Array(sites),
    isPaying: new Uint8Array(sites),
    mean: new Float64Array(sites),
    scratch: new Float64Array(sites),
    paying: [],
    bound: 0,
  };
}

type Found = { bound: number; prices: Float64Array; pays: Float64Array; paying: readonly number[] };

const keep = (state: State, bound: number): Found => ({
  bound,
  prices: Float64Array.from(state.prices),
  pays: Float64Array.from(state.pays),
  paying: [...state.paying],
});

/** What each site pays at the prices of the state, and who pays most. @returns the bound */
function pay(lists: GainLists, fields: LagrangianFields, state: State): number {
  const { pays, prices } = state;
  const { areas, starts, site, gain } = lists;
  pays.fill(-fields.siteCost);
  let bound = 0;
  for (let r = 0; r < areas; r++) {
    const price = prices[r];
    bound += price;
    const end = starts[r + 1];
    for (let e = starts[r]; e < end && gain[e] > price; e++) pays[site[e]] += gain[e] - price;
  }
  state.paying = mostPaying(pays, fields, state.scratch);
  state.isPaying.fill(0);
  for (const c of state.paying) {
    bound += pays[c];
    state.isPaying[c] = 1;
  }
  for (let c = 0; c < pays.length; c++) {
    state.mean[c] = MEAN_MEMORY * state.mean[c] + (1 - MEAN_MEMORY) * state.isPaying[c];
  }
  state.bound = bound;
  return bound;
}

/** Of the free sites that pay anything the most paying, as many as there are places; of equal ones the lower position. */
function mostPaying(pays: Float64Array, fields: LagrangianFields, scratch: Float64Array): number[] {
  const { decided, maxSites } = fields;
  const paying: number[] = [];
  let free = 0;
  for (let c = 0; c < pays.length; c++) {
    if (decided[c] === OPEN) paying.push(c);
    else if (decided[c] === FREE && pays[c] > 0) scratch[free++] = pays[c];
  }
  const places = Math.max(0, maxSites - paying.length);
  const least = free > places && places > 0 ? nthLargest(scratch, free, places) : 0;
  if (places === 0) return paying;
  let equal = places;
  for (let c = 0; c < pays.length; c++) if (decided[c] === FREE && pays[c] > least) equal--;
  for (let c = 0; c < pays.length; c++) {
    if (decided[c] !== FREE || !(pays[c] > 0) || pays[c] < least) continue;
    if (pays[c] > least || equal-- > 0) paying.push(c);
  }
  return paying;
}

/** The n-th largest (from 1) of the first `length` values, which are put in another order. Source: quickselect, Hoare 1961. */
function nthLargest(values: Float64Array, length: number, n: number): number {
  let [from, to] = [0, length - 1];
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let [i, j] = [from, to];
    while (i <= j) {
      while (values[i] > pivot) i++;
      while (values[j] < pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (n - 1 <= j) to = j;
    else if (n - 1 >= i) from = i;
    else break;
  }
  return values[n - 1];
}

/** Moves the prices against the deflected subgradient. @returns false when no direction is left */
function move(lists: GainLists, state: State, { distance }: { distance: number }): boolean {
  const { prices, direction, isPaying } = state;
  const { areas, starts, site, gain } = lists;
  let square = 0;
  for (let r = 0; r < areas; r++) {
    const price = prices[r];
    const end = starts[r + 1];
    let slope = 1;
    for (let e = starts[r]; e < end && gain[e] > price; e++) slope -= isPaying[site[e]];
    let next = slope + MEMORY * direction[r];
    if (prices[r] === 0 && next > 0) next = 0;
    direction[r] = next;
    square += next * next;
  }
  if (square === 0) return false;
  const size = distance / square;
  for (let r = 0; r < areas; r++) {
    const price = prices[r] - size * direction[r];
    prices[r] = Math.max(0, price);
  }
  return true;
}

/** Opening a site that does not pay, or closing one that does, costs at least the difference to the next in line. */
function boundsIfOther(found: Found, fields: LagrangianFields): Float64Array {
  const { decided, maxSites } = fields;
  const isPaying = new Set(found.paying);
  const freePaying = found.paying.filter((c) => decided[c] === FREE);
  const isFull = found.paying.length >= maxSites;
  const least = isFull ? Math.min(...freePaying.map((c) => found.pays[c])) : 0;
  let next = 0;
  for (let c = 0; c < decided.length; c++) {
    if (decided[c] === FREE && !isPaying.has(c)) next = Math.max(next, found.pays[c]);
  }
  return Float64Array.from(found.pays, (pays, c) => {
    if (decided[c] !== FREE) return Number.NEGATIVE_INFINITY;
    return isPaying.has(c) ? found.bound - pays + next : found.bound - least + pays;
  });
}
