import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportRequest, importRegion } from '../../server/import/importRegion.ts';
import type { ImportReport } from '../../server/import/report.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { listAreas } from '../../server/store/areas.ts';
import { listHubs } from '../../server/store/hubs.ts';
import { openStore } from '../../server/store/open.ts';
import {
  listEndedPostcodes,
  listOutwardCodes,
  listPlaces,
  listPostcodes,
} from '../../server/store/places.ts';
import { findImportReport, getRegion } from '../../server/store/region.ts';
import { regionDbPath, regionFolder } from '../../server/store/regionFolder.ts';
import { listBankHolidays, listSessionTypes, listVans } from '../../server/store/service.ts';
import { listSites } from '../../server/store/sites.ts';
import { everyRow } from './support/everyRow.ts';
import { osmFile } from './support/osmFile.ts';
import {
  AREAS,
  at,
  buildNothing,
  HUBS,
  POSTCODES,
  SMALLSHIRE,
  smallshireFiles,
} from './support/smallshire.ts';

const CLOCK = fixedClock('2026-11-24T09:00:00Z');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-test-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const importing = (
  files: Parameters<typeof smallshireFiles>[0] = {},
  more: Partial<ImportRequest> = {},
  options: Parameters<typeof importRegion>[1] = {},
): Promise<ImportReport> =>
  importRegion(
    { ...smallshireFiles(files).request, dataDir, ...more },
    { clock: CLOCK, buildRoads: buildNothing, ...options },
  );

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error) => (error instanceof PlannerError ? error.message : `not in our words: ${error}`),
  );

const opened = () => openStore(regionDbPath(dataDir, 'smallshire'));

