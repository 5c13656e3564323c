import { type DayState, nextPlace } from './dayState.ts';
import type { InsertionSpace } from './insertion.ts';
import { afterFerry, beforeFerry } from './legTimes.ts';
import type { RotaProblem } from './rotaProblem.ts';

/** Per place and week: added cost and bounds on the opening tick if the stop came there; Infinity where a day is full. */
export function weighPlaces(
  problem: RotaProblem,
  space: InsertionSpace,
  state: DayState,
  stop: number,
): void {
  const { nodes, cost, driving } = problem.legsOn[state.day];
  const follow = problem.followOn[state.day];
  const { drivingSeconds } = problem.limits[state.day];
  const hasFerryHours = problem.departuresOn[state.day] !== null;
  const n = problem.stops.length;
  const row = state.day * n + stop;
  const { base } = problem.vanWeekdays[state.day];
  const { cycleWeeks, maxCallsPerDay } = problem.rules;
  for (let week = 0; week < cycleWeeks; week++) {
    const isFull = state.callsInWeek[week] >= maxCallsPerDay;
    const left = drivingSeconds - state.drivingInWeek[week];
    let before = -1;
    let place = 0;
    for (;;) {
      const after = nextPlace(state, week, place);
      const i = before < 0 ? base : state.stop[before];
      const j = after === state.count ? base : state.stop[after];
      const isAlone = i === base && j === base;
      const [out, on, direct] = [i * nodes + stop, stop * nodes + j, i * nodes + j];
      const tooFar = driving[out] + driving[on] - (isAlone ? 0 : driving[direct]) > left;
      const added =
        isFull || tooFar ? Number.POSITIVE_INFINITY : cost[out] + cost[on] - (isAlone ? 0 : cost[direct]);
      let low = before < 0 ? problem.first[row] : state.earliest[before] + follow[i * n + stop];
      let high = after === state.count ? problem.last[row] : state.latest[after] - follow[stop * n + j];
      if (hasFerryHours && before >= 0) {
        const leg = { day: state.day, from: i, to: stop };
        low = Math.max(low, afterFerry(problem, leg, state.earliest[before]));
      }
      if (hasFerryHours && after < state.count) {
        const leg = { day: state.day, from: stop, to: j };
        high = Math.min(high, beforeFerry(problem, leg, state.latest[after]));
      }
      for (; place <= after; place++) {
        const cell = place * cycleWeeks + week;
        space.cost[cell] = added;
        space.lowest[cell] = low;
        space.highest[cell] = high;
      }
      if (after === state.count) break;
      before = after;
    }
  }
}
