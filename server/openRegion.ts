import type { Config } from './config.ts';
import { PlannerError } from './shared/errors.ts';
import { openStore, type WritableDb } from './store/open.ts';
import { findRegion } from './store/region.ts';
import { listRegionSlugs, regionDbPath, SAMPLE_SLUG } from './store/regionFolder.ts';

type Named = Pick<Config, 'dataDir' | 'region'>;

/**
 * The store of the configured region; a region that is not there is never made by opening it.
 * @throws REGION_UNKNOWN naming the regions there are; STORE_*
 */
export function openRegion(config: Named): WritableDb {
  const db = findStore(config);
  if (db) return db;
  const { dataDir, region } = config;
  const others = listRegionSlugs(dataDir).filter((slug) => slug !== region);
  const remedy =
    region === SAMPLE_SLUG
      ? 'Run "npm start" once: it loads the sample'
      : 'Run "npm run region -- --name NAME …" first, or leave REGION out for the sample';
  throw new PlannerError({
    code: 'REGION_UNKNOWN',
    category: 'not-found',
    message: `The region "${region}" has not been imported into ${dataDir}${others.length > 0 ? ` (there: ${others.join(', ')})` : ''}. ${remedy}`,
    details: { region, known: others },
  });
}

/** Whether the configured region is there; one whose first import was broken off is not. @throws STORE_* */
export function isImported(config: Named): boolean {
  const db = findStore(config);
  db?.close();
  return db !== undefined;
}

function findStore({ dataDir, region }: Named): WritableDb | undefined {
  if (!listRegionSlugs(dataDir).includes(region)) return undefined;
  const db = openStore(regionDbPath(dataDir, region));
  if (findRegion(db)) return db;
  db.close();
  return undefined;
}
