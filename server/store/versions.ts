import { gunzipSync, gzipSync } from 'node:zlib';
import { PlannerError } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import type { RegionTables } from './region.ts';
import { insertSql } from './rows.ts';

/** What the region held before an import, and can hold again. */
export interface RegionVersion {
  readonly id: number;
  /** When it was replaced. */
  readonly keptAt: Instant;
  readonly importedAt: Instant;
  /** Its road graph, which stays as long as the version does. */
  readonly roadsFolder: string;
  /** Totals a person knows it by, as in the report of its import. */
  readonly totals: readonly string[];
}

interface VersionRow {
  id: number;
  kept_at: string;
  imported_at: string;
  roads_folder: string;
  totals_json: string;
}

/** Versions kept; each holds a whole region, without the road graph some 2 MB for a county. */
const KEPT = 3;

/** Versions that can be restored, newest first. */
export function listVersions(db: ReadableDb): RegionVersion[] {
  const rows = db
    .prepare<[], VersionRow>(
      'SELECT id, kept_at, imported_at, roads_folder, totals_json FROM region_version ORDER BY id DESC',
    )
    .all();
  return rows.map((row) => ({
    id: row.id,
    keptAt: row.kept_at as Instant,
    importedAt: row.imported_at as Instant,
    roadsFolder: row.roads_folder,
    totals: JSON.parse(row.totals_json),
  }));
}

/** Keeps what the region holds now; the oldest version beyond the newest three goes. Call inside a transaction. */
export function keepVersion(db: WritableDb, tables: RegionTables, keptAt: Instant): void {
  const { totals = [] } = (tables.report ?? {}) as { totals?: readonly string[] };
  db.prepare(
    insertSql('region_version', ['kept_at', 'imported_at', 'roads_folder', 'totals_json', 'tables_gz']),
  ).run({
    kept_at: keptAt,
    imported_at: tables.region.importedAt,
    roads_folder: tables.region.roadsFolder,
    totals_json: JSON.stringify(totals),
    tables_gz: gzipSync(JSON.stringify(tables), { level: 4 }),
  });
  db.prepare(
    'DELETE FROM region_version WHERE id NOT IN (SELECT id FROM region_version ORDER BY id DESC LIMIT ?)',
  ).run(KEPT);
}

/** Everything a version held. @throws VERSION_UNKNOWN */
export function readVersion(db: ReadableDb, id: number): RegionTables {
  const row = db
    .prepare<[number], { tables_gz: Buffer }>('SELECT tables_gz FROM region_version WHERE id = ?')
    .get(id);
  if (row) return withTiles(JSON.parse(gunzipSync(row.tables_gz).toString('utf8')));
  throw new PlannerError({
    code: 'VERSION_UNKNOWN',
    category: 'not-found',
    message: `There is no version ${id} of the region's data; only the last ${KEPT} are kept. Import the files of that time again`,
    details: { id },
  });
}

/** Versions kept before a map was part of a region name none. */
const withTiles = (tables: RegionTables): RegionTables => ({
  ...tables,
  region: { ...tables.region, tilesFile: tables.region.tilesFile ?? '' },
});
