import type { Seconds } from '../../../../shared/units.ts';
import { exactDuration } from '../../sentences.ts';
import {
  type CheckedService,
  type ServiceFacts,
  type ServiceLeg,
  type ServiceViolation,
  serviceViolation,
  stopName,
} from '../serviceFacts.ts';

/** What a leg is asked to leave time for: the road alone, the usual reserve beside it, and the work at both ends too. */
export const LEG_DEMANDS = ['road', 'reserve', 'work'] as const;
export type LegDemand = (typeof LEG_DEMANDS)[number];

/** Less than a thousandth of a second is rounding. */
const ROUNDING = 1e-3;

/** Seconds a leg needs under a demand; undefined when its routed time is not known. */
export function neededSeconds(
  leg: Pick<ServiceLeg, 'routedSeconds'>,
  demand: LegDemand,
  rules: CheckedService['rules'],
): Seconds | undefined {
  const { routedSeconds } = leg;
  if (routedSeconds === undefined) return undefined;
  if (demand === 'road') return routedSeconds;
  const driving = routedSeconds * rules.travelFactor + rules.travelAllowanceSeconds;
  return demand === 'reserve' ? driving : driving + rules.setUpSeconds + rules.packDownSeconds;
}

/** True when the gap is shorter than the demand; false when the routed time is not known. */
export function isTooShort(leg: ServiceLeg, demand: LegDemand, rules: CheckedService['rules']): boolean {
  const needed = neededSeconds(leg, demand, rules);
  return needed !== undefined && leg.gapSeconds < needed - ROUNDING;
}

/**
 * LEG_TOO_SHORT: between two stops there is time for the road (hard), the reserve, and the work at both ends (soft). NO_ROAD
 * where none leads. Two stops that overlap are VAN_IN_TWO_PLACES's matter.
 */
export function serviceLegTooShort(facts: ServiceFacts): ServiceViolation[] {
  return facts.legs.flatMap((leg) => {
    if (leg.gapSeconds < 0) return [];
    const between = `${stopName(facts.stops[leg.from])} to ${stopName(facts.stops[leg.to])}`;
    const common = { stopIndexes: [leg.from, leg.to], date: leg.date };
    if (leg.routedSeconds === Number.POSITIVE_INFINITY) {
      return [
        serviceViolation(facts, { ...common, rule: 'NO_ROAD', finding: `${between}: no road leads there` }),
      ];
    }
    const demand = LEG_DEMANDS.find((each) => isTooShort(leg, each, facts.rules));
    if (demand === undefined) return [];
    const needed = neededSeconds(leg, demand, facts.rules) ?? 0;
    const finding = `${between} has ${exactDuration(leg.gapSeconds)}, needs ${exactDuration(Math.ceil(needed - ROUNDING))}${FOR[demand]}`;
    const severity = demand === 'road' ? 'hard' : 'soft';
    return [serviceViolation(facts, { ...common, rule: 'LEG_TOO_SHORT', finding, severity })];
  });
}

const FOR: Readonly<Record<LegDemand, string>> = {
  road: ' on the road alone',
  reserve: ' with a reserve for the road',
  work: ' with a reserve for the road, pack-down and set-up',
};
