import type { Absence, Crew } from '../shared/absences.ts';
import type { ClashKind, ClashOutcome, ReplacementVisit } from '../shared/clashes.ts';
import type { ClockTime, ServiceDate } from '../shared/time.ts';

/** Another date, time or van for a visit. */
export interface DateOfferWire {
  readonly visit: ReplacementVisit;
  readonly vanName: string;
  /** Days since the visit before, and until the next one; null where there is none. */
  readonly daysBefore: number | null;
  readonly daysAfter: number | null;
  /** Driving that it adds. */
  readonly extraSeconds: number;
}

/** A visit that meets something on its date. */
export interface ClashWire {
  readonly siteId: string;
  readonly siteName: string;
  readonly date: ServiceDate;
  readonly vanName: string;
  readonly open: ClockTime;
  readonly close: ClockTime;
  /** What it is counted under. */
  readonly kind: ClashKind;
  /** Everything it meets, in words for staff. */
  readonly causes: readonly string[];
  /** For families, unless other words are written. */
  readonly familyWords: string;
  /** null: not decided. */
  readonly outcome: ClashOutcome | null;
  /** What was decided, in words; null: nothing. */
  readonly outcomeWords: string | null;
  /** True when it was decided of all clashes of its kind. */
  readonly isStanding: boolean;
  /** Why what was decided no longer holds; null when it does. */
  readonly lapsed: string | null;
  readonly offers: readonly DateOfferWire[];
  /** Crews that could stand in. */
  readonly crews: readonly { readonly id: string; readonly name: string }[];
  /** Which meeting of a group it would be, in words: the group goes on one period longer without it; null: of none. */
  readonly seriesWords: string | null;
}

/** What was decided of every clash of a kind. */
export interface StandingWire {
  readonly kind: ClashKind;
  readonly reason: string;
  readonly by: string;
}

/** Something that is away, as entered. */
export interface AbsenceWire extends Absence {
  readonly number: number;
  /** Of the crew, van or site; the skill itself. */
  readonly name: string;
}

/** GET /api/plans/:id/dates, and the answer to everything that is decided or entered below it. */
export interface DatesWire {
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  /** In order of date. */
  readonly clashes: readonly ClashWire[];
  readonly standing: readonly StandingWire[];
  /** Those that are not over yet, in order of first day. */
  readonly absences: readonly AbsenceWire[];
  readonly crews: readonly Crew[];
  readonly vans: readonly { readonly id: string; readonly name: string }[];
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly skills: readonly string[];
  /** Regular changes with too little notice, as one sentence; null for none. */
  readonly shortNotice: string | null;
}

/** POST /api/plans/:id/dates/decisions. An outcome of null opens the visit again. */
export interface DecisionsRequestWire {
  readonly decisions: readonly {
    readonly siteId: string;
    readonly date: string;
    readonly outcome: ClashOutcome | null;
  }[];
}

/** PUT /api/plans/:id/dates/standing/:kind; '' for the usual words. */
export interface StandingRequestWire {
  readonly reason: string;
}

/** POST /api/plans/:id/dates/absences. */
export type AbsenceRequestWire = Omit<Absence, 'from' | 'to'> & {
  readonly from: string;
  readonly to: string;
};

/** PUT /api/plans/:id/dates/crews; an empty identifier adds one. */
export type CrewRequestWire = Crew;
