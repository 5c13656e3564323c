import { describe, expect, it } from 'vitest';
import { checkAtFactors } from '../../../server/core/check/checkAtFactors.ts';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import type { StopWishes } from '../../../server/shared/rotaWishes.ts';
import { clockTime, type Weekday } from '../../../server/shared/time.ts';
import { rules, site, stop, tinyTown, van } from '../../support/tinyTown.ts';
import { call, validRota, vanDay, withDays } from './plantedFaults.ts';

/** Ashby in some weeks of four, at the opening given for each, on Tuesdays unless told otherwise. */
function ashbyIn(
  weeks: Readonly<Record<number, string>>,
  asked: { wishes?: StopWishes; repeats?: 'weeks' | 'month'; weekdays?: Readonly<Record<number, Weekday>> },
): CheckedRota {
  const days = Object.entries(weeks).map(([week, opens]) => {
    const open = clockTime(opens);
    return {
      ...vanDay({
        week: Number(week),
        weekday: asked.weekdays?.[Number(week)],
        from: '08:30',
        to: '17:00',
        back: 10,
      }),
      departBase: open - 1800,
      calls: [
        {
          ...call('site-ashby', '08:40 09:00 10:30 10:45', 10),
          arrive: open - 1200,
          open,
          close: open + 5400,
          leave: open + 6300,
        },
      ],
      returnBase: open + 6900,
    };
  });
  return {
    stops: [stop({ siteId: 'site-ashby', visitsPerCycle: days.length, wishes: asked.wishes })],
    sites: tinyTown.sites,
    vans: [van()],
    rota: { cycleWeeks: 4, repeats: asked.repeats, vanDays: days, unserved: [], seed: 1, iterations: 0 },
    matrix: tinyTown.matrix,
    rules: rules({ cycleWeeks: 4, repeats: asked.repeats ?? 'weeks' }),
  };
}

const findings = (checked: CheckedRota) =>
  checkRota(checked).map(({ rule, message }) => `${rule} ${message}`);

describe('days between visits', () => {
  const twice = { 0: '09:00', 2: '09:00' };

  it('are fourteen on every other Tuesday', () => {
    expect(findings(ashbyIn(twice, { wishes: { minDaysBetween: 14, maxDaysBetween: 14 } }))).toEqual([]);
    expect(findings(ashbyIn({ 0: '09:00' }, { wishes: { minDaysBetween: 28, maxDaysBetween: 28 } }))).toEqual(
      [],
    );
  });

  it('are up to 21 by the month, when it has five Tuesdays', () => {
    expect(
      findings(ashbyIn(twice, { repeats: 'month', wishes: { minDaysBetween: 14, maxDaysBetween: 21 } })),
    ).toEqual([]);
    expect(findings(ashbyIn(twice, { repeats: 'month', wishes: { maxDaysBetween: 20 } }))).toEqual([
      'TOO_LONG_UNTIL_NEXT Van 1, Tuesday of week 3, Ashby hall: the next visit is 21 days later, at most 20 wanted',
    ]);
  });

  it('are 28 or 35 once a month', () => {
    const once = (wishes: StopWishes) => findings(ashbyIn({ 1: '09:00' }, { repeats: 'month', wishes }));
    expect(once({ minDaysBetween: 28, maxDaysBetween: 35 })).toEqual([]);
    expect(once({ minDaysBetween: 29, maxDaysBetween: 34 })).toEqual([
      'TOO_SOON_AGAIN Van 1, Tuesday of week 2, Ashby hall: the next visit is 28 days later, at least 29 wanted',
      'TOO_LONG_UNTIL_NEXT Van 1, Tuesday of week 2, Ashby hall: the next visit is 35 days later, at most 34 wanted',
    ]);
  });

  it('depend on where a month begins when visits have two weekdays', () => {
    // The second Thursday comes 9 days after the first Tuesday, or 2 where that is the 6th or 7th, and a month with a Tuesday on
    // the 6th has no fifth one: 26 days at most to the next first Tuesday.
    const found = findings(
      ashbyIn(
        { 0: '09:00', 1: '09:00' },
        {
          repeats: 'month',
          weekdays: { 0: 2, 1: 4 },
          wishes: { minDaysBetween: 3, maxDaysBetween: 25 },
        },
      ),
    );
    expect(found).toContain(
      'TOO_SOON_AGAIN Van 1, Tuesday of week 1, Ashby hall: the next visit is 2 days later, at least 7 wanted',
    );
    expect(found).toContain(
      'TOO_LONG_UNTIL_NEXT Van 1, Thursday of week 2, Ashby hall: the next visit is 26 days later, at most 25 wanted',
    );
  });
});

