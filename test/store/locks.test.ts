import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { takeFileLock } from '../../server/store/fileLock.ts';
import { lockImport } from '../../server/store/importLock.ts';
import { tempFolder } from './support/regionFile.ts';

const HOLDER = fileURLToPath(new URL('./support/holdLock.ts', import.meta.url));

/** A process of its own that holds a lock until it is ended. */
async function holder(path: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(said)).toBe('held\n');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('a lock', () => {
  it('is held by one at a time, and free once given back', () => {
    const path = join(tempFolder(), 'locks', 'publish.lock');
    const giveBack = takeFileLock(path);
    expect(giveBack).toBeDefined();
    expect(takeFileLock(path)).toBeUndefined();
    giveBack?.();
    const again = takeFileLock(path);
    expect(again).toBeDefined();
    again?.();
  });

  it('is one of many: another file is another lock', () => {
    const folder = tempFolder();
    const taken = ['a.lock', 'b.lock'].map((name) => takeFileLock(join(folder, name)));
    expect(taken.every((giveBack) => giveBack !== undefined)).toBe(true);
    for (const giveBack of taken) giveBack?.();
  });

  it('goes with the process that held it, even when that was killed', async () => {
    const path = join(tempFolder(), 'publish.lock');
    const other = await holder(path);
    expect(takeFileLock(path)).toBeUndefined();
    await other.kill();
    const giveBack = takeFileLock(path);
    expect(giveBack).toBeDefined();
    giveBack?.();
  });
});

describe('an import', () => {
  it('is refused in words while another one into the region runs', () => {
    const folder = join(tempFolder(), 'rutland');
    const giveBack = lockImport(folder);
    expect(() => lockImport(folder)).toThrow(
      expect.objectContaining({
        code: 'IMPORT_RUNNING',
        category: 'conflict',
        message: `Another import into ${folder} is running. Wait until it has finished, then try again`,
      }),
    );
    giveBack();
    lockImport(folder)();
  });

  it('of another region may run at the same time', () => {
    const dataDir = tempFolder();
    const locks = ['rutland', 'sample'].map((slug) => lockImport(join(dataDir, slug)));
    for (const giveBack of locks) giveBack();
  });
});
