import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import compression from 'compression';
import express, { type Express } from 'express';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicSite } from '../../server/http/publicSite.ts';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { listVisits } from '../../server/store/visits.ts';
import { IDENTITY, keepPlan, publishNeeds, tinyFolder, tinyRota } from '../publish/support/tinyPublish.ts';
import { townTables } from '../support/tinyRegion.ts';

let region: ReturnType<typeof tinyFolder>;
let app: Express;

const serve = (served: typeof region): Express => {
  const { clientBuild } = publishNeeds(served);
  const made = express();
  made.use(compression());
  made.use(publicSite({ db: served.db, folder: served.regionFolder, clientBuild, identity: IDENTITY }));
  return made;
};
const publish = async (fields: { hasBrook?: boolean; at?: string } = {}) => {
  const plan = keepPlan(region.db, { rota: tinyRota({ hasBrook: fields.hasBrook }) });
  const clock = fixedClock(fields.at ?? '2026-11-24T09:00:00Z');
  await publishRelease(publishNeeds(region, { clock, newUid: crypto.randomUUID.bind(crypto) }), {
    planId: plan.id,
    by: 'Ann',
  });
};
const onDisk = (path: string) => readFileSync(join(currentReleaseFolder(region.regionFolder)!, path));

beforeEach(() => {
  region = tinyFolder();
  app = serve(region);
});

afterEach(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

describe('the public site before the first release', () => {
  it('answers every address with a page that says so, which nobody keeps', async () => {
    const answer = await request(app).get('/stops/ashby').expect(503).expect('Content-Type', /html/);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '60' });
    expect(answer.text).toContain('The timetable is not published yet');
    expect(answer.text).toContain('01632 960321');
  });
});

