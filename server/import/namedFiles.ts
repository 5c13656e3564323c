import { existsSync } from 'node:fs';
import { openStore } from '../store/open.ts';
import { findRegion } from '../store/region.ts';
import { listVersions, readVersion } from '../store/versions.ts';

/** Road folders and maps that must stay: of the region as it is, and of what can be restored. */
export interface NamedFiles {
  readonly roads: readonly string[];
  readonly tiles: readonly string[];
}

/** Those that the database of a region names; none before its first import. */
export function namedFiles(dbPath: string): NamedFiles {
  if (!existsSync(dbPath)) return { roads: [], tiles: [] };
  const db = openStore(dbPath);
  try {
    const current = findRegion(db);
    const kept = listVersions(db).map(({ id }) => readVersion(db, id).region);
    const regions = current ? [current, ...kept] : kept;
    return {
      roads: regions.map(({ roadsFolder }) => roadsFolder),
      tiles: regions.map((region) => region.tilesFile),
    };
  } finally {
    db.close();
  }
}
