import { type DayState, nextPlace, pullForward, pushBack, recount } from './dayState.ts';
import { departsBase, returnsToBase } from './legTimes.ts';
import type { RotaProblem } from './rotaProblem.ts';

/** Enough to try every gap of four different weeks with backtracking; keeps one call of `settle` short. */
const MOST_BREAK_TRIALS = 80;

/**
 * Works out a van-weekday's times after its list changed: bounds for insertions, breaks, opening times.
 * @returns false when the calls cannot be made in this order within windows, shift and break rule;
 *          `open` and `breakBefore` are then without meaning
 */
export function settle(problem: RotaProblem, state: DayState): boolean {
  recount(problem, state);
  state.breakBefore.fill(-1);
  const { drivingSeconds } = problem.limits[state.day];
  for (let week = 0; week < state.callsInWeek.length; week++) {
    if (state.callsInWeek[week] > problem.rules.maxCallsPerDay) return false;
    if (state.drivingInWeek[week] > drivingSeconds) return false;
  }
  if (!keepsOrders(problem, state)) return false;
  pullForward(problem, state, state.earliest);
  pushBack(problem, state, state.latest, null);
  if (!isWithin(state, state.earliest, state.latest)) return false;
  pushBack(problem, state, state.open, state.earliest);
  trials = 0;
  return (
    (!mayNeedBreak(problem, state.day) || placeBreaks(problem, state, state)) && keepsDuty(problem, state)
  );
}

/** Whether a day can be so long, or its driving so much, that the crew needs a break. */
export function mayNeedBreak(problem: RotaProblem, day: number): boolean {
  const { from, to } = problem.vanWeekdays[day].shift;
  return to - from > Math.min(problem.rules.breakAfterSeconds, problem.limits[day].beforeBreakSeconds);
}

/** Whether only `settle` can tell if calls fit a van-weekday: bounds between neighbours say nothing of break and duty. */
export function needsSettling(problem: RotaProblem, day: number): boolean {
  const { dutySeconds: duty, spreadSeconds } = problem.limits[day];
  return mayNeedBreak(problem, day) || Number.isFinite(duty) || Number.isFinite(spreadSeconds);
}

/** Whether stops of a fixed order stand in it wherever they share a week. */
function keepsOrders(problem: RotaProblem, state: DayState): boolean {
  const { before } = problem;
  if (!before) return true;
  const n = problem.stops.length;
  for (let late = 1; late < state.count; late++) {
    for (let early = 0; early < late; early++) {
      if ((state.weeks[early] & state.weeks[late]) === 0) continue;
      if (before[state.stop[late] * n + state.stop[early]]) return false;
    }
  }
  return true;
}

/** Whether every week keeps the law's limits on duty, at the openings chosen. */
export function keepsDuty(problem: RotaProblem, state: DayState): boolean {
  const { dutySeconds: most, spreadSeconds } = problem.limits[state.day];
  if (most === Number.POSITIVE_INFINITY && spreadSeconds === Number.POSITIVE_INFINITY) return true;
  for (let week = 0; week < state.callsInWeek.length; week++) {
    if (state.callsInWeek[week] === 0) continue;
    const spread = dutySeconds(problem, state, week) + breakBesideBase(problem, state, week);
    const rest = state.breakBefore[week] < 0 ? 0 : problem.rules.breakSeconds;
    if (spread > spreadSeconds || spread - rest > most) return false;
  }
  return true;
}

/** By how much a break on the way out or back lengthens the day: its length, and the wait until it may begin. */
function breakBesideBase(problem: RotaProblem, state: DayState, week: number): number {
  const { breakSeconds, breakWindow, roundingSeconds, setUpSeconds } = problem.rules;
  const { day } = state;
  const gap = state.breakBefore[week];
  const firstPlace = nextPlace(state, week, 0);
  if (gap === firstPlace) {
    const call = { day, stop: state.stop[gap], open: state.open[gap] };
    const arrive = call.open * roundingSeconds - setUpSeconds;
    return Math.max(
      breakSeconds,
      departsBase(problem, call) - Math.min(arrive, breakWindow.to) + breakSeconds,
    );
  }
  if (gap !== state.count) return 0;
  let last = firstPlace;
  for (let next = last; next < state.count; next = nextPlace(state, week, next + 1)) last = next;
  const call = { day, stop: state.stop[last], open: state.open[last] };
  const leave = call.open * roundingSeconds + problem.stay[call.stop];
  return Math.max(
    breakSeconds,
    Math.max(leave, breakWindow.from) + breakSeconds - returnsToBase(problem, call),
  );
}

/** Break gaps tried by the call of `settle` under way. */
let trials = 0;

/** Bounds on opening ticks, per place. */
interface Bounds {
  readonly earliest: Int32Array;
  readonly latest: Int32Array;
}

/**
 * Chooses a gap for the break in every week long enough to need one; exact up to the limit of trials.
 * @param bounds  those under the breaks chosen so far
 */
function placeBreaks(problem: RotaProblem, state: DayState, bounds: Bounds): boolean {
  const week = weekWithoutBreak(problem, state);
  if (week < 0) return true;
  let before = -1;
  for (
    let place = nextPlace(state, week, 0);
    place < state.count;
    place = nextPlace(state, week, place + 1)
  ) {
    if (before >= 0 && tryGap(problem, state, { week, before, gap: place, bounds })) return true;
    before = place;
  }
  return (
    tryGap(problem, state, { week, before, gap: state.count, bounds }) ||
    tryGap(problem, state, { week, before: -1, gap: nextPlace(state, week, 0), bounds })
  );
}

