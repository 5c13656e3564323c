import { describe, expect, it } from 'vitest';
import type { Rota } from '../../../server/core/nouns.ts';
import { askedSites } from '../../../server/core/planDiff/askedSites.ts';
import {
  changeWords,
  figureChanges,
  headlineWords,
  movedWords,
  noticeText,
  savingWords,
} from '../../../server/core/planDiff/changeWords.ts';
import { movedUnasked, planChanges } from '../../../server/core/planDiff/planChanges.ts';
import { NO_ROTA_WISHES } from '../../../server/shared/rotaWishes.ts';
import { clockTime, serviceDate, type Weekday } from '../../../server/shared/time.ts';

/** A visit: site, weeks, weekday, opening, van, minutes open. */
type Visit = [
  siteId: string,
  weeks: number[],
  weekday: Weekday,
  open: string,
  vanId?: string,
  minutes?: number,
];

const ANCHOR = serviceDate('2027-01-04');
const NAMES = { siteName: (id: string) => id, vanName: (id: string) => id.replace('van-', 'Van ') };

/** Each visit on a van-day of its own: 10 minutes and 10 km there, the same back, out for three hours. */
const rotaOf = (cycleWeeks: number, visits: readonly Visit[], fields: Partial<Rota> = {}): Rota => ({
  cycleWeeks,
  vanDays: visits.flatMap(([siteId, weeks, weekday, open, vanId = 'van-1', minutes = 90]) =>
    weeks.map((week) => ({
      vanId,
      week,
      weekday,
      departBase: clockTime('09:00'),
      calls: [
        {
          siteId,
          arrive: clockTime(open) - 1200,
          open: clockTime(open),
          close: clockTime(open) + minutes * 60,
          leave: clockTime(open) + minutes * 60 + 900,
          legSeconds: 600,
          legMetres: 10_000,
        },
      ],
      break: null,
      returnLegSeconds: 600,
      returnLegMetres: 10_000,
      returnBase: clockTime('12:00'),
    })),
  ),
  unserved: [],
  seed: 1,
  iterations: 0,
  ...fields,
});

const between = (
  before: readonly Visit[],
  after: readonly Visit[],
  cycles: { before?: number; after?: number; anchor?: string } = {},
) =>
  planChanges({
    before: { rota: rotaOf(cycles.before ?? 4, before), cycleAnchor: ANCHOR },
    after: {
      rota: rotaOf(cycles.after ?? 4, after),
      cycleAnchor: cycles.anchor ? serviceDate(cycles.anchor) : ANCHOR,
    },
  });

const partsOf = (changes: ReturnType<typeof planChanges>) => changes.stops.map(({ parts }) => parts);
const wordsOf = (changes: ReturnType<typeof planChanges>) =>
  changes.stops.map((change) => changeWords(change, NAMES));

