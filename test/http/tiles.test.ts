import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegionWire } from '../../server/contract/planner.ts';
import { createTiles, openTiles, type Tiles } from '../../server/store/tiles.ts';
import { plannerApp } from '../support/plannerApp.ts';

const TILE = Buffer.from('a tile, as far as the server can tell');
let folder: string;
let tiles: Tiles;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-rounds-tiles-'));
  const path = join(folder, 'map-0123456789ab.mbtiles');
  const writer = createTiles(path, {
    name: 'Tiny town',
    attribution: 'Tiny town council',
    bounds: [-5.5, 50.2, -4, 50.7],
    minZoom: 6,
    maxZoom: 8,
    isCoastal: true,
  });
  writer.add({ zoom: 7, x: 62, y: 43, gzipped: gzipSync(TILE) });
  writer.finish();
  writer.close();
  tiles = openTiles(path) as Tiles;
});
afterAll(() => {
  tiles?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A signed-in request. */
const getting = (path: string) => {
  const { app, cookieOf } = plannerApp({ tiles });
  return request(app).get(path).set('Cookie', cookieOf('viewer'));
};

describe('the map', () => {
  it('is told to the page as an address with the hash of what is in it', async () => {
    const body: RegionWire = (await getting('/api/region').expect(200)).body;
    expect(body.map).toEqual({
      tiles: '/tiles/0123456789ab/{z}/{x}/{y}.pbf',
      bounds: [-5.5, 50.2, -4, 50.7],
      minZoom: 6,
      maxZoom: 8,
      isCoastal: true,
    });
  });

  it('comes tile by tile, compressed, and may be kept for a year', async () => {
    const { headers, body } = await getting('/tiles/0123456789ab/7/62/43.pbf')
      .responseType('blob')
      .expect(200);
    expect(headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(Buffer.from(body).equals(TILE)).toBe(true);
  });

  it('comes uncompressed to those who cannot unpack it', async () => {
    const { headers, body } = await getting('/tiles/0123456789ab/7/62/43.pbf')
      .set('Accept-Encoding', 'identity')
      .responseType('blob')
      .expect(200);
    expect(headers['content-encoding']).toBeUndefined();
    expect(Buffer.from(body).equals(TILE)).toBe(true);
  });

  it('is not sent again to those who have it', async () => {
    const { headers } = await getting('/tiles/0123456789ab/7/62/43.pbf').expect(200);
    await getting('/tiles/0123456789ab/7/62/43.pbf').set('If-None-Match', headers.etag).expect(304);
  });

  it('has nothing to show where no tile is', async () => {
    await getting('/tiles/0123456789ab/7/0/0.pbf').expect(204);
  });

  it.each([
    'another map: /tiles/ba9876543210/7/62/43.pbf',
    'a zoom above: /tiles/0123456789ab/9/1/1.pbf',
    'a zoom below: /tiles/0123456789ab/5/1/1.pbf',
    'a column beyond the last: /tiles/0123456789ab/7/128/43.pbf',
    'a negative row: /tiles/0123456789ab/7/62/-1.pbf',
    'half a row: /tiles/0123456789ab/7/62/1.5.pbf',
    'no number: /tiles/0123456789ab/7/62/x.pbf',
    'a long number: /tiles/0123456789ab/7/62/99999999999999999999.pbf',
    'another kind of file: /tiles/0123456789ab/7/62/43.png',
    'a way out of the folder: /tiles/0123456789ab/7/62/..%2F..%2Fregion.sqlite',
  ])('does not know %s', async (asked) => {
    const { headers } = await getting(asked.split(': ')[1]).expect(404);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is for those who are signed in', async () => {
    const { app } = plannerApp({ tiles });
    const { status, body } = await request(app).get('/tiles/0123456789ab/7/62/43.pbf');
    expect([status, body.code]).toEqual([401, 'SIGN_IN_NEEDED']);
  });

  it('is missing, and told to be, in a region imported before there was one', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('viewer');
    const { body } = await request(app).get('/api/region').set('Cookie', cookie).expect(200);
    expect(body.map).toBeNull();
    await request(app).get('/tiles/0123456789ab/7/62/43.pbf').set('Cookie', cookie).expect(404);
  });
});

describe('a file of tiles', () => {
  it('follows MBTiles: rows from the south, metadata, layers', () => {
    expect(tiles.addresses(7)).toEqual([{ x: 62, y: 43 }]);
    expect(gunzipSync(tiles.find(7, 62, 43) as Buffer).equals(TILE)).toBe(true);
    expect(tiles.metadata).toMatchObject({ name: 'Tiny town', attribution: 'Tiny town council' });
  });

  it('that is missing or broken is no map', () => {
    expect(openTiles(join(folder, 'map-none.mbtiles'))).toBeUndefined();
    expect(openTiles(new URL(import.meta.url).pathname)).toBeUndefined();
  });
});
