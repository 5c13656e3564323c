import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cancelledError, engineError, stopIfCancelled } from './engineErrors.ts';
import type { OsrmNearestAnswer, OsrmRouteAnswer, OsrmTableAnswer } from './osrmAnswers.ts';
import type { OsrmDoor } from './osrmDoor.ts';
import { createEngineBehind, type OsrmEngine } from './osrmEngine.ts';

type Callback = (error: Error | null | undefined, result?: object) => void;
type Query = Readonly<Record<string, unknown>>;

/** The part of `@project-osrm/osrm`'s interface that is used here (its docs/nodejs/api.md). */
export interface OsrmBinding {
  table(query: Query, callback: Callback): void;
  route(query: Query, callback: Callback): void;
  nearest(query: Query, callback: Callback): void;
}
export type OsrmBindingClass = new (options: { path: string; algorithm: 'MLD' }) => OsrmBinding;

/** The binding takes any number of coordinates; this many keep progress and cancelling lively. */
const MAX_COORDINATES = 1000;

/**
 * The optional package's class, if the package is really there with its binary.
 * @param resolve  finds the package's main file; throws when there is none
 */
export async function loadOsrmBinding(
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
): Promise<{ binding: OsrmBindingClass; packageFolder: string } | { missing: string }> {
  let main: string;
  try {
    main = resolve('@project-osrm/osrm');
  } catch {
    return { missing: 'the optional package @project-osrm/osrm is not installed' };
  }
  try {
    const loaded = await import(pathToFileURL(main).href);
    const binding: unknown = loaded.default ?? loaded.OSRM;
    if (typeof binding !== 'function') return { missing: '@project-osrm/osrm has no OSRM class' };
    return { binding: binding as OsrmBindingClass, packageFolder: dirname(dirname(main)) };
  } catch (error) {
    return { missing: `@project-osrm/osrm does not load here (${(error as Error).message.split('\n')[0]})` };
  }
}

/**
 * OSRM in this process, on a graph made by `buildOsrmGraph`.
 * @param graphPath  base path of the graph: `…/region.osrm`
 * @param binding    the class from `loadOsrmBinding`
 * @throws ENGINE_UNAVAILABLE when the graph cannot be opened
 */
export function createOsrmBindingEngine(options: {
  graphPath: string;
  binding: OsrmBindingClass;
  dataVersion: string;
}): OsrmEngine {
  const description = "OSRM, in this program, on the region's own roads";
  return createEngineBehind(bindingDoor(openGraph(options.binding, options.graphPath)), {
    engine: 'osrm',
    description,
    dataVersion: options.dataVersion,
  });
}

function openGraph(Binding: OsrmBindingClass, graphPath: string): OsrmBinding {
  try {
    return new Binding({ path: graphPath, algorithm: 'MLD' });
  } catch (cause) {
    throw engineError(
      'ENGINE_UNAVAILABLE',
      `The road graph ${graphPath} cannot be opened by OSRM (${(cause as Error).message}): import the region again`,
      { cause },
    );
  }
}

function bindingDoor(osrm: OsrmBinding): OsrmDoor {
  const plain = { generate_hints: false };
  return {
    name: 'OSRM',
    maxCoordinates: MAX_COORDINATES,
    table: ({ from, to, withDistances, signal }) => {
      const query = {
        ...plain,
        coordinates: [...from, ...to],
        sources: [...from.keys()],
        destinations: Array.from(to.keys(), (j) => from.length + j),
        annotations: withDistances ? ['duration', 'distance'] : ['duration'],
      };
      return call<OsrmTableAnswer>((done) => osrm.table(query, done), signal);
    },
    route: ({ places, signal }) => {
      const query = {
        ...{ ...plain, coordinates: places, steps: true },
        ...{ overview: 'full', geometries: 'geojson' },
      };
      return call<OsrmRouteAnswer>((done) => osrm.route(query, done), signal);
    },
    nearest: ({ place, signal }) => {
      const query = { ...plain, coordinates: [place], number: 1 };
      return call<OsrmNearestAnswer>((done) => osrm.nearest(query, done), signal);
    },
    close: async () => undefined,
  };
}

/**
 * One question to the binding, answered in the shape of the HTTP API: the binding leaves `code` out of an answer,
 * and gives it as the message of the error otherwise. It cannot be interrupted; a cancelled answer is not waited for.
 */
function call<Answer extends { code: string }>(
  ask: (done: Callback) => void,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  stopIfCancelled(signal);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelledError(signal as AbortSignal));
    signal?.addEventListener('abort', onAbort, { once: true });
    const done: Callback = (error, result) => {
      signal?.removeEventListener('abort', onAbort);
      const refusal = { code: error?.message ?? '', message: error?.message };
      resolve((error ? refusal : { ...result, code: 'Ok' }) as Answer);
    };
    try {
      ask(done);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Where a finished graph of `buildOsrmGraph` begins, if there is one in the folder. */
export function findOsrmGraph(osrmFolder: string): string | undefined {
  const graphPath = join(osrmFolder, OSRM_GRAPH_NAME);
  return existsSync(`${graphPath}.mldgr`) ? graphPath : undefined;
}

/** Base name of the graph's files in their folder: `region.osrm.mldgr` and so on. */
export const OSRM_GRAPH_NAME = 'region.osrm';
