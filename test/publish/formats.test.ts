import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerVisit } from '../../server/core/nouns.ts';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import {
  addDays,
  clockText,
  fixedClock,
  instantOf,
  type ServiceDate,
  serviceDate,
} from '../../server/shared/time.ts';
import { listVisits } from '../../server/store/visits.ts';
import { keepPlan, publishNeeds, tinyFolder, tinyRota } from './support/tinyPublish.ts';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));

let region: ReturnType<typeof tinyFolder>;
let folder: string;
let ledger: LedgerVisit[];

/** Three releases: as planned; Ashby an hour later and Brook gone; Brook back. So every status is there. */
beforeAll(async () => {
  region = tinyFolder();
  const { newUid } = publishNeeds(region);
  const plans = [
    tinyRota(),
    tinyRota({ ashbyOpens: '10:30', hasBrook: false }),
    tinyRota({ ashbyOpens: '10:30' }),
  ];
  for (const [at, rota] of plans.entries()) {
    const clock = fixedClock(`2026-11-2${4 + at}T09:00:00Z`);
    await publishRelease(publishNeeds(region, { clock, newUid }), {
      planId: keepPlan(region.db, { rota }).id,
      by: 'Ann',
    });
  }
  const clock = fixedClock('2026-12-02T09:00:00Z');
  const rota = tinyRota({ hasBrook: false });
  await publishRelease(publishNeeds(region, { clock, newUid }), {
    planId: keepPlan(region.db, { rota }).id,
    by: 'Ann',
  });
  folder = currentReleaseFolder(region.regionFolder)!;
  ledger = listVisits(region.db);
});

afterAll(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
const json = (path: string) => JSON.parse(text(path));
const pathsOf = (extension: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(extension));

/** "uid date open close status" of the ledger's visits, in order of uid. */
const told = (visits: readonly LedgerVisit[]) =>
  visits
    .map((visit) =>
      [
        visit.uid,
        visit.date,
        clockText(visit.open),
        clockText(visit.close),
        visit.sequence,
        visit.status === 'cancelled',
      ].join(' '),
    )
    .sort();

function eventsOf(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

describe('every format', () => {
  it('starts from a ledger in which visits are published, changed, cancelled and done', () => {
    expect(new Set(ledger.map(({ status }) => status))).toEqual(
      new Set(['published', 'changed', 'cancelled', 'done']),
    );
  });

  it('tells the same of every visit: CSV, JSON, GeoJSON, calendar, its page, its stop’s page and feed', () => {
    const wanted = told(ledger);
    const records = (rows: Record<string, string>[]) =>
      rows
        .map((row) =>
          [row.visit_uid, row.date, row.open, row.close, row.sequence, row.status === 'cancelled'].join(' '),
        )
        .sort();
    expect(records(parse(text('data/visits.csv'), { columns: true }))).toEqual(wanted);
    expect(records(json('data/visits.json').visits)).toEqual(wanted);
    expect(
      records(json('data/visits.geojson').features.map((each: { properties: object }) => each.properties)),
    ).toEqual(wanted);
    const fromCalendar = (path: string) =>
      eventsOf(text(path)).map((event) => {
        const [start, end] = [event.startDate.toString(), event.endDate.toString()];
        return [
          event.uid,
          start.slice(0, 10),
          start.slice(11, 16),
          end.slice(11, 16),
          event.sequence,
          event.component.getFirstPropertyValue('status') === 'CANCELLED',
        ].join(' ');
      });
    expect(fromCalendar('calendar/all.ics').sort()).toEqual(wanted);
    const stops = pathsOf('.ics').filter((path) => path.includes('stops/'));
    expect(stops.flatMap(fromCalendar).sort()).toEqual(wanted);
    for (const { uid, date, open } of ledger) {
      const page = text(`visits/${uid}/index.html`);
      const event = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)![1]);
      expect(event).toMatchObject({ '@id': `urn:uuid:${uid}` });
      expect(event.startDate.slice(0, 16)).toBe(`${date}T${clockText(open)}`);
    }
  });

  it('gives the mobile library CSV exactly the dates to come: each row’s rule less its exceptions', () => {
    const rows: Record<string, string>[] = parse(text('data/mobile-library-stops.csv'), { columns: true });
    const dates = rows.flatMap((row) => {
      const weeks = Number(/^FREQ=WEEKLY;INTERVAL=(\d+)$/.exec(row.frequency)![1]);
      const left = row.exceptions.split(',');
      const found: string[] = [];
      for (let date = serviceDate(row.start); date <= row.end; date = addDays(date, 7 * weeks)) {
        if (!left.includes(date)) found.push(`${date} ${row.stop} ${row.arrival} ${row.departure}`);
      }
      return found;
    });
    const names: Record<string, string> = { 'site-ashby': 'Ashby hall', 'site-carn': 'Carn hall' };
    const live = ledger.filter(({ status }) => status === 'published' || status === 'changed');
    expect(dates.sort()).toEqual(
      live
        .map(
          ({ date, siteId, open, close }) =>
            `${date} ${names[siteId]} ${clockText(open)} ${clockText(close)}`,
        )
        .sort(),
    );
  });

  it('writes the 18 columns of the schema in their order', () => {
    expect(text('data/mobile-library-stops.csv').split('\r\n')[0]).toBe(
      'organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable',
    );
    expect(text('data/mobile-library-stops.csv').split('\r\n')[2]).toMatch(
      /^Tiny Town Council,Van 1,"Monday, week 2 of 4",Carn,Carn hall,The Road,TR1 1AA,-4\.5785,50\.3,Monday,Public,10:00,12:00,FREQ=WEEKLY;INTERVAL=4,2027-01-25,2027-01-25,,https:\/\/hub\.example\/stops\/carn$/,
    );
  });

  it('states release and last update in data, feeds and pages', () => {
    for (const path of ['data/visits.json', 'data/visits.geojson', 'status.json', 'releases.json']) {
      expect(json(path)).toMatchObject({ release: 4, lastUpdated: '2026-12-02T09:00:00Z' });
    }
    expect(parse(text('data/visits.csv'), { columns: true })[0]).toMatchObject({ release: '4' });
    for (const path of pathsOf('.html')) {
      expect(text(path)).toContain('Release 4, last updated Wednesday 2 December 2026 at 9am.');
    }
  });

  it('lists all releases, newest first', () => {
    expect(
      json('releases.json').releases.map(
        ({ release, is_current }: { release: number; is_current: boolean }) => [release, is_current],
      ),
    ).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
  });
});

