import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkService } from '../../../../server/core/check/service/checkService.ts';
import type { CheckedService } from '../../../../server/core/check/service/serviceFacts.ts';
import type { ServiceStop } from '../../../../server/core/nouns.ts';
import { clockTime, serviceDate } from '../../../../server/shared/time.ts';
import { serviceStop } from '../../../support/serviceStops.ts';
import { rules } from '../../../support/tinyTown.ts';

const minuteOf = (stop: ServiceStop): number => Math.round(((stop.lonLat?.[0] ?? 0) + 5) / 0.01405);

/** Along tiny town's road a minute is a minute; the usual reserve; no bank holidays; the winter of 2026. */
const check = (stops: readonly ServiceStop[], fields: Partial<CheckedService> = {}) =>
  checkService({
    stops,
    routedSeconds: (from, to) => Math.abs(minuteOf(from) - minuteOf(to)) * 60,
    rules: rules({
      travelFactor: 1.15,
      travelAllowanceSeconds: 240,
      setUpSeconds: 600,
      packDownSeconds: 300,
    }),
    bankHolidays: new Map(),
    from: serviceDate('2026-11-01'),
    to: serviceDate('2027-02-28'),
    ...fields,
  });

const messages = (stops: readonly ServiceStop[], fields: Partial<CheckedService> = {}) =>
  check(stops, fields).violations.map(({ rule, severity, message }) => `${rule} ${severity} ${message}`);

describe('the legs of a timetable', () => {
  const between = (leaves: string, arrives: string) => [
    serviceStop('Ashby', { minute: 10, times: ['09:00', leaves] }),
    serviceStop('Carn', { minute: 30, times: [arrives, '16:00'] }),
  ];

  it('have room for the road, the reserve and the work: exactly enough is enough', () => {
    // 20 minutes of road; × 1.15 and 4 minutes make 27; 15 of pack-down and set-up make 42.
    expect(messages(between('10:00', '10:42'))).toEqual([]);
    expect(messages(between('10:00', '10:41'))).toEqual([
      'LEG_TOO_SHORT soft Van 1, A, first on Tuesday 24 November 2026: Ashby to Carn has 41 minutes, needs 42 minutes with a reserve for the road, pack-down and set-up',
    ]);
    expect(messages(between('10:00', '10:26'))).toEqual([
      'LEG_TOO_SHORT soft Van 1, A, first on Tuesday 24 November 2026: Ashby to Carn has 26 minutes, needs 27 minutes with a reserve for the road',
    ]);
    expect(messages(between('10:00', '10:19'))).toEqual([
      'LEG_TOO_SHORT hard Van 1, A, first on Tuesday 24 November 2026: Ashby to Carn has 19 minutes, needs 20 minutes on the road alone',
    ]);
  });

  it('are counted against those whose road time is known', () => {
    const { figures } = check(
      [...between('10:00', '10:19'), serviceStop('Brook', { minute: 20, times: ['17:00', '18:00'] })],
      {
        routedSeconds: (from, to) =>
          to.name === 'Brook' ? undefined : Math.abs(minuteOf(from) - minuteOf(to)) * 60,
      },
    );
    expect(figures).toMatchObject({ legs: 2, legsWithRoad: 1 });
    expect(figures.impossible).toEqual([
      { demand: 'road', count: 1, share: 1 },
      { demand: 'reserve', count: 1, share: 1 },
      { demand: 'work', count: 1, share: 1 },
    ]);
  });

  it('exist only between stops of one van on one date', () => {
    const stops = [
      serviceStop('Ashby', { minute: 10 }),
      serviceStop('Other week', { minute: 30, times: ['11:01', '12:00'], from: '2026-12-01' }),
      serviceStop('Other day', { minute: 30, times: ['11:01', '12:00'], from: '2026-11-25', weekday: 3 }),
      serviceStop('Other van', { minute: 30, times: ['11:01', '12:00'], vanName: 'Van 2' }),
      serviceStop('Over', {
        minute: 30,
        times: ['11:01', '12:00'],
        end: serviceDate('2026-11-01'),
        from: '2026-10-27',
      }),
      serviceStop('By arrangement', { minute: 30, times: ['11:01', '12:00'], type: 'dynamic' }),
    ];
    expect(check(stops).figures).toMatchObject({ stops: 6, legs: 0, overlaps: 0 });
    expect(check(stops).violations).toEqual([]);
    expect(check(stops).figures.impossible[0]).toEqual({ demand: 'road', count: 0, share: null });
  });

  it('go from route to route of a van’s day, and not past the stop between', () => {
    const stops = [
      serviceStop('Ashby', { minute: 10, times: ['09:00', '09:30'] }),
      serviceStop('Dean', { minute: 40, times: ['13:00', '13:30'] }),
      serviceStop('Carn', { minute: 30, times: ['13:35', '14:00'], route: 'B' }),
    ];
    const { figures, violations } = check(stops);
    expect(figures.legs).toBe(2);
    expect(violations.map(({ rule, stopIndexes }) => [rule, stopIndexes])).toEqual([
      ['LEG_TOO_SHORT', [1, 2]],
    ]);
  });

  it('are named when no road leads there', () => {
    expect(messages(between('10:00', '15:00'), { routedSeconds: () => Number.POSITIVE_INFINITY })).toEqual([
      'NO_ROAD hard Van 1, A, first on Tuesday 24 November 2026: Ashby to Carn: no road leads there',
    ]);
  });

  it('are none where the van stays', () => {
    const stops = [
      serviceStop('Hall', { times: ['09:00', '10:00'] }),
      serviceStop('Hall door', { times: ['10:00', '11:00'] }),
    ];
    expect(check(stops).figures).toMatchObject({ legs: 0 });
    expect(messages(stops)).toEqual([]);
  });
});

