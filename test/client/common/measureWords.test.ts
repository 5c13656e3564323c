import { describe, expect, it } from 'vitest';
import {
  changeFigure,
  measureChange,
  measureFigure,
  measureWords,
} from '../../../client/common/measureWords.ts';

describe('a measure’s figure in words', () => {
  it.each([
    ['minutes', 18.4, '18 minutes'],
    ['minutes', 1, '1 minute'],
    ['visits', 0, '0 visits'],
    ['visits', 2.5, '2.5 visits'],
    ['days', 13.5, '14 days'],
    ['days', 0.4286, '0.4 days'],
    ['hours', 1234.5, '1,235 hours'],
    ['hours-per-100-children', 12, '12 hours'],
    ['children', 1, '1 child'],
    ['children', null, 'no help'],
    ['minutes', null, 'no route'],
    ['days', null, 'none near'],
  ] as const)('%s %s is "%s"', (unit, value, words) => expect(measureWords(unit, value)).toBe(words));

  it('has a decimal below ten, where it matters', () => {
    expect([0.04, 0.05, 9.94, 9.96, 10.4].map((value) => measureFigure('days', value))).toEqual([
      '0',
      '0.1',
      '9.9',
      '10',
      '10',
    ]);
  });

  it('sets two figures side by side, with a decimal where they would look the same', () => {
    expect(measureChange('days', { today: 13.5, plan: 6.5 })).toBe('14 → 6.5 days');
    expect(measureChange('visits', { today: 14.8, plan: 15.32 })).toBe('14.8 → 15.3 visits');
    expect(measureChange('days', { today: null, plan: 1 })).toBe('none → 1 day');
  });

  it('tells a change with its sign, and what is gained or lost altogether', () => {
    expect(changeFigure('days', { today: 13.5, plan: 6.5 })).toBe('−7');
    expect(changeFigure('visits', { today: 20, plan: 22 })).toBe('+2');
    expect(changeFigure('visits', { today: 20, plan: 20.01 })).toBe('0');
    expect(changeFigure('days', { today: null, plan: 6.5 })).toBe('gained');
    expect(changeFigure('days', { today: 6.5, plan: null })).toBe('lost');
    expect(changeFigure('days', { today: null, plan: null })).toBe('none');
  });
});
