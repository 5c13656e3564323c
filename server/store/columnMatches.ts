import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** How a table with one header row is read: plain data, kept as it is. */
export function findColumnMatch(db: ReadableDb, header: string): unknown {
  const row = db
    .prepare<[string], { mapping_json: string }>('SELECT mapping_json FROM column_match WHERE header = ?')
    .get(header);
  return row && JSON.parse(row.mapping_json);
}

/** Remembers how a table with this header row is read, in place of what was known. */
export function saveColumnMatch(
  db: WritableDb,
  match: { header: string; mapping: unknown; at: Instant; by: string },
): void {
  db.prepare(
    `INSERT INTO column_match (header, mapping_json, matched_at, matched_by) VALUES (@header, @mapping, @at, @by)
     ON CONFLICT (header) DO UPDATE SET mapping_json = @mapping, matched_at = @at, matched_by = @by`,
  ).run({ ...match, mapping: JSON.stringify(match.mapping) });
}
