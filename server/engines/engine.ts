import type { MatrixSource, TravelMatrix } from '../core/travelMatrix.ts';
import type { LonLat } from '../shared/coordinates.ts';
import type { Metres, Seconds } from '../shared/units.ts';

/** A place to route from or to; the name is for people's messages. */
export interface RoutePoint {
  readonly id: string;
  readonly name: string;
  readonly lonLat: LonLat;
}

/** Where a place meets the road. */
export interface SnappedPoint {
  readonly id: string;
  /** The point on the road; null when no road is within the engine's reach. */
  readonly lonLat: LonLat | null;
  /** Straight line from the place to that point; Infinity when null. */
  readonly metres: Metres;
}

export interface TurnInstruction {
  /** British English, made with osrm-text-instructions: "Turn left onto the A390". */
  readonly text: string;
  readonly metres: Metres;
  readonly seconds: Seconds;
}

export interface RouteLeg {
  readonly metres: Metres;
  readonly seconds: Seconds;
  readonly instructions: readonly TurnInstruction[];
}

/** One way through some places in the given order. */
export interface Route {
  /** Line along the road, `[lon, lat]` pairs. */
  readonly line: readonly LonLat[];
  readonly legs: readonly RouteLeg[];
  readonly source: MatrixSource;
}

export interface EngineProgress {
  /** Called with a share 0..1 of the work done. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Times between places by one way of travelling: seconds, metres, UNREACHABLE where there is no way, rows and columns in
 * the order asked.
 */
export interface MatrixEngine {
  readonly source: MatrixSource;
  /** @throws ENGINE_* (category engine), with the place named */
  matrix(
    asked: { from: readonly RoutePoint[]; to: readonly RoutePoint[] } & EngineProgress,
  ): Promise<TravelMatrix>;
}

/**
 * Road times for the planner. Whatever stands behind it, answers have one shape. A place further than `MAX_SNAP_METRES` from any road is
 * unreachable, and named by `locate`.
 */
export interface Engine extends MatrixEngine {
  /** In words for the log and the planner: "Valhalla, in this program, on the region's own roads". */
  readonly description: string;
  /** Ways on foot at a walker's pace, about 5 km/h; missing where nothing here knows the footpaths. */
  readonly onFoot?: MatrixEngine;
  /** At least two places. @throws ENGINE_NO_ROUTE naming the places */
  route(places: readonly RoutePoint[]): Promise<Route>;
  locate(places: readonly RoutePoint[]): Promise<readonly SnappedPoint[]>;
  close(): Promise<void>;
}

/** Further from any road than this, a place is reported and not routed (inclusive: exactly this far still counts). */
export const MAX_SNAP_METRES: Metres = 2000;
