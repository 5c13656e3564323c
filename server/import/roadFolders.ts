import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'roads-';
/** Digits of the hash in a folder's name: enough to tell one extract from another. */
const HASH_DIGITS = 12;

/** The name of the folder that holds the road graph of an extract. */
export const roadsFolderName = (sha256: string): string => `${PREFIX}${sha256.slice(0, HASH_DIGITS)}`;

/** Removes road graphs that the region does not name: half-built ones of an import that was ended, and replaced ones. */
export async function sweepRoadFolders(folder: string, named: string | undefined): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (name.startsWith(PREFIX) && name !== named)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
