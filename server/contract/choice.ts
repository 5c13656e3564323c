import type { ChoiceWishes } from '../shared/choiceWishes.ts';
import type { PlanRequestWire } from './planner.ts';

/** GET /api/choice/weights; PUT with `{ weights: { name: points } }` changes them for the region and answers with them. */
export interface ScoreWeightWire {
  /** Of the parameter: "scoreWeightDiscretion". */
  readonly name: string;
  /** Part of the score it weighs: "discretion". */
  readonly part: string;
  readonly points: number;
  readonly defaultPoints: number;
  readonly low: number;
  readonly high: number;
}

/** Children aged 0 to 4 by which of two sites they can reach. */
export interface ReachSplitWire {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** GET /api/choice/compare?first=…&second=… */
export interface SharedReachWire {
  readonly first: string;
  readonly second: string;
  readonly all: ReachSplitWire;
  /** Those of them whom no hub reaches. */
  readonly newly: ReachSplitWire;
}

/** What a curve is drawn for: wishes that bear on it, as in a plan's request. */
export type CurveRequestWire = Pick<PlanRequestWire, 'forceIn' | 'forceOut'> &
  Pick<ChoiceWishes, 'isOneAVillage' | 'exclusions'>;

/**
 * POST /api/choice/curve with a CurveRequestWire answers 200 with a CurveAnswerWire when the curve is known, and 202 with a
 * JobWire when it has to be worked out; ask again when the job has ended. With `isOnlyKnown` nothing is worked out.
 * GET /api/choice/curve.csv?key=… is the same as a table.
 */
export interface CurveAnswerWire {
  /** null: not worked out yet. */
  readonly curve: CoverageCurveWire | null;
}

export interface CoverageCurveWire {
  /** Names the curve: for its CSV. */
  readonly key: string;
  /** From the fewest stops up. */
  readonly points: readonly CurvePointWire[];
  /** After which a further stop adds distinctly less; null: the curve has no bend. */
  readonly kneeStops: number | null;
  /** Children beyond reach of every hub: what there is to win. */
  readonly childrenBeyondHubs: number;
  readonly withinSeconds: number;
}

export interface CurvePointWire {
  readonly stops: number;
  /** Need newly within reach: children, near ones counting in full and far ones less. */
  readonly objective: number;
  readonly bound: number;
  readonly isProven: boolean;
  readonly newlyReachedChildren: number;
  /** Need that the last stop adds. */
  readonly gained: number;
  /** Sites that this choice has and the one before has not, and the other way round. */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** What adding the best next site again and again reaches. */
  readonly greedyObjective: number;
  readonly greedySiteId: string | null;
}

/** GET /api/choice/places?words=…: what "why not us?" can be asked of, best match first. */
export interface AskablePlaceWire {
  readonly kind: 'site' | 'area' | 'village';
  /** Identifier of a site or an area; name of a village. */
  readonly id: string;
  readonly name: string;
  /** "Candidate site in St Keverne", "Area with 53 under-5s". */
  readonly detail: string;
}

/** Of whom "why not us?" is asked, and against which plan. */
export interface WhyNotRequestWire {
  readonly planId: number;
  readonly kind: AskablePlaceWire['kind'];
  readonly id: string;
}

/**
 * POST /api/choice/why-not with a WhyNotRequestWire: 200 with a WhyNotAnswerWire when the answer is known, 202 with a JobWire when
 * it has to be worked out; ask again when the job has ended. With `isOnlyKnown` nothing is worked out.
 */
export interface WhyNotAnswerWire {
  /** null: not worked out yet. */
  readonly answer: WhyNotWire | null;
}

export interface WhyNotWire {
  readonly placeName: string;
  readonly planLetter: string;
  readonly isChosen: boolean;
  /** The answer in a sentence. */
  readonly headline: string;
  /** What it would take, with whom it competes, what it would cost; each with its numbers. */
  readonly sentences: readonly string[];
  /** Least number of stops at which a best choice has it; null: none up to `lookedUpToStops`. */
  readonly entersAtStops: number | null;
  readonly lookedUpToStops: number;
  /** Chosen stops that reach the same children, most first. */
  readonly competesWith: readonly {
    readonly siteId: string;
    readonly siteName: string;
    readonly sharedChildren: number;
  }[];
  /** Areas whose children would be beyond reach if it were chosen in place of others, most children first. */
  readonly losers: readonly {
    readonly areaId: string;
    readonly areaName: string;
    readonly children: number;
  }[];
  /** To be sent to the parish as it is; names no other village that would lose. */
  readonly letter: string;
}
