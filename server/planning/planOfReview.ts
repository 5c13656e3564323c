import type { ReviewContentWire } from '../contract/rules.ts';
import type { Plan, Rota, Site, Stop } from '../core/nouns.ts';
import { DEFAULT_ROTA_ITERATIONS } from '../core/rota/buildRota.ts';
import type { TravelMatrix } from '../core/travelMatrix.ts';
import { PlannerError } from '../shared/errors.ts';
import { NO_ROTA_WISHES, type RotaWishes, type StopWishes } from '../shared/rotaWishes.ts';
import { getReview } from '../store/councilRules.ts';
import { addPlan, getPlan } from '../store/plans.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { planTravel, reachFigures } from './makePlan.ts';
import { measureAccess } from './measureAccess.ts';
import { withPlanWorker } from './planWorker.ts';
import { searchedRota } from './searchedRota.ts';
import { type ServiceCall, serviceVanDays } from './serviceVanDays.ts';

/**
 * A new draft plan of the stops that a review left, as often as it left them; the others are ruled out. Lengths and sessions are those
 * of the plan that was reviewed.
 * @param asked.keepTimes  true: days and times stay, and visits that go leave gaps; false: the rota is built anew
 * @throws REVIEW_UNKNOWN, PLAN_UNKNOWN; REVIEW_NOTHING_LEFT (input); ENGINE_*; PLAN_CANCELLED
 */
export async function planOfReview(
  context: PlanningContext,
  asked: { readonly reviewId: number; readonly keepTimes: boolean },
  progress: StageProgress = {},
): Promise<Plan> {
  const review = getReview(context.db, asked.reviewId).review as ReviewContentWire;
  const before = getPlan(context.db, review.planId);
  const stops = stopsLeft(before, review);
  if (stops.length === 0) throw nothingLeft();
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.5),
  });
  const matrix = await planTravel(context, { stops, vans: before.vans }, progress);
  const rota = asked.keepTimes
    ? rotaAsItWas(before, stops, matrix)
    : await rotaAnew({ before, stops, matrix, sites: access.sites }, progress);
  const kept = stops.map(({ siteId }) => siteId);
  const plan = addPlan(context.db, {
    ...before,
    parameters: {
      ...before.parameters,
      maxStops: stops.length,
      iterations: rota.iterations,
      forceIn: kept,
      forceOut: before.stops.map(({ siteId }) => siteId).filter((id) => !kept.includes(id)),
    },
    stops,
    rota,
    wishes: wishesLeft(before, stops),
    previousPlanId: undefined,
    travelSource: matrix.source,
    ...reachFigures(access, rota),
    isChoiceProven: false,
    choiceGap: 1,
    createdAt: context.clock(),
  });
  progress.onStage?.('Plan ready', 1);
  return plan;
}

function stopsLeft(before: Plan, review: ReviewContentWire): Stop[] {
  const visits = new Map(review.stops.map(({ siteId, visitsAfter }) => [siteId, visitsAfter]));
  return before.stops.flatMap((stop) => {
    const left = visits.get(stop.siteId) ?? 0;
    return left > 0
      ? [{ ...stop, visitsPerCycle: left, ...(stop.wishes && { wishes: unnumbered(stop.wishes) }) }]
      : [];
  });
}

/** How often, and so in which weeks, a stop is visited is the review's to say. */
function unnumbered({ visitsPerCycle: _visits, weekSets: _weeks, ...others }: StopWishes): StopWishes {
  return others;
}

/** What is asked of the stops that are left; what was kept in its place may have to give way, so nothing is. */
function wishesLeft({ wishes }: Plan, stops: readonly Stop[]): RotaWishes | undefined {
  if (wishes === undefined) return undefined;
  const asked = stops.flatMap((stop) => (stop.wishes ? [[stop.siteId, stop.wishes] as const] : []));
  return {
    ...NO_ROTA_WISHES,
    rules: wishes.rules,
    stops: Object.fromEntries(asked),
  };
}

/** The rota without the visits that go; of a stop that is visited less often, visits spread over the cycle stay. */
function rotaAsItWas(before: Plan, stops: readonly Stop[], matrix: TravelMatrix): Rota {
  const calls = before.rota.vanDays
    .flatMap(({ vanId, week, weekday, calls }) =>
      calls.map(({ siteId, open, close }): ServiceCall => ({ siteId, vanId, week, weekday, open, close })),
    )
    .sort((a, b) => a.week - b.week || a.weekday - b.weekday || a.open - b.open);
  const kept = stops.flatMap(({ siteId, visitsPerCycle }) => {
    const own = calls.filter((call) => call.siteId === siteId);
    const wanted = Math.min(visitsPerCycle, own.length);
    return Array.from({ length: wanted }, (_, k) => own[Math.floor((k * own.length) / wanted)]);
  });
  return {
    ...before.rota,
    vanDays: serviceVanDays(kept, { matrix, rules: before.rules }),
    unserved: [],
    iterations: 0,
  };
}

function rotaAnew(
  known: { before: Plan; stops: readonly Stop[]; matrix: TravelMatrix; sites: readonly Site[] },
  progress: StageProgress,
): Promise<Rota> {
  const { before, stops, matrix, sites } = known;
  const { vans, rules, parameters } = before;
  return withPlanWorker(progress.signal, (worker) =>
    searchedRota(
      worker,
      {
        ...{ stops, sites, vans, matrix, rules },
        seed: parameters.seed,
        iterations: parameters.iterations || DEFAULT_ROTA_ITERATIONS,
      },
      progress,
    ),
  );
}

const nothingLeft = (): PlannerError =>
  new PlannerError({
    code: 'REVIEW_NOTHING_LEFT',
    category: 'input',
    message: 'The rules leave no stop, so there is nothing to plan. Change the rules and run them again',
  });
