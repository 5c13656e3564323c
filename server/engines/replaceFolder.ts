import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { engineError } from './engineErrors.ts';

/**
 * Makes a folder beside its final place and moves it there only when it is whole, so that whatever stood there stays
 * in use until then, and stays for good when the work fails or is killed.
 * @param target  absolute path; may exist already
 * @param fill    given the empty new folder
 * @throws ENGINE_BUILD when the place cannot be written to; whatever `fill` throws
 */
export async function replaceFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await tidyFolder(target);
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh);
  } catch (cause) {
    throw unwritable(target, cause);
  }
  try {
    await fill(fresh);
    await swap({ fresh, target, old });
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

async function swap(folders: { fresh: string; target: string; old: string }): Promise<void> {
  const { fresh, target, old } = folders;
  try {
    await rm(old, { recursive: true, force: true });
    await rename(target, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(fresh, target);
  } catch (cause) {
    await rename(old, target).catch(() => undefined);
    throw unwritable(target, cause);
  }
}

/**
 * Clears away what a killed `replaceFolder` left beside a folder, and puts the former folder back when it was killed
 * between taking that away and moving the new one in. What a running program is working on is left alone.
 */
export async function tidyFolder(target: string): Promise<void> {
  const names: string[] = await readdir(dirname(target)).catch(() => []);
  const isThere = names.includes(basename(target));
  for (const name of names) {
    const [, kind, pid] = /\.(new|old)-(\d+)$/.exec(name) ?? [];
    if (kind === undefined || name !== `${basename(target)}.${kind}-${pid}`) continue;
    const left = join(dirname(target), name);
    const isLost = kind === 'old' && !isThere;
    if (isRunning(Number(pid), isLost)) continue;
    if (isLost) await rename(left, target);
    else await rm(left, { recursive: true, force: true });
  }
}

/** In a container a new program often has the number of the killed one: a lost folder is then taken to be that one's. */
function isRunning(pid: number, isLost: boolean): boolean {
  if (pid === process.pid) return !isLost;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function unwritable(target: string, cause: unknown) {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const message = `The road graph cannot be written to ${target} (${code}): check that the folder may be written to and that there is free disk space`;
  return engineError('ENGINE_BUILD', message, { cause });
}
