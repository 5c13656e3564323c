import { afterFerry, beforeFerry } from './legTimes.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { NEVER, nextStart, previousStart } from './startTimes.ts';

/**
 * The calls of one van on one weekday in all weeks: one list in clock order, each call with the weeks it is made in.
 * Two calls of one week keep the order of the list; opening times are common to all weeks.
 */
export interface DayState {
  /** Index into `problem.vanWeekdays`. */
  day: number;
  /** Changes whenever the calls do, and is never used twice in one search: equal versions mean equal states. */
  version: number;
  /** How many entries of the arrays below are in use. */
  count: number;
  readonly stop: Int32Array;
  /** Bit mask of weeks. */
  readonly weeks: Int32Array;
  /** The opening tick kept from the rota in force; −1 for a call that may open at any allowed time. */
  readonly held: Int32Array;
  /** Bounds on the opening tick when breaks are left out: what an insertion is tested against. */
  readonly earliest: Int32Array;
  readonly latest: Int32Array;
  /** Opening tick chosen, breaks included. */
  readonly open: Int32Array;
  /** Working space for bounds with breaks. */
  readonly earliestWithBreaks: Int32Array;
  readonly latestWithBreaks: Int32Array;
  /** Per week: the place in the list of the call after the break; `count` = after all calls; −1 = no break needed. */
  readonly breakBefore: Int32Array;
  readonly callsInWeek: Int32Array;
  /** Per week, seconds: driving without ferries, and all legs and time on site together. */
  readonly drivingInWeek: Float64Array;
  readonly workInWeek: Float64Array;
  /** Week × place: the next place at or after this one with a call in that week; `count` when none. */
  readonly nextInWeek: Int32Array;
  /** Driving cost over the cycle. */
  cost: number;
}

/** An empty van-weekday. */
export function emptyDay(problem: RotaProblem, day: number): DayState {
  const { cycleWeeks, maxCallsPerDay } = problem.rules;
  const room = Math.min(problem.stops.length, cycleWeeks * maxCallsPerDay) + 1;
  return {
    day,
    version: 0,
    count: 0,
    stop: new Int32Array(room),
    weeks: new Int32Array(room),
    held: new Int32Array(room),
    earliest: new Int32Array(room),
    latest: new Int32Array(room),
    open: new Int32Array(room),
    earliestWithBreaks: new Int32Array(room),
    latestWithBreaks: new Int32Array(room),
    breakBefore: new Int32Array(cycleWeeks).fill(-1),
    callsInWeek: new Int32Array(cycleWeeks),
    drivingInWeek: new Float64Array(cycleWeeks),
    workInWeek: new Float64Array(cycleWeeks),
    nextInWeek: new Int32Array(cycleWeeks * room),
    cost: 0,
  };
}

/** Makes `to` equal to `from`; both belong to the same problem. */
export function copyDay(from: DayState, to: DayState): void {
  to.day = from.day;
  to.version = from.version;
  to.count = from.count;
  to.stop.set(from.stop);
  to.weeks.set(from.weeks);
  to.held.set(from.held);
  to.earliest.set(from.earliest);
  to.latest.set(from.latest);
  to.open.set(from.open);
  to.breakBefore.set(from.breakBefore);
  to.callsInWeek.set(from.callsInWeek);
  to.drivingInWeek.set(from.drivingInWeek);
  to.workInWeek.set(from.workInWeek);
  to.nextInWeek.set(from.nextInWeek);
  to.cost = from.cost;
}

/** Puts a stop at a place in the list, free in its time unless a tick is held; follow with `settle`. */
export function insertCall(
  state: DayState,
  call: { stop: number; weeks: number; place: number; held?: number },
): void {
  state.stop.copyWithin(call.place + 1, call.place, state.count);
  state.weeks.copyWithin(call.place + 1, call.place, state.count);
  state.held.copyWithin(call.place + 1, call.place, state.count);
  state.stop[call.place] = call.stop;
  state.weeks[call.place] = call.weeks;
  state.held[call.place] = call.held ?? -1;
  state.count++;
}

/** Takes a stop out of the list; follow with `settle`. */
export function removeCall(state: DayState, stop: number): void {
  const place = state.stop.subarray(0, state.count).indexOf(stop);
  if (place < 0) return;
  state.stop.copyWithin(place, place + 1, state.count);
  state.weeks.copyWithin(place, place + 1, state.count);
  state.held.copyWithin(place, place + 1, state.count);
  state.count--;
}

/** The first place at or after `place` with a call in a week; `state.count` when there is none. */
export const nextPlace = (state: DayState, week: number, place: number): number =>
  state.nextInWeek[week * state.stop.length + place];