describe('a series', () => {
  const weekly = { 0: '09:00', 1: '09:00', 2: '09:00', 3: '09:00' };

  it('runs on over the end of a cycle, and not over a fifth week of the month', () => {
    const wishes = (meetings: number): StopWishes => ({ series: { meetings, everyWeeks: 1 } });
    expect(findings(ashbyIn(weekly, { wishes: wishes(6) }))).toEqual([]);
    expect(findings(ashbyIn(weekly, { repeats: 'month', wishes: wishes(4) }))).toEqual([]);
    expect(findings(ashbyIn(weekly, { repeats: 'month', wishes: wishes(6) }))).toEqual([
      'SERIES_BROKEN Ashby hall: the visits hold no series of 6 meetings, one every week, on one weekday at one time',
    ]);
  });

  it('may meet at some of the visits', () => {
    expect(findings(ashbyIn(weekly, { wishes: { series: { meetings: 6, everyWeeks: 2 } } }))).toEqual([]);
    const oneLater = ashbyIn(
      { ...weekly, 1: '09:10' },
      {
        wishes: { series: { meetings: 6, everyWeeks: 2 }, toleranceSeconds: 600 },
      },
    );
    expect(findings(oneLater)).toEqual([]);
  });
});

describe('one clock time within a tolerance', () => {
  it('holds between any two weeks', () => {
    const wishes = { toleranceSeconds: 900 };
    const weeks = { 0: '09:10', 1: '09:05', 2: '09:20', 3: '09:10' };
    expect(findings(ashbyIn(weeks, { wishes }))).toEqual([]);
    expect(findings(ashbyIn({ ...weeks, 1: '09:00' }, { wishes }))).toEqual([
      'DIFFERENT_CLOCK_TIME Van 1, Tuesday of week 3, Ashby hall: open 09:20 to 10:50, in week 2 it is 09:00 to 10:30, at most 15 minutes apart wanted',
    ]);
  });
});

describe('a ferry', () => {
  const beyond = (from: string, arrives: string, hours: readonly [string, string]): CheckedRota => {
    const day = vanDay({
      from,
      to: '16:15',
      back: 30,
      calls: [call('site-ashby', `${arrives} 11:00 12:30 12:45`, 30)],
    });
    const window = { from: clockTime(hours[0]), to: clockTime(hours[1]) };
    const ferry = {
      ...{
        id: 'f',
        name: 'the chain ferry',
        waitSeconds: 900,
        crossingSeconds: 300,
        siteIds: ['site-ashby'],
      },
      ...{ hours: { 2: [window] }, maxLengthMetres: null, maxWeightTonnes: null },
    };
    return {
      ...withDays(day),
      stops: [stop({ siteId: 'site-ashby' })],
      sites: [site({ id: 'site-ashby', name: 'Ashby hall' })],
      vans: [van()],
      rules: rules({ cycleWeeks: 2, ferries: [ferry] }),
    };
  };
  const closed = (checked: CheckedRota) => findings(checked).filter((each) => each.startsWith('FERRY'));

  it('may be waited for in what time a leg has to spare', () => {
    // Ten minutes of driving, fifteen of wait: from 08:30 the crossing can begin from 08:45, and with 20 minutes to spare up to 09:05.
    expect(closed(beyond('08:30', '09:20', ['09:05', '18:00']))).toEqual([]);
    expect(closed(beyond('08:30', '09:20', ['09:06', '18:00']))).toEqual([
      'FERRY_CLOSED Van 1, Tuesday of week 1, Ashby hall: West Hub to Ashby hall is driven 08:30 to 09:20, crossings of the chain ferry begin 09:06 to 18:00',
    ]);
  });

  it('must go wherever on the leg its slip is', () => {
    // Without time to spare the crossing begins at 08:45 if the slip is at the base, and at 08:55 if it is at Ashby.
    expect(closed(beyond('08:30', '09:00', ['08:45', '18:00']))).toEqual([]);
    expect(closed(beyond('08:30', '09:00', ['08:46', '18:00']))).toHaveLength(1);
    expect(closed(beyond('08:30', '09:00', ['08:00', '18:00']))).toEqual([]);
    expect(closed(beyond('08:30', '09:00', ['08:00', '08:54']))).toHaveLength(2);
  });
});

describe('the margins', () => {
  it('are those of the slowest season and of the weekday', () => {
    const slower = {
      ...validRota,
      rules: {
        ...validRota.rules,
        travelFactorByWeekday: { 2: 1.1 } as const,
        travelSeasons: [{ name: 'high summer', from: '07-20', to: '09-05', factor: 1.2 }],
      },
    };
    const [asRouted] = checkAtFactors({ ...slower, factors: [1] });
    // The drive back of 30 minutes takes 39 minutes 36 seconds.
    expect(asRouted.smallestMarginSeconds).toBe(-576);
    expect(asRouted.violations[3].message).toBe(
      'Van 1, Tuesday of week 1: Carn hall to West Hub has 30 minutes for the drive, needs 39 minutes 36 seconds in the season “high summer”',
    );
  });
});
