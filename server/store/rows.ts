import { type LonLat, lonLat } from '../shared/coordinates.ts';

/** SQLite has no booleans: 1, 0 and NULL for true, false and not known. */
export const flag = (value: boolean | null): number | null => (value === null ? null : Number(value));
export const flagOf = (value: number | null): boolean | null => (value === null ? null : value === 1);

/** The point of a row with `lon` and `lat`. */
export const pointOf = (row: { lon: number; lat: number }): LonLat => lonLat(row.lon, row.lat);

/** An INSERT whose bound parameters have the names of the columns. */
export function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`;
}