describe('the calendar', () => {
  it('gives the moment in UTC that London’s clock means, on both sides of the change of the clocks', async () => {
    const summer = tinyFolder();
    const needs = publishNeeds(summer, { clock: fixedClock('2027-03-22T09:00:00Z'), weeks: 2 });
    await publishRelease(needs, { planId: keepPlan(summer.db).id, by: 'Ann' });
    const events = eventsOf(
      readFileSync(join(currentReleaseFolder(summer.regionFolder)!, 'calendar/stops/ashby.ics'), 'utf8'),
    );
    const starts = events.map((event) => event.startDate.convertToZone(ICAL.Timezone.utcTimezone).toString());
    // The calendar's own time zone, not the machine's, decides.
    expect(events.map((event) => event.startDate.zone?.tzid)).toEqual(['Europe/London', 'Europe/London']);
    expect(starts).toEqual(['2027-03-23T10:00:00Z', '2027-03-30T09:00:00Z']);
    summer.db.close();
    rmSync(summer.regionFolder, { recursive: true });
  });

  it('keeps uid and start of a cancelled visit, counts up, and says so where a phone shows it', () => {
    const cancelled = ledger.filter(({ status }) => status === 'cancelled');
    expect(cancelled.length).toBeGreaterThan(0);
    const events = new Map(eventsOf(text('calendar/all.ics')).map((event) => [event.uid, event]));
    for (const visit of cancelled) {
      const event = events.get(visit.uid)!;
      expect(event.summary).toBe('CANCELLED: Family Hub visit – Brook');
      expect(event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe(visit.revisedAt);
      expect(event.description).toContain(
        'The timetable has changed and the van does not come here on this date.',
      );
    }
  });

  it('folds at 75 octets without splitting a character', () => {
    for (const path of pathsOf('.ics')) {
      for (const line of text(path).split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text(path)).not.toContain('\uFFFD');
    }
  });

  it('has every property of the reference sample of a cancelled visit', ({ skip }) => {
    const golden = join(SHARED, 'schemas/sample-visit-cancelled.ics');
    if (!existsSync(golden)) skip('The reference sample of a cancelled visit is not present');
    const namesIn = (ics: string, component: string) => {
      const calendar = new ICAL.Component(ICAL.parse(ics));
      const found = component === 'vcalendar' ? calendar : calendar.getFirstSubcomponent(component)!;
      return found.getAllProperties().map(({ name }) => name);
    };
    const sample = readFileSync(golden, 'utf8');
    for (const component of ['vcalendar', 'vtimezone', 'vevent']) {
      expect(namesIn(text('calendar/all.ics'), component)).toEqual(
        expect.arrayContaining(namesIn(sample, component)),
      );
    }
  });

  it('uses only properties of schema.org’s Event and Place in pages', ({ skip }) => {
    const list = join(SHARED, 'schemas/schemaorg-30.0-properties.csv');
    if (!existsSync(list)) skip('The list of schema.org properties is not present');
    const rows: Record<string, string>[] = parse(readFileSync(list, 'utf8'), { columns: true });
    const domains = new Map(rows.map((row) => [row.label, row.domainIncludes]));
    const page = text(`visits/${ledger[0].uid}/index.html`);
    const event = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)![1]);
    const parents: Record<string, string[]> = {
      Event: ['Event', 'Thing'],
      Place: ['Place', 'Thing'],
      PostalAddress: ['PostalAddress', 'Thing'],
      GeoCoordinates: ['GeoCoordinates', 'Thing'],
      Organization: ['Organization', 'Thing'],
    };
    const check = (thing: Record<string, unknown>) => {
      for (const [name, value] of Object.entries(thing)) {
        if (name.startsWith('@')) continue;
        const allowed = (domains.get(name) ?? '').split(',').map((uri) => uri.trim().split('/').pop());
        expect([name, parents[String(thing['@type'])].some((type) => allowed.includes(type))]).toEqual([
          name,
          true,
        ]);
        if (typeof value === 'object' && value !== null) check(value as Record<string, unknown>);
      }
    };
    check(event);
  });
});

describe('what an event says of its moment', () => {
  it('is the moment of the ledger in every page', () => {
    for (const visit of ledger) {
      const event = JSON.parse(
        /<script type="application\/ld\+json">(.*?)<\/script>/.exec(
          text(`visits/${visit.uid}/index.html`),
        )![1],
      );
      expect(event.eventStatus).toBe(
        visit.status === 'cancelled'
          ? 'https://schema.org/EventCancelled'
          : visit.open === visit.originalOpen
            ? 'https://schema.org/EventScheduled'
            : 'https://schema.org/EventRescheduled',
      );
      const offset = instantOf(visit.date as ServiceDate, visit.open);
      expect(new Date(event.startDate).toISOString().slice(0, 19)).toBe(offset.slice(0, 19));
    }
  });
});