describe('a van', () => {
  it('is not at two stops at once: touching times are none, overlapping ones are', () => {
    const stops = (arrives: string) => [
      serviceStop('Ashby', { minute: 10, times: ['09:00', '10:00'] }),
      serviceStop('Brook', { minute: 10.001, times: [arrives, '12:00'] }),
    ];
    expect(check(stops('10:00')).figures.overlaps).toBe(0);
    expect(messages(stops('09:59'))).toEqual([
      'VAN_IN_TWO_PLACES hard Van 1, A, first on Tuesday 24 November 2026: at Ashby 09:00 to 10:00 and at Brook 09:59 to 12:00',
    ]);
  });

  it('is at two stops at once where a long one spans several', () => {
    const stops = [
      serviceStop('Long', { minute: 10, times: ['09:00', '12:00'] }),
      serviceStop('First', { minute: 20, times: ['09:30', '10:00'] }),
      serviceStop('Second', { minute: 30, times: ['11:00', '11:30'] }),
    ];
    expect(
      check(stops)
        .violations.filter(({ rule }) => rule === 'VAN_IN_TWO_PLACES')
        .map(({ stopIndexes }) => stopIndexes),
    ).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('may be listed twice at one place, which is advice', () => {
    expect(messages([serviceStop('Ashby'), serviceStop('Ashby')])).toEqual([
      'DUPLICATE_VISIT soft Van 1, A, first on Tuesday 24 November 2026: Ashby is listed twice, 10:00 to 11:00 and 10:00 to 11:00',
    ]);
  });
});

describe('a stop', () => {
  it('states the weekday of its first date, or one that its rule names', () => {
    expect(messages([serviceStop('Ashby', { weekday: 3 })])).toEqual([
      'WEEKDAY_DISAGREES hard Van 1, A: Ashby is stated for Wednesday, but its first visit is Tuesday 24 November 2026',
    ]);
    expect(messages([serviceStop('Ashby', { rule: 'FREQ=MONTHLY;BYDAY=2WE' })])).toEqual([
      'WEEKDAY_DISAGREES hard Van 1, A: Ashby is stated for Tuesday, but its frequency names Wednesday',
    ]);
    const thursday = { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', from: '2026-11-26' };
    expect(messages([serviceStop('Ashby', thursday)])).toEqual([]);
  });

  it('is left after it is arrived at', () => {
    expect(messages([serviceStop('Ashby', { times: ['11:00', '11:00'] })])).toEqual([
      'ORDER_OF_CALL hard Van 1, A: Ashby is arrived at 11:00 and left at 11:00',
    ]);
  });

  it('has no visit on a bank holiday unless it is an exception', () => {
    const bankHolidays = new Map([[serviceDate('2026-12-22'), 'Midwinter Day']]);
    const { figures, violations } = check(
      [
        serviceStop('Ashby'),
        serviceStop('Brook', { times: ['15:00', '16:00'], exceptions: [serviceDate('2026-12-22')] }),
      ],
      { bankHolidays },
    );
    expect(figures).toMatchObject({ bankHolidayVisits: 1, bankHolidayStops: 1 });
    expect(violations.map(({ message }) => message)).toEqual([
      'Van 1, A: Ashby has a visit on a bank holiday: Tuesday 22 December 2026 (Midwinter Day)',
    ]);
  });
});

it('says nothing of a timetable without stops', () => {
  expect(check([])).toEqual({
    figures: {
      stops: 0,
      visits: 0,
      legs: 0,
      legsWithRoad: 0,
      impossible: ['road', 'reserve', 'work'].map((demand) => ({ demand, count: 0, share: null })),
      overlaps: 0,
      listedTwice: 0,
      weekdayFaults: 0,
      departureFaults: 0,
      bankHolidayVisits: 0,
      bankHolidayStops: 0,
      smallestMarginSeconds: null,
    },
    violations: [],
  });
});

describe('faults planted in a sound timetable', () => {
  /** Van-days of stops with room between them, on different days of a four-week round. */
  const sound = fc
    .array(
      fc.record({
        day: fc.integer({ min: 0, max: 19 }),
        minutes: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 5 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((days) => days.flatMap(({ day, minutes }, k) => soundDay({ day, minutes, van: `Van ${k}` })));

  function soundDay({
    day,
    minutes,
    van,
  }: {
    day: number;
    minutes: readonly number[];
    van: string;
  }): ServiceStop[] {
    const weekday = ((day % 5) + 1) as ServiceStop['weekday'];
    const date = serviceDate(`2026-11-${String(2 + Math.floor(day / 5) * 7 + (day % 5)).padStart(2, '0')}`);
    let clock = clockTime('09:00');
    return minutes.map((minute, k) => {
      const drive = k === 0 ? 0 : Math.abs(minute - minutes[k - 1]) * 60 * 1.15 + 240 + 900;
      const arrival = Math.ceil((clock + drive) / 300) * 300;
      clock = arrival + 1800;
      return {
        ...serviceStop(`${van} stop ${k}`, { minute, vanName: van, weekday, rule: 'FREQ=WEEKLY;INTERVAL=4' }),
        start: date,
        arrival,
        departure: clock,
      };
    });
  }

  const FAULTS = ['leg', 'overlap', 'weekday', 'departure', 'bankHoliday'] as const;

  it('are all found, and nothing else is', () => {
    fc.assert(
      fc.property(sound, fc.constantFrom(...FAULTS), fc.nat(), (stops, fault, at) => {
        expect(check(stops).violations).toEqual([]);
        const seconds = stops.flatMap((stop, k) => (stops[k - 1]?.vanName === stop.vanName ? [k] : []));
        const k = fault === 'leg' || fault === 'overlap' ? seconds[at % seconds.length] : at % stops.length;
        const found = (planted: readonly ServiceStop[], fields: Partial<CheckedService> = {}) =>
          check(planted, fields).violations.map(({ rule, stopIndexes }) => [rule, ...stopIndexes]);
        const replaced = (change: Partial<ServiceStop>) =>
          stops.map((stop, index) => (index === k ? { ...stop, ...change } : stop));
        if (fault === 'weekday') {
          const weekday = ((stops[k].weekday % 7) + 1) as ServiceStop['weekday'];
          expect(found(replaced({ weekday }))).toEqual([['WEEKDAY_DISAGREES', k]]);
        } else if (fault === 'departure') {
          expect(found(replaced({ departure: stops[k].arrival - 60 }))).toContainEqual(['ORDER_OF_CALL', k]);
        } else if (fault === 'bankHoliday') {
          const bankHolidays = new Map([[stops[k].start, 'A day off']]);
          const sameDay = stops.flatMap((stop, index) => (stop.start === stops[k].start ? [index] : []));
          const all = check(stops, { bankHolidays }).violations;
          expect(all.map(({ rule, stopIndexes }) => [rule, ...stopIndexes]).sort()).toEqual(
            sameDay.map((index) => ['ON_BANK_HOLIDAY', index]).sort(),
          );
        } else if (minuteOf(stops[k]) !== minuteOf(stops[k - 1])) {
          const before = stops[k - 1];
          const road = Math.abs(minuteOf(stops[k]) - minuteOf(before)) * 60;
          const arrival = fault === 'leg' ? before.departure + road - 60 : before.departure - 60;
          expect(found(replaced({ arrival }))).toEqual([
            [fault === 'leg' ? 'LEG_TOO_SHORT' : 'VAN_IN_TWO_PLACES', k - 1, k],
          ]);
        }
      }),
      { numRuns: 60, seed: 20_261_124 },
    );
  });
});

it('reads lists of dates as they are', () => {
  const recurrence = {
    kind: 'dates' as const,
    dates: [serviceDate('2026-12-01'), serviceDate('2026-12-15')],
  };
  const stop = { ...serviceStop('Ashby'), recurrence, start: serviceDate('2026-12-01') };
  expect(check([stop]).figures).toMatchObject({ visits: 2 });
});
