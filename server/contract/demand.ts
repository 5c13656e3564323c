/**
 * Expected contacts on the wire: ranges, never one number. For signed-in staff only; nothing of it is ever on a public page.
 */
import type { ContactsRange, LOW_CONFIDENCE_WORDS } from '../shared/contactWords.ts';

/** Why a figure should not be leant on. */
export type LowConfidenceWire = keyof typeof LOW_CONFIDENCE_WORDS;

/** GET /api/demand: contacts a month at every candidate site, as if it were the only stop; in no order. */
export interface DemandWire {
  readonly sites: readonly {
    readonly siteId: string;
    readonly month: ContactsRange;
    readonly lowConfidence: readonly LowConfidenceWire[];
  }[];
}

/** Contacts a month with one session type. */
export interface SessionContactsWire {
  readonly sessionTypeId: string;
  readonly name: string;
  readonly month: ContactsRange;
}

/** GET /api/demand/plans/:id: contacts at the served stops of a plan, which share the families around them. */
export interface PlanDemandWire {
  readonly planId: number;
  readonly month: ContactsRange;
  readonly sessions: readonly SessionContactsWire[];
  readonly stops: readonly StopDemandWire[];
  /** Names of session types that are offered, and that no rate stands for. */
  readonly unestimated: readonly string[];
}

export interface StopDemandWire {
  readonly siteId: string;
  readonly month: ContactsRange;
  readonly visit: ContactsRange;
  readonly sessions: readonly SessionContactsWire[];
  readonly lowConfidence: readonly LowConfidenceWire[];
}

/** GET /api/demand/sites/:id: why a site's number is what it is. */
export interface WhySiteWire {
  readonly siteId: string;
  readonly siteName: string;
  /** With what every stop of a new plan is offered. */
  readonly month: ContactsRange;
  readonly lowConfidence: readonly LowConfidenceWire[];
  /** Every session type with a rate; those that are not usual are not in `month`. */
  readonly sessions: readonly (SessionContactsWire & { readonly isUsual: boolean })[];
  /** Areas that add to the figure, those that add most first. */
  readonly areas: readonly AreaDemandWire[];
  /** Areas beyond those, which add a little each. */
  readonly otherAreas: number;
  readonly inputs: readonly DemandInputWire[];
  /** Which input matters most, first. */
  readonly swings: readonly SwingWire[];
}

/** One area's part in a site's figure. */
export interface AreaDemandWire {
  readonly areaId: string;
  readonly name: string;
  readonly driveSeconds: number | null;
  readonly babies: number;
  readonly toddlers: number;
  readonly needWeight: number;
  readonly isNeedWeightAssumed: boolean;
  /** 0..1 of its families whom no hub serves. */
  readonly unservedShare: number;
  /** 0..1 of those who would come here. */
  readonly share: number;
  /** 0..1 of the site's contacts. */
  readonly part: number;
  /** What of the area's figures is filled in by rule, in words. */
  readonly assumed: readonly string[];
}

/** One uncertain constant: a parameter, or a session type's own rate. */
export interface DemandInputWire {
  readonly name: string;
  /** A few words. */
  readonly label: string;
  readonly value: number;
  /** What it is unless somebody changed it. */
  readonly usualValue: number;
  /** Plausible ends. */
  readonly low: number;
  readonly high: number;
  /** What is accepted. */
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  readonly explanation: string;
  readonly source: string;
  /** True where no local figure stands behind it. */
  readonly isAssumed: boolean;
}

/** What becomes of a site's contacts with one input at its low and at its high end: change against now, −1 and up. */
export interface SwingWire {
  readonly name: string;
  readonly atLow: number;
  readonly atHigh: number;
}

/** GET /api/demand/inputs: everything a what-if can change. */
export type DemandInputsWire = readonly DemandInputWire[];

/**
 * POST /api/demand/what-if: nothing is kept. PUT /api/demand/inputs { changes } keeps changes (coordinators) and answers with
 * the inputs as they are then.
 */
export interface WhatIfRequestWire {
  /** Values by the names of the inputs. */
  readonly changes: Readonly<Record<string, number>>;
  readonly siteId: string | null;
  readonly planId: number | null;
}

export interface WhatIfWire {
  readonly site: BeforeAfterWire | null;
  readonly plan: BeforeAfterWire | null;
}

/** Contacts a month as things are, and with the changes. */
export interface BeforeAfterWire {
  readonly before: ContactsRange;
  readonly after: ContactsRange;
}
