import { minutes } from '../shared/units.ts';

/*
 * What the two laws on drivers' hours ask of a rota. A van's crew counts as one driver who drives every day of that van.
 * Driving is every planned leg, factors and allowance included, without the wait and the crossing of a ferry. Duty is the
 * time from leaving base to being back, less the break. A break is the van-day's break: set-up, sessions and pack-down are
 * other work, and a wait is no break. A week runs from Monday to Sunday.
 */

/**
 * GB domestic rules for goods vehicles: vehicles of up to 3.5 tonnes, and heavier ones that the assimilated rules exempt, as
 * mobile libraries and play buses are. All in seconds, limits inclusive.
 * Source: Transport Act 1968, section 96; gov.uk/guidance/drivers-hours-goods-vehicles, 2: Great Britain domestic rules.
 */
export const GB_DOMESTIC = {
  mostDrivingADay: minutes(10 * 60),
  mostDutyADay: minutes(11 * 60),
  /** The limit on duty is lifted for a week on every day of which the driving is at most this. */
  drivingWithoutDutyLimit: minutes(4 * 60),
} as const;

/**
 * Assimilated Regulation (EC) 561/2006: vehicles above 3.5 tonnes. All in seconds, limits inclusive.
 * Source: articles 4 and 6 to 8; gov.uk/drivers-hours/eu-rules.
 */
export const ASSIMILATED_EU = {
  mostDrivingADay: minutes(9 * 60),
  /** On so many days of a week it may be this much. */
  mostDrivingOnLongDay: minutes(10 * 60),
  longDaysAWeek: 2,
  mostDrivingAWeek: minutes(56 * 60),
  /** In any two weeks that follow one another, the last and the first of the cycle too. */
  mostDrivingAFortnight: minutes(90 * 60),
  /** After this much driving a break of full length. It may be split into 15 and 30 minutes, but a van-day has one break. */
  drivingBeforeBreak: minutes(4.5 * 60),
  leastBreak: minutes(45),
  /** From being back at base to leaving it again. */
  leastDailyRest: minutes(11 * 60),
  /** Between two weekly rests it may be so short so many times. */
  leastReducedDailyRest: minutes(9 * 60),
  reducedDailyRests: 3,
  /** Begins at the latest at the end of six times 24 hours since the last one; of two that follow one another one may be reduced. */
  leastWeeklyRest: minutes(45 * 60),
  leastReducedWeeklyRest: minutes(24 * 60),
  mostBetweenWeeklyRests: minutes(6 * 24 * 60),
} as const;
