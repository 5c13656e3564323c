import type { ClockTime, Weekday } from './time.ts';
import type { Metres, Seconds } from './units.ts';
import type { TimeWindow, WeeklyOpening } from './weeklyTimes.ts';

/** Which law on drivers' hours the crew drives under. `none`: only the break of the working rules. */
export type DriversHours = 'none' | 'gb-domestic' | 'assimilated-eu';

/** What each of these is worth when one can only be had for another; need always comes first, and has no figure. */
export interface RotaWeights {
  /** Van time that keeping one stop's day, weeks, van and time of the plan in force is worth, seconds a stop; 0: change freely. */
  readonly changeSeconds: Seconds;
  /** What a kilometre driven counts besides its time, seconds. */
  readonly kilometreSeconds: Seconds;
  /** Van time that an evener cycle is worth, seconds for each hour by which the longest van-day exceeds the shortest. */
  readonly unevenSeconds: Seconds;
}

/** A crossing between the mainland and the places beyond it. */
export interface Ferry {
  readonly id: string;
  readonly name: string;
  /** Usual wait at the slip, and the crossing itself; the routed time of a leg over it counts neither. */
  readonly waitSeconds: Seconds;
  readonly crossingSeconds: Seconds;
  /** When a crossing may begin; null: always. */
  readonly hours: WeeklyOpening | null;
  /** Longest and heaviest vehicle taken; null: no limit known. */
  readonly maxLengthMetres: Metres | null;
  readonly maxWeightTonnes: number | null;
  /** Sites beyond it; every other place is on this side. */
  readonly siteIds: readonly string[];
}

/** Part of every year in which roads are slower or faster. */
export interface TravelSeason {
  readonly name: string;
  /** Month and day, "07-20" to "09-05", both included; may run over New Year. */
  readonly from: string;
  readonly to: string;
  /** Multiplies every planned leg's routed time. */
  readonly factor: number;
}

/** Hard working rules of a rota, all in seconds or counts; each editable. */
export interface RotaRules {
  readonly cycleWeeks: number;
  /**
   * `weeks`: week after week of the cycle. `month`: week 0 is the first of each weekday in a month, week 3 the fourth; a
   * fifth one is free, and `cycleWeeks` is 4.
   */
  readonly repeats: 'weeks' | 'month';
  readonly setUpSeconds: Seconds;
  readonly packDownSeconds: Seconds;
  /** A planned leg = routed seconds × factor + allowance. */
  readonly travelFactor: number;
  readonly travelAllowanceSeconds: Seconds;
  /** Multiplies the factor on that weekday; a missing one counts 1. */
  readonly travelFactorByWeekday: Readonly<Partial<Record<Weekday, number>>>;
  /** The rota must hold in every one of them. */
  readonly travelSeasons: readonly TravelSeason[];
  readonly ferries: readonly Ferry[];
  readonly maxCallsPerDay: number;
  /** A break of this length is needed on a day longer than `breakAfterSeconds`, taken within `breakWindow`, never while open. */
  readonly breakSeconds: Seconds;
  readonly breakAfterSeconds: Seconds;
  readonly breakWindow: TimeWindow;
  readonly driversHours: DriversHours;
  /** Published times are multiples of this (300). */
  readonly roundingSeconds: Seconds;
  /** Fewest days between two visits of one stop, across the end of the cycle too. */
  readonly minDaysBetweenVisits: number;
  /** Families hear of a regular change to a stop at least this many days ahead. */
  readonly noticeDays: number;
  readonly weights: RotaWeights;
}

/** A stop fixed where it is: same van, weekday, weeks and opening time in every rota built. */
export interface LockedStop {
  readonly siteId: string;
  readonly vanId: string;
  readonly weekday: Weekday;
  /** 0-based weeks of the cycle, ascending. */
  readonly weeks: readonly number[];
  readonly open: ClockTime;
}
