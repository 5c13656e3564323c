import { PlannerError } from '../../shared/errors.ts';
import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { RotaRules, Site, Stop, Van } from '../nouns.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

/** A stop a coordinator has fixed: same van, weekday, weeks and opening time in every rota built. */
export interface LockedStop {
  readonly siteId: string;
  readonly vanId: string;
  readonly weekday: Weekday;
  /** 0-based weeks of the cycle, ascending. */
  readonly weeks: readonly number[];
  readonly open: ClockTime;
}

/** How far a search is. */
export interface RotaProgress {
  readonly iteration: number;
  readonly iterations: number;
  /** Planned driving of the best rota so far, seconds per cycle. */
  readonly drivingSeconds: number;
  /** Visits asked for that the best rota so far does not make. */
  readonly unservedVisits: number;
}

/** Everything a rota is built from. */
export interface RotaInput {
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  /** Holds every stop's site and `base:<vanId>` for every van, as origins and as destinations. */
  readonly matrix: TravelMatrix;
  readonly rules: RotaRules;
  readonly seed: number;
  /** Rounds of the search; 0 gives the first construction. */
  readonly iterations: number;
  readonly locked?: readonly LockedStop[];
  /** Called up to a hundred times. */
  readonly onProgress?: (progress: RotaProgress) => void;
  /** Asked once in a hundred rounds; true ends the search with the best rota so far. */
  readonly shouldStop?: () => boolean;
}

/** Where a van starts and ends, as an identifier of a travel matrix. */
export const baseId = (vanId: string): string => `base:${vanId}`;

/** Bit masks of weeks are 32-bit integers. */
const MOST_WEEKS = 30;

/**
 * Refuses rules no rota can be built on.
 * @throws RULES_INVALID naming the rule, what it is and what was expected
 */
export function checkRules(rules: RotaRules): void {
  const whole = (value: number) => Number.isInteger(value) && value >= 1;
  const notNegative = (value: number) => Number.isFinite(value) && value >= 0;
  const { breakWindow } = rules;
  const expectations: readonly [string, unknown, boolean, string][] = [
    [
      'cycleWeeks',
      rules.cycleWeeks,
      whole(rules.cycleWeeks) && rules.cycleWeeks <= MOST_WEEKS,
      `a whole number from 1 to ${MOST_WEEKS}`,
    ],
    ['maxCallsPerDay', rules.maxCallsPerDay, whole(rules.maxCallsPerDay), 'a whole number from 1'],
    ['roundingSeconds', rules.roundingSeconds, whole(rules.roundingSeconds), 'whole seconds from 1'],
    ['setUpSeconds', rules.setUpSeconds, notNegative(rules.setUpSeconds), 'seconds from 0'],
    ['packDownSeconds', rules.packDownSeconds, notNegative(rules.packDownSeconds), 'seconds from 0'],
    ['travelFactor', rules.travelFactor, notNegative(rules.travelFactor), 'a ratio from 0'],
    [
      'travelAllowanceSeconds',
      rules.travelAllowanceSeconds,
      notNegative(rules.travelAllowanceSeconds),
      'seconds from 0',
    ],
    ['breakSeconds', rules.breakSeconds, notNegative(rules.breakSeconds), 'seconds from 0'],
    ['breakAfterSeconds', rules.breakAfterSeconds, notNegative(rules.breakAfterSeconds), 'seconds from 0'],
    [
      'minDaysBetweenVisits',
      rules.minDaysBetweenVisits,
      notNegative(rules.minDaysBetweenVisits),
      'days from 0',
    ],
    [
      'breakWindow',
      `${breakWindow.from}–${breakWindow.to}`,
      breakWindow.to - breakWindow.from >= rules.breakSeconds,
      'a window long enough for the break',
    ],
  ];
  for (const [rule, value, isRight, expected] of expectations) {
    if (isRight) continue;
    throw new PlannerError({
      code: 'RULES_INVALID',
      category: 'input',
      message: `The working rule ${rule} is ${value}: expected ${expected}`,
      details: { rule, value },
    });
  }
}
