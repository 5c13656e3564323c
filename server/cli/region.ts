import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from '../config.ts';
import { checkImport, type ImportOptions, type ImportRequest, importRegion } from '../import/importRegion.ts';
import { loadSample } from '../import/loadSample.ts';
import { changesText, reportText } from '../import/reportText.ts';
import { restoreRegion } from '../import/restoreRegion.ts';
import { requestFrom, sortFiles } from '../import/sortFiles.ts';
import { withUnpacked } from '../import/unpackArchive.ts';
import { openRegion } from '../openRegion.ts';
import { slugOf } from '../shared/text.ts';
import { regionDbPath, regionFolder } from '../store/regionFolder.ts';
import { downloadFirst } from './downloadFirst.ts';
import { progressLines } from './progressLines.ts';
import { type CountyFiles, parseRegionCommand, type RegionCommand } from './regionRequest.ts';
import { runCli } from './runCli.ts';

const HELP = `Imports a county from its own files, or loads the sample region again.

  npm run region -- --name Rutland FILE FILE FOLDER …
  npm run region -- --name Rutland --osm FILE.osm.pbf --areas FILE --postcodes FILE --hubs FILE
                    [--sites FILE | --sites-from osm] [more options]
  npm run region -- --name Rutland --restore
  npm run region -- --download cornwall [--name Cornwall FILE FILE FOLDER …]
  npm run region -- --sample

  FILE FILE FOLDER … files as published, in any order and under any name: each is told by its content, and
                     what it was taken for is printed. Tables may be CSV, .xlsx or GeoJSON; publishers' zip archives
                     need not be unpacked. Options win over it

  --name NAME        the county; its short name (small letters and hyphens) becomes the value of REGION
  --osm FILE         OpenStreetMap extract, .osm.pbf (download.geofabrik.de); without one, times are estimates
  --download NAME    fetch a county's extract from download.geofabrik.de, or any extract by its address, and use it
                     as --osm; alone, keep it in DATA_DIR/downloads and print where. A download that broke off
                     goes on; HTTPS_PROXY and NO_PROXY are heeded
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
  --dry-run          say what would change, and change nothing
  --apply            import even when areas, hubs or stops of a plan would be lost; without it, such an import
                     says so and changes nothing
  --restore          put back what the region held before its last import; again, and that is taken back
  --skip-bad-rows    leave broken rows out instead of stopping at the first of them
  --data-dir DIR     where regions are kept (DATA_DIR, or .data)

The region's previous data stays in use until everything has been read, checked and built, and can be restored.`;

runCli(HELP, async (typed) => {
  const parameters = await downloadFirst(typed);
  if (parameters === undefined) return;
  const { dataDir, request, mode } = parseRegionCommand(parameters);
  const config = readConfig({ ...process.env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) });
  if (request !== 'sample' && 'restore' in request) return restore(config.dataDir, request.restore);
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
        : await withUnpacked(request.others, async (others) => {
            const files = await filesOf({ ...request, others });
            return checkAndImport({ ...files, dataDir: config.dataDir }, mode, options);
          });
    progress.end();
    if (report) console.log(reportText(report));
  } finally {
    progress.end();
  }
});

/** An import into a region there is says first what it would change. @returns undefined when nothing was imported */
async function checkAndImport(request: ImportRequest, mode: RegionCommand['mode'], options: ImportOptions) {
  const isThere = existsSync(regionDbPath(request.dataDir, request.slug ?? slugOf(request.name)));
  if (mode !== 'show' && !isThere) return importRegion(request, options);
  const { report, changes } = await checkImport(request, options);
  console.error('');
  if (changes) console.log(changesText(changes));
  if (mode === 'show') console.log(reportText(report, 'would be imported'));
  const isToBeSeen = mode === 'careful' && (changes?.losses.length ?? 0) > 0;
  if (mode !== 'show' && !isToBeSeen) return importRegion(request, options);
  console.log(`\nNothing was changed.${isToBeSeen ? ' To import all the same, give --apply.' : ''}`);
  if (isToBeSeen) process.exitCode = 3;
  return undefined;
}

function restore(dataDir: string, name: string): void {
  const region = slugOf(name);
  const db = openRegion({ dataDir, region });
  try {
    const version = restoreRegion(db, { folder: regionFolder(dataDir, region) });
    console.log(`${name} is again as imported ${version.importedAt}: ${version.totals.join(', ')}.`);
    console.log('A program that serves it must be started again. To take this back, restore once more.');
  } finally {
    db.close();
  }
}

/** Every file in its place; what was told by its content is printed. @throws IMPORT_FILES */
async function filesOf({ named, others }: CountyFiles): Promise<Omit<ImportRequest, 'dataDir'>> {
  const sorted = await sortFiles(others);
  for (const { path, kind, inWords } of sorted.files) {
    const isOther = kind === 'timetable' ? ' (not part of a region: see "npm run timetable -- --help")' : '';
    console.error(`${basename(path)}: ${inWords}${isOther}`);
  }
  return { ...named, ...requestFrom(sorted, named) };
}
