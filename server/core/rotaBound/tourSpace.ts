import type { RotaProblem } from '../rota/rotaProblem.ts';
import { NEVER } from '../rota/startTimes.ts';
import type { DayClass } from './dayClasses.ts';
import { type DaySteps, daySteps } from './daySteps.ts';

/** About how many steps of time a day has in the tables of what a tour can still gain; finer costs time, coarser pruning. */
const TIME_STEPS = 48;

/** One class of van-weekdays with its stops numbered from 0, and tables that no price changes. */
export interface TourSpace {
  readonly problem: RotaProblem;
  readonly dayClass: DayClass;
  readonly steps: DaySteps;
  /** Its stops, as indices into `problem.stops`. */
  readonly stops: readonly number[];
  /** Seconds, stop × stop and from and to the base; Infinity where there is no way. */
  readonly legs: Float64Array;
  readonly out: Float64Array;
  readonly home: Float64Array;
  /** The same without ferries: what the law on driving counts. */
  readonly driving: Float64Array;
  readonly drivingOut: Float64Array;
  readonly drivingHome: Float64Array;
  /** Seconds of set-up, session and pack-down. */
  readonly onSite: Float64Array;
  readonly leastOnSite: number;
  /** Ticks begin here; a step of time is so many ticks. */
  readonly origin: number;
  readonly stepTicks: number;
  readonly timeSteps: number;
  /** Stop × step of time × stop: step of the earliest opening at the second, −1: none. Without and with the break in between. */
  readonly arrives: Int16Array;
  readonly arrivesRested: Int16Array;
  /** Most calls that fit in a day, at most `maxCallsPerDay`; 0 without stops. */
  readonly mostCalls: number;
}

/** The step of time in which a tick lies; its beginning is never later than the tick. */
export const stepOf = (space: Pick<TourSpace, 'origin' | 'stepTicks'>, tick: number): number =>
  Math.floor((tick - space.origin) / space.stepTicks);

/** Sets up the tables of one class. */
export function tourSpace(problem: RotaProblem, dayClass: DayClass): TourSpace {
  const steps = daySteps(problem, dayClass.day);
  const stops = dayClass.stops.filter((stop) => steps.first(stop) < NEVER);
  const clock = clockOf(problem, dayClass.day, stops, steps);
  const tables = { problem, dayClass, steps, stops, ...legsOf(problem, dayClass.day, stops), ...clock };
  const space = {
    ...tables,
    arrives: arrivals({ ...tables, step: steps.next }),
    arrivesRested: steps.mayNeedBreak ? arrivals({ ...tables, step: steps.nextRested }) : new Int16Array(0),
  };
  return { ...space, mostCalls: mostCallsOf(space) };
}

function legsOf(problem: RotaProblem, day: number, stops: readonly number[]) {
  const { nodes, seconds, driving } = problem.legsOn[day];
  const { base } = problem.vanWeekdays[day];
  const pairs = (table: Float64Array) =>
    Float64Array.from(stops.flatMap((from) => stops.map((to) => table[from * nodes + to])));
  const onSite = Float64Array.from(stops, (stop) => problem.stay[stop] + problem.rules.setUpSeconds);
  return {
    legs: pairs(seconds),
    out: Float64Array.from(stops, (stop) => seconds[base * nodes + stop]),
    home: Float64Array.from(stops, (stop) => seconds[stop * nodes + base]),
    driving: pairs(driving),
    drivingOut: Float64Array.from(stops, (stop) => driving[base * nodes + stop]),
    drivingHome: Float64Array.from(stops, (stop) => driving[stop * nodes + base]),
    onSite,
    leastOnSite: onSite.reduce((least, seconds) => Math.min(least, seconds), Number.POSITIVE_INFINITY),
  };
}

function clockOf(problem: RotaProblem, day: number, stops: readonly number[], steps: DaySteps) {
  const latest = (stop: number) => problem.starts[day * problem.stops.length + stop].at(-1) ?? 0;
  const origin = Math.min(...stops.map(steps.first));
  const end = Math.max(...stops.map(latest));
  if (stops.length === 0 || end < origin) return { origin: 0, stepTicks: 1, timeSteps: 0 };
  const stepTicks = Math.max(1, Math.ceil((end - origin + 1) / TIME_STEPS));
  return { origin, stepTicks, timeSteps: Math.floor((end - origin) / stepTicks) + 1 };
}

function arrivals(of: {
  stops: readonly number[];
  origin: number;
  stepTicks: number;
  timeSteps: number;
  step: DaySteps['next'];
}): Int16Array {
  const { stops, timeSteps } = of;
  const n = stops.length;
  const table = new Int16Array(n * timeSteps * n).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < timeSteps; t++) {
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const tick = of.step(stops[i], of.origin + t * of.stepTicks, stops[j]);
        if (tick < NEVER) table[(i * timeSteps + t) * n + j] = stepOf(of, tick);
      }
    }
  }
  return table;
}

/** The longest chain of calls that time allows, a stop perhaps called at more than once: never fewer than really fit. */
function mostCallsOf(space: Omit<TourSpace, 'mostCalls'>): number {
  const { stops, steps, timeSteps } = space;
  const n = stops.length;
  if (n === 0) return 0;
  const most = Math.min(space.problem.rules.maxCallsPerDay, n);
  let earliest = Int32Array.from(stops, (stop) => stepOf(space, steps.first(stop)));
  for (let calls = 1; calls < most; calls++) {
    const next = new Int32Array(n).fill(timeSteps);
    for (let i = 0; i < n; i++) {
      if (earliest[i] >= timeSteps) continue;
      for (let j = 0; j < n; j++) {
        const at = space.arrives[(i * timeSteps + earliest[i]) * n + j];
        if (at >= 0 && at < next[j] && mayBeBack(space, j, at)) next[j] = at;
      }
    }
    if (next.every((at) => at >= timeSteps)) return calls;
    earliest = next;
  }
  return most;
}

const mayBeBack = (space: Omit<TourSpace, 'mostCalls'>, i: number, step: number): boolean =>
  space.steps.mayEnd(space.stops[i], space.origin + step * space.stepTicks);
