import { describe, expect, it } from 'vitest';
import { aimWords, proofWords } from '../../../client/planner/choiceWords.ts';
import { overlapWords, verdict } from '../../../client/planner/parts/CompareSites.tsx';
import { curveWords } from '../../../client/planner/parts/CurveSection.tsx';
import { countingFields, fieldProblem, fieldValue, planFields } from '../../../client/planner/planFields.ts';
import type { CurvePointWire } from '../../../server/contract/choice.ts';
import { type ChoiceWishes, DEFAULT_CHOICE } from '../../../server/shared/choiceWishes.ts';
import { aRequest, aSite, aSummary } from '../../support/plannerWire.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const wishes = (fields: Partial<ChoiceWishes>): ChoiceWishes => ({ ...DEFAULT_CHOICE, ...fields });

describe('what stops are chosen for, in a line', () => {
  it.each<[Partial<ChoiceWishes>, string]>([
    [{}, 'Most families newly within reach'],
    [{ aim: 'everyone', withinSeconds: 900 }, 'Everyone within 15 minutes'],
    [{ aim: 'floors', floorShare: 0.4 }, '40 % of every deprivation tenth within reach'],
    [
      { aim: 'centre', isOneAVillage: true, exclusions: [['a', 'b']], vanHours: 40 },
      'Nobody too far, at most one site a village, 1 group with at most one stop, at most 40 van-hours a cycle',
    ],
  ])('%o', (fields, words) => {
    expect(plain(aimWords(wishes(fields)))).toBe(words);
  });
});

describe('the proof of a choice', () => {
  const said = (
    aim: ChoiceWishes['aim'],
    choice: { unit: 'children' | 'seconds' | 'stops'; objective: number; bound: number },
    isChoiceProven = true,
  ) =>
    plain(
      proofWords(
        aSummary({
          request: { ...aRequest, choice: wishes({ aim }) },
          choice: { ...choice, notes: [] },
          isChoiceProven,
          choiceGap: isChoiceProven ? 0 : 0.02,
        }),
      ),
    );

  it('is told in the unit of what was asked for', () => {
    expect(said('cover', { unit: 'children', objective: 50, bound: 50 })).toBe(
      'Proven: no other choice of as many stops, with the same wishes, brings more need within reach.',
    );
    expect(said('median', { unit: 'seconds', objective: 564, bound: 564 })).toBe(
      'The mean drive of all under-5s to the nearest hub or stop is 9.4 minutes. Proven: no other choice of as many stops, with the same wishes, makes it shorter.',
    );
    expect(said('centre', { unit: 'seconds', objective: 1860, bound: 1860 })).toMatch(
      /^The longest drive of any area to the nearest hub or stop is 31 minutes\. Proven/,
    );
    expect(said('everyone', { unit: 'stops', objective: 17, bound: 17 })).toBe(
      'Proven: 17 stops are the fewest that bring everybody whom a site can serve within 20 minutes.',
    );
  });

  it('says how much better another choice could be at most', () => {
    expect(said('cover', { unit: 'children', objective: 98, bound: 100 }, false)).toBe(
      'Not proven to be the best: another choice could bring at most 2 % more, 2 under-5s.',
    );
    expect(said('median', { unit: 'seconds', objective: 600, bound: 570 }, false)).toMatch(
      /at most 0\.5 minutes shorter\.$/,
    );
    expect(said('everyone', { unit: 'stops', objective: 17, bound: 15.2 }, false)).toMatch(
      /at least 16 stops are needed/,
    );
  });

  it('stays honest about plans made before, and those from a timetable', () => {
    expect(proofWords(aSummary())).toMatch(/^Proven: no other choice/);
    expect(proofWords(aSummary({ isChoiceProven: false, choiceGap: 1 }))).toBe(
      'How good this choice of stops is has not been worked out.',
    );
  });
});

