import type { MatrixSource } from '../core/travelMatrix.ts';
import { listed } from '../shared/text.ts';
import { UNREACHABLE } from '../shared/units.ts';
import { findBrokenLeg } from './brokenLeg.ts';
import { hasValhallaTiles } from './buildValhallaTiles.ts';
import { type Engine, MAX_SNAP_METRES, type RoutePoint, type SnappedPoint } from './engine.ts';
import { engineError, stopIfCancelled } from './engineErrors.ts';
import type { OsrmTableAnswer } from './osrmAnswers.ts';
import { osrmRefusal } from './osrmRefusal.ts';
import { cutIntoChunks, emptyMatrix, writeTable } from './readMatrix.ts';
import { readRoute } from './readRoute.ts';
import { FERRY_WAIT_SECONDS, VALHALLA_CHUNK, valhallaConfig } from './valhallaConfig.ts';
import { createValhallaProcess, type ValhallaProcess } from './valhallaProcess.ts';
import type { ValhallaSnap } from './valhallaSnap.ts';

/** Long enough to serve a coordinator trying things one after another, short enough to give memory back. */
const IDLE_MILLISECONDS = 60_000;

/** A van drives as a car does; ferries are neither sought nor avoided, and cost their wait once. */
const BY_CAR = {
  costing: 'auto' as const,
  costing_options: { auto: { use_ferry: 0.5, ferry_cost: FERRY_WAIT_SECONDS } },
  format: 'osrm',
};

/**
 * With a pram: steps are as good as closed (`step_penalty`, seconds), and of paths those without difficulty count (level 1
 * of the SAC hiking scale).
 */
const ON_FOOT = {
  costing: 'pedestrian' as const,
  costing_options: { pedestrian: { step_penalty: 600, max_hiking_difficulty: 1 } },
  format: 'osrm',
};

type Costing = typeof BY_CAR | typeof ON_FOOT;

/**
 * Valhalla on tiles made by `buildValhallaTiles`. Every computation runs in a forked process that is started when
 * it is first needed and ended when it has been idle, so that this program stays small.
 * @param tilesFolder       absolute path
 * @param dataVersion       identifies the road data, for example a hash of the extract
 * @param idleMilliseconds  how long the process waits for more work; 60 s when left out
 */
export function createValhallaEngine(options: {
  tilesFolder: string;
  dataVersion: string;
  idleMilliseconds?: number;
}): Engine & { readonly pid: () => number | undefined } {
  const { tilesFolder } = options;
  const valhalla: Valhalla = {
    tilesFolder,
    ...createValhallaProcess({
      config: valhallaConfig(tilesFolder),
      idleMilliseconds: options.idleMilliseconds ?? IDLE_MILLISECONDS,
    }),
  };
  const source: MatrixSource = {
    engine: 'valhalla',
    dataVersion: options.dataVersion,
    isEstimate: false,
  };
  return {
    source,
    description: "Valhalla, in a process of this program, on the region's own roads",
    matrix: (asked) => matrix(valhalla, BY_CAR, { ...asked, source }),
    onFoot: { source, matrix: (asked) => matrix(valhalla, ON_FOOT, { ...asked, source }) },
    route: (places) => route(valhalla, source, places),
    locate: async (places) => {
      const snaps = await snapAll(valhalla, BY_CAR, places);
      return places.map((place, i): SnappedPoint => {
        const snap = snaps[i];
        return { id: place.id, lonLat: snap?.lonLat ?? null, metres: snap?.metres ?? UNREACHABLE };
      });
    },
    close: () => valhalla.stop(),
    pid: () => valhalla.pid(),
  };
}

type Valhalla = ValhallaProcess & { readonly tilesFolder: string };

/**
 * Places are looked up first: one of them off the road would fail the whole matrix without being named, and scraps of
 * road are to be passed over.
 */
