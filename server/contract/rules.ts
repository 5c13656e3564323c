/**
 * What the API of council rules says on the wire. Units stand in the names; `null` means unreachable, not known or none.
 */
import type { LonLat } from '../shared/coordinates.ts';
import type { CouncilRule, RuleSet } from '../shared/councilRules.ts';
import type { Instant } from '../shared/time.ts';

/**
 * GET /api/rules; PUT /api/rules/sets with a RuleSet and DELETE /api/rules/sets/:name answer with this too.
 * GET /api/rules/sets/:name.json is one set as a file.
 */
export interface RuleSetsWire {
  /** Those ready made first. */
  readonly sets: readonly RuleSetWire[];
}

export interface RuleSetWire extends RuleSet {
  /** True: cannot be changed, only saved under another name. */
  readonly isReadyMade: boolean;
  readonly saved: { readonly at: Instant; readonly by: string } | null;
}

/** GET /api/plans/:id/users: the stops a plan serves, with their users. PUT takes UserCountsWire and answers with this. */
export interface StopUsersWire {
  readonly stops: readonly {
    readonly siteId: string;
    readonly siteName: string;
    readonly community: string;
    readonly countedPerVisit: number | null;
    /** What was counted and when; ''. */
    readonly source: string;
  }[];
}

export interface UserCountsWire {
  /** null takes a count out. */
  readonly counts: readonly { readonly siteId: string; readonly perVisit: number | null }[];
  readonly source: string;
}

/** POST /api/plans/:id/users/imports?source= with the bytes of a table. */
export interface UsersImportWire extends StopUsersWire {
  readonly taken: number;
  /** Rows that were not taken, and why. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/** POST /api/reviews { planId, set }: answers 202 with a JobWire whose `reviewId` names the review. */
export interface ReviewRequestWire {
  readonly planId: number;
  readonly set: RuleSet;
}

/** POST /api/reviews/:id/plan: answers 202 with a JobWire. */
export interface ReviewPlanWire {
  /** True: days and times of the stops that stay are as they were; false: the rota is built anew. */
  readonly keepTimes: boolean;
}

/** GET /api/plans/:id/review: the plan's newest; null where none was made. */
export interface PlanReviewWire {
  readonly review: ReviewWire | null;
}

/** GET /api/reviews/:id */
export interface ReviewWire extends ReviewContentWire {
  readonly id: number;
  readonly madeAt: Instant;
  readonly madeBy: string;
}

/** A review as it came out. */
export interface ReviewContentWire {
  readonly planId: number;
  readonly planLetter: string;
  readonly set: RuleSet;
  readonly cycleWeeks: number;
  readonly cutoffSeconds: number;
  readonly walkSeconds: number;
  readonly roads: RoadsWire;
  readonly stops: readonly ReviewStopWire[];
  /** One entry a rule that was run, in their order. */
  readonly effects: readonly RuleEffectWire[];
  readonly orderEffects: readonly OrderEffectWire[];
  readonly losses: LossesWire;
  /** What was assumed, estimated or left out, in sentences. */
  readonly notes: readonly string[];
}

export interface RoadsWire {
  /** "sample roads", "OpenStreetMap roads of …". */
  readonly label: string;
  readonly engine: string;
  readonly isEstimate: boolean;
}

/** How one stop comes out. */
export interface ReviewStopWire {
  readonly siteId: string;
  readonly name: string;
  readonly community: string;
  readonly lonLat: LonLat;
  readonly users: UsersWire | null;
  readonly outcome: 'kept' | 'reduced' | 'dropped' | 'merged';
  readonly intoName: string | null;
  readonly visitsBefore: number;
  readonly visitsAfter: number;
  readonly ruleId: string | null;
  /** Of a stop that goes: the nearest hub or stop that is left, and the next. */
  readonly nearest: AlternativeWire | null;
  readonly nextBest: AlternativeWire | null;
}

export interface UsersWire {
  readonly perVisit: number;
  readonly basis: 'counted' | 'expected';
  /** What is expected, in words; null for a count. */
  readonly range: string | null;
}

export interface AlternativeWire {
  readonly kind: 'hub' | 'stop';
  readonly placeId: string;
  readonly name: string;
  readonly seconds: number;
}

export interface RuleEffectWire {
  readonly rule: CouncilRule;
  /** The rule as a sentence. */
  readonly words: string;
  readonly stopsBefore: number;
  readonly stopsAfter: number;
  readonly changes: readonly StopRemarkWire[];
  readonly reduced: readonly StopRemarkWire[];
  readonly spared: readonly StopRemarkWire[];
  readonly notJudged: readonly StopRemarkWire[];
  readonly remarks: readonly string[];
}

export interface StopRemarkWire {
  readonly siteId: string;
  readonly name: string;
  readonly reason: string;
  /** Without figures of people: for papers. */
  readonly paperReason: string;
}

/** What would be otherwise if two rules that follow one another changed places; names of stops. */
export interface OrderEffectWire {
  readonly earlierRuleId: string;
  readonly laterRuleId: string;
  readonly wouldStay: readonly string[];
  readonly wouldGo: readonly string[];
  readonly visitsOtherwise: readonly string[];
}

/** Counts are children aged 0 to 4. */
export interface LossesWire {
  readonly children: number;
  readonly childrenLosing: number;
  readonly childrenFurther: number;
  readonly meanExtraSeconds: number | null;
  readonly childrenWithoutCar: number;
  readonly childrenWithoutCarLosing: number;
  readonly onFootBefore: number;
  readonly onFootLosing: number;
  readonly areas: readonly AreaLossWire[];
  readonly groups: readonly GroupLossWire[];
}

export interface AreaLossWire {
  readonly areaId: string;
  readonly name: string;
  readonly deprivationDecile: number | null;
  readonly ruralUrban: string | null;
  readonly noCarShare: number;
  readonly children: number;
  readonly childrenLosing: number;
  readonly childrenFurther: number;
  readonly childrenWithoutCarLosing: number;
  readonly before: AlternativeWire | null;
  readonly nearest: AlternativeWire | null;
  readonly nextBest: AlternativeWire | null;
  /** null: no road leads to anything any more. */
  readonly extraSeconds: number | null;
}

export interface GroupLossWire {
  readonly kind: 'deprivation' | 'no-car' | 'rural-urban' | 'car';
  readonly key: string;
  readonly label: string;
  readonly children: number;
  readonly share: number;
  readonly childrenLosing: number;
  readonly shareOfLosing: number;
  /** Above 1: the group loses more than its part. */
  readonly ratio: number | null;
  readonly childrenFurther: number;
  readonly meanExtraSeconds: number | null;
}
