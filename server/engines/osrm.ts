import type { LonLat } from '../shared/coordinates.ts';
import type { OsrmNearestAnswer, OsrmRouteAnswer, OsrmTableAnswer } from './osrmAnswers.ts';
import type { OsrmDoor } from './osrmDoor.ts';
import { createEngineBehind, type OsrmEngine } from './osrmEngine.ts';
import { createHttpAsker, type HttpOptions } from './osrmHttp.ts';

/**
 * Longest address asked for. Servers and proxies in front of them commonly stop at 8,192 characters of request line
 * and headers together (Boost.Beast in osrm-routed, nginx, Node).
 */
const MAX_URL_CHARACTERS = 7000;
/** "-179.123456,-89.123456;" in the list of coordinates, and "999;" in the list of positions. */
const CHARACTERS_PER_COORDINATE = 27;
/** Everything else in a table's address. */
const OTHER_CHARACTERS = 150;

/**
 * OSRM over HTTP: any `osrm-routed` of version 5 or 6, to the letter of its HTTP API.
 * @param url           its address, for example http://127.0.0.1:5000; a path before /table is kept, and a user and
 *   password in it are sent as HTTP Basic
 * @param dataVersion   used until an answer carries a `data_version` of its own
 * @param profile       the profile's name in the address; `driving`
 * @param maxTableSize  where to begin; 100
 * @throws ENGINE_CONFIGURATION when the address is none
 */
export function createOsrmEngine(
  options: HttpOptions & { dataVersion?: string; profile?: string; maxTableSize?: number },
): OsrmEngine {
  const ask = createHttpAsker(options);
  const profile = encodeURIComponent(options.profile ?? 'driving');
  const spare = MAX_URL_CHARACTERS - options.url.length - profile.length - OTHER_CHARACTERS;
  const door: OsrmDoor = {
    name: ask.serverName,
    maxCoordinates: Math.max(2, Math.floor(spare / CHARACTERS_PER_COORDINATE)),
    table: ({ from, to, withDistances, signal }) => {
      const query = [
        `sources=${numbered(from.length, 0)}`,
        `destinations=${numbered(to.length, from.length)}`,
        // Without it a server answers with durations only, and one before 5.18 refuses it as unknown.
        ...(withDistances ? ['annotations=duration,distance'] : []),
        'generate_hints=false',
      ];
      const path = `/table/v1/${profile}/${coordinates([...from, ...to])}?${query.join('&')}`;
      return ask.json<OsrmTableAnswer>(path, signal);
    },
    route: ({ places, signal }) => {
      const query = 'steps=true&geometries=geojson&overview=full&generate_hints=false';
      return ask.json<OsrmRouteAnswer>(`/route/v1/${profile}/${coordinates(places)}?${query}`, signal);
    },
    nearest: ({ place, signal }) => {
      const path = `/nearest/v1/${profile}/${coordinates([place])}?number=1&generate_hints=false`;
      return ask.json<OsrmNearestAnswer>(path, signal);
    },
    close: async () => undefined,
  };
  return createEngineBehind(door, { ...options, engine: 'osrm-http', description: ask.serverName });
}

/** Six decimals are a tenth of a metre, and all that OSRM keeps. */
const coordinates = (places: readonly LonLat[]): string =>
  places.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';');

const numbered = (count: number, first: number): string =>
  Array.from({ length: count }, (_, i) => first + i).join(';');
