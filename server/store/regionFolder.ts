import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The region shipped with the program has this slug; no county may take it. */
export const SAMPLE_SLUG = 'sample';

/**
 * The folder of one region: `region.sqlite`, `roads-<hash>/` and `releases/` stand in it.
 * @param dataDir  `DATA_DIR`
 * @param slug     the region's short name, for example `rutland`
 */
export const regionFolder = (dataDir: string, slug: string): string => join(dataDir, slug);

/** The region's database file. */
export const regionDbPath = (dataDir: string, slug: string): string =>
  join(regionFolder(dataDir, slug), 'region.sqlite');

/** Where the region's releases stand, one folder each. */
export const releasesFolder = (dataDir: string, slug: string): string =>
  join(regionFolder(dataDir, slug), 'releases');

/** Short names of the regions that have been imported into `DATA_DIR`, in order; empty when there is no such folder. */
export function listRegionSlugs(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir)
    .filter((slug) => !slug.startsWith('.') && existsSync(regionDbPath(dataDir, slug)))
    .sort();
}
