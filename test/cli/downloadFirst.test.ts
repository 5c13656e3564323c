import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { downloadFirst } from '../../server/cli/downloadFirst.ts';
import { osmFile } from '../import/support/osmFile.ts';
import { SMALLSHIRE } from '../import/support/smallshire.ts';

const EXTRACT = osmFile(SMALLSHIRE);
const dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-first-'));
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.endsWith('.md5')) response.writeHead(404).end();
    else response.end(EXTRACT);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/smallshire.osm.pbf`;
});
afterAll(() => {
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

describe('--download', () => {
  it('alone fetches the extract and prints where it is', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await downloadFirst(['--data-dir', dataDir, '--download', address])).toBeUndefined();
    const path = join(dataDir, 'downloads', 'smallshire.osm.pbf');
    expect(print.mock.calls).toEqual([[path]]);
    expect(readFileSync(path).equals(EXTRACT)).toBe(true);
  });

  it('with the files of a county becomes its extract', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const typed = ['--name', 'Smallshire', `--download=${address}`, 'areas.csv', `--data-dir=${dataDir}`];
    expect(await downloadFirst(typed)).toEqual([
      '--name',
      'Smallshire',
      'areas.csv',
      `--data-dir=${dataDir}`,
      '--osm',
      join(dataDir, 'downloads', 'smallshire.osm.pbf'),
    ]);
  });

  it('leaves everything else alone', async () => {
    const typed = ['--name', 'Smallshire', '--osm', 'download.pbf', '--sites-from', 'osm'];
    expect(await downloadFirst(typed)).toEqual(typed);
  });

  it.each([
    [['--download'], '--download needs a name'],
    [['--download', 'cornwall', '--osm', 'a.osm.pbf'], '--download and --osm exclude each other'],
    [['--download', 'atlantis'], 'There is no extract called "atlantis"'],
  ])('is refused as %j', async (typed, words) => {
    await expect(downloadFirst(typed)).rejects.toThrow(words);
  });
});
