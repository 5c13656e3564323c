import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findValhallaTools } from '../../server/engines/valhallaTools.ts';
import { openStore } from '../../server/store/open.ts';
import { getRegion } from '../../server/store/region.ts';
import { regionDbPath, regionFolder } from '../../server/store/regionFolder.ts';
import { everyRow } from '../import/support/everyRow.ts';
import { osmFile } from '../import/support/osmFile.ts';
import { AREAS, HUBS, SMALLSHIRE, smallshireFiles } from '../import/support/smallshire.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tools = await findValhallaTools();
if (!tools.isUsable) console.log(`Left out: ending an import during the build, because ${tools.reason}.`);

let dataDir: string;
const folders: string[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-cli-'));
  folders.push(dataDir);
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

function start(...options: string[]): { child: ChildProcess; ended: Promise<Ended>; errors: () => string } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli/region.ts', ...options], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, ROUTING_ENGINE: tools.isUsable ? 'valhalla' : 'estimate' },
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, output, errors }));
  });
  return { child, ended, errors: () => errors };
}

function smallshire(files: Parameters<typeof smallshireFiles>[0] = {}): string[] {
  const { request } = smallshireFiles(files);
  const { osm, areas, postcodes, hubs } = request;
  return [
    ['--name', 'Smallshire'],
    ['--osm', osm as string],
    ['--areas', areas[0]],
    ['--postcodes', postcodes as string],
    ['--hubs', hubs],
  ].flat();
}

const stored = () => everyRow(regionDbPath(dataDir, 'smallshire'));

/** Thirty thousand more roads, so that building takes a while. */
function largerExtract(): Buffer {
  const side = 150;
  const grid = Array.from({ length: side * side }, (_, i) => ({
    id: 1000 + i,
    lon: -2 + (i % side) * 0.0009,
    lat: 52 + Math.floor(i / side) * 0.0006,
  }));
  const ways = grid.flatMap(({ id }, i) => [
    ...(i % side < side - 1
      ? [{ id: 100_000 + 2 * i, refs: [id, id + 1], tags: { highway: 'residential' } }]
      : []),
    ...(i < side * (side - 1)
      ? [{ id: 100_001 + 2 * i, refs: [id, id + side], tags: { highway: 'residential' } }]
      : []),
  ]);
  return osmFile({
    ...SMALLSHIRE,
    nodes: [...(SMALLSHIRE.nodes ?? []), ...grid],
    ways: [...(SMALLSHIRE.ways ?? []), ...ways],
  });
}

