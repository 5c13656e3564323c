import { NEVER } from '../rota/startTimes.ts';
import { type StillToGain, stillToGain } from './stillToGain.ts';
import { stepOf, type TourSpace } from './tourSpace.ts';

/** A day tour of a class. */
export interface Tour {
  /** Indices into `problem.stops`, in the order of the calls. */
  readonly stops: readonly number[];
  /** Planned legs, base to base. */
  readonly seconds: number;
}

/** Tours that cost less than the prices of their stops. */
export interface CheapTours {
  readonly tours: readonly Tour[];
  /** No tour costs less than this more than the prices of its stops; at most 0. */
  readonly leastReducedCost: number;
  /** Calls looked at, and what the tables cost in the same measure. */
  readonly work: number;
}

/** Entries of the tables of `stillToGain` that take as long as looking at one call. */
const ENTRIES_A_CALL = 500;

/** What counts as less than nothing: rounding of sums of seconds. */
const LITTLE = 1e-6;
const NO_WAY = Number.POSITIVE_INFINITY;

/** What tours are made of, and what is paid for each of their calls. */
interface Market {
  readonly space: TourSpace;
  readonly prices: Float64Array;
  readonly secondsWeight: number;
}

/** A search under way: the tour so far by depth, and the best found. */
interface Search extends Market {
  readonly gain: StillToGain;
  readonly mostWork: number;
  readonly found: { reducedCost: number; path: number[]; seconds: number }[];
  readonly mostTours: number;
  readonly path: Int32Array;
  readonly isOnPath: Uint8Array;
  /** Reduced costs above this are not looked for. */
  threshold: number;
  least: number;
  work: number;
}

/** A tour so far, up to its last call. */
interface Part {
  readonly last: number;
  readonly calls: number;
  /** Earliest opening at the last call with the break still to come, and with it taken; NEVER where that cannot be. */
  readonly due: number;
  readonly rested: number;
  readonly cost: number;
  readonly seconds: number;
  readonly driving: number;
  /** From leaving base to leaving the last call, waits left out. */
  readonly work: number;
}

/**
 * The cheapest day tours of a class under some prices, no stop twice, within hours, shift, order, break and calls a day. The
 * break may be left out where driving and time on site alone, without any wait, keep the day short enough.
 * @param asked.prices         per problem stop: what a call at it is worth, seconds
 * @param asked.secondsWeight  what a second of driving costs: 1, or 0 when driving does not count
 * @param asked.mostTours      at most so many, the cheapest
 * @param asked.mostWork       ends the search; `leastReducedCost` is then what could have been, and so still right
 */
export function cheapTours(
  space: TourSpace,
  asked: { prices: Float64Array; secondsWeight: number; mostTours: number; mostWork: number },
): CheapTours {
  if (space.mostCalls === 0) return { tours: [], leastReducedCost: 0, work: 0 };
  const prices = Float64Array.from(space.stops, (stop) => asked.prices[stop]);
  const search: Search = {
    ...asked,
    space,
    prices,
    gain: stillToGain(space, { prices, secondsWeight: asked.secondsWeight }),
    found: [],
    path: new Int32Array(space.mostCalls),
    isOnPath: new Uint8Array(space.stops.length),
    threshold: -LITTLE,
    least: -LITTLE,
    work: 0,
  };
  extend(search, null);
  return {
    tours: cheapestOrders(search.found)
      .slice(0, asked.mostTours)
      .map(({ path, seconds }) => ({ stops: path.map((i) => space.stops[i]), seconds })),
    leastReducedCost: search.least,
    work: search.work + tableWork(space),
  };
}

const tableWork = ({ stops, timeSteps, mostCalls, steps }: TourSpace): number =>
  Math.ceil((stops.length ** 2 * timeSteps * mostCalls * (steps.mayNeedBreak ? 3 : 1)) / ENTRIES_A_CALL);

/** The tour of some stops in an order; null when the class does not allow it. An order that was fixed is not looked at. */
export function tourOf(space: TourSpace, stops: readonly number[]): Tour | null {
  const market = { space, prices: new Float64Array(space.stops.length), secondsWeight: 1 };
  if (stops.length > space.mostCalls || new Set(stops).size < stops.length) return null;
  let part: Part | null = null;
  for (const stop of stops) {
    const j = space.stops.indexOf(stop);
    if (j < 0) return null;
    part = part ? oneMore(market, part, j) : firstCall(market, j);
    if (!part) return null;
  }
  return part && mayEnd(space, part) ? { stops, seconds: part.seconds + space.home[part.last] } : null;
}

/** Tours by reduced cost; of those with the same stops only the first. */
function cheapestOrders(found: Search['found']): Search['found'] {
  const known = new Set<string>();
  return found
    .sort((a, b) => a.reducedCost - b.reducedCost)
    .filter(({ path }) => {
      const name = [...path].sort((a, b) => a - b).join();
      return known.has(name) ? false : known.add(name);
    });
}

