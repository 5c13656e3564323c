import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isArchive, unpackArchive } from '../../server/import/unpackArchive.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-rounds-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function zipped(files: Zippable): string {
  const path = join(folder, 'download.zip');
  writeFileSync(path, zipSync(files));
  return path;
}
const unpacked = (path: string) => unpackArchive(path, join(folder, 'out'));
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('a publisher’s zip archive', () => {
  it('gives its data files, and leaves its guides where they are', async () => {
    const path = zipped({
      'Data/CSV/tr.csv': strToU8('TR1 1AA'),
      'Data/CSV/pl.csv': strToU8('PL1 1AA'),
      'Doc/Code-Point_Open_Column_Headers.csv': strToU8('PC,PQ'),
      'Doc/licence.pdf': strToU8('%PDF'),
      'readme.txt': strToU8('hello'),
    });
    expect(await isArchive(path)).toBe(true);
    const files = await unpacked(path);
    expect(files.map((file) => [basename(file), readFileSync(file, 'utf8')])).toEqual([
      ['tr.csv', 'TR1 1AA'],
      ['pl.csv', 'PL1 1AA'],
      ['readme.txt', 'hello'],
    ]);
  });

  it('writes nowhere but into the folder, and keeps two files of one name apart', async () => {
    const files = await unpacked(
      zipped({ 'a/x.csv': strToU8('1'), 'b/x.csv': strToU8('2'), 'c/.x.csv': strToU8('3') }),
    );
    expect(files.map((file) => basename(file))).toEqual(['x.csv', 'x-2.csv', 'x-3.csv']);
    expect(readdirSync(folder).sort()).toEqual(['download.zip', 'out']);
    const outside = zipped({ '../../evil.csv': strToU8('x') });
    expect(await messageOf(unpacked(outside))).toMatch(/^download\.zip: this archive is damaged/);
    expect(existsSync(join(folder, '..', 'evil.csv'))).toBe(false);
  });

  it('is refused when it would burst, and nothing of it is left', async () => {
    const path = zipped({ 'a.csv': new Uint8Array(60_000_000), 'b.csv': strToU8('1') });
    expect(await messageOf(unpacked(path))).toBe(
      'download.zip: unpacked, it would have 60 MB, more than the files of a county need. Check that it is the right archive, or unpack it and give the files of your county',
    );
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('is refused when it is cut short or holds no data', async () => {
    const path = zipped({ 'a.csv': strToU8('1,2,3'.repeat(1000)) });
    writeFileSync(path, readFileSync(path).subarray(0, 40));
    expect(await messageOf(unpacked(path))).toMatch(/damaged or was not downloaded whole/);
    expect(await messageOf(unpacked(zipped({ 'a.jpg': strToU8('x') })))).toBe(
      'download.zip: nothing in this archive is a table, a map or an extract. Check that it is the right one',
    );
  });

  it('is told from a workbook, from other files, and from what is not there', async () => {
    const workbook = zipped({
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/workbook.xml': strToU8('<w/>'),
    });
    expect(await isArchive(workbook)).toBe(false);
    writeFileSync(join(folder, 'a.csv'), 'a,b');
    expect(await isArchive(join(folder, 'a.csv'))).toBe(false);
    expect(await isArchive(folder)).toBe(false);
    expect(await isArchive(join(folder, 'nothing'))).toBe(false);
  });
});