describe('importing a county', () => {
  it('brings areas, hubs, sites, places, postcodes, roads and the service into one database', async () => {
    await importing();
    const db = opened();
    expect(getRegion(db)).toMatchObject({
      slug: 'smallshire',
      name: 'Smallshire',
      isSample: false,
      roadsLabel: 'OpenStreetMap roads of smallshire.osm.pbf',
      importedAt: '2026-11-24T09:00:00Z',
    });
    expect(listAreas(db).map((area) => area.id)).toEqual(['E1', 'E2', 'E3', 'E4']);
    expect(listHubs(db)).toEqual([
      {
        id: 'westport-family-hub',
        name: 'Westport Family Hub',
        address: '',
        postcode: 'SM1 1AA',
        lonLat: at(500, 5000),
        opening: '',
        checkedOn: null,
        source: '',
      },
    ]);
    expect(listSites(db).map((site) => [site.name, site.kind, site.community, site.postcode])).toEqual([
      ['Middleham Village Hall', 'village_hall', 'Middleham', 'SM2 1AB'],
      ['Westport Library', 'library', 'Westport', 'SM1 1AA'],
      ['St Mary, Northby', 'church_hall', 'Northby', 'SM2 2AA'],
    ]);
    expect(listPlaces(db).map((place) => [place.name, place.otherNames, place.outwardCode])).toEqual([
      ['Middleham', ['Mid Ham', 'Kres'], 'SM2'],
      ['Northby', [], 'SM2'],
      ['Westport', [], 'SM1'],
    ]);
    expect(listPostcodes(db).map((point) => point.postcode)).toEqual([
      'SM1 1AA',
      'SM1 1AB',
      'SM2 1AA',
      'SM2 1AB',
      'SM2 2AA',
    ]);
    expect(listOutwardCodes(db)).toEqual([
      { code: 'SM1', lonLat: at(700, 5050), hasRoad: true, places: ['Westport'] },
      { code: 'SM2', lonLat: at(5000, 5100), hasRoad: true, places: ['Middleham', 'Northby'] },
    ]);
    expect(listBankHolidays(db).length).toBeGreaterThan(60);
    expect(listSessionTypes(db).length).toBeGreaterThan(5);
  });

  it('keeps postcodes out of use apart, unless they are in use again, and lets hubs be found by them', async () => {
    const here = at(9900, 5000).join(',');
    const old = [
      `SM2 1ZZ,10,0,0,${here},200306`,
      `SM1 1AA,10,0,0,${here},199001`,
      `SM9 9ZZ,10,0,0,${here},198501`,
    ];
    const inUse = POSTCODES.trim()
      .split('\n')
      .map((line, i) => `${line},${i === 0 ? 'doterm' : ''}`);
    await importing({
      postcodes: [...inUse, ...old].join('\n'),
      hubs: 'name,postcode\nOld Hub,SM2 1ZZ\n',
    });
    const db = opened();
    expect(listEndedPostcodes(db).map(({ postcode, endedIn }) => [postcode, endedIn])).toEqual([
      ['SM2 1ZZ', '2003-06'],
      ['SM9 9ZZ', '1985-01'],
    ]);
    expect(listPostcodes(db).map(({ postcode }) => postcode)).not.toContain('SM2 1ZZ');
    expect(listOutwardCodes(db).map(({ code }) => code)).toEqual(['SM1', 'SM2', 'SM9']);
    expect(listHubs(db)[0].lonLat).toEqual(at(9900, 5000));
  });

  it('bases a new van at the hub nearest to the middle of the children', async () => {
    await importing({
      hubs: `${HUBS}\nNorth Hub,SM2 2AA,${at(5000, 8900)}\nEast Hub,SM2 1AB,${at(9900, 5000)}`,
    });
    // Children-weighted mean: 600 × 100 + 5,000 × 60 + 5,000 × 24 + 9,500 × 40, over 224: 3,839 m east, 5,460 north.
    expect(listVans(opened())).toMatchObject([
      {
        base: { name: 'Westport Family Hub', lonLat: at(500, 5000) },
        shifts: {
          1: { from: 28_800, to: 63_000 },
          5: { from: 28_800, to: 63_000 },
        },
      },
    ]);
  });

  it('reports rows read, kept and refused by reason and line, with totals to check', async () => {
    const report = await importing();
    const postcodes = report.files.find((file) => file.kind === 'postcodes');
    expect(postcodes).toMatchObject({ file: 'postcodes.csv', rowsRead: 6, kept: 5 });
    expect(postcodes?.refused).toEqual([
      { reason: 'the file has no coordinates for it', count: 1, lines: [4], example: 'SM1 1AC' },
    ]);
    expect(report.totals).toContain('224 children aged 0 to 4 in 4 areas, 43 of them under 1');
    expect(report.warnings).toContain('Assumed in 4 areas: children aged 1: age 1 taken as age 0.');
    expect(findImportReport(opened())).toMatchObject({ totals: report.totals, files: report.files });
  });

  it('takes everything without an extract, except a road graph', async () => {
    const sites = `id,name,lon,lat\nhall,Hall,${at(5000, 5000)}`;
    const report = await importing({ sites }, { osm: undefined });
    const folder = regionFolder(dataDir, 'smallshire');
    const { roadsFolder, roadsLabel } = getRegion(opened());
    expect([roadsLabel, existsSync(join(folder, roadsFolder))]).toEqual(['no road network', false]);
    expect(report.warnings).toContain(
      'No OpenStreetMap extract was given: there is no road graph, and travel times are estimates.',
    );
  });

  it('recognises swapped coordinates without an extract too', async () => {
    const sites = 'id,name,lon,lat\nhall,Hall,52.04,-1.93';
    expect(await messageOf(importing({ sites }, { osm: undefined }))).toMatch(
      /^sites\.csv: line 2: longitude and latitude are swapped/,
    );
  });

  it('places a hub that gives no coordinates at its postcode', async () => {
    await importing({ hubs: 'name,postcode\nMiddleham Hub,sm21aa' });
    expect(listHubs(opened())[0]).toMatchObject({ postcode: 'SM2 1AA', lonLat: at(5000, 5100) });
  });

  it('notes a hub that lies far from its postcode', async () => {
    const report = await importing({ hubs: `name,postcode,lon,lat\nHub,SM1 1AA,${at(5000, 8900)}` });
    expect(report.files.find((file) => file.kind === 'hubs')?.notes).toEqual([
      'Line 2: Hub lies 6.0 km from the middle of its postcode SM1 1AA. Check both.',
    ]);
  });
});

