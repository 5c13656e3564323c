import { counted } from '../shared/text.ts';
import { ALONE, type AreaFacts, EXPECTED_OF_AREAS, JOINED, readFacts } from './areaFacts.ts';
import {
  type AreaLink,
  type AreaLookup,
  areaLookup,
  type Edition,
  isLookup,
  readLookup,
} from './areaLookup.ts';
import { fault, leftOut, refusalOf } from './cells.ts';
import { fileError } from './importErrors.ts';
import { type ReadRows, refusalList, type SourceRow } from './report.ts';

/** A table beside the one with the children, brought to its areas. */
export interface FittedTable {
  /** What it tells, by area of the region. */
  readonly facts: readonly SourceRow<AreaFacts>[];
  /** Its rows as read, those of other areas left out. */
  readonly report: ReadRows<AreaFacts>;
  /** True when it has codes that the base lacks, and lacks some of the base's: another year, or another county. */
  readonly isAstray: boolean;
}

/** Everything that some files tell of areas, under one set of codes. */
export interface AreaTables {
  /** The table that says which areas there are. */
  readonly base: ReadRows<AreaFacts>;
  readonly others: readonly FittedTable[];
  readonly lookups: readonly ReadRows<AreaLink>[];
}

/**
 * Reads tables and maps of areas, and brings them to the same areas. The first with children by age says which there are.
 * With a look-up from areas of 2011 to those of 2021 among the files, tables of the other year are converted; the year is
 * that of the children, unless only the other one has places.
 * @param paths  at least one, in any order
 * @throws IMPORT_FILE
 */
export async function readAreaTables(paths: readonly string[]): Promise<AreaTables> {
  const { tables, lookups } = await readAll(paths);
  const found = tables.find((table) => table.rows.some(({ value }) => hasChildren(value))) ?? tables[0];
  if (found === undefined) {
    throw fileError(paths[0], `there is no table of areas with it. Expected ${EXPECTED_OF_AREAS}`);
  }
  if (found.rowsRead === 0) {
    throw fileError(
      found.path,
      `there is a header row and nothing below it. Expected one row an area with ${EXPECTED_OF_AREAS}`,
    );
  }
  const links = lookups.flatMap((file) => file.rows.map((row) => row.value));
  const lookup = links.length > 0 ? areaLookup(links) : undefined;
  const into = lookup && editionFor(found, tables, lookup);
  const current = withoutOldDeprivation(tables, { base: found, isConvertible: lookup !== undefined });
  const base =
    lookup && into
      ? inEdition(current.get(found) ?? found, tables, { lookup, into })
      : (current.get(found) ?? found);
  const others = tables
    .filter((table) => table !== found)
    .map((table) => fitted(current.get(table) ?? table, base, lookup && into ? { lookup, into } : undefined));
  return { base, others, lookups };
}

const hasChildren = (facts: AreaFacts): boolean => facts.under1 !== null || facts.aged0to4 !== null;
const hasPlace = (facts: AreaFacts): boolean => facts.lonLat !== null || facts.outline !== null;

async function readAll(paths: readonly string[]): Promise<{
  tables: ReadRows<AreaFacts>[];
  lookups: ReadRows<AreaLink>[];
}> {
  const kinds: { path: string; isLink: boolean }[] = [];
  for (const path of paths) kinds.push({ path, isLink: paths.length > 1 && (await isLookup(path)) });
  const required = kinds.filter(({ isLink }) => !isLink).length === 1 ? ALONE : JOINED;
  const tables: ReadRows<AreaFacts>[] = [];
  const lookups: ReadRows<AreaLink>[] = [];
  for (const { path, isLink } of kinds) {
    if (isLink) lookups.push(await readLookup(path));
    else tables.push(await readFacts(path, required));
  }
  return { tables, lookups };
}

const idsOf = (table: ReadRows<AreaFacts>): string[] => table.rows.map((row) => row.value.id);

/** The year whose areas the region gets: the children's, unless places are there for the other year only. */
function editionFor(
  base: ReadRows<AreaFacts>,
  tables: readonly ReadRows<AreaFacts>[],
  lookup: AreaLookup,
): Edition | undefined {
  const own = lookup.editionOf(idsOf(base));
  if (own === undefined) return undefined;
  const placing = tables.filter((table) => table.rows.some(({ value }) => hasPlace(value)));
  const editions = placing.map((table) => lookup.editionOf(idsOf(table)) ?? own);
  return editions.includes(own) ? own : (editions[0] ?? own);
}

