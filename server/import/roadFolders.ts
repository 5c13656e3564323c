import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildRoads, osrmFolder, valhallaFolder } from '../engines/buildRoads.ts';
import { replaceFolder } from '../engines/replaceFolder.ts';
import type { ImportOptions } from './importRegion.ts';

const PREFIX = 'roads-';
/** Counts up when graphs are built otherwise, so that those of before are not taken again. 2: footpaths are in. */
const BUILD = 2;
/** Names a folder that is never there: the region has no road graph. */
const NO_ROADS = `${PREFIX}none`;
/** Digits of the hash in a folder's name: enough to tell one extract from another. */
const HASH_DIGITS = 12;
/** A builder whose import was ended may still be writing there for a moment. */
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };

/**
 * Removes road graphs that neither the region nor a version of it names: half-built ones of an import that was ended, and
 * those of versions that can no longer be restored.
 */
export async function sweepRoadFolders(folder: string, named: readonly string[]): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (name.startsWith(PREFIX) && !named.includes(name)) await rm(join(folder, name), REMOVE);
  }
}

/**
 * The road graph of an extract: one there is when it was made from the same file, or a new one in a folder of its own,
 * which takes its name only when it is whole.
 * @param region.folder   the region's folder
 * @param region.pbfPath  undefined when the region has no extract
 * @param region.named    names of whole folders: the one in use, and those of versions that can be restored
 * @returns name of the folder, which is not there when nothing could be built, and then why
 * @throws ENGINE_* of the builders
 */
export async function prepareRoads(
  region: { folder: string; pbfPath: string | undefined; sha256: string; named: readonly string[] },
  options: ImportOptions & { onShare: (share: number) => void },
): Promise<{ name: string; warnings: string[] }> {
  const { folder, pbfPath } = region;
  if (pbfPath === undefined) {
    return {
      name: NO_ROADS,
      warnings: [
        'No OpenStreetMap extract was given: there is no road graph, and travel times are estimates.',
      ],
    };
  }
  const base = `${PREFIX}${BUILD}-${region.sha256.slice(0, HASH_DIGITS)}`;
  const usable = region.named.find(
    (name) => name.startsWith(base) && hasGraph(join(folder, name), options.routingEngine),
  );
  if (usable !== undefined) return { name: usable, warnings: [] };
  let name = base;
  for (let n = 2; existsSync(join(folder, name)); n++) name = `${base}-${n}`;
  const warnings: string[] = [];
  await replaceFolder(join(folder, name), async (fresh) => {
    const built = await (options.buildRoads ?? buildRoads)({
      pbfPath,
      roadsFolder: fresh,
      routingEngine: options.routingEngine,
      osrmBin: options.osrmBin,
      onProgress: options.onShare,
      signal: options.signal,
    });
    if (built.engines.length > 0) return;
    // OSRM by URL or the estimate still serve the region; its road graph can be built by importing again.
    const why = built.skipped ?? `ROUTING_ENGINE is ${options.routingEngine}`;
    warnings.push(`No road graph was built (${why}): travel times come from OSRM_URL, or are estimates.`);
  });
  return { name, warnings };
}

/** True when a folder holds a graph of the engine asked for, or of any. */
function hasGraph(roadsFolder: string, routingEngine: string | undefined): boolean {
  const folders = { osrm: osrmFolder(roadsFolder), valhalla: valhallaFolder(roadsFolder) };
  if (routingEngine === 'osrm' || routingEngine === 'valhalla') return existsSync(folders[routingEngine]);
  if (routingEngine !== undefined) return true;
  return existsSync(folders.osrm) || existsSync(folders.valhalla);
}
