import type { PopulationPoint } from '../../../server/core/access/populationPoints.ts';
import type { ReviewedStop, ReviewInput } from '../../../server/core/rules/reviewInput.ts';
import { type TravelMatrix, travelMatrix } from '../../../server/core/travelMatrix.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import type { CouncilRule } from '../../../server/shared/councilRules.ts';
import { area } from '../../support/tinyTown.ts';

/** One straight road: a place is so many metres along it; a thousand metres are a minute. */
export type Along = Readonly<Record<string, number>>;

/** Where on the road something is. */
interface OnRoad {
  readonly at: number;
}

/** Due north of 5° W, 50° N: a degree of latitude is 111,195 m on the sphere the planner measures on. */
export const placeAt = (metres: number) => lonLat(-5, 50 + metres / 111_194.93);

export function roadMatrix(from: Along, to: Along): TravelMatrix {
  const metres = Object.values(from).map((a) => Object.values(to).map((b) => Math.abs(a - b)));
  return travelMatrix({
    from: Object.keys(from),
    to: Object.keys(to),
    seconds: metres.map((row) => row.map((value) => (value / 1000) * 60)),
    metres,
    source: { engine: 'coast road', dataVersion: '1', isEstimate: false },
  });
}

/** A stop with 5 counted users at one visit a cycle; its identifier is its name. */
export const reviewed = (
  fields: Partial<ReviewedStop> & { name: string; at: number },
): ReviewedStop & OnRoad => ({
  siteId: fields.name,
  lonLat: placeAt(fields.at),
  visitsPerCycle: 1,
  users: { perVisit: 5, basis: 'counted', range: null },
  vanDays: [],
  groups: { community: null, district: null, deprivation: null, 'rural-urban': null },
  ...fields,
});

/** People around a point of the road: 50 children under 5 in an area of their own. */
export const people = (
  fields: Partial<PopulationPoint> & { id: string; at: number },
): PopulationPoint & OnRoad => ({
  ...area({ id: fields.id, lonLat: placeAt(fields.at) }),
  areaId: fields.id,
  ...fields,
});

/** A review along the coast road in a cycle of four weeks; reach is 20 minutes. */
export function review(fields: {
  rules: readonly CouncilRule[];
  stops: readonly (ReviewedStop & OnRoad)[];
  hubs?: Along;
  people?: readonly (PopulationPoint & OnRoad)[];
}): ReviewInput {
  const hubs = fields.hubs ?? { Hub: 0 };
  const at = Object.fromEntries(fields.stops.map((stop) => [stop.siteId, stop.at]));
  const points = fields.people ?? [];
  const lived = Object.fromEntries(points.map((point) => [point.id, point.at]));
  return {
    rules: fields.rules,
    stops: fields.stops,
    hubs: Object.entries(hubs).map(([id, metres]) => ({ id, name: id, lonLat: placeAt(metres) })),
    cycleWeeks: 4,
    stopsToHubs: roadMatrix(at, hubs),
    stopsToStops: roadMatrix(at, at),
    points,
    secondsToHub: points.map((point) =>
      Math.min(...Object.values(hubs).map((hub) => (Math.abs(hub - point.at) / 1000) * 60)),
    ),
    pointsToStops: roadMatrix(lived, at),
    cutoffSeconds: 1200,
  };
}
