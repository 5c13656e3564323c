import { describe, expect, it } from 'vitest';
import { newRule } from '../../../client/planner/parts/RuleEditor.tsx';
import { setIn } from '../../../client/planner/parts/RuleSetFiles.tsx';
import { RULE_KINDS, ruleProblem } from '../../../server/shared/councilRules.ts';

const file = (text: string, name = 'rules.json') => ({ name, size: text.length, text: async () => text });

describe('a new rule', () => {
  it('can be run as it starts, whatever its kind, except one that names no stop yet', () => {
    const problems = RULE_KINDS.map((kind) => [kind, ruleProblem(newRule(kind, []))]).filter(
      ([, problem]) => problem,
    );
    expect(problems).toEqual([['keep-named', 'it names no stop; choose one, or switch it off']]);
  });

  it('has an identifier that no other rule has', () => {
    const first = newRule('few-users', []);
    const second = newRule('few-users', [first]);
    expect([first.id, second.id, newRule('few-users', [second]).id]).toEqual([
      'few-users-1',
      'few-users-2',
      'few-users-1',
    ]);
  });
});

describe('rules from a file', () => {
  const rules = [{ id: 'a', kind: 'most-often', isOn: true, weeks: 4 }];

  it('are the set that was exported', async () => {
    const set = { name: 'Ours', source: 'Cabinet, May 2026', rules };
    expect(await setIn(file(JSON.stringify(set)))).toEqual(set);
  });

  it.each([
    ['not JSON at all', 'stop,users', 'rules.json is no JSON file. Choose one that was exported here.'],
    ['null', 'null', 'rules.json holds no set of rules: expected a name and a list of rules.'],
    ['no rules', '{"name":"x"}', 'rules.json holds no set of rules: expected a name and a list of rules.'],
    [
      'rules that are none',
      '{"name":"x","rules":[7]}',
      'rules.json holds no set of rules: expected a name and a list of rules.',
    ],
    [
      'a figure out of range',
      '{"name":"x","rules":[{"id":"a","kind":"most-often","isOn":true,"weeks":0.5}]}',
      'Rule 1: the number of weeks must be a whole number from 1 to 52',
    ],
    [
      'an unknown kind',
      '{"name":"x","rules":[{"id":"a","kind":"explode","isOn":true}]}',
      'Rule 1: there is no rule of the kind "explode"',
    ],
  ])('are refused with a sentence: %s', async (_, text, message) => {
    await expect(setIn(file(text))).rejects.toThrow(message);
  });

  it('are refused when the file is larger than the server takes', async () => {
    await expect(setIn({ ...file('{}'), size: 200_000 })).rejects.toThrow('too large');
  });
});