describe('the plan form', () => {
  const fields = planFields({ maxStops: 150, maxVans: 6, cycleWeeks: [4] });

  it('asks only for what counts', () => {
    expect(countingFields(DEFAULT_CHOICE)).toEqual(['stops', 'vans', 'vanHours']);
    expect(countingFields(wishes({ aim: 'everyone' }))).toEqual(['vans', 'within', 'vanHours']);
    expect(countingFields(wishes({ aim: 'floors' }))).toEqual(['stops', 'vans', 'floor', 'vanHours']);
  });

  it('writes a field into the request and reads it from there', () => {
    const request = { ...aRequest, ...fields.within.changeOf(25, aRequest) };
    expect(request.choice).toEqual(wishes({ withinSeconds: 1500 }));
    expect(fields.within.textOf(request)).toBe('25');
    const limited = { ...request, ...fields.vanHours.changeOf(40, request) };
    expect(limited.choice).toEqual(wishes({ withinSeconds: 1500, vanHours: 40 }));
    expect(fields.vanHours.textOf(request)).toBe('');
  });

  it('takes an empty field only where none is needed', () => {
    expect(fieldProblem(fields.vanHours, ' ')).toBeNull();
    expect(fieldValue(' ')).toBeNull();
    expect(fieldProblem(fields.floor, '')).toBe('Share must be a whole number from 1 to 100');
    expect(fieldProblem(fields.floor, '101')).toBe('Share must be a whole number from 1 to 100');
    expect(fieldProblem(fields.floor, '100')).toBeNull();
  });
});

describe('two candidates side by side', () => {
  const parts = (reached: number, privacy: number) => [
    { name: 'newlyReachedChildren', value: 1, unit: 'children', points: reached, maxPoints: 40 },
    { name: 'discretion', value: 1, unit: 'of 5', points: privacy, maxPoints: 10 },
  ];
  const first = aSite({ name: 'One', score: 50, parts: parts(40, 10) });
  const second = aSite({ id: '2', name: 'Two', score: 35, parts: parts(20, 15) });

  it('are told apart in words', () => {
    const words =
      'One scores 15 points more, most of it for under-5s newly within reach (20 points). Two is ahead in discretion: privacy in the register (5 points).';
    expect(verdict(first, second)).toBe(words);
    expect(verdict(second, first)).toBe(words);
    expect(verdict(first, aSite({ score: 50.4 }))).toBe('Both have the same score, to the point.');
    expect(verdict(first, aSite({ score: 0, obstacle: 'No road leads to Two' }))).toBe(
      'No road leads to Two.',
    );
  });

  it('share the families they share', () => {
    const all = { both: 300, onlyFirst: 0, onlySecond: 0 };
    const shared = { first: 'a', second: 'b', all, newly: { both: 40, onlyFirst: 9, onlySecond: 1 } };
    expect(overlapWords(shared, { first: 'One', second: 'Two' })).toBe(
      'Of 50 children under 5 whom no hub reaches, both would reach 40 children: One alone 9 children, Two alone 1 child. 300 children under 5 live within reach of both sites, hubs or not.',
    );
    const none = { ...shared, newly: { both: 0, onlyFirst: 0, onlySecond: 0 } };
    expect(overlapWords(none, { first: 'One', second: 'Two' })).toMatch(
      /^Neither would newly reach anybody\./,
    );
  });
});

describe('the curve in a sentence', () => {
  const point = (stops: number, newlyReachedChildren: number): CurvePointWire => ({
    stops,
    objective: newlyReachedChildren,
    bound: newlyReachedChildren,
    isProven: true,
    newlyReachedChildren,
    gained: 0,
    added: [],
    dropped: [],
    greedyObjective: 0,
    greedySiteId: null,
  });
  const curve = (kneeStops: number | null) => ({
    key: 'k',
    points: [point(1, 50), point(2, 90), point(3, 94)],
    kneeStops,
    childrenBeyondHubs: 120,
    withinSeconds: 1200,
  });

  it('names the bend, what it brings, and what the next stop adds', () => {
    expect(plain(curveWords(curve(2)))).toBe(
      '2 stops bring 75 % of the 120 under-5s beyond reach of a hub within 20 minutes; the next stop adds 4.',
    );
    expect(plain(curveWords(curve(3)))).toMatch(/within 20 minutes\.$/);
    expect(curveWords(curve(null))).toBe(
      'Every further stop brings about as much as the one before, up to 3.',
    );
  });
});
