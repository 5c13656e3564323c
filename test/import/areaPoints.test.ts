import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostcodePoint } from '../../server/core/nouns.ts';
import type { Outline } from '../../server/import/areaFacts.ts';
import { innerPoint, withPoints } from '../../server/import/areaPoints.ts';
import { readAreas } from '../../server/import/areas.ts';
import { clustersOf } from '../../server/import/clusters.ts';
import { type LonLat, lonLat } from '../../server/shared/coordinates.ts';
import { at } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';

/** Places in metres east and north of Smallshire's corner. */
const places = (...metres: [number, number][]): LonLat[] => metres.map(([east, north]) => at(east, north));
const village = (east: number, north: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, i) => [east + (i % 4) * 50, north + Math.floor(i / 4) * 50]);
const weights = (clusters: readonly { weight: number }[]) => clusters.map((each) => each.weight);

describe('places that stand for several', () => {
  it('are one for a village', () => {
    expect(weights(clustersOf(places(...village(1000, 1000, 20))))).toEqual([1]);
  });

  it('are two for two villages 6 km apart, by their size, each in its village', () => {
    const clusters = clustersOf(places(...village(1000, 1000, 30), ...village(7000, 1000, 10)));
    expect(weights(clusters).sort()).toEqual([0.25, 0.75]);
    for (const { lonLat: place, weight } of clusters) {
      const [east] = weight === 0.75 ? at(1075, 1000) : at(7075, 1000);
      expect(Math.abs(place[0] - east)).toBeLessThan(0.003);
    }
  });

  it('are several along a road of 10 km, none of them between two houses', () => {
    const road = places(...Array.from({ length: 51 }, (_, i): [number, number] => [i * 200, 5000]));
    const clusters = clustersOf(road);
    expect(clusters.length).toBe(3);
    for (const { lonLat: place } of clusters) expect(road).toContainEqual(place);
  });

  it('are one within 2 km, and leave a farm at the end of a lane to its village', () => {
    expect(clustersOf(places([0, 0], [2000, 0], [0, 2000])).length).toBe(1);
    expect(weights(clustersOf(places(...village(1000, 1000, 40), [9000, 1000])))).toEqual([1]);
  });

  it('are at most five, with weights above 0 that add up to 1, and the same each time', () => {
    const metres = fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 }));
    fc.assert(
      fc.property(fc.array(metres, { minLength: 1, maxLength: 80 }), (all) => {
        const some = places(...all);
        const clusters = clustersOf(some);
        expect(clusters.length).toBeGreaterThanOrEqual(1);
        expect(clusters.length).toBeLessThanOrEqual(5);
        expect(weights(clusters).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...weights(clusters))).toBeGreaterThan(0);
        expect(clustersOf(some)).toEqual(clusters);
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
  });
});

describe('a point within an outline', () => {
  const polygon = (...ring: [number, number][]): Outline => ({
    type: 'Polygon',
    coordinates: [[...ring, ring[0]]],
  });
  /** A horseshoe: its centre of mass is in the gap. */
  const HORSESHOE = polygon([0, 50], [3, 50], [3, 53], [2, 53], [2, 51], [1, 51], [1, 53], [0, 53]);

  it('is its centre of mass where that is inside', () => {
    expect(innerPoint(polygon([0, 50], [2, 50], [2, 52], [0, 52]))).toEqual([1, 51]);
  });

  it.each([
    ['a horseshoe', HORSESHOE],
    [
      'a ring around a lake',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 50],
            [3, 50],
            [3, 53],
            [0, 53],
            [0, 50],
          ],
          [
            [1, 51],
            [1, 52],
            [2, 52],
            [2, 51],
            [1, 51],
          ],
        ],
      } satisfies Outline,
    ],
    [
      'the larger of two islands',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [5, 50],
              [5.1, 50],
              [5.1, 50.1],
              [5, 50],
            ],
          ],
          HORSESHOE.coordinates as number[][][],
        ],
      } satisfies Outline,
    ],
  ])('is never outside: %s', (_, outline) => {
    const [lon, lat] = innerPoint(outline);
    expect(booleanPointInPolygon([lon, lat], outline, { ignoreBoundary: true })).toBe(true);
  });

  it('is the first corner of an outline that encloses nothing', () => {
    expect(innerPoint(polygon([1, 50], [1, 50], [1, 50]))).toEqual([1, 50]);
  });
});

