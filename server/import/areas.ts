import type { Area } from '../core/nouns.ts';
import { counted } from '../shared/text.ts';
import {
  ALONE,
  type AreaFact,
  type AreaFacts,
  EXPECTED_OF_AREAS,
  JOINED,
  joinedFacts,
  type Outline,
  readFacts,
} from './areaFacts.ts';
import { assumedNoCarShare, fillAges, idaciFromCount, type KnownAges } from './areaFallbacks.ts';
import { type AreaLookup, areaLookup, isLookup, readLookup } from './areaLookup.ts';
import { innerPoint } from './areaPoints.ts';
import { fault, leftOut, refusalOf } from './cells.ts';
import { fileError } from './importErrors.ts';
import { type ReadRows, type Refusal, refusalList, type SourceRow } from './report.ts';

/** An area with its outline, where a map of outlines was among the files. */
export interface MappedArea extends Area {
  readonly outline: Outline | null;
}

/**
 * Reads the small areas of a county from one table or from several tables and maps that have the area's code in common.
 * The first one with children by age says which areas there are, and of which year; the others add what it leaves open,
 * the first of them first. Tables with codes of the other year are converted with a look-up from areas of 2011 to those of
 * 2021, when that is among the files.
 * @param paths  at least one; tables, maps of outlines, look-ups, in any order
 * @returns one result a file; the areas are in that of the table with the children
 * @throws IMPORT_FILE
 */
export async function readAreas(paths: readonly string[]): Promise<ReadRows<MappedArea>[]> {
  const lookups: Awaited<ReturnType<typeof readLookup>>[] = [];
  const tables: ReadRows<AreaFacts>[] = [];
  const isLookupOf = new Map<string, boolean>();
  for (const path of paths) isLookupOf.set(path, paths.length > 1 && (await isLookup(path)));
  const required = [...isLookupOf.values()].filter((isIt) => !isIt).length === 1 ? ALONE : JOINED;
  for (const path of paths) {
    if (isLookupOf.get(path)) lookups.push(await readLookup(path));
    else tables.push(await readFacts(path, required));
  }
  const base = tables.find((table) => table.rows.some(({ value }) => hasChildren(value))) ?? tables[0];
  if (base === undefined)
    throw fileError(paths[0], `there is no table of areas with it. Expected ${EXPECTED_OF_AREAS}`);
  if (base.rowsRead === 0) {
    throw fileError(
      base.path,
      `there is a header row and nothing below it. Expected one row an area with ${EXPECTED_OF_AREAS}`,
    );
  }
  const lookup =
    lookups.length > 0 ? areaLookup(lookups.flatMap((file) => file.rows.map((row) => row.value))) : undefined;
  const others = tables.filter((table) => table !== base).map((table) => fitted(table, base, lookup));
  return [joinAll(base, others), ...others.map(onlyNotes), ...lookups.map((file) => ({ ...file, rows: [] }))];
}

const hasChildren = (facts: AreaFacts): boolean => facts.under1 !== null || facts.aged0to4 !== null;

const onlyNotes = (table: Fitted): ReadRows<never> => ({ ...table, rows: [] });

/** A table whose rows are about the areas of the base. */
interface Fitted extends ReadRows<AreaFacts> {
  /** True when it has codes that the base lacks, and lacks some of the base's: another year, or another county. */
  readonly isAstray: boolean;
}

/** Brings a table to the codes of the base, and says how far they agree. @throws IMPORT_FILE when no code is the same */
function fitted(
  table: ReadRows<AreaFacts>,
  base: ReadRows<AreaFacts>,
  lookup: AreaLookup | undefined,
): Fitted {
  const ids = new Set(base.rows.map((row) => row.value.id));
  const own = table.rows.map((row) => row.value.id);
  const [from, into] = [lookup?.editionOf(own), lookup?.editionOf(ids)];
  const weights = new Map(base.rows.map(({ value }) => [value.id, value.aged0to4 ?? value.under1 ?? 0]));
  const isOther = lookup !== undefined && from !== undefined && into !== undefined && from !== into;
  const rows = isOther ? lookup.convert(table.rows, into, (id) => weights.get(id) ?? 0) : table.rows;
  const told = rows.filter((row) => ids.has(row.value.id)).length;
  if (told === 0 && rows.length > 0 && ids.size > 0) {
    throw fileError(
      table.path,
      `none of its ${counted(own.length, 'area')} is among those of the table with the children (their codes are like "${[...ids][0]}", here like "${own[0]}"). Give the table of the same county and the same kind of area`,
    );
  }
  const isAstray = told < ids.size && own.some((id) => !ids.has(id));
  return {
    ...table,
    rows,
    isAstray,
    notes: [...table.notes, ...fitNotes({ told, of: ids.size, isAstray, isOther, from })],
  };
}