describe('the distance to the nearest road', () => {
  const areaAt = (east: number, north: number) =>
    `${AREAS}\nE5,Far,10,1,2,${at(east, north)},Rural village,5`;

  it('lets an area lie 1,999 m from a road', async () => {
    await importing({ areas: areaAt(8000, 6999) });
    expect(listAreas(opened())).toHaveLength(5);
  });

  it('refuses an area 2,002 m from any road, with its line', async () => {
    expect(await messageOf(importing({ areas: areaAt(8000, 7002) }))).toMatch(
      /^areas\.csv, line 6: more than 2,000 m from any road of the extract .*\. Mend this row and import again, or leave it out with --skip-bad-rows\. Nothing was changed$/,
    );
  });

  it('leaves such an area out, with a line in the report, when told to', async () => {
    const report = await importing({ areas: areaAt(8000, 7002) }, { skipBadRows: true });
    expect(report.files.find((file) => file.kind === 'areas')).toMatchObject({
      rowsRead: 5,
      kept: 4,
      refused: [{ reason: 'more than 2,000 m from any road of the extract', lines: [6] }],
    });
  });

  it('says that coordinates and extract do not match when most areas are far from any road, told to skip or not', async () => {
    const [header, ...rows] = AREAS.split('\n');
    const moved = [header, ...rows.map((line) => line.replace(/,-[12]\.\d+,52/, ',-4.5,50'))].join('\n');
    const expected =
      /^areas\.csv: line 2: more than 2,000 m .* and so in 4 of 4 rows\. The coordinates and the extract do not match/;
    expect(await messageOf(importing({ areas: moved }))).toMatch(expected);
    expect(await messageOf(importing({ areas: moved }, { skipBadRows: true }))).toMatch(expected);
  });

  it('recognises swapped coordinates, in one row and in all', async () => {
    const [name, postcode, lon, lat] = HUBS.split('\n')[1].split(',');
    const swapped = `${name},${postcode},${lat},${lon}`;
    expect(await messageOf(importing({ hubs: `name,postcode,lon,lat\n${swapped}` }))).toMatch(
      /^hubs\.csv: line 2: longitude and latitude are swapped: put the longitude .* into lon/,
    );
    expect(
      await messageOf(importing({ hubs: `${HUBS}\nNew ${swapped}\nHub 3,SM2 1AA,${at(5000, 5000)}` })),
    ).toMatch(/^hubs\.csv, line 3: longitude and latitude are swapped/);
  });
});

