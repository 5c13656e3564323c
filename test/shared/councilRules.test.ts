import { describe, expect, it } from 'vitest';
import { type CouncilRule, checkedRuleSet, ruleProblem } from '../../server/shared/councilRules.ts';
import { outcomeWords, ruleWords } from '../../server/shared/councilRuleWords.ts';

const MILE = 1609.344;
const near = (fields: object): CouncilRule =>
  ({
    id: 'n',
    kind: 'near-hub',
    isOn: true,
    metres: 3 * MILE,
    seconds: 720,
    distance: 'road',
    reduceToWeeks: null,
    ...fields,
  }) as CouncilRule;

describe('a rule in words', () => {
  it.each<[CouncilRule, string]>([
    [near({}), 'Drop a stop within 3 miles by road or 12 minutes’ drive of a hub.'],
    [near({ metres: null }), 'Drop a stop within 12 minutes’ drive of a hub.'],
    [
      near({ metres: MILE, seconds: null, distance: 'straight', reduceToWeeks: 4 }),
      'Visit at most every 4 weeks a stop within 1 mile in a straight line of a hub.',
    ],
    [
      { id: 'u', kind: 'few-users', isOn: true, users: 2.5, isCountedOnly: true, reduceToWeeks: null },
      'Drop a stop with fewer than 2.5 users a visit, where they were counted.',
    ],
    [
      { id: 'm', kind: 'most-stops', isOn: true, most: 1, per: 'van-day' },
      'Keep at most 1 stop a van-day, the busiest.',
    ],
    [{ id: 'k', kind: 'keep-named', isOn: true, siteIds: ['a', 'b'] }, 'From here on, keep A, B.'],
  ])('%#', (rule, words) => {
    expect(ruleWords(rule, (id) => id.toUpperCase())).toBe(words);
  });

  it('tells what becomes of stops, leaving out what happens to none', () => {
    const of = (...outcomes: ('kept' | 'reduced' | 'dropped' | 'merged')[]) =>
      outcomes.map((outcome) => ({ outcome }));
    expect(outcomeWords(of('kept', 'dropped', 'dropped', 'merged'))).toBe(
      'Of 4 stops, 1 stays as it is, 2 are dropped and 1 is merged into another.',
    );
    expect(outcomeWords(of('kept'))).toBe('Of 1 stop, 1 stays as it is.');
  });
});

describe('the limits of a rule', () => {
  it('are inclusive', () => {
    expect(ruleProblem(near({ metres: 0.1 * MILE }))).toBeNull();
    expect(ruleProblem(near({ metres: 50 * MILE }))).toBeNull();
    expect(ruleProblem(near({ metres: 50.1 * MILE }))).toBe('miles must be a number from 0.1 to 50');
    expect(ruleProblem(near({ seconds: 59 }))).toBe('minutes must be a number from 1 to 180');
    expect(ruleProblem(near({ seconds: Number.NaN }))).toBe('minutes must be a number from 1 to 180');
    expect(ruleProblem(near({ metres: null, seconds: null }))).toBe(
      'it has neither miles nor minutes; give one of them',
    );
  });

  it('are told with the place of the rule, and a name is needed', () => {
    const set = { name: ' Ours ', source: '', rules: [near({}), near({})] };
    expect(() => checkedRuleSet(set)).toThrow('Rule 2: its id "n" is used twice');
    expect(checkedRuleSet({ ...set, rules: [near({})] }).name).toBe('Ours');
    expect(() => checkedRuleSet({ ...set, name: '  ', rules: [] })).toThrow(
      'The name of the rules has 0 characters',
    );
  });
});
