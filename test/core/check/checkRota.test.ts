import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';
import { rules, shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';
import {
  ashby,
  brook,
  call,
  carn,
  firstTuesday,
  secondTuesday,
  validRota,
  vanDay,
  withCall,
  withDays,
  withFirstTuesday,
} from './plantedFaults.ts';

/** Every breach as "RULE message". */
const findings = (checked: CheckedRota) =>
  checkRota(checked).map(({ rule, message }) => `${rule} ${message}`);

const span = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });

describe('checkRota', () => {
  it('finds nothing in a rota that keeps every rule to the second', () => {
    expect(checkRota(validRota)).toEqual([]);
  });

  it('finds nothing in an empty rota for no stops', () => {
    expect(checkRota({ ...withDays(), stops: [] })).toEqual([]);
  });

  it('tells van, week, weekday and site of a breach as data too', () => {
    expect(checkRota(withCall(1, '10:54 11:15 12:45 13:00'))).toEqual([
      {
        rule: 'LEG_TOO_SHORT',
        severity: 'hard',
        message:
          'Van 1, Tuesday of week 1, Brook hall: Ashby hall to Brook hall has 9 minutes for the drive, needs 10 minutes',
        vanId: 'van-1',
        week: 0,
        weekday: 2,
        siteId: 'site-brook',
      },
    ]);
  });
});

describe('checkRota on drives', () => {
  it('finds a departure too late for the first drive', () => {
    expect(findings(withFirstTuesday({ departBase: clockTime('08:31') }))).toEqual([
      'LEG_TOO_SHORT Van 1, Tuesday of week 1, Ashby hall: West Hub to Ashby hall has 9 minutes for the drive, needs 10 minutes',
    ]);
  });

  it('finds a return too early for the drive back', () => {
    expect(findings(withFirstTuesday({ returnBase: clockTime('16:14') }))).toEqual([
      'LEG_TOO_SHORT Van 1, Tuesday of week 1: Carn hall to West Hub has 29 minutes for the drive, needs 30 minutes',
    ]);
  });

  it('does not count the crew’s break as driving time', () => {
    const rest = withFirstTuesday({
      calls: [ashby, brook, call('site-carn', '13:40 14:00 15:30 15:45', 10)],
      break: span('13:00', '13:31'),
    });
    expect(findings(rest)).toEqual([
      'LEG_TOO_SHORT Van 1, Tuesday of week 1, Carn hall: Brook hall to Carn hall has 9 minutes for the drive, needs 10 minutes',
    ]);
  });

  it('plans a drive as routed time × factor + allowance', () => {
    const slower = { ...validRota, rules: rules({ cycleWeeks: 2, travelFactor: 1.15 }) };
    const legs = findings(slower).filter((finding) => finding.startsWith('LEG_TOO_SHORT'));
    expect(legs).toHaveLength(6);
    expect(legs[3]).toBe(
      'LEG_TOO_SHORT Van 1, Tuesday of week 1: Carn hall to West Hub has 30 minutes for the drive, needs 34 minutes 30 seconds',
    );
  });

  it('finds a drive where there is no road', () => {
    const seconds = validRota.matrix.seconds.slice();
    const { from, to } = validRota.matrix;
    seconds[from.indexOf('site-brook') * to.length + to.indexOf('site-carn')] = UNREACHABLE;
    expect(findings({ ...validRota, matrix: { ...validRota.matrix, seconds } })).toEqual([
      'NO_ROAD Van 1, Tuesday of week 1, Carn hall: no road leads from Brook hall to Carn hall',
    ]);
  });

  it('finds stated seconds and metres that are not those of the road', () => {
    const calls = [ashby, { ...brook, legSeconds: 660 }, { ...carn, legMetres: 9000 }];
    expect(findings(withFirstTuesday({ calls }))).toEqual([
      'LEG_FIGURE_WRONG Van 1, Tuesday of week 1, Brook hall: Ashby hall to Brook hall is stated as 11 minutes, expected 10 minutes',
      'LEG_FIGURE_WRONG Van 1, Tuesday of week 1, Carn hall: Brook hall to Carn hall is stated as 9000 metres, expected 10000 metres',
    ]);
  });

  it('finds a van that arrives before it has left', () => {
    const opening = { 2: [span('08:40', '11:00')] };
    const sites = [site({ id: 'site-ashby', name: 'Ashby hall', opening }), ...tinyTown.sites.slice(1)];
    expect(findings({ ...withCall(0, '08:40 09:00 10:30 11:00'), sites })).toEqual([
      'VAN_IN_TWO_PLACES Van 1, Tuesday of week 1, Brook hall: leaves Ashby hall at 11:00, after arriving at Brook hall at 10:55',
    ]);
  });
});

