import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFolder, tidyFolder } from '../../server/engines/replaceFolder.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'hub-rounds-replace-'));
  target = join(parent, 'tiles');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const fillWith = (text: string) => async (folder: string) => writeFileSync(join(folder, 'graph'), text);
const make = (name: string, text: string) => {
  mkdirSync(join(parent, name));
  writeFileSync(join(parent, name, 'graph'), text);
};
const content = () => readFileSync(join(target, 'graph'), 'utf8');
/** The number of a process that has just ended. */
const endedPid = () => spawnSync('true').pid;

describe('replacing a folder', () => {
  it('makes it, with its parents', async () => {
    target = join(parent, 'a', 'b', 'tiles');
    await replaceFolder(target, fillWith('new'));
    expect(content()).toBe('new');
  });

  it('keeps the old one until the new one is whole, then leaves only that', async () => {
    make('tiles', 'old');
    await replaceFolder(target, async (folder) => {
      await fillWith('new')(folder);
      expect(content()).toBe('old');
    });
    expect(content()).toBe('new');
    expect(readdirSync(parent)).toEqual(['tiles']);
  });

  it('keeps the old one when the work fails', async () => {
    make('tiles', 'old');
    const failing = replaceFolder(target, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(content()).toBe('old');
    expect(readdirSync(parent)).toEqual(['tiles']);
  });

  it('tells a place that cannot be written to', async () => {
    writeFileSync(target, 'a file where the folder of folders should be');
    await expect(replaceFolder(join(target, 'tiles'), fillWith('new'))).rejects.toMatchObject({
      code: 'ENGINE_BUILD',
      message: expect.stringContaining(join(target, 'tiles')),
    });
  });
});

describe('tidying up after a killed program', () => {
  it('puts the old folder back when the new one never came', async () => {
    make(`tiles.old-${endedPid()}`, 'old');
    make(`tiles.new-${endedPid()}`, 'half');
    await tidyFolder(target);
    expect(content()).toBe('old');
    expect(readdirSync(parent)).toEqual(['tiles']);
  });

  it('puts it back also when the killed program had the number of this one, as in a container', async () => {
    make(`tiles.old-${process.pid}`, 'old');
    make(`tiles.new-${process.pid}`, 'perhaps being made by another thread');
    await tidyFolder(target);
    expect(content()).toBe('old');
    expect(readdirSync(parent).sort()).toEqual(['tiles', `tiles.new-${process.pid}`]);
  });

  it('clears the old folder when the new one is there', async () => {
    make('tiles', 'new');
    make(`tiles.old-${endedPid()}`, 'old');
    await tidyFolder(target);
    expect(content()).toBe('new');
    expect(readdirSync(parent)).toEqual(['tiles']);
  });

  it('leaves alone what belongs to a running program or to another folder', async () => {
    make(`tiles.new-${process.ppid}`, 'being made');
    make(`other.new-${endedPid()}`, 'not ours');
    await tidyFolder(target);
    expect(readdirSync(parent)).toHaveLength(2);
    expect(existsSync(target)).toBe(false);
  });

  it('does nothing where there is nothing', async () => {
    await tidyFolder(join(parent, 'none', 'tiles'));
    expect(readdirSync(parent)).toEqual([]);
  });
});
