import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../server/core/random.ts';
import { type FileNode, type FileWay, osmFile } from '../import/support/osmFile.ts';

/** How large a region is made. */
export interface BigRegionSize {
  readonly areas: number;
  readonly postcodes: number;
  readonly hubs: number;
  readonly sites: number;
}

/** As large as any English county with its cities. */
export const BIG_REGION: BigRegionSize = { areas: 2000, postcodes: 100_000, hubs: 60, sites: 5000 };

/** South-west corner and size in degrees: some 130 by 90 km of Mercia. */
const [WEST, SOUTH, WIDE, HIGH] = [-3, 52, 1.9, 0.8] as const;
/** Roads every kilometre or so, every fifth a main road. */
const [COLUMNS, ROWS] = [130, 90] as const;
const TOWNS = 80;

/**
 * Writes the files of an invented region, fixed by its seed: towns with their areas, postcodes and sites around them, a net of roads.
 * @returns  the paths, in the order in which a person would give them
 */
export async function writeBigRegion(
  folder: string,
  size: BigRegionSize = BIG_REGION,
  seed = 1,
): Promise<{ osm: string; areas: string; postcodes: string; hubs: string; sites: string }> {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const towns = Array.from({ length: TOWNS }, () => ({
    lon: between(WEST + 0.1, WEST + WIDE - 0.1),
    lat: between(SOUTH + 0.05, SOUTH + HIGH - 0.05),
    spread: between(0.005, 0.06),
  }));
  const place = (): [string, string] => {
    const town = towns[Math.floor(random() * TOWNS)];
    const inside = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
    const lon = inside(town.lon + (random() + random() - 1) * town.spread * 1.6, WEST, WEST + WIDE);
    const lat = inside(town.lat + (random() + random() - 1) * town.spread, SOUTH, SOUTH + HIGH);
    return [lon.toFixed(6), lat.toFixed(6)];
  };
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  const rows = (count: number, row: (i: number) => (string | number)[]) =>
    Array.from({ length: count }, (_, i) => row(i).join(','));
  const files = {
    areas: [
      'LSOA21CD,LSOA21NM,Total,0,1,2,3,4,lon,lat,IMD_decile,ruc',
      ...rows(size.areas, (i) => [
        `E0${1_900_000 + i}`,
        `Mercia ${String(i).padStart(4, '0')}`,
        whole(1000, 2500),
        ...Array.from({ length: 5 }, () => whole(5, 30)),
        ...place(),
        whole(1, 10),
        random() < 0.4 ? 'Rural village' : 'Urban city and town',
      ]),
    ],
    postcodes: ['postcode,lon,lat', ...rows(size.postcodes, (i) => [postcodeOf(i), ...place()])],
    hubs: [
      'name,postcode,lon,lat',
      ...rows(size.hubs, (i) => [`Hub ${i} Family Hub`, postcodeOf(i * 7), ...place()]),
    ],
    sites: [
      'id,name,community,kind,lon,lat,surface,status',
      ...rows(size.sites, (i) => [
        `site-${i}`,
        `Hall ${i}`,
        `Village ${i % 900}`,
        'village_hall',
        ...place(),
        'asphalt',
        'proposed',
      ]),
    ],
  };
  await mkdir(folder, { recursive: true });
  const paths = {
    osm: join(folder, 'mercia.osm.pbf'),
    areas: join(folder, 'areas.csv'),
    postcodes: join(folder, 'postcodes.csv'),
    hubs: join(folder, 'hubs.csv'),
    sites: join(folder, 'sites.csv'),
  };
  for (const name of ['areas', 'postcodes', 'hubs', 'sites'] as const) {
    await writeFile(paths[name], `${files[name].join('\n')}\n`);
  }
  await writeFile(paths.osm, osmFile(roadNet(random, towns)));
  return paths;
}

/** Different for every number below 20 × 10 × 400: M<district><sector> <unit>. */
function postcodeOf(i: number): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const unit = letters[Math.floor(i / 20) % 20] + letters[i % 20];
  const sector = Math.floor(i / 400) % 10;
  return `MX${1 + (Math.floor(i / 4000) % 99)} ${sector}${unit}`;
}

function roadNet(random: () => number, towns: readonly { lon: number; lat: number }[]) {
  const idAt = (column: number, row: number) => 1 + row * COLUMNS + column;
  const nodes: FileNode[] = [];
  const ways: FileWay[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      nodes.push({
        id: idAt(column, row),
        lon: WEST + (WIDE * (column + (random() - 0.5) * 0.6)) / (COLUMNS - 1),
        lat: SOUTH + (HIGH * (row + (random() - 0.5) * 0.6)) / (ROWS - 1),
      });
    }
  }
  const road = (line: number, refs: number[]) => {
    const isMain = line % 5 === 0;
    const tags: Readonly<Record<string, string>> = isMain
      ? { highway: 'primary', ref: `A${100 + line}` }
      : { highway: 'unclassified', name: `Lane ${ways.length}` };
    for (let at = 0; at + 1 < refs.length; at += 10) {
      ways.push({ id: 100_000 + ways.length, refs: refs.slice(at, at + 11), tags });
    }
  };
  const line = (length: number, at: (i: number) => number) => Array.from({ length }, (_, i) => at(i));
  for (let row = 0; row < ROWS; row++)
    road(
      row,
      line(COLUMNS, (column) => idAt(column, row)),
    );
  for (let column = 0; column < COLUMNS; column++)
    road(
      column,
      line(ROWS, (row) => idAt(column, row)),
    );
  towns.forEach(({ lon, lat }, i) => {
    nodes.push({
      id: 500_000 + i,
      lon,
      lat,
      tags: { place: i % 8 === 0 ? 'town' : 'village', name: `Town ${i}` },
    });
  });
  return { nodes, ways, bounds: [WEST, SOUTH, WEST + WIDE, SOUTH + HIGH] as const };
}
