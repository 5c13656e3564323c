import { describe, expect, it } from 'vitest';
import { sortedRows } from '../../../client/planner/parts/DataTable.tsx';
import { wholeNumberProblem } from '../../../client/planner/parts/NumberField.tsx';
import {
  childrenByHub,
  gridWeekdays,
  newlyReached,
  numberedStops,
  secondsByArea,
  unusedSeed,
  weekGrid,
  worstAreas,
} from '../../../client/planner/planView.ts';
import { timetableMonths, timetableStops } from '../../../client/planner/timetableView.ts';
import type { TimetableWire } from '../../../server/contract/planner.ts';
import { clockTime, serviceDate } from '../../../server/shared/time.ts';
import { anAccess, anArea, aPlan, aRequest, aStop, aVanDay } from '../../support/plannerWire.ts';

describe('drives by area', () => {
  it('are to hubs without a plan, and to hubs and stops with one', () => {
    expect([...secondsByArea(anAccess(), null)]).toEqual([
      ['near', 300],
      ['far', 1500],
    ]);
    expect([...secondsByArea(anAccess(), aPlan())]).toEqual([
      ['near', 300],
      ['far', 120],
    ]);
  });

  it('name the worst areas: no road first, nobody’s area not at all', () => {
    const areas = [
      anArea({ id: 'a', hubSeconds: 900 }),
      anArea({ id: 'b', hubSeconds: null }),
      anArea({ id: 'c', hubSeconds: 1500 }),
      anArea({ id: 'd', hubSeconds: 9000, children: 0 }),
      anArea({ id: 'e', hubSeconds: 1500 }),
    ];
    const seconds = secondsByArea(anAccess({ areas }), null);
    expect(worstAreas(areas, seconds, 3).map(({ id }) => id)).toEqual(['b', 'c', 'e']);
  });

  it('add up the children whose nearest hub it is', () => {
    const areas = [
      anArea({ children: 10 }),
      anArea({ id: 'x', children: 5 }),
      anArea({ id: 'y', nearestHubId: null }),
    ];
    expect(childrenByHub(anAccess({ areas })).get('hub')).toEqual({ children: 15, areas: 2 });
  });
});

