import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { ImportOutcomeWire } from './contract/planner.ts';
import type { AskedImport, RegionWork } from './http/plannerNeeds.ts';
import type { ImportRequest } from './import/importRegion.ts';
import { openRegion } from './openRegion.ts';
import type { StageProgress } from './planning/context.ts';
import { rememberRegion } from './servedRegion.ts';
import { PlannerError } from './shared/errors.ts';
import type { Clock } from './shared/time.ts';
import type { WritableDb } from './store/open.ts';
import { carrySignIn } from './store/people.ts';
import { getRegion } from './store/region.ts';
import { listRegionSlugs, regionFolder } from './store/regionFolder.ts';

/** Files brought to a region, in its folder. */
const UPLOADS = 'uploads';

/** Share of the whole at which each step of an import begins. */
const STEP_BEGINS: Readonly<Record<string, number>> = {
  'Reading areas and sites': 0,
  'Reading the OpenStreetMap extract': 0.05,
  'Reading postcodes': 0.25,
  'Checking places against roads': 0.35,
  'Drawing the map': 0.4,
  'Building the road graph': 0.6,
  Saving: 0.95,
};

/**
 * Imports started from the planner. Reading files is loaded only when it is asked for.
 * @param needs.reopen  serves a region (anew)
 */
export function createRegionWork(
  config: Config,
  needs: { db: WritableDb; clock: Clock; reopen: (slug: string) => Promise<void> },
): RegionWork {
  const folder = regionFolder(config.dataDir, config.region);
  const uploadsFolder = join(folder, UPLOADS);
  const served = getRegion(needs.db).slug;
  return {
    uploadsFolder,
    async recognise(paths) {
      const { sortFiles } = await import('./import/sortFiles.ts');
      const { files } = await sortFiles(paths);
      return files.map(({ kind, inWords, problem }) => ({ kind, inWords, problem: problem ?? null }));
    },
    async unpack(path) {
      const { isArchive, unpackUsable } = await import('./import/unpackArchive.ts');
      if (!(await isArchive(path))) return;
      try {
        await unpackUsable(path, uploadsFolder);
      } finally {
        await rm(path, { force: true });
      }
    },
    async check(asked, progress) {
      const { checkImport } = await import('./import/importRegion.ts');
      const request = await requestOf(config, asked, uploadsFolder);
      const { report, changes } = await checkImport(request, importOptions(config, needs.clock, progress));
      return { ...report.region, isApplied: false, report, changes };
    },
    async apply(asked, progress) {
      const { importRegion } = await import('./import/importRegion.ts');
      const request = await requestOf(config, asked, uploadsFolder);
      const report = await importRegion(request, importOptions(config, needs.clock, progress));
      const { slug } = report.region;
      if (slug === served) await needs.reopen(served);
      else await moveFiles(uploadsFolder, join(regionFolder(config.dataDir, slug), UPLOADS));
      return { ...report.region, isApplied: true, report, changes: null } satisfies ImportOutcomeWire;
    },
    async restore(versionId) {
      const { restoreRegion } = await import('./import/restoreRegion.ts');
      restoreRegion(needs.db, { folder, versionId, clock: needs.clock });
      await needs.reopen(served);
    },
    regions: () => listRegionSlugs(config.dataDir).map((slug) => ({ slug, name: nameOf(config, slug) })),
    async open(slug, { token, person }) {
      const db = openRegion({ ...config, region: slug });
      try {
        carrySignIn({ from: needs.db, to: db }, { token, person, at: needs.clock() });
      } finally {
        db.close();
      }
      await needs.reopen(slug);
      rememberRegion(config.dataDir, slug);
    },
  };
}

/** A region that cannot be opened, because a newer program wrote it, say, is listed by its short name all the same. */
function nameOf(config: Config, slug: string): string {
  let db: WritableDb | undefined;
  try {
    db = openRegion({ ...config, region: slug });
    return getRegion(db).name;
  } catch (error) {
    if (error instanceof PlannerError) return slug;
    throw error;
  } finally {
    db?.close();
  }
}

/** @throws IMPORT_FILES when they do not make a region */
async function requestOf(config: Config, asked: AskedImport, uploadsFolder: string): Promise<ImportRequest> {
  const { requestFrom, sortFiles } = await import('./import/sortFiles.ts');
  const names = await readdir(uploadsFolder).catch(() => [] as string[]);
  const paths = names
    .filter((name) => !name.startsWith('.') && !name.endsWith('.part'))
    .map((name) => join(uploadsFolder, name));
  if (paths.length === 0) {
    throw new PlannerError({
      code: 'IMPORT_FILES',
      category: 'input',
      message:
        'There are no files to import. Bring at least a table of areas, a table of hubs, and an extract or a site register',
    });
  }
  return { ...requestFrom(await sortFiles(paths)), name: asked.name, dataDir: config.dataDir };
}

function importOptions(config: Config, clock: Clock, progress: StageProgress) {
  let share = 0;
  return {
    clock,
    signal: progress.signal,
    routingEngine: config.routingEngine,
    osrmBin: config.osrmBin,
    onProgress: (at: { step: string; share: number }) => {
      const begins = STEP_BEGINS[at.step] ?? share;
      const ends = Math.min(1, ...Object.values(STEP_BEGINS).filter((other) => other > begins));
      share = Math.max(share, begins + at.share * (ends - begins));
      progress.onStage?.(at.step, share);
    },
  };
}

/** The files a new region was made from go with it. */
async function moveFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await rename(join(from, name), join(to, name));
}
