import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, Rota, VanDay } from '../../../server/core/nouns.ts';
import { type ExpandFields, expandRota } from '../../../server/core/timetable/expandRota.ts';
import { weekOfRota } from '../../../server/core/timetable/weekOfRota.ts';
import { addDays, clockTime, instantOf, serviceDate, weekdayOf } from '../../../server/shared/time.ts';
import { rules, site, stop } from '../../support/tinyTown.ts';
import { calendar, closure, vanOff } from './support/calendar.ts';

const call = (siteId: string, open: string): Call => ({
  siteId,
  arrive: clockTime(open) - 1200,
  open: clockTime(open),
  close: clockTime(open) + 5400,
  leave: clockTime(open) + 6300,
  legSeconds: 600,
  legMetres: 10_000,
});

const vanDay = (
  week: number,
  weekday: VanDay['weekday'],
  calls: readonly Call[],
  vanId = 'van-1',
): VanDay => ({
  vanId,
  week,
  weekday,
  departBase: clockTime('08:30'),
  calls,
  break: null,
  returnLegSeconds: 600,
  returnLegMetres: 10_000,
  returnBase: clockTime('17:00'),
});

const rota = (vanDays: readonly VanDay[], cycleWeeks = 4): Rota => ({
  cycleWeeks,
  vanDays,
  unserved: [],
  seed: 1,
  iterations: 0,
});

/** Brook on every second Tuesday, Dean on every fourth Monday; week 0 starts on Monday 4 January 2027. */
const TOWN_ROTA = rota([
  vanDay(0, 2, [call('site-brook', '10:00')]),
  vanDay(2, 2, [call('site-brook', '10:00')]),
  vanDay(1, 1, [call('site-dean', '13:00')]),
]);

function expand(changes: Partial<ExpandFields> = {}) {
  return expandRota({
    rota: TOWN_ROTA,
    stops: [stop({ siteId: 'site-brook' }), stop({ siteId: 'site-dean', sessionTypeIds: ['feeding'] })],
    cycleAnchor: serviceDate('2027-01-04'),
    from: serviceDate('2027-01-04'),
    weeks: 8,
    sites: [],
    vans: [],
    rules: rules(),
    calendar: calendar(),
    ...changes,
  });
}

const datesAt = (siteId: string, timetable: ReturnType<typeof expand>) =>
  timetable.visits.filter((visit) => visit.siteId === siteId).map(({ date }) => date);

