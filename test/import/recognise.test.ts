import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recognise } from '../../server/import/recognise.ts';
import { requestFrom, sortFiles } from '../../server/import/sortFiles.ts';
import { osmFile } from './support/osmFile.ts';
import { SMALLSHIRE } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';
import { workbookFile } from './support/workbookFile.ts';

/** A name that says nothing, since names play no part. */
const unnamed = (content: string | Buffer) => tempFile('download', content);
const square = (properties: Record<string, unknown>) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [-5, 50],
        [-4.9, 50],
        [-4.9, 50.1],
        [-5, 50],
      ],
    ],
  },
});
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const ages = (prefix: string) => Array.from({ length: 91 }, (_, age) => `${prefix}${age}`);
const ONS_HEADER = [
  'LAD 2023 Code',
  'LAD 2023 Name',
  'LSOA 2021 Code',
  'LSOA 2021 Name',
  'Total',
  ...ages('F'),
  ...ages('M'),
];
const onsRow = [
  'E06000017',
  'Rutland',
  'E01013787',
  'Rutland 005A',
  1400,
  ...ages('').map(() => 8),
  ...ages('').map(() => 7),
];

const ONS = workbookFile([
  {
    name: 'Cover sheet',
    rows: [['Lower layer Super Output Area population estimates'], ['Contact: the office']],
  },
  {
    name: 'Mid-2021 LSOA 2021',
    rows: [['Mid-2021: usual residents'], ['This sheet has one table'], ['Source: ONS'], ONS_HEADER, onsRow],
  },
  {
    name: 'Mid-2022 LSOA 2021',
    rows: [['Mid-2022: usual residents'], ['This sheet has one table'], ['Source: ONS'], ONS_HEADER, onsRow],
  },
]);
const FILE_7_2019 =
  'LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Deprivation Affecting Children Index (IDACI) Score (rate)\nE01013787,Rutland 005A,E06000017,Rutland,9.1,25000,8,0.04';

describe('a file', () => {
  it.each([
    ['extract', 'an OpenStreetMap extract', osmFile(SMALLSHIRE)],
    ['areas', 'children by single year of age of areas, mid-2022', ONS],
    [
      'areas',
      'areas with deprivation, income deprivation affecting children, Indices of Deprivation 2019',
      FILE_7_2019,
    ],
    [
      'areas',
      'areas with deprivation, income deprivation affecting children, Indices of Deprivation 2025',
      FILE_7_2019.replaceAll('(2011)', '(2021)'),
    ],
    [
      'areas',
      'households without a car of areas, Census 2021',
      'date,geography,geography code,Number of cars or vans: Total: All households,Number of cars or vans: No cars or vans in household\n2021,Rutland 005A,E01013787,400,50',
    ],
    [
      'areas',
      'rural-urban class of areas, Rural Urban Classification 2021',
      'LSOA21CD,LSOA21NM,RUC21CD,RUC21NM,Urban_rural_flag\nE01013787,Rutland 005A,RSF1,Smaller rural,Rural',
    ],
    ['areas', 'where the people of each area live', 'FID,LSOA21CD,x,y\n1,E01013787,486119,308841'],
    [
      'areas',
      'where the people of each area live',
      collection({
        type: 'Feature',
        properties: { LSOA21CD: 'E01013787' },
        geometry: { type: 'Point', coordinates: [-0.7, 52.6] },
      }),
    ],
    [
      'lookup',
      'the look-up from areas of 2011 to those of 2021',
      'LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM\nE01013787,Rutland 005A,U,E01013787,Rutland 005A',
    ],
    ['boundaries', 'outlines of areas', collection(square({ LSOA21CD: 'E01013787' }))],
    ['land', 'an outline of the land', collection(square({ name: 'Cornwall' }))],
    ['postcodes', 'postcodes', '"TR1 1AA",10,182961,43918,"E92000001","","","","E06000052","E05013354"\n'],
    [
      'postcodes',
      'postcodes',
      'pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lsoa21,lat,long\nTR11AA,TR1  1AA,TR1 1AA,198001,,182961,43918,1,E01018780,50.25,-5.04',
    ],
    [
      'hubs',
      'Family Hubs',
      'Local authority,Family hub name,Address,Postcode\nRutland,Visions,Oakham,LE15 6HW',
    ],
    ['hubs', 'Family Hubs', 'name,postcode,lon,lat\nOakham Family Hub,LE15 6HW,-0.7,52.6'],
    ['hubs', 'Family Hubs', 'name,postcode\nOakham Children’s Centre,LE15 6HW'],
    [
      'sites',
      'a register of sites for the van',
      'id,name,lon,lat,has_power,surface\na,The Green,-0.7,52.6,yes,grass',
    ],
    ['sites', 'a register of sites for the van', 'name,lon,lat,kind\nThe Hall,-0.7,52.6,village hall'],
    [
      'places',
      'names of places to search by',
      'id,name,type,easting,northing,postcode_district\n1,Egleton,Village,487638,307387,LE15',
    ],
    ['outward codes', 'first halves of postcodes', 'code,lon,lat\nLE15,-0.7,52.6'],
    [
      'timetable',
      'a timetable of a mobile library',
      'organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable\nA,B,C,D,E,F,,,,Monday,Public,09:00,10:00,FREQ=WEEKLY,2026-01-05,,,',
    ],
    [
      'bank holidays',
      'the bank holidays of gov.uk',
      '{"england-and-wales":{"division":"england-and-wales","events":[]}}',
    ],
    ['school terms', 'a calendar of school terms', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'],
    ['vans', 'vans and their shifts', 'id,name,shifts\na,Van,Mon-Fri 08:00-17:00'],
    ['session types', 'session types', 'id,public_name,minutes,is_public\na,Feeding,30,yes'],
  ])('is told by what is in it: %s', async (kind, inWords, content) => {
    expect(await recognise(unnamed(content))).toMatchObject({ kind, inWords });
  });

  it.each([
    [
      'a list of named places',
      'name,postcode,lon,lat\nThe Lander Practice,TR1 1AA,-5,50',
      'Give it with --hubs if it holds Family Hubs, --sites if',
    ],
    ['a list of named places', 'name,lon,lat\nSomewhere,-5,50', 'Give it with --sites if'],
    [
      'a table of unknown form',
      'colour,weight\nred,3',
      'Found: "colour", "weight". Expected a table of areas',
    ],
    [
      'outlines of districts or wards',
      collection(square({ LAD24CD: 'E06000017' })),
      'outlines of districts, wards or counties',
    ],
    [
      'a map of lines',
      collection({
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'LineString',
          coordinates: [
            [-5, 50],
            [-4, 50],
          ],
        },
      }),
      'neither of outlines nor of points',
    ],
    ['a file that cannot be read', '<!doctype html><html>', 'this is a web page'],
    ['a file that cannot be read', '', 'the file is empty'],
  ])('that is not plain is never guessed at: %s', async (inWords, content, problem) => {
    const found = await recognise(unnamed(content));
    expect([found.kind, found.inWords]).toEqual(['unknown', inWords]);
    expect(found.problem).toContain(problem);
  });

  it('gives its column names for matching by hand', async () => {
    expect((await recognise(unnamed('Stop,Weekday\nGreen,Monday'))).columns).toEqual(['Stop', 'Weekday']);
    expect((await recognise(unnamed('name,postcode,lon,lat\nA,TR1 1AA,-5,50'))).mayBe).toEqual([
      'hubs',
      'sites',
      'places',
    ]);
  });

  it('of areas is not told by a single code that looks like one', async () => {
    const mixed = 'id,name,lon,lat\nE01013787,Hall,-0.7,52.6\nb,Green,-0.7,52.6\nc,Pub,-0.7,52.6';
    expect((await recognise(unnamed(mixed))).kind).toBe('unknown');
  });
});

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder', () => {
  it('of postcode files is told, also where the archive was unpacked as it comes', async () => {
    const inside = join(folder, 'codepo_gb', 'Data', 'CSV');
    mkdirSync(inside, { recursive: true });
    writeFileSync(
      join(inside, 'tr.csv'),
      '"TR1 1AA",10,182961,43918,"E92000001","","","","E06000052","E05013354"\n',
    );
    expect(await recognise(join(folder, 'codepo_gb'))).toMatchObject({ kind: 'postcodes' });
  });

  it('of anything else is not', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    expect((await recognise(other)).problem).toContain('there is no CSV file in this folder');
    writeFileSync(join(other, 'a.csv'), 'colour\nred');
    expect((await recognise(other)).problem).toContain('only a folder of postcode files');
  });
});