/** Every call that may come next, the most promising first. */
function extend(search: Search, part: Part | null): void {
  const next: { part: Part; bound: number }[] = [];
  for (let j = 0; j < search.prices.length; j++) {
    if (search.isOnPath[j] || !keepsOrder(search, part, j)) continue;
    const longer = part ? oneMore(search, part, j) : firstCall(search, j);
    if (!longer) continue;
    search.work++;
    const bound = boundOf(search, longer);
    if (bound < search.threshold) next.push({ part: longer, bound });
  }
  next.sort((a, b) => a.bound - b.bound);
  for (const { part: longer, bound } of next) {
    if (bound >= search.threshold) break;
    if (search.work > search.mostWork) {
      search.least = Math.min(search.least, bound);
      break;
    }
    search.path[longer.calls - 1] = longer.last;
    search.isOnPath[longer.last] = 1;
    finish(search, longer);
    if (longer.calls < search.space.mostCalls) extend(search, longer);
    search.isOnPath[longer.last] = 0;
  }
}

function keepsOrder({ space, path }: Search, part: Part | null, j: number): boolean {
  const { before, stops } = space.problem;
  if (!before || !part) return true;
  for (let k = 0; k < part.calls; k++) {
    if (before[space.stops[j] * stops.length + space.stops[path[k]]]) return false;
  }
  return true;
}

function firstCall({ space, prices, secondsWeight }: Market, j: number): Part | null {
  const stop = space.stops[j];
  return withinLimits(space, {
    last: j,
    calls: 1,
    due: space.steps.first(stop),
    rested: space.steps.mayNeedBreak ? space.steps.firstRested(stop) : NEVER,
    cost: space.out[j] * secondsWeight - prices[j],
    seconds: space.out[j],
    driving: space.drivingOut[j],
    work: space.out[j] + space.onSite[j],
  });
}

function oneMore({ space, prices, secondsWeight }: Market, part: Part, j: number): Part | null {
  const { steps, stops } = space;
  const leg = part.last * stops.length + j;
  const [from, to] = [stops[part.last], stops[j]];
  return withinLimits(space, {
    last: j,
    calls: part.calls + 1,
    due: steps.next(from, part.due, to),
    rested: steps.mayNeedBreak
      ? Math.min(steps.next(from, part.rested, to), steps.nextRested(from, part.due, to))
      : NEVER,
    cost: part.cost + space.legs[leg] * secondsWeight - prices[j],
    seconds: part.seconds + space.legs[leg],
    driving: part.driving + space.driving[leg],
    work: part.work + space.legs[leg] + space.onSite[j],
  });
}

/** Null where no time is left, or the law on driving and duty leaves none. */
function withinLimits({ problem, dayClass }: TourSpace, part: Part): Part | null {
  const limits = problem.limits[dayClass.day];
  const isTimely = part.due < NEVER || part.rested < NEVER;
  return isTimely && part.driving <= limits.drivingSeconds && part.work <= limits.dutySeconds ? part : null;
}

/** No tour that begins so has a smaller reduced cost. */
function boundOf({ space, gain }: Search, part: Part): number {
  const left = space.mostCalls - part.calls;
  const row = part.last * space.timeSteps;
  const due = part.due < NEVER ? row + stepOf(space, part.due) : -1;
  if (!space.steps.mayNeedBreak) return part.cost + gain.rested[left][due];
  let least = NO_WAY;
  if (due >= 0) {
    least = gain.due[left][due];
    const { breakAfterSeconds } = space.problem.rules;
    if (part.work + space.leastOnSite <= breakAfterSeconds) least = Math.min(least, gain.rested[left][due]);
    else if (part.work + space.home[part.last] <= breakAfterSeconds) {
      least = Math.min(least, gain.rested[0][due]);
    }
  }
  if (part.rested < NEVER) {
    least = Math.min(least, gain.rested[left][row + stepOf(space, part.rested)]);
  }
  return part.cost + least;
}

/** Takes a tour down if it may end here and is cheap enough. */
function finish(search: Search, part: Part): void {
  const { space } = search;
  const reducedCost = part.cost + space.home[part.last] * search.secondsWeight;
  if (reducedCost >= search.threshold || !mayEnd(space, part)) return;
  search.least = Math.min(search.least, reducedCost);
  search.found.push({
    reducedCost,
    path: [...search.path.subarray(0, part.calls)],
    seconds: part.seconds + space.home[part.last],
  });
  if (search.found.length < 2 * search.mostTours) return;
  const best = cheapestOrders(search.found).slice(0, search.mostTours);
  search.found.splice(0, search.found.length, ...best);
  const worst = best[search.mostTours - 1]?.reducedCost ?? search.threshold;
  search.threshold = Math.min(search.threshold, worst);
}

function mayEnd({ steps, stops, home, drivingHome, problem, dayClass }: TourSpace, part: Part): boolean {
  const limits = problem.limits[dayClass.day];
  const stop = stops[part.last];
  const work = part.work + home[part.last];
  if (!Number.isFinite(work)) return false;
  if (part.driving + drivingHome[part.last] > limits.drivingSeconds || work > limits.dutySeconds)
    return false;
  if (part.due < NEVER && steps.mayEnd(stop, part.due)) {
    if (!steps.mayNeedBreak || work <= problem.rules.breakAfterSeconds) return true;
  }
  if (part.rested < NEVER && steps.mayEnd(stop, part.rested)) return true;
  return steps.mayNeedBreak && part.due < NEVER && steps.mayEndResting(stop, part.due);
}
