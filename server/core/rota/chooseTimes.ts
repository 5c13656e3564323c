import type { Seconds } from '../../shared/units.ts';
import { copyDay, type DayState, nextPlace } from './dayState.ts';
import { afterFerry } from './legTimes.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { dutySeconds, keepsDuty, schedule, setBreak, splitsDriving, weekWithoutBreak } from './settle.ts';
import { nextStart } from './startTimes.ts';

/**
 * What a minute off the ideal is worth, in minutes of the crew's day. A day may grow a little for drives that can take
 * longer and for times people remember, never for much. Assumed.
 */
const WORTH = {
  /** Each minute by which a drive between two calls is short of the time it takes on a slow day. */
  spareMinute: 1.5,
  /** An opening not on a quarter of an hour; on a quarter but not on the half or full hour. */
  oddOpening: 8,
  quarterOpening: 3,
  /** An opening before the school run is over. */
  earlyOpening: 10,
  /** Each minute by which the crew's break is off midday's middle. */
  breakMinute: 0.3,
} as const;
/** A slow day: routed times × this in place of the factor planned with (DESIGN.md, decision 3). */
const SLOW_DAY_FACTOR = 1.3;
const SCHOOL_RUN_OVER: Seconds = 9.5 * 3600;
const USUAL_BREAK: Seconds = 12.25 * 3600;
/** Farthest an opening is moved at once, and how many steps that takes. */
const FARTHEST_MOVE: Seconds = 3600;
const MOST_STEPS = 12;
const MOST_SWEEPS = 20;

/**
 * Chooses opening times, and the gap for the break, within what order, windows and shift leave free: short days, room
 * for slow roads, times people remember (the half hour rather than five past), a break around midday. Every rule keeps
 * holding.
 * @param trial  working space of the same problem
 */
export function chooseTimes(problem: RotaProblem, state: DayState, trial: DayState): void {
  let worth = improveTimes(problem, state);
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    if (state.breakBefore[week] < 0) continue;
    const first = nextPlace(state, week, 0);
    for (
      let gap = nextPlace(state, week, first + 1);
      gap < state.count;
      gap = nextPlace(state, week, gap + 1)
    ) {
      if (gap === state.breakBefore[week]) continue;
      copyDay(state, trial);
      setBreak(trial, week, gap);
      if (!splitsDriving(problem, trial, week, gap) || !schedule(problem, trial)) continue;
      if (weekWithoutBreak(problem, trial) >= 0 || !keepsDuty(problem, trial)) continue;
      const other = improveTimes(problem, trial);
      if (other >= worth - 1e-9) continue;
      copyDay(trial, state);
      worth = other;
    }
  }
}

/** Moves one call, all from a call on, or all up to a call, for as long as a move helps; returns the unease reached. */
function improveTimes(problem: RotaProblem, state: DayState): number {
  const step = Math.max(1, Math.ceil(FARTHEST_MOVE / MOST_STEPS / problem.rules.roundingSeconds));
  let worth = unease(problem, state);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const before = worth;
    for (let place = 0; place < state.count; place++) {
      for (const [from, to] of [
        [place, place + 1],
        [place, state.count],
        [0, place + 1],
      ]) {
        worth = bestMove(problem, state, { from, to, step, worth });
      }
    }
    if (worth >= before) break;
  }
  return worth;
}

/** Moves some calls together by the number of ticks that helps most; returns the unease reached. */
function bestMove(
  problem: RotaProblem,
  state: DayState,
  move: { from: number; to: number; step: number; worth: number },
): number {
  let best = move.worth;
  let bestTicks = 0;
  for (let k = -MOST_STEPS; k <= MOST_STEPS; k++) {
    if (k === 0) continue;
    const ticks = k * move.step;
    shift(state, move, ticks);
    if (isAllowed(problem, state)) {
      const worth = unease(problem, state);
      if (worth < best - 1e-9) [best, bestTicks] = [worth, ticks];
    }
    shift(state, move, -ticks);
  }
  shift(state, move, bestTicks);
  return best;
}

function shift(state: DayState, span: { from: number; to: number }, ticks: number): void {
  for (let place = span.from; place < span.to; place++) state.open[place] += ticks;
}

