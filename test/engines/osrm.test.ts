import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { metresAt, secondsAt } from '../../server/core/travelMatrix.ts';
import type { RoutePoint } from '../../server/engines/engine.ts';
import { createOsrmEngine } from '../../server/engines/osrm.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { type StandInOptions, type StandInOsrm, startStandInOsrm } from './support/standInOsrm.ts';

let server: StandInOsrm;
afterEach(() => server?.close());

const place = (name: string, lon: number, lat: number): RoutePoint => ({
  id: name.toLowerCase(),
  name,
  lonLat: lonLat(lon, lat),
});
const TRURO = place('Truro', -5.05, 50.26);
const FALMOUTH = place('Falmouth', -5.07, 50.15);
const NEWQUAY = place('Newquay', -5.08, 50.41);
/** Places along a parallel, a hundredth of a degree (40 seconds) apart. */
const row = (count: number, lat: number, name: string): RoutePoint[] =>
  Array.from({ length: count }, (_, i) => place(`${name} ${i}`, -5 + i / 100, lat));

async function engineAt(options: StandInOptions = {}, more: object = {}) {
  server = await startStandInOsrm(options);
  return createOsrmEngine({ url: server.url, sleep: async () => undefined, ...more });
}

describe('a matrix from OSRM over HTTP', () => {
  it('holds seconds and metres in the order asked', async () => {
    const engine = await engineAt();
    const matrix = await engine.matrix({ from: [TRURO, NEWQUAY], to: [FALMOUTH, TRURO, NEWQUAY] });
    expect(matrix.from).toEqual(['truro', 'newquay']);
    expect(matrix.to).toEqual(['falmouth', 'truro', 'newquay']);
    expect([...matrix.seconds]).toEqual([960, 0, 1320, 2120, 1320, 0]);
    expect([...matrix.metres]).toEqual([9600, 0, 13_200, 21_200, 13_200, 0]);
    expect(matrix.source).toEqual({ engine: 'osrm-http', dataVersion: 'unknown', isEstimate: false });
  });

  it('asks exactly as the HTTP API says', async () => {
    const engine = await engineAt();
    await engine.matrix({ from: [TRURO], to: [FALMOUTH, NEWQUAY] });
    expect(server.requests).toEqual([
      '/table/v1/driving/-5.050000,50.260000;-5.070000,50.150000;-5.080000,50.410000' +
        '?sources=0&destinations=1;2&annotations=duration,distance&generate_hints=false',
    ]);
  });

  it('is empty without a question when there is nothing to ask', async () => {
    const engine = await engineAt();
    const matrix = await engine.matrix({ from: [], to: [TRURO] });
    expect(matrix.seconds).toHaveLength(0);
    expect(matrix.to).toEqual(['truro']);
    expect(server.requests).toEqual([]);
  });

  it('answers for the same place twice', async () => {
    const engine = await engineAt();
    const matrix = await engine.matrix({ from: [TRURO, TRURO], to: [FALMOUTH] });
    expect([...matrix.seconds]).toEqual([960, 960]);
  });

  it('leaves UNREACHABLE where there is no way, and keeps the row', async () => {
    const engine = await engineAt({ isCutOff: ([lon]) => lon === -5.08 });
    const matrix = await engine.matrix({ from: [TRURO, NEWQUAY], to: [FALMOUTH] });
    expect([...matrix.seconds]).toEqual([960, Infinity]);
    expect([...matrix.metres]).toEqual([9600, Infinity]);
  });

  it('counts a place exactly 2 km from a road, and no further one', async () => {
    const snapMetres = ([lon]: readonly number[]) => (lon === -5.05 ? 2000 : lon === -5.08 ? 2000.1 : 3);
    const engine = await engineAt({ snapMetres });
    const matrix = await engine.matrix({ from: [TRURO, NEWQUAY], to: [FALMOUTH, NEWQUAY] });
    expect([...matrix.seconds]).toEqual([960, Infinity, Infinity, Infinity]);
  });

  it('leaves out a place for which the server finds no segment, and keeps it UNREACHABLE', async () => {
    const engine = await engineAt({ snapMetres: ([lon]) => (lon === -5.08 ? null : 3) });
    const matrix = await engine.matrix({ from: [NEWQUAY, TRURO], to: [FALMOUTH, NEWQUAY] });
    expect([...matrix.seconds]).toEqual([Infinity, Infinity, 960, Infinity]);
  });

  it('takes the data version from the answers', async () => {
    const engine = await engineAt({ dataVersion: '2026-11-01' }, { dataVersion: 'configured' });
    const matrix = await engine.matrix({ from: [TRURO], to: [FALMOUTH] });
    expect(matrix.source.dataVersion).toBe('2026-11-01');
    expect(engine.source.dataVersion).toBe('2026-11-01');
  });

  it('refuses a matrix made partly from other road data', async () => {
    const engine = await engineAt({ maxTableSize: 1 });
    server.options.instead = () => {
      server.options.dataVersion = String(server.requests.length);
      return undefined;
    };
    const asked = { from: [TRURO], to: [FALMOUTH, NEWQUAY] };
    await expect(engine.matrix(asked)).rejects.toMatchObject({ code: 'ENGINE_DATA_CHANGED' });
  });
});