/** Recounts what depends on the list alone: calls a week, next places, driving and its cost, work. */
export function recount(problem: RotaProblem, state: DayState): void {
  const { nodes, cost, driving, seconds } = problem.legsOn[state.day];
  const room = state.stop.length;
  const { base } = problem.vanWeekdays[state.day];
  state.cost = 0;
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    let next = state.count;
    let calls = 0;
    let to = base;
    let driven = 0;
    let work = 0;
    for (let place = state.count; place >= 0; place--) {
      if (place < state.count && (state.weeks[place] >> week) & 1) {
        const from = state.stop[place];
        const leg = from * nodes + to;
        state.cost += cost[leg];
        driven += driving[leg];
        work += seconds[leg] + problem.stay[from] + problem.rules.setUpSeconds;
        to = from;
        next = place;
        calls++;
      }
      state.nextInWeek[week * room + place] = next;
    }
    if (calls > 0) {
      state.cost += cost[base * nodes + to];
      driven += driving[base * nodes + to];
      work += seconds[base * nodes + to];
    }
    state.callsInWeek[week] = calls;
    state.drivingInWeek[week] = driven;
    state.workInWeek[week] = work;
  }
}

const previousPlace = new Int32Array(32);

/** Earliest opening of every call under the breaks of `breakBefore`; into `into`. Needs `recount`. */
export function pullForward(problem: RotaProblem, state: DayState, into: Int32Array): void {
  const { first, firstWithBreak, starts } = problem;
  const follow = problem.followOn[state.day];
  const followWithBreak = problem.followWithBreakOn[state.day];
  const hasFerryHours = problem.departuresOn[state.day] !== null;
  const n = problem.stops.length;
  const row = state.day * n;
  const { cycleWeeks } = problem.rules;
  previousPlace.fill(-1, 0, cycleWeeks);
  for (let place = 0; place < state.count; place++) {
    const s = state.stop[place];
    let tick = 0;
    for (let week = 0, rest = state.weeks[place]; rest; week++, rest >>= 1) {
      if (!(rest & 1)) continue;
      const isAfterBreak = state.breakBefore[week] === place;
      const before = previousPlace[week];
      let bound: number;
      if (before < 0) bound = isAfterBreak ? firstWithBreak[row + s] : first[row + s];
      else {
        const pair = state.stop[before] * n + s;
        bound = into[before] + (isAfterBreak ? followWithBreak[pair] : follow[pair]);
        if (isAfterBreak && problem.afterBreak > bound) bound = problem.afterBreak;
        if (hasFerryHours) {
          const leg = { day: state.day, from: state.stop[before], to: s };
          bound = Math.max(bound, afterFerry(problem, leg, into[before]));
        }
      }
      if (bound > tick) tick = bound;
      previousPlace[week] = place;
    }
    const held = state.held[place];
    into[place] = held < 0 ? nextStart(starts[row + s], tick) : tick <= held ? held : NEVER;
  }
}

/**
 * Latest opening of every call under the breaks of `breakBefore`, given the latest of those after it; into `into`.
 * @param ends  when given, a call that no other follows in any week opens no later than this (to keep days compact)
 */
export function pushBack(
  problem: RotaProblem,
  state: DayState,
  into: Int32Array,
  ends: Int32Array | null,
): void {
  const { last, lastWithBreak, starts, beforeBreak } = problem;
  const follow = problem.followOn[state.day];
  const followWithBreak = problem.followWithBreakOn[state.day];
  const hasFerryHours = problem.departuresOn[state.day] !== null;
  const n = problem.stops.length;
  const row = state.day * n;
  for (let place = state.count - 1; place >= 0; place--) {
    const s = state.stop[place];
    let tick = NEVER;
    let isFollowed = false;
    for (let week = 0, rest = state.weeks[place]; rest; week++, rest >>= 1) {
      if (!(rest & 1)) continue;
      const next = nextPlace(state, week, place + 1);
      const isBeforeBreak = state.breakBefore[week] === next;
      let bound: number;
      if (next === state.count) bound = isBeforeBreak ? lastWithBreak[row + s] : last[row + s];
      else {
        const pair = s * n + state.stop[next];
        bound = into[next] - (isBeforeBreak ? followWithBreak[pair] : follow[pair]);
        if (isBeforeBreak && beforeBreak[s] < bound) bound = beforeBreak[s];
        if (hasFerryHours) {
          const leg = { day: state.day, from: s, to: state.stop[next] };
          bound = Math.min(bound, beforeFerry(problem, leg, into[next]));
        }
        isFollowed = true;
      }
      if (bound < tick) tick = bound;
    }
    if (ends && !isFollowed) tick = Math.min(tick, ends[place]);
    const held = state.held[place];
    into[place] = held < 0 ? previousStart(starts[row + s], tick) : tick >= held ? held : -NEVER;
  }
}
