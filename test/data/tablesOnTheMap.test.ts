import { booleanPointInPolygon } from '@turf/turf';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { readSampleRoads } from '../../server/import/sampleRoads.ts';
import type { LonLat } from '../../server/shared/coordinates.ts';
import { DATA, isInCornwall, pointOf, type Row, table, textOf } from './sampleTables.ts';

describe('the sample tables and the sample roads', () => {
  const network = readSampleRoads(new URL('roads/', DATA).pathname);
  const pointByNode = new Map(network.nodes.map((node) => [node.osmId, node.lonLat]));
  const legs = network.ways
    .filter((way) => way.tags.highway)
    .flatMap((way) => way.nodeIds.slice(1).map((to, i) => [way.nodeIds[i], to]))
    .map(([from, to]) => [pointByNode.get(from)!, pointByNode.get(to)!] as const);
  const metresToRoad = (at: LonLat) => Math.min(...legs.map((leg) => metresToLeg(at, leg)));
  /** "St Clether 1,787 m" for each row of the mainland further from every road than this. */
  const furtherThan = (metres: number, file: string) =>
    table(file)
      .filter((row) => isInCornwall(pointOf(row)))
      .map((row) => ({ name: row.name ?? row.code, metres: metresToRoad(pointOf(row)) }))
      .filter((row) => row.metres > metres)
      .map((row) => `${row.name} ${Math.round(row.metres)} m`);

  it.each(['hubs.csv', 'areas.csv', 'sites.csv', 'outward-codes.csv'])(
    'agree: each row of %s on the mainland is within 500 m of a road',
    (file) => {
      expect(furtherThan(500, file)).toEqual([]);
    },
  );

  it('agree: every place of the mainland is within 1 km of a road', () => {
    expect(furtherThan(1000, 'places.csv')).toEqual([]);
  });
});

describe('the sample tables and the coast', () => {
  const land = JSON.parse(textOf('coast.geojson')) as FeatureCollection<Polygon | MultiPolygon>;
  const isOnLand = (row: Row) =>
    land.features.some((feature) => booleanPointInPolygon([...pointOf(row)], feature));

  it.each(['hubs.csv', 'areas.csv', 'sites.csv', 'outward-codes.csv', 'places.csv'])(
    'agree: each row of %s, Scilly included, is on land',
    (file) => {
      const atSea = table(file).filter((row) => !isOnLand(row));
      expect(atSea.map((row) => row.name ?? row.code)).toEqual([]);
    },
  );
});

/** Metres from a point to a straight leg of a road, on a plane around the point: exact to a metre at this scale. */
function metresToLeg(at: LonLat, [from, to]: readonly [LonLat, LonLat]): number {
  const metresPerDegree = 111_195;
  const shrink = Math.cos((at[1] * Math.PI) / 180);
  const east = (place: LonLat) => (place[0] - at[0]) * metresPerDegree * shrink;
  const north = (place: LonLat) => (place[1] - at[1]) * metresPerDegree;
  const [dx, dy] = [east(to) - east(from), north(to) - north(from)];
  const along = -(east(from) * dx + north(from) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(east(from) + part * dx, north(from) + part * dy);
}
