import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { SITE_FIELD_NAMES, siteField } from '../../server/shared/siteFields.ts';
import { listSites } from '../../server/store/sites.ts';
import { listVisits } from '../../server/store/visits.ts';
import { IDENTITY, keepPlan, publishNeeds, publishTables, tinyFolder } from './support/tinyPublish.ts';

const SCRIPT = '</script><script>alert(1)</script>';
const QUOTES = `Ann's "hall" & <b>more</b>\r\nBEGIN:VEVENT\r\nUID:evil; \\, x`;
const LONG = `${'x'.repeat(10_000)} é🚐`;
const FORMULA = '=HYPERLINK("https://evil.example","click")';

let region: ReturnType<typeof tinyFolder>;
let folder: string;

beforeAll(async () => {
  const tables = publishTables();
  /** What a register keeps and nobody outside may read. */
  const kept = {
    notes: 'SECRET notes',
    permissionOwner: 'SECRET owner',
    permissionReference: 'SECRET reference',
    facts: Object.fromEntries(
      SITE_FIELD_NAMES.filter((name) => {
        const { isFact, isPublic, kind } = siteField(name);
        return isFact && !isPublic && kind === 'text';
      }).map((name) => [name, `SECRET ${name}`]),
    ),
  };
  const hostile: Record<string, object> = {
    'site-ashby': { name: SCRIPT, community: FORMULA, address: '+44 1, -1 Road' },
    'site-brook': {
      name: QUOTES,
      community: '@evil',
      address: LONG,
      facts: {
        ...kept.facts,
        publicDescription: `By the school.\n${SCRIPT}`,
        photo: 'a.jpg',
        photoAlt: QUOTES,
      },
    },
    // Two stops of one name in one place.
    'site-carn': { name: SCRIPT, community: FORMULA, address: '' },
  };
  region = tinyFolder({
    sites: tables.sites.map((site) => ({ ...site, ...kept, ...hostile[site.id] })),
    places: ['<img src=x onerror=alert(1)>', 'St Just', 'St Just', 'Mousehole\'"', '{{ 7 * 7 }}', ''].map(
      (name, i) => ({
        name,
        otherNames: ['<i>other</i>'],
        kind: 'village',
        lonLat: lonLat(-5 + i / 100, 50.3),
        outwardCode: 'TT1',
      }),
    ),
    hubs: tables.hubs.map((hub) => ({ ...hub, name: SCRIPT, address: QUOTES })),
    sessionTypes: [
      { ...tables.sessionTypes[0], publicName: `Drop-in ${SCRIPT}`, publicDescription: QUOTES },
      {
        ...tables.sessionTypes[0],
        id: 'private',
        publicName: 'Circle for invited parents',
        publicDescription: 'By invitation of your health visitor',
        isPublic: false,
      },
    ],
  });
  const identity = {
    ...IDENTITY,
    serviceName: `Hub ${SCRIPT}`,
    councilName: `Council ${SCRIPT}`,
    phone: { name: SCRIPT, number: '"><script>1</script>01', hours: QUOTES },
  };
  const plan = keepPlan(region.db, { sessionTypeIds: ['drop-in', 'private'] });
  await publishRelease(publishNeeds(region, { identity }), { planId: plan.id, by: SCRIPT });
  folder = currentReleaseFolder(region.regionFolder)!;
});

afterAll(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
const paths = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));

