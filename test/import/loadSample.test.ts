import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../server/import/loadSample.ts';
import type { ImportReport } from '../../server/import/report.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { listAreas } from '../../server/store/areas.ts';
import { openStore, type WritableDb } from '../../server/store/open.ts';
import { listOutwardCodes } from '../../server/store/places.ts';
import { getRegion } from '../../server/store/region.ts';
import { regionDbPath, regionFolder } from '../../server/store/regionFolder.ts';
import { listVans } from '../../server/store/service.ts';
import { listSites } from '../../server/store/sites.ts';
import { openTiles, type Tiles } from '../../server/store/tiles.ts';
import { featuresAt } from '../support/drawnTiles.ts';
import { buildNothing } from './support/smallshire.ts';

let dataDir: string;
let report: ImportReport;
let db: WritableDb;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-sample-'));
  const clock = fixedClock('2026-11-24T09:00:00Z');
  report = await loadSample({ dataDir }, { clock, buildRoads: buildNothing });
  db = openStore(regionDbPath(dataDir, 'sample'));
});
afterAll(() => {
  db?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the sample region', () => {
  it('is marked as a sample on sample roads, and does not claim to be of OpenStreetMap', () => {
    const region = getRegion(db);
    expect(region).toMatchObject({
      slug: 'sample',
      name: 'Cornwall',
      isSample: true,
      roadsLabel: 'sample roads',
    });
    expect(region.attribution.join(' ')).not.toContain('OpenStreetMap');
    expect(region.attribution).not.toEqual([]);
  });

  it('is imported whole: no row of its tables is refused, and no figure assumed', () => {
    expect(report.files.map((file) => [file.kind, file.rowsRead - file.kept])).toEqual([
      ['extract', 0],
      ['areas', 0],
      ['hubs', 0],
      ['sites', 0],
      ['places', 0],
      ['outward codes', 0],
      ['vans', 0],
      ['session types', 0],
      ['bank holidays', 0],
      ['land', 0],
    ]);
    expect(report.warnings).toEqual(['No unit postcodes: every answer to a postcode is approximate.']);
  });

  it('has the areas, sites and outward codes of a rural county', () => {
    expect(listAreas(db).length).toBeGreaterThanOrEqual(120);
    expect(listSites(db).length).toBeGreaterThanOrEqual(90);
    const codes = listOutwardCodes(db);
    expect(codes.map((each) => each.code)).toEqual(expect.arrayContaining(['TR1', 'PL35', 'EX23', 'TR21']));
    expect(codes.filter((each) => !each.hasRoad).map((each) => each.code)).toEqual([
      'TR21',
      'TR22',
      'TR23',
      'TR24',
      'TR25',
    ]);
  });

  it('draws its coast, its named roads and its two ferries', () => {
    const tiles = openTiles(join(regionFolder(dataDir, 'sample'), getRegion(db).tilesFile)) as Tiles;
    const drawn = featuresAt(tiles, 12);
    tiles.close();
    const told = (layer: string, key: string) =>
      new Set(drawn.filter((each) => each.layer === layer).map(({ properties }) => properties[key]));
    expect(drawn.some(({ layer }) => layer === 'land')).toBe(true);
    expect([...told('road', 'ref')]).toEqual(expect.arrayContaining(['A30', 'A39', 'A390', 'A3083']));
    expect([...told('ferry', 'name')].join()).toMatch(/Torpoint.*King Harry|King Harry.*Torpoint/);
    expect([...told('place', 'name')]).toEqual(expect.arrayContaining(['Truro', 'Bodmin', 'St Ives']));
  });

  it('has a van that starts from a hub in the middle of the county', () => {
    expect(listVans(db)).toHaveLength(1);
    expect(listVans(db)[0].base.name).not.toBe('');
  });
});