describe('a file that is broken', () => {
  const cut = osmFile(SMALLSHIRE);
  const BROKEN: readonly [string, Parameters<typeof smallshireFiles>[0], RegExp][] = [
    [
      'text where a number belongs',
      { areas: AREAS.replace('1200,10,60', '1200,ten,60') },
      /^areas\.csv, line 3: age0 is not a number \("ten"\)/,
    ],
    [
      'a negative count',
      { areas: AREAS.replace('1200,10,60', '1200,-10,60') },
      /^areas\.csv, line 3: age0 is below 0 \("-10"\)/,
    ],
    [
      'ages that contradict each other',
      { areas: AREAS.replace('1200,10,60', '1200,70,60') },
      /line 3: more children under 1 than children aged 0 to 4 \("E2"\)/,
    ],
    [
      'more children than people',
      { areas: AREAS.replace('1200,10,60', '50,10,60') },
      /line 3: more children aged 0 to 4 than people of all ages/,
    ],
    [
      'an area twice',
      { areas: `${AREAS}\n${AREAS.split('\n')[1]}` },
      /line 6: the area is there twice: lsoa11_code is not unique \("E1"\)/,
    ],
    [
      'a cell too few',
      { areas: AREAS.replace('E2,Middle', 'E2') },
      /line 3: the row has 8 cells where the header row has 9/,
    ],
    [
      'a column missing',
      { areas: AREAS.replace('age0,', 'years,').replace('age0_4', 'sum') },
      /^areas\.csv: line 1: this is not a table of areas.*Missing: children by age/,
    ],
    ['only a header row', { areas: AREAS.split('\n')[0] }, /there is a header row and nothing below it/],
    ['an empty file', { areas: '' }, /^areas\.csv: the file is empty \(0 bytes\)/],
    ['blank lines only', { areas: '\n\n  \n' }, /there is nothing in it but blank lines/],
    [
      'a web page',
      { hubs: '<!DOCTYPE html><html><body>Sorry</body></html>' },
      /^hubs\.csv: this is a web page, not a table of hubs/,
    ],
    [
      'a workbook cut short',
      { hubs: Buffer.from('PK\u0003\u0004\u0000\u0000xl/workbook.xml', 'latin1') },
      /^hubs\.csv: this workbook is damaged or was not downloaded whole/,
    ],
    [
      'no postcode',
      { hubs: HUBS.replace('SM1 1AA', 'Westport') },
      /line 2: the postcode is not a full postcode/,
    ],
    [
      'a hub twice',
      { hubs: `${HUBS}\n${HUBS.split('\n')[1]}\nB,SM2 1AA,${at(5000, 5000)}` },
      /line 3: the hub is there twice/,
    ],
    [
      'postcodes of another county',
      { postcodes: 'postcode,lon,lat\nTR1 1AA,-5.04,50.25' },
      /^postcodes\.csv: not one postcode of it can be used; line 2: outside the region/,
    ],
    [
      'an extract cut short',
      { osm: cut.subarray(0, cut.length - 40) },
      /^smallshire\.osm\.pbf: the file ends in the middle of a block, after .* bytes: the download was cut short/,
    ],
    [
      'an extract that is a web page',
      { osm: Buffer.from('<html>Not found</html>') },
      /^smallshire\.osm\.pbf: this is a web page, not an OpenStreetMap extract/,
    ],
    [
      'an extract without roads',
      { osm: osmFile({ ...SMALLSHIRE, ways: [] }) },
      /there is no road in this extract that a car may use/,
    ],
    [
      'a site with opening times nobody understands',
      { sites: `id,name,lon,lat,opening\na,A,${at(5000, 5000)},weekdays\nb,B,${at(500, 5000)},`, hubs: HUBS },
      /^sites\.csv, line 2: opening is not weekly times/,
    ],
  ];

  it.each(BROKEN)('stops the import: %s', async (_, files, expected) => {
    expect(await messageOf(importing(files))).toMatch(expected);
    expect(existsSync(regionFolder(dataDir, 'smallshire'))).toBe(false);
  });

  it.each(BROKEN)('leaves the previous region as it was: %s', async (_, files) => {
    await importing();
    const before = everyRow(regionDbPath(dataDir, 'smallshire'));
    const folders = readdirSync(regionFolder(dataDir, 'smallshire')).sort();
    expect(await messageOf(importing(files))).not.toMatch(/^no error|^not in our words/);
    expect(everyRow(regionDbPath(dataDir, 'smallshire'))).toEqual(before);
    expect(readdirSync(regionFolder(dataDir, 'smallshire')).sort()).toEqual(folders);
  });

  it('is named for each file that is missing', async () => {
    expect(await messageOf(importing({}, { hubs: '/nowhere/hubs.csv' }))).toBe(
      'hubs.csv: there is no such file. Check the path: /nowhere/hubs.csv',
    );
  });
});

