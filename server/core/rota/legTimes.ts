import type { RotaProblem } from './rotaProblem.ts';
import { NEVER, nextStart, previousStart } from './startTimes.ts';

/** A leg between two stops on a van-weekday. */
interface StopLeg {
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** Earliest opening tick at `to` when `from` opens at a tick and a ferry in between has hours; −NEVER when none has. */
export function afterFerry(problem: RotaProblem, { day, from, to }: StopLeg, tick: number): number {
  const legs = problem.legsOn[day];
  const leg = from * legs.nodes + to;
  const departures = problem.departuresOn[day]?.[leg];
  if (!departures) return -NEVER;
  const { roundingSeconds, setUpSeconds } = problem.rules;
  const departs = nextStart(departures, tick * roundingSeconds + problem.stay[from]);
  return Math.ceil((departs + legs.seconds[leg] + setUpSeconds) / roundingSeconds);
}

/** Latest opening tick at `from` for `to` to open at a tick, where a ferry in between has hours; NEVER when none has. */
export function beforeFerry(problem: RotaProblem, { day, from, to }: StopLeg, tick: number): number {
  const legs = problem.legsOn[day];
  const leg = from * legs.nodes + to;
  const departures = problem.departuresOn[day]?.[leg];
  if (!departures) return NEVER;
  const { roundingSeconds, setUpSeconds } = problem.rules;
  const departs = previousStart(departures, tick * roundingSeconds - setUpSeconds - legs.seconds[leg]);
  return Math.floor((departs - problem.stay[from]) / roundingSeconds);
}

/** When to leave base to be at the first stop in time for an opening tick: as late as roads and ferries allow. */
export function departsBase(problem: RotaProblem, at: { day: number; stop: number; open: number }): number {
  const legs = problem.legsOn[at.day];
  const leg = problem.vanWeekdays[at.day].base * legs.nodes + at.stop;
  const { roundingSeconds, setUpSeconds } = problem.rules;
  const latest = at.open * roundingSeconds - setUpSeconds - legs.seconds[leg];
  const departures = problem.departuresOn[at.day]?.[leg];
  return departures ? previousStart(departures, latest) : latest;
}

/** When the van is back from its last stop. */
export function returnsToBase(problem: RotaProblem, at: { day: number; stop: number; open: number }): number {
  const legs = problem.legsOn[at.day];
  const leg = at.stop * legs.nodes + problem.vanWeekdays[at.day].base;
  const leaves = at.open * problem.rules.roundingSeconds + problem.stay[at.stop];
  const departures = problem.departuresOn[at.day]?.[leg];
  return (departures ? nextStart(departures, leaves) : leaves) + legs.seconds[leg];
}
