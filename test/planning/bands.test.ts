import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandGrid, landNodes } from '../../server/core/access/bandGrid.ts';
import { BAND_LIMITS, type BandFeature, bandPolygons } from '../../server/core/access/bandPolygons.ts';
import { seededRandom } from '../../server/core/random.ts';
import { buildValhallaTiles } from '../../server/engines/buildValhallaTiles.ts';
import type { MatrixEngine, RoutePoint } from '../../server/engines/engine.ts';
import { createValhallaEngine } from '../../server/engines/valhalla.ts';
import { prepareTiles } from '../../server/import/basemap/prepareTiles.ts';
import { readSampleRoads } from '../../server/import/sampleRoads.ts';
import { sampleRoadsAsPbf } from '../../server/import/sampleRoadsAsPbf.ts';
import { landOfTiles } from '../../server/planning/bandLand.ts';
import { measureBands } from '../../server/planning/bands.ts';
import { bandTimes } from '../../server/planning/bandTimes.ts';
import { type Bounds, greatCircleMetres, lonLat } from '../../server/shared/coordinates.ts';
import { openTiles, type Tiles, type TilesMetadata } from '../../server/store/tiles.ts';
import { DATA, pointOf, table, textOf } from '../data/sampleTables.ts';
import { smallTown, townEngine } from '../support/tinyRegion.ts';

const place = (id: string, lon: number, lat: number): RoutePoint => ({
  id,
  name: id,
  lonLat: lonLat(lon, lat),
});

const coast: FeatureCollection<Polygon> = JSON.parse(textOf('coast.geojson'));
/** Cornwall and west Devon, without the islands. */
const land: Feature<Polygon> = coast.features[0];

/** Ten metres a second straight over the country; nothing east of 4.8° W can be reached. Counts what it is asked. */
function straightEngine(): MatrixEngine & { pairs: number } {
  const source = { engine: 'straight', dataVersion: '1', isEstimate: true };
  const engine: MatrixEngine & { pairs: number } = {
    source,
    pairs: 0,
    matrix: async ({ from, to, signal }) => {
      signal?.throwIfAborted();
      engine.pairs += from.length * to.length;
      const metres = Float64Array.from(
        from.flatMap((a) =>
          to.map((b) => (a.lonLat[0] > -4.8 ? Infinity : greatCircleMetres(a.lonLat, b.lonLat))),
        ),
      );
      const ids = { from: from.map(({ id }) => id), to: to.map(({ id }) => id) };
      return { ...ids, metres, seconds: metres.map((each) => each / 10), source };
    },
  };
  return engine;
}

