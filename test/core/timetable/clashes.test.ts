import { describe, expect, it } from 'vitest';
import type { Rota, Stop, VanDay } from '../../../server/core/nouns.ts';
import { type ExpandFields, expandRota } from '../../../server/core/timetable/expandRota.ts';
import { offersFor, stateForOffers } from '../../../server/core/timetable/offerDates.ts';
import { isOpen } from '../../../server/core/timetable/settleClashes.ts';
import type { Crew } from '../../../server/shared/absences.ts';
import type { ClashDecision } from '../../../server/shared/clashes.ts';
import { addDays, clockText, clockTime, serviceDate, type Weekday } from '../../../server/shared/time.ts';
import { call, MINUTE_ALONG_ROAD, rules, site, stop, van } from '../../support/tinyTown.ts';
import { bankHolidays, calendar, closure, crewLeave, skillAway, vanOff } from './support/calendar.ts';

const MONDAY = serviceDate('2027-03-01');

const day = (week: number, weekday: Weekday, siteIds: readonly string[], vanId = 'van-1'): VanDay => ({
  vanId,
  week,
  weekday,
  departBase: clockTime('09:00'),
  calls: siteIds.map((siteId, k) =>
    call(siteId, k === 0 ? { from: '10:00', to: '11:30' } : { from: '13:30', to: '15:00' }),
  ),
  break: siteIds.length > 1 ? { from: clockTime('12:00'), to: clockTime('12:30') } : null,
  returnLegSeconds: 600,
  returnLegMetres: 10_000,
  returnBase: clockTime('16:00'),
});

const rota = (cycleWeeks: number, vanDays: readonly VanDay[], repeats?: Rota['repeats']): Rota => ({
  cycleWeeks,
  vanDays,
  unserved: [],
  seed: 1,
  iterations: 0,
  ...(repeats && { repeats }),
});

/** A minute of tiny town's road is planned as one minute. */
const legSeconds = (from: string, to: string): number =>
  60 * Math.abs((MINUTE_ALONG_ROAD[from] ?? Number.NaN) - (MINUTE_ALONG_ROAD[to] ?? Number.NaN));

/** Ashby every second Monday and Brook every second Wednesday from 1 March 2027, eight weeks; no set-up and no pack-down. */
function fields(changes: Partial<ExpandFields> = {}): ExpandFields {
  return {
    rota: rota(2, [day(0, 1, ['site-ashby']), day(0, 3, ['site-brook'])]),
    stops: ['site-ashby', 'site-brook'].map((siteId) => stop({ siteId })),
    sites: [site({ id: 'site-ashby', name: 'Ashby hall' }), site({ id: 'site-brook', name: 'Brook hall' })],
    vans: [van()],
    rules: rules({ setUpSeconds: 0, packDownSeconds: 0 }),
    cycleAnchor: MONDAY,
    from: MONDAY,
    weeks: 8,
    calendar: calendar(),
    legSeconds,
    ...changes,
  };
}

const clashesOf = (changes: Partial<ExpandFields>) =>
  expandRota(fields(changes)).clashes.map(({ visit, causes, outcome }) => [
    visit.date,
    visit.siteId,
    causes.map(({ kind }) => kind).join(' '),
    outcome?.take ?? 'open',
  ]);

/** Offers for the first clash: dates with the opening, the gaps to the visits before and after, and the minutes added. */
function offers(changes: Partial<ExpandFields>, span: { from?: string; to?: string } = {}) {
  const asked = fields(changes);
  const state = stateForOffers(asked);
  const found = offersFor(state, state.clashes[0], {
    from: serviceDate(span.from ?? asked.from),
    to: serviceDate(span.to ?? addDays(asked.from, asked.weeks * 7 - 1)),
    legSeconds,
  });
  return {
    crews: found.crewIds,
    dates: found.dates.map(({ visit, daysBefore, daysAfter, extraSeconds }) =>
      [visit.date, visit.vanId, clockText(visit.open), daysBefore, daysAfter, extraSeconds / 60].join(' '),
    ),
  };
}

const crew = (fields: Partial<Crew> & { id: string }): Crew => ({
  name: `Crew ${fields.id}`,
  skills: [],
  weekdays: [1, 2, 3, 4, 5],
  vanId: null,
  ...fields,
});

