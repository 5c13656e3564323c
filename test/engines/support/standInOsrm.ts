import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Position = readonly [lon: number, lat: number];

/** What an answer may be replaced by: anything a server can send, well-formed or not. */
export interface RawAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface StandInOptions {
  /** osrm-routed's `--max-table-size`: origins × destinations are at most this squared. */
  maxTableSize?: number;
  /** Longest address it reads, as a proxy before it would have. */
  maxUrlCharacters?: number;
  /** Before every answer. */
  delayMilliseconds?: number;
  dataVersion?: string;
  /** Metres from a place to the nearest road; 12 everywhere when left out, null for no road within its radius. */
  snapMetres?: (place: Position) => number | null;
  /** True where there is no way. */
  isCutOff?: (from: Position, to: Position) => boolean;
  /** A server before 5.18: refuses `annotations` in a table and answers durations only. */
  isOld?: boolean;
  /** Breaks the connection of this many requests before it begins to answer. */
  breakFirst?: number;
  /** Takes the place of an answer. */
  instead?: (path: string) => RawAnswer | undefined;
}

export interface StandInOsrm {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requests: string[];
  /** Most requests that were open at one moment. */
  readonly mostAtOnce: () => number;
  /** May be changed while it runs. */
  readonly options: StandInOptions;
  close(): Promise<void>;
}

/**
 * A small server that answers as osrm-routed 6 does, with times made up from positions: a degree of longitude takes
 * 4,000 seconds and 40,000 metres, a degree of latitude 8,000 seconds and 80,000 metres, driven one after the other.
 */
export async function startStandInOsrm(options: StandInOptions = {}): Promise<StandInOsrm> {
  const requests: string[] = [];
  let open = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    open++;
    most = Math.max(most, open);
    response.on('close', () => open--);
    requests.push(request.url ?? '');
    if (requests.length <= (options.breakFirst ?? 0)) return request.socket.destroy();
    if (options.delayMilliseconds) await new Promise((done) => setTimeout(done, options.delayMilliseconds));
    send(request, response, options);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    mostAtOnce: () => most,
    options,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function send(request: IncomingMessage, response: ServerResponse, options: StandInOptions): void {
  const path = request.url ?? '';
  const raw = options.instead?.(path);
  if (raw) {
    response.writeHead(raw.status ?? 200, raw.headers ?? { 'content-type': 'application/json' });
    response.end(raw.body);
    return;
  }
  if (path.length > (options.maxUrlCharacters ?? Number.POSITIVE_INFINITY)) {
    response.writeHead(414, { 'content-type': 'text/html' }).end('<html><h1>414 URI Too Long</h1></html>');
    return;
  }
  const answer = answerOf(path, options);
  response.writeHead(answer.code === 'Ok' ? 200 : 400, { 'content-type': 'application/json; charset=UTF-8' });
  const version = options.dataVersion === undefined ? {} : { data_version: options.dataVersion };
  response.end(JSON.stringify({ ...answer, ...version }));
}

interface Question {
  readonly service: string;
  readonly places: readonly Position[];
  readonly query: URLSearchParams;
}

type Answer = { readonly code: string } & Readonly<Record<string, unknown>>;

function answerOf(path: string, options: StandInOptions): Answer {
  const match = /^\/(\w+)\/v1\/[\w-]+\/([^?]*)(?:\?(.*))?$/.exec(path);
  if (!match) return { code: 'InvalidUrl', message: 'URL string malformed close to position 1' };
  const places = match[2].split(';').map((pair) => pair.split(',').map(Number) as unknown as Position);
  const query = new URLSearchParams(match[3] ?? '');
  if (places.some((place) => place.length !== 2 || place.some((number) => !Number.isFinite(number)))) {
    return { code: 'InvalidQuery', message: 'Query string malformed close to position 18' };
  }
  if (places.some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)) {
    return { code: 'InvalidOptions', message: 'Coordinates are invalid' };
  }
  if (options.isOld && match[1] === 'table' && query.has('annotations')) {
    const position = path.indexOf('annotations');
    return { code: 'InvalidQuery', message: `Query string malformed close to position ${position}` };
  }
  const question = { service: match[1], places, query };
  if (question.service === 'table') return tableAnswer(question, options);
  if (question.service === 'route') return routeAnswer(question, options);
  if (question.service === 'nearest') return nearestAnswer(question, options);
  return { code: 'InvalidService', message: `Service ${question.service} not found!` };
}

