import { lonLat } from '../shared/coordinates.ts';
import { listed } from '../shared/text.ts';
import { osrmFolder, ROUTING_ENGINES, type RoutingEngineName, valhallaFolder } from './buildRoads.ts';
import { hasValhallaTiles } from './buildValhallaTiles.ts';
import type { Engine } from './engine.ts';
import { engineError } from './engineErrors.ts';
import { createEstimateEngine } from './estimate.ts';
import { createOsrmEngine } from './osrm.ts';
import {
  createOsrmBindingEngine,
  findOsrmGraph,
  loadOsrmBinding,
  type OsrmBindingClass,
} from './osrmBinding.ts';
import { tidyFolder } from './replaceFolder.ts';
import { createValhallaEngine } from './valhalla.ts';
import { findValhallaTools } from './valhallaTools.ts';

export interface EngineChoice {
  readonly engine: Engine;
  /** One sentence for the log and the planner: which engine, and why this one. */
  readonly reason: string;
}

export interface EngineOptions {
  /** `ROUTING_ENGINE`; undefined or empty: the best there is. */
  readonly routingEngine?: string;
  /** `OSRM_URL`. */
  readonly osrmUrl?: string;
  /** `OSRM_FOOT_URL`: an OSRM with a profile for walking, beside whichever engine the drives come from. */
  readonly osrmFootUrl?: string;
  /** The region's folder, as filled by `buildRoads`. */
  readonly roadsFolder: string;
  /** Identifies the region's extract. */
  readonly dataVersion: string;
  readonly log?: (sentence: string) => void;
  /** The in-process OSRM's class, for tests; looked for when left out. */
  readonly loadBinding?: () => Promise<{ binding: OsrmBindingClass } | { missing: string }>;
}

/** Quick: the program is starting, and a server that is there answers at once. */
const HEALTH_TIMEOUT_MILLISECONDS = 5000;

type Attempt = EngineChoice | { readonly missing: string };

/**
 * The engine to use: OSRM over HTTP, OSRM in process, Valhalla in process, the estimate — the first that is there.
 * An OSRM_URL that does not answer is an error and not passed over: times from another engine would change the plan
 * without anybody having decided it. The same goes for an OSRM_FOOT_URL, which comes before the engine's own ways on foot.
 * @throws ENGINE_CONFIGURATION for an unknown ROUTING_ENGINE; ENGINE_UNAVAILABLE, ENGINE_TIMEOUT or ENGINE_ANSWER when
 *   the engine that was asked for by name or address cannot be used
 */
export async function chooseEngine(options: EngineOptions): Promise<EngineChoice> {
  const wanted = readName(options.routingEngine);
  await tidyFolder(valhallaFolder(options.roadsFolder));
  await tidyFolder(osrmFolder(options.roadsFolder));
  const choice = wanted ? await namedEngine(wanted, options) : await bestEngine(options);
  const { engine, reason } = await withWalks(choice, options);
  options.log?.(reason);
  return { engine, reason };
}

/** The engine with ways on foot, as far as there are any, and where they come from. */
async function withWalks({ engine, reason }: EngineChoice, options: EngineOptions): Promise<EngineChoice> {
  const foot = await footEngine(options);
  if (!foot) return { engine, reason };
  return {
    engine: {
      get source() {
        return engine.source;
      },
      description: engine.description,
      matrix: engine.matrix,
      route: engine.route,
      locate: engine.locate,
      onFoot: foot,
      close: async () => {
        await Promise.all([engine.close(), foot.close()]);
      },
    },
    reason: `${reason}; walks come from ${foot.description}, because OSRM_FOOT_URL is set`,
  };
}

function readName(name: string | undefined): RoutingEngineName | undefined {
  if (name === undefined || name.trim() === '') return undefined;
  const known = ROUTING_ENGINES.find((engine) => engine === name.trim());
  if (known) return known;
  throw engineError(
    'ENGINE_CONFIGURATION',
    `ROUTING_ENGINE is "${name}", expected one of ${listed(ROUTING_ENGINES)}, or nothing for the best there is`,
  );
}

