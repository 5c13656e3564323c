import { statSync } from 'node:fs';
import { booleanPointInPolygon, kinks, pointToLineDistance, polygonToLine } from '@turf/turf';
import type { Feature, FeatureCollection, LineString, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type LonLat, lonLat } from '../../server/shared/coordinates.ts';
import { DATA, pointOf, table, textOf } from './sampleTables.ts';

const coast = JSON.parse(textOf('coast.geojson')) as FeatureCollection<Polygon>;
const metresFromLand = (at: LonLat): number => {
  const point = [...at];
  if (coast.features.some((land) => booleanPointInPolygon(point, land))) return 0;
  const shores = coast.features.map((land) => polygonToLine(land) as Feature<LineString>);
  return Math.min(...shores.map((shore) => pointToLineDistance(point, shore, { units: 'meters' })));
};
/** "St Winnow 130 m" for each row further out at sea than 200 m. */
const atSea = (file: string) =>
  table(file)
    .map((row) => ({ name: row.name ?? row.code, metres: metresFromLand(pointOf(row)) }))
    .filter((row) => row.metres > 200)
    .map((row) => `${row.name} ${Math.round(row.metres)} m`);

describe('the coast outline', () => {
  it.each(['places.csv', 'areas.csv', 'hubs.csv', 'sites.csv', 'outward-codes.csv'])(
    'has every row of %s on land or within 200 m of it',
    (file) => {
      expect(atSea(file)).toEqual([]);
    },
  );

  it.each([
    ['Plymouth', -4.143, 50.3715, true],
    ['Tavistock, so that the map does not end at the Tamar', -4.1442, 50.5494, true],
    ["St Mary's", -6.3, 49.917, true],
    ['Carrick Roads', -5.03, 50.17, false],
    ['the Helford river', -5.1, 50.0995, false],
    ['the mouth of the Camel', -4.935, 50.565, false],
    ['St Austell Bay', -4.73, 50.31, false],
    ['the sea between the Lizard and Land’s End', -5.45, 50.0, false],
  ] as const)('knows %s', (_name, lon, lat, isLand) => {
    expect(metresFromLand(lonLat(lon, lat)) === 0).toBe(isLand);
  });

  it('is made of closed rings that do not cross themselves, outer ones anticlockwise', () => {
    for (const land of coast.features) {
      const [ring] = land.geometry.coordinates;
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(kinks(land).features).toEqual([]);
      const twiceArea = ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
      expect(twiceArea).toBeGreaterThan(0);
    }
  });

  it('stays light: at most 60 kB', () => {
    expect(statSync(new URL('coast.geojson', DATA)).size).toBeLessThanOrEqual(60_000);
  });
});
