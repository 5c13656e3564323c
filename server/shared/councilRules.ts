import { PlannerError } from './errors.ts';
import { METRES_PER_MILE, type Metres, minutes, type Seconds } from './units.ts';

/** How a distance is measured: along roads, or as the crow flies (how councils' own papers often have it). */
export type DistanceKind = 'road' | 'straight';

/** What rules can keep at least one stop in each of. */
export const KEPT_GROUPS = ['community', 'district', 'deprivation', 'rural-urban'] as const;
export type KeptGroup = (typeof KEPT_GROUPS)[number];

/** A reach in metres, in seconds of driving, or both: then either is enough. null: not looked at. */
export interface Nearness {
  readonly metres: Metres | null;
  readonly seconds: Seconds | null;
  readonly distance: DistanceKind;
}

/** What becomes of a stop that a rule is against: it is dropped, or visited at most once in this many weeks. */
export interface Consequence {
  /** null: dropped. */
  readonly reduceToWeeks: number | null;
}

/** The kinds of rule with their own fields, all plain data. "Fewer than" is exclusive; every distance is inclusive. */
export interface RuleFields {
  /** Fewer users a visit than this. */
  readonly 'few-users': Consequence & {
    readonly users: number;
    /** True: a stop without a count is left alone; false: its expected contacts a visit stand in. */
    readonly isCountedOnly: boolean;
  };
  /** Newly reaches fewer children aged 0 to 4 than this: on its own, or counting only those no other stop reaches. */
  readonly 'few-reached': Consequence & {
    readonly children: number;
    readonly counting: 'alone' | 'only-here';
  };
  readonly 'near-hub': Consequence & Nearness;
  /** Stops near each other become one: the busier stays. */
  readonly 'near-stops': Nearness;
  /** At most this many stops, in all or on one day of one van: the busiest stay. */
  readonly 'most-stops': { readonly most: number; readonly per: 'service' | 'van-day' };
  /** No stop more often than once in this many weeks. */
  readonly 'most-often': { readonly weeks: number };
  /** Protects, from here on, the last stop in each group. */
  readonly 'keep-each': { readonly group: KeptGroup };
  /** Protects, from here on, these stops. */
  readonly 'keep-named': { readonly siteIds: readonly string[] };
}

export type RuleKind = keyof RuleFields;

/** One rule of a council's review. */
export type CouncilRule = {
  [Kind in RuleKind]: { readonly id: string; readonly kind: Kind; readonly isOn: boolean } & RuleFields[Kind];
}[RuleKind];

/** A rule of one kind. */
export type RuleOf<Kind extends RuleKind> = Extract<CouncilRule, { kind: Kind }>;

/** Rules in the order they are run, under a name. */
export interface RuleSet {
  readonly name: string;
  /** Where the rules come from, in words; '' for the council's own. */
  readonly source: string;
  readonly rules: readonly CouncilRule[];
}

/** Each kind as a new rule starts, in the order they are offered. Figures are those councils have used. */
export const NEW_RULES: { readonly [Kind in RuleKind]: RuleFields[Kind] } = {
  'few-users': { users: 3, isCountedOnly: false, reduceToWeeks: null },
  'near-hub': { metres: 3 * METRES_PER_MILE, seconds: minutes(12), distance: 'road', reduceToWeeks: null },
  'near-stops': { metres: 2 * METRES_PER_MILE, seconds: null, distance: 'road' },
  'few-reached': { children: 10, counting: 'only-here', reduceToWeeks: null },
  'most-stops': { most: 150, per: 'service' },
  'most-often': { weeks: 4 },
  'keep-each': { group: 'deprivation' },
  'keep-named': { siteIds: [] },
};

/** The kinds in the order they are offered. */
export const RULE_KINDS = Object.keys(NEW_RULES) as RuleKind[];

/** What a set and its figures may be; ends inclusive. */
export const RULE_LIMITS = {
  rules: 30,
  nameCharacters: 80,
  sourceCharacters: 1000,
  users: { least: 0.1, most: 1000 },
  children: { least: 0.1, most: 100_000 },
  metres: { least: 0.1 * METRES_PER_MILE, most: 50 * METRES_PER_MILE },
  seconds: { least: minutes(1), most: minutes(180) },
  weeks: { least: 1, most: 52 },
  stops: { least: 1, most: 5000 },
  named: 1000,
} as const;

