import type { Seconds } from '../../../shared/units.ts';
import { orderOfTimes } from './rules/orderOfTimes.ts';
import {
  isTooShort,
  LEG_DEMANDS,
  type LegDemand,
  neededSeconds,
  serviceLegTooShort,
} from './rules/serviceLegTooShort.ts';
import { serviceOnBankHoliday } from './rules/serviceOnBankHoliday.ts';
import { vanAtTwoStops } from './rules/vanAtTwoStops.ts';
import { weekdayDisagrees } from './rules/weekdayDisagrees.ts';
import {
  type CheckedService,
  type ServiceFacts,
  type ServiceRule,
  type ServiceViolation,
  serviceFacts,
} from './serviceFacts.ts';

/** How many legs a demand makes impossible. */
export interface LegFigure {
  readonly demand: LegDemand;
  readonly count: number;
  /** Of the legs with a known road time, 0..1; null when there is none. */
  readonly share: number | null;
}

/** What a timetable comes to, for a table with a line a service. */
export interface ServiceFigures {
  /** Rows of the timetable. */
  readonly stops: number;
  /** Visits in the span looked at. */
  readonly visits: number;
  /** Pairs of stops that follow one another on some date, places apart. */
  readonly legs: number;
  readonly legsWithRoad: number;
  /** Legs that cannot be driven, overlapping stops among them: by the road alone, with the reserve, with the work at both ends. */
  readonly impossible: readonly LegFigure[];
  /** Pairs of stops at which a van would be at once. */
  readonly overlaps: number;
  readonly listedTwice: number;
  readonly weekdayFaults: number;
  readonly departureFaults: number;
  readonly bankHolidayVisits: number;
  readonly bankHolidayStops: number;
  /** Time given less the time of the road with the reserve, on the tightest leg; null without legs with a known road time. */
  readonly smallestMarginSeconds: Seconds | null;
}

export interface ServiceCheck {
  readonly figures: ServiceFigures;
  /** Rule by rule, as sentences; hard ones cannot be meant, soft ones leave too little room. */
  readonly violations: readonly ServiceViolation[];
}

const RULES: readonly ServiceRule[] = [
  orderOfTimes,
  weekdayDisagrees,
  vanAtTwoStops,
  serviceLegTooShort,
  serviceOnBankHoliday,
];

/**
 * The truth check: can this timetable, ours or anyone's, be kept? Patterns are taken apart into dates first, so that only
 * stops that follow one another on a real date make a leg.
 * @returns figures and every breach; zeros and none for a timetable without stops or without dates in the span
 */
export function checkService(checked: CheckedService): ServiceCheck {
  const facts = serviceFacts(checked);
  const violations = RULES.flatMap((rule) => rule(facts));
  return { figures: figuresOf(facts, violations), violations };
}

function figuresOf(facts: ServiceFacts, violations: readonly ServiceViolation[]): ServiceFigures {
  const count = (rule: string) => violations.filter((violation) => violation.rule === rule).length;
  const withRoad = facts.legs.filter((leg) => leg.routedSeconds !== undefined);
  const margins = withRoad.map((leg) => leg.gapSeconds - (neededSeconds(leg, 'reserve', facts.rules) ?? 0));
  const clashes = facts.visits.filter(({ date }) => facts.bankHolidays.has(date));
  return {
    stops: facts.stops.length,
    visits: facts.visits.length,
    legs: facts.legs.length,
    legsWithRoad: withRoad.length,
    impossible: LEG_DEMANDS.map((demand) => {
      const impossible = withRoad.filter((leg) => isTooShort(leg, demand, facts.rules)).length;
      return {
        demand,
        count: impossible,
        share: withRoad.length === 0 ? null : impossible / withRoad.length,
      };
    }),
    overlaps: count('VAN_IN_TWO_PLACES'),
    listedTwice: count('DUPLICATE_VISIT'),
    weekdayFaults: count('WEEKDAY_DISAGREES'),
    departureFaults: count('ORDER_OF_CALL'),
    bankHolidayVisits: clashes.length,
    bankHolidayStops: new Set(clashes.map(({ index }) => index)).size,
    smallestMarginSeconds: margins.reduce<number | null>(
      (least, margin) => (least === null || margin < least ? margin : least),
      null,
    ),
  };
}
