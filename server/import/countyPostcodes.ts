import type { EndedPostcode, PostcodePoint } from '../core/nouns.ts';
import { type Bounds, widened } from '../shared/coordinates.ts';
import { fileError } from './importErrors.ts';
import { keepNearRoads, type NearRoads } from './nearRoads.ts';
import { readPostcodes } from './postcodes.ts';
import type { ReadRows } from './report.ts';

/** Postcodes a little beyond the extract's box are kept: its roads may reach there. */
const BOX_MARGIN_DEGREES = 0.03;

/** The postcodes of a county, of all its files. */
export interface CountyPostcodes {
  readonly files: readonly ReadRows<PostcodePoint>[];
  readonly points: readonly PostcodePoint[];
  /** Out of use, and not in use again. */
  readonly ended: readonly EndedPostcode[];
}

/**
 * Reads a county's postcode files; postcodes far from its roads are left out, and counted.
 * @param paths  files or folders; none gives none
 * @throws IMPORT_FILE when not one postcode can be used
 */
export async function readCountyPostcodes(
  paths: string | readonly string[] | undefined,
  bounds: Bounds | undefined,
  roads: NearRoads,
): Promise<CountyPostcodes> {
  if (paths === undefined) return { files: [], points: [], ended: [] };
  const read = await readPostcodes(paths, bounds && widened(bounds, BOX_MARGIN_DEGREES));
  const files = read.map((table) => keepNearRoads(table, roads, false));
  const points = files.flatMap((table) => table.rows.map((row) => row.value));
  if (points.length === 0) refuseAllPostcodes(files);
  const inUse = new Set(points.map(({ postcode }) => postcode));
  const ended = new Map(
    read.flatMap((table) => table.ended).map((point) => [point.postcode, point] as const),
  );
  return { files, points, ended: [...ended.values()].filter(({ postcode }) => !inUse.has(postcode)) };
}

function refuseAllPostcodes(files: readonly ReadRows<PostcodePoint>[]): never {
  const refused = files.find((table) => table.refused.length > 0)?.refused ?? [];
  const [first] = refused;
  const why = first ? `line ${first.line}: ${first.reason} ("${first.value}")` : 'the file has no rows';
  throw fileError(
    files[0].path,
    `not one postcode of it can be used; ${why}. Give the postcode file of the same county as the extract, with longitude in lon and latitude in lat`,
  );
}

/** Postcodes in use, and those of first halves that are wholly out of use: a family that types one gets an answer too. */
export function withLostCodes({ points, ended }: CountyPostcodes): PostcodePoint[] {
  const outwardOf = ({ postcode }: PostcodePoint) => postcode.split(' ')[0];
  const known = new Set(points.map(outwardOf));
  return [...points, ...ended.filter((point) => !known.has(outwardOf(point)))];
}
