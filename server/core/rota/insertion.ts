import { copyDay, type DayState, emptyDay, insertCall, nextPlace } from './dayState.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { settle } from './settle.ts';
import { nextStart } from './startTimes.ts';

/** Where a stop can be put: a van-weekday, weeks and a place in its list. */
export interface Insertion {
  readonly day: number;
  readonly weeks: number;
  readonly visits: number;
  readonly place: number;
  /** Added driving cost over the cycle. */
  readonly cost: number;
}

/** Working space of the search for insertions, made once per search. */
export interface InsertionSpace {
  readonly trial: DayState;
  /** Van-weekday × stop: 1 when the stop could be the day's only call. */
  readonly fitsAlone: Uint8Array;
  readonly cost: Float64Array;
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
}

/** Finds out which stops fit which van-weekdays at all. */
export function insertionSpace(problem: RotaProblem): InsertionSpace {
  const n = problem.stops.length;
  const { cycleWeeks } = problem.rules;
  const fitsAlone = new Uint8Array(problem.vanWeekdays.length * n);
  problem.vanWeekdays.forEach((_, day) => {
    for (let stop = 0; stop < n; stop++) {
      const alone = emptyDay(problem, day);
      insertCall(alone, { stop, weeks: 1, place: 0 });
      fitsAlone[day * n + stop] = settle(problem, alone) && Number.isFinite(alone.cost) ? 1 : 0;
    }
  });
  return {
    trial: emptyDay(problem, 0),
    fitsAlone,
    cost: new Float64Array(cycleWeeks),
    lowest: new Int32Array(cycleWeeks),
    highest: new Int32Array(cycleWeeks),
  };
}

/**
 * The cheapest way to add a stop that no day holds yet: as many visits as possible first, then least driving.
 * @param isSkipped  asked for every candidate; true passes it over (the search's blinking), so that ties and
 *                   greedy traps are left now and then
 * @returns null when it fits nowhere
 */
export function bestInsertion(
  problem: RotaProblem,
  space: InsertionSpace,
  fields: { days: readonly DayState[]; stop: number; isSkipped: () => boolean },
): Insertion | null {
  const { days, stop } = fields;
  const n = problem.stops.length;
  const sets = problem.weekSets[stop];
  const setVisits = problem.weekSetVisits[stop];
  let best: Insertion | null = null;
  for (let day = 0; day < days.length; day++) {
    if (!space.fitsAlone[day * n + stop]) continue;
    const state = days[day];
    for (let place = 0; place <= state.count; place++) {
      weighPlace(problem, space, { state, stop, place });
      for (let k = 0; k < sets.length; k++) {
        const visits = setVisits[k];
        if (best && visits < best.visits) break;
        const cost = costWithin(problem, space, { day, stop, weeks: sets[k] });
        if (cost === Number.POSITIVE_INFINITY) continue;
        if (best && visits === best.visits && cost >= best.cost) continue;
        if (fields.isSkipped()) continue;
        const candidate: Insertion = { day, weeks: sets[k], visits, place, cost };
        if (isSettled(problem, space.trial, state, { stop, candidate })) best = candidate;
      }
    }
  }
  return best;
}

/** Per week: added cost and bounds on the opening tick if the stop came at this place. */
export function weighPlace(
  problem: RotaProblem,
  space: InsertionSpace,
  at: { state: DayState; stop: number; place: number },
): void {
  const { state, stop: s, place } = at;
  const { nodes, cost } = problem.legs;
  const n = problem.stops.length;
  const row = state.day * n + s;
  const { base } = problem.vanWeekdays[state.day];
  for (let week = 0; week < space.cost.length; week++) {
    if (state.callsInWeek[week] >= problem.rules.maxCallsPerDay) {
      space.cost[week] = Number.POSITIVE_INFINITY;
      continue;
    }
    const before = previousIn(state, week, place);
    const after = nextPlace(state, week, place);
    const i = before < 0 ? base : state.stop[before];
    const j = after === state.count ? base : state.stop[after];
    space.cost[week] =
      cost[i * nodes + s] +
      cost[s * nodes + j] -
      (before < 0 && after === state.count ? 0 : cost[i * nodes + j]);
    space.lowest[week] = before < 0 ? problem.first[row] : state.earliest[before] + problem.follow[i * n + s];
    space.highest[week] =
      after === state.count ? problem.last[row] : state.latest[after] - problem.follow[s * n + j];
  }
}

/** The place before `place` with a call in a week; −1 when there is none. */
export function previousIn(state: DayState, week: number, place: number): number {
  for (let k = place - 1; k >= 0; k--) if ((state.weeks[k] >> week) & 1) return k;
  return -1;
}

/** Added cost over a set of weeks at the place weighed last; Infinity when the times cannot meet. */
function costWithin(
  problem: RotaProblem,
  space: InsertionSpace,
  at: { day: number; stop: number; weeks: number },
): number {
  let cost = 0;
  let lowest = 0;
  let highest = 2_000_000_000;
  for (let week = 0, rest = at.weeks; rest; week++, rest >>= 1) {
    if (!(rest & 1)) continue;
    cost += space.cost[week];
    if (!(cost < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    if (space.lowest[week] > lowest) lowest = space.lowest[week];
    if (space.highest[week] < highest) highest = space.highest[week];
  }
  if (lowest > highest) return Number.POSITIVE_INFINITY;
  const start = nextStart(problem.starts[at.day * problem.stops.length + at.stop], lowest);
  return start <= highest ? cost : Number.POSITIVE_INFINITY;
}

/** Whether the day still works with its breaks; bounds alone answer where no day can need one. */
function isSettled(
  problem: RotaProblem,
  trial: DayState,
  state: DayState,
  at: { stop: number; candidate: Insertion },
): boolean {
  const { shift } = problem.vanWeekdays[state.day];
  if (shift.to - shift.from <= problem.rules.breakAfterSeconds) return true;
  copyDay(state, trial);
  insertCall(trial, { stop: at.stop, weeks: at.candidate.weeks, place: at.candidate.place });
  return settle(problem, trial);
}
