import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { metresAt, secondsAt } from '../../server/core/travelMatrix.ts';
import { buildValhallaTiles } from '../../server/engines/buildValhallaTiles.ts';
import type { RoutePoint } from '../../server/engines/engine.ts';
import { createValhallaEngine } from '../../server/engines/valhalla.ts';
import { sampleRoadsAsPbf } from '../../server/import/sampleRoadsAsPbf.ts';
import { placeAt, tinyRoadsAsPbf, writeTinyRoads } from './support/tinyRoads.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-valhalla-'));
const tilesFolder = join(folder, 'tiles');
const HOME = placeAt('Home', 400, 400);
const CHURCH = placeAt('Church', 1400, 1400);
const FAR_SHORE = placeAt('Far Shore', 5000, 600);
const LUNDY = placeAt('Lundy', 400, 10_400);
const OUT_AT_SEA = placeAt('Wolf Rock', 900, 4500);
const ATLANTIC = placeAt('Atlantic', -90_000, 0);

/** For questions that have nothing to do with the process. */
const valhalla = createValhallaEngine({ tilesFolder, dataVersion: 'tiny' });
let engine: ReturnType<typeof createValhallaEngine>;
const start = (idleMilliseconds?: number) => {
  engine = createValhallaEngine({ tilesFolder, dataVersion: 'tiny', idleMilliseconds });
  return engine;
};

beforeAll(async () => {
  await buildValhallaTiles({ pbfPath: writeTinyRoads(folder), tilesFolder });
});
afterEach(() => engine?.close());
afterAll(async () => {
  await valhalla.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a matrix from Valhalla', () => {
  it('holds seconds and metres along the streets, in the order asked', async () => {
    const matrix = await valhalla.matrix({ from: [HOME, CHURCH], to: [CHURCH, HOME] });
    expect(matrix.from).toEqual(['home', 'church']);
    expect(matrix.source).toEqual({ engine: 'valhalla', dataVersion: 'tiny', isEstimate: false });
    expect(metresAt(matrix, 0, 0)).toBeCloseTo(2000, -1);
    expect(metresAt(matrix, 0, 1)).toBe(0);
    // 2 km at the 35 km/h of a residential street, four turns or fewer.
    expect(secondsAt(matrix, 0, 0)).toBeGreaterThan(2000 / (35 / 3.6));
    expect(secondsAt(matrix, 0, 0)).toBeLessThan(2000 / (35 / 3.6) + 60);
  });

  it('takes the ferry, with its wait once', async () => {
    const matrix = await valhalla.matrix({ from: [HOME], to: [FAR_SHORE] });
    expect(metresAt(matrix, 0, 0)).toBeCloseTo(5600, -2);
    // 600 s of wait, 360 s of crossing (told to the kilometre an hour), and 4.6 km of road.
    expect(secondsAt(matrix, 0, 0)).toBeGreaterThan(1250);
    expect(secondsAt(matrix, 0, 0)).toBeLessThan(1500);
  });

  it('leaves places without a way UNREACHABLE and answers for all others', async () => {
    const places = [HOME, LUNDY, OUT_AT_SEA, ATLANTIC];
    const matrix = await valhalla.matrix({ from: places, to: places });
    const reached = [...matrix.seconds].map((seconds) => (seconds === Infinity ? '-' : 'x')).join('');
    expect(reached).toBe(['x---', '-x--', '----', '----'].join(''));
    expect(matrix.metres[1]).toBe(Infinity);
  });

  it('is empty, without starting anything, when there is nothing to ask', async () => {
    const matrix = await start().matrix({ from: [HOME], to: [] });
    expect(matrix.seconds).toHaveLength(0);
    expect(engine.pid()).toBeUndefined();
  });

  it('larger than one chunk agrees with its parts, and tells its progress', async () => {
    const many = Array.from({ length: 60 }, (_, i) => placeAt(`P${i}`, (i * 31) % 1800, (i * 57) % 1800));
    const shares: number[] = [];
    const whole = await valhalla.matrix({ from: many, to: many, onProgress: (share) => shares.push(share) });
    const part = await valhalla.matrix({ from: many.slice(50), to: many.slice(0, 10) });
    expect(shares).toEqual([0, 0.25, 0.5, 0.75, 1]);
    for (const [i, j] of [
      [0, 9],
      [9, 0],
      [4, 4],
    ]) {
      expect(secondsAt(whole, 50 + i, j)).toBe(secondsAt(part, i, j));
    }
    expect(whole.seconds.every(Number.isFinite)).toBe(true);
  });
});

