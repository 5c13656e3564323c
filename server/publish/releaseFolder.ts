import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Files of a release, each with its path below the folder, `/` between parts; made one at a time as they are asked for. */
export type ReleaseFiles = Iterable<readonly [path: string, content: string | Buffer]>;

/** The symbolic link that says which release is served. */
const CURRENT = 'current';
const BUILDING = '.building-';
const LINKING = '.current-';
/** Files written and synced at a time. */
const AT_ONCE = 16;

/** Where a region's releases stand. */
export const releasesIn = (regionFolder: string): string => join(regionFolder, 'releases');

/** Folder of the current release; undefined before the first. */
export function currentReleaseFolder(regionFolder: string): string | undefined {
  const releases = releasesIn(regionFolder);
  try {
    const folder = join(releases, basename(readlinkSync(join(releases, CURRENT))));
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** A folder for a release in the making, swept when it is never finished. */
export async function buildingFolder(regionFolder: string, release: number): Promise<string> {
  const folder = join(releasesIn(regionFolder), `${BUILDING}${release}-${randomUUID().slice(0, 8)}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Writes files and waits until disk has them and their folders. The next is made while others are being written. */
export async function writeFiles(folder: string, files: ReleaseFiles): Promise<void> {
  const folders = new Set<string>();
  await inTurns(files, async ([path, content]) => {
    for (let at = dirname(path); !folders.has(at); at = dirname(at)) folders.add(at);
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), content, { flush: true });
  });
  await inTurns(folders, (at) => syncFolder(join(folder, at)));
}

/** Gives a finished folder its number; what another attempt left under it is replaced. */
export async function keepAsRelease(building: string, release: number): Promise<void> {
  const releases = dirname(building);
  await rm(join(releases, String(release)), { recursive: true, force: true });
  await rename(building, join(releases, String(release)));
  await syncFolder(releases);
}

/** Makes a release the current one by one atomic rename: a reader sees the old one or the new one. */
export async function makeCurrent(regionFolder: string, folderName: string): Promise<void> {
  const releases = releasesIn(regionFolder);
  const link = join(releases, `${LINKING}${randomUUID().slice(0, 8)}`);
  await symlink(folderName, link);
  await rename(link, join(releases, CURRENT));
  await syncFolder(releases);
}

/** Takes the link away: nothing is published. */
export const makeNoneCurrent = (regionFolder: string): Promise<void> =>
  rm(join(releasesIn(regionFolder), CURRENT), { force: true });

/** Removes what unfinished attempts left, and numbered folders that `isKnown` does not know. */
export async function sweepReleases(
  regionFolder: string,
  isKnown: (release: number) => boolean,
): Promise<string[]> {
  const releases = releasesIn(regionFolder);
  if (!existsSync(releases)) return [];
  const stale = readdirSync(releases).filter(
    (name) =>
      name.startsWith(BUILDING) || name.startsWith(LINKING) || (/^\d+$/.test(name) && !isKnown(Number(name))),
  );
  for (const name of stale) await rm(join(releases, name), { recursive: true, force: true });
  return stale;
}

/** Removes the folders of old releases beyond the newest `kept`. */
export async function pruneReleases(
  regionFolder: string,
  keep: { newest: number; kept: number },
): Promise<void> {
  const releases = releasesIn(regionFolder);
  const old = readdirSync(releases).filter(
    (name) => /^\d+$/.test(name) && Number(name) <= keep.newest - keep.kept,
  );
  for (const name of old) await rm(join(releases, name), { recursive: true, force: true });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Works on values in order, several at a time; all turns have ended when it throws. */
async function inTurns<T>(values: Iterable<T>, work: (value: T) => Promise<void>): Promise<void> {
  const left = values[Symbol.iterator]();
  const turn = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  const turns = await Promise.allSettled(Array.from({ length: AT_ONCE }, turn));
  for (const ended of turns) if (ended.status === 'rejected') throw ended.reason;
}
