import type { WhyNotWire } from '../contract/choice.ts';
import { PlannerError } from '../shared/errors.ts';
import { findChoiceAnswer, keepChoiceAnswer } from '../store/choiceAnswers.ts';
import { getPlan } from '../store/plans.ts';
import type { AskablePlace } from './askablePlaces.ts';
import { askedPlace } from './askedPlace.ts';
import { answerKey, CURVE_STOPS } from './choiceCurve.ts';
import { choiceFacts } from './choiceFacts.ts';
import { choiceRequestOf } from './choiceRequest.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { measureAccess } from './measureAccess.ts';
import { withPlanWorker } from './planWorker.ts';
import { visitHours } from './visitHours.ts';
import { whyNotFacts } from './whyNotFacts.ts';
import { whyNotWords } from './whyNotWords.ts';

/** Of whom it is asked, and against which plan. */
export type WhyNotQuestion = Pick<AskablePlace, 'kind' | 'id'> & { readonly planId: number };

const keyOf = (context: PlanningContext, { planId, kind, id }: WhyNotQuestion): string =>
  answerKey(context, ['why-not', planId, kind, id]);

/** The answer if it is known: nothing is worked out. @throws PLAN_UNKNOWN */
export function knownWhyNot(context: PlanningContext, question: WhyNotQuestion): WhyNotWire | null {
  getPlan(context.db, question.planId);
  return findChoiceAnswer<WhyNotWire>(context.db, keyOf(context, question));
}

/**
 * Why a village, area or site is no stop of a plan: what it would take, with whom it competes, what choosing it would cost, and
 * who would lose. The plan's own wishes hold; its model is taken as maximal covering. Kept in the store for the next time.
 * @throws PLAN_UNKNOWN, PLACE_UNKNOWN, NO_SITES; as `choiceRequestOf`; ENGINE_*; PLAN_CANCELLED
 */
export async function workOutWhyNot(
  context: PlanningContext,
  question: WhyNotQuestion,
  progress: StageProgress = {},
): Promise<WhyNotWire> {
  const plan = getPlan(context.db, question.planId);
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.4),
  });
  const key = keyOf(context, question);
  const place = askedPlace(context.db, access, question);
  const hasBudget = (plan.parameters.choice?.vanHours ?? null) !== null;
  const hoursOf = hasBudget ? await visitHours(context, { access, ...plan }, progress) : undefined;
  const { siteIds, request } = choiceRequestOf(access, plan.parameters, hoursOf);
  const askedSiteIds = place.siteIds.filter((id) => siteIds.includes(id));
  if (askedSiteIds.length === 0) throw noUsableSite(place.name);
  const answer = await withPlanWorker(progress.signal, (worker) =>
    worker.whyNot({
      fields: {
        ...choiceFacts(access),
        ...request,
        siteIds,
        askedSiteIds,
        maxStops: Math.max(1, plan.stops.length, request.forceIn.length),
        chosenIds: plan.stops.map(({ siteId }) => siteId),
        lookUpToStops: CURVE_STOPS,
      },
      onProgress: (share) => progress.onStage?.('Looking for what it would take', 0.4 + 0.6 * share),
    }),
  );
  const told = whyNotWords(answer, whyNotFacts(access, { plan, place, answer }));
  keepChoiceAnswer(context.db, { key, at: context.clock(), value: told });
  return told;
}

const noUsableSite = (name: string) =>
  new PlannerError({
    code: 'SITE_UNUSABLE',
    category: 'input',
    message: `Every site that could serve ${name} is suspended or closed in the site register, or cannot be reached by road, so none can be a stop. Change its status first`,
  });