describe('npm run region', () => {
  it('imports a county, tells each step, and ends with a report', async () => {
    const { status, output, errors } = await start(...smallshire(), '--sites-from', 'osm').ended;
    expect({ status, errors }).toEqual({
      status: 0,
      errors:
        'Reading areas and sites: done\nReading the OpenStreetMap extract: done\nReading postcodes: done\nChecking places against roads: done\nDrawing the map: done\nBuilding the road graph: done\nSaving: done\n',
    });
    expect(output).toMatch(/^Smallshire is imported \(region "smallshire", [\d.]+ seconds\)\.$/m);
    expect(output).toMatch(
      /^postcodes: postcodes\.csv\n {2}6 rows read, 5 kept, 1 refused\n {4}1 row: the file has no coordinates for it \(line 4\)$/m,
    );
    expect(output).toMatch(/^ {2}224 children aged 0 to 4 in 4 areas, 43 of them under 1$/m);
    const db = openStore(regionDbPath(dataDir, 'smallshire'));
    expect(getRegion(db).name).toBe('Smallshire');
    db.close();
  });

  it('tells files in any order by their content, and takes its folder from --data-dir before DATA_DIR', async () => {
    const other = mkdtempSync(join(tmpdir(), 'hub-rounds-other-'));
    folders.push(other);
    const { osm, areas, postcodes, hubs } = smallshireFiles().request;
    const files = [hubs, postcodes as string, osm as string, areas[0]];
    const { status, errors } = await start('--name', 'Smallshire', ...files, '--data-dir', other).ended;
    expect([status, existsSync(regionDbPath(other, 'smallshire')), readdirSync(dataDir)]).toEqual([
      0,
      true,
      [],
    ]);
    expect(errors.split('\n').slice(0, 4)).toEqual([
      'hubs.csv: Family Hubs',
      'postcodes.csv: postcodes',
      'smallshire.osm.pbf: an OpenStreetMap extract',
      'areas.csv: areas with children by age, deprivation, rural-urban class, mid-2020, Indices of Deprivation 2019',
    ]);
  });

  it('ends with status 1 and one line for a broken file', async () => {
    const { status, output, errors } = await start(
      ...smallshire({ hubs: HUBS.replace('SM1 1AA', 'nowhere') }),
    ).ended;
    expect([status, output]).toEqual([1, '']);
    expect(errors.trimEnd().split('\n').at(-1)).toBe(
      'hubs.csv: line 2: the postcode is not a full postcode such as LE15 6HW ("nowhere"). Mend the file, or give the right one, and import again. Nothing was changed',
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('explains itself when it is called wrongly', async () => {
    const { status, errors } = await start('--name', 'A').ended;
    expect([status, errors]).toEqual([
      1,
      '--areas and --hubs are missing. "npm run region -- --help" explains the options\n',
    ]);
  });

  it('prints its help', async () => {
    const { status, output } = await start('--help').ended;
    expect(status).toBe(0);
    for (const option of [
      '--name',
      '--osm',
      '--areas',
      '--postcodes',
      '--hubs',
      '--sites-from',
      '--skip-bad-rows',
    ])
      expect(output).toContain(option);
  });

  it('stops cleanly on SIGINT, and leaves nothing of a first import', async () => {
    const { child, ended, errors } = start(...smallshire({ osm: largerExtract() }));
    while (!errors().includes('Reading areas')) await wait(5);
    child.kill('SIGINT');
    const { status, errors: told } = await ended;
    expect(status).toBe(1);
    expect(told).toContain('The import was stopped before its end. The previous region is unchanged');
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('npm run region into a region there is', () => {
  const fewer = () => smallshire({ areas: AREAS.split('\n').slice(0, -1).join('\n') });

  it('says what changes, and goes on where nothing is lost', async () => {
    await start(...smallshire()).ended;
    const same = await start(...smallshire()).ended;
    expect(same.output).toContain(
      'Nothing changes: the region holds all of it already.\nSmallshire is imported',
    );
    const more = await start(...smallshire({ hubs: `${HUBS}\nSecond Hub,SM2 1AA,-1.93,52.045` })).ended;
    expect(more.output).toContain('What changes:\n  1 new hub: Second Hub.\nSmallshire is imported');
    expect(stored().hub).toHaveLength(2);
  }, 120_000);

  it('changes nothing where something would be lost, unless told to, and can restore it', async () => {
    await start(...smallshire()).ended;
    const before = stored();
    const stopped = await start(...fewer()).ended;
    expect(stopped.status).toBe(3);
    expect(stopped.output).toBe(
      'Look at this first:\n  1 area would be gone: East.\nWhat changes:\n  Children aged 0 to 4: 184, so far 224.\n\nNothing was changed. To import all the same, give --apply.\n',
    );
    expect(stored()).toEqual(before);
    expect((await start(...fewer(), '--apply').ended).status).toBe(0);
    expect(stored().area).toHaveLength(3);
    const restored = await start('--name', 'Smallshire', '--restore').ended;
    expect(restored.output).toContain('224 children aged 0 to 4 in 4 areas');
    expect(stored().area).toHaveLength(4);
  }, 120_000);

  it('only shows with --dry-run, also where there is no region yet', async () => {
    const { status, output } = await start(...smallshire(), '--dry-run').ended;
    expect(status).toBe(0);
    expect(output).toMatch(/^Smallshire would be imported/);
    expect(output).toMatch(/\nNothing was changed\.\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe.runIf(tools.isUsable)('an import ended by kill -9 while it builds the road graph', () => {
  it('leaves the previous region whole, and the next import works', async () => {
    expect((await start(...smallshire()).ended).status).toBe(0);
    const before = stored();
    const folder = regionFolder(dataDir, 'smallshire');
    const isHalfBuilt = () => readdirSync(folder).some((name) => name.includes('.new-'));

    const options = smallshire({ osm: largerExtract(), hubs: `${HUBS}\nSecond Hub,SM2 1AA,-1.93,52.045` });
    const { child, ended } = start(...options);
    while (!isHalfBuilt() && child.exitCode === null) await wait(5);
    child.kill('SIGKILL');
    await ended;
    expect(isHalfBuilt()).toBe(true);
    expect(stored()).toEqual(before);
    const db = openStore(regionDbPath(dataDir, 'smallshire'));
    expect(existsSync(join(folder, getRegion(db).roadsFolder, 'valhalla'))).toBe(true);
    db.close();

    const { status, errors } = await start(...options).ended;
    expect({ status, errors }).toMatchObject({ status: 0 });
    expect(isHalfBuilt()).toBe(false);
    expect(stored().hub).toHaveLength(2);
  }, 180_000);
});
