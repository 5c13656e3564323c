import type { RuleKind, RuleOf } from '../../shared/councilRules.ts';
import { keepEach, keepNamed } from './keepRules.ts';
import { nearHub, nearStops } from './nearRules.ts';
import { fewReached } from './reachRules.ts';
import type { ReviewInput } from './reviewInput.ts';
import { newState, type ReviewState, type RuleEffect, remaining } from './reviewState.ts';
import { fewUsers, mostOften, mostStops } from './usersRules.ts';

/** How one stop comes out of the review. */
export interface StopOutcome {
  readonly siteId: string;
  readonly outcome: 'kept' | 'reduced' | 'dropped' | 'merged';
  /** The stop it was merged into; that one may have gone by a later rule. */
  readonly intoSiteId: string | null;
  readonly visitsBefore: number;
  readonly visitsAfter: number;
  /** The rule that took it out, or last reduced it; null for a stop that is kept as it is. */
  readonly ruleId: string | null;
}

/** What the rules did, one after the other. */
export interface RulesOutcome {
  /** One entry an enabled rule, in the order they ran. */
  readonly effects: readonly RuleEffect[];
  /** One entry a stop, in the order of the input. */
  readonly stops: readonly StopOutcome[];
}

/**
 * Runs the enabled rules in their order over a service's stops. A rule sees only what earlier ones have left, so another order may
 * leave other stops (see `orderEffects`).
 * @param input.stops  may be empty; identifiers differ
 * @returns  the same for the same input; every stop is kept where no rule is enabled
 */
export function runRules(input: ReviewInput): RulesOutcome {
  const state = newState(input);
  const effects: RuleEffect[] = [];
  for (const rule of input.rules.filter(({ isOn }) => isOn)) {
    const stopsBefore = remaining(state).length;
    run(state, rule);
    effects.push({
      ruleId: rule.id,
      stopsBefore,
      stopsAfter: remaining(state).length,
      changes: state.changes.splice(0),
      spared: state.spared.splice(0),
      notJudged: state.notJudged.splice(0),
      remarks: state.remarks.splice(0),
    });
  }
  const lastRule = new Map(
    effects.flatMap(({ ruleId, changes }) => changes.map(({ siteId }) => [siteId, ruleId] as const)),
  );
  return {
    effects,
    stops: state.stops.map(({ stop, visits, gone }) => ({
      siteId: stop.siteId,
      outcome: gone?.change ?? (visits < stop.visitsPerCycle ? 'reduced' : 'kept'),
      intoSiteId: gone?.intoSiteId ?? null,
      visitsBefore: stop.visitsPerCycle,
      visitsAfter: gone === null ? visits : 0,
      ruleId: lastRule.get(stop.siteId) ?? null,
    })),
  };
}

const RUNS: { readonly [Kind in RuleKind]: (state: ReviewState, rule: RuleOf<Kind>) => void } = {
  'few-users': fewUsers,
  'few-reached': fewReached,
  'near-hub': nearHub,
  'near-stops': nearStops,
  'most-stops': mostStops,
  'most-often': mostOften,
  'keep-each': keepEach,
  'keep-named': keepNamed,
};

const run = <Kind extends RuleKind>(state: ReviewState, rule: RuleOf<Kind>): void =>
  (RUNS[rule.kind] as (state: ReviewState, rule: RuleOf<Kind>) => void)(state, rule);
