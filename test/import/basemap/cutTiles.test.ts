import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTiles } from '../../../server/import/basemap/cutTiles.ts';
import type { ShapeType } from '../../../server/import/basemap/encodeTile.ts';
import { collectShapes, type DrawingRule } from '../../../server/import/basemap/shapes.ts';
import type { Bounds } from '../../../server/shared/coordinates.ts';
import { type DrawnFeature, featuresIn } from '../../support/drawnTiles.ts';

/** Around the place where four tiles meet, of every zoom from 1. */
const MIDDLE: Bounds = [-20, -20, 20, 20];

const rule = (type: ShapeType, fields: Partial<DrawingRule> = {}): DrawingRule => ({
  style: { layer: 'test', type, properties: { kind: 'a' } },
  fromZoom: 0,
  toZoom: 14,
  leastPixels: 0,
  ...fields,
});
const path = (...points: [lon: number, lat: number][]) => Float64Array.from(points.flat());

/** Features by address `zoom/x/y`. */
async function cut(
  drawn: readonly [DrawingRule, ReturnType<typeof path>[]][],
  zooms: { minZoom: number; maxZoom: number },
  bounds = MIDDLE,
): Promise<Record<string, DrawnFeature[]>> {
  const shapes = collectShapes();
  for (const [how, paths] of drawn) shapes.add(how, paths);
  const tiles: Record<string, DrawnFeature[]> = {};
  for await (const { zoom, x, y, gzipped } of cutTiles(shapes, { ...zooms, boundsAt: () => bounds }))
    tiles[`${zoom}/${x}/${y}`] = featuresIn(gunzipSync(gzipped));
  return tiles;
}

describe('a shape cut into tiles', () => {
  it('is in each tile that it touches, with a buffer of 64 steps', async () => {
    const tiles = await cut([[rule('line'), [path([-10, 0], [10, 0])]]], { minZoom: 1, maxZoom: 1 });
    expect(Object.keys(tiles).sort()).toEqual(['1/0/0', '1/0/1', '1/1/0', '1/1/1']);
    // 10° are 10/180 of a tile of zoom 1: 228 of 4,096 steps.
    expect(tiles['1/0/0'][0].paths).toEqual([
      [
        [3868, 4096],
        [4160, 4096],
      ],
    ]);
    expect(tiles['1/1/1'][0].paths).toEqual([
      [
        [-64, 0],
        [228, 0],
      ],
    ]);
  });

  it('as an outline with a hole is closed along the edges, outer ring clockwise on the screen and hole against it', async () => {
    const square = (side: number) =>
      path([-side, -side], [side, -side], [side, side], [-side, side], [-side, -side]);
    const tiles = await cut([[rule('polygon'), [square(10), square(5)]]], { minZoom: 1, maxZoom: 1 });
    const [outer, hole] = tiles['1/1/1'][0].paths;
    expect(outer).toEqual(
      expect.arrayContaining([
        [-64, -64],
        [228, -64],
        [228, 229],
        [-64, 229],
      ]),
    );
    expect(Math.sign(twiceArea(outer))).toBe(1);
    expect(Math.sign(twiceArea(hole))).toBe(-1);
  });

  it('is left out where it covers less than its least number of pixels', async () => {
    // 1° by 1° at zoom 3 is 11.4 by 11.4 pixels: 130.
    const square = path([0, 0], [1, 0], [1, 1], [0, 1], [0, 0]);
    const zooms = { minZoom: 3, maxZoom: 3 };
    expect(Object.keys(await cut([[rule('polygon', { leastPixels: 129 }), [square]]], zooms))).not.toEqual(
      [],
    );
    expect(await cut([[rule('polygon', { leastPixels: 131 }), [square]]], zooms)).toEqual({});
  });

  it('is in the zooms of its rule, both ends included', async () => {
    const line = rule('line', { fromZoom: 2, toZoom: 3 });
    const tiles = await cut([[line, [path([1, 1], [9, 9])]]], { minZoom: 1, maxZoom: 4 });
    expect(new Set(Object.keys(tiles).map((address) => address[0]))).toEqual(new Set(['2', '3']));
  });

  it('loses what strays less than half a pixel, and keeps corners', async () => {
    const bent = path([0, 10], [5, 10.0001], [10, 10], [10, 19]);
    const tiles = await cut([[rule('line'), [bent]]], { minZoom: 2, maxZoom: 3 });
    expect(tiles['2/2/1'][0].paths[0]).toHaveLength(3);
  });

  it('is one feature with all others of its style; points stay apart', async () => {
    const [line, point] = [rule('line'), rule('point')];
    const tiles = await cut(
      [
        [line, [path([1, 1], [5, 1])]],
        [line, [path([1, 2], [5, 2])]],
        [point, [path([1, 1])]],
        [point, [path([2, 2])]],
      ],
      { minZoom: 1, maxZoom: 1 },
    );
    expect(tiles['1/1/0'].map(({ type, paths }) => [type, paths.length])).toEqual([
      [2, 2],
      [1, 1],
      [1, 1],
    ]);
  });

  it('covers the same ground in the tiles as before, whatever its form', async () => {
    const corner = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }));
    const stars = fc.array(corner, { minLength: 3, maxLength: 12 }).map((corners) => {
      const byAngle = [...corners].sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
      return path(...byAngle, byAngle[0]);
    });
    await fc.assert(
      fc.asyncProperty(stars, async (ring) => {
        const asked = { leastPixels: 0 };
        const one = await cut([[rule('polygon', asked), [ring]]], { minZoom: 0, maxZoom: 0 }, WORLD);
        const many = await cut([[rule('polygon', asked), [ring]]], { minZoom: 3, maxZoom: 3 }, WORLD);
        const whole = areaWithin(one['0/0/0'] ?? []) * 64;
        const pieces = Object.values(many).reduce((sum, features) => sum + areaWithin(features), 0);
        // Half a step along every edge of the coarser tile, eight times as large in the finer one.
        expect(Math.abs(whole - pieces)).toBeLessThan(12 * 4096 * 64);
      }),
      { seed: 20261124, numRuns: 60 },
    );
  });

  it('stops when the import is ended', async () => {
    const shapes = collectShapes();
    shapes.add(rule('line'), [path([0, 0], [1, 1])]);
    const signal = AbortSignal.abort();
    const tiles = cutTiles(shapes, { minZoom: 1, maxZoom: 1, boundsAt: () => MIDDLE, signal });
    await expect(tiles.next()).rejects.toThrow(expect.objectContaining({ code: 'IMPORT_CANCELLED' }));
  });
});

const WORLD: Bounds = [-180, -85, 180, 85];

function twiceArea(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Of the part of a tile's outlines without its buffer, by counting cells of 32 by 32 steps. */
function areaWithin(features: readonly DrawnFeature[]): number {
  const CELL = 32;
  let cells = 0;
  const rings = features.flatMap(({ paths }) => paths);
  for (let x = CELL / 2; x < 4096; x += CELL) {
    for (let y = CELL / 2; y < 4096; y += CELL) {
      let inside = false;
      for (const ring of rings) {
        for (const [i, [x1, y1]] of ring.entries()) {
          const [x2, y2] = ring[(i + 1) % ring.length];
          if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
        }
      }
      if (inside) cells++;
    }
  }
  return cells * CELL * CELL;
}
