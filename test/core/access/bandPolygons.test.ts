import { area, bbox, booleanPointInPolygon } from '@turf/turf';
import type { Feature, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type BandGrid, bandGrid, nodePlace } from '../../../server/core/access/bandGrid.ts';
import { type BandFeature, bandPolygons } from '../../../server/core/access/bandPolygons.ts';
import { greatCircleMetres, lonLat } from '../../../server/shared/coordinates.ts';

const GRID = bandGrid([-5, 50, -4.8, 50.12]);
const MIDDLE = lonLat(-4.9, 50.06);
const LIMITS = [300, 600];

/** Times by what `secondsOf` says of a place. */
const timesBy = (secondsOf: (metres: number, place: readonly number[]) => number, grid: BandGrid = GRID) =>
  Float64Array.from({ length: grid.columns * grid.rows }, (_, node) => {
    const place = nodePlace(grid, node);
    return secondsOf(greatCircleMetres(MIDDLE, place), place);
  });
const draw = (times: Float64Array, land: Feature<Polygon> | null = null) =>
  bandPolygons({ grid: GRID, times, limits: LIMITS, land });
const holds = (band: BandFeature, [lon, lat]: readonly number[]) => booleanPointInPolygon([lon, lat], band);

describe('drive-time bands', () => {
  it('are round where one drives 10 m a second everywhere: 3 km after 5 minutes, 6 km after 10', () => {
    const bands = draw(timesBy((metres) => metres / 10));
    expect(bands.map((band) => band.properties)).toEqual([{ minutes: 5 }, { minutes: 10 }]);
    const squareKilometres = bands.map((band) => area(band) / 1e6);
    expect(squareKilometres[0]).toBeCloseTo(Math.PI * 9, 0);
    expect(squareKilometres[1] / (Math.PI * 36)).toBeCloseTo(1, 2);
    for (const band of bands) expect(band.geometry.coordinates).toHaveLength(1);
  });

  it('hold the bands of fewer minutes', () => {
    const [near, far] = draw(timesBy((metres) => metres / 10));
    for (const [ring] of near.geometry.coordinates) {
      for (const place of ring) expect(holds(far, place)).toBe(true);
    }
  });

  it('leave a hole where it takes longer, and no speck', () => {
    const slow = lonLat(-4.88, 50.06);
    const speck = nodePlace(GRID, Math.floor(GRID.rows / 2) * GRID.columns + 8);
    const [near] = draw(
      timesBy((_, place) => {
        if (place[0] === speck[0] && place[1] === speck[1]) return 900;
        return greatCircleMetres(slow, lonLat(place[0], place[1])) < 1000 ? 900 : 100;
      }),
    );
    expect(holds(near, slow)).toBe(false);
    expect(near.geometry.coordinates.map((polygon) => polygon.length)).toEqual([2]);
  });

  it('end half-way to where no road leads', () => {
    const east = -4.9;
    const [near] = draw(timesBy((_, [lon]) => (lon <= east ? 60 : Number.POSITIVE_INFINITY)));
    const lastColumn = Math.floor((east - GRID.west) / GRID.lonStep + 1e-9);
    expect(bbox(near)[2]).toBeCloseTo(GRID.west + (lastColumn + 0.5) * GRID.lonStep, 4);
  });

  it('count a drive of exactly the limit as within it', () => {
    expect(holds(draw(timesBy(() => 300))[0], MIDDLE)).toBe(true);
    expect(draw(timesBy(() => 300.1))[0].geometry.coordinates).toEqual([]);
  });

  it('are cut at the coast, and are nowhere at sea', () => {
    const land: Feature<Polygon> = {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-5.1, 50.03],
            [-4.7, 50.03],
            [-4.7, 50.2],
            [-5.1, 50.2],
            [-5.1, 50.03],
          ],
        ],
      },
    };
    const [near, far] = draw(
      timesBy((metres) => metres / 10),
      land,
    );
    expect(bbox(far)[1]).toBeCloseTo(50.03, 5);
    expect(holds(far, [-4.9, 50.02])).toBe(false);
    expect(holds(near, MIDDLE)).toBe(true);
    const sea = draw(
      timesBy(() => Number.NaN),
      land,
    );
    expect(sea.map(({ geometry }) => geometry.coordinates)).toEqual([[], []]);
  });
});
