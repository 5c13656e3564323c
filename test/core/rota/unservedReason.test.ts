import { describe, expect, it } from 'vitest';
import type { WeeklyOpening } from '../../../server/core/nouns.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { rules, shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';

const span = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });

/** Tiny town with other hours for Ashby hall. */
const ashbyOpen = (opening: WeeklyOpening) => [
  site({ id: 'site-ashby', name: 'Ashby hall', opening }),
  ...tinyTown.sites.slice(1),
];

/** "site: missing visits: reason", for one visit to Ashby by Van 1, Monday to Friday, unless told otherwise. */
const unserved = (fields: Partial<RotaInput>): string[] =>
  buildRota({
    stops: [stop({ siteId: 'site-ashby' })],
    sites: tinyTown.sites,
    vans: [van()],
    matrix: tinyTown.matrix,
    rules: rules(),
    seed: 1,
    iterations: 100,
    ...fields,
  }).unserved.map(({ siteId, missingVisits, reason }) => `${siteId}: ${missingVisits}: ${reason}`);

const ashbyAndBrook = [
  stop({ siteId: 'site-ashby', need: 60, sessionSeconds: 7200 }),
  stop({ siteId: 'site-brook', sessionSeconds: 7200 }),
];

describe('an unserved stop says why', () => {
  it('when there is no van, or none that works', () => {
    expect(unserved({ vans: [] })).toEqual(['site-ashby: 1: There is no van']);
    expect(unserved({ vans: [van({ shifts: {} })] })).toEqual(['site-ashby: 1: No van has a working day']);
  });

  it('when there is no road', () => {
    expect(unserved({ stops: [stop({ siteId: 'site-eel', visitsPerCycle: 2 })] })).toEqual([
      'site-eel: 2: No road leads from the base (West Hub) there and back; check where the site is on the map',
    ]);
  });

  it('when it is not a site, named twice, or asked for in a way nobody can plan', () => {
    const stops = [
      stop({ siteId: 'site-x' }),
      stop({ siteId: 'site-ashby' }),
      stop({ siteId: 'site-ashby' }),
      stop({ siteId: 'site-brook', visitsPerCycle: 1.5 }),
      stop({ siteId: 'site-carn', sessionSeconds: 0 }),
    ];
    expect(unserved({ stops })).toEqual([
      'site-x: 1: There is no site with the identifier "site-x"',
      'site-ashby: 1: Ashby hall is in the list of stops more than once; ask for more visits of one stop instead',
      'site-brook: 1.5: 1.5 visits in a cycle cannot be planned: expected a whole number from 1',
      'site-carn: 1: A session of 0 seconds cannot be planned: expected more than 0',
    ]);
  });

  it('when more visits are asked for than weeks, or closer together than the rules allow', () => {
    expect(unserved({ stops: [stop({ siteId: 'site-ashby', visitsPerCycle: 5 })] })).toEqual([
      'site-ashby: 1: 5 visits asked for in a cycle of 4 weeks: a stop has at most one a week',
    ]);
    const fortnightly = rules({ minDaysBetweenVisits: 14 });
    expect(
      unserved({ stops: [stop({ siteId: 'site-ashby', visitsPerCycle: 4 })], rules: fortnightly }),
    ).toEqual([
      'site-ashby: 2: 4 visits in 4 weeks would come 7 days apart, and the rules ask for at least 14',
    ]);
  });

  it('when the site is closed on every working day', () => {
    expect(unserved({ sites: ashbyOpen({ 6: [span('09:00', '17:00')] }) })).toEqual([
      'site-ashby: 1: Closed on every weekday the van works (Monday to Friday)',
    ]);
    expect(
      unserved({
        sites: ashbyOpen({ 6: [span('09:00', '17:00')] }),
        vans: [van({ shifts: shifts([1, 4]) })],
      }),
    ).toEqual(['site-ashby: 1: Closed on every weekday the van works (Monday and Thursday)']);
  });

  it('when no opening is long enough', () => {
    const sites = ashbyOpen({ 2: [span('09:00', '11:00'), span('12:00', '13:00')] });
    expect(unserved({ sites })).toEqual([
      'site-ashby: 1: Open for at most 2 hours at a time; a session of 1 hour 30 minutes with set-up and pack-down needs 2 hours 5 minutes',
    ]);
  });

  it('when an opening is long enough but not on the five minutes', () => {
    const sites = ashbyOpen({ 2: [span('09:01', '11:06')] });
    expect(unserved({ sites })).toEqual([
      'site-ashby: 1: Open for at most 2 hours 5 minutes at a time; a session of 1 hour 30 minutes with set-up and pack-down needs 2 hours 5 minutes, opening on a multiple of 5 minutes',
    ]);
  });

  it('when the drive and the session do not fit a day', () => {
    const vans = [van({ shifts: shifts([1], '10:00', '13:20') })];
    expect(unserved({ stops: [stop({ siteId: 'site-dean' })], vans })).toEqual([
      'site-dean: 1: The drive there and back takes 1 hour 20 minutes, which with 2 hours 5 minutes on site (set-up, session, pack-down) does not fit in a day of 3 hours 20 minutes',
    ]);
  });

  it('when the site is open at other hours than the van works', () => {
    expect(unserved({ sites: ashbyOpen({ 2: [span('14:45', '20:00')] }) })).toEqual([]);
    expect(unserved({ sites: ashbyOpen({ 2: [span('14:50', '20:00')] }) })).toEqual([
      'site-ashby: 1: On Tuesday the site can be used 14:50 to 20:00, and Van 1 could be open there 09:00 to 16:35: a session of 1 hour 30 minutes with set-up and pack-down does not fit both',
    ]);
  });

  it('when the session leaves no moment for the break', () => {
    const stops = [stop({ siteId: 'site-ashby', sessionSeconds: 5 * 3600 })];
    const sites = ashbyOpen({ 2: [span('10:25', '16:30')] });
    expect(unserved({ stops, sites, rules: rules({ breakAfterSeconds: 3600 }) })).toEqual([
      "site-ashby: 1: On Tuesday a session of 5 hours fits the hours of the site and the van, but leaves no moment from 11:00 to 14:30 for the crew's break of 30 minutes",
    ]);
  });

  it('when all days are full, with the least extra time and the session that would fit', () => {
    const vans = [van({ shifts: shifts([2], '09:00', '14:30') })];
    expect(unserved({ stops: ashbyAndBrook, vans, rules: rules({ cycleWeeks: 1 }) })).toEqual([
      'site-brook: 1: The one van-day it could join is full: the least extra time needed is 20 minutes, on Tuesday of week 1; a session of 1 hour 40 minutes would fit there',
    ]);
  });

  it('when all days are full and no useful session would fit', () => {
    const vans = [van({ shifts: shifts([2], '09:00', '12:30') })];
    const stops = ashbyAndBrook.map((asked) => ({ ...asked, visitsPerCycle: 2 }));
    expect(unserved({ stops, vans, rules: rules({ cycleWeeks: 2 }) })).toEqual([
      'site-brook: 2: All 2 van-days it could join are full: the least extra time needed is 2 hours 20 minutes, on Tuesday of week 1',
    ]);
  });

  it('when each day has as many calls as allowed', () => {
    const one = rules({ cycleWeeks: 1, maxCallsPerDay: 1 });
    expect(unserved({ stops: ashbyAndBrook, vans: [van({ shifts: shifts([2]) })], rules: one })).toEqual([
      'site-brook: 1: The one van-day it could join is full: 1 call already, the most allowed in a day',
    ]);
  });

  it('when there is time for it but not for the break too', () => {
    const vans = [van({ shifts: shifts([2], '09:00', '14:50') })];
    const early = rules({ cycleWeeks: 1, breakAfterSeconds: 5 * 3600 });
    expect(unserved({ stops: ashbyAndBrook, vans, rules: early })).toEqual([
      "site-brook: 1: The one van-day it could join is full: on Tuesday of week 1 there is time for it, but not for the crew's break of 30 minutes as well",
    ]);
  });

  it('when only some of its visits fit', () => {
    const stops = [
      stop({ siteId: 'site-ashby', visitsPerCycle: 2, need: 10 }),
      stop({ siteId: 'site-brook', need: 100 }),
    ];
    const vans = [van({ shifts: shifts([2], '09:00', '12:00') })];
    expect(unserved({ stops, vans, rules: rules({ cycleWeeks: 2 }) })).toEqual([
      'site-ashby: 1: 1 of 2 visits fit; more, evenly spread, do not: the least extra time needed is 1 hour 50 minutes, on Tuesday of week 1',
    ]);
  });

  it('when a coordinator has fixed what cannot be', () => {
    const lock = { siteId: 'site-ashby', vanId: 'van-1', weekday: 2 as const, weeks: [0] };
    expect(unserved({ locked: [{ ...lock, open: clockTime('08:00') }] })).toEqual([
      "site-ashby: 1: Fixed to Tuesday at 08:00, when the site's hours, the van's shift and the drive do not allow it",
    ]);
    expect(unserved({ locked: [{ ...lock, open: clockTime('10:00'), weeks: [0, 4] }] })).toEqual([
      'site-ashby: 1: Fixed to weeks 1 and 5 of 4; expected up to 1 different week of the cycle, at least 7 days apart',
    ]);
  });
});
