import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type ImportRequest, importRegion } from '../import/importRegion.ts';
import { loadSample } from '../import/loadSample.ts';
import { reportText } from '../import/reportText.ts';
import { PlannerError } from '../shared/errors.ts';
import { progressLines } from './progressLines.ts';
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

const OPTIONS = {
  name: { type: 'string' },
  osm: { type: 'string' },
  areas: { type: 'string', multiple: true },
  postcodes: { type: 'string' },
  hubs: { type: 'string' },
  sites: { type: 'string' },
  'sites-from': { type: 'string' },
  places: { type: 'string' },
  vans: { type: 'string' },
  'session-types': { type: 'string' },
  'bank-holidays': { type: 'string' },
  'skip-bad-rows': { type: 'boolean' },
  'data-dir': { type: 'string' },
  sample: { type: 'boolean' },
} as const;

runCli(HELP, async (parameters) => {
  const { values } = parseArgs({ args: parameters, options: OPTIONS });
  const config = readConfig({
    ...process.env,
    ...(values['data-dir'] ? { DATA_DIR: values['data-dir'] } : {}),
  });
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
    const report = values.sample
      ? await loadSample({ dataDir: config.dataDir }, options)
      : await importRegion(requestFrom(values, config.dataDir), options);
    progress.end();
    console.log(reportText(report));
  } finally {
    progress.end();
  }
});

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function requestFrom(values: Values, dataDir: string): ImportRequest {
  const { name, areas, hubs, sites } = values;
  const sitesFrom = values['sites-from'];
  if (!name || !areas || !hubs) {
    const missing = [!name && '--name', !areas && '--areas', !hubs && '--hubs'].filter(Boolean);
    throw usage(`${missing.join(', ')} is missing`);
  }
  if (sites && sitesFrom) throw usage('--sites and --sites-from exclude each other: give one of them');
  if (sitesFrom !== undefined && sitesFrom !== 'osm') {
    throw usage(`--sites-from ${sitesFrom} is not known: expected osm`);
  }
  if (!sites && !values.osm) throw usage('--sites is missing, and there is no --osm to take sites from');
  return {
    dataDir,
    name,
    areas,
    hubs,
    osm: values.osm,
    postcodes: values.postcodes,
    sites: sites ? { file: sites } : 'osm',
    places: values.places,
    vans: values.vans,
    sessionTypes: values['session-types'],
    bankHolidays: values['bank-holidays'],
    skipBadRows: values['skip-bad-rows'],
  };
}

const usage = (problem: string) =>
  new PlannerError({
    code: 'USAGE',
    category: 'input',
    message: `${problem}. "npm run region -- --help" explains the options`,
  });