describe('what a visit meets', () => {
  it('is a bank holiday, a season, a school holiday, a closure and a van off the road, each on its dates', () => {
    const term = { title: 'Spring term', from: serviceDate('2027-01-04'), to: serviceDate('2027-03-26') };
    const next = { title: 'Summer term', from: serviceDate('2027-04-12'), to: serviceDate('2027-07-20') };
    expect(
      clashesOf({
        sites: [
          site({ id: 'site-ashby', facts: { isTermTimeOnly: true } }),
          site({ id: 'site-brook', facts: { seasons: [{ from: '03-10', to: '09-30' }] } }),
        ],
        calendar: calendar({
          bankHolidays: bankHolidays('2027-03-29'),
          schoolTerms: [term, next],
          absences: [closure('site-brook', '2027-03-15', '2027-03-17'), vanOff('van-1', '2027-04-14')],
        }),
      }),
    ).toEqual([
      ['2027-03-03', 'site-brook', 'season', 'open'],
      ['2027-03-17', 'site-brook', 'site-closed', 'open'],
      ['2027-03-29', 'site-ashby', 'bank-holiday term', 'open'],
      ['2027-04-14', 'site-brook', 'van-off', 'open'],
    ]);
  });

  it('is nothing while no crew has been entered; then a van without one is told of', () => {
    const leave = crewLeave('north', '2027-03-15');
    expect(clashesOf({ calendar: calendar({ absences: [leave] }) })).toEqual([]);
    const north = crew({ id: 'north', vanId: 'van-1', weekdays: [1, 2] });
    const { clashes } = expandRota(
      fields({ weeks: 3, calendar: calendar({ crews: [north], absences: [leave] }) }),
    );
    expect(clashes.map(({ visit, causes }) => [visit.date, causes[0].words, causes[0].familyWords])).toEqual([
      ['2027-03-03', 'No crew of Van 1 works on Wednesdays', 'No crew is free that day'],
      ['2027-03-15', 'Crew north is away on Monday 15 March 2027', 'No crew is free that day'],
      ['2027-03-17', 'No crew of Van 1 works on Wednesdays', 'No crew is free that day'],
    ]);
  });

  it('is a skill that is away, at the stops that need it', () => {
    const stops = [
      stop({ siteId: 'site-ashby', wishes: { skills: ['perinatal champion'] } }),
      stop({ siteId: 'site-brook' }),
    ];
    const skills = { 1: ['perinatal champion'] };
    expect(
      clashesOf({
        stops,
        vans: [van({ skills })],
        calendar: calendar({ absences: [skillAway('perinatal champion', '2027-03-01', '2027-03-20')] }),
      }),
    ).toEqual([
      ['2027-03-01', 'site-ashby', 'crew', 'open'],
      ['2027-03-15', 'site-ashby', 'crew', 'open'],
    ]);
  });

  it('in a rota by the month leaves a fifth weekday free', () => {
    const { visits } = expandRota(
      fields({ rota: rota(4, [day(0, 1, ['site-ashby']), day(2, 1, ['site-ashby'])], 'month'), weeks: 10 }),
    );
    expect(visits.map(({ date }) => date)).toEqual([
      '2027-03-01',
      '2027-03-15',
      '2027-04-05',
      '2027-04-19',
      '2027-05-03',
    ]);
  });
});

