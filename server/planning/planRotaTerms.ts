import type { Plan, RotaRules, Stop, Van } from '../core/nouns.ts';
import { wishedStops } from '../core/rota/wishedStops.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { evenFrequencies } from '../core/stops/frequency.ts';
import { rulesUnlike } from '../shared/rotaRuleFields.ts';
import type { RotaWishes } from '../shared/rotaWishes.ts';
import type { ReadableDb } from '../store/open.ts';
import { listEverySite } from '../store/sites.ts';
import { proposedStops } from './planRotaBase.ts';
import { checkRotaWishes } from './planRotaCheck.ts';
import { checkRotaRules } from './planRotaRules.ts';
import { changedVans, type VanAsked } from './planRotaVans.ts';

/** What a plan is planned again with. */
export interface RotaTerms {
  readonly wishes: RotaWishes;
  readonly rules: RotaRules;
  readonly vans: readonly Van[];
  readonly stops: readonly Stop[];
}

/**
 * What a rota is built from when a plan is planned again: its stops with what is asked of each, its vans with what is changed of
 * them, and the rules in force.
 * @throws RULES_INVALID, ROTA_WISHES, ROTA_VANS (input): what is wrong, by the name of the rule, the stop or the van
 */
export function rotaTerms(
  db: ReadableDb,
  plan: Plan,
  asked: { readonly wishes: RotaWishes; readonly vans?: readonly VanAsked[] },
): RotaTerms {
  const sites = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const nameOf = (siteId: string) => sites.get(siteId) ?? siteId;
  const rules = { ...DEFAULT_ROTA_RULES, ...asked.wishes.rules };
  checkRotaRules(rules, (siteId) => sites.has(siteId));
  const vans = changedVans(plan.vans, asked.vans ?? []);
  const proposed = proposedStops(db, plan).map((stop) => ({
    ...stop,
    visitsPerCycle: visitsInCycle(stop.visitsPerCycle, { from: plan.rules.cycleWeeks, to: rules.cycleWeeks }),
  }));
  checkRotaWishes(asked.wishes, { proposed, vans, rules, nameOf });
  const wishes: RotaWishes = {
    ...asked.wishes,
    rules: rulesUnlike(DEFAULT_ROTA_RULES, rules),
    stops: withoutEmpty(asked.wishes.stops),
  };
  return { wishes, rules, vans, stops: wishedStops(proposed, wishes) };
}

/** As often in another cycle as its even spacings allow, and never more often; at least once. */
function visitsInCycle(visits: number, weeks: { readonly from: number; readonly to: number }): number {
  if (weeks.from === weeks.to) return visits;
  const wanted = (visits * weeks.to) / weeks.from;
  return Math.max(1, ...evenFrequencies(weeks.to).filter((each) => each <= wanted));
}

const withoutEmpty = (stops: RotaWishes['stops']): RotaWishes['stops'] =>
  Object.fromEntries(
    Object.entries(stops).filter(([, wishes]) =>
      Object.values(wishes).some((value) => value !== undefined && value !== false),
    ),
  );
