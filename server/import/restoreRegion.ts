import { type Clock, systemClock } from '../shared/time.ts';
import { lockImport } from '../store/importLock.ts';
import type { WritableDb } from '../store/open.ts';
import { saveRegion } from '../store/region.ts';
import { listVersions, type RegionVersion, readVersion } from '../store/versions.ts';

/**
 * Puts a version of the region in place of what there is, all or nothing; what there is becomes a version itself, so that
 * restoring can be taken back. Plans, ledger, releases and people stay.
 * @param asked.folder     the region's folder
 * @param asked.versionId  the newest version when missing
 * @returns the version that was restored
 * @throws VERSION_UNKNOWN, IMPORT_RUNNING
 */
export function restoreRegion(
  db: WritableDb,
  asked: { folder: string; versionId?: number; clock?: Clock },
): RegionVersion {
  const unlock = lockImport(asked.folder);
  try {
    const versions = listVersions(db);
    const id = asked.versionId ?? versions[0]?.id ?? 0;
    const tables = readVersion(db, id);
    saveRegion(db, { ...tables, region: { ...tables.region, importedAt: (asked.clock ?? systemClock)() } });
    return versions.find((version) => version.id === id) as RegionVersion;
  } finally {
    unlock();
  }
}
