import { parseArgs } from 'node:util';
import type { ImportRequest } from '../import/importRegion.ts';
import { PlannerError } from '../shared/errors.ts';
import { listed } from '../shared/text.ts';

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

/** What was typed: `--data-dir` when given, and the files of a county, or that the sample is meant. */
export interface RegionCommand {
  readonly dataDir: string | undefined;
  readonly request: Omit<ImportRequest, 'dataDir'> | 'sample';
}

/**
 * Reads the options of `npm run region`.
 * @throws USAGE when they do not make an import; TypeError of `parseArgs` for an unknown or incomplete option
 */
export function parseRegionCommand(parameters: string[]): RegionCommand {
  const { values } = parseArgs({ args: parameters, options: OPTIONS });
  const dataDir = values['data-dir'];
  if (values.sample) return { dataDir, request: 'sample' };
  const { name, areas, hubs, sites, osm } = values;
  const sitesFrom = values['sites-from'];
  if (name === undefined || areas === undefined || hubs === undefined) {
    const missing = Object.entries({ name, areas, hubs }).flatMap(([key, value]) =>
      value === undefined ? [`--${key}`] : [],
    );
    throw usage(`${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  if (sites !== undefined && sitesFrom !== undefined) {
    throw usage('--sites and --sites-from exclude each other: give one of them');
  }
  if (sitesFrom !== undefined && sitesFrom !== 'osm') {
    throw usage(`--sites-from ${sitesFrom} is not known: expected osm`);
  }
  if (sites === undefined && osm === undefined) {
    throw usage('--sites is missing, and there is no --osm to take sites from');
  }
  return {
    dataDir,
    request: {
      name,
      areas,
      hubs,
      osm,
      postcodes: values.postcodes,
      sites: sites === undefined ? 'osm' : { file: sites },
      places: values.places,
      vans: values.vans,
      sessionTypes: values['session-types'],
      bankHolidays: values['bank-holidays'],
      skipBadRows: values['skip-bad-rows'],
    },
  };
}

function usage(problem: string): PlannerError {
  return new PlannerError({
    code: 'USAGE',
    category: 'input',
    message: `${problem}. "npm run region -- --help" explains the options`,
  });
}