describe('a plan', () => {
  it('never says that fewer than no children are newly reached', () => {
    expect(newlyReached({ beyondReachBefore: 26, beyondReachAfter: 12 })).toBe(14);
    expect(newlyReached({ beyondReachBefore: 26, beyondReachAfter: 27 })).toBe(0);
  });

  it('is rebuilt with a seed that no plan has had', () => {
    const withSeed = (seed: number) => ({ request: { ...aRequest, seed } });
    expect(unusedSeed([withSeed(1), withSeed(7), withSeed(2)])).toBe(8);
    expect(unusedSeed([])).toBe(1);
  });

  it('numbers its stops by need, equal ones by identifier', () => {
    const stops = [
      aStop({ siteId: 'b', need: 5 }),
      aStop({ siteId: 'a', need: 5 }),
      aStop({ siteId: 'c', need: 9 }),
    ];
    expect(numberedStops(stops).map(({ number, stop }) => `${number}${stop.siteId}`)).toEqual([
      '1c',
      '2a',
      '3b',
    ]);
  });

  it('is a grid of all its weeks, Monday to Friday, with several vans in one day', () => {
    const vanDays = [
      aVanDay({ index: 0, week: 0, weekday: 2 }),
      aVanDay({ index: 1, week: 0, weekday: 2, vanId: 'two' }),
      aVanDay({ index: 2, week: 1, weekday: 5 }),
    ];
    const grid = weekGrid({ vanDays, request: { ...aRequest, cycleWeeks: 2 } });
    expect(grid.map(({ days }) => days.map((day) => day.map(({ index }) => index)))).toEqual([
      [[], [0, 1], [], [], []],
      [[], [], [], [], [2]],
    ]);
  });

  it('shows Saturday only where a van goes out then', () => {
    expect(gridWeekdays([aVanDay({ weekday: 1 })])).toEqual([1, 2, 3, 4, 5]);
    expect(gridWeekdays([aVanDay({ weekday: 6 })])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(gridWeekdays([])).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the timetable', () => {
  const visit = (siteId: string, date: string, open: string): TimetableWire['visits'][number] => ({
    siteId,
    siteName: `${siteId} hall`,
    date: serviceDate(date),
    open: clockTime(open),
    close: clockTime('15:00'),
  });
  const timetable: TimetableWire = {
    from: serviceDate('2026-11-24'),
    to: serviceDate('2027-05-24'),
    visits: [
      visit('b', '2026-12-02', '13:00'),
      visit('a', '2026-12-02', '10:00'),
      visit('a', '2027-01-06', '10:00'),
    ],
    skipped: [{ siteName: 'a hall', date: serviceDate('2026-12-28'), reason: 'Bank holiday' }],
    warnings: [],
  };

  it('runs month by month in order of date and clock, skipped dates among the visits', () => {
    const months = timetableMonths(timetable, '');
    expect(
      months.map(({ key, rows }) => [key, rows.map((row) => `${row.date} ${row.siteName} ${row.kind}`)]),
    ).toEqual([
      ['2026-12', ['2026-12-02 a hall visit', '2026-12-02 b hall visit', '2026-12-28 a hall skipped']],
      ['2027-01', ['2027-01-06 a hall visit']],
    ]);
  });

  it('can be cut down to one stop, with its skipped dates', () => {
    expect(timetableMonths(timetable, 'b').map(({ rows }) => rows.length)).toEqual([1]);
    expect(timetableMonths(timetable, 'a').map(({ rows }) => rows.length)).toEqual([2, 1]);
    expect(timetableMonths(timetable, 'nobody')).toEqual([]);
  });

  it('lists its stops by name, each once', () => {
    expect(timetableStops(timetable).map(({ siteId }) => siteId)).toEqual(['a', 'b']);
  });
});

describe('tables', () => {
  const columns = [
    { id: 'name', header: 'Name', cell: () => null, sortBy: (row: Row) => row.name },
    { id: 'value', header: 'Value', cell: () => null, sortBy: (row: Row) => row.value },
    { id: 'other', header: 'Other', cell: () => null },
  ];
  interface Row {
    readonly name: string;
    readonly value: number | null;
  }
  const rows: Row[] = [
    { name: 'b', value: 2 },
    { name: 'a', value: null },
    { name: 'C', value: 10 },
    { name: 'd', value: 2 },
  ];
  const namesBy = (columnId: string, isDescending: boolean) =>
    sortedRows(rows, columns, { columnId, isDescending }).map(({ name }) => name);

  it('sort figures as figures, unknown ones last either way, equal ones as they came', () => {
    expect(namesBy('value', false)).toEqual(['b', 'd', 'C', 'a']);
    expect(namesBy('value', true)).toEqual(['C', 'b', 'd', 'a']);
  });

  it('sort names as people do, capitals among small letters', () => {
    expect(namesBy('name', false)).toEqual(['a', 'b', 'C', 'd']);
  });

  it('keep their order for a column that cannot be sorted', () => {
    expect(sortedRows(rows, columns, { columnId: 'other', isDescending: true })).toBe(rows);
  });
});

describe('the form', () => {
  const field = { name: 'Number of stops', low: 1, high: 150 };

  it('takes whole numbers within the limits, both inclusive', () => {
    for (const text of ['1', '24', '150', ' 8 ']) expect(wholeNumberProblem(text, field)).toBeNull();
  });

  it.each(['', ' ', '0', '151', '2.5', '-3', 'ten', 'NaN', 'Infinity'])(
    'says what is wrong with "%s"',
    (text) => {
      expect(wholeNumberProblem(text, field)).toBe('Number of stops must be a whole number from 1 to 150');
    },
  );
});
