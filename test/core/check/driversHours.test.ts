import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { RotaRules, VanDay } from '../../../server/core/nouns.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { clockTime, type Weekday } from '../../../server/shared/time.ts';
import { minutes } from '../../../server/shared/units.ts';
import { rules, shifts, site, stop, van } from '../../support/tinyTown.ts';

const OF_DRIVERS = /^(DRIVING|WEEKLY|DUTY|DAILY)_/;

/** A day with one call, half of the driving before it and half after; from 06:00 unless told otherwise. */
interface Drive {
  readonly week?: number;
  readonly weekday?: Weekday;
  readonly driving: number;
  readonly from?: string;
  readonly to: string;
  readonly rest?: readonly [string, string];
}

const siteOf = (driving: number) => `site-${driving}`;

function vanDay({ week = 0, weekday = 1, driving, from = '06:00', to, rest }: Drive): VanDay {
  const leg = minutes(driving) / 2;
  const arrive =
    clockTime(from) + leg + (rest && clockTime(rest[0]) < clockTime(from) + leg ? minutes(45) : 0);
  return {
    vanId: 'van-1',
    week,
    weekday,
    departBase: clockTime(from),
    calls: [
      {
        ...{ siteId: siteOf(driving), arrive, open: arrive, close: arrive + 60, leave: arrive + 60 },
        ...{ legSeconds: leg, legMetres: 1000 },
      },
    ],
    break: rest ? { from: clockTime(rest[0]), to: clockTime(rest[1]) } : null,
    returnLegSeconds: leg,
    returnLegMetres: 1000,
    returnBase: clockTime(to),
  };
}

/** What a law on drivers' hours has against some days of one van. */
function findings(
  driversHours: RotaRules['driversHours'],
  drives: readonly Drive[],
  cycleWeeks = 2,
): string[] {
  const lengths = [...new Set(drives.map(({ driving }) => driving))];
  const ids = ['base:van-1', ...lengths.map(siteOf)];
  const legs = [0, ...lengths.map((length) => minutes(length) / 2)];
  const matrix = travelMatrix({
    from: ids,
    to: ids,
    seconds: legs.map((a) => legs.map((b) => (a === 0 || b === 0 ? a + b : 0))),
    metres: legs.map(() => legs.map(() => 1000)),
    source: { engine: 'tiny town', dataVersion: '1', isEstimate: false },
  });
  return checkRota({
    stops: lengths.map((length) => stop({ siteId: siteOf(length) })),
    sites: lengths.map((length) => site({ id: siteOf(length) })),
    vans: [van({ shifts: shifts([1, 2, 3, 4, 5, 6, 7], '00:00', '23:59') })],
    rota: { cycleWeeks, vanDays: drives.map(vanDay), unserved: [], seed: 1, iterations: 0 },
    matrix,
    rules: rules({ cycleWeeks, driversHours }),
  })
    .filter(({ rule }) => OF_DRIVERS.test(rule))
    .map(({ rule, message }) => `${rule} ${message}`);
}

const every = (weekdays: readonly number[], drive: Drive): Drive[] =>
  weekdays.map((weekday) => ({ ...drive, weekday: weekday as Weekday }));

describe('GB domestic drivers’ hours', () => {
  it('allow ten hours of driving a day, and no minute more', () => {
    expect(findings('gb-domestic', [{ driving: 600, to: '16:30' }])).toEqual([]);
    expect(findings('gb-domestic', [{ driving: 602, to: '16:30' }])).toEqual([
      'DRIVING_TOO_LONG Van 1, Monday of week 1: 10 hours 2 minutes of driving, at most 10 hours allowed',
    ]);
  });

  it('allow eleven hours of duty, the break not counted', () => {
    expect(findings('gb-domestic', [{ driving: 242, to: '17:30', rest: ['12:00', '12:30'] }])).toEqual([]);
    expect(findings('gb-domestic', [{ driving: 242, to: '17:31', rest: ['12:00', '12:30'] }])).toEqual([
      'DUTY_TOO_LONG Van 1, Monday of week 1: 11 hours 1 minute on duty, at most 11 hours allowed in a week with a day of more than 4 hours of driving',
    ]);
  });

  it('lift the limit on duty in a week without a day of more than four hours of driving', () => {
    const long: Drive = { driving: 240, to: '21:00' };
    expect(findings('gb-domestic', [long])).toEqual([]);
    expect(findings('gb-domestic', [long, { week: 1, weekday: 3, driving: 242, to: '16:00' }])).toEqual([]);
    expect(findings('gb-domestic', [long, { weekday: 3, driving: 242, to: '16:00' }])).toHaveLength(1);
  });

  it('ask for nothing where no law is chosen', () => {
    expect(findings('none', [{ driving: 1000, to: '23:50' }])).toEqual([]);
  });
});

