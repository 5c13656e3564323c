import type { Plan, Rota } from '../core/nouns.ts';
import { DEFAULT_ROTA_ITERATIONS } from '../core/rota/buildRota.ts';
import type { RotaWishes } from '../shared/rotaWishes.ts';
import { addDays, dateAt, mondayFrom } from '../shared/time.ts';
import { addPlan, getPlan } from '../store/plans.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { planTravel, reachFigures } from './makePlan.ts';
import { measureAccess } from './measureAccess.ts';
import { type RotaTerms, rotaTerms } from './planRotaTerms.ts';
import type { VanAsked } from './planRotaVans.ts';
import { withPlanWorker } from './planWorker.ts';
import { searchedRota } from './searchedRota.ts';

/** What is asked when a plan is planned again. */
export interface RotaAsked {
  readonly planId: number;
  readonly wishes: RotaWishes;
  /** Vans that are to be changed. */
  readonly vans?: readonly VanAsked[];
  readonly effort: keyof typeof ROTA_EFFORTS;
  /** Left out: that of the plan. */
  readonly seed?: number;
}

/** Rounds of the search: for a look, and for the rota that is to be published. */
export const ROTA_EFFORTS = {
  quick: DEFAULT_ROTA_ITERATIONS,
  thorough: 12 * DEFAULT_ROTA_ITERATIONS,
} as const;

/**
 * A plan planned again: the same stops with what is asked of them now, from the rota there is, as a new draft plan. What is kept of
 * days and times is a matter of the rules' weights and of the locks. The same plan, wishes, vans, effort and seed give the same
 * rota, unless the search is ended early.
 * @throws PLAN_UNKNOWN; RULES_INVALID, ROTA_WISHES, ROTA_VANS (input); ENGINE_*; PLAN_CANCELLED
 */
export async function planRotaAgain(
  context: PlanningContext,
  asked: RotaAsked,
  progress: StageProgress = {},
): Promise<Plan> {
  const previous = getPlan(context.db, asked.planId);
  const terms = rotaTerms(context.db, previous, asked);
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.5),
  });
  const matrix = await planTravel(context, terms, progress);
  const search = {
    seed: asked.seed ?? previous.parameters.seed,
    iterations: ROTA_EFFORTS[asked.effort],
  };
  const { stops, vans, rules, wishes } = terms;
  const rota = await withPlanWorker(progress.signal, (worker) =>
    searchedRota(
      worker,
      {
        ...{ stops, sites: access.sites, vans, matrix, rules, ...search },
        locked: wishes.lockedStops,
        lockedDays: wishes.lockedDays,
        lockedOrders: wishes.lockedOrders,
        ...(isSameCycle(previous, terms) && { previous: previous.rota }),
      },
      progress,
    ),
  );
  const plan = addPlan(context.db, {
    ...planFields(context, { previous, terms, search, rota }),
    ...reachFigures(access, rota),
    travelSource: matrix.source,
  });
  progress.onStage?.('Plan ready', 1);
  return plan;
}

/** Weeks of another cycle are other weeks: nothing of them can be kept. */
const isSameCycle = ({ rules }: Plan, terms: RotaTerms): boolean =>
  rules.cycleWeeks === terms.rules.cycleWeeks && rules.repeats === terms.rules.repeats;

function planFields(
  context: PlanningContext,
  made: {
    previous: Plan;
    terms: RotaTerms;
    search: { readonly seed: number; readonly iterations: number };
    rota: Rota;
  },
): Plan {
  const { previous, terms } = made;
  const { stops, vans, rules, wishes } = terms;
  const now = context.clock();
  return {
    ...previous,
    parameters: {
      ...previous.parameters,
      ...made.search,
      cycleWeeks: rules.cycleWeeks,
      repeats: rules.repeats,
    },
    rules,
    vans,
    stops,
    wishes,
    rota: made.rota,
    previousPlanId: previous.id,
    // The weeks of one cycle go on being its weeks.
    cycleAnchor: isSameCycle(previous, terms) ? previous.cycleAnchor : mondayFrom(addDays(dateAt(now), 1)),
    ...(wishes.left.length > 0 && { isChoiceProven: false, choiceGap: 1 }),
    createdAt: now,
  };
}
