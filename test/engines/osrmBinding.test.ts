import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createOsrmBindingEngine, findOsrmGraph, loadOsrmBinding } from '../../server/engines/osrmBinding.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { StandInBinding } from './support/standInBinding.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-binding-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  StandInBinding.seen.length = 0;
});

const place = (name: string, lon: number) => ({ id: name, name, lonLat: lonLat(lon, 50) });
const A = place('A', -5);
const B = place('B', -5.1);
const SCILLY = place('Scilly', -6);
const open = (graphPath = '/roads/region.osrm') =>
  createOsrmBindingEngine({ graphPath, binding: StandInBinding, dataVersion: 'v1' });

describe('OSRM in process', () => {
  it('opens the graph for MLD and gives a matrix in the common shape', async () => {
    const matrix = await open().matrix({ from: [A, SCILLY], to: [B, A] });
    expect([...matrix.seconds]).toEqual([400, 0, Infinity, Infinity]);
    expect([...matrix.metres]).toEqual([4000, 0, Infinity, Infinity]);
    expect(matrix.source).toEqual({ engine: 'osrm', dataVersion: 'v1', isEstimate: false });
    expect(StandInBinding.seen).toEqual([
      { path: '/roads/region.osrm', algorithm: 'MLD' },
      {
        coordinates: [
          [-5, 50],
          [-6, 50],
          [-5.1, 50],
          [-5, 50],
        ],
        sources: [0, 1],
        destinations: [2, 3],
        annotations: ['duration', 'distance'],
        generate_hints: false,
      },
    ]);
  });

  it('asks for large matrices in parts, with progress', async () => {
    const many = Array.from({ length: 150 }, (_, i) => place(`P${i}`, -5 + i / 1000));
    const shares: number[] = [];
    const matrix = await open().matrix({ from: many, to: many, onProgress: (share) => shares.push(share) });
    expect(matrix.seconds[149]).toBe(596);
    expect(shares).toEqual([1 / 3, 2 / 3, 1, 1]);
  });

  it('routes, and names the places without a way', async () => {
    const route = await open().route([A, B]);
    expect(route.legs[0].instructions.map((line) => line.text)).toEqual([
      'Head east on Fore Street',
      'Arrive at B',
    ]);
    await expect(open().route([A, SCILLY])).rejects.toMatchObject({
      code: 'ENGINE_NO_ROUTE',
      message: expect.stringContaining('between A and Scilly'),
    });
  });

  it('locates', async () => {
    expect(await open().locate([B])).toEqual([{ id: 'B', lonLat: [-5.1, 50], metres: 7.5 }]);
  });

  it('does not wait for an answer that was cancelled', async () => {
    const controller = new AbortController();
    const matrix = open().matrix({ from: [A], to: [B], signal: controller.signal });
    controller.abort();
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('tells a graph that cannot be opened', () => {
    expect(() => open('/missing/region.osrm')).toThrow(
      expect.objectContaining({
        code: 'ENGINE_UNAVAILABLE',
        message: expect.stringContaining('import the region again'),
      }),
    );
  });
});

describe('looking for the optional package', () => {
  const install = (name: string, content: string) => {
    const lib = join(folder, name, 'lib');
    mkdirSync(lib, { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), '{"type":"module"}');
    writeFileSync(join(lib, 'index.js'), content);
    return () => join(lib, 'index.js');
  };

  it('says that it is not installed', async () => {
    const resolve = () => {
      throw new Error('Cannot find module');
    };
    expect(await loadOsrmBinding(resolve)).toEqual({
      missing: 'the optional package @project-osrm/osrm is not installed',
    });
  });

  it('says that its binary does not load', async () => {
    const resolve = install('broken', 'throw new Error("node_osrm.node: cannot open shared object file")');
    expect(await loadOsrmBinding(resolve)).toEqual({
      missing: expect.stringContaining('does not load here (node_osrm.node: cannot open shared object file)'),
    });
  });

  it('finds the class and the folder of a package that is really there', async () => {
    const loaded = await loadOsrmBinding(install('good', 'export default class OSRM {}'));
    expect(loaded).toMatchObject({ packageFolder: join(folder, 'good'), binding: expect.any(Function) });
  });

  it('says that a package has no class', async () => {
    const loaded = await loadOsrmBinding(install('empty', 'export const nothing = 1;'));
    expect(loaded).toHaveProperty('missing');
  });
});

describe('looking for a graph', () => {
  it('finds a finished one and no other', () => {
    const graphs = join(folder, 'osrm');
    mkdirSync(graphs);
    writeFileSync(join(graphs, 'region.osrm.ebg'), '');
    expect(findOsrmGraph(graphs)).toBeUndefined();
    writeFileSync(join(graphs, 'region.osrm.mldgr'), '');
    expect(findOsrmGraph(graphs)).toBe(join(graphs, 'region.osrm'));
  });
});
