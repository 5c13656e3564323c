import { existsSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { takeFileLock } from '../store/fileLock.ts';
import type { ReadableDb } from '../store/open.ts';
import { listReleases } from '../store/releases.ts';
import { makeCurrent, makeNoneCurrent, releasesIn, sweepReleases } from './releaseFolder.ts';

export interface Recovery {
  /** Names of folders that unfinished publishing had left. */
  readonly swept: readonly string[];
  /** The release served from now on; null when there is none. */
  readonly current: number | null;
  /** True when the link had to be set. */
  readonly isRepaired: boolean;
}

/**
 * Puts a region's releases in order after a crash, at start: sweeps half-written folders and makes the link agree with the
 * store, which alone says what is published. Takes nothing away from a process that is publishing at the moment.
 * @returns null while another process publishes
 */
export async function recoverReleases(needs: {
  db: ReadableDb;
  regionFolder: string;
}): Promise<Recovery | null> {
  const unlock = takeFileLock(publishLockPath(needs.regionFolder));
  if (!unlock) return null;
  try {
    return await agreeWithStore(needs);
  } finally {
    unlock();
  }
}

/** Whoever holds this publishes. */
export const publishLockPath = (regionFolder: string): string => join(releasesIn(regionFolder), '.lock');

/** The same for somebody who holds the lock. */
export async function agreeWithStore(needs: { db: ReadableDb; regionFolder: string }): Promise<Recovery> {
  const { regionFolder } = needs;
  const recorded = listReleases(needs.db).reverse();
  const known = new Set(recorded.map(({ number }) => number));
  const swept = await sweepReleases(regionFolder, (release) => known.has(release));
  const newest = recorded.find(({ folder }) => existsSync(join(releasesIn(regionFolder), folder)));
  const linked = linkedFolder(regionFolder);
  const isRepaired = linked !== newest?.folder;
  if (isRepaired && newest) await makeCurrent(regionFolder, newest.folder);
  if (isRepaired && !newest) await makeNoneCurrent(regionFolder);
  return { swept, current: newest?.number ?? null, isRepaired };
}

function linkedFolder(regionFolder: string): string | undefined {
  try {
    return basename(readlinkSync(join(releasesIn(regionFolder), 'current')));
  } catch {
    return undefined;
  }
}