describe('large matrices', () => {
  it('are asked in tables of at most 100 × 100 and put together again', async () => {
    const engine = await engineAt();
    const from = row(337, 50.1, 'From');
    const to = row(420, 50.2, 'To');
    const matrix = await engine.matrix({ from, to });
    for (const [i, j] of [
      [0, 0],
      [336, 419],
      [84, 300],
      [200, 17],
    ]) {
      expect(secondsAt(matrix, i, j)).toBeCloseTo(800 + 40 * Math.abs(i - j), 6);
      expect(metresAt(matrix, i, j)).toBeCloseTo(8000 + 400 * Math.abs(i - j), 6);
    }
    expect(matrix.seconds.every(Number.isFinite)).toBe(true);
    expect(server.requests).toHaveLength(15);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(8);
    expect(Math.max(...server.requests.map((path) => path.length))).toBeLessThan(7000);
    expect(engine.maxTableSize).toBe(100);
  });

  it('are halved when the server says TooBig, and the size is remembered', async () => {
    const engine = await engineAt({ maxTableSize: 29 });
    const asked = { from: row(60, 50.1, 'From'), to: row(60, 50.2, 'To') };
    const matrix = await engine.matrix(asked);
    expect(secondsAt(matrix, 59, 0)).toBeCloseTo(800 + 40 * 59, 6);
    expect(matrix.seconds.every(Number.isFinite)).toBe(true);
    expect(engine.maxTableSize).toBe(25);
    const before = server.requests.length;
    await engine.matrix(asked);
    expect(server.requests.length - before).toBe(6);
  });

  it('work with a server that takes one pair at a time', async () => {
    const engine = await engineAt({ maxTableSize: 1 });
    const matrix = await engine.matrix({ from: row(3, 50.1, 'From'), to: row(2, 50.2, 'To') });
    expect([...matrix.seconds]).toEqual([800, 840, 840, 800, 880, 840]);
  });

  it('say what to raise when not even one pair is taken', async () => {
    const engine = await engineAt({ maxTableSize: 0 });
    await expect(engine.matrix({ from: [TRURO], to: [FALMOUTH] })).rejects.toMatchObject({
      code: 'ENGINE_LIMIT',
      message: expect.stringContaining('--max-table-size'),
    });
  });

  it('keep addresses short for one origin and a thousand destinations', async () => {
    const engine = await engineAt();
    const matrix = await engine.matrix({ from: [TRURO], to: row(1000, 50.2, 'To') });
    expect(matrix.seconds.every(Number.isFinite)).toBe(true);
    expect(Math.max(...server.requests.map((path) => path.length))).toBeLessThan(7000);
  });

  it('shorten the address when a proxy finds it too long', async () => {
    const engine = await engineAt({ maxUrlCharacters: 1200 });
    const matrix = await engine.matrix({ from: row(40, 50.1, 'From'), to: row(40, 50.2, 'To') });
    expect(matrix.seconds.every(Number.isFinite)).toBe(true);
  });

  it('start from the size given', async () => {
    const engine = await engineAt({}, { maxTableSize: 10 });
    await engine.matrix({ from: row(20, 50.1, 'From'), to: row(20, 50.2, 'To') });
    expect(server.requests).toHaveLength(4);
  });

  it('report progress that grows to one', async () => {
    const engine = await engineAt({}, { maxTableSize: 10 });
    const shares: number[] = [];
    const onProgress = (share: number) => shares.push(share);
    await engine.matrix({ from: row(20, 50.1, 'From'), to: row(20, 50.2, 'To'), onProgress });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });
});

describe('an old server', () => {
  it('that refuses distances is asked for durations only, from then on', async () => {
    const engine = await engineAt({ isOld: true });
    const matrix = await engine.matrix({ from: [TRURO], to: [FALMOUTH] });
    expect([...matrix.seconds]).toEqual([960]);
    expect([...matrix.metres]).toEqual([Infinity]);
    await engine.matrix({ from: [TRURO], to: [FALMOUTH] });
    expect(server.requests.filter((path) => path.includes('annotations'))).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
  });
});

