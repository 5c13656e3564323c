import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPoints } from '../../server/import/areaPoints.ts';
import { readAreas } from '../../server/import/areas.ts';
import { readHubs } from '../../server/import/hubs.ts';
import { importRegion } from '../../server/import/importRegion.ts';
import { landWithin } from '../../server/import/osm/coastline.ts';
import { landPolygons } from '../../server/import/osm/outlines.ts';
import { readExtract } from '../../server/import/osm/readExtract.ts';
import { readPlaces } from '../../server/import/places.ts';
import { readPostcodes } from '../../server/import/postcodes.ts';
import { recognise } from '../../server/import/recognise.ts';
import { type ImportReport, rowsIn } from '../../server/import/report.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { listAreas } from '../../server/store/areas.ts';
import { openStore, type WritableDb } from '../../server/store/open.ts';
import { listOutwardCodes, listPlaces } from '../../server/store/places.ts';
import { getRegion } from '../../server/store/region.ts';
import { regionDbPath } from '../../server/store/regionFolder.ts';
import { listSites } from '../../server/store/sites.ts';
import { openTiles, type Tiles } from '../../server/store/tiles.ts';
import { featuresAt } from '../support/drawnTiles.ts';
import { buildNothing } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';

/** Files as published, beside the repository on the machines of those who work on it; not part of it. */
const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(SHARED);
if (!isThere) console.log('Left out: tests on published files, because ../shared is not there.');
const file = (name: string) => join(SHARED, name);

const OAKHAM = 'name,postcode,lon,lat\nOakham Family Hub,LE15 6HW,-0.7258676,52.6693737\n';

describe.runIf(isThere)('Rutland’s files as published', () => {
  let dataDir: string;
  let report: ImportReport;
  let db: WritableDb;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-rutland-'));
    report = await importRegion(
      {
        dataDir,
        name: 'Rutland',
        osm: file('rutland/rutland-2021.osm.pbf'),
        areas: [file('rutland/lsoa11_pop2020_imd2019_ruc11.csv')],
        postcodes: file('rutland/postcodes.csv'),
        hubs: tempFile('hubs.csv', OAKHAM),
        sites: 'osm',
      },
      { buildRoads: buildNothing },
    );
    db = openStore(regionDbPath(dataDir, 'rutland'));
  });
  afterAll(() => {
    db?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are taken row by row', () => {
    expect(report.files.slice(0, 4).map((each) => [each.kind, each.rowsRead, each.kept])).toEqual([
      ['extract', 3995, 3995],
      ['areas', 23, 23],
      ['hubs', 1, 1],
      ['postcodes', 1279, 1279],
    ]);
    expect(report.totals[0]).toBe('1,776 children aged 0 to 4 in 23 areas, 270 of them under 1');
  });

  it('keep the total of children aged 0 to 4 where single ages are assumed', () => {
    const first = listAreas(db).find((area) => area.id === 'E01013787');
    expect(first).toMatchObject({
      childrenUnder1: 7,
      childrenAged1: 7,
      childrenAged2to4: 33,
      idaciRate: null,
    });
  });

  it('give the village halls as sites, and every settlement as a place', () => {
    const sites = listSites(db);
    expect(sites.length).toBeGreaterThanOrEqual(60);
    expect(sites.length).toBeLessThanOrEqual(200);
    expect(sites.map((site) => site.name)).toEqual(
      expect.arrayContaining([
        'Empingham Village Audit Hall',
        'Greetham Community Centre',
        'Uppingham Library',
      ]),
    );
    expect(new Set(sites.map((site) => site.slug)).size).toBe(sites.length);
    expect(listPlaces(db).map((place) => place.name)).toEqual(
      expect.arrayContaining(['Oakham', 'Uppingham', 'Ketton']),
    );
    expect(listOutwardCodes(db).map((each) => [each.code, each.places[0]])).toEqual([
      ['LE15', 'Oakham'],
      ['LE16', 'Caldecott'],
      ['PE9', 'Ketton'],
    ]);
  });

  it('draw a map of less than 25 MB, no tile of it larger than 150 kB', () => {
    const path = join(dataDir, 'rutland', getRegion(db).tilesFile);
    const tiles = openTiles(path) as Tiles;
    const zooms = [6, 7, 8, 9, 10, 11, 12, 13, 14];
    const sizes = zooms.map((zoom) =>
      tiles.addresses(zoom).map(({ x, y }) => tiles.find(zoom, x, y)?.length ?? 0),
    );
    expect(sizes.every((each) => each.length > 0)).toBe(true);
    expect(Math.max(...sizes.flat())).toBeLessThan(150_000);
    expect(statSync(path).size).toBeLessThan(25_000_000);
    const drawn = featuresAt(tiles, 14);
    tiles.close();
    expect(new Set(drawn.map(({ layer }) => layer))).toEqual(
      new Set(['land', 'landuse', 'water', 'waterway', 'building', 'road', 'rail', 'place']),
    );
    expect(drawn.map(({ properties }) => properties.name)).toEqual(
      expect.arrayContaining(['Oakham', 'Uppingham', 'Melton Road', 'River Welland', 'Rutland Water']),
    );
  });

  it('do not go with the extract of another county', async () => {
    const work = importRegion({
      dataDir,
      name: 'Mixed',
      osm: file('newport/newport-2023-06-13.osm.pbf'),
      areas: [file('rutland/lsoa11_pop2020_imd2019_ruc11.csv')],
      hubs: tempFile('hubs.csv', OAKHAM),
      sites: 'osm',
    });
    await expect(work).rejects.toThrow(PlannerError);
    await expect(work).rejects.toThrow('The coordinates and the extract do not match');
    expect(existsSync(join(dataDir, 'mixed'))).toBe(false);
  });
});