describe('hostile words', () => {
  it('run nowhere: pages hold no script or element that is not ours', () => {
    for (const path of paths().filter((path) => path.endsWith('.html'))) {
      const html = text(path);
      expect(html).not.toMatch(/<script>|<img|<b>|<i>/);
      expect(html.match(/<script\b[^>]*>/g)).toEqual(
        expect.arrayContaining(['<script type="module" src="/assets/lookup-1a2b.js">']),
      );
      for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
        expect(tag).toMatch(
          /^<script (type="module" src="\/assets\/lookup-1a2b\.js"|type="application\/(ld\+)?json"( id="[a-z-]+")?)>$/,
        );
      }
    }
  });

  it('are shown as they are written', () => {
    expect(text('stops/ashby/index.html')).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text('places/index.html')).toContain('{{ 7 * 7 }}');
  });

  it('do not break out of the data block of a visit', () => {
    const [visit] = listVisits(region.db);
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(
      text(`visits/${visit.uid}/index.html`),
    )![1];
    expect(JSON.parse(block)).toMatchObject({ location: { name: SCRIPT } });
  });

  it('put no event of their own into a calendar', () => {
    const calendar = new ICAL.Component(ICAL.parse(text('calendar/all.ics')));
    const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    expect(events.map(({ uid }) => uid).sort()).toEqual(
      listVisits(region.db)
        .map(({ uid }) => uid)
        .sort(),
    );
    expect(
      events.some(({ location }) => location.includes('Ann\'s "hall" & <b>more</b>\nBEGIN:VEVENT')),
    ).toBe(true);
  });

  it('are no formula in a spreadsheet, while numbers stay numbers', () => {
    const rows: Record<string, string>[] = parse(text('data/mobile-library-stops.csv'), { columns: true });
    const ashby = rows.find(({ stop, address }) => stop === SCRIPT && address !== '')!;
    expect(ashby).toMatchObject({ community: `'${FORMULA}`, address: "'+44 1, -1 Road" });
    expect(Number(ashby.geox)).toBeCloseTo(-4.8595, 4);
    for (const row of [
      ...rows,
      ...(parse(text('data/visits.csv'), { columns: true }) as Record<string, string>[]),
    ]) {
      for (const [column, value] of Object.entries(row)) {
        if (column !== 'geox' && column !== 'geoy') expect(value).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
  });

  it('leave stops and places of one name with addresses and titles of their own', () => {
    const titles = paths()
      .filter((path) => path.endsWith('.html'))
      .map((path) => /<title>(.*?)<\/title>/s.exec(text(path))![1]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(readdirSync(join(folder, 'places')).sort()).toEqual(
      ['img-src-x-onerror-alert-1', 'index.html', 'mousehole', 'st-just-tt1', 'st-just-tt1-2', '7-7'].sort(),
    );
  });

  it('of the site register, its key codes and contacts, stand in no file at all', () => {
    expect(listSites(region.db)[0].facts.keyCode).toBe('SECRET keyCode');
    for (const path of paths()) expect(text(path), path).not.toContain('SECRET');
  });

  it('of sessions by invitation stand in no file at all', () => {
    for (const path of paths()) {
      expect(text(path)).not.toContain('Circle for invited parents');
      expect(text(path)).not.toContain('By invitation of your health visitor');
    }
  });
});

describe('a stop only for invited families', () => {
  it('is in no file: neither its place nor its time', async () => {
    const tables = publishTables();
    const secret = tinyFolder({
      sessionTypes: [
        ...tables.sessionTypes,
        { ...tables.sessionTypes[0], id: 'private', publicName: 'Circle', isPublic: false },
      ],
    });
    const plan = keepPlan(secret.db);
    const stops = plan.stops.map((stop) =>
      stop.siteId === 'site-brook' ? { ...stop, sessionTypeIds: ['private'] } : stop,
    );
    secret.db.prepare('UPDATE plan SET stops_json = ?').run(JSON.stringify(stops));
    const release = await publishRelease(publishNeeds(secret), { planId: plan.id, by: 'Ann' });
    const root = currentReleaseFolder(secret.regionFolder)!;
    expect(listVisits(secret.db).some(({ siteId }) => siteId === 'site-brook')).toBe(true);
    expect(release.visits).toBe(9);
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      expect(path).not.toContain('brook');
      if (/\.\w+$/.test(path)) expect(readFileSync(join(root, path), 'utf8')).not.toMatch(/brook/i);
    }
    secret.db.close();
    rmSync(secret.regionFolder, { recursive: true });
  });
});