describe('what a plan changes', () => {
  it('is nothing between a rota and itself', () => {
    const visits: Visit[] = [['Bude', [0, 2], 2, '10:00']];
    const changes = between(visits, visits);
    expect(changes.stops).toEqual([]);
    expect(changes.unchanged).toBe(1);
    expect(headlineWords(changes)).toBe('Nothing changes for families: every stop keeps its days and times.');
    expect(savingWords(changes)).toBe('Driving and hours stay as they were.');
  });

  it('is nothing where neither rota serves a stop', () => {
    expect(headlineWords(between([], []))).toBe('Neither plan serves a stop.');
  });

  it('names stops that are new and stops that are gone', () => {
    const changes = between([['Bude', [0], 2, '10:00']], [['Looe', [1], 5, '14:00']]);
    expect(changes.stops.map(({ siteId, kind }) => [siteId, kind])).toEqual([
      ['Bude', 'removed'],
      ['Looe', 'added'],
    ]);
    expect(wordsOf(changes)).toEqual([
      'is no longer visited; it was every fourth Tuesday, 10am to 11:30am',
      'is new: every fourth Friday, 2pm to 3:30pm',
    ]);
    expect(headlineWords(changes)).toBe('2 stops change, and none stays as it is.');
  });

  it.each<[string, Visit, string[], string]>([
    [
      'weekday',
      ['Bude', [0, 2], 5, '10:00'],
      ['weekday'],
      'moves from every second Tuesday, 10am to 11:30am, to every second Friday, 10am to 11:30am',
    ],
    [
      'time',
      ['Bude', [0, 2], 2, '13:00'],
      ['time'],
      'moves from every second Tuesday, 10am to 11:30am, to every second Tuesday, 1pm to 2:30pm',
    ],
    [
      'weeks',
      ['Bude', [1, 3], 2, '10:00'],
      ['weeks'],
      'moves to other weeks, still every second Tuesday, 10am to 11:30am',
    ],
    [
      'number of visits',
      ['Bude', [0], 2, '10:00'],
      ['fewer-visits'],
      'is visited less often: every fourth Tuesday, 10am to 11:30am, instead of every second Tuesday, 10am to 11:30am',
    ],
    [
      'length',
      ['Bude', [0, 2], 2, '10:00', 'van-1', 120],
      ['length'],
      'has visits of another length: every second Tuesday, 10am to midday, instead of every second Tuesday, 10am to 11:30am',
    ],
    ['van', ['Bude', [0, 2], 2, '10:00', 'van-2'], ['van'], 'is served by Van 2 instead of Van 1'],
    [
      'weekday and number of visits',
      ['Bude', [0, 1, 2, 3], 5, '10:00'],
      ['weekday', 'more-visits'],
      'is visited more often, and moves: every Friday, 10am to 11:30am, instead of every second Tuesday, 10am to 11:30am',
    ],
  ])('tells a change of %s', (_, after, parts, words) => {
    const changes = between([['Bude', [0, 2], 2, '10:00']], [after]);
    expect(partsOf(changes)).toEqual([parts]);
    expect(wordsOf(changes)).toEqual([words]);
  });

  it('counts weeks by the calendar: the same weeks of another cycle are no change', () => {
    const fortnightly: Visit[] = [['Bude', [0], 2, '10:00']];
    const sameWeeks: Visit[] = [['Bude', [0, 2], 2, '10:00']];
    expect(between(fortnightly, sameWeeks, { before: 2 }).stops).toEqual([]);
    // Begun a week later, its first week is the other's second.
    const shifted = { before: 2, after: 2, anchor: '2027-01-11' };
    expect(partsOf(between(fortnightly, fortnightly, shifted))).toEqual([['weeks']]);
    expect(between([['Bude', [1], 2, '10:00']], fortnightly, shifted).stops).toEqual([]);
  });

  it('counts once a month as less often than every fourth week', () => {
    const changes = planChanges({
      before: { rota: rotaOf(4, [['Bude', [0], 2, '10:00']]), cycleAnchor: ANCHOR },
      after: { rota: rotaOf(4, [['Bude', [0], 2, '10:00']], { repeats: 'month' }), cycleAnchor: ANCHOR },
    });
    expect(partsOf(changes)).toEqual([['fewer-visits']]);
  });

  it('gives both totals, and what is saved', () => {
    const changes = between([['Bude', [0, 2], 2, '10:00']], [['Bude', [0], 2, '10:00']]);
    expect(changes.before).toEqual({
      cycleWeeks: 4,
      stops: 1,
      visits: 2,
      vanDays: 2,
      drivingSeconds: 2400,
      drivingMetres: 40_000,
      vanSeconds: 21_600,
    });
    expect(savingWords(changes)).toBe(
      '20 minutes less driving in a cycle, and the vans are out 3 hours less.',
    );
    expect(figureChanges(changes)).toContainEqual({ name: 'Visits in a cycle', before: '2', after: '1' });
    expect(figureChanges(changes)).toContainEqual({
      name: 'Driving in a cycle',
      before: '40 minutes, 25 miles',
      after: '20 minutes, 12 miles',
    });
  });
});