describe('assimilated EU drivers’ hours', () => {
  const rest = ['10:30', '11:15'] as const;

  it('allow ten hours of driving on two days of a week', () => {
    const long = { driving: 540, to: '16:00', rest };
    expect(findings('assimilated-eu', every([1, 2, 3, 4], long))).toEqual([]);
    const longer = every([1, 3, 4], { driving: 542, to: '16:05', rest: ['10:31', '11:16'] });
    expect(
      findings('assimilated-eu', longer.slice(0, 2)).filter((each) => /^DRIVING_TOO/.test(each)),
    ).toEqual([]);
    expect(findings('assimilated-eu', longer).filter((each) => /^DRIVING_TOO/.test(each))).toEqual([
      'DRIVING_TOO_LONG Van 1, Thursday of week 1: 9 hours 2 minutes of driving on one more day of the week above 9 hours, at most 2 such days allowed',
    ]);
  });

  it('allow 90 hours of driving in two weeks, over the end of the cycle too', () => {
    const week = every([1, 2, 3, 4, 5], { driving: 540, to: '16:00', rest });
    expect(findings('assimilated-eu', week, 1)).toEqual([]);
    const more = [...week.slice(0, 4), { weekday: 5, driving: 542, to: '16:05', rest } as const];
    expect(findings('assimilated-eu', more, 1).filter((each) => /^WEEKLY/.test(each))).toEqual([
      'WEEKLY_DRIVING_TOO_LONG Van 1, Monday of week 1: 90 hours 4 minutes of driving in two weeks from then on, at most 90 hours allowed',
    ]);
  });

  it('ask for a break of 45 minutes after four and a half hours', () => {
    expect(findings('assimilated-eu', [{ driving: 270, to: '11:00' }])).toEqual([]);
    expect(findings('assimilated-eu', [{ driving: 272, to: '11:00' }])).toEqual([
      'DRIVING_WITHOUT_BREAK Van 1, Monday of week 1: 4 hours 32 minutes of driving on end with no break, at most 4 hours 30 minutes without 45 minutes of break',
    ]);
    expect(
      findings('assimilated-eu', [{ driving: 272, to: '12:00', rest: ['08:30', '09:14'] }]),
    ).toHaveLength(1);
    expect(findings('assimilated-eu', [{ driving: 272, to: '12:00', rest: ['08:30', '09:15'] }])).toEqual([]);
  });

  it('count the driving on either side of a break that lies within a leg', () => {
    // Five hours and ten minutes there and as much back: the break after two hours leaves more than eight on end.
    expect(
      findings('assimilated-eu', [{ driving: 600, to: '18:00', rest: ['08:00', '08:45'] }])[0],
    ).toContain('DRIVING_WITHOUT_BREAK Van 1, Monday of week 1: 8 hours of driving on end');
  });

  it('ask for eleven hours of rest within 24, three times nine', () => {
    const ofDay = (weekday: Weekday, to: string): Drive => ({ weekday, driving: 60, to });
    expect(
      findings(
        'assimilated-eu',
        ([1, 2, 3, 4] as const).map((day) => ofDay(day, '19:00')),
      ),
    ).toEqual([]);
    expect(
      findings(
        'assimilated-eu',
        ([1, 2, 3] as const).map((day) => ofDay(day, '19:01')),
      ),
    ).toEqual([]);
    const fourTimes = ([1, 2, 3, 4, 5] as const).map((day) => ofDay(day, '19:01'));
    expect(findings('assimilated-eu', fourTimes)).toEqual([
      'DAILY_REST_TOO_SHORT Van 1, Thursday of week 1: 10 hours 59 minutes of rest within 24 hours and before Friday of week 1, at least 11 hours (less only 3 times between weekly rests) wanted',
    ]);
    expect(findings('assimilated-eu', [ofDay(1, '21:01')])).toEqual([
      'DAILY_REST_TOO_SHORT Van 1, Monday of week 1: 8 hours 59 minutes of rest within 24 hours and before Monday of week 1, at least 9 hours wanted',
    ]);
  });

  it('ask for a weekly rest after six days, and a long one in two weeks', () => {
    const drive: Drive = { driving: 60, to: '16:00' };
    expect(findings('assimilated-eu', every([1, 2, 3, 4, 5], drive), 1)).toEqual([]);
    // From Saturday 16:00 to Monday 06:00 it is 38 hours: a rest, but none of 45 in any two weeks.
    expect(findings('assimilated-eu', every([1, 2, 3, 4, 5, 6], drive), 1)).toEqual([
      'WEEKLY_REST_TOO_SHORT Van 1, Monday of week 1: no rest of 45 hours in two weeks from then on',
    ]);
    expect(findings('assimilated-eu', every([1, 2, 3, 4, 5, 6, 7], drive), 1)[0]).toBe(
      'WEEKLY_REST_TOO_SHORT Van 1, Monday of week 1: 154 hours from here on without a rest of 24 hours, at most 144 hours allowed',
    );
  });
});
