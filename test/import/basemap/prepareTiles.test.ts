import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareTiles, sweepTiles } from '../../../server/import/basemap/prepareTiles.ts';
import { placesOf } from '../../../server/import/osm/places.ts';
import { readExtract } from '../../../server/import/osm/readExtract.ts';
import { openTiles, type Tiles } from '../../../server/store/tiles.ts';
import { featuresAt } from '../../support/drawnTiles.ts';
import { type FileContent, osmFile } from '../support/osmFile.ts';
import { at, SMALLSHIRE } from '../support/smallshire.ts';
import { tempFile } from '../support/tempFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-rounds-map-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Smallshire with a house, a wood and a coast along its south, land to the north. */
const COASTAL: FileContent = {
  ...SMALLSHIRE,
  nodes: [
    ...(SMALLSHIRE.nodes ?? []),
    ...[
      [901, 5200, 5200],
      [902, 5230, 5200],
      [903, 5230, 5230],
      [911, 7000, 7000],
      [912, 8000, 7000],
      [913, 8000, 8000],
      [921, 0, 500],
      [922, 10_000, 500],
    ].map(([id, east, north]) => ({ id, lon: at(east, north)[0], lat: at(east, north)[1] })),
  ],
  ways: [
    ...(SMALLSHIRE.ways ?? []),
    { id: 901, refs: [901, 902, 903, 901], tags: { building: 'house' } },
    { id: 902, refs: [911, 912, 913, 911], tags: { natural: 'wood' } },
    { id: 903, refs: [921, 922], tags: { natural: 'coastline' } },
  ],
};

async function draw(content: FileContent, signal?: AbortSignal): Promise<string> {
  const extract = await readExtract(tempFile('test.osm.pbf', osmFile(content)));
  const places = placesOf(extract.places);
  const asked = { folder, name: 'Smallshire', attribution: ['© OpenStreetMap contributors'] };
  const source = { extract, land: undefined, places, bounds: extract.bounds };
  return prepareTiles(asked, source, { onShare: () => undefined, signal });
}

const opened = (name: string) => openTiles(join(folder, name)) as Tiles;

describe('the map of an extract', () => {
  it('has every kind of thing, with names, at its last zoom', async () => {
    const tiles = opened(await draw(COASTAL));
    const drawn = featuresAt(tiles, 14).map(({ layer, properties }) => ({ layer, ...properties }));
    expect(drawn).toEqual(
      expect.arrayContaining([
        { layer: 'land' },
        { layer: 'building' },
        { layer: 'landuse', kind: 'wood' },
        { layer: 'water', kind: 'lake' },
        { layer: 'road', kind: 'primary', name: 'Great Road', ref: 'A1' },
        { layer: 'road', kind: 'minor', name: 'Hill Lane' },
        { layer: 'place', kind: 'town', name: 'Westport' },
        { layer: 'place', kind: 'lake', name: 'Mere' },
      ]),
    );
    expect(tiles.metadata).toMatchObject({ isCoastal: true, attribution: '© OpenStreetMap contributors' });
    tiles.close();
  });

  it('shows less from afar: no houses, small woods and roads, or names of villages', async () => {
    const tiles = opened(await draw(COASTAL));
    const drawn = featuresAt(tiles, 8).map(({ layer, properties }) => ({ layer, ...properties }));
    tiles.close();
    expect(new Set(drawn.map(({ layer }) => layer))).toEqual(new Set(['land', 'water', 'road', 'place']));
    expect(drawn.filter(({ layer }) => layer === 'road')).toEqual([
      { layer: 'road', kind: 'primary', ref: 'A1' },
    ]);
    expect(drawn.filter(({ layer }) => layer === 'place')).toEqual([
      { layer: 'place', kind: 'town', name: 'Westport' },
    ]);
  });

  it('is named by what is in it: the same for the same, another for anything else', async () => {
    const [first, again, other] = [await draw(COASTAL), await draw(COASTAL), await draw(SMALLSHIRE)];
    expect(first).toMatch(/^map-[0-9a-f]{12}\.mbtiles$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(readdirSync(folder).sort()).toEqual([first, other].sort());
  });

  it('that is stopped leaves nothing behind', async () => {
    await expect(draw(COASTAL, AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ code: 'IMPORT_CANCELLED' }),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays while a region or a version names it; what nobody names goes', async () => {
    const [kept, other] = [await draw(COASTAL), await draw(SMALLSHIRE)];
    for (const name of ['map-new-4711', 'region.sqlite', 'map-new-4711-journal'])
      writeFileSync(join(folder, name), '');
    await sweepTiles(folder, ['', kept]);
    expect(readdirSync(folder).sort()).toEqual([kept, 'region.sqlite'].sort());
    expect(other).not.toBe(kept);
  });
});
