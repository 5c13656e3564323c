import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildRoads } from '../../server/engines/buildRoads.ts';
import { chooseEngine } from '../../server/engines/chooseEngine.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { StandInBinding } from './support/standInBinding.ts';
import { type StandInOsrm, startStandInOsrm } from './support/standInOsrm.ts';
import { writeTinyRoads } from './support/tinyRoads.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-choose-'));
const withTiles = join(folder, 'tiles');
const withBoth = join(folder, 'both');
const bare = join(folder, 'bare');
const noBinding = async () => ({ missing: 'the optional package is not installed' });
const withBinding = async () => ({ binding: StandInBinding });

let server: StandInOsrm | undefined;
beforeAll(async () => {
  const pbfPath = writeTinyRoads(folder);
  await buildRoads({ pbfPath, roadsFolder: withTiles, routingEngine: 'valhalla' });
  await buildRoads({ pbfPath, roadsFolder: withBoth, routingEngine: 'valhalla' });
  mkdirSync(join(withBoth, 'osrm'));
  writeFileSync(join(withBoth, 'osrm', 'region.osrm.mldgr'), '');
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choose = (options: Partial<Parameters<typeof chooseEngine>[0]>) =>
  chooseEngine({ roadsFolder: bare, dataVersion: 'extract-1', loadBinding: noBinding, ...options });

describe('choosing the engine', () => {
  it('takes OSRM over HTTP when OSRM_URL is set, with the version of its data', async () => {
    server = await startStandInOsrm({ dataVersion: 'england-2026' });
    const { engine, reason } = await choose({ osrmUrl: server.url, roadsFolder: withBoth });
    expect(engine.source).toEqual({ engine: 'osrm-http', dataVersion: 'england-2026', isEstimate: false });
    expect(reason).toBe(`Road times come from OSRM at ${server.url}, because OSRM_URL is set`);
  });

  it('takes OSRM in process when package and graph are there', async () => {
    const { engine, reason } = await choose({ roadsFolder: withBoth, loadBinding: withBinding });
    expect(engine.source).toEqual({ engine: 'osrm', dataVersion: 'extract-1', isEstimate: false });
    expect(reason).toContain('OSRM, in this program');
  });

  it('takes Valhalla when there are tiles, and says why not OSRM', async () => {
    const { engine, reason } = await choose({ roadsFolder: withBoth });
    expect(engine.source.engine).toBe('valhalla');
    expect(reason).toContain('because the optional package is not installed');
    const noGraph = await choose({ roadsFolder: withTiles, loadBinding: withBinding });
    expect(noGraph.engine.source.engine).toBe('valhalla');
  });

  it('falls to the estimate, which is marked, and says why', async () => {
    const sentences: string[] = [];
    const { engine, reason } = await choose({ log: (sentence) => sentences.push(sentence) });
    expect(engine.source).toMatchObject({ engine: 'estimate', isEstimate: true });
    expect(reason).toContain('the region has no road graph for Valhalla');
    expect(sentences).toEqual([reason]);
  });
});

describe('an OSRM_URL', () => {
  it('that does not answer is an error, though Valhalla is there', async () => {
    server = await startStandInOsrm();
    const { url } = server;
    await server.close();
    await expect(choose({ osrmUrl: url, roadsFolder: withTiles })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining(url),
    });
  });

  it('that is another web site is an error', async () => {
    server = await startStandInOsrm({ instead: () => ({ status: 200, body: '<html>Welcome' }) });
    await expect(choose({ osrmUrl: server.url })).rejects.toMatchObject({ code: 'ENGINE_ANSWER' });
  });

  it('whose server finds no road near the test place is fine', async () => {
    server = await startStandInOsrm({ snapMetres: () => null });
    const { engine } = await choose({ osrmUrl: server.url });
    expect(engine.source).toMatchObject({ engine: 'osrm-http', dataVersion: 'extract-1' });
  });

  it('is not asked when ROUTING_ENGINE names another engine', async () => {
    server = await startStandInOsrm();
    const { engine, reason } = await choose({ osrmUrl: server.url, routingEngine: 'estimate' });
    expect(engine.source.engine).toBe('estimate');
    expect(reason).toContain('because ROUTING_ENGINE says so');
    expect(server.requests).toEqual([]);
  });
});

describe('an OSRM_FOOT_URL', () => {
  it('gives the walks beside any engine for the drives, at the profile foot', async () => {
    server = await startStandInOsrm({ dataVersion: 'paths-2026' });
    const { engine, reason } = await choose({ osrmFootUrl: server.url, routingEngine: 'estimate' });
    expect(engine.source.engine).toBe('estimate');
    expect(engine.onFoot?.source).toEqual({
      engine: 'osrm-http',
      dataVersion: 'paths-2026',
      isEstimate: false,
    });
    expect(reason).toContain(`walks come from OSRM at ${server.url}, because OSRM_FOOT_URL is set`);
    const places = [{ id: 'a', name: 'A', lonLat: lonLat(-5, 50) }];
    expect([...((await engine.onFoot?.matrix({ from: places, to: places }))?.seconds ?? [])]).toEqual([0]);
    expect(server.requests.at(-1)).toMatch(/^\/table\/v1\/foot\//);
  });

  it('comes before the engine’s own ways on foot, and without it an OSRM has none', async () => {
    server = await startStandInOsrm({ dataVersion: 'paths-2026' });
    const beside = await choose({ osrmFootUrl: server.url, roadsFolder: withTiles });
    expect(beside.engine.source.engine).toBe('valhalla');
    expect(beside.engine.onFoot?.source.engine).toBe('osrm-http');
    expect((await choose({ roadsFolder: withTiles })).engine.onFoot?.source.engine).toBe('valhalla');
    expect((await choose({ osrmUrl: server.url })).engine.onFoot).toBeUndefined();
  });

  it('that does not answer is an error that names it', async () => {
    server = await startStandInOsrm();
    const { url } = server;
    await server.close();
    await expect(choose({ osrmFootUrl: url })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringMatching(/check OSRM_FOOT_URL$/),
    });
    await expect(choose({ osrmFootUrl: 'foot' })).rejects.toMatchObject({
      code: 'ENGINE_CONFIGURATION',
      message: expect.stringMatching(/^OSRM_FOOT_URL is not the address/),
    });
  });
});

describe('ROUTING_ENGINE', () => {
  it('overrides the order', async () => {
    const options = { roadsFolder: withBoth, loadBinding: withBinding };
    expect((await choose({ ...options, routingEngine: 'valhalla' })).engine.source.engine).toBe('valhalla');
    expect((await choose({ ...options, routingEngine: 'osrm' })).engine.source.engine).toBe('osrm');
    expect((await choose({ ...options, routingEngine: 'estimate' })).engine.source.engine).toBe('estimate');
    expect((await choose({ ...options, routingEngine: ' ' })).engine.source.engine).toBe('osrm');
  });

  it.each([
    ['osrm-http', 'OSRM_URL is not set'],
    ['osrm', 'the optional package is not installed'],
    ['valhalla', 'the region has no road graph for Valhalla'],
  ])('%s is an error when it is not there', async (routingEngine, words) => {
    await expect(choose({ routingEngine })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining(words),
    });
  });

  it('refuses a name it does not know and lists those it does', async () => {
    await expect(choose({ routingEngine: 'graphhopper' })).rejects.toMatchObject({
      code: 'ENGINE_CONFIGURATION',
      message: expect.stringContaining('osrm-http, osrm, valhalla and estimate'),
    });
  });
});

describe('building roads', () => {
  it('builds nothing for the estimate and for OSRM over HTTP', async () => {
    for (const routingEngine of ['estimate', 'osrm-http']) {
      const asked = { pbfPath: join(folder, 'none.osm.pbf'), roadsFolder: bare, routingEngine };
      expect(await buildRoads(asked)).toEqual({ engines: [] });
    }
  });

  it('clears away a graph of another engine, which would be of older roads', async () => {
    const roadsFolder = join(folder, 'again');
    mkdirSync(join(roadsFolder, 'osrm'), { recursive: true });
    writeFileSync(join(roadsFolder, 'osrm', 'region.osrm.mldgr'), '');
    const pbfPath = join(folder, 'tiny.osm.pbf');
    expect(await buildRoads({ pbfPath, roadsFolder, routingEngine: 'valhalla' })).toEqual({
      engines: ['valhalla'],
    });
    const { engine } = await choose({ roadsFolder, loadBinding: withBinding });
    expect(engine.source.engine).toBe('valhalla');
  });
});