describe('times over a region', () => {
  const bounds: Bounds = [-5.2, 50, -4.7, 50.3];
  const grid = bandGrid(bounds);
  const to = [place('a', -5, 50.1), place('b', -4.9, 50.2)];
  const onLand = landNodes(grid, null);

  it('are those of the nearest destination, measured finely only where a limit passes', async () => {
    const engine = straightEngine();
    const times = await bandTimes(engine, { grid, to, limits: BAND_LIMITS, onLand });
    expect(engine.pairs).toBeLessThan((grid.columns * grid.rows * to.length) / 3);
    const random = seededRandom(7);
    for (let k = 0; k < 300; k++) {
      const node = Math.floor(random() * times.length);
      const [column, row] = [node % grid.columns, Math.floor(node / grid.columns)];
      const at = lonLat(grid.west + column * grid.lonStep, grid.south + row * grid.latStep);
      const exact = Math.min(...to.map(({ lonLat }) => greatCircleMetres(at, lonLat) / 10));
      const band = (seconds: number) => BAND_LIMITS.findIndex((limit) => seconds <= limit);
      // At the edge of the reachable half the time falls between two nodes.
      if (Math.abs(at[0] + 4.8) < 8 * grid.lonStep) continue;
      expect(band(times[node])).toBe(band(at[0] > -4.8 ? Infinity : exact));
    }
  });

  it('are not measured at sea, tell how far they are, and can be stopped', async () => {
    const sea = await bandTimes(straightEngine(), { grid, to, limits: BAND_LIMITS, onLand: onLand.fill(0) });
    expect(sea.every(Number.isNaN)).toBe(true);
    const shares: number[] = [];
    const all = { grid, to, limits: BAND_LIMITS, onLand: landNodes(grid, null) };
    await bandTimes(straightEngine(), { ...all, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('enough'));
    await expect(bandTimes(straightEngine(), { ...all, onProgress, signal: stop.signal })).rejects.toThrow(
      'enough',
    );
  });
});

describe('bands of a region', () => {
  it('are drawn once and then kept, and are drawn anew on other roads', async () => {
    const straight = straightEngine();
    const engine = { ...townEngine(), source: straight.source, matrix: straight.matrix };
    const context = { ...smallTown(), engine, tiles: undefined };
    const first = await measureBands(context, null);
    expect(first.features.map(({ properties }) => properties.minutes)).toEqual([5, 10, 15, 20, 30]);
    const { pairs } = straight;
    expect(pairs).toBeGreaterThan(0);
    expect(await measureBands(context, null)).toEqual(first);
    expect(straight.pairs).toBe(pairs);
    const otherRoads = { ...engine, source: { ...engine.source, dataVersion: '2' } };
    await measureBands({ ...context, engine: otherRoads }, null);
    expect(straight.pairs).toBe(2 * pairs);
  });
});

describe('the land of a map', () => {
  it('is what its tiles draw, sewn together; a map without a coast has none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-band-land-'));
    const rings = land.geometry.coordinates.map((ring) => Float64Array.from(ring.flat()));
    const bounds: Bounds = [-5.6, 50.05, -4.95, 50.38];
    const source = { extract: undefined, land: [rings], places: [], bounds };
    const asked = { folder, name: 'West', attribution: [] };
    const name = await prepareTiles(asked, source, { onShare: () => undefined });
    const tiles = openTiles(join(folder, name));
    const found = landOfTiles(tiles);
    const random = seededRandom(3);
    const places = Array.from({ length: 400 }, () => [-5.6 + random() * 0.65, 50.05 + random() * 0.33]);
    const differing = places.filter(
      (at) => booleanPointInPolygon(at, land) !== (found !== null && booleanPointInPolygon(at, found)),
    );
    // A step of the tiles is 15 m of ground, and the coast of this box some 150 km.
    expect(differing.length).toBeLessThanOrEqual(3);
    tiles?.close();
    const metadata = { isCoastal: false } as TilesMetadata;
    expect(landOfTiles({ ...(tiles as Tiles), metadata })).toBeNull();
    expect(landOfTiles(undefined)).toBeNull();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('bands on the sample’s roads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-bands-'));
  const tilesFolder = join(folder, 'tiles');
  const valhalla = createValhallaEngine({ tilesFolder, dataVersion: 'sample' });
  /** Between two coasts, with the Fal and the Helford. */
  const bounds: Bounds = [-5.35, 50.05, -4.98, 50.28];

  beforeAll(async () => {
    const pbfPath = join(folder, 'sample.osm.pbf');
    writeFileSync(pbfPath, sampleRoadsAsPbf(readSampleRoads(new URL('roads/', DATA).pathname)));
    await buildValhallaTiles({ pbfPath, tilesFolder });
  }, 60_000);
  afterAll(async () => {
    await valhalla.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('agree with routed times for at least 95 % of 500 random places on land', async () => {
    const grid = bandGrid(bounds);
    const to = table('hubs.csv').map((row) => ({ id: row.id, name: row.name, lonLat: pointOf(row) }));
    const onLand = landNodes(grid, land.geometry.coordinates);
    const times = await bandTimes(valhalla, { grid, to, limits: BAND_LIMITS, onLand });
    const bands = bandPolygons({ grid, times, limits: BAND_LIMITS, land });
    const random = seededRandom(20_261_124);
    const places: RoutePoint[] = [];
    while (places.length < 500) {
      const [west, south, east, north] = bounds;
      const at = place(
        `p${places.length}`,
        west + random() * (east - west),
        south + random() * (north - south),
      );
      if (booleanPointInPolygon([...at.lonLat], land)) places.push(at);
    }
    const { seconds } = await valhalla.matrix({ from: places, to });
    const agreeing = places.filter((at, i) => {
      const routed = Math.min(...seconds.subarray(i * to.length, (i + 1) * to.length));
      return BAND_LIMITS.findIndex((limit) => routed <= limit) === bandOf(bands, at);
    });
    expect(agreeing.length).toBeGreaterThanOrEqual(475);
    for (const inner of bands.slice(0, -1).keys()) {
      const inside = places.filter((at) => isWithin(bands[inner], at));
      expect(inside.filter((at) => !isWithin(bands[inner + 1], at))).toEqual([]);
    }
  }, 120_000);
});

const isWithin = (band: BandFeature, { lonLat: [lon, lat] }: RoutePoint) =>
  booleanPointInPolygon([lon, lat], band);
const bandOf = (bands: readonly BandFeature[], at: RoutePoint) =>
  bands.findIndex((band) => isWithin(band, at));
