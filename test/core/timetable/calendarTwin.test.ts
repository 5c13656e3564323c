import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rota, Site, Stop, Van, VanDay } from '../../../server/core/nouns.ts';
import { bankHolidaysBetween } from '../../../server/core/timetable/bankHolidays.ts';
import { expandRota } from '../../../server/core/timetable/expandRota.ts';
import type { ServiceCalendar } from '../../../server/core/timetable/serviceCalendar.ts';
import type { Absence } from '../../../server/shared/absences.ts';
import { clockTime, serviceDate, type Weekday } from '../../../server/shared/time.ts';
import { call, rules, site, stop, van } from '../../support/tinyTown.ts';
import { calendar, closure, crewLeave, skillAway, vanOff } from './support/calendar.ts';

/** A rota with all that its visits can meet. */
interface Case {
  readonly rota: Rota;
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  readonly calendar: ServiceCalendar;
  /** A Monday. */
  readonly from: string;
  readonly weeks: number;
}

const DAY_MS = 86_400_000;

/**
 * A calendar that shares nothing with the planner's: walks day by day in UTC, and asks of every call whether anything stands in its
 * way.
 */
function walkedClashes(asked: Case): string[] {
  const found: string[] = [];
  const first = Date.parse(asked.from);
  for (let day = 0; day < asked.weeks * 7; day++) {
    const at = new Date(first + day * DAY_MS);
    const date = at.toISOString().slice(0, 10);
    const weekday = (at.getUTCDay() + 6) % 7;
    const week =
      asked.rota.repeats === 'month'
        ? Math.ceil(at.getUTCDate() / 7) - 1
        : Math.floor(day / 7) % asked.rota.cycleWeeks;
    for (const vanDay of asked.rota.vanDays) {
      if (vanDay.week !== week || vanDay.weekday - 1 !== weekday) continue;
      for (const { siteId } of vanDay.calls) {
        const kinds = walkedCauses(asked, { date, weekday, vanId: vanDay.vanId, siteId });
        if (kinds.length > 0) found.push(`${date} ${vanDay.vanId} ${siteId}: ${kinds.join(' ')}`);
      }
    }
  }
  return found.sort();
}

function walkedCauses(
  { calendar: known, sites, stops, vans }: Case,
  on: { date: string; weekday: number; vanId: string; siteId: string },
): string[] {
  const { date, weekday } = on;
  const facts = sites.find(({ id }) => id === on.siteId)?.facts ?? {};
  const isAway = (of: string, id: string) =>
    known.absences.some((each) => each.of === of && each.id === id && date >= each.from && date <= each.to);
  const isFestive = ['-12-25', '-12-26', '-01-01'].some((end) => date.endsWith(end));
  const isHoliday = known.bankHolidays.holidays.some((each) => each.date === date);
  let isInSeason = facts.seasons === undefined;
  for (const { from, to } of facts.seasons ?? []) {
    const day = Number(date.slice(5).replace('-', ''));
    const [low, high] = [Number(from.replace('-', '')), Number(to.replace('-', ''))];
    if (low <= high ? day >= low && day <= high : day >= low || day <= high) isInSeason = true;
  }
  const inTerm = known.schoolTerms.some(({ from, to }) => from <= date && date <= to);
  const isBetween =
    !inTerm &&
    known.schoolTerms.some(({ from }) => from <= date) &&
    known.schoolTerms.some(({ to }) => date <= to);
  const crew = known.crews.find(
    ({ id, vanId, weekdays }) =>
      vanId === on.vanId && weekdays.includes((weekday + 1) as Weekday) && !isAway('crew', id),
  );
  const aboard = [
    ...(vans.find(({ id }) => id === on.vanId)?.skills?.[(weekday + 1) as Weekday] ?? []),
    ...(crew?.skills ?? []),
  ];
  const wanted = stops.find(({ siteId }) => siteId === on.siteId)?.wishes?.skills ?? [];
  const lacksSkill = wanted.some(
    (skill) => isAway('skill', skill) || (known.crews.length > 0 && !aboard.includes(skill)),
  );
  return [
    isHoliday || isFestive ? 'bank-holiday' : '',
    isInSeason ? '' : 'season',
    facts.isTermTimeOnly === true && isBetween ? 'term' : '',
    isAway('site', on.siteId) ? 'site-closed' : '',
    isAway('van', on.vanId) ? 'van-off' : '',
    (known.crews.length > 0 && !crew) || lacksSkill ? 'crew' : '',
  ].filter((kind) => kind !== '');
}

function foundClashes(asked: Case): string[] {
  const from = serviceDate(asked.from);
  return expandRota({ ...asked, from, cycleAnchor: from, rules: rules() })
    .clashes.map(
      ({ visit, causes }) =>
        `${visit.date} ${visit.vanId} ${visit.siteId}: ${causes.map(({ kind }) => kind).join(' ')}`,
    )
    .sort();
}

