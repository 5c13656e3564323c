import { readConfig } from '../config.ts';
import { importRegion } from '../import/importRegion.ts';
import { loadSample } from '../import/loadSample.ts';
import { reportText } from '../import/reportText.ts';
import { progressLines } from './progressLines.ts';
import { parseRegionCommand } from './regionRequest.ts';
import { runCli } from './runCli.ts';

const HELP = `Imports a county from its own files, or loads the sample region again.

  npm run region -- --name Rutland --osm FILE.osm.pbf --areas FILE --postcodes FILE --hubs FILE
                    [--sites FILE | --sites-from osm] [more options]
  npm run region -- --sample

  --name NAME        the county; its short name (small letters and hyphens) becomes the value of REGION
  --osm FILE         OpenStreetMap extract, .osm.pbf (download.geofabrik.de); without one, times are estimates
  --areas FILE       small areas with children by age; give it again for more tables with the same area codes
  --postcodes FILE   Code-Point Open, the ONS Postcode Directory, or a folder of such files
  --hubs FILE        Family Hubs: name, postcode, lon, lat; other columns as in data/README.md
  --sites FILE       site register: id, name, lon, lat; other columns as in data/README.md
  --sites-from osm   take halls, libraries, car parks, … from the extract (the default without --sites)
  --places FILE      names to search by (the extract's when missing)
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
        : await importRegion({ ...request, dataDir: config.dataDir }, options);
    progress.end();
    console.log(reportText(report));
  } finally {
    progress.end();
  }
});
