import type { Seconds } from '../../shared/units.ts';
import type { Violation } from '../nouns.ts';
import { legMargins } from './plannedDrive.ts';
import { type CheckedRota, rotaFacts } from './rotaFacts.ts';
import { ROTA_RULES } from './ruleBook.ts';
import { placeName, violationOf } from './sentences.ts';

/** As the road engine has it, as planned, and on a bad day (DESIGN.md, decision 3). */
export const CHECKED_FACTORS: readonly number[] = [1, 1.15, 1.3];

/** How a rota stands when every drive takes routed × factor × the factors of weekday and slowest season + allowance. */
export interface FactorCheck {
  readonly factor: number;
  /** Breaches of the rules that depend on roads; soft where the factor is more than the rota was planned with. */
  readonly violations: readonly Violation[];
  /** Time given minus time needed on the tightest leg, negative when too short; null without legs. */
  readonly smallestMarginSeconds: Seconds | null;
  /** The tightest leg: "Van 1, Tuesday of week 2: Ashby hall to Brook hall"; null without legs. */
  readonly tightestLeg: string | null;
}

/**
 * How much room the drives of a rota have if roads are quicker or slower than planned.
 * @param factors  ratios to routed times; the allowance is added to each leg as in the rules
 * @returns one answer per factor, in the order given
 */
export function checkAtFactors(
  checked: CheckedRota & { readonly factors?: readonly number[] },
): FactorCheck[] {
  return (checked.factors ?? CHECKED_FACTORS).map((factor) => {
    const facts = rotaFacts({ ...checked, rules: { ...checked.rules, travelFactor: factor } });
    const severity = factor > checked.rules.travelFactor ? 'soft' : 'hard';
    const margins = facts.rota.vanDays.flatMap((day) =>
      legMargins(facts, day).map(({ leg, available, needed }) => ({
        day,
        leg,
        seconds: Math.floor(available - needed + 1e-3),
      })),
    );
    const tightest = margins.reduce<(typeof margins)[number] | null>(
      (least, margin) => (least === null || margin.seconds < least.seconds ? margin : least),
      null,
    );
    const between =
      tightest && `${placeName(facts, tightest.leg.from)} to ${placeName(facts, tightest.leg.to)}`;
    return {
      factor,
      violations: ROTA_RULES.filter((rule) => rule.dependsOnRoads)
        .flatMap(({ check }) => check(facts))
        .map((violation): Violation => ({ ...violation, severity })),
      smallestMarginSeconds: tightest?.seconds ?? null,
      tightestLeg:
        tightest && between
          ? violationOf(facts, { rule: '', day: tightest.day, finding: between }).message
          : null,
    };
  });
}