describe('dates offered for a visit', () => {
  const holiday = { calendar: calendar({ bankHolidays: bankHolidays('2027-03-15') }) };

  it('are ranked by the longest gap, then by the driving added', () => {
    // Ashby lies on the way to Brook, so Wednesday adds no driving; Tuesday and the Friday before add 20 minutes each.
    expect(offers(holiday).dates).toEqual([
      '2027-03-16 van-1 10:00 15 13 20',
      '2027-03-17 van-1 11:40 16 12 0',
      '2027-03-12 van-1 10:00 11 17 20',
    ]);
  });

  it('keep what stop and site ask between visits, across the holiday too', () => {
    const asking = (wishes: Stop['wishes']) =>
      offers({ ...holiday, stops: [stop({ siteId: 'site-ashby', wishes }), stop({ siteId: 'site-brook' })] })
        .dates;
    expect(asking({ minDaysBetween: 13 })).toEqual(['2027-03-16 van-1 10:00 15 13 20']);
    expect(asking({ minDaysBetween: 14 })).toEqual([]);
    expect(asking({ maxDaysBetween: 16 })).toEqual([
      '2027-03-16 van-1 10:00 15 13 20',
      '2027-03-17 van-1 11:40 16 12 0',
    ]);
    expect(asking({ weekdays: [1, 4] })).toEqual([
      '2027-03-18 van-1 10:00 17 11 20',
      '2027-03-11 van-1 10:00 10 18 20',
      '2027-03-08 van-1 10:00 7 21 20',
    ]);
    expect(asking({ within: { from: clockTime('13:00'), to: clockTime('15:00') } })[0]).toBe(
      '2027-03-16 van-1 13:00 15 13 20',
    );
  });

  it('are none on days when the site is closed, the van off, or another holiday', () => {
    const absences = [vanOff('van-1', '2027-03-16'), closure('site-ashby', '2027-03-17')];
    const busy = calendar({ bankHolidays: bankHolidays('2027-03-15', '2027-03-18'), absences });
    expect(offers({ calendar: busy }).dates[0]).toBe('2027-03-12 van-1 10:00 11 17 20');
    const opening = { 5: [{ from: clockTime('14:00'), to: clockTime('16:00') }] };
    const sites = [site({ id: 'site-ashby', opening }), site({ id: 'site-brook' })];
    expect(offers({ ...holiday, sites }).dates).toEqual([
      '2027-03-12 van-1 14:00 11 17 20',
      '2027-03-19 van-1 14:00 18 10 20',
    ]);
  });

  it('lie within the dates asked for', () => {
    expect(offers(holiday, { from: '2027-03-17', to: '2027-03-17' }).dates).toEqual([
      '2027-03-17 van-1 11:40 16 12 0',
    ]);
  });

  it('are with another van on the same day where that is free, big enough and crewed', () => {
    const off = { calendar: calendar({ absences: [vanOff('van-1', '2027-03-15')] }) };
    const second = van({ id: 'van-2', name: 'Van 2' });
    expect(offers({ ...off, vans: [van(), second] }).dates[0]).toBe('2027-03-15 van-2 10:00 14 14 100');
    const size = { lengthMetres: 20, widthMetres: 2, heightMetres: 3, weightTonnes: 3.5 };
    expect(offers({ ...off, vans: [van(), { ...second, size }] }).dates[0]).toBe(
      '2027-03-16 van-1 10:00 15 13 20',
    );
  });

  it('for a group that meets every week are of the same week alone, and none once that has no room', () => {
    const weekly = {
      ...holiday,
      rota: rota(1, [day(0, 1, ['site-ashby'])]),
      stops: [stop({ siteId: 'site-ashby', wishes: { series: { meetings: 6, everyWeeks: 1 } } })],
    };
    expect(offers(weekly).dates).toEqual([
      '2027-03-16 van-1 10:00 8 6 20',
      '2027-03-17 van-1 10:00 9 5 20',
      '2027-03-18 van-1 10:00 10 4 20',
    ]);
    expect(
      offers({
        ...weekly,
        vans: [van({ shifts: { 1: { from: clockTime('08:30'), to: clockTime('17:00') } } })],
      }).dates,
    ).toEqual([]);
  });
});

describe('crews offered for a visit', () => {
  const away = [crewLeave('north', '2027-03-15')];
  const north = crew({ id: 'north', vanId: 'van-1' });

  it('work that day, are not away, not out with their own van, and have the skills', () => {
    const crews = [
      north,
      crew({ id: 'relief' }),
      crew({ id: 'tuesdays', weekdays: [2] }),
      crew({ id: 'ill' }),
      crew({ id: 'south', vanId: 'van-2' }),
    ];
    const absences = [...away, crewLeave('ill', '2027-03-10', '2027-03-20')];
    const asked = {
      vans: [van(), van({ id: 'van-2', name: 'Van 2' })],
      calendar: calendar({ crews, absences }),
    };
    expect(offers(asked).crews).toEqual(['relief', 'south']);
    const both = rota(2, [day(0, 1, ['site-ashby']), day(0, 1, ['site-brook'], 'van-2')]);
    expect(offers({ ...asked, rota: both }).crews).toEqual(['relief']);
    const stops = [
      stop({ siteId: 'site-ashby', wishes: { skills: ['midwife'] } }),
      stop({ siteId: 'site-brook' }),
    ];
    expect(offers({ ...asked, vans: [van({ skills: { 1: ['midwife'] } })], stops }).crews).toEqual([]);
  });

  it('are none where something else stands in the way', () => {
    const asked = calendar({
      crews: [north, crew({ id: 'relief' })],
      absences: away,
      bankHolidays: bankHolidays('2027-03-15'),
    });
    expect(offers({ calendar: asked }).crews).toEqual([]);
  });
});