describe.runIf(isThere)('Cornwall’s tables as published', () => {
  it('give 22 hubs', async () => {
    const { rows, refused } = await readHubs(file('cornwall/hubs_venues/cornwall_family_hubs.csv'), {
      pointOf: () => undefined,
      hasOutward: () => false,
    });
    expect([rows.length, refused]).toEqual([22, []]);
  });

  it('give 327 areas, with single years of age where the table has them', async () => {
    const [{ rows, refused }] = await readAreas([
      file('cornwall/demand/cornwall_lsoa11_pop2020_imd2019_ruc11_dev.csv'),
    ]);
    expect([rows.length, refused]).toEqual([327, []]);
    expect(rows[0].value).toMatchObject({ childrenUnder1: 19, childrenAged1: 20, childrenAged2to4: 78 });
  });

  it('give the same children from the single years of age joined with the centroids', async () => {
    const [{ rows, refused }] = await readAreas([
      file('cornwall/demand/cornwall_lsoa11_single_year_age_2020.csv'),
      file('cornwall/demand/cornwall_lsoa11_popweighted_centroids.csv'),
    ]);
    const bodmin = rows.find((row) => row.value.id === 'E01018927')?.value;
    expect([rows.length, refused]).toEqual([327, []]);
    expect(bodmin).toMatchObject({ childrenUnder1: 19, childrenAged1: 20, childrenAged2to4: 78 });
  });

  it.each([
    ['of 2011 with outlines of 2011', ['single_year_age_2020.csv', 'boundaries.geojson'], 327],
    [
      'of 2011 brought to outlines of 2021',
      ['single_year_age_2020.csv', 'lookup', '21_boundaries.geojson'],
      337,
    ],
    ['of 2011 with deprivation of 2021', ['21_imd2025', 'lookup', 'popweighted', 'single_year_age'], 327],
    ['of everything', ['lookup', '21_b', '11_b', 'popweighted', '21_imd2025', '_dev', 'single_year'], 327],
  ])('keep all 26,983 children aged 0 to 4 in the areas %s', async (_, parts, areas) => {
    const names = readdirSync(file('cornwall/demand'));
    const paths = parts.map((part) => names.find((name) => name.includes(part)) as string);
    const [{ rows, refused }, ...others] = await readAreas(
      paths.map((name) => file(`cornwall/demand/${name}`)),
    );
    const children = rows.reduce(
      (sum, { value }) => sum + value.childrenUnder1 + value.childrenAged1 + value.childrenAged2to4,
      0,
    );
    expect([rows.length, refused, Math.round(children)]).toEqual([areas, [], 26_983]);
    for (const table of others) expect(table.rowsRead).toBe(table.rows.length + rowsIn(table.refused));
  });

  it('say what is missing where years are mixed without the look-up', async () => {
    const [areas, map] = await readAreas([
      file('cornwall/demand/cornwall_lsoa11_single_year_age_2020.csv'),
      file('cornwall/demand/cornwall_lsoa21_boundaries.geojson'),
    ]);
    expect([areas.rows.length, areas.refused.length]).toEqual([315, 12]);
    expect(areas.refused[0].reason).toContain('add the look-up from LSOA 2011 to LSOA 2021');
    expect(map.notes[1]).toBe('Tells of 315 of the 327 areas; 12 areas are not in it.');
  });

  it('give every area points among its postcodes, whose weights add up to 1', async () => {
    const [table] = await readAreas([
      file('cornwall/demand/cornwall_lsoa11_single_year_age_2020.csv'),
      file('cornwall/demand/cornwall_lsoa11_boundaries.geojson'),
    ]);
    const [postcodes] = await readPostcodes(file('cornwall/postcodes/cornwall_scilly_postcodes.csv'));
    const { rows } = withPoints(
      table,
      postcodes.rows.map((row) => row.value),
    );
    const counts = rows.map((row) => row.value.points.length);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 5]);
    for (const { value } of rows) {
      expect(value.points.reduce((sum, point) => sum + point.weight, 0)).toBeCloseTo(1, 9);
    }
  });

  it('are each told by their content', async () => {
    const kinds = await Promise.all(
      [
        'cornwall/demand/cornwall_lsoa11_boundaries.geojson',
        'cornwall/demand/cornwall_lsoa11_lsoa21_lookup.csv',
        'cornwall/demand/cornwall_lsoa11_popweighted_centroids.csv',
        'cornwall/demand/cornwall_lsoa21_imd2025_ruc21_households2021.csv',
        'cornwall/postcodes/cornwall_scilly_postcodes.csv',
        'cornwall/hubs_venues/cornwall_family_hubs.csv',
        'cornwall/hubs_venues/cornwall_libraries_2023.csv',
        'cornwall/settlements/cornwall_places_os_open_names.csv',
        'cornwall/boundary/cornwall_osm_coast_s50m.geojson',
        'cornwall/boundary/cornwall_wards2022.geojson',
        'mobile_libraries/somerset.csv',
        'mobile_libraries/norfolk.csv',
        'newport/newport-2023-06-13.osm.pbf',
        'rutland/places_schools_os_open_names.csv',
      ].map(async (name) => (await recognise(file(name))).kind),
    );
    expect(kinds).toEqual([
      'boundaries',
      'lookup',
      'areas',
      'areas',
      'postcodes',
      'hubs',
      'unknown',
      'places',
      'land',
      'unknown',
      'timetable',
      'timetable',
      'extract',
      'places',
    ]);
  });

  it('give 22,008 or more postcodes, and places without their roads and schools', async () => {
    const [postcodes] = await readPostcodes(file('cornwall/postcodes/cornwall_scilly_postcodes.csv'));
    expect(postcodes.rows.length).toBe(22_105);
    const places = await readPlaces(file('cornwall/settlements/cornwall_places_os_open_names.csv'));
    expect(places.rowsRead).toBe(1088);
    expect(places.refused.filter((each) => each.isFault)).toEqual([]);
  });
});

describe.runIf(isThere)('Newport’s extract, which has a coast', () => {
  it('has land and sea, and both banks of the river', async () => {
    const extract = await readExtract(file('newport/newport-2023-06-13.osm.pbf'));
    const coast = extract.lines.filter(({ layer }) => layer === 'coast').map(({ line }) => line);
    const land = landPolygons(landWithin(extract.bounds, coast)).map(([outer]) => outer);
    const isLand = (lon: number, lat: number) => land.some((ring) => isIn(ring, lon, lat));
    // The city's centre and Caldicot Level are land; the Severn and the Usk at the transporter bridge are not.
    expect(isLand(-2.998, 51.588)).toBe(true);
    expect(isLand(-2.9, 51.56)).toBe(true);
    expect(isLand(-2.92, 51.51)).toBe(false);
    expect(isLand(-2.9855, 51.5705)).toBe(false);
  });

  function isIn(ring: Float64Array, lon: number, lat: number): boolean {
    let inside = false;
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [x1, y1, x2, y2] = ring.subarray(i, i + 4);
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  }
});
