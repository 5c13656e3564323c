import type { LonLat } from '../shared/coordinates.ts';
import type { OsrmNearestAnswer, OsrmRouteAnswer, OsrmTableAnswer } from './osrmAnswers.ts';

/**
 * A way to an OSRM: over HTTP or in process. Each question returns OSRM's own answer, refusals included (`code` other
 * than "Ok"); it throws only when no OSRM answer came back at all (ENGINE_UNAVAILABLE, ENGINE_TIMEOUT,
 * ENGINE_ANSWER, ENGINE_CANCELLED).
 */
export interface OsrmDoor {
  /** In words, for messages: "OSRM at http://127.0.0.1:5000". */
  readonly name: string;
  /** Most coordinates in one table question, origins and destinations together. */
  readonly maxCoordinates: number;
  /** Coordinates in one list are numbered origins first, then destinations. */
  table(asked: {
    from: readonly LonLat[];
    to: readonly LonLat[];
    withDistances: boolean;
    signal?: AbortSignal;
  }): Promise<OsrmTableAnswer>;
  route(asked: { places: readonly LonLat[]; signal?: AbortSignal }): Promise<OsrmRouteAnswer>;
  nearest(asked: { place: LonLat; signal?: AbortSignal }): Promise<OsrmNearestAnswer>;
  close(): Promise<void>;
}
