import { PlannerError } from '../../shared/errors.ts';
import type { LockedStop } from '../../shared/rotaRules.ts';
import type { LockedDay, LockedOrder } from '../../shared/rotaWishes.ts';
import { clockText } from '../../shared/time.ts';
import type { Rota, RotaRules, Site, Stop, Van } from '../nouns.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

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
  readonly lockedDays?: readonly LockedDay[];
  readonly lockedOrders?: readonly LockedOrder[];
  /** The rota in force: where the search starts, and what changes are counted from. */
  readonly previous?: Rota;
  /** Called up to a hundred times. */
  readonly onProgress?: (progress: RotaProgress) => void;
  /** Asked once in a hundred rounds; true ends the search with the best rota so far. */
  readonly shouldStop?: () => boolean;
}

/** Where a van starts and ends, as an identifier of a travel matrix. */
export const baseId = (vanId: string): string => `base:${vanId}`;

/** Bit masks of weeks are 32-bit integers. */
const MOST_WEEKS = 30;

/** By the month, the first to the fourth of each weekday. */
const WEEKS_OF_MONTH = 4;

const WHOLE_FROM_ONE = ['cycleWeeks', 'maxCallsPerDay', 'roundingSeconds'] as const;
const FROM_ZERO = [
  'setUpSeconds',
  'packDownSeconds',
  'travelFactor',
  'travelAllowanceSeconds',
  'breakSeconds',
  'breakAfterSeconds',
  'minDaysBetweenVisits',
] as const;

/**
 * Refuses rules no rota can be built on.
 * @throws RULES_INVALID naming the rule, what it is and what was expected
 */
export function checkRules(rules: RotaRules): void {
  for (const rule of WHOLE_FROM_ONE) {
    const isRight = Number.isInteger(rules[rule]) && rules[rule] >= 1;
    if (!isRight) refuse(rule, rules[rule], 'a whole number from 1');
  }
  if (rules.cycleWeeks > MOST_WEEKS) refuse('cycleWeeks', rules.cycleWeeks, `at most ${MOST_WEEKS}`);
  for (const rule of FROM_ZERO) {
    const isRight = Number.isFinite(rules[rule]) && rules[rule] >= 0;
    if (!isRight) refuse(rule, rules[rule], 'a number from 0');
  }
  if (rules.repeats === 'month' && rules.cycleWeeks !== WEEKS_OF_MONTH) {
    refuse('cycleWeeks', rules.cycleWeeks, `${WEEKS_OF_MONTH} for a rota that repeats by the month`);
  }
  checkFigures(rules);
  const { from, to } = rules.breakWindow;
  if (!(to - from >= rules.breakSeconds)) {
    refuse(
      'breakWindow',
      `${clockText(from)} to ${clockText(to)}`,
      `a window of at least ${rules.breakSeconds} seconds, the length of the break`,
    );
  }
}

/** What is told by weekday, season, ferry and weight: figures from 0. */
function checkFigures(rules: RotaRules): void {
  const figures: [string, number][] = [
    ...Object.entries(rules.travelFactorByWeekday),
    ...rules.travelSeasons.map(({ name, factor }): [string, number] => [name, factor]),
    ...rules.ferries.flatMap(({ name, waitSeconds, crossingSeconds }): [string, number][] => [
      [name, waitSeconds],
      [name, crossingSeconds],
    ]),
    ...Object.entries(rules.weights),
  ];
  for (const [name, value] of figures) {
    if (!(Number.isFinite(value) && value >= 0)) refuse(name, value, 'a number from 0');
  }
}

function refuse(rule: string, value: number | string, expected: string): never {
  throw new PlannerError({
    code: 'RULES_INVALID',
    category: 'input',
    message: `The working rule ${rule} is ${value}: expected ${expected}`,
    details: { rule, value },
  });
}
