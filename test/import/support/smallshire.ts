import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { BuildRoads, ImportRequest } from '../../../server/import/importRegion.ts';
import { type LonLat, lonLat } from '../../../server/shared/coordinates.ts';
import { type FileContent, type FileNode, osmFile } from './osmFile.ts';

/**
 * Smallshire: a county of 10 km by 10 km at 52° north, 2° west; every place is given in metres east and north of its
 * south-west corner.
 *
 *   the A1 runs west to east at 5,000 north; Hill Lane leads from it (5,000 east) to Northby (9,000 north)
 *   Westport (town, 500 east), Middleham (village, 5,000 east), Northby (village)
 *   the village hall of Middleham has its own car park; so has nobody else
 *   a lake of 1 km by 1 km in the south-west, with an island of 200 m by 200 m
 */
const SOUTH_WEST = [-2, 52] as const;
const METRES_PER_DEGREE = 111_195;
const METRES_PER_DEGREE_EAST = METRES_PER_DEGREE * Math.cos((52 * Math.PI) / 180);

export const at = (east: number, north: number): LonLat =>
  lonLat(
    Math.round((SOUTH_WEST[0] + east / METRES_PER_DEGREE_EAST) * 1e7) / 1e7,
    Math.round((SOUTH_WEST[1] + north / METRES_PER_DEGREE) * 1e7) / 1e7,
  );

const node = (id: number, east: number, north: number, tags?: FileNode['tags']): FileNode => {
  const [lon, lat] = at(east, north);
  return { id, lon, lat, tags };
};

export const SMALLSHIRE: FileContent = {
  bounds: [at(0, 0)[0], at(0, 0)[1], at(10_000, 10_000)[0], at(10_000, 10_000)[1]],
  nodes: [
    node(1, 0, 5000),
    node(2, 5000, 5000),
    node(3, 10_000, 5000),
    node(4, 5000, 7000),
    node(5, 5000, 9000),
    node(11, 500, 5050, { place: 'town', name: 'Westport' }),
    node(12, 5000, 5100, { place: 'village', name: 'Middleham', 'name:kw': 'Kres', alt_name: 'Mid Ham' }),
    node(13, 5000, 9000, { place: 'village', name: 'Northby' }),
    node(21, 5100, 5100, {
      amenity: 'community_centre',
      name: 'Village Hall',
      toilets: 'yes',
      wheelchair: 'yes',
    }),
    node(22, 520, 5080, {
      amenity: 'library',
      name: 'Westport Library',
      opening_hours: 'Mo-Fr 09:00-17:00; Sa 09:00-12:00',
      operator: 'Smallshire Council',
    }),
    node(23, 5020, 9000, { amenity: 'place_of_worship', name: 'St Mary', opening_hours: 'Su 10:00-12:00' }),
    node(24, 560, 5100, { amenity: 'place_of_worship', name: 'St Peter' }),
    node(25, 600, 5000, { amenity: 'social_facility', social_facility: 'nursing_home', name: 'Elm House' }),
    node(26, 5110, 5040, { highway: 'bus_stop', name: 'The Green' }),
    ...square(31, 5120, 5120, 20),
    ...square(41, 1000, 1000, 1000),
    ...square(51, 1400, 1400, 200),
  ],
  ways: [
    { id: 1, refs: [1, 2, 3], tags: { highway: 'primary', ref: 'A1', name: 'Great Road' } },
    { id: 2, refs: [2, 4, 5], tags: { highway: 'unclassified', name: 'Hill Lane' } },
    { id: 3, refs: [31, 32, 33, 34, 31], tags: { amenity: 'parking', surface: 'gravel', capacity: '20' } },
    { id: 4, refs: [41, 42, 43, 44, 41] },
    { id: 5, refs: [51, 52, 53, 54, 51] },
  ],
  relations: [
    {
      id: 1,
      members: [
        { type: 'way', ref: 4, role: 'outer' },
        { type: 'way', ref: 5, role: 'inner' },
      ],
      tags: { type: 'multipolygon', natural: 'water', name: 'Mere' },
    },
  ],
};

function square(id: number, east: number, north: number, side: number): FileNode[] {
  return [
    node(id, east, north),
    node(id + 1, east + side, north),
    node(id + 2, east + side, north + side),
    node(id + 3, east, north + side),
  ];
}

const row = (...cells: (string | number)[]): string => cells.join(',');
const placed = (east: number, north: number): string => at(east, north).join(',');

export const AREAS = [
  'lsoa11_code,lsoa11_name,pop2020,age0,age0_4,lon,lat,ruc,IMD_decile',
  row('E1', 'West', 1500, 20, 100, placed(600, 5000), 'Rural town and fringe', 4),
  row('E2', 'Middle', 1200, 10, 60, placed(5000, 5200), 'Rural village', 7),
  row('E3', 'North', 900, 5, 24, placed(5000, 8800), 'Rural village', 9),
  row('E4', 'East', 1000, 8, 40, placed(9500, 5000), 'Rural village', 8),
].join('\n');

export const HUBS = ['name,postcode,lon,lat', row('Westport Family Hub', 'SM1 1AA', placed(500, 5000))].join(
  '\n',
);

export const POSTCODES = [
  'postcode,quality,easting,northing,lon,lat',
  row('SM1 1AA', 10, 0, 0, placed(500, 5000)),
  row('SM1 1AB', 10, 0, 0, placed(700, 5050)),
  row('SM1 1AC', 90, 0, 0, '', ''),
  row('SM2 1AA', 10, 0, 0, placed(5000, 5100)),
  row('SM2 1AB', 10, 0, 0, placed(5100, 5150)),
  row('SM2 2AA', 50, 0, 0, placed(5000, 8900)),
].join('\n');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Smallshire's files, each of which a test may replace, in a new folder that goes when the test file ends. */
export function smallshireFiles(
  files: {
    areas?: string | Buffer;
    hubs?: string | Buffer;
    postcodes?: string | Buffer;
    sites?: string | Buffer;
    osm?: Buffer;
  } = {},
): { folder: string; request: Omit<ImportRequest, 'dataDir'> } {
  const folder = mkdtempSync(join(tmpdir(), 'smallshire-'));
  folders.push(folder);
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return {
    folder,
    request: {
      name: 'Smallshire',
      areas: [write('areas.csv', files.areas ?? AREAS)],
      hubs: write('hubs.csv', files.hubs ?? HUBS),
      postcodes: write('postcodes.csv', files.postcodes ?? POSTCODES),
      osm: write('smallshire.osm.pbf', files.osm ?? osmFile(SMALLSHIRE)),
      sites: files.sites === undefined ? 'osm' : { file: write('sites.csv', files.sites) },
    },
  };
}

/** Stands in for the builders of road graphs: one file that names the extract. */
export const buildNothing: BuildRoads = async ({ pbfPath, roadsFolder, onProgress }) => {
  mkdirSync(join(roadsFolder, 'valhalla'), { recursive: true });
  writeFileSync(join(roadsFolder, 'valhalla', '0.gph'), pbfPath);
  onProgress?.(1);
  return { engines: ['valhalla'] };
};
