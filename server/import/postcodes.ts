import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndedPostcode, PostcodePoint } from '../core/nouns.ts';
import { type Bounds, lonLat } from '../shared/coordinates.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { fault, leftOut, type RowReader } from './cells.ts';
import { POINT_COLUMNS, type Synonyms } from './columns.ts';
import { fileError } from './importErrors.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** Names in Code-Point Open, the ONS Postcode Directory (old and new form) and tables derived from them. */
export const POSTCODE_COLUMNS = {
  ...POINT_COLUMNS,
  postcode: ['postcode', 'pcds', 'pcd8', 'pcd7', 'pcd2', 'pcd'],
  /** Code-Point: 10 is best, 90 means no coordinates. */
  quality: ['quality', 'positionalqualityindicator'],
  /** ONSPD: 1 is best, 9 means no grid reference. */
  gridIndicator: ['osgrdind', 'gridind'],
  terminated: ['doterm'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof POSTCODE_COLUMNS;

/** Code-Point Open comes without a header row (its columns are in a file of their own). */
const CODE_POINT_OPEN = [
  'Postcode',
  'Positional_quality_indicator',
  'Eastings',
  'Northings',
  'Country_code',
  'NHS_regional_HA_code',
  'NHS_HA_code',
  'Admin_county_code',
  'Admin_district_code',
  'Admin_ward_code',
] as const;

/** Whether cells are a row of Code-Point Open. */
export const isCodePointRow = (cells: readonly string[]): boolean =>
  cells.length === CODE_POINT_OPEN.length &&
  parsePostcode(cells[0])?.inward !== undefined &&
  cells.slice(1, 4).every((cell) => /^\d+$/.test(cell));

const EXPECTED =
  'postcode (or pcds), and lon and lat (or easting and northing), as in Code-Point Open or the ONS Postcode Directory';
const CODE_POINT_NO_COORDINATE = 90;
const ONSPD_NO_COORDINATE = 9;
/** The Directory's latitude of a postcode without coordinates. */
const ONSPD_NO_LATITUDE = 99.999999;

/** Postcodes of one file. */
export interface ReadPostcodes extends ReadRows<PostcodePoint> {
  /** Those out of use: left out of the rows, and kept for families who still have them in mind. */
  readonly ended: readonly EndedPostcode[];
}

/**
 * Reads unit postcodes from files or folders of area files (tr.csv, pl.csv, …).
 * Terminated postcodes, those without coordinates and, when `within` is given, those outside it are left out and counted.
 * @param within  box outside which nothing is wanted; a national file shrinks to the county
 * @returns one result a file
 * @throws IMPORT_FILE
 */
export async function readPostcodes(
  paths: string | readonly string[],
  within?: Bounds,
): Promise<ReadPostcodes[]> {
  const seen = new Set<string>();
  const results: ReadPostcodes[] = [];
  for (const path of [paths].flat()) {
    for (const file of await postcodeFilesAt(path)) results.push(await readFile(file, seen, within));
  }
  return results;
}

/** Where the area files lie in Code-Point Open and in the Postcode Directory once unpacked, in order of trial. */
const FOLDERS_INSIDE = ['', 'csv', 'multi_csv', 'data/csv', 'data/multi_csv', 'data'];

/**
 * The files of a folder of area files, or of an unpacked Code-Point Open or Postcode Directory; the file itself where
 * the path is no folder.
 * @throws IMPORT_FILE when the folder holds no CSV file
 */
export async function postcodeFilesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  for (const inside of FOLDERS_INSIDE) {
    const folder = await folderInside(path, inside);
    if (folder === undefined) continue;
    const names = (await readdir(folder)).filter((name) => /\.(csv|txt)$/i.test(name)).sort();
    if (names.length > 0) return names.map((name) => join(folder, name));
  }
  throw fileError(
    path,
    'there is no CSV file in this folder. Give the postcode file, or the folder of area files',
  );
}

/** A folder within a folder by its name in any case; undefined when there is none. */
async function folderInside(path: string, inside: string): Promise<string | undefined> {
  let folder = path;
  for (const part of inside.split('/').filter(Boolean)) {
    const entries = await readdir(folder, { withFileTypes: true });
    const next = entries.find((entry) => entry.isDirectory() && entry.name.toLowerCase() === part);
    if (next === undefined) return undefined;
    folder = join(folder, next.name);
  }
  return folder;
}

async function readFile(path: string, seen: Set<string>, within?: Bounds): Promise<ReadPostcodes> {
  const ended: EndedPostcode[] = [];
  const read = await readRows<Field, PostcodePoint>(path, {
    kind: 'postcodes',
    what: 'a table of postcodes',
    expected: EXPECTED,
    fields: POSTCODE_COLUMNS,
    required: [column('postcode', 'postcode (or pcds)'), POINT_COLUMN],
    headerless: { columns: CODE_POINT_OPEN, isFirstRow: isCodePointRow },
    valueOf: (row) => postcodeIn(row, { seen, ended, within }),
  });
  return { ...read, ended };
}

function postcodeIn(
  row: RowReader<Field>,
  { seen, ended, within }: { seen: Set<string>; ended: EndedPostcode[]; within?: Bounds },
): PostcodePoint {
  const written = row.required('postcode');
  const parsed = parsePostcode(written);
  if (parsed?.inward === undefined) throw fault('this is not a full postcode such as LE15 6HW', written);
  const isEnded = row.has('terminated');
  const isWithoutPoint =
    row.number('quality') === CODE_POINT_NO_COORDINATE ||
    row.number('gridIndicator') === ONSPD_NO_COORDINATE ||
    row.number('lat') === ONSPD_NO_LATITUDE;
  const point = isWithoutPoint ? null : pointIn(row);
  const isElsewhere = point !== null && within !== undefined && !isWithin(point, within);
  if (isEnded) {
    if (point !== null && !isElsewhere) {
      ended.push({ postcode: parsed.text, lonLat: point, endedIn: monthIn(row.text('terminated')) });
    }
    throw leftOut('the postcode is no longer in use', written);
  }
  if (point === null) throw leftOut('the file has no coordinates for it', written);
  if (isElsewhere) throw leftOut('outside the region', written);
  if (seen.has(parsed.text)) throw leftOut('the postcode is there twice', written);
  seen.add(parsed.text);
  return { postcode: parsed.text, lonLat: lonLat(point[0], point[1]) };
}

/** "200306" as "2003-06"; '' for what is no month. */
function monthIn(text: string): string {
  const [, year, month] = /^((?:19|20)\d\d)-?(0[1-9]|1[0-2])(?:-?\d\d)?$/.exec(text.trim()) ?? [];
  return year === undefined ? '' : `${year}-${month}`;
}

const isWithin = ([lon, lat]: readonly number[], [west, south, east, north]: Bounds): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;