/**
 * The set itself when it can be run.
 * @throws RULES_INVALID naming the rule by its place, what was wrong and what is accepted
 */
export function checkedRuleSet(set: RuleSet): RuleSet {
  const name = set.name.trim();
  if (name === '' || name.length > RULE_LIMITS.nameCharacters) {
    throw invalid(
      `The name of the rules has ${name.length} characters; give it 1 to ${RULE_LIMITS.nameCharacters}`,
    );
  }
  if (set.source.length > RULE_LIMITS.sourceCharacters) {
    throw invalid(
      `The source of the rules is longer than ${RULE_LIMITS.sourceCharacters} characters; shorten it`,
    );
  }
  if (set.rules.length > RULE_LIMITS.rules) {
    throw invalid(
      `There are ${set.rules.length} rules; at most ${RULE_LIMITS.rules} can be run. Take some out`,
    );
  }
  const ids = new Set<string>();
  for (const [i, rule] of set.rules.entries()) {
    const problem = ids.has(rule.id) ? `its id "${rule.id}" is used twice` : ruleProblem(rule);
    if (problem) throw invalid(`Rule ${i + 1}: ${problem}`);
    ids.add(rule.id);
  }
  return { ...set, name };
}

/** What is wrong with a rule's figures, in words that complete "Rule 2: …"; null when nothing is. */
export function ruleProblem(rule: CouncilRule): string | null {
  const { users, children, weeks, stops } = RULE_LIMITS;
  if ('reduceToWeeks' in rule && rule.reduceToWeeks !== null) {
    const wrong = wholeProblem('the number of weeks', rule.reduceToWeeks, weeks);
    if (wrong) return wrong;
  }
  switch (rule.kind) {
    case 'few-users':
      return numberProblem('users a visit', rule.users, users);
    case 'few-reached':
      return numberProblem('children', rule.children, children);
    case 'near-hub':
    case 'near-stops':
      return nearnessProblem(rule);
    case 'most-stops':
      return wholeProblem('the number of stops', rule.most, stops);
    case 'most-often':
      return wholeProblem('the number of weeks', rule.weeks, weeks);
    case 'keep-named':
      if (rule.siteIds.length > RULE_LIMITS.named) return `it names more than ${RULE_LIMITS.named} stops`;
      return rule.isOn && rule.siteIds.length === 0 ? 'it names no stop; choose one, or switch it off' : null;
    case 'keep-each':
      return KEPT_GROUPS.includes(rule.group) ? null : 'there is no such group of stops';
    default:
      return `there is no rule of the kind "${String((rule as { kind: unknown }).kind).slice(0, 40)}"`;
  }
}

function nearnessProblem({ metres, seconds }: Nearness): string | null {
  if (metres === null && seconds === null) return 'it has neither miles nor minutes; give one of them';
  const { metres: m, seconds: s } = RULE_LIMITS;
  if (metres !== null && !isWithin(metres, m)) return 'miles must be a number from 0.1 to 50';
  return seconds !== null && !isWithin(seconds, s) ? 'minutes must be a number from 1 to 180' : null;
}

const isWithin = (value: number, ends: { least: number; most: number }): boolean =>
  Number.isFinite(value) && value >= ends.least - 1e-9 && value <= ends.most + 1e-9;

const numberProblem = (what: string, value: number, ends: { least: number; most: number }): string | null =>
  isWithin(value, ends) ? null : `${what} must be a number from ${ends.least} to ${ends.most}`;

const wholeProblem = (what: string, value: number, ends: { least: number; most: number }): string | null =>
  Number.isInteger(value) && isWithin(value, ends)
    ? null
    : `${what} must be a whole number from ${ends.least} to ${ends.most}`;

const invalid = (message: string): PlannerError =>
  new PlannerError({ code: 'RULES_INVALID', category: 'input', message });
