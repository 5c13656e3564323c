import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import type { LonLat } from '../shared/coordinates.ts';
import { AREA_COLUMNS, type AreaField } from './areaColumns.ts';
import { fault, type RowReader } from './cells.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, type RequiredColumn, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** The outline of an area in degrees. */
export type Outline = Polygon | MultiPolygon;

/** What one table tells of one area; null where it tells nothing. */
export interface AreaFacts {
  readonly id: string;
  readonly name: string | null;
  readonly lonLat: LonLat | null;
  readonly outline: Outline | null;
  readonly population: number | null;
  readonly under1: number | null;
  readonly aged1: number | null;
  readonly aged2to4: number | null;
  readonly aged0to4: number | null;
  readonly aged0to15: number | null;
  readonly deprivationDecile: number | null;
  readonly idaciRate: number | null;
  readonly idaciNumerator: number | null;
  readonly noCarShare: number | null;
  readonly ruralUrban: string | null;
  readonly ruralUrbanCode: string | null;
  /** Why a fact is not the area's own but worked out from others of another year, by fact. */
  readonly workedOut: Readonly<Partial<Record<AreaFact, string>>>;
}

/** What is told of an area beside its code. */
export type AreaFact = Exclude<keyof AreaFacts, 'id' | 'workedOut'>;

export const EXPECTED_OF_AREAS =
  'id (or an LSOA code), lon and lat (or easting and northing), and children by age (children_under_1, or age0 and age0_4, or 0, 1, 2, …, or F0 and M0, …)';

const ID = column('id', 'id (or an LSOA code)');
const CHILDREN: RequiredColumn = {
  words: 'children by age (children_under_1, or age0 and age0_4, or 0, 1, 2, …, or F0 and M0, …)',
  isThere: (found) =>
    found.has('age0') || found.has('age0to4') || (found.has('female0') && found.has('male0')),
};
/** What a table must have that is brought alone, and one that is joined with others by the area's code. */
export const ALONE: readonly RequiredColumn[] = [ID, POINT_COLUMN, CHILDREN];
export const JOINED: readonly RequiredColumn[] = [ID];

/** Reads what one table, or one map of outlines, tells of the areas. @throws IMPORT_FILE */
export async function readFacts(
  path: string,
  required: readonly RequiredColumn[],
): Promise<ReadRows<AreaFacts>> {
  const seen = new Set<string>();
  return readRows<AreaField, AreaFacts>(path, {
    kind: 'areas',
    what: 'a table of areas',
    expected: EXPECTED_OF_AREAS,
    fields: AREA_COLUMNS,
    required,
    valueOf: (row, geometry) => {
      const facts = factsIn(row, outlineIn(geometry));
      if (seen.has(facts.id))
        throw fault(`the area is there twice: ${row.title('id')} is not unique`, facts.id);
      seen.add(facts.id);
      return facts;
    },
  });
}

function outlineIn(geometry: Geometry | undefined): Outline | null {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return null;
  const parts: unknown = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const isSound = isFilled(parts) && parts.every((part) => isFilled(part) && part.every(isRing));
  if (!isSound) throw fault('the outline is not one of polygons in longitude and latitude', '');
  return geometry;
}

const isFilled = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;

const isRing = (ring: unknown): boolean =>
  Array.isArray(ring) &&
  ring.length >= 4 &&
  ring.every(
    (position) => Array.isArray(position) && Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90,
  );

function factsIn(row: RowReader<AreaField>, outline: Outline | null): AreaFacts {
  const singles = Array.from({ length: 16 }, (_, age) => singleAge(row, age));
  const withoutCar = row.count('noCarHouseholds');
  const { id, name } = codeAndName(row);
  return {
    id,
    name,
    // A point beside an outline is the middle of the outline, not where people live.
    lonLat: outline === null ? pointIn(row) : null,
    outline,
    population: row.count('population'),
    under1: singles[0],
    aged1: singles[1],
    aged2to4: sumOf(singles.slice(2, 5)) ?? row.count('age2to4'),
    aged0to4: row.count('age0to4'),
    aged0to15: row.count('age0to15') ?? sumOf(singles),
    deprivationDecile: row.between('deprivationDecile', 1, 10),
    idaciRate: row.share('idaciRate'),
    idaciNumerator: row.count('idaciNumerator'),
    noCarShare: row.share('noCarShare') ?? shareOf(row, withoutCar, row.count('households')),
    ruralUrban: row.text('ruralUrban') || null,
    ruralUrbanCode: row.text('ruralUrbanCode') || null,
    workedOut: {},
  };
}

/** A code alone, or one with its name behind it: "E01013787 : Rutland 005A". */
function codeAndName(row: RowReader<AreaField>): { id: string; name: string | null } {
  const written = row.required('id');
  const both = /^([A-Z0-9]{9})\s*[:-]\s*(.+)$/.exec(written);
  const name = row.text('name') || null;
  if (both) return { id: both[1], name: name === written ? both[2] : (name ?? both[2]) };
  return { id: written, name };
}

const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.every((count) => count !== null)
    ? counts.reduce<number>((total, count) => total + (count ?? 0), 0)
    : null;

/** One year of age, both sexes. */
function singleAge(row: RowReader<AreaField>, age: number): number | null {
  const both = row.count(`age${age}` as AreaField);
  if (both !== null) return both;
  const females = row.count(`female${age}` as AreaField);
  const males = row.count(`male${age}` as AreaField);
  return females === null || males === null ? null : females + males;
}

function shareOf(row: RowReader<AreaField>, part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0) return null;
  if (part > whole) throw fault('more households without a car than households', row.text('noCarHouseholds'));
  return part / whole;
}

/** Facts of which an area's own is better than one worked out from others, whichever table comes first. */
const BETTER_OWN: readonly string[] = ['lonLat', 'outline', 'name'] satisfies AreaFact[];

/** The facts of two tables about one area; the first has the last word, unless it worked its place out from other areas. */
export function joinedFacts(first: AreaFacts, second: AreaFacts): AreaFacts {
  const merged: Record<string, unknown> = { ...second };
  const workedOut: Partial<Record<AreaFact, string>> = { ...second.workedOut };
  for (const [key, value] of Object.entries(first)) {
    if (value === null || key === 'workedOut') continue;
    const fact = key as AreaFact;
    const reason = first.workedOut[fact];
    const isOwnThere = second[fact] !== null && second.workedOut[fact] === undefined;
    if (reason !== undefined && isOwnThere && BETTER_OWN.includes(fact)) continue;
    merged[fact] = value;
    if (reason === undefined) delete workedOut[fact];
    else workedOut[fact] = reason;
  }
  return { ...(merged as unknown as AreaFacts), workedOut };
}
