import { parseArgs } from 'node:util';
import type { ImportRequest } from '../import/importRegion.ts';
import type { FileRequest } from '../import/sortFiles.ts';
import { PlannerError } from '../shared/errors.ts';
import { listed } from '../shared/text.ts';

const OPTIONS = {
  name: { type: 'string' },
  osm: { type: 'string' },
  areas: { type: 'string', multiple: true },
  postcodes: { type: 'string', multiple: true },
  hubs: { type: 'string' },
  sites: { type: 'string' },
  'sites-from': { type: 'string' },
  places: { type: 'string' },
  'outward-codes': { type: 'string' },
  land: { type: 'string' },
  vans: { type: 'string' },
  'session-types': { type: 'string' },
  'bank-holidays': { type: 'string' },
  'school-terms': { type: 'string', multiple: true },
  'skip-bad-rows': { type: 'boolean' },
  'data-dir': { type: 'string' },
  sample: { type: 'boolean' },
  'dry-run': { type: 'boolean', default: false },
  apply: { type: 'boolean', default: false },
  restore: { type: 'boolean', default: false },
} as const;

/** What was typed: `--data-dir` when given, and the files of a county, or that the sample is meant. */
export interface RegionCommand {
  readonly dataDir: string | undefined;
  readonly request: CountyFiles | 'sample' | Restoring;
  /** `show` ends before anything is changed; `careful` when there is something to look at first; `apply` never. */
  readonly mode: 'show' | 'careful' | 'apply';
}

/** The region to put back as it was before its last import. */
export interface Restoring {
  readonly restore: string;
}

/** The files of a county: those named by option, which win, and others that are told by their content. */
export interface CountyFiles {
  readonly named: Pick<ImportRequest, 'name' | 'skipBadRows'> & Partial<FileRequest>;
  readonly others: readonly string[];
}

/**
 * Reads the options of `npm run region`.
 * @throws USAGE when they do not make an import; TypeError of `parseArgs` for an unknown or incomplete option
 */
export function parseRegionCommand(parameters: string[]): RegionCommand {
  const { values, positionals } = parseArgs({ args: parameters, options: OPTIONS, allowPositionals: true });
  const dataDir = values['data-dir'];
  if (values['dry-run'] && values.apply) throw usage('--dry-run and --apply exclude each other');
  const mode = values['dry-run'] ? 'show' : values.apply ? 'apply' : 'careful';
  if (values.sample) return { dataDir, mode, request: 'sample' };
  if (values.restore) {
    if (values.name === undefined) throw usage('--name is missing: which region shall be restored?');
    return { dataDir, mode, request: { restore: values.name } };
  }
  const { name, areas, hubs, sites, osm } = values;
  const sitesFrom = values['sites-from'];
  const needed = positionals.length > 0 ? { name } : { name, areas, hubs };
  const missing = Object.entries(needed).flatMap(([key, value]) => (value === undefined ? [`--${key}`] : []));
  if (name === undefined || missing.length > 0) {
    throw usage(`${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  if (sites !== undefined && sitesFrom !== undefined) {
    throw usage('--sites and --sites-from exclude each other: give one of them');
  }
  if (sitesFrom !== undefined && sitesFrom !== 'osm') {
    throw usage(`--sites-from ${sitesFrom} is not known: expected osm`);
  }
  if (sites === undefined && osm === undefined && positionals.length === 0) {
    throw usage('--sites is missing, and there is no --osm to take sites from');
  }
  const fromExtract = sitesFrom !== undefined || (osm !== undefined && positionals.length === 0);
  return {
    dataDir,
    mode,
    request: {
      others: positionals,
      named: {
        name,
        areas,
        hubs,
        osm,
        postcodes: values.postcodes,
        sites: sites !== undefined ? { file: sites } : fromExtract ? 'osm' : undefined,
        places: values.places,
        outwardCodes: values['outward-codes'],
        land: values.land,
        vans: values.vans,
        sessionTypes: values['session-types'],
        bankHolidays: values['bank-holidays'],
        schoolTerms: values['school-terms'],
        skipBadRows: values['skip-bad-rows'],
      },
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
