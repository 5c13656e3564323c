import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReviewContentWire } from '../contract/rules.ts';
import { type OrderEffect, orderEffect, swappedRules } from '../core/rules/orderEffects.ts';
import { READY_MADE } from '../core/rules/readyMade.ts';
import type { ReviewInput } from '../core/rules/reviewInput.ts';
import { type RulesOutcome, runRules } from '../core/rules/runRules.ts';
import { whoLoses } from '../core/rules/whoLoses.ts';
import { checkedRuleSet, type RuleSet } from '../shared/councilRules.ts';
import { PlannerError } from '../shared/errors.ts';
import { addReview, saveRuleSet } from '../store/councilRules.ts';
import { getPlan } from '../store/plans.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { reviewContent } from './reviewContent.ts';
import { type ReviewFacts, reviewFacts } from './reviewFacts.ts';

/**
 * Runs a council's rules over the stops a plan serves, in their order, and keeps what came out: what each rule did, what another order
 * would change, who loses. The plan stays as it is.
 * @param asked.by  who runs it
 * @returns  the number of the review
 * @throws RULES_INVALID, REVIEW_NO_STOPS (input); PLAN_UNKNOWN; ENGINE_*; REVIEW_CANCELLED
 */
export async function reviewService(
  context: PlanningContext,
  asked: { readonly planId: number; readonly set: RuleSet; readonly by: string },
  progress: StageProgress = {},
): Promise<number> {
  const set = checkedRuleSet(asked.set);
  const plan = getPlan(context.db, asked.planId);
  const facts = await reviewFacts(context, plan, set, progress);
  if (facts.input.stops.length === 0) throw noStops(plan.letter);
  progress.onStage?.('Running the rules', 0.9);
  const outcome = runRules(facts.input);
  const orderEffects = await otherOrders(facts.input, outcome, progress);
  progress.onStage?.('Working out who loses', 0.97);
  await nextTurn();
  const review: ReviewContentWire = reviewContent(context.db, {
    ...{ plan, set, facts, outcome, orderEffects },
    losses: whoLoses(lossFields(facts, outcome)),
  });
  assertWanted(progress);
  return addReview(context.db, {
    planId: plan.id,
    made: { at: context.clock(), by: asked.by },
    review,
  });
}

/**
 * Keeps a region's set of rules.
 * @throws RULES_INVALID; RULES_READY_MADE for the name of a set that is ready made
 */
export function keepRuleSet(context: PlanningContext, set: RuleSet, by: string): void {
  const checked = checkedRuleSet(set);
  if (READY_MADE.some(({ name }) => name === checked.name)) {
    throw new PlannerError({
      code: 'RULES_READY_MADE',
      category: 'conflict',
      message: `"${checked.name}" is ready made and stays as it was published. Save your rules under another name`,
    });
  }
  saveRuleSet(context.db, checked, { at: context.clock(), by });
}

/** What two rules that follow one another would do the other way round; the server answers others between two runs. */
async function otherOrders(
  input: ReviewInput,
  stated: RulesOutcome,
  progress: StageProgress,
): Promise<OrderEffect[]> {
  const found: OrderEffect[] = [];
  for (const { rules, ...pair } of swappedRules(input.rules)) {
    await nextTurn();
    assertWanted(progress);
    const effect = orderEffect(stated, runRules({ ...input, rules }), pair);
    if (effect !== null) found.push(effect);
  }
  return found;
}

const lossFields = ({ access, input, toStopsOnFoot }: ReviewFacts, outcome: RulesOutcome) => ({
  areas: access.areas,
  points: access.points,
  pointsToHubs: access.areasToHubs,
  pointsToStops: input.pointsToStops,
  pointsToHubsOnFoot: access.areasToHubsOnFoot,
  pointsToStopsOnFoot: toStopsOnFoot,
  keptSiteIds: new Set(
    outcome.stops.filter(({ visitsAfter }) => visitsAfter > 0).map(({ siteId }) => siteId),
  ),
  cutoffSeconds: input.cutoffSeconds,
  walkSeconds: access.parameters.withinWalkSeconds,
});

function assertWanted({ signal }: StageProgress): void {
  if (!signal?.aborted) return;
  throw new PlannerError({
    code: 'REVIEW_CANCELLED',
    category: 'conflict',
    message: 'The review was cancelled; nothing was kept',
  });
}

const noStops = (letter: string): PlannerError =>
  new PlannerError({
    code: 'REVIEW_NO_STOPS',
    category: 'input',
    message: `Plan ${letter} serves no stop that is in the site register, so there is nothing to review. Choose another plan, or make one`,
  });