describe('checkRota on calls', () => {
  it('finds too little time to set up', () => {
    expect(findings(withCall(1, '10:55 11:10 12:45 13:00'))).toEqual([
      'SET_UP_TOO_SHORT Van 1, Tuesday of week 1, Brook hall: 15 minutes to set up, needs 20 minutes',
      'SESSION_TOO_LONG Van 1, Tuesday of week 1, Brook hall: open for 1 hour 35 minutes, the session takes 1 hour 30 minutes',
    ]);
  });

  it('does not count the crew’s break as setting up', () => {
    expect(findings(withFirstTuesday({ break: span('13:10', '13:45') }))).toEqual([
      'SET_UP_TOO_SHORT Van 1, Tuesday of week 1, Carn hall: 15 minutes to set up, needs 20 minutes',
    ]);
  });

  it('finds too little time to pack down', () => {
    expect(findings(withCall(1, '10:55 11:15 12:50 13:00'))).toEqual([
      'PACK_DOWN_TOO_SHORT Van 1, Tuesday of week 1, Brook hall: 10 minutes to pack down, needs 15 minutes',
      'SESSION_TOO_LONG Van 1, Tuesday of week 1, Brook hall: open for 1 hour 35 minutes, the session takes 1 hour 30 minutes',
    ]);
  });

  it('finds a session cut short', () => {
    expect(findings(withCall(1, '10:55 11:15 12:40 13:00'))).toEqual([
      'SESSION_TOO_SHORT Van 1, Tuesday of week 1, Brook hall: open for 1 hour 25 minutes, the session takes 1 hour 30 minutes',
    ]);
  });

  it('finds a call that closes before it opens', () => {
    expect(findings(withCall(1, '10:55 12:50 12:45 13:00'))).toEqual([
      'ORDER_OF_CALL Van 1, Tuesday of week 1, Brook hall: arrive 10:55, open 12:50, close 12:45, leave 13:00: expected in this order within the day',
    ]);
  });

  it('finds a time that is no number', () => {
    const calls = [ashby, { ...brook, open: Number.NaN }, carn];
    expect(findings(withFirstTuesday({ calls }))).toContain(
      'ORDER_OF_CALL Van 1, Tuesday of week 1, Brook hall: arrive 10:55, open no time, close 12:45, leave 13:00: expected in this order within the day',
    );
  });

  it('finds a published time that is not on five minutes', () => {
    const late = withCall(2, '13:10 14:01 15:31 15:46');
    const [first, ...rest] = late.rota.vanDays;
    const days = [{ ...first, returnBase: clockTime('16:16') }, ...rest];
    const vans = [van({ shifts: shifts([2], '08:30', '16:16') })];
    expect(findings({ ...withDays(...days), vans })).toEqual([
      'NOT_ON_FIVE_MINUTES Van 1, Tuesday of week 1, Carn hall: open 14:01 to 15:31, expected multiples of 5 minutes',
    ]);
  });

  it('finds a van at a site outside its hours, and one at a site closed that day', () => {
    const open = { 2: [span('08:40', '10:00'), span('10:00', '10:40')] };
    const sites = [
      site({ id: 'site-ashby', name: 'Ashby hall', opening: open }),
      site({ id: 'site-brook', name: 'Brook hall', opening: { 3: [span('09:00', '17:00')] } }),
      ...tinyTown.sites.slice(2),
    ];
    expect(findings({ ...validRota, sites })).toEqual([
      'OUTSIDE_OPENING Van 1, Tuesday of week 1, Ashby hall: the van is there 08:40 to 10:45, the site can be used 08:40 to 10:40',
      'OUTSIDE_OPENING Van 1, Tuesday of week 1, Brook hall: the van is there 10:55 to 13:00, the site is closed on Tuesdays',
      'OUTSIDE_OPENING Van 1, Tuesday of week 2, Ashby hall: the van is there 08:40 to 10:45, the site can be used 08:40 to 10:40',
    ]);
  });

  it('takes two windows that touch for one', () => {
    const opening = { 2: [span('10:00', '10:45'), span('08:40', '10:00')] };
    const sites = [site({ id: 'site-ashby', name: 'Ashby hall', opening }), ...tinyTown.sites.slice(1)];
    expect(findings({ ...validRota, sites })).toEqual([]);
  });
});

