import type { Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { RotaRules } from '../nouns.ts';

/**
 * Seconds to allow for a leg that the road engine drives in `routedSeconds`.
 * @returns routed × travelFactor + travelAllowanceSeconds, rounded up to a whole second; UNREACHABLE stays so
 *          (and so does what is no time: not a number, or below 0)
 * Source: DESIGN.md decision 3 (timetabled legs of mobile libraries against routed times).
 */
export function plannedLegSeconds(
  routedSeconds: Seconds,
  rules: Pick<RotaRules, 'travelFactor' | 'travelAllowanceSeconds'>,
): Seconds {
  if (!(routedSeconds >= 0)) return Number.POSITIVE_INFINITY;
  // A millionth is taken off so that 600 × 1.15 (690.0000000000001 in binary) is 690 and not 691 seconds.
  return Math.ceil(routedSeconds * rules.travelFactor + rules.travelAllowanceSeconds - 1e-6);
}

/**
 * What routed times are multiplied by on a weekday: the factor × the weekday's × the slowest season's. A rota must hold
 * in every season, and in none that is quicker than the rest of the year is it planned tighter.
 */
export function travelFactorOn(
  rules: Pick<RotaRules, 'travelFactor' | 'travelFactorByWeekday' | 'travelSeasons'>,
  weekday: Weekday,
): number {
  const slowest = rules.travelSeasons.reduce((most, { factor }) => Math.max(most, factor), 1);
  return rules.travelFactor * (rules.travelFactorByWeekday[weekday] ?? 1) * slowest;
}
