import { z } from 'zod';
import { type CouncilRule, KEPT_GROUPS, type RuleSet } from '../shared/councilRules.ts';

/** Longest identifier of a rule or a site that is read. */
const MOST_CHARACTERS = 200;
/** More than any set may have; what may be in it is for `checkedRuleSet` to say. */
const MOST_RULES = 1000;
const MOST_SITES = 10_000;

const common = { id: z.string().min(1).max(MOST_CHARACTERS), isOn: z.boolean() };
const consequence = { reduceToWeeks: z.number().nullable() };
const nearness = {
  metres: z.number().nullable(),
  seconds: z.number().nullable(),
  distance: z.enum(['road', 'straight']),
};

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('few-users'),
    users: z.number(),
    isCountedOnly: z.boolean(),
    ...consequence,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('few-reached'),
    children: z.number(),
    counting: z.enum(['alone', 'only-here']),
    ...consequence,
  }),
  z.strictObject({ ...common, kind: z.literal('near-hub'), ...nearness, ...consequence }),
  z.strictObject({ ...common, kind: z.literal('near-stops'), ...nearness }),
  z.strictObject({
    ...common,
    kind: z.literal('most-stops'),
    most: z.number(),
    per: z.enum(['service', 'van-day']),
  }),
  z.strictObject({ ...common, kind: z.literal('most-often'), weeks: z.number() }),
  z.strictObject({ ...common, kind: z.literal('keep-each'), group: z.enum(KEPT_GROUPS) }),
  z.strictObject({
    ...common,
    kind: z.literal('keep-named'),
    siteIds: z.array(z.string().max(MOST_CHARACTERS)).max(MOST_SITES),
  }),
]) satisfies z.ZodType<CouncilRule>;

/** The shape of a set of rules from a page or a file; its figures are checked when it is kept or run. */
export const ruleSetSchema = z.strictObject({
  name: z.string(),
  source: z.string().default(''),
  rules: z.array(rule).max(MOST_RULES),
}) satisfies z.ZodType<RuleSet>;