describe('checkRota on days', () => {
  it('finds a day longer than the shift', () => {
    const vans = [van({ shifts: shifts([2], '08:30', '16:10') })];
    expect(findings({ ...validRota, vans })).toEqual([
      'OUTSIDE_SHIFT Van 1, Tuesday of week 1: leaves base at 08:30 and is back at 16:15, the shift is 08:30 to 16:10',
    ]);
  });

  it('finds a van out on its day off', () => {
    expect(findings({ ...validRota, vans: [van({ shifts: shifts([1]) })] })).toEqual([
      'OUTSIDE_SHIFT Van 1, Tuesday of week 1: the van does not work on Tuesdays',
      'OUTSIDE_SHIFT Van 1, Tuesday of week 2: the van does not work on Tuesdays',
    ]);
  });

  it('finds a long day without a break, or with a short one', () => {
    expect(findings(withFirstTuesday({ break: null }))).toEqual([
      'BREAK_MISSING Van 1, Tuesday of week 1: 7 hours 45 minutes from base to base with no break, needs 30 minutes',
    ]);
    expect(findings(withFirstTuesday({ break: span('13:10', '13:35') }))).toEqual([
      'BREAK_MISSING Van 1, Tuesday of week 1: 7 hours 45 minutes from base to base with a break of 25 minutes, needs 30 minutes',
    ]);
  });

  it('asks for no break on a day of exactly the limit', () => {
    const limit = { ...validRota.rules, breakAfterSeconds: clockTime('07:45') };
    expect(findings({ ...withFirstTuesday({ break: null }), rules: limit })).toEqual([]);
  });

  it('finds a break outside its window', () => {
    const breakWindow = span('11:00', '13:39');
    expect(findings({ ...validRota, rules: { ...validRota.rules, breakWindow } })).toEqual([
      'BREAK_OUTSIDE_WINDOW Van 1, Tuesday of week 1: the break is 13:10 to 13:40, expected within 11:00 to 13:39 and the working day',
    ]);
  });

  it('finds a break while families are on board', () => {
    expect(findings(withFirstTuesday({ break: span('12:00', '12:30') }))).toEqual([
      'BREAK_WHILE_OPEN Van 1, Tuesday of week 1, Brook hall: the break is 12:00 to 12:30, the van is open 11:15 to 12:45',
    ]);
  });

  it('finds more calls than a day may have', () => {
    const two = { ...validRota.rules, maxCallsPerDay: 2 };
    expect(findings({ ...validRota, rules: two })).toEqual([
      'TOO_MANY_CALLS Van 1, Tuesday of week 1: 3 calls, at most 2 allowed',
    ]);
  });

  it('finds two van-days of one van on one day', () => {
    const morning = { ...secondTuesday, week: 0 };
    const rest = vanDay({
      from: '10:35',
      to: '16:15',
      back: 30,
      calls: [call('site-brook', '10:55 11:15 12:45 13:00', 20), carn],
    });
    expect(findings(withDays(morning, rest, secondTuesday))).toEqual([
      'DUPLICATE_VAN_DAY Van 1, Tuesday of week 1: is planned twice, expected once',
    ]);
  });

  it('finds a van-day without calls', () => {
    const idle = vanDay({ week: 1, weekday: 2, from: '08:30', to: '08:30', back: 0 });
    const once = [stop({ siteId: 'site-ashby' }), ...validRota.stops.slice(1)];
    expect(findings({ ...withDays(firstTuesday, idle), stops: once })).toEqual([
      'EMPTY_VAN_DAY Van 1, Tuesday of week 2: has no calls, expected at least one',
    ]);
  });

  it('finds a day outside the cycle, and a cycle that is not that of the rules', () => {
    const once = [stop({ siteId: 'site-ashby' }), ...validRota.stops.slice(1)];
    expect(findings({ ...withDays({ ...firstTuesday, week: 2 }), stops: once })).toEqual([
      'OUTSIDE_CYCLE Van 1, Tuesday of week 3: expected a weekday of one of 2 weeks',
    ]);
    const four = { ...withDays(firstTuesday).rota, cycleWeeks: 4 };
    expect(findings({ ...validRota, rota: four, stops: once })).toEqual([
      'OUTSIDE_CYCLE The rota repeats every 4 weeks, expected every 2 weeks',
    ]);
  });
});