async function namedEngine(name: RoutingEngineName, options: EngineOptions): Promise<EngineChoice> {
  const attempt = await ATTEMPTS[name](options, 'because ROUTING_ENGINE says so');
  if ('engine' in attempt) return attempt;
  throw engineError(
    'ENGINE_UNAVAILABLE',
    `ROUTING_ENGINE asks for ${name}, which cannot be used: ${attempt.missing}`,
  );
}

async function bestEngine(options: EngineOptions): Promise<EngineChoice> {
  if (options.osrmUrl) {
    const attempt = await ATTEMPTS['osrm-http'](options, 'because OSRM_URL is set');
    if ('engine' in attempt) return attempt;
  }
  const missing: string[] = [];
  for (const name of ['osrm', 'valhalla'] as const) {
    const why = missing.length === 0 ? 'the first choice' : `because ${missing.join('; ')}`;
    const attempt = await ATTEMPTS[name](options, why);
    if ('engine' in attempt) return attempt;
    missing.push(attempt.missing);
  }
  const engine = createEstimateEngine();
  return { engine, reason: `Road times are an estimate from straight lines, because ${missing.join('; ')}` };
}

const ATTEMPTS: Record<RoutingEngineName, (options: EngineOptions, why: string) => Promise<Attempt>> = {
  'osrm-http': overHttp,
  osrm: inProcess,
  valhalla,
  estimate: async (_options, why) => ({
    engine: createEstimateEngine(),
    reason: `Road times are an estimate from straight lines, ${why}`,
  }),
};

async function overHttp(options: EngineOptions, why: string): Promise<Attempt> {
  if (!options.osrmUrl) return { missing: 'OSRM_URL is not set' };
  const { osrmUrl: url, dataVersion } = options;
  const engine = await answeringOsrm({ url, setting: 'OSRM_URL', profile: 'driving', dataVersion });
  return { engine, reason: `Road times come from ${engine.description}, ${why}` };
}

async function footEngine({ osrmFootUrl, dataVersion }: EngineOptions): Promise<Engine | undefined> {
  if (!osrmFootUrl) return undefined;
  return answeringOsrm({ url: osrmFootUrl, setting: 'OSRM_FOOT_URL', profile: 'foot', dataVersion });
}

/** Whatever the region, OSRM answers with its nearest road; this also tells the version of its data. */
async function answeringOsrm(
  options: Pick<Parameters<typeof createOsrmEngine>[0], 'url' | 'setting' | 'profile'> & {
    dataVersion: string;
  },
): Promise<Engine> {
  const health = createOsrmEngine({
    ...options,
    ...{ dataVersion: undefined, timeoutMs: HEALTH_TIMEOUT_MILLISECONDS, retries: 2 },
  });
  await health.locate([{ id: 'health', name: 'a test place', lonLat: lonLat(0, 0) }]);
  const served = health.source.dataVersion;
  return createOsrmEngine({
    ...options,
    dataVersion: served === 'unknown' ? options.dataVersion : served,
  });
}

async function inProcess(options: EngineOptions, why: string): Promise<Attempt> {
  const loaded = await (options.loadBinding ?? loadOsrmBinding)();
  if ('missing' in loaded) return loaded;
  const graphPath = findOsrmGraph(osrmFolder(options.roadsFolder));
  if (!graphPath) return { missing: 'the region has no road graph for OSRM' };
  const { binding } = loaded;
  const engine = createOsrmBindingEngine({ graphPath, binding, dataVersion: options.dataVersion });
  return { engine, reason: `Road times come from ${engine.description}, ${why}` };
}

async function valhalla(options: EngineOptions, why: string): Promise<Attempt> {
  const tilesFolder = valhallaFolder(options.roadsFolder);
  if (!(await hasValhallaTiles(tilesFolder))) return { missing: 'the region has no road graph for Valhalla' };
  const tools = await findValhallaTools();
  if (!tools.isUsable) return { missing: tools.reason };
  const engine = createValhallaEngine({ tilesFolder, dataVersion: options.dataVersion });
  return { engine, reason: `Road times come from ${engine.description}, ${why}` };
}
