import type { Plan, Stop } from '../core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { rulesUnlike } from '../shared/rotaRuleFields.ts';
import { NO_ROTA_WISHES, type RotaWishes } from '../shared/rotaWishes.ts';
import type { ReadableDb } from '../store/open.ts';
import { getPlan } from '../store/plans.ts';

/** What was asked of a plan's rota; of one that was not asked anything, the rules in which it is unlike the usual. */
export const wishesOfPlan = (plan: Plan): RotaWishes =>
  plan.wishes ?? { ...NO_ROTA_WISHES, rules: rulesUnlike(DEFAULT_ROTA_RULES, plan.rules) };

/**
 * Every stop that was chosen for a plan, as it was proposed: with the visits and the session of the plan in which nobody had asked
 * for others, and with those left out of the rota since.
 * @returns in the order of the plan that was first; those without any such plan as they are
 */
export function proposedStops(db: ReadableDb, plan: Plan): Stop[] {
  const { stops: wishes, left } = wishesOfPlan(plan);
  const isAsIs = ({ siteId }: Stop) =>
    wishes[siteId]?.visitsPerCycle === undefined && wishes[siteId]?.sessionSeconds === undefined;
  if (plan.previousPlanId === undefined || (left.length === 0 && plan.stops.every(isAsIs))) {
    return plan.stops.map(unasked);
  }
  const previous = getPlan(db, plan.previousPlanId);
  const own = new Map(plan.stops.map((stop) => [stop.siteId, stop]));
  const isLeft = new Set(left);
  // Visits are counted in a cycle: those of another cycle say nothing of this one.
  const isSameCycle = previous.rules.cycleWeeks === plan.rules.cycleWeeks;
  const before = proposedStops(db, previous);
  const known = before.flatMap((stop) => {
    const here = own.get(stop.siteId);
    if (here === undefined) return isLeft.has(stop.siteId) ? [stop] : [];
    return [isAsIs(here) || !isSameCycle ? unasked(here) : stop];
  });
  const isKnown = new Set(known.map(({ siteId }) => siteId));
  return [...known, ...plan.stops.filter(({ siteId }) => !isKnown.has(siteId)).map(unasked)];
}

function unasked({ wishes: _, ...stop }: Stop): Stop {
  return stop;
}
