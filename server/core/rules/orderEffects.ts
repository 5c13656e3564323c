import type { CouncilRule } from '../../shared/councilRules.ts';
import type { RulesOutcome } from './runRules.ts';

/** What would be otherwise if two rules that follow one another changed places. */
export interface OrderEffect {
  readonly earlierRuleId: string;
  readonly laterRuleId: string;
  /** Stops that would stay, and now go. */
  readonly wouldStay: readonly string[];
  /** Stops that would go, and now stay. */
  readonly wouldGo: readonly string[];
  /** Stops that would stay either way, but be visited more or less often. */
  readonly visitsOtherwise: readonly string[];
}

/** The sets in which two enabled rules that follow one another have changed places, first pair first. */
export function swappedRules(rules: readonly CouncilRule[]): {
  readonly earlierRuleId: string;
  readonly laterRuleId: string;
  readonly rules: readonly CouncilRule[];
}[] {
  const on = rules.filter(({ isOn }) => isOn);
  return on.slice(1).map((later, i) => {
    const swapped = [...on];
    [swapped[i], swapped[i + 1]] = [later, on[i]];
    return { earlierRuleId: on[i].id, laterRuleId: later.id, rules: swapped };
  });
}

/** How two outcomes of the same service differ; null when they do not. */
export function orderEffect(
  asStated: RulesOutcome,
  swapped: RulesOutcome,
  pair: { earlierRuleId: string; laterRuleId: string },
): OrderEffect | null {
  const after = new Map(swapped.stops.map(({ siteId, visitsAfter }) => [siteId, visitsAfter]));
  const of = (isWanted: (now: number, then: number) => boolean) =>
    asStated.stops
      .filter((stop) => isWanted(stop.visitsAfter, after.get(stop.siteId) ?? 0))
      .map(({ siteId }) => siteId);
  const wouldStay = of((now, then) => now === 0 && then > 0);
  const wouldGo = of((now, then) => now > 0 && then === 0);
  const visitsOtherwise = of((now, then) => now > 0 && then > 0 && now !== then);
  return wouldStay.length + wouldGo.length + visitsOtherwise.length === 0
    ? null
    : { ...pair, wouldStay, wouldGo, visitsOtherwise };
}