describe('the switch from the old region to the new', () => {
  const bigger = osmFile({
    ...SMALLSHIRE,
    nodes: [...(SMALLSHIRE.nodes ?? []), { id: 99, lon: -1.9, lat: 52.01 }],
    ways: [...(SMALLSHIRE.ways ?? []), { id: 9, refs: [3, 99], tags: { highway: 'service' } }],
  });

  it('keeps the old road graph and tables when the new graph cannot be built', async () => {
    await importing();
    const before = everyRow(regionDbPath(dataDir, 'smallshire'));
    const { roadsFolder } = getRegion(opened());
    const buildRoads = async (asked: { roadsFolder: string }) => {
      writeFileSync(join(asked.roadsFolder, 'half'), 'half a graph');
      throw new PlannerError({
        code: 'ENGINE_BUILD',
        category: 'engine',
        message: 'The road graph could not be built',
      });
    };
    expect(await messageOf(importing({ osm: bigger }, {}, { buildRoads }))).toBe(
      'The road graph could not be built',
    );
    expect(everyRow(regionDbPath(dataDir, 'smallshire'))).toEqual(before);
    expect(roadFolders()).toEqual([roadsFolder]);
  });

  it('keeps the old region when the import is stopped during the build', async () => {
    await importing();
    const before = everyRow(regionDbPath(dataDir, 'smallshire'));
    const stop = new AbortController();
    const buildRoads: typeof buildNothing = async (asked) => {
      stop.abort();
      return buildNothing(asked);
    };
    const message = await messageOf(importing({ osm: bigger }, {}, { buildRoads, signal: stop.signal }));
    expect(message).toBe('The import was stopped before its end. The previous region is unchanged');
    expect(everyRow(regionDbPath(dataDir, 'smallshire'))).toEqual(before);
  });

  it('builds a new extract’s graph beside the old one, which stays for as long as it can be restored', async () => {
    await importing();
    const first = getRegion(opened()).roadsFolder;
    await importing({ osm: bigger });
    const second = getRegion(opened()).roadsFolder;
    expect(second).not.toBe(first);
    expect(roadFolders()).toEqual([first, second].sort());
    await importing({ osm: bigger });
    expect(roadFolders()).toEqual([first, second].sort());
  });

  it('does not build the same graph twice', async () => {
    let builds = 0;
    const buildRoads: typeof buildNothing = (asked) => {
      builds += 1;
      return buildNothing(asked);
    };
    await importing({}, {}, { buildRoads });
    await importing({}, {}, { buildRoads });
    expect(builds).toBe(1);
  });

  it('builds again where nothing could be built the first time', async () => {
    const unable = async () => ({ engines: [], skipped: 'no builder here' });
    const report = await importing({}, {}, { buildRoads: unable });
    expect(report.warnings).toContain(
      'No road graph was built (no builder here): travel times come from OSRM_URL, or are estimates.',
    );
    await importing();
    const { roadsFolder } = getRegion(opened());
    expect(existsSync(join(regionFolder(dataDir, 'smallshire'), roadsFolder, 'valhalla', '0.gph'))).toBe(
      true,
    );
  });

  it('sweeps what a killed import left behind', async () => {
    await importing();
    const { roadsFolder } = getRegion(opened());
    for (const name of ['roads-0123456789ab', `${roadsFolder}.new-4711`]) {
      mkdirSync(join(regionFolder(dataDir, 'smallshire'), name, 'valhalla'), { recursive: true });
    }
    await importing();
    expect(roadFolders()).toEqual([roadsFolder]);
  });

  it('lets one import run at a time', async () => {
    let second: Promise<string> | undefined;
    const buildRoads: typeof buildNothing = async (asked) => {
      second = messageOf(importing());
      await second;
      return buildNothing(asked);
    };
    await importing({}, {}, { buildRoads });
    expect(await second).toMatch(/^Another import into .*smallshire is running\. Wait until it has finished/);
  });

  const roadFolders = () =>
    readdirSync(regionFolder(dataDir, 'smallshire'))
      .filter((name) => name.startsWith('roads-'))
      .sort();
});

describe('the name of a region', () => {
  it('may not be the sample’s', async () => {
    expect(await messageOf(importing({}, { name: 'Sample' }))).toBe(
      'The name "sample" belongs to the sample region. Give another one with --name',
    );
  });

  it('may not be empty', async () => {
    expect(await messageOf(importing({}, { name: ' ' }))).toBe(
      'A region needs a name. Give another one with --name',
    );
  });

  it('becomes a folder of small letters, digits and hyphens', async () => {
    await importing({}, { name: 'Bath & North-East Somerset' });
    expect(readdirSync(dataDir)).toEqual(['bath-and-north-east-somerset']);
  });
});

it('uses the postcode of a file with Windows line ends, a byte order mark and semicolons', async () => {
  const odd = `\uFEFF${POSTCODES.replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
  await importing({ postcodes: odd });
  expect(listPostcodes(opened())).toHaveLength(5);
});
