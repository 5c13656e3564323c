import type { MatrixSource } from '../core/travelMatrix.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import type { Metres, Seconds } from '../shared/units.ts';
import type { Engine, Route, RouteLeg, RoutePoint } from './engine.ts';
import { engineError, stopIfCancelled } from './engineErrors.ts';
import { emptyMatrix } from './readMatrix.ts';

/**
 * Metres driven for one as the crow flies. All 1,255 legs of more than 1 km between mobile-library stops of eight
 * British councils, published with their routes: 1.40 taken together (median 1.33).
 */
export const DETOUR_FACTOR = 1.4;
/**
 * 48 km/h, 30 mph: between the 40 km/h of those (short) legs and the 56 km/h of OSRM's car profile on the longer ways
 * across Rutland.
 */
export const ESTIMATE_METRES_PER_SECOND = 48_000 / 3600;

/**
 * Road times without roads: great-circle distance × detour ÷ speed, for machines on which no routing engine runs.
 * It knows no estuaries, ferries or islands, so everything can be reached. Marked as an estimate wherever it is shown.
 */
export function createEstimateEngine(): Engine {
  const source: MatrixSource = {
    engine: 'estimate',
    dataVersion: `great circle × ${DETOUR_FACTOR} at 48 km/h`,
    isEstimate: true,
  };
  return {
    source,
    description: 'an estimate from straight lines, because no routing engine is in use',
    matrix: async (asked) => estimateMatrix(asked, source),
    route: async (places) => estimateRoute(places, source),
    locate: async (places) => places.map(({ id, lonLat }) => ({ id, lonLat, metres: 0 })),
    close: async () => undefined,
  };
}

function estimateMatrix(asked: Parameters<Engine['matrix']>[0], source: MatrixSource) {
  stopIfCancelled(asked.signal);
  const matrix = emptyMatrix({ ...asked, source });
  asked.from.forEach((from, i) => {
    asked.to.forEach((to, j) => {
      const { metres, seconds } = estimate(from.lonLat, to.lonLat);
      matrix.metres[i * asked.to.length + j] = metres;
      matrix.seconds[i * asked.to.length + j] = seconds;
    });
  });
  asked.onProgress?.(1);
  return matrix;
}

function estimate(from: LonLat, to: LonLat): { metres: Metres; seconds: Seconds } {
  const metres = greatCircleMetres(from, to) * DETOUR_FACTOR;
  return { metres, seconds: metres / ESTIMATE_METRES_PER_SECOND };
}

function estimateRoute(places: readonly RoutePoint[], source: MatrixSource): Route {
  if (places.length < 2) {
    throw engineError('ENGINE_REFUSED', 'A route needs at least two places: add another');
  }
  const legs = places.slice(1).map((to, i): RouteLeg => {
    const { metres, seconds } = estimate(places[i].lonLat, to.lonLat);
    const text = `Drive to ${to.name} (estimated from a straight line: no turn-by-turn directions)`;
    return { metres, seconds, instructions: [{ text, metres, seconds }] };
  });
  return { line: places.map((place) => place.lonLat), legs, source };
}
