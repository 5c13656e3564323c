import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder beside its final place and moves it there only when it is whole, so that whatever stood there stays
 * in use until then, and stays for good when the work fails.
 * @param target  absolute path; may exist already
 * @param fill    given the empty new folder
 */
export async function replaceFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh);
  try {
    await fill(fresh);
    await rm(old, { recursive: true, force: true });
    await rename(target, old).catch(ignoreMissing);
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
