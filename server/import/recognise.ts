import { open, readFile, stat } from 'node:fs/promises';
import { PlannerError } from '../shared/errors.ts';
import { AREA_COLUMNS } from './areaColumns.ts';
import { findColumns } from './columns.ts';
import { fileError } from './importErrors.ts';
import { oddKind } from './inspectFile.ts';
import { openSource } from './openSource.ts';
import { postcodeFilesAt } from './postcodes.ts';
import { shownValue } from './report.ts';
import { likeliestOf, MAX_ROWS_ABOVE_HEADER } from './table.ts';
import { isLargeAreaCode, isSmallAreaCode, kindsOf, type TableKind } from './tableKinds.ts';
import type { Sheet, TableRow, TableSource } from './tableSource.ts';
import { vintageOf } from './vintage.ts';

/** What a file brings to an import. */
export type FileKind =
  | TableKind
  | 'extract'
  | 'boundaries'
  | 'land'
  | 'bank holidays'
  | 'school terms'
  /** Nothing that an import can use as it is. */
  | 'unknown';

/** What a file is, told from what stands in it; its name plays no part. */
export interface RecognisedFile {
  readonly path: string;
  readonly kind: FileKind;
  /** For people: "children by single year of age, mid-2022". */
  readonly inWords: string;
  /** Why it cannot be used as it is, and what to do. */
  readonly problem?: string;
  /** What it may be, where it may be several things. */
  readonly mayBe?: readonly TableKind[];
  /** Column names as written, where it is a table: for matching them by hand. */
  readonly columns?: readonly string[];
}

/** Rows below a header that are looked at. */
const ROWS_SEEN = 60;
const HEAD_BYTES = 4096;
const MAX_JSON_BYTES = 5_000_000;

/** Says what a file or folder is. Never throws for a file of the wrong kind: that is an answer. */
export async function recognise(path: string): Promise<RecognisedFile> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) return await recogniseFolder(path);
    return (await recogniseByHead(path, found?.size ?? 0)) ?? (await recogniseTable(path));
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    return { path, kind: 'unknown', inWords: 'a file that cannot be read', problem: error.message };
  }
}

async function recogniseFolder(path: string): Promise<RecognisedFile> {
  const [first] = await postcodeFilesAt(path);
  const { kind, inWords } = await recognise(first);
  if (kind === 'postcodes') return { path, kind, inWords: 'a folder of postcode files' };
  const problem = fileError(
    path,
    `only a folder of postcode files can be given as a folder, and its first file is ${inWords}. Give the files one by one`,
  ).message;
  return { path, kind: 'unknown', inWords: 'a folder', problem };
}

/** What shows in the first bytes: extracts, calendars, and gov.uk's list of bank holidays. */
async function recogniseByHead(path: string, bytes: number): Promise<RecognisedFile | undefined> {
  if (bytes === 0) return undefined;
  const handle = await open(path, 'r');
  const head = Buffer.alloc(Math.min(bytes, HEAD_BYTES));
  try {
    await handle.read(head, 0, head.length, 0);
  } finally {
    await handle.close();
  }
  if (head.subarray(4, 24).includes('OSMHeader')) {
    return { path, kind: 'extract', inWords: 'an OpenStreetMap extract' };
  }
  const start = head.toString('utf8').replace(/^\uFEFF?\s*/, '');
  if (/^BEGIN:VCALENDAR/i.test(start))
    return { path, kind: 'school terms', inWords: 'a calendar of school terms' };
  if (
    oddKind(head) === 'a JSON file' &&
    bytes <= MAX_JSON_BYTES &&
    /"england-and-wales"/.test(await readFile(path, 'utf8'))
  ) {
    return { path, kind: 'bank holidays', inWords: 'the bank holidays of gov.uk' };
  }
  return undefined;
}

async function recogniseTable(path: string): Promise<RecognisedFile> {
  const source = await openSource(path, { what: 'a table', expected: 'of one of the files in README.md' });
  const fits: Fit[] = [];
  let likeliest: TableRow | undefined;
  for (const sheet of source.sheets) {
    const rows = await firstRows(sheet.rows());
    const map = source.shape === 'map' ? recogniseMap(path, rows) : undefined;
    if (map !== undefined) return map;
    const fit = fitOf(sheet, rows);
    if (fit !== undefined) fits.push(fit);
    likeliest = rows.reduce((best, row) => (best && filled(best) >= filled(row) ? best : row), likeliest);
  }
  if (fits.length === 0) return unknownTable(path, source, likeliest?.cells ?? []);
  const chosen = likeliestOf(path, fits);
  const others = fits.filter((fit) => fit.kinds[0] !== chosen.kinds[0]);
  if (others.length === 0) return told(path, chosen);
  const held = [chosen, ...others].map(({ sheet, kinds }) => `"${sheet.name}" ${KIND_WORDS[kinds[0]]}`);
  const problem = fileError(
    path,
    `its sheets hold different things: ${held.join(', ')}. Save each as a file of its own`,
  ).message;
  return { path, kind: 'unknown', inWords: 'a workbook of several tables', problem };
}

/** A sheet with a header row that is known, and the kinds of table it can be. */
interface Fit {
  readonly sheet: Sheet;
  readonly kinds: readonly TableKind[];
  readonly columns: readonly string[];
  /** Cells of the rows above the header. */
  readonly above: readonly string[];
}