async function matrix(
  valhalla: Valhalla,
  costing: Costing,
  asked: Parameters<Engine['matrix']>[0] & { readonly source: MatrixSource },
): ReturnType<Engine['matrix']> {
  const result = emptyMatrix(asked);
  if (result.seconds.length === 0) return result;
  const snaps = await snapAll(valhalla, costing, [...asked.from, ...asked.to], asked.signal);
  const near = snaps.map(nearRoad);
  const from = near.slice(0, asked.from.length);
  const to = near.slice(asked.from.length);
  const most = { rows: VALHALLA_CHUNK, columns: VALHALLA_CHUNK };
  const chunks = cutIntoChunks({ rows: present(from), columns: present(to) }, most);
  for (const [done, chunk] of chunks.entries()) {
    asked.onProgress?.(done / chunks.length);
    const request = {
      ...costing,
      sources: chunk.rows.map((i) => from[i]),
      targets: chunk.columns.map((j) => to[j]),
      verbose: false,
    };
    const question = { kind: 'matrix' as const, request: JSON.stringify(request) };
    const reply = await valhalla.ask(question, asked.signal);
    if ('refusal' in reply) throw refusalError(reply.refusal);
    const answer: OsrmTableAnswer = JSON.parse(reply.answer);
    // Snapping was judged above, on the place itself; here the road points are asked about.
    writeTable(result, chunk, { ...answer, sources: undefined, destinations: undefined });
  }
  stopIfCancelled(asked.signal);
  asked.onProgress?.(1);
  return result;
}

const present = (places: readonly unknown[]): readonly number[] =>
  places.flatMap((place, i) => (place === null ? [] : [i]));

const nearRoad = (snap: ValhallaSnap | null) =>
  snap && snap.metres <= MAX_SNAP_METRES ? { lon: snap.lonLat[0], lat: snap.lonLat[1] } : null;

async function route(valhalla: Valhalla, source: MatrixSource, places: readonly RoutePoint[]) {
  if (places.length < 2) {
    throw engineError('ENGINE_REFUSED', 'A route needs at least two places: add another');
  }
  const near = (await snapAll(valhalla, BY_CAR, places)).map(nearRoad);
  const off = places.filter((_, i) => near[i] === null).map((place) => place.name);
  if (off.length > 0) {
    throw engineError(
      'ENGINE_NO_ROAD',
      `There is no road within ${MAX_SNAP_METRES / 1000} km of ${listed(off)}: check the coordinates, or leave the place out`,
    );
  }
  const nearest = new Map(places.map((place, i) => [place, near[i]]));
  const ask = (ends: readonly RoutePoint[]) =>
    valhalla.ask({ kind: 'route', request: routeRequest(ends.map((place) => nearest.get(place))) });
  const reply = await ask(places);
  if ('answer' in reply) return readRoute(JSON.parse(reply.answer), { places, source });
  if (!NO_WAY.test(reply.refusal)) throw refusalError(reply.refusal);
  const ends = await findBrokenLeg(places, async (pair) => 'answer' in (await ask(pair)));
  throw osrmRefusal({ code: 'NoRoute', message: reply.refusal }, { places: ends, engine: 'Valhalla' });
}

/** Valhalla's words where OSRM has the code NoRoute. */
const NO_WAY = /no path/i;

const routeRequest = (locations: readonly unknown[]): string =>
  JSON.stringify({
    ...{ ...BY_CAR, locations, shape_format: 'geojson' },
    directions_options: { language: 'en-GB' },
  });

async function snapAll(
  valhalla: Valhalla,
  { costing }: Costing,
  places: readonly RoutePoint[],
  signal?: AbortSignal,
): Promise<(ValhallaSnap | null)[]> {
  if (places.length === 0) return [];
  // Without its tiles Valhalla would answer that nothing can be reached from anywhere.
  if (!(await hasValhallaTiles(valhalla.tilesFolder))) {
    throw engineError(
      'ENGINE_UNAVAILABLE',
      `There is no road graph for Valhalla in ${valhalla.tilesFolder}: import the region again`,
    );
  }
  const question = { kind: 'snap' as const, costing, places: places.map((place) => place.lonLat) };
  const reply = await valhalla.ask(question, signal);
  if ('refusal' in reply) throw refusalError(reply.refusal);
  return JSON.parse(reply.answer);
}

function refusalError(refusal: string) {
  return engineError(
    'ENGINE_REFUSED',
    `Valhalla could not answer (${refusal}): the road graph may be damaged or of another version; import the region again`,
    { details: { refusal } },
  );
}
