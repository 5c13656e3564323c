import { PlannerError } from '../shared/errors.ts';
import { listed } from '../shared/text.ts';
import { fileError } from './importErrors.ts';
import type { ImportRequest } from './importRegion.ts';
import { type FileKind, type RecognisedFile, recognise } from './recognise.ts';

/** The fields of an import that files can fill. */
export type FileRequest = Omit<
  ImportRequest,
  'dataDir' | 'name' | 'slug' | 'isSample' | 'roadsLabel' | 'attribution' | 'skipBadRows'
>;

/** Files of any mix, each told by its content, and the import that they make. */
export interface SortedFiles {
  /** In the order given. */
  readonly files: readonly RecognisedFile[];
  /** As far as it can be told. A file that may be several things, or is one too many, is in none of its fields. */
  readonly request: Partial<FileRequest>;
  /** What an import needs that is not among them, in words. */
  readonly missing: readonly string[];
}

/** Kinds of which an import takes one file, with the field and the option of each. */
const SINGLE = {
  extract: ['osm', '--osm'],
  hubs: ['hubs', '--hubs'],
  sites: ['sites', '--sites'],
  places: ['places', '--places'],
  'outward codes': ['outwardCodes', '--outward-codes'],
  vans: ['vans', '--vans'],
  'session types': ['sessionTypes', '--session-types'],
  'bank holidays': ['bankHolidays', '--bank-holidays'],
  land: ['land', '--land'],
} as const satisfies Partial<Record<FileKind, readonly [keyof FileRequest, string]>>;

/** Tables with the area's code in common. */
const OF_AREAS: readonly FileKind[] = ['areas', 'boundaries', 'lookup'];

/** Says of each file what it is, and which import they make together. */
export async function sortFiles(paths: readonly string[]): Promise<SortedFiles> {
  const files: RecognisedFile[] = [];
  for (const path of paths) files.push(await recognise(path));
  const checked = withDoubles(files);
  const of = (...kinds: readonly FileKind[]) =>
    checked
      .filter((file) => kinds.includes(file.kind) && file.problem === undefined)
      .map((file) => file.path);
  const single = Object.entries(SINGLE).flatMap(([kind, [field]]) => {
    const [path] = of(kind as FileKind);
    return path === undefined ? [] : [[field, field === 'sites' ? { file: path } : path] as const];
  });
  const several = { areas: of(...OF_AREAS), postcodes: of('postcodes'), schoolTerms: of('school terms') };
  const request: Partial<FileRequest> = {
    ...Object.fromEntries(Object.entries(several).filter(([, found]) => found.length > 0)),
    ...Object.fromEntries(single),
  };
  const complete =
    request.sites === undefined && request.osm !== undefined
      ? { ...request, sites: 'osm' as const }
      : request;
  return { files: checked, request: complete, missing: missingIn(complete) };
}

function withDoubles(files: readonly RecognisedFile[]): RecognisedFile[] {
  return files.map((file) => {
    const option = SINGLE[file.kind as keyof typeof SINGLE]?.[1];
    const same = files.filter((each) => each.kind === file.kind);
    if (option === undefined || same.length === 1) return file;
    const problem = `there are ${same.length} files of this kind (${file.inWords}), and an import takes one. Leave out the others, or name the one with ${option}`;
    return { ...file, problem: fileError(file.path, problem).message };
  });
}

function missingIn(request: Partial<FileRequest>): string[] {
  return [
    ...(request.areas === undefined ? ['a table of areas with children by age'] : []),
    ...(request.hubs === undefined ? ['a table of hubs'] : []),
    ...(request.sites === undefined ? ['an OpenStreetMap extract or a register of sites'] : []),
  ];
}

/**
 * The import that some files make, with what was said outright in its place.
 * @param said  fields that were named by hand: they win, and files of other kinds than known may be left to them
 * @throws IMPORT_FILES when something is missing or a file cannot be used as it is
 */
export function requestFrom(sorted: SortedFiles, said: Partial<FileRequest> = {}): FileRequest {
  const named = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const request = { ...sorted.request, ...named };
  const decided = new Set<string>(Object.keys(named));
  const problems = sorted.files.flatMap((file) => {
    const field = SINGLE[file.kind as keyof typeof SINGLE]?.[0];
    return file.problem === undefined || (field !== undefined && decided.has(field)) ? [] : [file.problem];
  });
  const missing = missingIn(request);
  if (problems.length === 0 && missing.length === 0) return request as FileRequest;
  const sentences = [
    ...problems,
    ...(missing.length > 0 ? [`What an import needs besides: ${listed(missing)}`] : []),
  ];
  throw new PlannerError({
    code: 'IMPORT_FILES',
    category: 'input',
    message: sentences.join('. '),
    details: { files: sorted.files },
  });
}
