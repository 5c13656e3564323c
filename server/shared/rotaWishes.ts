import type { LockedStop, RotaRules } from './rotaRules.ts';
import type { Weekday } from './time.ts';
import type { Seconds } from './units.ts';
import type { TimeWindow } from './weeklyTimes.ts';

/** What a stop asks of the rota. Whatever is left out is not asked. */
export interface StopWishes {
  /** Instead of what was proposed for it. */
  readonly visitsPerCycle?: number;
  readonly sessionSeconds?: Seconds;
  /** Only on these. */
  readonly weekdays?: readonly Weekday[];
  /** Only in one of these sets of weeks (0-based, ascending); left out: any that is evenly spread. */
  readonly weekSets?: readonly (readonly number[])[];
  /** Open, from opening to closing, within this part of the day. */
  readonly within?: TimeWindow;
  /** Openings in different weeks may be this far apart; left out: 0, one clock time. */
  readonly toleranceSeconds?: Seconds;
  /** Days between one visit and the next, across the end of the cycle too. */
  readonly minDaysBetween?: number;
  readonly maxDaysBetween?: number;
  /** Crew skills that must be aboard, as named in `Van.skills`. */
  readonly skills?: readonly string[];
  /** A group of so many meetings, one every so many weeks, that keeps its slot. */
  readonly series?: { readonly meetings: number; readonly everyWeeks: number };
  /** Served before all others, whatever the need. */
  readonly isRequired?: boolean;
}

/** A van's weekday kept as it is in the plan that is planned again: its calls stay, and none joins them. */
export interface LockedDay {
  readonly vanId: string;
  readonly weekday: Weekday;
}

/** Stops called at in this order wherever two of them share a van-day. */
export interface LockedOrder {
  readonly siteIds: readonly string[];
}

/** What a coordinator asks of a rota. The plan keeps it, and planning again starts from it. */
export interface RotaWishes {
  /** Working rules that are not the usual ones. */
  readonly rules: Partial<RotaRules>;
  /** By site. */
  readonly stops: Readonly<Record<string, StopWishes>>;
  /** Sites left out of the rota though they were chosen. */
  readonly left: readonly string[];
  readonly lockedStops: readonly LockedStop[];
  readonly lockedDays: readonly LockedDay[];
  readonly lockedOrders: readonly LockedOrder[];
}

/** Nothing asked. */
export const NO_ROTA_WISHES: RotaWishes = {
  rules: {},
  stops: {},
  left: [],
  lockedStops: [],
  lockedDays: [],
  lockedOrders: [],
};
