import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Region, Site } from '../core/nouns.ts';
import { withEditedSites } from '../core/sites/withEditedSites.ts';
import { PlannerError } from '../shared/errors.ts';
import { slugOf } from '../shared/text.ts';
import { type Clock, systemClock } from '../shared/time.ts';
import { IMPORT_LOCK_FILE, lockImport } from '../store/importLock.ts';
import { openStore, type ReadableDb } from '../store/open.ts';
import { listPlans } from '../store/plans.ts';
import { readTables, saveRegion } from '../store/region.ts';
import { regionDbPath, regionFolder, SAMPLE_SLUG } from '../store/regionFolder.ts';
import { listEditedSites } from '../store/sites.ts';
import { prepareTiles, sweepTiles } from './basemap/prepareTiles.ts';
import { type ComparedTables, compareRegion, type RegionChanges } from './compareRegion.ts';
import { type GatheredRegion, gatherRegion } from './gatherRegion.ts';
import { stopIfCancelled, writeError } from './importErrors.ts';
import { type NamedFiles, namedFiles } from './namedFiles.ts';
import type { ImportReport } from './report.ts';
import { prepareRoads, sweepRoadFolders } from './roadFolders.ts';
import { stepTimer } from './stepTimer.ts';
import { attributionOf, fileReport, totalsOf, warningsOf } from './summary.ts';

/** The files of a county. Paths are relative to the working directory. */
export interface ImportRequest {
  readonly dataDir: string;
  readonly name: string;
  /** Folder name; made from the name when missing. */
  readonly slug?: string;
  /** An OpenStreetMap extract (.osm.pbf). Without one there is no road graph, and times are estimates. */
  readonly osm?: string;
  /** Tables, maps and look-ups of areas, with the area's code in common; see `readAreas`. */
  readonly areas: readonly string[];
  /** Unit postcodes: files, or folders of area files. */
  readonly postcodes?: string | readonly string[];
  readonly hubs: string;
  /** A site register, or `osm`: what the extract has. */
  readonly sites: { readonly file: string } | 'osm';
  /** Names to search by; from the extract when missing. */
  readonly places?: string;
  /** Made from the postcodes when missing. */
  readonly outwardCodes?: string;
  /** This project's own when missing, as with the two below. */
  readonly vans?: string;
  readonly sessionTypes?: string;
  readonly bankHolidays?: string;
  /** Calendars of school terms (.ics); none when missing. */
  readonly schoolTerms?: readonly string[];
  /** Outline of the land as GeoJSON polygons; from the extract's coast when missing. */
  readonly land?: string;
  readonly isSample?: boolean;
  readonly roadsLabel?: string;
  readonly attribution?: readonly string[];
  /** Leaves broken rows out, with a line in the report, instead of stopping at them. */
  readonly skipBadRows?: boolean;
}

/** How far an import is: a step in words with the share of it that is done, 0..1. */
export interface ImportProgress {
  readonly step: string;
  readonly share: number;
}

/** Builds the road graphs of an extract into a folder, each whole or not at all; see `engines/buildRoads.ts`. */
export type BuildRoads = (asked: {
  pbfPath: string;
  roadsFolder: string;
  routingEngine?: string;
  osrmBin?: string;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}) => Promise<{ engines: string[]; skipped?: string }>;

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** `ROUTING_ENGINE` and `OSRM_BIN`: which road graph to build, and with which tools. */
  readonly routingEngine?: string;
  readonly osrmBin?: string;
  /** The engines' own builder when missing. */
  readonly buildRoads?: BuildRoads;
}

/**
 * Imports a county from its files: everything is read and checked, then map and road graph are made beside the old ones,
 * and then the region's database is changed in one transaction. Until that moment, and whenever anything fails, the region
 * is as it was.
 * @returns the report, which is kept with the region
 * @throws IMPORT_FILE, IMPORT_ROWS (broken rows), IMPORT_NAME, IMPORT_RUNNING, IMPORT_WRITE, IMPORT_CANCELLED, ENGINE_* (road graph)
 */
export async function importRegion(
  request: ImportRequest,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const slug = slugFor(request);
  const folder = regionFolder(request.dataDir, slug);
  try {
    const unlock = lockImport(folder);
    try {
      return await importInto(folder, slug, request, options);
    } finally {
      unlock();
      await removeIfUnused(folder);
    }
  } catch (error) {
    throw writeError(folder, error);
  }
}

/** What an import would do. */
export interface ImportCheck {
  /** Its report, as far as it can be told without building the road graph. */
  readonly report: ImportReport;
  /** Against the region there is; null when there is none. */
  readonly changes: RegionChanges | null;
}

/**
 * Reads and checks the files of a county, and holds them against the region there is. Nothing is changed.
 * @throws as `importRegion`, except for what only building and writing can bring
 */
export async function checkImport(request: ImportRequest, options: ImportOptions = {}): Promise<ImportCheck> {
  const slug = slugFor(request);
  const timed = stepTimer(options);
  const gathered = await gatherRegion(request, timed, options.signal);
  const region = regionOf(slug, request, gathered, {
    roadsFolder: '',
    tilesFile: '',
    importedAt: (options.clock ?? systemClock)(),
  });
  return {
    report: reportOf(region, { gathered, warnings: [], steps: timed.steps() }),
    changes: changesOf(regionDbPath(request.dataDir, slug), request, { ...gathered.tables, region }),
  };
}

