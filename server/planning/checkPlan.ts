import { checkAtFactors, type FactorCheck } from '../core/check/checkAtFactors.ts';
import { checkRota } from '../core/check/checkRota.ts';
import { checkSitesOnDates } from '../core/check/checkTimetable.ts';
import type { CheckedRota } from '../core/check/rotaFacts.ts';
import { ROTA_RULES } from '../core/check/ruleBook.ts';
import type { Plan, Violation } from '../core/nouns.ts';
import { dateAt } from '../shared/time.ts';
import { getPlan } from '../store/plans.ts';
import { listEverySite } from '../store/sites.ts';
import { askedStops, datesToCheck, type StudyMode } from './checkDates.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { datedRemarks } from './datedRemarks.ts';
import { planTravel } from './makePlan.ts';
import { timetableOf } from './timetableOf.ts';

/** A plan verified from scratch, and how much room its times leave. */
export interface PlanCheck {
  readonly violations: readonly Violation[];
  readonly margins: readonly FactorCheck[];
  /** How many rules its rota is held against. */
  readonly rulesChecked: number;
}

/** How a plan's dates are looked at. */
export interface CheckedDates {
  /** Weeks from today on, at least 1. */
  readonly timetableWeeks: number;
  readonly study: StudyMode;
}

/**
 * The same, and whether its sites may be used on the dates to come: status, papers; which visits meet something that is to be decided,
 * and which changes come at short notice. So a planner knows before publishing.
 */
export async function checkPlanOnDates(
  context: PlanningContext & CheckedDates,
  plan: Plan,
  progress: StageProgress = {},
): Promise<PlanCheck> {
  const { db, clock, study } = context;
  const check = await checkPlan(context, plan, progress);
  const timetable = timetableOf(db, plan, { from: dateAt(clock()), weeks: context.timetableWeeks });
  const ofSites = checkSitesOnDates(datesToCheck(db, { plan, timetable, study }));
  const ofDates = datedRemarks(db, { plan, timetable, today: dateAt(clock()) });
  return { ...check, violations: [...check.violations, ...ofSites, ...ofDates] };
}

/** Verifies a plan against the roads as they are now, with code that shares nothing with the one that made it. */
export async function checkPlan(
  context: PlanningContext,
  plan: Plan,
  progress: StageProgress = {},
): Promise<PlanCheck> {
  const { db } = context;
  const matrix = await planTravel(context, plan, progress);
  const { wishes, previousPlanId } = plan;
  const subject: CheckedRota = {
    stops: askedStops(plan),
    sites: listEverySite(db),
    vans: plan.vans,
    rota: plan.rota,
    matrix,
    rules: plan.rules,
    ...(wishes && {
      locked: wishes.lockedStops,
      lockedDays: wishes.lockedDays,
      lockedOrders: wishes.lockedOrders,
    }),
    ...(previousPlanId !== undefined && { previous: getPlan(db, previousPlanId).rota }),
  };
  return {
    violations: checkRota(subject),
    margins: checkAtFactors(subject),
    rulesChecked: ROTA_RULES.length,
  };
}