function tableAnswer({ places, query }: Question, options: StandInOptions): Answer {
  const positions = (name: string) =>
    query.get(name)?.split(';').map(Number) ?? Array.from(places, (_, position) => position);
  const [sources, destinations] = [positions('sources'), positions('destinations')];
  if (sources.length * destinations.length > (options.maxTableSize ?? 100) ** 2) {
    return { code: 'TooBig', message: 'Too many table coordinates' };
  }
  const refused = noSegment(places, options);
  if (refused) return refused;
  const table = (cost: typeof seconds) =>
    sources.map((i) =>
      destinations.map((j) => (options.isCutOff?.(places[i], places[j]) ? null : cost(places[i], places[j]))),
    );
  const wanted = query.get('annotations')?.split(',') ?? ['duration'];
  return {
    code: 'Ok',
    ...(wanted.includes('duration') ? { durations: table(seconds) } : {}),
    ...(wanted.includes('distance') ? { distances: table(metres) } : {}),
    sources: sources.map((i) => waypoint(places[i], options)),
    destinations: destinations.map((j) => waypoint(places[j], options)),
  };
}

function routeAnswer({ places, query }: Question, options: StandInOptions): Answer {
  if (places.length < 2) {
    return { code: 'InvalidOptions', message: 'Number of coordinates needs to be at least two.' };
  }
  const refused = noSegment(places, options);
  if (refused) return refused;
  const ends = places.slice(1).map((to, i): [Position, Position] => [places[i], to]);
  if (ends.some(([from, to]) => options.isCutOff?.(from, to))) {
    return { code: 'NoRoute', message: 'Impossible route between points' };
  }
  const legs = ends.map(([from, to]) => ({
    distance: metres(from, to),
    duration: seconds(from, to),
    weight: seconds(from, to),
    summary: '',
    steps: query.get('steps') === 'true' ? stepsOf(from, to) : [],
  }));
  const total = (key: 'distance' | 'duration') => legs.reduce((sum, leg) => sum + leg[key], 0);
  const line = { type: 'LineString', coordinates: places };
  const geometry = query.get('geometries') === 'geojson' ? line : '_p~iF~ps|U_ulLnnqC';
  return {
    code: 'Ok',
    routes: [{ geometry, legs, distance: total('distance'), duration: total('duration') }],
    waypoints: places.map((place) => waypoint(place, options)),
  };
}

/** East or west along Fore Street, then north or south along the A390. */
function stepsOf(from: Position, to: Position): readonly object[] {
  const corner: Position = [to[0], from[1]];
  const step = (part: object, a: Position, b: Position) => ({
    ...{ mode: 'driving', driving_side: 'left', distance: metres(a, b), duration: seconds(a, b) },
    ...{ intersections: [{ location: a, bearings: [90], entry: [true], out: 0 }], ...part },
  });
  return [
    step(
      { name: 'Fore Street', maneuver: { type: 'depart', bearing_after: 90, location: from } },
      from,
      corner,
    ),
    step(
      {
        name: '',
        ref: 'A390',
        maneuver: { type: 'turn', modifier: 'left', bearing_after: 0, location: corner },
      },
      corner,
      to,
    ),
    step({ name: '', ref: 'A390', maneuver: { type: 'arrive', modifier: 'right', location: to } }, to, to),
  ];
}

function nearestAnswer({ places }: Question, options: StandInOptions): Answer {
  return noSegment(places, options) ?? { code: 'Ok', waypoints: [waypoint(places[0], options)] };
}

function noSegment(places: readonly Position[], options: StandInOptions): Answer | undefined {
  const position = places.findIndex((place) => options.snapMetres?.(place) === null);
  if (position < 0) return undefined;
  return { code: 'NoSegment', message: `Could not find a matching segment for coordinate ${position}` };
}

const waypoint = (place: Position, options: StandInOptions) => ({
  location: place,
  name: 'Fore Street',
  distance: options.snapMetres?.(place) ?? 12,
});

const seconds = (from: Position, to: Position): number => tenths(4000, 8000, from, to);
const metres = (from: Position, to: Position): number => tenths(40_000, 80_000, from, to);

/** OSRM gives one decimal. */
function tenths(perLon: number, perLat: number, from: Position, to: Position): number {
  const sum = Math.abs(to[0] - from[0]) * perLon + Math.abs(to[1] - from[1]) * perLat;
  return Math.round(sum * 10) / 10;
}
