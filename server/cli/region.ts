import { basename } from 'node:path';
import { readConfig } from '../config.ts';
import { type ImportRequest, importRegion } from '../import/importRegion.ts';
import { loadSample } from '../import/loadSample.ts';
import { reportText } from '../import/reportText.ts';
import { requestFrom, sortFiles } from '../import/sortFiles.ts';
import { progressLines } from './progressLines.ts';
import { type CountyFiles, parseRegionCommand } from './regionRequest.ts';
import { runCli } from './runCli.ts';

const HELP = `Imports a county from its own files, or loads the sample region again.

  npm run region -- --name Rutland FILE FILE FOLDER …
  npm run region -- --name Rutland --osm FILE.osm.pbf --areas FILE --postcodes FILE --hubs FILE
                    [--sites FILE | --sites-from osm] [more options]
  npm run region -- --sample

  FILE FILE FOLDER … files as published, in any order and under any name: each is told by its content, and
                     what it was taken for is printed. Tables may be CSV, .xlsx or GeoJSON. Options win over it

  --name NAME        the county; its short name (small letters and hyphens) becomes the value of REGION
  --osm FILE         OpenStreetMap extract, .osm.pbf (download.geofabrik.de); without one, times are estimates
  --areas FILE       small areas with children by age; give it again for more tables with the same area codes,
                     for outlines (GeoJSON), and for the look-up from areas of 2011 to those of 2021
  --postcodes FILE   Code-Point Open, the ONS Postcode Directory, or a folder of such files; may be given again
  --hubs FILE        Family Hubs: name, postcode, lon, lat; other columns as in data/README.md
  --sites FILE       site register: id, name, lon, lat; other columns as in data/README.md
  --sites-from osm   take halls, libraries, car parks, … from the extract (the default without --sites)
  --places FILE      names to search by (the extract's when missing)
  --outward-codes FILE
                     first halves of postcodes (made from the postcodes when missing)
  --land FILE        outline of the land, GeoJSON (from the extract's coast when missing)
  --school-terms FILE
                     a calendar of school terms, .ics; may be given again
  --vans FILE, --session-types FILE, --bank-holidays FILE
                     as in data/README.md; the program's own when missing
  --skip-bad-rows    leave broken rows out instead of stopping at the first of them
  --data-dir DIR     where regions are kept (DATA_DIR, or .data)

The region's previous data stays in use until everything has been read, checked and built.`;

runCli(HELP, async (parameters) => {
  const { dataDir, request } = parseRegionCommand(parameters);
  const config = readConfig({ ...process.env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped by SIGINT')));
  process.once('SIGTERM', () => stop.abort(new Error('stopped by SIGTERM')));
  const progress = progressLines(process.stderr);
  const options = {
    onProgress: progress.show,
    signal: stop.signal,
    routingEngine: config.routingEngine,
    osrmBin: config.osrmBin,
  };
  try {
    const report =
      request === 'sample'
        ? await loadSample({ dataDir: config.dataDir }, options)
        : await importRegion({ ...(await filesOf(request)), dataDir: config.dataDir }, options);
    progress.end();
    console.log(reportText(report));
  } finally {
    progress.end();
  }
});

/** Every file in its place; what was told by its content is printed. @throws IMPORT_FILES */
async function filesOf({ named, others }: CountyFiles): Promise<Omit<ImportRequest, 'dataDir'>> {
  const sorted = await sortFiles(others);
  for (const { path, inWords } of sorted.files) console.error(`${basename(path)}: ${inWords}`);
  return { ...named, ...requestFrom(sorted, named) };
}