function fitNotes(fit: {
  told: number;
  of: number;
  isAstray: boolean;
  isOther: boolean;
  from: string | undefined;
}): string[] {
  const missing = fit.of - fit.told;
  const tells =
    missing === 0
      ? `Tells of ${fit.told} of the areas.`
      : `Tells of ${fit.told} of the ${counted(fit.of, 'area')}; ${counted(missing, 'area')} ${missing === 1 ? 'is' : 'are'} not in it.`;
  return [
    tells,
    ...(fit.isOther ? [`Its areas are those of ${fit.from}: converted with the look-up.`] : []),
    ...(fit.isAstray && !fit.isOther
      ? [
          'Some of its codes are unknown to the table with the children. Where the two are of different years (2011 and 2021), add the look-up from LSOA 2011 to LSOA 2021.',
        ]
      : []),
  ];
}

function joinAll(base: ReadRows<AreaFacts>, others: readonly Fitted[]): ReadRows<MappedArea> {
  const more = new Map<string, AreaFacts[]>();
  for (const { value } of others.flatMap((table) => table.rows)) {
    const facts = more.get(value.id);
    if (facts) facts.push(value);
    else more.set(value.id, [value]);
  }
  const joined = base.rows.map(({ line, value }) => ({
    line,
    value: [value, ...(more.get(value.id) ?? [])].reduce(joinedFacts),
  }));
  const isPlaced = ({ value }: SourceRow<AreaFacts>) => value.lonLat !== null || value.outline !== null;
  const isWider =
    others.length > 0 && joined.filter(isPlaced).length * 2 < joined.length && joined.some(isPlaced);
  const refused = refusalList();
  for (const refusal of base.refused) refused.add(refusal);
  const rows: SourceRow<MappedArea>[] = [];
  for (const row of joined) {
    const area = areaOrRefusal(row, { isWider, isAstray: others.some((table) => table.isAstray) });
    if ('reason' in area) refused.add(area);
    else rows.push({ line: row.line, value: area });
  }
  return { ...base, rows, refused: refused.all() };
}

function areaOrRefusal(
  { line, value }: SourceRow<AreaFacts>,
  known: { isWider: boolean; isAstray: boolean },
): MappedArea | Refusal {
  try {
    if (value.lonLat !== null || value.outline !== null) return areaOf(value);
    if (known.isWider) {
      throw leftOut(
        'the area is in no table or map of places, so it is taken to be outside the county',
        value.id,
      );
    }
    throw fault(
      known.isAstray
        ? 'the area is not in the table or map of places, whose codes may be of another year: add the look-up from LSOA 2011 to LSOA 2021'
        : 'the area has no coordinates: expected lon and lat, or easting and northing',
      value.id,
    );
  } catch (thrown) {
    return refusalOf(thrown, line);
  }
}

function areaOf(facts: AreaFacts): MappedArea {
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
  const noCar = assumedNoCarShare(facts.ruralUrban, facts.ruralUrbanCode);
  const idaci = idaciOf(facts, children);
  const place = placeOf(facts);
  const ruralUrban = facts.ruralUrban ?? facts.ruralUrbanCode;
  return {
    id: facts.id,
    name: facts.name ?? facts.id,
    lonLat: place.lonLat,
    points: [{ lonLat: place.lonLat, weight: 1 }],
    outline: facts.outline,
    population: facts.population,
    childrenUnder1: under1,
    childrenAged1: aged1,
    childrenAged2to4: aged2to4,
    deprivationDecile: facts.deprivationDecile,
    idaciRate: idaci.rate,
    noCarShare: facts.noCarShare ?? noCar.share,
    ruralUrban,
    assumed: [
      ...filled.assumed,
      ...(facts.noCarShare === null ? [{ field: 'noCarShare', reason: noCar.reason }] : []),
      ...(idaci.assumed ? [idaci.assumed] : []),
      ...place.assumed,
      ...workedOut(
        facts,
        filled.assumed.map(({ field }) => field),
      ),
    ],
  };
}

/** The area's own point; else one within its outline, which postcodes may still move; else one carried over. */
function placeOf(facts: AreaFacts): Pick<MappedArea, 'lonLat' | 'assumed'> {
  const isOwn = facts.lonLat !== null && facts.workedOut.lonLat === undefined;
  if (!isOwn && facts.outline !== null) {
    return {
      lonLat: innerPoint(facts.outline),
      assumed: [{ field: 'lonLat', reason: 'a point within the outline' }],
    };
  }
  return { lonLat: facts.lonLat as MappedArea['lonLat'], assumed: [] };
}

/** Which fields of an area rest on which fact. */
const FIELD_OF: Readonly<Partial<Record<AreaFact, string>>> = {
  lonLat: 'lonLat',
  population: 'population',
  under1: 'childrenUnder1',
  aged1: 'childrenAged1',
  aged2to4: 'childrenAged2to4',
  deprivationDecile: 'deprivationDecile',
  idaciRate: 'idaciRate',
  noCarShare: 'noCarShare',
  ruralUrban: 'ruralUrban',
};

function workedOut(facts: AreaFacts, already: readonly string[]): MappedArea['assumed'] {
  return Object.entries(facts.workedOut).flatMap(([fact, reason]) => {
    const field = FIELD_OF[fact as AreaFact];
    const isMoot = fact === 'lonLat' && facts.outline !== null;
    return field === undefined || isMoot || already.includes(field) ? [] : [{ field, reason }];
  });
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
