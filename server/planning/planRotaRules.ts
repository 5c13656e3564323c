import type { RotaRules } from '../core/nouns.ts';
import { checkRules } from '../core/rota/rotaInput.ts';
import { PlannerError } from '../shared/errors.ts';
import {
  ROTA_NUMBER_FIELDS,
  ROTA_WEIGHT_FIELDS,
  type RotaNumberField,
  rotaNumberProblem,
} from '../shared/rotaRuleFields.ts';
import { serviceDate, WEEKDAY_NAMES, type Weekday } from '../shared/time.ts';
import { PLAN_LIMITS } from './makePlan.ts';

/** Times on the road may count this much less or more on a weekday or in a season. */
const FACTORS = { low: 0.5, high: 3 };
const MOST_SEASONS = 12;
const MOST_FERRIES = 20;

/**
 * Refuses working rules that nobody can work by, in the units a coordinator types them in.
 * @param isSite  whether there is such a site
 * @throws RULES_INVALID naming the rule and what was expected
 */
export function checkRotaRules(rules: RotaRules, isSite: (siteId: string) => boolean): void {
  if (!PLAN_LIMITS.cycleWeeks.includes(rules.cycleWeeks)) {
    refuse('cycleWeeks', 'A rota repeats every 1, 2, 3, 4 or 6 weeks');
  }
  if (rules.repeats === 'month' && rules.cycleWeeks !== 4) {
    refuse('repeats', 'A rota that repeats by the month has 4 weeks: choose a cycle of 4 weeks with it');
  }
  checkNumbers(ROTA_NUMBER_FIELDS, rules);
  checkNumbers(ROTA_WEIGHT_FIELDS, rules.weights);
  for (const [weekday, factor] of Object.entries(rules.travelFactorByWeekday)) {
    const name = WEEKDAY_NAMES[(Number(weekday) as Weekday) - 1];
    checkFactor('travelFactorByWeekday', `Times on the road on a ${name}`, factor);
  }
  checkSeasons(rules);
  checkFerries(rules, isSite);
  checkRules(rules);
}

function checkNumbers<Name extends string>(
  fields: readonly RotaNumberField<Name>[],
  values: Readonly<Record<Name, number>>,
): void {
  for (const field of fields) {
    const problem = rotaNumberProblem(field, values[field.name]);
    if (problem) refuse(field.name, problem);
  }
}

function checkSeasons({ travelSeasons }: RotaRules): void {
  if (travelSeasons.length > MOST_SEASONS)
    refuse('travelSeasons', `There may be ${MOST_SEASONS} seasons at most`);
  for (const { name, from, to, factor } of travelSeasons) {
    if (name.trim() === '') refuse('travelSeasons', 'A season needs a name, such as “Summer holidays”');
    for (const day of [from, to]) {
      if (isDayOfYear(day)) continue;
      refuse(
        'travelSeasons',
        `The season “${name}” has a day “${day}”: expected month and day, such as 07-20`,
      );
    }
    checkFactor('travelSeasons', `Times on the road in the season “${name}”`, factor);
  }
}

/** A day of a leap year, so that 29 February is one. */
function isDayOfYear(text: string): boolean {
  try {
    serviceDate(`2024-${text}`);
    return true;
  } catch {
    return false;
  }
}

function checkFerries({ ferries }: RotaRules, isSite: (siteId: string) => boolean): void {
  if (ferries.length > MOST_FERRIES) refuse('ferries', `There may be ${MOST_FERRIES} ferries at most`);
  const ids = new Set<string>();
  for (const ferry of ferries) {
    const name = ferry.name.trim();
    if (name === '') refuse('ferries', 'A ferry needs a name');
    if (ids.has(ferry.id)) refuse('ferries', `Two ferries have the identifier “${ferry.id}”`);
    ids.add(ferry.id);
    for (const seconds of [ferry.waitSeconds, ferry.crossingSeconds]) {
      if (seconds >= 0 && seconds <= 6 * 3600) continue;
      refuse('ferries', `“${name}”: wait and crossing must each be from 0 to 360 minutes`);
    }
    for (const limit of [ferry.maxLengthMetres, ferry.maxWeightTonnes]) {
      if (limit === null || (limit > 0 && limit <= 100)) continue;
      refuse('ferries', `“${name}”: a limit of length or weight must be above 0 and at most 100`);
    }
    const unknown = ferry.siteIds.find((siteId) => !isSite(siteId));
    if (unknown !== undefined)
      refuse('ferries', `“${name}” leads to “${unknown.slice(0, 80)}”, which is no site`);
  }
}

function checkFactor(rule: string, words: string, factor: number | undefined): void {
  if (factor === undefined || (factor >= FACTORS.low && factor <= FACTORS.high)) return;
  refuse(rule, `${words} must count from ${FACTORS.low} to ${FACTORS.high} times`);
}

function refuse(rule: string, message: string): never {
  throw new PlannerError({ code: 'RULES_INVALID', category: 'input', message, details: { rule } });
}