function fitOf(sheet: Sheet, rows: readonly TableRow[]): Fit | undefined {
  for (const [i, row] of rows.slice(0, MAX_ROWS_ABOVE_HEADER + 1).entries()) {
    const columns = row.cells;
    const kinds = kindsOf({ columns, rows: rows.slice(i + 1).map((each) => each.cells) });
    const above = rows.slice(0, i).flatMap((each) => each.cells);
    if (kinds.length > 0) return { sheet, kinds, columns, above };
  }
  return undefined;
}

const filled = (row: TableRow): number => row.cells.filter((cell) => cell.trim() !== '').length;

async function firstRows(rows: AsyncGenerator<TableRow>): Promise<TableRow[]> {
  const first: TableRow[] = [];
  for await (const row of rows) {
    first.push(row);
    if (first.length >= MAX_ROWS_ABOVE_HEADER + ROWS_SEEN) break;
  }
  return first;
}

const KIND_WORDS: Readonly<Record<TableKind, string>> = {
  timetable: 'a timetable of a mobile library',
  lookup: 'the look-up from areas of 2011 to those of 2021',
  areas: 'a table of areas',
  postcodes: 'postcodes',
  vans: 'vans and their shifts',
  'session types': 'session types',
  'outward codes': 'first halves of postcodes',
  hubs: 'Family Hubs',
  sites: 'a register of sites for the van',
  places: 'names of places to search by',
};

function told(path: string, { kinds, columns, sheet, above }: Fit): RecognisedFile {
  const [kind] = kinds;
  if (kinds.length === 1) {
    const vintage = vintageOf({ columns, sheet: sheet.name, above });
    const words = kind === 'areas' ? areaWords(columns) : KIND_WORDS[kind];
    return { path, kind, inWords: vintage ? `${words}, ${vintage}` : words, columns };
  }
  const options = kinds.map((each) => `--${each} if it holds ${KIND_WORDS[each]}`).join(', ');
  return {
    path,
    kind: 'unknown',
    inWords: 'a list of named places',
    problem: fileError(path, `nothing in it says what these places are. Give it with ${options}`).message,
    mayBe: kinds,
    columns,
  };
}

/** What a table of areas tells, in words. */
function areaWords(columns: readonly string[]): string {
  const found = new Set(Object.keys(findColumns(columns, AREA_COLUMNS)));
  const has = (...fields: string[]) => fields.some((field) => found.has(field));
  const facts = [
    ...(has('age1', 'female1')
      ? ['children by single year of age']
      : has('age0', 'age0to4')
        ? ['children by age']
        : []),
    ...(has('deprivationDecile') ? ['deprivation'] : []),
    ...(has('idaciRate', 'idaciNumerator') ? ['income deprivation affecting children'] : []),
    ...(has('noCarShare', 'noCarHouseholds') ? ['households without a car'] : []),
    ...(has('ruralUrban', 'ruralUrbanCode') ? ['rural-urban class'] : []),
  ];
  if (facts.length === 0)
    return has('population') ? 'population of areas' : 'where the people of each area live';
  return facts.length === 1 ? `${facts[0]} of areas` : `areas with ${facts.join(', ')}`;
}

/** What a map of outlines or lines is; undefined for points, which are read as a table. */
function recogniseMap(path: string, rows: readonly TableRow[]): RecognisedFile | undefined {
  const [header, ...features] = rows;
  const types = new Set(features.map((feature) => feature.geometry?.type));
  if (types.has('Point')) return undefined;
  const columns = header.cells;
  const isOutline = [...types].every((type) => type === 'Polygon' || type === 'MultiPolygon');
  const some = (isIt: (cell: string) => boolean) => features.some(({ cells }) => cells.some(isIt));
  const unknown = (inWords: string, problem: string): RecognisedFile => ({
    path,
    kind: 'unknown',
    inWords,
    problem: fileError(path, problem).message,
  });
  if (!isOutline) {
    return unknown(
      'a map of lines',
      'this map is neither of outlines nor of points. Give the outlines of areas (LSOA boundaries), or the land as polygons',
    );
  }
  if (some(isSmallAreaCode)) return { path, kind: 'boundaries', inWords: 'outlines of areas', columns };
  if (some(isLargeAreaCode)) {
    return unknown(
      'outlines of districts or wards',
      'these are outlines of districts, wards or counties, which an import has no use for. Areas are smaller (LSOA); an outline of the land has no area codes',
    );
  }
  return { path, kind: 'land', inWords: 'an outline of the land' };
}

function unknownTable(path: string, source: TableSource, columns: readonly string[]): RecognisedFile {
  const names = columns.map((cell) => shownValue(cell)).filter((name) => name !== '');
  const found = names.slice(0, 12).map((name) => `"${name}"`);
  const more = names.length > found.length ? ` and ${names.length - found.length} more` : '';
  const what = source.shape === 'map' ? 'map' : 'table';
  const problem = fileError(
    path,
    `no ${what} of this form is known. Found: ${found.join(', ') || 'nothing'}${more}. Expected a table of areas (LSOA code, children by age), postcodes (postcode, coordinates), hubs (name, postcode), sites or places (name, coordinates)`,
  ).message;
  return { path, kind: 'unknown', inWords: `a ${what} of unknown form`, problem, columns };
}
