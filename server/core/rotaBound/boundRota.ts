import type { RotaBound } from '../../shared/rotaBound.ts';
import type { Rota, RotaRules } from '../nouns.ts';
import { sortOut } from '../rota/buildRota.ts';
import type { RotaInput } from '../rota/rotaInput.ts';
import { type RotaProblem, rotaProblem } from '../rota/rotaProblem.ts';
import { dayClasses } from './dayClasses.ts';
import { type MadeRota, madeRota } from './madeRota.ts';
import { type BoundEffort, type BoundTools, relaxedBound } from './relaxedBound.ts';
import { type TourSpace, tourSpace } from './tourSpace.ts';

/** Up to here a bound is worked out. */
export const BOUND_LIMITS = { stops: 60, callsPerDay: 5 } as const;

/** For each of the two questions: a second or two for 60 stops, and five at the most. */
export const DEFAULT_BOUND_EFFORT: BoundEffort = { rounds: 150, work: 4_000_000 };

/**
 * How far a rota can be from the best possible one under the same rules: the most need any rota serves, and the least driving of any
 * that makes the same visits. Both hold for certain: what is relaxed (one clock time and one set of weeks for all visits of a stop, waits
 * that lengthen a day, the laws that reach beyond a day) only lets more rotas in.
 * @param input  what the rota was built from; seed and iterations do not matter
 * @param tools  a solver, and how long to work; by default `DEFAULT_BOUND_EFFORT`
 * @returns `none` with the reason for more than 60 stops, more than 5 calls in a day, a rota that does not keep the input's rules,
 *          and an end before anything was found
 * @throws MATRIX_PLACE when the road table lacks a place
 */
export function boundRota(
  input: RotaInput,
  rota: Rota,
  tools: Pick<BoundTools, 'open'> & Partial<BoundTools>,
): RotaBound {
  const { plannable } = sortOut(input);
  if (plannable.stops.length > BOUND_LIMITS.stops) return none(`more than ${BOUND_LIMITS.stops} stops`);
  const problem = rotaProblem({ ...input, rules: relaxedRules(input.rules) }, plannable);
  const { classes, classOf } = dayClasses(problem);
  const spaces = classes.map((dayClass) => tourSpace(problem, dayClass));
  if (spaces.some(({ mostCalls }) => mostCalls > BOUND_LIMITS.callsPerDay)) {
    return none(`more than ${BOUND_LIMITS.callsPerDay} calls fit in a day`);
  }
  const made = madeRota(problem, { classOf, spaces }, rota);
  if (!made) return none(BREAKS_RULES);
  return gapOf(
    { problem, spaces, made },
    { effort: DEFAULT_BOUND_EFFORT, shouldStop: () => false, onProgress: () => {}, ...tools },
  );
}

const BREAKS_RULES = 'the rota does not keep the rules it would be held against';
const TOO_SOON = 'the work on it was ended before anything was found';
const none = (reason: string): RotaBound => ({ kind: 'none', reason });

/** The assimilated rules reach over weeks and have exceptions that the planner does not use: without them the bound holds for all. */
const relaxedRules = (rules: RotaRules): RotaRules =>
  rules.driversHours === 'assimilated-eu' ? { ...rules, driversHours: 'none' } : rules;

interface Task {
  readonly problem: RotaProblem;
  readonly spaces: readonly TourSpace[];
  readonly made: MadeRota;
}

/** First the most need, where any is missing; then the least driving. */
function gapOf(task: Task, tools: BoundTools): RotaBound {
  const { problem, made } = task;
  const needPerVisit = needOf(problem);
  const needWith = (visits: (stop: number) => number) =>
    needPerVisit.reduce((sum, own, s) => sum + own * visits(s), 0);
  const needAsked = needWith((s) => problem.stops[s].visitsPerCycle);
  const isEveryVisitMade = problem.stops.every((stop, s) => made.visits[s] === stop.visitsPerCycle);
  const needServed = isEveryVisitMade ? needAsked : needWith((s) => made.visits[s]);
  const part = (from: number, to: number) => ({
    ...tools,
    onProgress: (share: number) => tools.onProgress(from + (to - from) * share),
  });
  const least = leastDriving(task, part(0, isEveryVisitMade ? 1 : 0.5));
  const mostNeed = isEveryVisitMade
    ? needAsked
    : -relaxedBound(problem, startOf(task), { aim: 'need', needPerVisit }, part(0.5, 1));
  if (!(least > 0 || made.drivingSeconds === 0)) return none(TOO_SOON);
  // Legs are whole seconds.
  const drivingBoundSeconds = Math.max(0, Math.ceil(least - 1e-6 * Math.max(1, least)));
  if (drivingBoundSeconds > made.drivingSeconds || mostNeed < needServed * (1 - 1e-6))
    return none(BREAKS_RULES);
  return {
    kind: 'gap',
    isEveryVisitMade,
    needServed,
    needAsked,
    needBound: Math.max(needServed, Math.min(needAsked, mostNeed)),
    drivingSeconds: made.drivingSeconds,
    drivingBoundSeconds,
    gap: made.drivingSeconds === 0 ? 0 : made.drivingSeconds / drivingBoundSeconds - 1,
  };
}

const startOf = ({ spaces, made }: Task) => ({ spaces, start: made.tours });

/** The visits that the rota makes, by the stops that it serves alone. */
function leastDriving({ problem, spaces, made }: Task, tools: BoundTools): number {
  const served = spaces.map(({ dayClass }) =>
    tourSpace(problem, { ...dayClass, stops: dayClass.stops.filter((stop) => made.visits[stop] > 0) }),
  );
  return relaxedBound(
    problem,
    { spaces: served, start: made.tours },
    { aim: 'driving', visits: made.visits },
    tools,
  );
}

/** Need met by each visit. */
const needOf = ({ stops }: RotaProblem): Float64Array =>
  Float64Array.from(stops, ({ need, visitsPerCycle }) =>
    need > 0 && Number.isFinite(need) ? need / visitsPerCycle : 0,
  );
