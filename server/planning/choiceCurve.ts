import { createHash } from 'node:crypto';
import type { PlanParameters } from '../core/nouns.ts';
import type { CoverageCurve } from '../core/stops/coverageCurve.ts';
import { type ChoiceWishes, DEFAULT_CHOICE } from '../shared/choiceWishes.ts';
import type { Seconds } from '../shared/units.ts';
import { findChoiceAnswer, keepChoiceAnswer } from '../store/choiceAnswers.ts';
import { choiceFacts } from './choiceFacts.ts';
import { choiceRequestOf } from './choiceRequest.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { measureAccess, restingOn } from './measureAccess.ts';
import { withPlanWorker } from './planWorker.ts';

/** Of the stops that a curve is worked out for: more than any one van can serve. */
export const CURVE_STOPS = 60;

/** The wishes that bear on a curve. */
export type CurveWishes = Pick<PlanParameters, 'forceIn' | 'forceOut'> &
  Pick<ChoiceWishes, 'isOneAVillage' | 'exclusions'>;

/** A curve as it is kept. */
export interface KeptCurve extends CoverageCurve {
  /** By which it is found again while nothing that it rests on has changed. */
  readonly key: string;
  readonly withinSeconds: Seconds;
}

/** Raised whenever the same question would have another answer, so that none is given that was worked out before. */
const ANSWERS_VERSION = 2;

/** The key of an answer to a question about the choice: another one whenever anything that the answer rests on has changed. */
export const answerKey = (context: PlanningContext, question: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([ANSWERS_VERSION, restingOn(context), question]))
    .digest('hex')
    .slice(0, 32);

/** Wishes in an order of their own, so that the same ones have the same key. */
function keyOf(context: PlanningContext, wishes: CurveWishes): string {
  const groups = wishes.exclusions.map((group) => [...group].sort().join('\n')).sort();
  const lists = [[...wishes.forceIn].sort(), [...wishes.forceOut].sort(), groups];
  return answerKey(context, ['curve', CURVE_STOPS, lists, wishes.isOneAVillage]);
}

/** The curve if it is known: nothing is worked out. */
export const knownCurve = (context: PlanningContext, wishes: CurveWishes): KeptCurve | null =>
  findChoiceAnswer<KeptCurve>(context.db, keyOf(context, wishes));

/** A curve by its key; null when it is not kept (any more). */
export const curveByKey = (context: Pick<PlanningContext, 'db'>, key: string): KeptCurve | null =>
  findChoiceAnswer<KeptCurve>(context.db, key);

/**
 * The best choice of 1 to 60 stops, one after another: maximal covering with decay, sites required, ruled out and kept apart as in
 * a plan. Kept in the store for the next time.
 * @throws as `choiceRequestOf`; ENGINE_*; PLAN_CANCELLED
 */
export async function workOutCurve(
  context: PlanningContext,
  wishes: CurveWishes,
  progress: StageProgress = {},
): Promise<KeptCurve> {
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.4),
  });
  const key = keyOf(context, wishes);
  const { siteIds, request } = choiceRequestOf(access, {
    ...{ maxStops: CURVE_STOPS, vans: 1, cycleWeeks: 1, seed: 0, iterations: 0 },
    forceIn: wishes.forceIn,
    forceOut: wishes.forceOut,
    choice: { ...DEFAULT_CHOICE, isOneAVillage: wishes.isOneAVillage, exclusions: wishes.exclusions },
  });
  const curve = await withPlanWorker(progress.signal, (worker) =>
    worker.curve({
      fields: { ...choiceFacts(access), siteIds, ...request },
      onProgress: (share) => progress.onStage?.('Choosing 1 to 60 stops', 0.4 + 0.6 * share),
    }),
  );
  const kept: KeptCurve = { ...curve, key, withinSeconds: access.parameters.withinReachSeconds };
  keepChoiceAnswer(context.db, { key, at: context.clock(), value: kept });
  return kept;
}
