import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFor } from '../../client/lookup/answer.ts';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import type { FinderFile } from '../../server/shared/finder.ts';
import { addSitePhoto } from '../../server/store/sitePhotos.ts';
import { listVisits } from '../../server/store/visits.ts';
import { smallJpeg } from '../support/smallJpeg.ts';
import { pointAt } from '../support/tinyTown.ts';
import { keepPlan, publishNeeds, publishTables, tinyFolder } from './support/tinyPublish.ts';

let region: ReturnType<typeof tinyFolder>;
let folder: string;
let photo: string;

beforeAll(async () => {
  const tables = publishTables();
  region = tinyFolder({
    ...tables,
    endedPostcodes: [
      { postcode: 'TT1 9ZZ', lonLat: pointAt(10), endedIn: '2003-06' },
      { postcode: 'TT1 9ZY', lonLat: pointAt(10), endedIn: '' },
    ],
  });
  const photoAdded = { at: '2026-11-24T09:00:00Z' as never, by: 'Ann' };
  photo = addSitePhoto(region.db, { bytes: smallJpeg(), width: 3, height: 2 }, photoAdded);
  const said = {
    publicDescription: 'By the school gate.\n\nGo in by the blue door.',
    photo,
    photoAlt: 'A low hall with a "blue" door',
    accessLon: -4.9,
    accessLat: 50.301,
  };
  region.db
    .prepare("UPDATE site SET facts_json = ?, lon = -4.9, lat = 50.3 WHERE id = 'site-ashby'")
    .run(JSON.stringify(said));
  region.db
    .prepare(`UPDATE site SET facts_json = '{"isByArrangement":true}' WHERE id IN ('site-dean', 'site-eel')`)
    .run();
  region.db.prepare("UPDATE site SET status = 'suspended' WHERE id = 'site-eel'").run();
  const lost = { photo: 'lost.jpg', photoAlt: 'Lost' };
  region.db.prepare("UPDATE site SET facts_json = ? WHERE id = 'site-brook'").run(JSON.stringify(lost));
  const plan = keepPlan(region.db);
  await publishRelease(publishNeeds(region), { planId: plan.id, by: 'Ann' });
  folder = currentReleaseFolder(region.regionFolder)!;
});

afterAll(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe('what a register says for families', () => {
  it('is on the page of the stop: description, photo with its words, and the way in', () => {
    const page = text('stops/ashby/index.html');
    expect(page).toContain('<p class="govuk-body">By the school gate.</p>');
    expect(page).toContain('<p class="govuk-body">Go in by the blue door.</p>');
    expect(page).toContain(
      `<img class="app-photo" src="/images/stops/${photo}" alt="A low hall with a &quot;blue&quot; door" loading="lazy">`,
    );
    expect(readFileSync(join(folder, 'images/stops', photo))).toEqual(smallJpeg());
    expect(page).toContain('About 110 metres north of the van, at 50.30100, -4.90000.');
  });

  it('sends everybody to the way in: in calendars, open data and structured data', () => {
    const visit = listVisits(region.db).find(({ siteId }) => siteId === 'site-ashby')!;
    expect(text('calendar/stops/ashby.ics')).toContain('GEO:50.30100;-4.90000');
    expect(text('data/visits.json')).toContain('"geoy": 50.301');
    expect(text(`visits/${visit.uid}/index.html`)).toContain('"latitude":50.301');
  });

  it('is without a photo that is lost, and the release still stands', () => {
    expect(text('stops/brook/index.html')).not.toContain('<img');
  });
});

describe('a postcode that is out of use', () => {
  it('is answered from where it was, with the month it ended', () => {
    const file: FinderFile = JSON.parse(text('lookup/TT1.json'));
    expect(file.ended).toEqual([
      ['', '9ZY'],
      ['2003-06', '9ZZ'],
    ]);
    const { stops, endedIn } = answerFor(file, { inward: '9ZZ', now: '2026-11-24T08:00' });
    expect(stops.map(({ stop, minutes }) => `${stop.slug} ${minutes}`)[0]).toBe('ashby 3');
    expect(endedIn).toBe('2003-06');
  });
});

describe('a stop by arrangement', () => {
  it('has a page with the phone line and without times, and stands in the list of stops', () => {
    const page = text('stops/dean/index.html');
    expect(page).toContain('The van comes here when families ask for it. There are no set times');
    expect(page).toContain('href="tel:01632960321"');
    for (const word of ['No more visits', 'No need to book', 'calendar app', 'Next visit']) {
      expect(page).not.toContain(word);
    }
    expect(text('index.html')).toMatch(
      /href="\/stops\/dean">.*\s.*By arrangement<\/td>\s.*Ask us to come<\/td>/,
    );
    expect(text('sitemap.xml')).toContain('/stops/dean');
  });

  it('that is out of use has none', () => {
    expect(existsSync(join(folder, 'stops/eel/index.html'))).toBe(false);
  });
});