const SITE_IDS = ['site-ashby', 'site-brook', 'site-carn', 'site-dean'];
const SKILLS = ['midwife', 'feeding'];
/** Fifty weeks from a Monday, over New Year and the change of the clocks. */
const FROM = '2026-11-23';
const dateText = (day: number) => new Date(Date.parse(FROM) + day * DAY_MS).toISOString().slice(0, 10);
const someDay = fc.integer({ min: 0, max: 350 });
const someSpan = fc.record({ from: someDay, days: fc.integer({ min: 0, max: 40 }) });
const someWeekdays = fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), {
  minLength: 1,
  maxLength: 7,
});

const someAbsence: fc.Arbitrary<Absence> = fc
  .tuple(
    fc.constantFrom(
      ...SITE_IDS.map((id) => [closure, id] as const),
      ...['van-1', 'van-2'].map((id) => [vanOff, id] as const),
      ...['north', 'south'].map((id) => [crewLeave, id] as const),
      ...SKILLS.map((id) => [skillAway, id] as const),
    ),
    someSpan,
  )
  .map(([[away, id], { from, days }]) => away(id, dateText(from), dateText(from + days)));

const someDayOfYear = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));

const someRota: fc.Arbitrary<Rota> = fc
  .tuple(
    fc.constantFrom<[number, Rota['repeats']]>(
      [1, 'weeks'],
      [2, 'weeks'],
      [3, 'weeks'],
      [4, 'weeks'],
      [6, 'weeks'],
      [4, 'month'],
    ),
    fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
        fc.constantFrom('van-1', 'van-2'),
        fc.uniqueArray(fc.constantFrom(...SITE_IDS), { maxLength: 3 }),
      ),
      { maxLength: 8 },
    ),
  )
  .map(([[cycleWeeks, repeats], days]) => ({
    cycleWeeks,
    repeats,
    unserved: [],
    seed: 1,
    iterations: 0,
    vanDays: [
      ...new Map(
        days.map(([week, weekday, vanId, siteIds]) => [
          `${week % cycleWeeks} ${weekday} ${vanId}`,
          dayOf({ week: week % cycleWeeks, weekday, vanId }, siteIds),
        ]),
      ).values(),
    ],
  }));

function dayOf(on: Pick<VanDay, 'week' | 'weekday' | 'vanId'>, siteIds: readonly string[]): VanDay {
  return {
    ...on,
    departBase: clockTime('08:30'),
    calls: siteIds.map((siteId, k) => call(siteId, { from: `${9 + k}:00`, to: `${9 + k}:45` })),
    break: null,
    returnLegSeconds: 600,
    returnLegMetres: 10_000,
    returnBase: clockTime('17:00'),
  };
}

const someCase: fc.Arbitrary<Case> = fc
  .record({
    rota: someRota,
    facts: fc.array(
      fc.record({
        seasons: fc.option(
          fc.array(fc.record({ from: someDayOfYear, to: someDayOfYear }), { minLength: 1, maxLength: 2 }),
        ),
        isTermTimeOnly: fc.boolean(),
        skills: fc.subarray(SKILLS),
      }),
      { minLength: 4, maxLength: 4 },
    ),
    holidays: fc.uniqueArray(someDay, { maxLength: 8 }),
    terms: fc.array(someSpan, { maxLength: 3 }),
    absences: fc.array(someAbsence, { maxLength: 6 }),
    crews: fc.subarray(['north', 'south']),
    crewDays: someWeekdays,
    crewSkills: fc.subarray(SKILLS),
    vanSkills: fc.subarray(SKILLS),
  })
  .map((drawn) => ({
    rota: drawn.rota,
    from: FROM,
    weeks: 50,
    sites: SITE_IDS.map((id, k) =>
      site({
        id,
        facts: {
          ...(drawn.facts[k].seasons && { seasons: drawn.facts[k].seasons }),
          isTermTimeOnly: drawn.facts[k].isTermTimeOnly,
        },
      }),
    ),
    stops: SITE_IDS.map((siteId, k) => stop({ siteId, wishes: { skills: drawn.facts[k].skills } })),
    vans: [van({ skills: { 1: drawn.vanSkills, 3: drawn.vanSkills } }), van({ id: 'van-2' })],
    calendar: calendar({
      bankHolidays: {
        holidays: drawn.holidays.map((day) => ({
          date: serviceDate(dateText(day)),
          title: 'Day',
          isComputed: false,
        })),
        warnings: [],
      },
      schoolTerms: drawn.terms.map(({ from, days }) => ({
        title: 'Term',
        from: serviceDate(dateText(from)),
        to: serviceDate(dateText(from + days + 1)),
      })),
      absences: drawn.absences,
      crews: drawn.crews.map((id, k) => ({
        id,
        name: id,
        skills: drawn.crewSkills,
        weekdays: drawn.crewDays,
        vanId: `van-${k + 1}`,
      })),
    }),
  }));

