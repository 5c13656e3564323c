import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { PlannerError } from '../shared/errors.ts';
import type { EngineProgress } from './engine.ts';
import { engineError } from './engineErrors.ts';
import { cutShort, noRoads, notAnExtract } from './extractErrors.ts';
import { replaceFolder } from './replaceFolder.ts';
import { runTool, type ToolEnd } from './runTool.ts';
import { valhallaConfig } from './valhallaConfig.ts';
import { findValhallaTools } from './valhallaTools.ts';
import { copyWithoutTracks } from './withoutTracks.ts';

/** Threads of the tile builder: the smallest machine this runs on has two cores. */
const THREADS = 2;

/** Lines of the builder's log that begin a stage, with the share of its work done by then (measured on a county). */
const STAGES: readonly (readonly [begins: string, share: number])[] = [
  ['Parsing ways', 0.02],
  ['Parsing relations', 0.3],
  ['Parsing nodes', 0.35],
  ['Creating graph edges', 0.45],
  ['Building', 0.5],
  ['Enhancing local graph', 0.6],
  ['HierarchyBuilder', 0.7],
  ['Creating shortcuts', 0.75],
  ['Adding complex turn restrictions', 0.9],
  ['Validating, finishing', 0.95],
];

/** Share of the whole work done when the extract has been copied without its tracks (measured on a county). */
const COPY_SHARE = 0.1;

/** The builder's count of roads a car may use; it goes on without any, and then falls over. */
const NO_WAYS = /Finished with 0 routable ways/;

/**
 * Builds the road graph Valhalla answers from out of a region's OpenStreetMap extract, farm and forest tracks left
 * out. The graph that stood in `tilesFolder` before stays whole until the new one is finished, and stays when the work
 * fails.
 * @param pbfPath      a `.osm.pbf` file
 * @param tilesFolder  where the graph shall be
 * @param onProgress   called with a share 0..1
 * @throws ENGINE_UNAVAILABLE when Valhalla cannot run here; ENGINE_EXTRACT, naming the file, when it is missing, cut
 *   short, no OpenStreetMap file or without roads; ENGINE_BUILD for anything else; ENGINE_CANCELLED on the signal
 */
export async function buildValhallaTiles(
  asked: { pbfPath: string; tilesFolder: string } & EngineProgress,
): Promise<void> {
  const tools = await findValhallaTools();
  if (!tools.isUsable) {
    throw engineError('ENGINE_UNAVAILABLE', `The road graph cannot be built: ${tools.reason}`);
  }
  const pbfPath = resolve(asked.pbfPath);
  await refuseMissingExtract(pbfPath);
  let isWithoutRoads = false;
  await replaceFolder(resolve(asked.tilesFolder), async (folder) => {
    const configPath = join(folder, 'build.json');
    const roadsPath = join(folder, 'without-tracks.osm.pbf');
    await copyWithoutTracks({
      pbfPath,
      targetPath: roadsPath,
      onProgress: (share) => asked.onProgress?.(share * COPY_SHARE),
      signal: asked.signal,
    });
    await writeFile(configPath, JSON.stringify(valhallaConfig(folder)));
    const end = await runTool({
      path: tools.buildTilesPath,
      arguments: ['-c', configPath, '-j', String(THREADS), roadsPath],
      folder,
      onLine: (line) => {
        isWithoutRoads ||= NO_WAYS.test(line);
        reportStage(line, asked.onProgress);
      },
      signal: asked.signal,
    });
    if (isWithoutRoads) throw noRoads(pbfPath);
    if (end.exitCode !== 0) throw buildFailure(pbfPath, end);
    await rm(configPath);
    await rm(roadsPath);
    if (!(await hasTiles(folder))) throw noRoads(pbfPath);
  });
  asked.onProgress?.(1);
}

/** True when a folder holds a graph that `buildValhallaTiles` finished. */
export async function hasValhallaTiles(tilesFolder: string): Promise<boolean> {
  return hasTiles(tilesFolder).catch(() => false);
}

async function hasTiles(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true });
  return names.some((name) => name.endsWith('.gph'));
}

async function refuseMissingExtract(pbfPath: string): Promise<void> {
  const found = await stat(pbfPath).catch(() => undefined);
  if (found?.isFile()) return;
  throw engineError(
    'ENGINE_EXTRACT',
    `There is no file ${pbfPath}: expected an OpenStreetMap extract (.osm.pbf); check the path`,
  );
}

function reportStage(line: string, onProgress: EngineProgress['onProgress']): void {
  const stage = STAGES.find(([begins]) => line.includes(begins));
  if (stage) onProgress?.(COPY_SHARE + (1 - COPY_SHARE) * stage[1]);
}

function buildFailure(pbfPath: string, end: ToolEnd): PlannerError {
  const details = { lastOutput: end.lastOutput, exitCode: end.exitCode, killedBy: end.killedBy };
  if (/PBF error: unexpected EOF|truncated/i.test(end.lastOutput)) return cutShort(pbfPath, { details });
  if (/PBF error|osmium::/i.test(end.lastOutput)) return notAnExtract(pbfPath, { details });
  const how = end.killedBy ? `it was ended by ${end.killedBy}` : `exit code ${end.exitCode}`;
  const message = `The road graph could not be built from ${basename(pbfPath)} (${how}): check that there is free disk space and memory, then try again`;
  return engineError('ENGINE_BUILD', message, { details });
}
