import { afterFerry } from '../rota/legTimes.ts';
import type { RotaProblem } from '../rota/rotaProblem.ts';
import { NEVER, nextStart } from '../rota/startTimes.ts';

/**
 * Earliest openings along a day tour of one van-weekday, in ticks; NEVER where a call cannot be made. Each is exact for a tour
 * on its own: later at one call is never earlier at the next.
 */
export interface DaySteps {
  /** Whether a day can be so long that it needs a break. */
  readonly mayNeedBreak: boolean;
  readonly first: (stop: number) => number;
  /** With the break before it. */
  readonly firstRested: (stop: number) => number;
  readonly next: (from: number, tick: number, to: number) => number;
  /** With the break in between. */
  readonly nextRested: (from: number, tick: number, to: number) => number;
  readonly mayEnd: (stop: number, tick: number) => boolean;
  /** With the break after it. */
  readonly mayEndResting: (stop: number, tick: number) => boolean;
}

/** The steps of one van-weekday, from the planner's own tables, so that what binds the rota binds the tours. */
export function daySteps(problem: RotaProblem, day: number): DaySteps {
  const n = problem.stops.length;
  const row = day * n;
  const { shift } = problem.vanWeekdays[day];
  const { starts, first, firstWithBreak, last, lastWithBreak, afterBreak, beforeBreak } = problem;
  const [follow, followRested] = [problem.followOn[day], problem.followWithBreakOn[day]];
  const hasFerryHours = problem.departuresOn[day] !== null;
  const opens = (stop: number, tick: number) => (tick >= NEVER ? NEVER : nextStart(starts[row + stop], tick));
  const met = (from: number, tick: number, to: number) =>
    hasFerryHours ? afterFerry(problem, { day, from, to }, tick) : -NEVER;
  return {
    mayNeedBreak: shift.to - shift.from > problem.rules.breakAfterSeconds,
    first: (stop) => opens(stop, first[row + stop]),
    firstRested: (stop) => opens(stop, firstWithBreak[row + stop]),
    next: (from, tick, to) =>
      tick >= NEVER ? NEVER : opens(to, Math.max(tick + follow[from * n + to], met(from, tick, to))),
    nextRested: (from, tick, to) =>
      tick > beforeBreak[from]
        ? NEVER
        : opens(to, Math.max(tick + followRested[from * n + to], afterBreak, met(from, tick, to))),
    mayEnd: (stop, tick) => tick <= last[row + stop],
    mayEndResting: (stop, tick) => tick <= lastWithBreak[row + stop],
  };
}
