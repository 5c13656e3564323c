import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SAMPLE_SLUG } from '../store/regionFolder.ts';
import { fileError } from './importErrors.ts';
import { type ImportOptions, importRegion } from './importRegion.ts';
import type { ImportReport } from './report.ts';
import { readSampleRoads } from './sampleRoads.ts';
import { sampleRoadsAsPbf } from './sampleRoadsAsPbf.ts';

const OWN_DATA = fileURLToPath(new URL('../../data/', import.meta.url));
const WORDING = z.object({ name: z.string(), roadsLabel: z.string(), attribution: z.array(z.string()) });

/**
 * Imports the region shipped with the program, through the same readers as any county: its tables, its road network
 * (written as an extract first) and its coast.
 * @param dataDir     where the region's folder shall be
 * @param dataFolder  the sample's files; the program's own `data/` when missing
 * @throws as `importRegion`, and ROADS_* for the road network
 */
export async function loadSample(
  asked: { dataDir: string; dataFolder?: string },
  options: ImportOptions = {},
): Promise<ImportReport> {
  const file = (name: string) => join(asked.dataFolder ?? OWN_DATA, name);
  const { name, roadsLabel, attribution } = await wordingIn(file('region.json'));
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-'));
  try {
    const osm = join(folder, 'sample-roads.osm.pbf');
    await writeFile(osm, sampleRoadsAsPbf(readSampleRoads(file('roads'))));
    return await importRegion(
      {
        dataDir: asked.dataDir,
        name,
        slug: SAMPLE_SLUG,
        isSample: true,
        roadsLabel,
        attribution,
        osm,
        areas: [file('areas.csv')],
        hubs: file('hubs.csv'),
        sites: { file: file('sites.csv') },
        places: file('places.csv'),
        outwardCodes: file('outward-codes.csv'),
        vans: file('vans.csv'),
        sessionTypes: file('session-types.csv'),
        bankHolidays: file('bank-holidays.json'),
        land: file('coast.geojson'),
      },
      options,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function wordingIn(path: string): Promise<z.infer<typeof WORDING>> {
  try {
    return WORDING.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw fileError(
      path,
      'the sample region’s wording cannot be read: expected name, roadsLabel and attribution',
      cause,
    );
  }
}
