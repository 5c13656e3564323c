import { copyDay, type DayState } from './dayState.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';

/** Up to this many calls in a row are put into their best order by trying every order that could be better. */
const EXACT_CALLS = 8;
/** Costs are sums of seconds; less than this is rounding. */
const ROUNDING = 1e-7;

/** The search for a better order of some places in a row. */
interface Reordering {
  readonly problem: RotaProblem;
  readonly state: DayState;
  readonly trial: DayState;
  /** First of the places permuted, and how many there are. */
  readonly from: number;
  readonly count: number;
  readonly order: number[];
  best: readonly number[] | null;
  bestCost: number;
}

/**
 * Puts the calls of a van-weekday into the order with the least driving over all its weeks: exactly for up to eight
 * calls, beyond that every eight in a row. Opening times stay common to all weeks.
 * @param trial  working space of the same problem
 * @returns true when a better order was found; the state is settled either way
 */
export function orderDay(problem: RotaProblem, state: DayState, trial: DayState): boolean {
  let isImproved = false;
  const count = Math.min(state.count, EXACT_CALLS);
  for (let from = 0; from + count <= state.count; from++) {
    const search: Reordering = {
      problem,
      state,
      trial,
      from,
      count,
      order: [],
      best: null,
      bestCost: state.cost - ROUNDING,
    };
    tryOrders(search);
    if (!search.best) continue;
    applyOrder(search, search.best);
    copyDay(trial, state);
    isImproved = true;
  }
  return isImproved;
}

/** Depth first; a beginning that drives as far as the best order known is given up. */
function tryOrders(search: Reordering): void {
  const { from, count, order } = search;
  if (order.length === count) {
    if (applyOrder(search, order) && search.trial.cost < search.bestCost) {
      search.best = [...order];
      search.bestCost = search.trial.cost - ROUNDING;
    }
    return;
  }
  for (let place = from; place < from + count; place++) {
    if (order.includes(place) || isMirrored(search, place)) continue;
    order.push(place);
    if (drivingSoFar(search) < search.bestCost) tryOrders(search);
    order.pop();
  }
}

/** Two neighbours that share no week may stand either way round: only one way is tried. */
function isMirrored({ state, order }: Reordering, place: number): boolean {
  const before = order[order.length - 1];
  return before !== undefined && before > place && (state.weeks[before] & state.weeks[place]) === 0;
}

/** Driving over all weeks that the beginning under trial fixes: from the base to its last call in each week. */
function drivingSoFar({ problem, state, from, order }: Reordering): number {
  const { nodes, cost } = problem.legsOn[state.day];
  let sum = 0;
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    let at = problem.vanWeekdays[state.day].base;
    for (let k = 0; k < from + order.length; k++) {
      const place = k < from ? k : order[k - from];
      if (!((state.weeks[place] >> week) & 1)) continue;
      sum += cost[at * nodes + state.stop[place]];
      at = state.stop[place];
    }
  }
  return sum;
}

/** Lays an order out in `trial`; false when it cannot be driven in time. */
function applyOrder({ problem, state, trial, from }: Reordering, order: readonly number[]): boolean {
  copyDay(state, trial);
  order.forEach((place, k) => {
    trial.stop[from + k] = state.stop[place];
    trial.weeks[from + k] = state.weeks[place];
    trial.held[from + k] = state.held[place];
  });
  return settle(problem, trial);
}
