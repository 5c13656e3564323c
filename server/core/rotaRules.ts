import { clockTime } from '../shared/time.ts';
import { minutes } from '../shared/units.ts';
import type { RotaRules } from './nouns.ts';

/**
 * The working rules a new region starts from; a coordinator may change each of them.
 * Times in seconds, the factor is a plain ratio, calls are counted.
 */
export const DEFAULT_ROTA_RULES: RotaRules = {
  /** Weeks. Four: a village seen monthly keeps one weekday, and twice or four times a cycle divides evenly. */
  cycleWeeks: 4,
  repeats: 'weeks',
  /** From arriving to opening: level the van, awning, ramp, power. Assumed; to be timed with the crew. */
  setUpSeconds: minutes(20),
  /** From closing to driving off. Assumed; to be timed with the crew. */
  packDownSeconds: minutes(15),
  /** Ratio. With the allowance below, fitted to about 2,000 timetabled legs of UK mobile libraries against routed times. */
  travelFactor: 1.15,
  /** Same source: timetabled gaps exceed routed times by some 4 minutes at every length. */
  travelAllowanceSeconds: 240,
  travelFactorByWeekday: {},
  travelSeasons: [],
  ferries: [],
  /** Calls. Mobile crews with set-up and pack-down make two or three a day; four is the outer limit. */
  maxCallsPerDay: 4,
  /** Unpaid lunch of at least 30 minutes (usual in council terms); the law's least is 20 (Working Time Regulations 1998, reg. 12). */
  breakSeconds: minutes(30),
  /** A working day longer than 6 hours needs a break (Working Time Regulations 1998, reg. 12). */
  breakAfterSeconds: minutes(360),
  /** When a lunch break is still a lunch break. Assumed. */
  breakWindow: { from: clockTime('11:00'), to: clockTime('14:30') },
  driversHours: 'none',
  /** Published times are on five minutes, as printed timetables are. */
  roundingSeconds: minutes(5),
  /** Days. Visits of one stop keep one weekday, so 7 allows weekly visits and forbids nothing else. */
  minDaysBetweenVisits: 7,
  /** Four weeks: one visit of a monthly stop at which the change can be told. Assumed. */
  noticeDays: 28,
  weights: {
    /** Seconds of van time. An hour a cycle: a family's day is not moved to save minutes. Assumed. */
    changeSeconds: minutes(60),
    /** A tenth of a second for 100 km: distance decides only between equal times. */
    kilometreSeconds: 0.001,
    /** Evenness decides only between equal times, too. */
    unevenSeconds: 0.001,
  },
};