/** Two areas side by side, 8 km by 4 km each, as a map; the eastern one holds two villages. */
const corner = (east: number, north: number) => [...at(east, north)];
const box = (code: string, east: number) => ({
  type: 'Feature',
  properties: { LSOA21CD: code, LSOA21NM: `Area ${code}`, LONG: 99, LAT: 99 },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        corner(east, 0),
        corner(east + 8000, 0),
        corner(east + 8000, 4000),
        corner(east, 4000),
        corner(east, 0),
      ],
    ],
  },
});
const MAP = JSON.stringify({ type: 'FeatureCollection', features: [box('E01', 0), box('E02', 8000)] });
const AGES = 'LSOA21CD,0\nE01,10\nE02,20';
const unit = (i: number): string => `SM1 ${i % 10}A${String.fromCharCode(65 + Math.floor(i / 10))}`;
const postcodesAt = (...metres: [number, number][]): PostcodePoint[] =>
  metres.map(([east, north], i) => ({ postcode: unit(i), lonLat: at(east, north) }));

describe('areas with outlines', () => {
  const table = async () => (await readAreas([tempFile('ages.csv', AGES), tempFile('map.geojson', MAP)]))[0];

  it('lie at a point within, until postcodes say where people live', async () => {
    const { rows, refused } = withPoints(await table(), []);
    expect(refused).toEqual([]);
    expect(rows.map(({ value }) => value.assumed.find(({ field }) => field === 'lonLat')?.reason)).toEqual([
      'a point within the outline',
      'a point within the outline',
    ]);
    expect(rows[0].value.lonLat[0]).toBeCloseTo(at(4000, 2000)[0], 4);
    expect(rows[0].value).not.toHaveProperty('outline');
  });

  it('lie in the middle of their own postcodes, and are several points where these lie apart', async () => {
    const postcodes = postcodesAt(
      ...village(1000, 1000, 20),
      ...village(9000, 1000, 15),
      ...village(15_000, 3000, 5),
    );
    const { rows, notes } = withPoints(await table(), postcodes);
    const [west, east] = rows.map((row) => row.value);
    expect(west.lonLat[0]).toBeCloseTo(at(1075, 1100)[0], 5);
    expect(west.points).toEqual([{ lonLat: west.lonLat, weight: 1 }]);
    expect(weights(east.points).sort()).toEqual([0.25, 0.75]);
    expect(east.assumed).toContainEqual({ field: 'lonLat', reason: 'the middle of its postcodes' });
    expect(notes.at(-1)).toBe('1 area is represented by several points, where the postcodes lie apart.');
  });
});

describe('areas without outlines', () => {
  it('take the postcodes nearest to them, none further than 5 km, and keep their own point', async () => {
    const [lonA, latA] = at(1000, 1000);
    const [lonB, latB] = at(9000, 1000);
    const [table] = await readAreas([
      tempFile('areas.csv', `id,lon,lat,age0\na,${lonA},${latA},10\nb,${lonB},${latB},10`),
    ]);
    const postcodes = postcodesAt(
      ...village(400, 900, 12),
      ...village(4800, 900, 12),
      ...village(9000, 9000, 20),
    );
    const { rows } = withPoints(table, postcodes);
    expect(rows.map(({ value }) => weights(value.points))).toEqual([[0.5, 0.5], [1]]);
    expect(rows.map(({ value }) => value.lonLat)).toEqual([lonLat(lonA, latA), lonLat(lonB, latB)]);
  });

  it('with few postcodes stay one point', async () => {
    const [lon, lat] = at(1000, 1000);
    const [table] = await readAreas([tempFile('areas.csv', `id,lon,lat,age0\na,${lon},${lat},10`)]);
    const { rows } = withPoints(table, postcodesAt([0, 0], [5000, 0], [0, 5000], [5000, 5000]));
    expect(rows[0].value.points).toEqual([{ lonLat: lonLat(lon, lat), weight: 1 }]);
  });
});