describe('the public site', () => {
  it('answers stops and visits with and without a slash at the end, and files as they are on disk', async () => {
    await publish();
    const [{ uid }] = listVisits(region.db);
    for (const [address, path] of [
      ['/', 'index.html'],
      ['/places/', 'places/index.html'],
      ['/places/cotley', 'places/cotley/index.html'],
      ['/stops/ashby', 'stops/ashby/index.html'],
      ['/stops/ashby/', 'stops/ashby/index.html'],
      [`/visits/${uid}`, `visits/${uid}/index.html`],
      ['/status/', 'status/index.html'],
      ['/status', 'status/index.html'],
    ]) {
      const answer = await request(app).get(address).expect(200);
      expect(answer.text).toBe(onDisk(path).toString());
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    }
  });

  it.each([
    ['/calendar/all.ics', 'text/calendar; charset=utf-8'],
    ['/calendar/stops/ashby.ics', 'text/calendar; charset=utf-8'],
    ['/data/mobile-library-stops.csv', 'text/csv; charset=utf-8'],
    ['/data/visits.csv', 'text/csv; charset=utf-8'],
    ['/data/visits.json', 'application/json; charset=utf-8'],
    ['/data/visits.geojson', 'application/geo+json; charset=utf-8'],
    ['/status.json', 'application/json; charset=utf-8'],
    ['/releases.json', 'application/json; charset=utf-8'],
    ['/lookup/TT1.json', 'application/json; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/images/icon.svg', 'image/svg+xml'],
    ['/images/card.png', 'image/png'],
    ['/assets/lookup-3c4d.css', 'text/css; charset=utf-8'],
  ])('serves %s as %s', async (address, type) => {
    await publish();
    await request(app).get(address).expect(200).expect('Content-Type', type);
  });

  it('gives each file a strong ETag of its bytes and answers 304 to it', async () => {
    await publish();
    const first = await request(app).get('/data/visits.csv').set('Accept-Encoding', 'identity').expect(200);
    expect(first.headers.etag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers['last-modified']).toMatch(/GMT$/);
    const again = () => request(app).get('/data/visits.csv').set('Accept-Encoding', 'identity');
    const same = await again().set('If-None-Match', first.headers.etag).expect(304);
    expect(same.text).toBe('');
    expect(same.headers.etag).toBe(first.headers.etag);
    await again().set('If-Modified-Since', first.headers['last-modified']).expect(304);
    // An entity tag that differs outweighs the date.
    await again()
      .set({ 'If-None-Match': '"other"', 'If-Modified-Since': first.headers['last-modified'] })
      .expect(200);
  });

  it('compresses, with an ETag of its own for each coding', async () => {
    await publish();
    const answer = await request(app)
      .get('/stops/ashby')
      .set('Accept-Encoding', 'gzip')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(answer.headers.etag).toMatch(/^"[\w-]{22}-gzip"$/);
    const plain = onDisk('stops/ashby/index.html');
    // supertest's client undoes the coding where it can.
    const body = answer.body[0] === 0x1f ? gunzipSync(answer.body) : answer.body;
    expect(body.equals(plain)).toBe(true);
  });

  it('says how long each kind may be kept', async () => {
    await publish();
    const kept = async (address: string) => (await request(app).get(address)).headers['cache-control'];
    expect(await kept('/')).toBe('public, max-age=60, stale-while-revalidate=300');
    expect(await kept('/status.json')).toBe('public, max-age=60, stale-while-revalidate=300');
    expect(await kept('/lookup/TT1.json')).toBe('public, max-age=60, stale-while-revalidate=300');
    expect(await kept('/calendar/all.ics')).toBe('public, max-age=900');
    expect(await kept('/data/visits.json')).toBe('public, max-age=900');
    expect(await kept('/assets/lookup-1a2b.js')).toBe('public, max-age=31536000, immutable');
  });

  it('opens data to other sites and nothing else', async () => {
    await publish();
    const origin = async (address: string) =>
      (await request(app).get(address)).headers['access-control-allow-origin'];
    for (const address of ['/data/visits.json', '/calendar/all.ics', '/status.json', '/releases.json']) {
      expect(await origin(address)).toBe('*');
    }
    for (const address of ['/', '/lookup/TT1.json', '/stops/ashby', '/nothing']) {
      expect(await origin(address)).toBeUndefined();
    }
  });

  it('answers what is not there with the release’s own page', async () => {
    await publish();
    for (const address of ['/nothing', '/stops/nothing', '/data/', '/stops/', '/lookup/ZZ9.json']) {
      const answer = await request(app).get(address).expect(404).expect('Cache-Control', 'no-store');
      expect(answer.text).toContain('Page not found');
    }
  });

  it('never leaves the release’s folder', async () => {
    await publish();
    writeFileSync(join(region.regionFolder, 'secret.json'), '{"secret":1}');
    mkdirSync(join(currentReleaseFolder(region.regionFolder)!, '.git'));
    writeFileSync(join(currentReleaseFolder(region.regionFolder)!, '.git/config.txt'), 'secret');
    for (const address of [
      '/../../secret.json',
      '/..%2f..%2fsecret.json',
      '/%2e%2e/%2e%2e/secret.json',
      '/..%5c..%5csecret.json',
      '/data/..%2f..%2f..%2fsecret.json',
      '/.release.json',
      '/.git/config.txt',
      '//etc/passwd',
      '/data//visits.csv',
      '/%00.json',
      '/%',
      '/region.sqlite',
      `/${'a'.repeat(5000)}`,
    ]) {
      const answer = await request(app).get(address);
      expect([address, answer.status]).toEqual([address, 404]);
      expect(answer.text).not.toContain('secret"');
    }
  });

  it('takes only GET and HEAD', async () => {
    await publish();
    await request(app).post('/').expect(405).expect('Allow', 'GET, HEAD');
    const head = await request(app).head('/').expect(200);
    expect(head.text ?? '').toBe('');
  });

  it('serves a new release from the next request on', async () => {
    await publish();
    const before = await request(app).get('/stops/brook').expect(200);
    expect(before.text).toContain('Every second Tuesday, 2pm to 3:30pm');
    await publish({ hasBrook: false, at: '2026-11-25T09:00:00Z' });
    const after = await request(app).get('/stops/brook').expect(200);
    expect(after.text).toContain('There are no more visits here in this timetable.');
    expect(after.headers.etag).not.toBe(before.headers.etag);
  });

  it('keeps the sample from search engines and says "do not travel" in every file for people', async () => {
    const tables = townTables();
    const sample = tinyFolder({ region: { ...tables.region, isSample: true } });
    await publishRelease(publishNeeds(sample), { planId: keepPlan(sample.db).id, by: 'Ann' });
    const served = serve(sample);
    for (const address of [
      '/',
      '/stops/ashby',
      '/status/',
      '/calendar/all.ics',
      '/data/visits.csv',
      '/data/mobile-library-stops.csv',
      '/data/visits.json',
      '/data/visits.geojson',
      '/status.json',
      '/releases.json',
    ]) {
      const answer = await request(served).get(address).expect('X-Robots-Tag', 'noindex, nofollow');
      expect(answer.text).toMatch(/Sample: do not travel/);
    }
    expect((await request(served).get('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n');
    sample.db.close();
    rmSync(sample.regionFolder, { recursive: true });
  });

  it('lets search engines read what is real', async () => {
    await publish();
    const answer = await request(app).get('/');
    expect(answer.headers['x-robots-tag']).toBeUndefined();
    expect((await request(app).get('/robots.txt')).text).toContain(
      'Sitemap: https://hub.example/sitemap.xml',
    );
  });
});