/** Tries the break of a week between two places, and goes on with the other weeks. */
function tryGap(
  problem: RotaProblem,
  state: DayState,
  at: { week: number; before: number; gap: number; bounds: Bounds },
): boolean {
  if (!mayHoldBreak(problem, state, at) || !splitsDriving(problem, state, at.week, at.gap)) return false;
  if (trials++ > MOST_BREAK_TRIALS) return false;
  setBreak(state, at.week, at.gap);
  if (schedule(problem, state)) {
    const bounds = { earliest: state.earliestWithBreaks, latest: state.latestWithBreaks };
    if (placeBreaks(problem, state, bounds)) return true;
  }
  setBreak(state, at.week, -1);
  // The bounds of the weeks before were overwritten on the way down.
  if (at.bounds !== state) schedule(problem, state);
  return false;
}

/** Puts the break of a week, and of weeks with the same calls, before a place (−1 = none); follow with `schedule`. */
export function setBreak(state: DayState, week: number, gap: number): void {
  for (let other = week; other < state.breakBefore.length; other++) {
    if (isSameChain(state, week, other)) state.breakBefore[other] = gap;
  }
}

/** Whether neither side of a break holds more driving than the law allows without one; the gap's own leg counts on both. */
export function splitsDriving(problem: RotaProblem, state: DayState, week: number, gap: number): boolean {
  const { beforeBreakSeconds } = problem.limits[state.day];
  if (state.drivingInWeek[week] <= beforeBreakSeconds) return true;
  const { nodes, driving } = problem.legsOn[state.day];
  const { base } = problem.vanWeekdays[state.day];
  let [before, after, at] = [0, 0, base];
  let place = nextPlace(state, week, 0);
  for (;;) {
    const to = place < state.count ? state.stop[place] : base;
    if (place <= gap) before += driving[at * nodes + to];
    if (place >= gap) after += driving[at * nodes + to];
    if (place >= state.count) break;
    at = to;
    place = nextPlace(state, week, place + 1);
  }
  return before <= beforeBreakSeconds && after <= beforeBreakSeconds;
}

/** Whether a gap alone, all else as it is, has room for drive and break: cheap, and right for a single break. */
function mayHoldBreak(
  problem: RotaProblem,
  state: DayState,
  at: { before: number; gap: number; bounds: Bounds },
): boolean {
  const { earliest, latest } = at.bounds;
  const n = problem.stops.length;
  const row = state.day * n;
  if (at.before < 0) return problem.firstWithBreak[row + state.stop[at.gap]] <= latest[at.gap];
  const i = state.stop[at.before];
  if (at.gap === state.count) return earliest[at.before] <= problem.lastWithBreak[row + i];
  if (earliest[at.before] > problem.beforeBreak[i]) return false;
  const after = earliest[at.before] + problem.followWithBreakOn[state.day][i * n + state.stop[at.gap]];
  return Math.max(after, problem.afterBreak) <= latest[at.gap];
}

/**
 * Opening times under the breaks of `breakBefore`: ends as early as possible, then starts as late as possible.
 * @returns false when there are none
 */
export function schedule(problem: RotaProblem, state: DayState): boolean {
  const { earliestWithBreaks, latestWithBreaks } = state;
  pullForward(problem, state, earliestWithBreaks);
  pushBack(problem, state, latestWithBreaks, null);
  if (!isWithin(state, earliestWithBreaks, latestWithBreaks)) return false;
  pushBack(problem, state, state.open, earliestWithBreaks);
  return true;
}

function isWithin(state: DayState, earliest: Int32Array, latest: Int32Array): boolean {
  for (let place = 0; place < state.count; place++) if (earliest[place] > latest[place]) return false;
  return true;
}

/** The first week whose day is too long to go without a break and has none yet; −1 when there is none. */
export function weekWithoutBreak(problem: RotaProblem, state: DayState): number {
  const { beforeBreakSeconds } = problem.limits[state.day];
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    if (state.callsInWeek[week] === 0 || state.breakBefore[week] >= 0) continue;
    if (state.drivingInWeek[week] > beforeBreakSeconds) return week;
    if (dutySeconds(problem, state, week) > problem.rules.breakAfterSeconds) return week;
  }
  return -1;
}

/** Seconds from leaving base to being back, in one week, a break beside the base leg not counted. */
export function dutySeconds(problem: RotaProblem, state: DayState, week: number): number {
  const { day } = state;
  let place = nextPlace(state, week, 0);
  if (place === state.count) return 0;
  const departs = departsBase(problem, { day, stop: state.stop[place], open: state.open[place] });
  let last = place;
  while (place < state.count) {
    last = place;
    place = nextPlace(state, week, place + 1);
  }
  return returnsToBase(problem, { day, stop: state.stop[last], open: state.open[last] }) - departs;
}

function isSameChain(state: DayState, a: number, b: number): boolean {
  for (let place = 0; place < state.count; place++) {
    const weeks = state.weeks[place];
    if (((weeks >> a) & 1) !== ((weeks >> b) & 1)) return false;
  }
  return true;
}
