import { constants } from 'node:fs';
import { access, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import type { EngineProgress } from './engine.ts';
import { engineError } from './engineErrors.ts';
import { OSRM_GRAPH_NAME } from './osrmBinding.ts';
import { replaceFolder } from './replaceFolder.ts';
import { runTool, type ToolEnd } from './runTool.ts';

/** OSRM's graph builders, and the car profile they need. */
export interface OsrmTools {
  /** Folder of osrm-extract, osrm-partition and osrm-customize. */
  readonly binFolder: string;
  readonly profilePath: string;
}

const TOOLS = ['osrm-extract', 'osrm-partition', 'osrm-customize'] as const;
/** Share of the whole work finished when each tool ends (measured on an English county). */
const SHARES = [0.7, 0.9, 1];

/**
 * Looks for OSRM's three graph builders together in one folder, and for `car.lua`: in `osrmBin`, then in the optional
 * package, then on PATH.
 * @param osrmBin        folder of the programs (`OSRM_BIN`); its profiles may lie beside it
 * @param packageFolder  folder of @project-osrm/osrm; looked for when left out, null for none
 */
export async function findOsrmTools(options: {
  osrmBin?: string;
  packageFolder?: string | null;
  path?: string;
}): Promise<OsrmTools | undefined> {
  const inPackage = options.packageFolder === undefined ? packageFolder() : options.packageFolder;
  const folders = [
    ...(options.osrmBin ? [resolve(options.osrmBin)] : []),
    ...(inPackage ? [join(inPackage, 'lib', 'binding_napi_v8')] : []),
    ...(options.path ?? process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  for (const binFolder of folders) {
    const found = await Promise.all(TOOLS.map((tool) => isReadable(join(binFolder, tool), constants.X_OK)));
    if (!found.every(Boolean)) continue;
    const profilePath = await findProfile(binFolder, inPackage);
    if (profilePath) return { binFolder, profilePath };
  }
  return undefined;
}

/**
 * Builds OSRM's graph (MLD, car profile) from a region's extract; what stood in the folder before stays whole until
 * then.
 * @param osrmFolder  where `region.osrm.*` shall be
 * @throws ENGINE_EXTRACT, naming the file, when it is missing or osrm-extract cannot read it; ENGINE_BUILD when
 *   another step fails; ENGINE_CANCELLED on the signal
 */
export async function buildOsrmGraph(
  asked: { tools: OsrmTools; pbfPath: string; osrmFolder: string } & EngineProgress,
): Promise<void> {
  const pbfPath = resolve(asked.pbfPath);
  if (!(await stat(pbfPath).catch(() => undefined))?.isFile()) {
    throw engineError(
      'ENGINE_EXTRACT',
      `There is no file ${pbfPath}: expected an OpenStreetMap extract (.osm.pbf); check the path`,
    );
  }
  await replaceFolder(resolve(asked.osrmFolder), async (folder) => {
    // osrm-extract writes beside its input, named after it.
    const input = join(folder, `${basename(OSRM_GRAPH_NAME, '.osrm')}.osm.pbf`);
    const graph = join(folder, OSRM_GRAPH_NAME);
    await symlink(pbfPath, input);
    for (const [i, tool] of TOOLS.entries()) {
      const end = await runTool({
        path: join(asked.tools.binFolder, tool),
        arguments: tool === 'osrm-extract' ? ['-p', asked.tools.profilePath, input] : [graph],
        folder,
        signal: asked.signal,
      });
      if (end.exitCode !== 0) throw buildFailure(tool, pbfPath, end);
      asked.onProgress?.(SHARES[i]);
    }
    await rm(input);
    if (!(await isReadable(`${graph}.mldgr`, constants.R_OK))) {
      throw engineError(
        'ENGINE_BUILD',
        `osrm-customize left no graph in ${folder}: check its version (5 or 6)`,
      );
    }
  });
}

function packageFolder(): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('@project-osrm/osrm')));
  } catch {
    return null;
  }
}

async function findProfile(binFolder: string, inPackage: string | null): Promise<string | undefined> {
  const places = [
    join(binFolder, 'profiles'),
    join(binFolder, '..', 'profiles'),
    join(binFolder, '..', 'share', 'osrm', 'profiles'),
    ...(inPackage ? [join(inPackage, 'profiles')] : []),
    '/usr/share/osrm/profiles',
    '/usr/local/share/osrm/profiles',
    '/opt',
  ];
  for (const place of places) {
    const profile = join(place, 'car.lua');
    if (await isReadable(profile, constants.R_OK)) return profile;
  }
  return undefined;
}

const isReadable = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

function buildFailure(tool: string, pbfPath: string, end: ToolEnd) {
  const details = { lastOutput: end.lastOutput, exitCode: end.exitCode, killedBy: end.killedBy };
  const name = basename(pbfPath);
  const how = end.killedBy ? `ended by ${end.killedBy}` : `exit code ${end.exitCode}`;
  if (tool === 'osrm-extract' && /pbf|osmium|protobuf|zlib|parse|eof/i.test(end.lastOutput)) {
    return engineError(
      'ENGINE_EXTRACT',
      `${name} cannot be read as an OpenStreetMap extract: it is damaged, cut short or something else; download it again (for a county: download.geofabrik.de, the .osm.pbf file)`,
      { details },
    );
  }
  return engineError(
    'ENGINE_BUILD',
    `${tool} could not build the road graph from ${name} (${how}): check that there is free disk space and memory, then try again`,
    { details },
  );
}
