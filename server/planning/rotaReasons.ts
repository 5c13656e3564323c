import type { RotaReasonsAnswerWire } from '../contract/rotaReasons.ts';
import type { Plan } from '../core/nouns.ts';
import type { RotaCase } from '../core/rotaReasons/rotaCase.ts';
import type { ReasonsAnswer, ReasonsQuestion } from '../core/rotaReasons/rotaReasons.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { PlannerError } from '../shared/errors.ts';
import { findChoiceAnswer, keepChoiceAnswer } from '../store/choiceAnswers.ts';
import { getPlan } from '../store/plans.ts';
import { listEverySite } from '../store/sites.ts';
import { answerKey } from './choiceCurve.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { planTravel } from './makePlan.ts';
import { proposedStops, wishesOfPlan } from './planRotaBase.ts';
import { withPlanWorker } from './planWorker.ts';

/** What is asked of which plan. */
export type RotaQuestion = ReasonsQuestion & { readonly planId: number };

const keyOf = (context: PlanningContext, { planId, about, ...of }: RotaQuestion): string =>
  answerKey(context, ['rota-reasons', planId, about, 'siteId' in of ? of.siteId : null]);

/** The answer if it is known: nothing is worked out. @throws PLAN_UNKNOWN; SITE_UNKNOWN for a stop that was not chosen */
export function knownReasons(context: PlanningContext, question: RotaQuestion): RotaReasonsAnswerWire | null {
  checkStop(context, question);
  return findChoiceAnswer<RotaReasonsAnswerWire>(context.db, keyOf(context, question));
}

/**
 * Why a stop is out, on its day and at its time; what each rule costs; or which locks cannot be kept together. Kept in the store
 * for the next time.
 * @throws PLAN_UNKNOWN, SITE_UNKNOWN; ENGINE_*; PLAN_CANCELLED
 */
export async function workOutReasons(
  context: PlanningContext,
  question: RotaQuestion,
  progress: StageProgress = {},
): Promise<RotaReasonsAnswerWire> {
  const plan = checkStop(context, question);
  const key = keyOf(context, question);
  const matrix = await planTravel(
    context,
    { stops: proposedStops(context.db, plan), vans: plan.vans },
    progress,
  );
  const answer: ReasonsAnswer = await withPlanWorker(progress.signal, (worker) =>
    worker.reasons({
      of: caseOf(context, plan, matrix),
      question,
      onProgress: (share) => progress.onStage?.('Trying changes on the rota', 0.2 + 0.8 * share),
    }),
  );
  const told: RotaReasonsAnswerWire = answer;
  keepChoiceAnswer(context.db, { key, at: context.clock(), value: told });
  return told;
}

/** A plan's rota with everything it was built from. */
function caseOf(context: PlanningContext, plan: Plan, matrix: RotaCase['matrix']): RotaCase {
  const stops = proposedStops(context.db, plan);
  const isChosen = new Set(stops.map(({ siteId }) => siteId));
  return {
    stops,
    sites: listEverySite(context.db).filter(({ id }) => isChosen.has(id)),
    vans: plan.vans,
    matrix,
    rules: { ...DEFAULT_ROTA_RULES, ...plan.rules },
    wishes: wishesOfPlan(plan),
    rota: plan.rota,
  };
}

/** The plan; refuses a question about a stop it does not have. */
function checkStop({ db }: PlanningContext, question: RotaQuestion): Plan {
  const plan = getPlan(db, question.planId);
  if (question.about !== 'stop' || plan.stops.some(({ siteId }) => siteId === question.siteId)) return plan;
  throw new PlannerError({
    code: 'SITE_UNKNOWN',
    category: 'not-found',
    message: `Plan ${plan.letter} has no stop "${question.siteId.slice(0, 200)}", or leaves it out. Ask about one of its stops`,
  });
}