describe('ways on foot from Valhalla', () => {
  it('take a footpath that a van cannot, and no steps', async () => {
    const bySteps = [placeAt('A', 1450, 0), placeAt('B', 1800, 350)];
    const byPath = [placeAt('C', 1450, 1800), placeAt('D', 1800, 1450)];
    const walked = async ([a, b]: RoutePoint[]) =>
      (await valhalla.onFoot?.matrix({ from: [a], to: [b] }))?.metres[0];
    const driven = async ([a, b]: RoutePoint[]) => (await valhalla.matrix({ from: [a], to: [b] })).metres[0];
    // 150 m of street before and after the diagonal of 200 m × 200 m, or the two sides of it.
    expect(await walked(byPath)).toBeCloseTo(583, -1);
    expect(await driven(byPath)).toBeCloseTo(700, -1);
    expect(await walked(bySteps)).toBeCloseTo(700, -1);
  });

  it('are walked at about 5 km/h, and leave places without a way UNREACHABLE', async () => {
    const matrix = await valhalla.onFoot?.matrix({ from: [HOME], to: [CHURCH, LUNDY] });
    expect(matrix?.source).toEqual({ engine: 'valhalla', dataVersion: 'tiny', isEstimate: false });
    expect(matrix?.metres[0]).toBeCloseTo(2000, -1);
    expect((matrix?.metres[0] ?? 0) / (matrix?.seconds[0] ?? 0)).toBeCloseTo(5.1 / 3.6, 1);
    expect(matrix?.seconds[1]).toBe(Infinity);
  });
});

describe('locating places with Valhalla', () => {
  it('knows no tracks, passes over scraps of road, and tells the straight line to the street', async () => {
    const farm = placeAt('Farm', -700, 0);
    const carPark = placeAt('Car Park', 850, 1905);
    const [onTrack, onScrap] = await valhalla.locate([farm, carPark]);
    expect(onTrack.metres).toBeCloseTo(700, -1);
    expect(onScrap.metres).toBeCloseTo(105, -1);
  });

  it('passes over a paved road that hangs on a track, and takes a track signed for cars', async () => {
    const yard = placeAt('Yard', -1000, 200);
    const cottage = placeAt('Cottage', -800, 1805);
    const [behindTrack, onSigned] = await valhalla.locate([yard, cottage]);
    expect(behindTrack.metres).toBeCloseTo(1000, -2);
    expect(onSigned.metres).toBeCloseTo(5, 0);
    const matrix = await valhalla.matrix({ from: [yard, cottage], to: [HOME] });
    // From the street west of Home; and 800 m of service road and 1.8 km of street.
    expect(metresAt(matrix, 0, 0)).toBeCloseTo(600, -2);
    expect(metresAt(matrix, 1, 0)).toBeCloseTo(2600, -2);
    expect(secondsAt(matrix, 0, 0)).toBeLessThan(120);
    expect(secondsAt(matrix, 1, 0)).toBeLessThan(400);
  });

  it('names what is far from any road, and says when none is within reach', async () => {
    const [sea, atlantic] = await valhalla.locate([OUT_AT_SEA, ATLANTIC]);
    expect(sea).toMatchObject({ id: 'wolf-rock' });
    expect(sea.metres).toBeCloseTo(2700, -2);
    expect(atlantic).toEqual({ id: 'atlantic', lonLat: null, metres: Infinity });
    expect(await valhalla.locate([])).toEqual([]);
  });
});

describe('a route from Valhalla', () => {
  it('tells each leg in British English, ferry included', async () => {
    const route = await valhalla.route([HOME, FAR_SHORE, HOME]);
    expect(route.legs).toHaveLength(2);
    const texts = route.legs[0].instructions.map((instruction) => instruction.text);
    expect(texts[0]).toBe('Head north on Column 3');
    expect(texts).toContain('Take the Carrick Ferry');
    expect(texts.at(-1)).toBe('Arrive at Far Shore');
    const sum = route.legs[0].instructions.reduce((metres, line) => metres + line.metres, 0);
    expect(sum).toBeCloseTo(route.legs[0].metres, -1);
    expect(route.line.length).toBeGreaterThan(5);
  });

  it('names the places that have no way between them', async () => {
    await expect(valhalla.route([HOME, CHURCH, LUNDY])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROUTE',
      message: expect.stringContaining('between Church and Lundy'),
    });
  });

  it('names a place that is off the road', async () => {
    await expect(valhalla.route([HOME, OUT_AT_SEA])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROAD',
      message: expect.stringContaining('Wolf Rock'),
    });
  });
});