describe('checkRota on stops', () => {
  it('finds a stop at another time in another week', () => {
    const later = vanDay({
      week: 1,
      from: '08:30',
      to: '11:00',
      back: 10,
      calls: [call('site-ashby', '08:40 09:05 10:35 10:50', 10)],
    });
    const sites = tinyTown.sites;
    expect(findings({ ...withDays(firstTuesday, later), sites })).toEqual([
      'DIFFERENT_CLOCK_TIME Van 1, Tuesday of week 2, Ashby hall: open 09:05 to 10:35, in week 1 it is 09:00 to 10:30',
    ]);
  });

  it('finds a stop on another weekday in another week', () => {
    const checked = {
      ...withDays(firstTuesday, { ...secondTuesday, weekday: 3 as const }),
      sites: tinyTown.sites,
      vans: [van({ shifts: shifts([2, 3]) })],
      rules: { ...validRota.rules, minDaysBetweenVisits: 6 },
    };
    expect(findings(checked)).toEqual([
      'DIFFERENT_WEEKDAY Van 1, Wednesday of week 2, Ashby hall: in week 1 it is on a Tuesday',
    ]);
  });

  it('finds a stop served by two vans', () => {
    const other = vanDay({
      vanId: 'van-2',
      week: 1,
      from: '07:50',
      to: '11:35',
      back: 50,
      calls: [{ ...ashby, legSeconds: 3000, legMetres: 50_000 }],
    });
    const vans = [van(), { ...tinyTown.vans[1], shifts: shifts([2], '07:00') }];
    expect(findings({ ...withDays(firstTuesday, other), vans })).toEqual([
      'DIFFERENT_VAN Van 2, Tuesday of week 2, Ashby hall: in week 1 it is served by Van 1',
    ]);
  });

  it('finds visits that are neither made nor given up', () => {
    expect(findings(withDays(firstTuesday))).toEqual([
      'VISITS_MISSING Ashby hall: 1 visit in the cycle and 0 given up with a reason, expected 2 together',
    ]);
  });

  it('accepts visits given up with a reason', () => {
    const unserved = [{ siteId: 'site-ashby', missingVisits: 1, reason: 'All van-days are full' }];
    const rota = { ...withDays(firstTuesday).rota, unserved };
    expect(findings({ ...validRota, rota })).toEqual([]);
  });

  it('finds more visits than asked for', () => {
    const once = [stop({ siteId: 'site-ashby' }), ...validRota.stops.slice(1)];
    expect(findings({ ...validRota, stops: once })).toEqual([
      'VISITS_TOO_MANY Ashby hall: 2 visits in the cycle and 0 given up with a reason, expected 1 together',
    ]);
  });

  it('finds visits too close together, over the end of the cycle too', () => {
    const eight = { ...validRota.rules, minDaysBetweenVisits: 8 };
    expect(findings({ ...validRota, rules: eight })).toEqual([
      'TOO_SOON_AGAIN Van 1, Tuesday of week 1, Ashby hall: the next visit is 7 days later, at least 8 wanted',
      'TOO_SOON_AGAIN Van 1, Tuesday of week 2, Ashby hall: the next visit is 7 days later, at least 8 wanted',
    ]);
  });

  it('advises against visits spread unevenly over the cycle', () => {
    const rota = { ...validRota.rota, cycleWeeks: 4 };
    const checked = { ...validRota, rota, rules: { ...validRota.rules, cycleWeeks: 4 } };
    expect(checkRota(checked)).toEqual([
      {
        rule: 'UNEVENLY_SPREAD',
        severity: 'soft',
        siteId: 'site-ashby',
        message: 'Ashby hall: 1, 3 weeks between visits, expected to differ by at most one',
      },
    ]);
  });

  it('finds vans, sites and stops it does not know', () => {
    expect(findings({ ...validRota, vans: [] })).toEqual([
      'UNKNOWN_PLACE "van-1", Tuesday of week 1: there is no such van',
      'UNKNOWN_PLACE "van-1", Tuesday of week 2: there is no such van',
    ]);
    expect(findings({ ...validRota, sites: validRota.sites.slice(0, 2) })).toEqual([
      'UNKNOWN_PLACE Van 1, Tuesday of week 1, "site-carn": there is no such site',
    ]);
    expect(findings({ ...validRota, stops: validRota.stops.slice(0, 2) })).toEqual([
      'UNKNOWN_PLACE Van 1, Tuesday of week 1, Carn hall: is not one of the stops of the plan',
    ]);
  });

  it('finds places the road table lacks', () => {
    const known = validRota.matrix.from.map((id) => (id === 'site-carn' ? 'somewhere else' : id));
    const matrix = { ...validRota.matrix, from: known, to: known };
    expect(findings({ ...validRota, matrix })).toEqual([
      'UNKNOWN_PLACE Van 1, Tuesday of week 1, Carn hall: the road table lacks this site',
    ]);
  });
});