async function importInto(
  folder: string,
  slug: string,
  request: ImportRequest,
  options: ImportOptions,
): Promise<ImportReport> {
  const named = namedFiles(regionDbPath(request.dataDir, slug));
  await sweepRoadFolders(folder, named.roads);
  await sweepTiles(folder, named.tiles);
  try {
    return await readBuildAndSave({ folder, slug, named }, request, options);
  } catch (error) {
    await sweepTiles(folder, named.tiles);
    throw error;
  }
}

async function readBuildAndSave(
  into: { folder: string; slug: string; named: NamedFiles },
  request: ImportRequest,
  options: ImportOptions,
): Promise<ImportReport> {
  const { folder, slug, named } = into;
  const timed = stepTimer(options);
  const { basemap, ...gathered } = await gatherRegion(request, timed, options.signal);
  const importedAt = (options.clock ?? systemClock)();
  const attribution = request.attribution ?? attributionOf(request, importedAt);
  const tilesFile = await timed('Drawing the map', (onShare) =>
    prepareTiles({ folder, name: request.name, attribution }, basemap, { onShare, signal: options.signal }),
  );
  const roads = await timed('Building the road graph', (onProgress) =>
    prepareRoads(
      { folder, pbfPath: request.osm, sha256: gathered.dataVersion, named: named.roads },
      { ...options, onShare: onProgress },
    ),
  );
  stopIfCancelled(options.signal);
  const region = regionOf(slug, request, gathered, {
    roadsFolder: roads.name,
    tilesFile,
    importedAt,
  });
  const reportWith = (steps: ImportReport['steps']): ImportReport =>
    reportOf(region, { gathered, warnings: roads.warnings, steps });
  await timed('Saving', async () => {
    const report = reportWith(timed.steps());
    const db = openStore(regionDbPath(request.dataDir, slug));
    try {
      const sites = sitesWithEdits(db, request, gathered.tables.sites);
      saveRegion(db, { ...gathered.tables, sites, region, report });
    } finally {
      db.close();
    }
  });
  return reportWith(timed.steps());
}

function reportOf(
  region: Region,
  made: {
    gathered: Omit<GatheredRegion, 'basemap'>;
    warnings: readonly string[];
    steps: ImportReport['steps'];
  },
): ImportReport {
  return {
    region: { slug: region.slug, name: region.name, isSample: region.isSample },
    importedAt: region.importedAt,
    files: made.gathered.files.map(fileReport),
    totals: totalsOf(made.gathered),
    warnings: [...warningsOf(made.gathered), ...made.warnings],
    steps: made.steps,
  };
}

/** What was edited in the planner is not lost to an import without a word. */
const sitesWithEdits = (db: ReadableDb, request: ImportRequest, imported: readonly Site[]): Site[] =>
  withEditedSites({ imported, edited: listEditedSites(db), isFromExtract: request.sites === 'osm' });

function changesOf(dbPath: string, request: ImportRequest, imported: ComparedTables): RegionChanges | null {
  if (!existsSync(dbPath)) return null;
  const db = openStore(dbPath);
  try {
    const before = readTables(db);
    if (!before) return null;
    const after = { ...imported, sites: sitesWithEdits(db, request, imported.sites) };
    const editedSiteIds = new Set(listEditedSites(db).map((site) => site.id));
    return compareRegion({ before, after, plans: listPlans(db), editedSiteIds });
  } finally {
    db.close();
  }
}

function slugFor(request: ImportRequest): string {
  const slug = request.slug ?? slugOf(request.name);
  const problem =
    request.name.trim() === ''
      ? 'A region needs a name'
      : !/^[a-z0-9][a-z0-9-]*$/.test(slug)
        ? `"${slug}" cannot be a region's short name: expected small letters, digits and hyphens`
        : slug === SAMPLE_SLUG && !request.isSample
          ? 'The name "sample" belongs to the sample region'
          : undefined;
  if (problem === undefined) return slug;
  throw new PlannerError({
    code: 'IMPORT_NAME',
    category: 'input',
    message: `${problem}. Give another one with --name`,
  });
}

function regionOf(
  slug: string,
  request: ImportRequest,
  gathered: Omit<GatheredRegion, 'basemap'>,
  made: Pick<Region, 'roadsFolder' | 'tilesFile' | 'importedAt'>,
): Region {
  return {
    slug,
    name: request.name.trim(),
    isSample: request.isSample ?? false,
    roadsLabel:
      request.roadsLabel ??
      (request.osm === undefined ? 'no road network' : `OpenStreetMap roads of ${basename(request.osm)}`),
    dataVersion: gathered.dataVersion,
    bounds: gathered.bounds,
    attribution: request.attribution ?? attributionOf(request, made.importedAt),
    ...made,
  };
}

/** A first import that failed leaves no folder behind. */
async function removeIfUnused(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.every((name) => name === IMPORT_LOCK_FILE)) await rm(folder, { recursive: true, force: true });
}
