import type { Area } from '../core/nouns.ts';
import type { LonLat } from '../shared/coordinates.ts';
import { AREA_COLUMNS, type AreaField } from './areaColumns.ts';
import { assumedNoCarShare, fillAges, idaciFromCount, type KnownAges } from './areaFallbacks.ts';
import { fault, type RowReader, refusalOf } from './cells.ts';
import { fileError } from './importErrors.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, type RequiredColumn, readRows } from './readRows.ts';
import type { ReadRows, Refusal, SourceRow } from './report.ts';

/** What one table tells of one area; null where it tells nothing. */
interface AreaFacts {
  readonly id: string;
  readonly name: string | null;
  readonly lonLat: LonLat | null;
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
}

const EXPECTED =
  'id (or an LSOA code), lon and lat (or easting and northing), and children by age (children_under_1, or age0 and age0_4, or 0, 1, 2, …, or F0 and M0, …)';

const ID = column('id', 'id (or an LSOA code)');
const CHILDREN: RequiredColumn = {
  words: 'children by age (children_under_1, or age0 and age0_4, or 0, 1, 2, …, or F0 and M0, …)',
  isThere: (found) =>
    found.has('age0') || found.has('age0to4') || (found.has('female0') && found.has('male0')),
};
/** What a table must have that is brought alone, and one that is joined with others by the area's code. */
const ALL_IN_ONE = [ID, POINT_COLUMN, CHILDREN];
const JOINED = [
  ID,
  { words: 'a column with facts about the areas', isThere: (found: ReadonlySet<string>) => found.size >= 2 },
];

/**
 * Reads the small areas of a county from one table or from several that have the area's code in common. The first
 * table says which areas there are; the others add what it leaves open.
 * @param paths  at least one
 * @returns one result a file; the areas are in the first one
 * @throws IMPORT_FILE
 */
export async function readAreas(paths: readonly string[]): Promise<ReadRows<Area>[]> {
  const tables: ReadRows<AreaFacts>[] = [];
  const required = paths.length === 1 ? ALL_IN_ONE : JOINED;
  for (const path of paths) tables.push(await readFacts(path, required));
  const [first, ...others] = tables;
  const more = new Map<string, AreaFacts[]>();
  for (const { value } of others.flatMap((table) => table.rows)) {
    more.set(value.id, [...(more.get(value.id) ?? []), value]);
  }
  const refused: Refusal[] = [...first.refused];
  const rows: SourceRow<Area>[] = [];
  for (const { line, value } of first.rows) {
    try {
      rows.push({ line, value: areaOf([value, ...(more.get(value.id) ?? [])].reduce(joined)) });
    } catch (thrown) {
      refused.push(refusalOf(thrown, line));
    }
  }
  if (first.rowsRead === 0) throw fileError(first.path, noRows());
  const known = new Set(rows.map((row) => row.value.id));
  return [
    { ...first, rows, refused },
    ...others.map((table) => ({
      ...table,
      rows: [],
      notes: [
        ...table.notes,
        `Tells of ${table.rows.filter((row) => known.has(row.value.id)).length} of the areas.`,
      ],
    })),
  ];
}

const noRows = () => `there is a header row and nothing below it. Expected one row an area with ${EXPECTED}`;

async function readFacts(path: string, required: readonly RequiredColumn[]): Promise<ReadRows<AreaFacts>> {
  const seen = new Set<string>();
  return readRows<AreaField, AreaFacts>(path, {
    kind: 'areas',
    what: 'a table of areas',
    expected: EXPECTED,
    fields: AREA_COLUMNS,
    required,
    valueOf: (row) => {
      const facts = factsIn(row);
      if (seen.has(facts.id))
        throw fault(`the area is there twice: ${row.title('id')} is not unique`, facts.id);
      seen.add(facts.id);
      return facts;
    },
  });
}

function factsIn(row: RowReader<AreaField>): AreaFacts {
  const singles = Array.from({ length: 16 }, (_, age) => singleAge(row, age));
  const sum = (ages: readonly (number | null)[]) =>
    ages.every((count) => count !== null)
      ? ages.reduce<number>((total, count) => total + (count as number), 0)
      : null;
  const households = row.count('households');
  const withoutCar = row.count('noCarHouseholds');
  return {
    id: row.required('id'),
    name: row.text('name') || null,
    lonLat: pointIn(row),
    population: row.count('population'),
    under1: singles[0],
    aged1: singles[1],
    aged2to4: sum(singles.slice(2, 5)) ?? row.count('age2to4'),
    aged0to4: row.count('age0to4'),
    aged0to15: row.count('age0to15') ?? sum(singles),
    deprivationDecile: row.between('deprivationDecile', 1, 10),
    idaciRate: row.share('idaciRate'),
    idaciNumerator: row.count('idaciNumerator'),
    noCarShare: row.share('noCarShare') ?? shareOf(row, withoutCar, households),
    ruralUrban: row.text('ruralUrban') || null,
    ruralUrbanCode: row.text('ruralUrbanCode') || null,
  };
}

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

/** The facts of two tables about one area; the first has the last word. */
function joined(first: AreaFacts, second: AreaFacts): AreaFacts {
  const merged: Record<string, unknown> = { ...second };
  for (const [field, value] of Object.entries(first)) if (value !== null) merged[field] = value;
  return merged as unknown as AreaFacts;
}

function areaOf(facts: AreaFacts): Area {
  if (facts.lonLat === null) {
    throw fault('the area has no coordinates: expected lon and lat, or easting and northing', facts.id);
  }
  const filled = fillAges(facts satisfies KnownAges);
  if (filled === undefined) {
    throw fault('no children by age are given: expected age 0, or ages 0 to 4, as numbers', facts.id);
  }
  if (typeof filled === 'string') throw fault(filled, facts.id);
  const { under1, aged1, aged2to4 } = filled;
  const children = under1 + aged1 + aged2to4;
  if (facts.population !== null && children > facts.population) {
    throw fault('more children aged 0 to 4 than people of all ages', facts.id);
  }
  const assumed = [...filled.assumed];
  const noCar = assumedNoCarShare(facts.ruralUrban, facts.ruralUrbanCode);
  if (facts.noCarShare === null) assumed.push({ field: 'noCarShare', reason: noCar.reason });
  const idaci = idaciOf(facts, children);
  if (idaci.assumed) assumed.push(idaci.assumed);
  return {
    id: facts.id,
    name: facts.name ?? facts.id,
    lonLat: facts.lonLat,
    points: [{ lonLat: facts.lonLat, weight: 1 }],
    population: facts.population,
    childrenUnder1: under1,
    childrenAged1: aged1,
    childrenAged2to4: aged2to4,
    deprivationDecile: facts.deprivationDecile,
    idaciRate: idaci.rate,
    noCarShare: facts.noCarShare ?? noCar.share,
    ruralUrban: facts.ruralUrban ?? facts.ruralUrbanCode,
    assumed,
  };
}

function idaciOf(
  facts: AreaFacts,
  aged0to4: number,
): { rate: number | null; assumed?: Area['assumed'][number] } {
  if (facts.idaciRate !== null || facts.idaciNumerator === null) return { rate: facts.idaciRate };
  const { rate, reason } = idaciFromCount({
    deprived: facts.idaciNumerator,
    aged0to15: facts.aged0to15,
    aged0to4,
  });
  return rate === null ? { rate } : { rate, assumed: { field: 'idaciRate', reason } };
}