/** Timetables as published, beside the repository on the machines of those who work on it; not part of it. */
const PUBLISHED = fileURLToPath(new URL('../../../../shared/data/mobile_libraries/', import.meta.url));
const isThere = existsSync(PUBLISHED);
if (!isThere) console.log('Left out: tests on published timetables, because ../shared is not there.');

interface PublishedRow {
  readonly frequency: string;
  readonly start: string;
  readonly stop: string;
}

/** Every published stop on its own days, in one rota of four weeks from 6 January 2025; each a site that is used for half a year. */
function publishedCase(file: string): Case {
  const rows: PublishedRow[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    relax_column_count: true,
  });
  const from = '2025-01-06';
  const days = new Map<string, string[]>();
  const isByMonth = rows.some(({ frequency }) => frequency.startsWith('FREQ=MONTHLY'));
  for (const [k, row] of rows.entries()) {
    for (let week = 0; week < 4; week++) {
      const weekday = isByMonth ? monthlyWeekday(row, week) : weeklyWeekday(row, { from, week });
      if (weekday === null) continue;
      const key = `${week} ${weekday}`;
      days.set(key, [...(days.get(key) ?? []), `site-${k}`]);
    }
  }
  const seasons = [[{ from: '04-01', to: '09-30' }], [{ from: '10-01', to: '03-31' }]];
  const published = [
    [
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-05-05',
      '2025-05-26',
      '2025-08-25',
      '2025-12-25',
      '2025-12-26',
    ],
  ].flat();
  return {
    from,
    weeks: 51,
    rota: {
      cycleWeeks: 4,
      repeats: isByMonth ? 'month' : 'weeks',
      unserved: [],
      seed: 1,
      iterations: 0,
      vanDays: [...days].map(([key, siteIds]) => {
        const [week, weekday] = key.split(' ').map(Number);
        const on = { week, weekday: weekday as Weekday, vanId: 'van-1' };
        return {
          ...dayOf(on, []),
          calls: siteIds.map((siteId) => call(siteId, { from: '10:00', to: '10:20' })),
        };
      }),
    },
    vans: [van()],
    stops: rows.map((_, k) => stop({ siteId: `site-${k}` })),
    sites: rows.map((_, k) =>
      site({ id: `site-${k}`, facts: k % 5 === 0 ? { seasons: seasons[k % 2] } : {} }),
    ),
    calendar: calendar({
      bankHolidays: bankHolidaysBetween({
        from: serviceDate('2025-01-01'),
        to: serviceDate('2025-12-31'),
        published: published.map((date) => ({ date: serviceDate(date), title: 'As published' })),
      }),
      absences: rows.flatMap((_, k) =>
        k % 7 === 0 ? [closure(`site-${k}`, '2025-06-02', '2025-07-13')] : [],
      ),
    }),
  };
}

/** Of "FREQ=WEEKLY;INTERVAL=2": the weekday of the first date, in every week as far from it as the rule says. */
function weeklyWeekday(row: PublishedRow, at: { from: string; week: number }): number | null {
  const interval = Number(/INTERVAL=(\d+)/.exec(row.frequency)?.[1]);
  const start = Date.parse(row.start);
  const weekday = ((new Date(start).getUTCDay() + 6) % 7) + 1;
  const date = Date.parse(at.from) + (at.week * 7 + weekday - 1) * DAY_MS;
  return Math.round((date - start) / DAY_MS / 7) % interval === 0 ? weekday : null;
}

/** Of "FREQ=MONTHLY;BYDAY=1FR": Friday in the first week. */
function monthlyWeekday(row: PublishedRow, week: number): number | null {
  const [, ordinal, name] = /BYDAY=(\d)([A-Z]{2})/.exec(row.frequency) ?? [];
  return Number(ordinal) === week + 1 ? ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].indexOf(name) + 1 : null;
}

describe('the clashes found', () => {
  it('are those of a calendar walked day by day, on any rota', () => {
    let clashes = 0;
    fc.assert(
      fc.property(someCase, (asked) => {
        const walked = walkedClashes(asked);
        clashes += walked.length;
        expect(foundClashes(asked)).toEqual(walked);
      }),
      { seed: 20_261_124, numRuns: 100 },
    );
    expect(clashes).toBeGreaterThan(1000);
  });

  it.runIf(isThere)('are those of a calendar walked day by day, on timetables as published', () => {
    const files = readdirSync(PUBLISHED).filter(
      (name) => name.endsWith('.csv') && !name.endsWith('_routes.csv'),
    );
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const asked = publishedCase(`${PUBLISHED}${name}`);
      const walked = walkedClashes(asked);
      expect(walked.length, name).toBeGreaterThan(20);
      expect(foundClashes(asked), name).toEqual(walked);
    }
  });
});
