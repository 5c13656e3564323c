import type { Seconds } from './units.ts';

/** How far a rota can be from the best possible one, proven; or why nothing is proven. */
export type RotaBound = RotaGap | { readonly kind: 'none'; readonly reason: string };

/** Need and driving of a rota beside figures that no rota under the same rules can better. All per cycle. */
export interface RotaGap {
  readonly kind: 'gap';
  readonly isEveryVisitMade: boolean;
  /** Need of the stops, as far as they are visited. */
  readonly needServed: number;
  readonly needAsked: number;
  /** No rota serves more; from needServed to needAsked. */
  readonly needBound: number;
  /** Planned legs. */
  readonly drivingSeconds: Seconds;
  /** No rota that visits the same stops as often drives less; at most drivingSeconds. */
  readonly drivingBoundSeconds: Seconds;
  /** The driving is at most this share above the least possible: 0.04 for 4 %. */
  readonly gap: number;
}

/** What is proven of a rota: a sentence of the visits and one of the driving, or one that says why nothing is. */
export function boundSentences(bound: RotaBound): string[] {
  if (bound.kind === 'none') return [`No proven gap: ${bound.reason}.`];
  return [needSentence(bound), drivingSentence(bound)];
}

function needSentence({ isEveryVisitMade, needServed, needAsked, needBound }: RotaGap): string {
  if (isEveryVisitMade) return 'Every visit asked for is made, which cannot be bettered.';
  if (needAsked === 0) return 'No stop has a need, so none can be served better.';
  const [served, most] = [needServed / needAsked, needBound / needAsked];
  if (most - served < LEAST_DIFFERENCE) {
    return `${atLeastText(served)} of the need is served, and no rota under these rules can serve more.`;
  }
  return `${atLeastText(served)} of the need is served; no rota under these rules can serve more than ${atMostText(most)}.`;
}

function drivingSentence({ gap, drivingSeconds }: RotaGap): string {
  if (drivingSeconds === 0) return 'Nothing is driven.';
  if (gap < LEAST_DIFFERENCE) return 'This rota has the least driving possible for these visits.';
  return `This rota is within ${atMostText(gap)} of the least driving possible for these visits.`;
}

/** Shares nearer to each other than this read the same. */
const LEAST_DIFFERENCE = 0.0005;

/** One decimal, and never less than it is: a limit that is rounded must still hold. "4.3 %" */
const atMostText = (share: number): string => `${(Math.ceil(share * 1000 - 1e-6) / 10).toFixed(1)} %`;

/** One decimal, and never more than it is. */
const atLeastText = (share: number): string => `${(Math.floor(share * 1000 + 1e-6) / 10).toFixed(1)} %`;
