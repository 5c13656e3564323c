import type { MatrixSource } from '../core/travelMatrix.ts';
import { type LonLat, lonLat } from '../shared/coordinates.ts';
import { UNREACHABLE } from '../shared/units.ts';
import { atOnce } from './atOnce.ts';
import { findBrokenLeg } from './brokenLeg.ts';
import { type Engine, MAX_SNAP_METRES, type Route, type RoutePoint, type SnappedPoint } from './engine.ts';
import { engineError } from './engineErrors.ts';
import type { OsrmNearestAnswer } from './osrmAnswers.ts';
import type { OsrmDoor } from './osrmDoor.ts';
import { osrmRefusal } from './osrmRefusal.ts';
import { DEFAULT_TABLE_SIZE, osrmTable, QUESTIONS_AT_ONCE, type TableLimits } from './osrmTable.ts';
import { readRoute } from './readRoute.ts';

/** An engine that learns how large a table its OSRM takes. */
export interface OsrmEngine extends Engine {
  /** The size in use now: origins × destinations of one question are at most this squared. */
  readonly maxTableSize: number;
}

/**
 * The engine behind a door to an OSRM.
 * @param dataVersion   used until an answer carries a `data_version` of its own
 * @param maxTableSize  where to begin; 100 when left out, as `osrm-routed` does
 */
export function createEngineBehind(
  door: OsrmDoor,
  options: { engine: string; description: string; dataVersion?: string; maxTableSize?: number },
): OsrmEngine {
  const limits: TableLimits = {
    tableSize: Math.max(1, Math.floor(options.maxTableSize ?? DEFAULT_TABLE_SIZE)),
    maxCoordinates: door.maxCoordinates,
    hasDistances: true,
  };
  let dataVersion = options.dataVersion ?? 'unknown';
  const sourceNow = (): MatrixSource => ({ engine: options.engine, dataVersion, isEstimate: false });
  const learn = (answered: string | undefined) => {
    dataVersion = answered || dataVersion;
    return sourceNow();
  };
  return {
    get source() {
      return sourceNow();
    },
    get maxTableSize() {
      return limits.tableSize;
    },
    description: options.description,
    matrix: async (asked) => {
      const table = await osrmTable(door, limits, { ...asked, source: sourceNow() });
      return { ...table.matrix, source: learn(table.dataVersion) };
    },
    route: (places) => osrmRoute(door, places, learn),
    locate: async (places) => {
      const inTurn = atOnce(QUESTIONS_AT_ONCE);
      return Promise.all(places.map((place) => inTurn(() => locate(door, place, learn))));
    },
    close: () => door.close(),
  };
}

type Learn = (dataVersion: string | undefined) => MatrixSource;

async function osrmRoute(door: OsrmDoor, places: readonly RoutePoint[], learn: Learn): Promise<Route> {
  if (places.length < 2) {
    throw engineError('ENGINE_REFUSED', 'A route needs at least two places: add another');
  }
  const ask = (ends: readonly RoutePoint[]) => door.route({ places: ends.map((place) => place.lonLat) });
  const answer = await ask(places);
  if (answer.code === 'NoRoute') {
    const ends = await findBrokenLeg(places, async (pair) => (await ask(pair)).code !== 'NoRoute');
    throw osrmRefusal(answer, { places: ends, engine: door.name });
  }
  if (answer.code !== 'Ok') throw osrmRefusal(answer, { places, engine: door.name });
  const far = places.find((_, i) => (answer.waypoints?.[i]?.distance ?? 0) > MAX_SNAP_METRES);
  if (far) throw osrmRefusal({ code: 'NoSegment' }, { places: [far], engine: door.name });
  return readRoute(answer, { places, source: learn(answer.data_version) });
}

async function locate(door: OsrmDoor, place: RoutePoint, learn: Learn): Promise<SnappedPoint> {
  const answer = await door.nearest({ place: place.lonLat });
  if (answer.code === 'NoSegment') return { id: place.id, lonLat: null, metres: UNREACHABLE };
  if (answer.code !== 'Ok') throw osrmRefusal(answer, { places: [place], engine: door.name });
  learn(answer.data_version);
  const { at, metres } = nearestWaypoint(answer, place, door.name);
  return { id: place.id, lonLat: at, metres };
}

function nearestWaypoint(
  answer: OsrmNearestAnswer,
  place: RoutePoint,
  engine: string,
): { at: LonLat; metres: number } {
  const waypoint = answer.waypoints?.[0];
  const [lon, lat] = waypoint?.location ?? [];
  if (typeof lon === 'number' && typeof lat === 'number' && typeof waypoint?.distance === 'number') {
    return { at: lonLat(lon, lat), metres: waypoint.distance };
  }
  throw engineError(
    'ENGINE_ANSWER',
    `${engine} gave no point on a road for ${place.name}: check that it is an OSRM server and its version`,
  );
}