describe("Valhalla's process", () => {
  const isRunning = (pid: number) => {
    try {
      // A killed process may still be listed until it is collected; then it is a zombie.
      if (process.platform === 'linux') return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const gone = async (pid: number | undefined) => {
    for (let tries = 0; pid !== undefined && isRunning(pid) && tries < 200; tries++) await delay(25);
    return pid !== undefined && !isRunning(pid);
  };

  it('is started with the first question and ended when idle, and starts again', async () => {
    start(100);
    expect(engine.pid()).toBeUndefined();
    await engine.locate([HOME]);
    const first = engine.pid();
    expect(first).toBeTypeOf('number');
    expect(await gone(first)).toBe(true);
    expect(engine.pid()).toBeUndefined();
    expect(await engine.locate([HOME])).toHaveLength(1);
    expect(engine.pid()).not.toBe(first);
  });

  it('that dies at work is told, and the next question has a new one', async () => {
    start();
    await engine.locate([HOME]);
    // The question about the first chunk is put right after this is told.
    const onProgress = () => setTimeout(() => process.kill(engine.pid() as number, 'SIGKILL'), 0);
    const answer = engine.matrix({ from: manyPlaces(50), to: manyPlaces(50), onProgress });
    await expect(answer).rejects.toMatchObject({
      code: 'ENGINE_CRASHED',
      message: expect.stringContaining('SIGKILL'),
    });
    expect((await engine.matrix({ from: [HOME], to: [CHURCH] })).seconds[0]).toBeGreaterThan(0);
  });

  it('that died while idle is not noticed by the next question', async () => {
    start();
    await engine.locate([HOME]);
    const pid = engine.pid() as number;
    process.kill(pid, 'SIGKILL');
    while (engine.pid() !== undefined) await delay(25);
    expect(await engine.locate([HOME])).toHaveLength(1);
  });

  it('is killed when its work is cancelled, and questions behind it are answered by a new one', async () => {
    start();
    await engine.locate([HOME]);
    const pid = engine.pid();
    const controller = new AbortController();
    let behind: Promise<{ seconds: Float64Array }> | undefined;
    // The question about the only chunk is put right after this is told.
    const onProgress = () =>
      setTimeout(() => {
        behind ??= engine.matrix({ from: [HOME], to: [CHURCH] });
        controller.abort();
      }, 0);
    const places = manyPlaces(50);
    const cancelled = engine.matrix({ from: places, to: places, onProgress, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect((await behind)?.seconds[0]).toBeGreaterThan(0);
    expect(engine.pid()).not.toBe(pid);
    expect(await gone(pid)).toBe(true);
  });

  it('is not started for work that was cancelled before', async () => {
    const matrix = start().matrix({ from: [HOME], to: [CHURCH], signal: AbortSignal.abort() });
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect(engine.pid()).toBeUndefined();
  });

  it('ends when the engine is closed, and the engine answers no more', async () => {
    await start().locate([HOME]);
    const pid = engine.pid();
    await engine.close();
    expect(await gone(pid)).toBe(true);
    await expect(engine.locate([HOME])).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('does not outlive a program that is killed, nor keep one from ending', async () => {
    const script = join(folder, 'asks.mts');
    const engineFile = join(import.meta.dirname, '../../server/engines/valhalla.ts');
    writeFileSync(
      script,
      `import { createValhallaEngine } from ${JSON.stringify(engineFile)};
       const engine = createValhallaEngine(${JSON.stringify({ tilesFolder, dataVersion: 'tiny' })});
       await engine.locate([{ id: 'home', name: 'Home', lonLat: [${HOME.lonLat}] }]);
       console.log(engine.pid());
       if (process.argv[2] === 'stay') setInterval(() => {}, 1000);`,
    );
    const run = (argument: string) =>
      spawn(process.execPath, ['--import', 'tsx', script, argument], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: join(import.meta.dirname, '../..'),
      });
    const ends = run('leave');
    const code = await new Promise((done) => ends.on('close', done));
    expect(code).toBe(0);
    const stays = run('stay');
    const pid = Number(await new Promise((done) => stays.stdout.once('data', done)));
    expect(isRunning(pid)).toBe(true);
    stays.kill('SIGKILL');
    expect(await gone(pid)).toBe(true);
  });

  it('closed at work ends that work as cancelled', async () => {
    start();
    await engine.locate([HOME]);
    const onProgress = () => setTimeout(() => engine.close(), 0);
    const answer = engine.matrix({ from: manyPlaces(50), to: manyPlaces(50), onProgress });
    await expect(answer).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('tells damaged tiles', async () => {
    const tiles = join(folder, 'damaged');
    cpSync(tilesFolder, tiles, { recursive: true });
    for (const name of readdirSync(tiles, { recursive: true }) as string[]) {
      if (name.endsWith('.gph')) truncateSync(join(tiles, name), 300);
    }
    const damagedEngine = createValhallaEngine({ tilesFolder: tiles, dataVersion: 'damaged' });
    const matrix = damagedEngine.matrix({ from: [HOME], to: [CHURCH] });
    await expect(matrix).rejects.toMatchObject({
      message: expect.stringContaining('import the region again'),
    });
    await damagedEngine.close();
  });

  it('is not asked when the tiles are gone: it would find that nothing can be reached', async () => {
    const tiles = join(folder, 'nowhere');
    const lost = createValhallaEngine({ tilesFolder: tiles, dataVersion: 'none' });
    await expect(lost.matrix({ from: [HOME], to: [CHURCH] })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining(tiles),
    });
  });
});

describe('building tiles', () => {
  const build = (pbfPath: string, more: { signal?: AbortSignal } = {}) =>
    buildValhallaTiles({ pbfPath, tilesFolder, ...more });
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const pbf = tinyRoadsAsPbf();
  const damaged = (whole: Uint8Array) => Buffer.from(whole).fill(0x55, 600, 620);
  const roadless = sampleRoadsAsPbf({
    nodes: [{ osmId: 1, id: null, name: '', lonLat: HOME.lonLat }],
    ways: [],
  });
  const tracksOnly = sampleRoadsAsPbf({
    nodes: [HOME, CHURCH].map(({ lonLat }, i) => ({ osmId: i + 1, id: null, name: '', lonLat })),
    ways: [{ osmId: 1, id: 'way.1', tags: { highway: 'track' }, nodeIds: [1, 2] }],
  });

  it.each([
    [
      'cut short',
      () => write('cut.osm.pbf', pbf.subarray(0, pbf.length - 200)),
      /^cut\.osm\.pbf ends in the middle.*download it again/,
    ],
    [
      'a web page',
      () => write('page.osm.pbf', '<!doctype html><h1>404</h1>'),
      /^page\.osm\.pbf is not an OpenStreetMap extract/,
    ],
    ['damaged inside', () => write('bad.osm.pbf', damaged(pbf)), /^bad\.osm\.pbf .*or it is damaged/],
    ['without any road', () => write('sea.osm.pbf', roadless), /^sea\.osm\.pbf holds no road/],
    ['all tracks', () => write('farm.osm.pbf', tracksOnly), /^farm\.osm\.pbf holds no road/],
    ['empty', () => write('empty.osm.pbf', ''), /^empty\.osm\.pbf .*download it again/],
    ['missing', () => join(folder, 'none.osm.pbf'), /^There is no file .*none\.osm\.pbf/],
    ['a folder', () => folder, /^There is no file/],
  ])('from an extract that is %s is refused, and the tiles before it stay', async (_what, path, words) => {
    await expect(build(path())).rejects.toMatchObject({
      code: 'ENGINE_EXTRACT',
      message: expect.stringMatching(words),
    });
    expect(await start().locate([HOME])).toMatchObject([{ metres: 0 }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('tiles'))).toEqual(['tiles']);
  });

  it('stops when cancelled and leaves nothing half-made', async () => {
    const controller = new AbortController();
    const built = build(write('whole.osm.pbf', pbf), { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(built).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect(readdirSync(folder).filter((name) => name.startsWith('tiles'))).toEqual(['tiles']);
  });

  it('tells its progress from 0 to 1', async () => {
    const shares: number[] = [];
    const pbfPath = write('whole.osm.pbf', pbf);
    await buildValhallaTiles({ pbfPath, tilesFolder, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(5);
  });
});

/** The one complete county with real roads, when it is at hand. */
const RUTLAND = join(import.meta.dirname, '../../../shared/data/rutland/rutland-2021.osm.pbf');
describe.skipIf(!existsSync(RUTLAND))('on the roads of Rutland (skipped without the reference data)', () => {
  it('Oakham to Uppingham is some 10.2 km and ten minutes', async () => {
    const rutland = join(folder, 'rutland');
    await buildValhallaTiles({ pbfPath: RUTLAND, tilesFolder: rutland });
    const roads = createValhallaEngine({ tilesFolder: rutland, dataVersion: 'rutland' });
    const place = (id: string, lon: number, lat: number) =>
      ({ id, name: id, lonLat: [lon, lat] }) as unknown as RoutePoint;
    const [oakham, uppingham] = [place('Oakham', -0.7288, 52.6703), place('Uppingham', -0.7222, 52.5885)];
    const matrix = await roads.matrix({ from: [oakham], to: [uppingham] });
    const route = await roads.route([oakham, uppingham]);
    await roads.close();
    expect(matrix.metres[0]).toBeGreaterThan(9700);
    expect(matrix.metres[0]).toBeLessThan(10_700);
    expect(matrix.seconds[0]).toBeGreaterThan(480);
    expect(matrix.seconds[0]).toBeLessThan(690);
    expect(Math.abs(route.legs[0].seconds - matrix.seconds[0])).toBeLessThan(5);
    expect(route.legs[0].instructions.map((line) => line.text)).toContain('Turn right on to the A6003');
  });
});

function manyPlaces(count: number): RoutePoint[] {
  return Array.from({ length: count }, (_, i) => placeAt(`P${i}`, (i * 31) % 1800, (i * 57) % 1800));
}
