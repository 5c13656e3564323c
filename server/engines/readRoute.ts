import type { MatrixSource } from '../core/travelMatrix.ts';
import { type LonLat, lonLat } from '../shared/coordinates.ts';
import type { Route, RouteLeg, RoutePoint } from './engine.ts';
import { engineError } from './engineErrors.ts';
import { instructionsOf } from './instructions.ts';
import type { OsrmLeg, OsrmRouteAnswer } from './osrmAnswers.ts';

/**
 * A route out of an OSRM answer, with its turns in British English.
 * @param places  the places asked for, in order; leg i goes from place i to place i + 1
 * @throws ENGINE_ANSWER when the answer has not the shape asked for
 */
export function readRoute(
  answer: OsrmRouteAnswer,
  asked: { places: readonly RoutePoint[]; source: MatrixSource },
): Route {
  const route = answer.routes?.[0];
  const geometry = route?.geometry;
  if (!route || !Array.isArray(route.legs) || route.legs.length !== asked.places.length - 1) {
    throw routeShape(`${asked.places.length - 1} legs`);
  }
  if (typeof geometry !== 'object' || !Array.isArray(geometry?.coordinates)) {
    throw routeShape('a GeoJSON line');
  }
  return {
    line: geometry.coordinates.map(([lon, lat]): LonLat => lonLat(lon, lat)),
    legs: route.legs.map((leg, i) => readLeg(leg, asked.places[i + 1])),
    source: asked.source,
  };
}

function readLeg(leg: OsrmLeg, arriveAt: RoutePoint): RouteLeg {
  if (!Number.isFinite(leg.distance) || !Number.isFinite(leg.duration)) {
    throw routeShape('legs with a distance and a duration');
  }
  return {
    metres: leg.distance,
    seconds: leg.duration,
    instructions: instructionsOf(leg.steps ?? [], arriveAt.name),
  };
}

function routeShape(expected: string) {
  return engineError(
    'ENGINE_ANSWER',
    `The routing engine's route cannot be read: expected ${expected}; check that it is an OSRM server and its version`,
  );
}