describe('errors', () => {
  const ask = (engine: Awaited<ReturnType<typeof engineAt>>) =>
    engine.matrix({ from: [TRURO], to: [FALMOUTH] });

  it.each([
    ['InvalidUrl', 'ENGINE_CONFIGURATION'],
    ['InvalidService', 'ENGINE_CONFIGURATION'],
    ['InvalidVersion', 'ENGINE_CONFIGURATION'],
    ['InvalidOptions', 'ENGINE_REFUSED'],
    ['InvalidQuery', 'ENGINE_REFUSED'],
    ['InvalidValue', 'ENGINE_REFUSED'],
    ['NoSegment', 'ENGINE_NO_ROAD'],
    ['TooBig', 'ENGINE_LIMIT'],
    ['NoTable', 'ENGINE_NO_ROUTE'],
    ['NoRoute', 'ENGINE_NO_ROUTE'],
    ['DisabledDataset', 'ENGINE_CONFIGURATION'],
    ['NotImplemented', 'ENGINE_CONFIGURATION'],
    ['SomethingNew', 'ENGINE_REFUSED'],
    ['constructor', 'ENGINE_REFUSED'],
  ])('of OSRM come in our words: %s is %s', async (osrmCode, code) => {
    const body = JSON.stringify({ code: osrmCode, message: 'raw words' });
    const engine = await engineAt({ instead: () => ({ status: 400, body }) });
    const error = await ask(engine).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PlannerError', code, category: 'engine', details: { osrmCode } });
    expect((error as Error).message).not.toContain('raw words');
  });

  it.each([
    [
      'a web page',
      { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Hello' },
      'a web page',
    ],
    ['an empty answer', { body: '' }, 'an empty answer'],
    ['JSON that breaks off', { body: '{"code":"Ok","durations":[[0,' }, 'breaks off'],
    ['JSON of something else', { body: '{"status":"fine"}' }, 'without a "code"'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://osrm.example/' }, body: '' },
      'https://osrm.example/',
    ],
    ['a bad gateway', { status: 502, body: '<html>Bad gateway</html>' }, 'out of order (HTTP 502)'],
    ['too many requests', { status: 429, body: 'slow down' }, 'asked too much'],
    ['a log-in', { status: 401, body: '' }, 'user and password'],
  ])('from %s are told after one try', async (_what, answer, words) => {
    const engine = await engineAt({ instead: () => answer });
    await expect(ask(engine)).rejects.toMatchObject({
      code: 'ENGINE_ANSWER',
      message: expect.stringContaining(words),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['of another shape', { code: 'Ok', durations: [[1, 2]] }],
    ['missing', { code: 'Ok' }],
    ['not numbers', { code: 'Ok', durations: [['fast']] }],
    ['negative', { code: 'Ok', durations: [[-5]] }],
  ])('from a table that is %s are told', async (_what, answer) => {
    const engine = await engineAt({ instead: () => ({ body: JSON.stringify(answer) }) });
    await expect(ask(engine)).rejects.toMatchObject({ code: 'ENGINE_ANSWER' });
  });

  it.each([
    'not an address',
    'ftp://osrm.example',
    'http://osrm.example/route/v1/driving',
    'http://osrm.example/?key=secret',
  ])('refuse %s as OSRM_URL', (url) => {
    expect(() => createOsrmEngine({ url })).toThrow(
      expect.objectContaining({ code: 'ENGINE_CONFIGURATION' }),
    );
  });

  it('never tell the password in OSRM_URL, which is sent as HTTP Basic', async () => {
    server = await startStandInOsrm();
    const seen: (string | null)[] = [];
    const engine = createOsrmEngine({
      url: server.url.replace('http://', 'http://van:s3cret@'),
      fetch: (address, init) => {
        seen.push(new Headers(init?.headers).get('authorization'));
        return fetch(address, init);
      },
    });
    await ask(engine);
    expect(seen).toEqual(['Basic dmFuOnMzY3JldA==']);
    expect(engine.description).not.toContain('s3cret');
  });
});

describe('broken connections', () => {
  it('are tried again, each wait twice as long as the one before', async () => {
    const waits: number[] = [];
    const engine = await engineAt({ breakFirst: 2 }, { sleep: async (ms: number) => waits.push(ms) });
    const matrix = await engine.matrix({ from: [TRURO], to: [FALMOUTH] });
    expect([...matrix.seconds]).toEqual([960]);
    expect(waits).toEqual([250, 500]);
  });

  it('are given up after the tries allowed, with the address in the message', async () => {
    const engine = await engineAt({ breakFirst: 100 }, { retries: 2 });
    await expect(engine.matrix({ from: [TRURO], to: [FALMOUTH] })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining(server.url),
    });
    expect(server.requests).toHaveLength(3);
  });

  it('are told when nobody listens at the address', async () => {
    const engine = await engineAt({}, { retries: 1 });
    await server.close();
    await expect(engine.matrix({ from: [TRURO], to: [FALMOUTH] })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('with something that is no web server at all are told', async () => {
    const other = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    const engine = createOsrmEngine({ url: `http://127.0.0.1:${port}`, sleep: async () => undefined });
    const error = await engine.matrix({ from: [TRURO], to: [FALMOUTH] }).catch((caught) => caught);
    other.close();
    expect(error).toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
  });

  it('stop waiting when the server takes too long, without another try', async () => {
    const engine = await engineAt({ delayMilliseconds: 2000 }, { timeoutMs: 50 });
    await expect(engine.matrix({ from: [TRURO], to: [FALMOUTH] })).rejects.toMatchObject({
      code: 'ENGINE_TIMEOUT',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('ends a matrix under way', async () => {
    const engine = await engineAt({ delayMilliseconds: 2000 });
    const controller = new AbortController();
    const matrix = engine.matrix({ from: [TRURO], to: [FALMOUTH], signal: controller.signal });
    controller.abort();
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('before the start asks nothing', async () => {
    const engine = await engineAt();
    const signal = AbortSignal.abort();
    const matrix = engine.matrix({ from: [TRURO], to: [FALMOUTH], signal });
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect(server.requests).toEqual([]);
  });

  it('ends the wait before another try', async () => {
    const controller = new AbortController();
    const sleep = async () => controller.abort();
    const engine = await engineAt({ breakFirst: 100 }, { sleep });
    const matrix = engine.matrix({ from: [TRURO], to: [FALMOUTH], signal: controller.signal });
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a route from OSRM over HTTP', () => {
  it('has a line, and for each leg metres, seconds and turns with the stop named', async () => {
    const engine = await engineAt();
    const route = await engine.route([TRURO, FALMOUTH, NEWQUAY]);
    expect(route.line).toEqual([TRURO.lonLat, FALMOUTH.lonLat, NEWQUAY.lonLat]);
    expect(route.legs.map(({ metres, seconds }) => ({ metres, seconds }))).toEqual([
      { metres: 9600, seconds: 960 },
      { metres: 21_200, seconds: 2120 },
    ]);
    expect(route.legs[0].instructions).toEqual([
      { text: 'Head east on Fore Street', metres: 800, seconds: 80 },
      { text: 'Turn left on to the A390', metres: 8800, seconds: 880 },
      { text: 'Arrive at Falmouth, on the right', metres: 0, seconds: 0 },
    ]);
    expect(server.requests[0]).toContain('steps=true&geometries=geojson&overview=full');
  });

  it('names the two places that have no way between them', async () => {
    const engine = await engineAt({ isCutOff: (_from, to) => to[0] === -5.08 });
    await expect(engine.route([TRURO, FALMOUTH, NEWQUAY])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROUTE',
      message: expect.stringContaining('between Falmouth and Newquay'),
    });
  });

  it('names the place that OSRM only numbers', async () => {
    const engine = await engineAt({ snapMetres: ([lon]) => (lon === -5.07 ? null : 3) });
    await expect(engine.route([TRURO, FALMOUTH])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROAD',
      message: expect.stringContaining('near Falmouth'),
      details: { placeId: 'falmouth' },
    });
  });

  it('refuses a place that was snapped from more than 2 km', async () => {
    const engine = await engineAt({ snapMetres: ([lon]) => (lon === -5.07 ? 361_502 : 3) });
    await expect(engine.route([TRURO, FALMOUTH])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROAD',
      message: expect.stringContaining('Falmouth'),
    });
  });

  it('needs two places', async () => {
    const engine = await engineAt();
    await expect(engine.route([TRURO])).rejects.toMatchObject({ code: 'ENGINE_REFUSED' });
  });

  it('refuses an answer without legs or with an encoded line', async () => {
    const answers = [
      { code: 'Ok', routes: [] },
      { code: 'Ok', routes: [{ legs: [{}], geometry: 'abc' }] },
    ];
    for (const answer of answers) {
      const engine = await engineAt({ instead: () => ({ body: JSON.stringify(answer) }) });
      await expect(engine.route([TRURO, FALMOUTH])).rejects.toMatchObject({ code: 'ENGINE_ANSWER' });
      await server.close();
    }
  });
});

describe('locating places with OSRM', () => {
  it('tells the point on the road and its distance, in order', async () => {
    const engine = await engineAt({ snapMetres: ([lon]) => (lon === -5.08 ? null : 12.5) });
    expect(await engine.locate([TRURO, NEWQUAY])).toEqual([
      { id: 'truro', lonLat: [-5.05, 50.26], metres: 12.5 },
      { id: 'newquay', lonLat: null, metres: Infinity },
    ]);
  });

  it('asks nothing for no places', async () => {
    const engine = await engineAt();
    expect(await engine.locate([])).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});