describe('stops that had to move', () => {
  const before: Visit[] = [
    ['Bude', [0], 2, '10:00'],
    ['Looe', [0], 3, '10:00'],
  ];

  it('are those on another weekday of which nothing was asked', () => {
    const changes = between(before, [
      ['Bude', [0], 5, '10:00'],
      ['Looe', [0], 1, '10:00'],
    ]);
    expect(movedWords(movedUnasked(changes, new Set(['Looe'])), NAMES)).toBe(
      '1 other stop had to move to another weekday: Bude (Tuesday to Friday).',
    );
    expect(movedWords(movedUnasked(changes, new Set()), NAMES)).toBe(
      '2 other stops had to move to another weekday: Bude (Tuesday to Friday) and Looe (Wednesday to Monday).',
    );
  });

  it('are none where only times change', () => {
    const changes = between(before, [
      ['Bude', [0], 2, '11:00'],
      ['Looe', [0], 3, '10:00'],
    ]);
    expect(movedWords(movedUnasked(changes, new Set()), NAMES)).toBe('');
  });

  it('leave out those of which something else is asked, by a wish, a lock or an order', () => {
    const lock = { siteId: 'Looe', vanId: 'van-1', weekday: 1 as const, weeks: [0], open: 36_000 };
    expect(
      [
        ...askedSites(NO_ROTA_WISHES, {
          ...NO_ROTA_WISHES,
          rules: { maxCallsPerDay: 2 },
          stops: { Bude: { visitsPerCycle: 2 } },
          left: ['Hayle'],
          lockedStops: [lock],
          lockedOrders: [{ siteIds: ['Truro', 'Looe'] }],
          lockedDays: [{ vanId: 'van-1', weekday: 3 }],
        }),
      ].sort(),
    ).toEqual(['Bude', 'Hayle', 'Looe', 'Truro']);
    expect(askedSites(NO_ROTA_WISHES, NO_ROTA_WISHES).size).toBe(0);
  });
});

describe('a notice to families', () => {
  const told = { name: 'Bude', start: serviceDate('2027-01-04'), firstVisit: serviceDate('2027-01-08') };
  const notice = (before: Visit[], after: Visit[], fields: Partial<Rota> = {}) =>
    planChanges({
      before: { rota: rotaOf(4, before), cycleAnchor: ANCHOR },
      after: { rota: rotaOf(4, after, fields), cycleAnchor: ANCHOR },
    }).stops.map((change) => noticeText(change, told))[0];

  it('says from when, how it is then, how it is until then, and when the first visit is', () => {
    expect(notice([['Bude', [0, 2], 2, '10:00']], [['Bude', [0, 2], 5, '14:00']])).toBe(
      'From Monday 4 January 2027 the van comes to Bude every second Friday, 2pm to 3:30pm. Until then it comes every second Tuesday, 10am to 11:30am. The first visit at the new time is on Friday 8 January 2027.',
    );
  });

  it('says so where the van no longer comes', () => {
    expect(notice([['Bude', [0], 2, '10:00']], [])).toBe(
      'From Monday 4 January 2027 the van no longer comes to Bude. Until then it comes every fourth Tuesday, 10am to 11:30am.',
    );
  });

  it('says so where the van is new, by the month too', () => {
    expect(notice([], [['Bude', [0], 5, '10:00']], { repeats: 'month' })).toBe(
      'From Monday 4 January 2027 the van comes to Bude on the first Friday of the month, 10am to 11:30am. The first visit is on Friday 8 January 2027.',
    );
  });

  it('tells of other weeks without saying the same thing twice', () => {
    expect(notice([['Bude', [0, 2], 5, '10:00']], [['Bude', [1, 3], 5, '10:00']])).toBe(
      'From Monday 4 January 2027 the van comes to Bude in other weeks than before, still every second Friday, 10am to 11:30am. The first visit at the new time is on Friday 8 January 2027.',
    );
  });

  it('is none where only the van is another', () => {
    expect(notice([['Bude', [0], 5, '10:00']], [['Bude', [0], 5, '10:00', 'van-2']])).toBe('');
  });
});