describe('what was decided', () => {
  const holiday = calendar({ bankHolidays: bankHolidays('2027-03-15') });
  const visit = {
    date: serviceDate('2027-03-16'),
    vanId: 'van-1',
    arrive: clockTime('10:00'),
    open: clockTime('10:00'),
    close: clockTime('11:30'),
    leave: clockTime('11:30'),
  };
  const decided = (outcome: ClashDecision['outcome']): readonly ClashDecision[] => [
    { siteId: 'site-ashby', date: serviceDate('2027-03-15'), outcome },
  ];
  const ashby = (changes: Partial<ExpandFields>) => {
    const { visits, skipped, clashes } = expandRota(fields({ weeks: 4, ...changes }));
    return {
      dates: visits
        .filter(({ siteId }) => siteId === 'site-ashby')
        .map(({ date, replaces }) => `${date} ${replaces ?? ''}`.trim()),
      skipped: skipped.map(({ date, reason }) => `${date} ${reason}`),
      lapsed: clashes.map(({ lapsed }) => lapsed),
      open: clashes.filter(isOpen).length,
    };
  };

  it('moves a visit, and says so on the date it leaves', () => {
    expect(ashby({ calendar: holiday, decisions: decided({ take: 'replacement', visit }) })).toEqual({
      dates: ['2027-03-01', '2027-03-16 2027-03-15'],
      skipped: ['2027-03-15 Moved to Tuesday 16 March 2027: Bank holiday: Made-up day'],
      lapsed: [null],
      open: 0,
    });
  });

  it('still moves a visit when the timetable begins on the day it is moved to', () => {
    const from = serviceDate('2027-03-16');
    const { dates } = ashby({ from, calendar: holiday, decisions: decided({ take: 'replacement', visit }) });
    expect(dates[0]).toBe('2027-03-16 2027-03-15');
  });

  it('leaves the visit open again once the new date is not possible any more, and says why', () => {
    const off = { ...holiday, absences: [vanOff('van-1', '2027-03-16')] };
    expect(ashby({ calendar: off, decisions: decided({ take: 'replacement', visit }) })).toMatchObject({
      dates: ['2027-03-01'],
      lapsed: ['Van 1 is off the road on Tuesday 16 March 2027'],
      open: 1,
    });
    const far = () => 3 * 3600;
    expect(
      ashby({ calendar: holiday, legSeconds: far, decisions: decided({ take: 'replacement', visit }) })
        .lapsed,
    ).toEqual(['Van 1 could not be there and back within its shift']);
  });

  it('takes a visit off with the words for families, or all of a kind with the usual ones', () => {
    const off = decided({ take: 'no-visit', reason: 'The hall is used for the fair' });
    expect(ashby({ calendar: holiday, decisions: off }).skipped).toEqual([
      '2027-03-15 The hall is used for the fair',
    ]);
    const standing = new Map([['bank-holiday', '']] as const);
    expect(ashby({ calendar: holiday, standing })).toMatchObject({
      skipped: ['2027-03-15 Bank holiday: Made-up day'],
      open: 0,
    });
    expect(
      ashby({ calendar: holiday, standing, decisions: decided({ take: 'replacement', visit }) }).dates,
    ).toContain('2027-03-16 2027-03-15');
  });

  it('says nothing of a visit that meets nothing any more', () => {
    expect(ashby({ decisions: decided({ take: 'replacement', visit }) })).toEqual({
      dates: ['2027-03-01', '2027-03-15'],
      skipped: [],
      lapsed: [],
      open: 0,
    });
  });

  it('lets another crew make the visit on its day', () => {
    const crews = [crew({ id: 'north', vanId: 'van-1' }), crew({ id: 'relief' })];
    const away = calendar({ crews, absences: [crewLeave('north', '2027-03-15')] });
    const outcome = { take: 'crew', crewId: 'relief' } as const;
    expect(ashby({ calendar: away, decisions: decided(outcome) })).toMatchObject({
      dates: ['2027-03-01', '2027-03-15'],
      open: 0,
    });
    const both = { ...away, absences: [...away.absences, crewLeave('relief', '2027-03-15')] };
    expect(ashby({ calendar: both, decisions: decided(outcome) })).toMatchObject({
      lapsed: ['Crew relief is away that day'],
      open: 1,
    });
  });

  it('numbers a group’s meetings, and a meeting that is off makes the group go on one week longer', () => {
    const weekly = {
      rota: rota(1, [day(0, 1, ['site-ashby'])]),
      stops: [stop({ siteId: 'site-ashby', wishes: { series: { meetings: 3, everyWeeks: 1 } } })],
      weeks: 5,
    };
    const numbers = (changes: Partial<ExpandFields>) =>
      expandRota(fields({ ...weekly, ...changes })).visits.map(
        ({ date, meeting }) => `${date} ${meeting?.number} of ${meeting?.of}`,
      );
    expect(numbers({})).toEqual([
      '2027-03-01 1 of 3',
      '2027-03-08 2 of 3',
      '2027-03-15 3 of 3',
      '2027-03-22 1 of 3',
      '2027-03-29 2 of 3',
    ]);
    expect(numbers({ calendar: holiday })).toEqual([
      '2027-03-01 1 of 3',
      '2027-03-08 2 of 3',
      '2027-03-22 3 of 3',
      '2027-03-29 1 of 3',
    ]);
    expect(numbers({ from: serviceDate('2027-03-15'), weeks: 1 })).toEqual(['2027-03-15 3 of 3']);
  });
});