describe('files of any mix', () => {
  const hubs = unnamed('name,postcode,lon,lat\nOakham Family Hub,LE15 6HW,-0.7,52.6');
  const areas = unnamed('id,lon,lat,age0\na,-0.7,52.6,4');
  const extract = unnamed(osmFile(SMALLSHIRE));
  const terms = unnamed('BEGIN:VCALENDAR\r\nEND:VCALENDAR');

  it('make an import: each in its place, sites from the extract where there is no register', async () => {
    const sorted = await sortFiles([terms, hubs, extract, areas]);
    expect(sorted.files.map((file) => file.kind)).toEqual(['school terms', 'hubs', 'extract', 'areas']);
    expect(requestFrom(sorted)).toEqual({
      areas: [areas],
      hubs,
      osm: extract,
      sites: 'osm',
      schoolTerms: [terms],
    });
    expect(sorted.missing).toEqual([]);
  });

  it('are told what is missing', async () => {
    const sorted = await sortFiles([areas]);
    expect(sorted.missing).toEqual(['a table of hubs', 'an OpenStreetMap extract or a register of sites']);
    expect(() => requestFrom(sorted)).toThrow(
      'What an import needs besides: a table of hubs and an OpenStreetMap extract or a register of sites',
    );
  });

  it('of which two are of a kind that is taken once are not chosen from, unless one is named', async () => {
    const second = tempFile('second.csv', 'name,postcode,lon,lat\nUppingham Family Hub,LE15 9QR,-0.7,52.5');
    const sorted = await sortFiles([hubs, second, areas, extract]);
    expect(sorted.files[1].problem).toBe(
      'second.csv: there are 2 files of this kind (Family Hubs), and an import takes one. Leave out the others, or name the one with --hubs',
    );
    expect(() => requestFrom(sorted)).toThrow('there are 2 files of this kind');
    expect(requestFrom(sorted, { hubs: second }).hubs).toBe(second);
  });

  it('give way to what was named outright', async () => {
    const register = tempFile('sites.csv', 'id,name,lon,lat\n');
    const sorted = await sortFiles([hubs, areas, extract]);
    expect(requestFrom(sorted, { sites: { file: register }, areas: undefined })).toMatchObject({
      sites: { file: register },
      areas: [areas],
    });
  });
});
