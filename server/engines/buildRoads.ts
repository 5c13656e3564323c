import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PlannerError } from '../shared/errors.ts';
import { buildOsrmGraph, findOsrmTools } from './buildOsrmGraph.ts';
import { buildValhallaTiles } from './buildValhallaTiles.ts';
import type { EngineProgress } from './engine.ts';
import { engineError } from './engineErrors.ts';
import { loadOsrmBinding } from './osrmBinding.ts';
import { findValhallaTools } from './valhallaTools.ts';

/** Which engine to use, by name; undefined: the best there is. */
export type RoutingEngineName = 'osrm-http' | 'osrm' | 'valhalla' | 'estimate';
export const ROUTING_ENGINES: readonly RoutingEngineName[] = ['osrm-http', 'osrm', 'valhalla', 'estimate'];

/** Where in a region's roads folder each engine's graph lies. */
export const valhallaFolder = (roadsFolder: string): string => join(roadsFolder, 'valhalla');
export const osrmFolder = (roadsFolder: string): string => join(roadsFolder, 'osrm');

/**
 * Builds the road graph that `chooseEngine` will find, from a region's extract: OSRM's when both its tools and the
 * package that reads it are there, or else Valhalla's.
 * @param pbfPath        the extract
 * @param roadsFolder    the region's folder for graphs
 * @param routingEngine  `ROUTING_ENGINE`; with osrm-http and estimate nothing is built here
 * @param osrmBin        `OSRM_BIN`
 * @returns  the engines a graph was built for; none when nothing here can build one, with the reason in `skipped`
 * @throws ENGINE_UNAVAILABLE when the engine asked for by name is not there; ENGINE_EXTRACT, ENGINE_BUILD,
 *   ENGINE_CANCELLED as the builders
 */
export async function buildRoads(
  asked: {
    pbfPath: string;
    roadsFolder: string;
    routingEngine?: string;
    osrmBin?: string;
  } & EngineProgress,
): Promise<{ engines: string[]; skipped?: string }> {
  const { routingEngine } = asked;
  if (routingEngine === 'estimate' || routingEngine === 'osrm-http') {
    return { engines: [] };
  }
  const missing: string[] = [];
  if (routingEngine === undefined || routingEngine === 'osrm') {
    const built = await buildWithOsrm(asked);
    if (built === true) {
      await removeGraph(valhallaFolder(asked.roadsFolder));
      return { engines: ['osrm'] };
    }
    missing.push(built);
  }
  if (routingEngine === undefined || routingEngine === 'valhalla') {
    const tools = await findValhallaTools();
    if (tools.isUsable) {
      await buildValhallaTiles({ ...asked, tilesFolder: valhallaFolder(asked.roadsFolder) });
      await removeGraph(osrmFolder(asked.roadsFolder));
      return { engines: ['valhalla'] };
    }
    missing.push(tools.reason);
  }
  const reason = missing.join('; ');
  if (routingEngine === undefined) return { engines: [], skipped: reason };
  throw engineError(
    'ENGINE_UNAVAILABLE',
    `ROUTING_ENGINE asks for ${routingEngine}, which cannot build a road graph here: ${reason}`,
  );
}

/** A graph of another engine is of the roads before these. */
const removeGraph = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** True when built; otherwise the reason why not. */
async function buildWithOsrm(asked: Parameters<typeof buildRoads>[0]): Promise<true | string> {
  const loaded = await loadOsrmBinding();
  if ('missing' in loaded) return loaded.missing;
  const tools = await findOsrmTools({ osrmBin: asked.osrmBin, packageFolder: loaded.packageFolder });
  if (!tools) return 'osrm-extract, osrm-partition, osrm-customize and car.lua were not found together';
  try {
    await buildOsrmGraph({ ...asked, tools, osrmFolder: osrmFolder(asked.roadsFolder) });
    return true;
  } catch (error) {
    // A fault of the file is told at once; a fault of the tools leaves the work to Valhalla.
    const isToolFault = error instanceof PlannerError && /^ENGINE_(BUILD|UNAVAILABLE)$/.test(error.code);
    if (!isToolFault || asked.routingEngine === 'osrm') throw error;
    return error.message;
  }
}
