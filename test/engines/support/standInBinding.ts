import type { OsrmBinding } from '../../../server/engines/osrmBinding.ts';

type Asked = Parameters<OsrmBinding['table']>[0];
type Callback = Parameters<OsrmBinding['table']>[1];
type Position = readonly [lon: number, lat: number];
interface Query {
  readonly coordinates: readonly Position[];
  readonly sources?: readonly number[];
  readonly destinations?: readonly number[];
  readonly annotations?: readonly string[];
  readonly geometries?: string;
  readonly steps?: boolean;
}

/**
 * Stands in for the class of `@project-osrm/osrm`, by its documentation (docs/nodejs/api.md): options in the
 * constructor, a query object and a callback for each service, answers without `code`, and the code as the message
 * of the error. Its constructor throws for files that are not there. A degree is 4,000 seconds and 40,000 metres.
 */
export class StandInBinding implements OsrmBinding {
  /** Constructor options and queries of all instances, in order. */
  static readonly seen: unknown[] = [];
  /** Places at this longitude have no way to or from them. */
  static readonly cutOffLon = -6;

  constructor(options: { path: string; algorithm: string }) {
    if (options.path.includes('missing')) throw new Error('Required files are missing, cannot continue');
    StandInBinding.seen.push(options);
  }

  table(asked: Asked, callback: Callback): void {
    StandInBinding.seen.push(asked);
    const query = asked as unknown as Query;
    const { coordinates, sources = [], destinations = [], annotations = [] } = query;
    if (!Array.isArray(coordinates) || coordinates.length < 2)
      throw new Error('At least two coordinates must be provided');
    const cells = (perDegree: number) =>
      sources.map((i) =>
        destinations.map((j) => {
          const ends = [coordinates[i], coordinates[j]];
          if (ends.some(([lon]) => lon === StandInBinding.cutOffLon)) return null;
          return Math.round(Math.abs(ends[0][0] - ends[1][0]) * perDegree);
        }),
      );
    setImmediate(() =>
      callback(null, {
        ...(annotations.includes('duration') ? { durations: cells(4000) } : {}),
        ...(annotations.includes('distance') ? { distances: cells(40_000) } : {}),
        sources: sources.map((i) => ({ location: coordinates[i], distance: 5, name: '' })),
        destinations: destinations.map((j) => ({ location: coordinates[j], distance: 5, name: '' })),
      }),
    );
  }

  route(asked: Asked, callback: Callback): void {
    StandInBinding.seen.push(asked);
    const query = asked as unknown as Query;
    const { coordinates } = query;
    if (coordinates.some(([lon]) => lon === StandInBinding.cutOffLon)) {
      setImmediate(() => callback(new Error('NoRoute')));
      return;
    }
    const step = { name: 'Fore Street', mode: 'driving', distance: 4000, duration: 400 };
    const steps = [
      { ...step, maneuver: { type: 'depart', bearing_after: 90 } },
      { ...step, distance: 0, duration: 0, maneuver: { type: 'arrive' } },
    ];
    const leg = { distance: 4000, duration: 400, steps: query.steps ? steps : [] };
    const geometry = query.geometries === 'geojson' ? { type: 'LineString', coordinates } : 'encoded';
    const route = { distance: 4000, duration: 400, geometry, legs: coordinates.slice(1).map(() => leg) };
    const waypoints = coordinates.map((location) => ({ location, distance: 5, name: '' }));
    setImmediate(() => callback(null, { routes: [route], waypoints }));
  }

  nearest(asked: Asked, callback: Callback): void {
    StandInBinding.seen.push(asked);
    const query = asked as unknown as Query;
    const [location] = query.coordinates;
    setImmediate(() => callback(null, { waypoints: [{ location, distance: 7.5, name: '', nodes: [1, 2] }] }));
  }
}