describe('expandRota', () => {
  it('dates two cycles by hand', () => {
    const timetable = expand();
    expect(timetable.visits.map(({ date, siteId }) => [date, siteId])).toEqual([
      ['2027-01-05', 'site-brook'],
      ['2027-01-11', 'site-dean'],
      ['2027-01-19', 'site-brook'],
      ['2027-02-02', 'site-brook'],
      ['2027-02-08', 'site-dean'],
      ['2027-02-16', 'site-brook'],
    ]);
    expect([timetable.from, timetable.to]).toEqual(['2027-01-04', '2027-02-28']);
    expect(timetable.visits[1]).toEqual({
      siteId: 'site-dean',
      vanId: 'van-1',
      date: '2027-01-11',
      arrive: 45_600,
      open: 46_800,
      close: 52_200,
      leave: 53_100,
      sessionTypeIds: ['feeding'],
    });
  });

  it('skips bank holidays, says which, and keeps the warnings that came with them', () => {
    const holidays = [{ date: serviceDate('2027-01-19'), title: 'Made-up Tuesday', isComputed: false }];
    const timetable = expand({
      calendar: calendar({ bankHolidays: { holidays, warnings: ['The list ends.'] } }),
    });
    expect(timetable.skipped).toEqual([
      { siteId: 'site-brook', date: '2027-01-19', reason: 'Bank holiday: Made-up Tuesday' },
    ]);
    expect(datesAt('site-brook', timetable)).not.toContain('2027-01-19');
    expect(timetable.warnings).toEqual(['The list ends.']);
  });

  it('does not go out on Christmas Day and Boxing Day even when their bank holidays are later', () => {
    const timetable = expand({
      rota: rota(
        [vanDay(0, 6, [call('site-brook', '10:00')]), vanDay(0, 7, [call('site-dean', '10:00')])],
        1,
      ),
      from: serviceDate('2027-12-20'),
      weeks: 2,
    });
    expect(timetable.skipped).toEqual([
      { siteId: 'site-brook', date: '2027-12-25', reason: 'Christmas Day' },
      { siteId: 'site-dean', date: '2027-12-26', reason: 'Boxing Day' },
      { siteId: 'site-brook', date: '2028-01-01', reason: 'New Year’s Day' },
    ]);
    expect(datesAt('site-dean', timetable)).toEqual(['2028-01-02']);
  });

  it('leaves out a van’s day off and a site’s closure, both ends included', () => {
    const timetable = expand({
      calendar: calendar({
        absences: [
          vanOff('van-1', '2027-01-05', '2027-01-05'),
          vanOff('van-2', '2027-02-02', '2027-02-02'),
          closure('site-dean', '2027-01-11', '2027-02-08'),
        ],
      }),
    });
    expect(timetable.skipped.map(({ date, reason }) => [date, reason])).toEqual([
      ['2027-01-05', 'The van is off the road that day'],
      ['2027-01-11', 'The place is closed that day'],
      ['2027-02-08', 'The place is closed that day'],
    ]);
    expect(datesAt('site-brook', timetable)).toEqual(['2027-01-19', '2027-02-02', '2027-02-16']);
  });

  it('keeps the clock time when the clocks change on 28 March 2027', () => {
    const timetable = expand({ from: serviceDate('2027-03-22'), weeks: 3 });
    expect(timetable.visits.map(({ date, open }) => [date, open])).toEqual([
      ['2027-03-30', 36_000],
      ['2027-04-05', 46_800],
    ]);
    expect(instantOf(serviceDate('2027-03-30'), 36_000)).toBe('2027-03-30T09:00:00Z');
    const winter = expand({ from: serviceDate('2027-03-15'), weeks: 1 }).visits[0];
    expect(instantOf(winter.date, winter.open)).toBe('2027-03-16T10:00:00Z');
  });

  it('warns of a long gap that a skipped visit makes, with the site’s name', () => {
    const holidays = [{ date: serviceDate('2027-02-08'), title: 'Made-up Monday', isComputed: false }];
    const timetable = expand({
      weeks: 12,
      calendar: calendar({ bankHolidays: { holidays, warnings: [] } }),
      sites: [site({ id: 'site-dean', name: 'Dean hall' })],
    });
    expect(timetable.warnings).toEqual([
      'Dean hall has no visit between Monday 11 January 2027 and Monday 8 March 2027, 56 days, because the one on Monday 8 February 2027 is skipped (Bank holiday: Made-up Monday).',
    ]);
  });

  it('warns of a stop left without any visit', () => {
    expect(expand({ weeks: 1 }).warnings).toEqual([
      'site-dean has no visit from Monday 4 January 2027 to Sunday 10 January 2027.',
    ]);
  });

  it('goes on in phase: a later start gives the visits of the earlier timetable', () => {
    const whole = expand({ weeks: 26 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), (days) => {
        const from = addDays(serviceDate('2027-01-04'), days);
        const later = expand({ from, weeks: 4 });
        expect(later.visits).toEqual(whole.visits.filter(({ date }) => date >= from && date <= later.to));
      }),
      { seed: 20_261_124, numRuns: 50 },
    );
  });

  it('keeps every stop on its weekday over half a year', () => {
    for (const { siteId, date } of expand({ weeks: 26 }).visits) {
      expect(weekdayOf(date)).toBe(siteId === 'site-brook' ? 2 : 1);
    }
  });

  it('orders a day’s visits by clock time, then van', () => {
    const timetable = expand({
      rota: rota(
        [
          vanDay(0, 1, [call('site-brook', '13:00')], 'van-2'),
          vanDay(0, 1, [call('site-dean', '10:00'), call('site-brook', '13:00')], 'van-1'),
        ],
        1,
      ),
      weeks: 1,
    });
    expect(timetable.visits.map(({ vanId, siteId }) => [vanId, siteId])).toEqual([
      ['van-1', 'site-dean'],
      ['van-1', 'site-brook'],
      ['van-2', 'site-brook'],
    ]);
  });

  it('is empty for 0 weeks and for an empty rota, without warnings', () => {
    expect(expand({ weeks: 0 })).toMatchObject({ visits: [], skipped: [], warnings: [], to: '2027-01-03' });
    expect(expand({ rota: rota([]) })).toMatchObject({ visits: [], warnings: [] });
  });

  it.each([
    ['CYCLE_ANCHOR', { cycleAnchor: serviceDate('2027-01-05') }, /Tuesday 5 January 2027/],
    ['TIMETABLE_WEEKS', { weeks: 1.5 }, /1.5/],
    ['TIMETABLE_WEEKS', { weeks: -1 }, /-1/],
    ['UNKNOWN_STOP', { stops: [stop({ siteId: 'site-dean' })] }, /"site-brook"/],
  ])('refuses %s in words', (code, changes, words) => {
    expect(() => expand(changes)).toThrowError(expect.objectContaining({ code }));
    expect(() => expand(changes)).toThrowError(words);
  });
});

describe('weekOfRota', () => {
  it.each([
    ['2027-01-04', 0],
    ['2027-01-10', 0],
    ['2027-01-11', 1],
    ['2027-02-01', 0],
    ['2027-01-03', 3],
    ['2026-12-07', 0],
  ])('of %s is %i, before the anchor too', (date, week) => {
    expect(weekOfRota(serviceDate(date), { cycleAnchor: serviceDate('2027-01-04'), cycleWeeks: 4 })).toBe(
      week,
    );
  });

  it.each([
    ['2027-03-01', 0],
    ['2027-03-07', 0],
    ['2027-03-08', 1],
    ['2027-03-28', 3],
    ['2027-03-29', null],
    ['2027-03-31', null],
  ])('of %s in a rota by the month is %s: a fifth weekday is free', (date, week) => {
    const cycle = { cycleAnchor: serviceDate('2027-01-04'), cycleWeeks: 4, repeats: 'month' } as const;
    expect(weekOfRota(serviceDate(date), cycle)).toBe(week);
  });
});
