import { describe, expect, it } from 'vitest';
import type { Rota } from '../../../server/core/nouns.ts';
import { patternsWords, patternWords, stopPatterns } from '../../../server/core/timetable/patternWords.ts';
import { clockTime, type Weekday } from '../../../server/shared/time.ts';

const rotaOf = (
  cycleWeeks: number,
  calls: readonly [siteId: string, week: number, weekday: Weekday, open: string][],
): Rota => ({
  cycleWeeks,
  vanDays: calls.map(([siteId, week, weekday, open]) => ({
    vanId: 'van-1',
    week,
    weekday,
    departBase: 0,
    calls: [
      {
        siteId,
        arrive: clockTime(open) - 1200,
        open: clockTime(open),
        close: clockTime(open) + 5400,
        leave: clockTime(open) + 6300,
        legSeconds: 0,
        legMetres: 0,
      },
    ],
    break: null,
    returnLegSeconds: 0,
    returnLegMetres: 0,
    returnBase: 0,
  })),
  unserved: [],
  seed: 1,
  iterations: 0,
});

const wordsOf = (rota: Rota) => patternsWords(stopPatterns(rota));

describe('patterns in words', () => {
  it.each([
    ['every Tuesday, 10am to 11:30am', 1, [0]],
    ['every second Tuesday, 10am to 11:30am', 2, [1]],
    ['every fourth Tuesday, 10am to 11:30am', 4, [3]],
    ['every second Tuesday, 10am to 11:30am', 4, [1, 3]],
    ['every Tuesday, 10am to 11:30am', 4, [0, 1, 2, 3]],
    ['2 Tuesdays in every 4, 10am to 11:30am', 4, [0, 1]],
    ['3 Tuesdays in every 4, 10am to 11:30am', 4, [0, 1, 2]],
    ['every third Tuesday, 10am to 11:30am', 6, [2, 5]],
    ['every third Tuesday, 10am to 11:30am', 3, [1]],
    ['every sixth Tuesday, 10am to 11:30am', 6, [4]],
  ])('says "%s" for a cycle of %i weeks with visits in weeks %j', (words, cycleWeeks, weeks) => {
    const rota = rotaOf(
      cycleWeeks,
      weeks.map((week) => ['s', week, 2, '10:00']),
    );
    expect(wordsOf(rota)).toBe(words);
  });

  it.each([
    ['first Tuesday of the month, 10am to 11:30am', [0]],
    ['first and third Tuesday of the month, 10am to 11:30am', [0, 2]],
    ['first, second, third and fourth Tuesday of the month, 10am to 11:30am', [0, 1, 2, 3]],
  ])('says "%s" for a rota by the month', (words, weeks) => {
    const rota = rotaOf(
      4,
      weeks.map((week) => ['s', week, 2, '10:00']),
    );
    expect(wordsOf({ ...rota, repeats: 'month' })).toBe(words);
  });

  it('says midday, not 12pm', () => {
    expect(
      patternWords({
        weekday: 3,
        open: clockTime('12:00'),
        close: clockTime('13:30'),
        cycleWeeks: 4,
        weeks: [0],
        intervalWeeks: 4,
      }),
    ).toBe('every fourth Wednesday, midday to 1:30pm');
  });

  it('joins the patterns of a stop with two weekdays', () => {
    const rota = rotaOf(4, [
      ['s', 2, 5, '14:00'],
      ['s', 0, 2, '10:00'],
    ]);
    expect(wordsOf(rota)).toBe(
      'every fourth Tuesday, 10am to 11:30am, and every fourth Friday, 2pm to 3:30pm',
    );
  });
});

describe('patterns of a rota', () => {
  it('gives one pattern to a stop that keeps its weekday and time, by site', () => {
    const rota = rotaOf(4, [
      ['site-dean', 3, 1, '10:00'],
      ['site-brook', 2, 2, '10:00'],
      ['site-brook', 0, 2, '10:00'],
    ]);
    expect(stopPatterns(rota)).toEqual([
      {
        siteId: 'site-brook',
        weekday: 2,
        open: 36_000,
        close: 41_400,
        cycleWeeks: 4,
        weeks: [0, 2],
        intervalWeeks: 2,
      },
      {
        siteId: 'site-dean',
        weekday: 1,
        open: 36_000,
        close: 41_400,
        cycleWeeks: 4,
        weeks: [3],
        intervalWeeks: 4,
      },
    ]);
  });

  it('is empty for a rota without calls', () => {
    expect(stopPatterns(rotaOf(4, []))).toEqual([]);
  });
});
