import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type LonLat, lonLat } from '../../server/shared/coordinates.ts';

/** A row by column name, as written in the file. */
export type Row = Readonly<Record<string, string>>;

/** The folder of the sample region. */
export const DATA = new URL('../../data/', import.meta.url);
/** Real data to compare with, where somebody has put it beside the project. */
export const REFERENCE = new URL('../../../shared/data/cornwall/', import.meta.url);

export const hasReference = existsSync(REFERENCE);
if (!hasReference) console.info('No reference data beside the project: comparisons with it are left out.');

export const SCILLY_CODES = ['TR21', 'TR22', 'TR23', 'TR24', 'TR25'];

export const textOf = (name: string): string => readFileSync(new URL(name, DATA), 'utf8');
export const rowsIn = (file: URL): Row[] => parse(readFileSync(file), { columns: true, bom: true });
/** Rows of one CSV file of the sample region. */
export const table = (name: string): Row[] => rowsIn(new URL(name, DATA));
export const pointOf = (row: Row): LonLat => lonLat(Number(row.lon), Number(row.lat));

const isWithin = ([lon, lat]: LonLat, [west, south, east, north]: readonly number[]) =>
  lon >= west && lon <= east && lat >= south && lat <= north;
/** Land's End to the Tamar, the Lizard to Marsland Mouth. */
export const isInCornwall = (at: LonLat): boolean => isWithin(at, [-5.72, 49.95, -4.16, 50.94]);
export const isInScilly = (at: LonLat): boolean => isWithin(at, [-6.46, 49.85, -6.23, 49.99]);

/** First cell's code words in the README's dictionary of one file: columns of a table, keys of region.json. */
export function documentedColumns(file: string): string[] {
  const section = textOf('README.md').split(`### ${file}\n`)[1].split(/\n##/)[0];
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...line.split('|')[1].matchAll(/`([^`]+)`/g)].map((match) => match[1]));
}

export const duplicates = (values: readonly string[]): string[] =>
  values.filter((value, i) => values.indexOf(value) !== i);
