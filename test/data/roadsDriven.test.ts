import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildValhallaTiles } from '../../server/engines/buildValhallaTiles.ts';
import type { Route, RoutePoint } from '../../server/engines/engine.ts';
import { createValhallaEngine } from '../../server/engines/valhalla.ts';
import { readSampleRoads } from '../../server/import/sampleRoads.ts';
import { sampleRoadsAsPbf } from '../../server/import/sampleRoadsAsPbf.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { DATA } from './sampleTables.ts';

/** Town centres: GeoNames (CC BY 4.0) where it has the place, else OS Open Names (OGL v3). */
const PLACES = {
  Truro: [-5.05436, 50.26526],
  Falmouth: [-5.07113, 50.15441],
  Penzance: [-5.53715, 50.11861],
  Newquay: [-5.07319, 50.41557],
  Bodmin: [-4.71979, 50.47151],
  Launceston: [-4.36006, 50.63699],
  Bude: [-4.54353, 50.82638],
  Helston: [-5.27045, 50.10319],
  'The Lizard': [-5.20391, 49.96734],
  'St Austell': [-4.77442, 50.3425],
  Liskeard: [-4.46517, 50.4545],
  Saltash: [-4.21225, 50.40837],
  Padstow: [-4.93664, 50.53885],
  Wadebridge: [-4.83633, 50.51734],
  Camelford: [-4.67828, 50.62236],
  "Land's End": [-5.7125, 50.0667],
  Camborne: [-5.29731, 50.21306],
  Torpoint: [-4.19566, 50.37505],
  Plymouth: [-4.14305, 50.37153],
  Feock: [-5.0498, 50.2063],
  Philleigh: [-4.9845, 50.2158],
  'St Mawes': [-5.0147, 50.1594],
  Rock: [-4.9185, 50.5455],
  Helford: [-5.1358, 50.0915],
  Mawnan: [-5.0945, 50.1058],
  Fowey: [-4.6386, 50.33634],
  Polruan: [-4.6355, 50.3275],
} as const;
type PlaceName = keyof typeof PLACES;

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-sample-roads-'));
const tilesFolder = join(folder, 'tiles');
const valhalla = createValhallaEngine({ tilesFolder, dataVersion: 'sample' });

beforeAll(async () => {
  const pbfPath = join(folder, 'sample.osm.pbf');
  writeFileSync(pbfPath, sampleRoadsAsPbf(readSampleRoads(new URL('roads/', DATA).pathname)));
  await buildValhallaTiles({ pbfPath, tilesFolder });
}, 60_000);
afterAll(async () => {
  await valhalla.close();
  rmSync(folder, { recursive: true, force: true });
});

const pointOf = (name: PlaceName): RoutePoint => ({
  id: name,
  name,
  lonLat: lonLat(PLACES[name][0], PLACES[name][1]),
});
const drive = (from: PlaceName, to: PlaceName): Promise<Route> =>
  valhalla.route([pointOf(from), pointOf(to)]);
const kilometresOf = (route: Route) => route.legs[0].metres / 1000;
const minutesOf = (route: Route) => route.legs[0].seconds / 60;
const wordsOf = (route: Route) => route.legs[0].instructions.map((turn) => turn.text).join(' · ');

/** Real road distances in kilometres, and what the sample may differ by: 12 %. */
const DISTANCES: readonly (readonly [PlaceName, PlaceName, number])[] = [
  ['Truro', 'Falmouth', 18],
  ['Truro', 'Penzance', 43],
  ['Truro', 'Newquay', 21],
  ['Truro', 'Bodmin', 40],
  ['Bodmin', 'Launceston', 35],
  ['Launceston', 'Bude', 30],
  ['Penzance', 'Helston', 21],
  ['Helston', 'The Lizard', 18],
  ['St Austell', 'Liskeard', 30],
  ['Liskeard', 'Saltash', 22],
  ['Newquay', 'Padstow', 23],
  ['Wadebridge', 'Camelford', 18],
  ['Penzance', "Land's End", 16],
  ['Camborne', 'Truro', 22],
];

describe('driving the sample roads', () => {
  it.each(DISTANCES)('from %s to %s and back is %d km, give or take an eighth', async (from, to, real) => {
    for (const route of [await drive(from, to), await drive(to, from)]) {
      expect(kilometresOf(route)).toBeGreaterThan(real * 0.88);
      expect(kilometresOf(route)).toBeLessThan(real * 1.12);
    }
  });

  it.each([
    ['Truro', 'Penzance', 40],
    ['Bodmin', 'Launceston', 27],
    ['Truro', 'Falmouth', 24],
  ] as const)('from %s to %s takes %d minutes, give or take a fifth', async (from, to, real) => {
    const route = await drive(from, to);
    expect(minutesOf(route)).toBeGreaterThan(real * 0.8);
    expect(minutesOf(route)).toBeLessThan(real * 1.2);
  });

  it.each([
    ['Torpoint', 'Plymouth', 'Torpoint Ferry', 3, 6],
    ['Feock', 'Philleigh', 'King Harry Ferry', 5, 8],
  ] as const)('from %s to %s takes the %s', async (from, to, ferry, least, most) => {
    const route = await drive(from, to);
    expect(wordsOf(route)).toContain(ferry);
    expect(kilometresOf(route)).toBeGreaterThan(least);
    expect(kilometresOf(route)).toBeLessThan(most);
  });

  it.each([
    ['Padstow', 'Rock', 18, 25],
    ['Helford', 'Mawnan', 17, 24],
  ] as const)('from %s to %s goes around the estuary', async (from, to, least, most) => {
    const route = await drive(from, to);
    expect(kilometresOf(route)).toBeGreaterThan(least);
    expect(kilometresOf(route)).toBeLessThan(most);
  });

  it('goes from Falmouth to St Mawes by Truro and Tregony or by King Harry, never over Carrick Roads', async () => {
    expect(kilometresOf(await drive('Falmouth', 'St Mawes'))).toBeGreaterThan(24);
    expect(kilometresOf(await drive('Falmouth', 'St Mawes'))).toBeLessThan(50);
  });

  it('tells the way in words of Cornwall', async () => {
    expect(wordsOf(await drive('Truro', 'Penzance'))).toMatch(/A390.*A30.*Penzance/);
    expect(wordsOf(await drive('Helston', 'The Lizard'))).toMatch(/A3083/);
  });
});
