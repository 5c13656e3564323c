import { checkAtFactors, type FactorCheck } from '../core/check/checkAtFactors.ts';
import { checkRota } from '../core/check/checkRota.ts';
import { checkSitesOnDates } from '../core/check/checkTimetable.ts';
import type { Plan, Violation } from '../core/nouns.ts';
import { dateAt } from '../shared/time.ts';
import { listEverySite } from '../store/sites.ts';
import { datesToCheck, type StudyMode } from './checkDates.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { planTravel } from './makePlan.ts';
import { timetableOf } from './timetableOf.ts';

/** A plan verified from scratch, and how much room its times leave. */
export interface PlanCheck {
  readonly violations: readonly Violation[];
  readonly margins: readonly FactorCheck[];
}

/** Routed times are multiplied by these: as routed, as planned, and on a slow August day. */
export const CHECK_FACTORS = [1.0, 1.15, 1.3] as const;

/** How a plan's dates are looked at. */
export interface CheckedDates {
  /** Weeks from today on, at least 1. */
  readonly timetableWeeks: number;
  readonly study: StudyMode;
}

/**
 * The same, and whether its sites may be used on the dates to come: status, papers, seasons, school terms. So a planner knows before
 * publishing.
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
  return { ...check, violations: [...check.violations, ...ofSites] };
}

/** Verifies a plan against the roads as they are now, with code that shares nothing with the one that made it. */
export async function checkPlan(
  context: PlanningContext,
  plan: Plan,
  progress: StageProgress = {},
): Promise<PlanCheck> {
  const matrix = await planTravel(context, plan, progress);
  const subject = {
    stops: plan.stops,
    sites: listEverySite(context.db),
    vans: plan.vans,
    rota: plan.rota,
    matrix,
    rules: plan.rules,
  };
  return { violations: checkRota(subject), margins: checkAtFactors({ ...subject, factors: CHECK_FACTORS }) };
}
