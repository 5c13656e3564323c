import type { LockRef, RotaChange } from '../shared/rotaChange.ts';
import type { ClockTime, Weekday } from '../shared/time.ts';
import type { Seconds } from '../shared/units.ts';

/**
 * POST /api/plans/:id/reasons with a RotaReasonsRequestWire answers 200 with a RotaReasonsAnswerWire when it is known, and
 * 202 with a JobWire when it has to be worked out; ask again when the job has ended. With `isOnlyKnown` nothing is worked out.
 * GET /api/plans/:id/reasons?site=ID answers what is known of one stop.
 */
export type RotaReasonsRequestWire = {
  readonly isOnlyKnown?: boolean;
} & (
  | { readonly about: 'stop'; readonly siteId: string }
  /** Every stop that is not, or not in full, served. */
  | { readonly about: 'unserved' }
  | { readonly about: 'rules' }
  | { readonly about: 'locks' }
);

export interface RotaReasonsAnswerWire {
  /** null: not worked out yet. One entry, or one for each stop not served, the most need first. */
  readonly stops: readonly StopReasonsWire[] | null;
  /** What each rule costs, the dearest first; null: not asked for, or not worked out yet. */
  readonly rules: readonly RuleCostWire[] | null;
  /** Empty: all locks can be kept; null: not asked for, or not worked out yet. */
  readonly locks: readonly LockConflictWire[] | null;
}

/** Why a stop is where it is, or is not in the rota. */
export interface StopReasonsWire {
  readonly siteId: string;
  readonly siteName: string;
  readonly visitsAsked: number;
  readonly visitsMade: number;
  /** The answer in one sentence: "34 minutes short on Tuesday of week 2, between Bude and Stratton." */
  readonly headline: string;
  /** Further sentences, each with its figures. */
  readonly sentences: readonly string[];
  /** Where it nearly fits; null when it is served, or when time is not what it lacks. */
  readonly shortage: {
    readonly vanId: string;
    readonly vanName: string;
    readonly weekday: Weekday;
    /** 0-based. */
    readonly week: number;
    readonly seconds: Seconds;
    /** The call before it there, or the one after; null when it would be the day's only one. */
    readonly besideSiteId: string | null;
    readonly besideSiteName: string | null;
  } | null;
  /** Of a stop not served in full: changes that bring it in, each tried, the cheapest first. Of a served one: none. */
  readonly offers: readonly RotaOfferWire[];
  /** Of a served stop: every other weekday of a van, in the order of the week. */
  readonly otherDays: readonly OtherDayWire[];
}

/** What really brings a stop in: one change, or two when no single one does. */
export interface RotaOfferWire {
  /** What to apply, with `takeOffer`. */
  readonly changes: readonly RotaChange[];
  /** False when one of them is not for the planner to make (a site's hours): ask first, and enter it in the site register. */
  readonly isOurs: boolean;
  /** "Tuesdays start at 8:30am instead of 9am". */
  readonly words: string;
  /** "15 minutes more van time in every cycle; Bude 10 minutes later". */
  readonly costWords: string;
  readonly cost: RotaOfferCostWire;
}

export interface RotaOfferCostWire {
  /** More van time, base to base, in a cycle; below 0: less. */
  readonly vanSeconds: Seconds;
  /** Need (children aged 0 to 4) that another stop, or fewer or shorter visits of this one, leave without; ≥ 0. */
  readonly needLost: number;
  /** Other stops whose day, weeks, van or time changes. */
  readonly changedSiteIds: readonly string[];
}

/** A served stop on another weekday. */
export interface OtherDayWire {
  readonly vanId: string;
  readonly vanName: string;
  readonly weekday: Weekday;
  readonly fits: boolean;
  /** Driving in a cycle more than where it is; below 0: less; null when it does not fit. */
  readonly moreDrivingSeconds: Seconds | null;
  /** When it would open there; null when it does not fit. */
  readonly open: ClockTime | null;
  /** "12 minutes more driving in every cycle", "closed", "25 minutes short in week 3; fits without Stratton". */
  readonly words: string;
}

/** What a rule or lock costs: the rota planned again without it. */
export interface RuleCostWire {
  readonly name: string;
  /** The lock, when it is one; null: a working rule. */
  readonly lock: LockRef | null;
  /** Van time in a cycle spent for it, ≥ 0. */
  readonly vanSeconds: Seconds;
  /** Need (children aged 0 to 4) and visits in a cycle that go unserved for it, ≥ 0. */
  readonly need: number;
  readonly visits: number;
  readonly words: string;
}

/** Locks that cannot all be kept, while any of them left out lets the others be kept. */
export interface LockConflictWire {
  readonly locks: readonly LockRef[];
  readonly words: string;
}