describe('checkRota on what a site asks for', () => {
  const ashbyWith = (facts: object): CheckedRota => ({
    ...validRota,
    sites: validRota.sites.map((each) => (each.id === 'site-ashby' ? { ...each, facts } : each)),
  });

  it('finds a van that comes or goes within a school run, and none at its very ends', () => {
    expect(
      findings(ashbyWith({ schoolRun: { 2: [span('08:30', '08:41'), span('10:44', '11:00')] } })),
    ).toEqual(
      ['first', 'second'].flatMap((_, week) => [
        `DURING_SCHOOL_RUN Van 1, Tuesday of week ${week + 1}, Ashby hall: the van comes at 08:40, within the school run 08:30 to 08:41`,
        `DURING_SCHOOL_RUN Van 1, Tuesday of week ${week + 1}, Ashby hall: the van goes at 10:45, within the school run 10:44 to 11:00`,
      ]),
    );
    const ends = {
      schoolRun: { 2: [span('08:00', '08:40'), span('10:45', '11:00')], 3: [span('08:30', '11:00')] },
    };
    expect(findings(ashbyWith(ends))).toEqual([]);
  });

  it('finds visits closer together than the site allows', () => {
    expect(findings(ashbyWith({ minDaysBetweenVisits: 7 }))).toEqual([]);
    expect(findings(ashbyWith({ minDaysBetweenVisits: 8 }))).toEqual([
      'TOO_SOON_AGAIN Van 1, Tuesday of week 1, Ashby hall: the next visit is 7 days later, at least 8 wanted',
      'TOO_SOON_AGAIN Van 1, Tuesday of week 2, Ashby hall: the next visit is 7 days later, at least 8 wanted',
    ]);
  });
});