/** Whether the opening times keep hours, drives, shift and breaks in every week. */
export function isAllowed(problem: RotaProblem, state: DayState): boolean {
  const row = state.day * problem.stops.length;
  for (let place = 0; place < state.count; place++) {
    const tick = state.open[place];
    if (state.held[place] >= 0 && state.held[place] !== tick) return false;
    if (nextStart(problem.starts[row + state.stop[place]], tick) !== tick) return false;
  }
  for (let week = 0; week < problem.rules.cycleWeeks; week++) {
    if (state.callsInWeek[week] > 0 && !isWeekAllowed(problem, state, week)) return false;
  }
  return keepsDuty(problem, state);
}

function isWeekAllowed(problem: RotaProblem, state: DayState, week: number): boolean {
  const n = problem.stops.length;
  const row = state.day * n;
  const gap = state.breakBefore[week];
  let before = -1;
  for (
    let place = nextPlace(state, week, 0);
    place < state.count;
    place = nextPlace(state, week, place + 1)
  ) {
    const s = state.stop[place];
    const tick = state.open[place];
    const isAfterBreak = gap === place;
    if (before < 0) {
      if (tick < (isAfterBreak ? problem.firstWithBreak : problem.first)[row + s]) return false;
    } else {
      const i = state.stop[before];
      const apart = (isAfterBreak ? problem.followWithBreakOn : problem.followOn)[state.day][i * n + s];
      if (tick - state.open[before] < apart) return false;
      if (tick < afterFerry(problem, { day: state.day, from: i, to: s }, state.open[before])) return false;
      if (isAfterBreak && (tick < problem.afterBreak || state.open[before] > problem.beforeBreak[i]))
        return false;
    }
    before = place;
  }
  const last = gap === state.count ? problem.lastWithBreak : problem.last;
  if (state.open[before] > last[row + state.stop[before]]) return false;
  if (gap >= 0) return true;
  return (
    dutySeconds(problem, state, week) <= problem.rules.breakAfterSeconds &&
    state.drivingInWeek[week] <= problem.limits[state.day].beforeBreakSeconds
  );
}

/** Minutes of crew time over the cycle, and what is less than ideal turned into minutes. */
export function unease(problem: RotaProblem, state: DayState): number {
  const { cycleWeeks, roundingSeconds } = problem.rules;
  let sum = 0;
  for (let week = 0; week < cycleWeeks; week++) {
    if (state.callsInWeek[week] === 0) continue;
    sum += dutySeconds(problem, state, week) / 60;
    sum += (WORTH.spareMinute * shortOfSpare(problem, state, week)) / 60;
    const gap = state.breakBefore[week];
    if (gap < 0 || gap >= state.count) continue;
    const start = state.open[gap] * roundingSeconds - problem.rules.setUpSeconds - problem.rules.breakSeconds;
    sum += (WORTH.breakMinute * Math.abs(start - USUAL_BREAK)) / 60;
  }
  for (let place = 0; place < state.count; place++) {
    const open = state.open[place] * roundingSeconds;
    let penalty = open % 900 !== 0 ? WORTH.oddOpening : open % 1800 !== 0 ? WORTH.quarterOpening : 0;
    if (open < SCHOOL_RUN_OVER) penalty += WORTH.earlyOpening;
    for (let rest = state.weeks[place]; rest; rest &= rest - 1) sum += penalty;
  }
  return sum;
}

/** Seconds that the drives between the calls of a week lack to be in time on a slow day. */
function shortOfSpare(problem: RotaProblem, state: DayState, week: number): Seconds {
  const { rules, sessionSeconds } = problem;
  const legs = problem.legsOn[state.day];
  const moreShare = rules.travelFactor > 0 ? Math.max(0, SLOW_DAY_FACTOR / rules.travelFactor - 1) : 0;
  let short = 0;
  let before = -1;
  for (
    let place = nextPlace(state, week, 0);
    place < state.count;
    place = nextPlace(state, week, place + 1)
  ) {
    if (before >= 0) {
      const [i, j] = [state.stop[before], state.stop[place]];
      const planned = legs.seconds[i * legs.nodes + j];
      const driving = legs.driving[i * legs.nodes + j];
      const given =
        (state.open[place] - state.open[before]) * rules.roundingSeconds -
        sessionSeconds[i] -
        rules.packDownSeconds -
        rules.setUpSeconds -
        (state.breakBefore[week] === place ? rules.breakSeconds : 0);
      short += Math.max(0, planned + (driving - rules.travelAllowanceSeconds) * moreShare - given);
    }
    before = place;
  }
  return short;
}