/** Deciles and IDACI of an older edition would stand beside those of a newer one: where that tells of every area, they go. */
function withoutOldDeprivation(
  tables: readonly ReadRows<AreaFacts>[],
  { base, isConvertible }: { base: ReadRows<AreaFacts>; isConvertible: boolean },
): ReadonlyMap<ReadRows<AreaFacts>, ReadRows<AreaFacts>> {
  const yearOf = (table: ReadRows<AreaFacts>) =>
    Number(/Indices of Deprivation (\d{4})/.exec(table.vintage ?? '')?.[1] ?? 0);
  const newest = tables.reduce((best, table) => (yearOf(table) > yearOf(best) ? table : best), base);
  const told = new Set(idsOf(newest));
  if (!isConvertible && !idsOf(base).every((id) => told.has(id))) return new Map();
  const old = tables.filter((table) => yearOf(table) > 0 && yearOf(table) < yearOf(newest));
  return new Map(
    old.map((table) => [
      table,
      {
        ...table,
        rows: table.rows.map(({ line, value }) => ({
          line,
          value: { ...value, deprivationDecile: null, idaciRate: null, idaciNumerator: null },
        })),
        notes: [
          ...table.notes,
          `Its deprivation figures are not used: those of ${yearOf(newest)} are newer than those of ${yearOf(table)}.`,
        ],
      },
    ]),
  );
}

interface Conversion {
  readonly lookup: AreaLookup;
  readonly into: Edition;
}

/** The base with the areas of a year; areas that cannot be made of what it has are refused. */
function inEdition(
  base: ReadRows<AreaFacts>,
  tables: readonly ReadRows<AreaFacts>[],
  { lookup, into }: Conversion,
): ReadRows<AreaFacts> {
  const edition = lookup.editionOf(idsOf(base));
  if (edition === undefined || edition === into) return base;
  const people = new Map(
    tables
      .filter((table) => lookup.editionOf(idsOf(table)) === into)
      .flatMap((table) => table.rows.map(({ value }) => [value.id, value.population ?? 0] as const)),
  );
  const rows = lookup.convert(base.rows, into, (id) => people.get(id) ?? 0);
  const made = new Set(rows.map((row) => row.value.id));
  const refused = refusalList();
  for (const refusal of base.refused) refused.add(refusal);
  const lost = base.rows.filter(({ value }) => {
    const partners = lookup.partnersOf(value.id, into);
    return partners.length > 0 && !partners.some((id) => made.has(id));
  });
  for (const { line, value } of lost) {
    const reason = 'the look-up joins the area with one that is not in the table';
    refused.add(refusalOf(fault(reason, value.id), line));
  }
  const note = `Its ${counted(base.rows.length, 'area')} of ${edition} became ${rows.length.toLocaleString('en-GB')} of ${into}.`;
  return {
    ...base,
    rows,
    kept: base.rows.length - lost.length,
    refused: refused.all(),
    notes: [...base.notes, note],
  };
}

/** Brings a table to the areas of the base, and says how far they agree. @throws IMPORT_FILE when no code is the same */
function fitted(
  table: ReadRows<AreaFacts>,
  base: ReadRows<AreaFacts>,
  conversion: Conversion | undefined,
): FittedTable {
  const ids = new Set(idsOf(base));
  const own = idsOf(table);
  const edition = conversion?.lookup.editionOf(own);
  const other = conversion && edition !== undefined && edition !== conversion.into ? conversion : undefined;
  const weights = new Map(base.rows.map(({ value }) => [value.id, value.aged0to4 ?? value.under1 ?? 0]));
  const facts = other
    ? other.lookup.convert(table.rows, other.into, (id) => weights.get(id) ?? 0)
    : table.rows;
  const told = facts.filter((row) => ids.has(row.value.id)).length;
  if (told === 0 && facts.length > 0 && ids.size > 0) throw foreign(table, base);
  const isWanted = (id: string) =>
    ids.has(id) || (other?.lookup.partnersOf(id, other.into) ?? []).some((partner) => ids.has(partner));
  const rows = table.rows.filter((row) => isWanted(row.value.id));
  const refused = refusalList();
  for (const refusal of table.refused) refused.add(refusal);
  for (const { line, value } of table.rows) {
    if (isWanted(value.id)) continue;
    refused.add(refusalOf(leftOut('the area is not in the table with the children', value.id), line));
  }
  const isAstray = told < ids.size && rows.length < own.length;
  const notes = fitNotes({ told, of: ids.size, isAstray, converted: other && edition });
  return {
    facts,
    isAstray,
    report: { ...table, rows, refused: refused.all(), notes: [...table.notes, ...notes] },
  };
}

const foreign = (table: ReadRows<AreaFacts>, base: ReadRows<AreaFacts>): Error =>
  fileError(
    table.path,
    `none of its ${counted(table.rows.length, 'area')} is among those of the table with the children (codes there are like "${base.rows[0].value.id}", here like "${table.rows[0].value.id}"). Give the table of the same county and the same kind of area`,
  );

function fitNotes(fit: {
  told: number;
  of: number;
  isAstray: boolean;
  converted: Edition | undefined;
}): string[] {
  const missing = fit.of - fit.told;
  const tells =
    missing === 0
      ? `Tells of ${fit.told} of the areas.`
      : `Tells of ${fit.told} of the ${counted(fit.of, 'area')}; ${counted(missing, 'area')} ${missing === 1 ? 'is' : 'are'} not in it.`;
  return [
    tells,
    ...(fit.converted ? [`Its areas are those of ${fit.converted}: converted with the look-up.`] : []),
    ...(fit.isAstray && !fit.converted
      ? [
          'Some of its codes are unknown to the table with the children. Where the two are of different years (2011 and 2021), add the look-up from LSOA 2011 to LSOA 2021.',
        ]
      : []),
  ];
}
