import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import { AREA_COLUMNS, AREA_FACTS } from './areaColumns.ts';
import type { AreaFact, AreaFacts } from './areaFacts.ts';
import { findColumns, type Synonyms } from './columns.ts';
import { column, readRows } from './readRows.ts';
import type { ReadRows, SourceRow } from './report.ts';
import { openTable } from './table.ts';

/** Columns of the best-fit look-up from LSOA 2011 to LSOA 2021. Source: ONS Open Geography Portal. */
export const LOOKUP_COLUMNS = {
  from: [/^(f)?lsoa(20)?11(cd|code)$/, 'lsoacode2011'],
  to: [/^(f)?lsoa(20)?21(cd|code)$/, 'lsoacode2021'],
} as const satisfies Record<string, Synonyms>;

/** An area of 2011 and one of 2021 that share ground. */
export interface AreaLink {
  readonly from: string;
  readonly to: string;
}

const FORM = {
  what: 'a look-up of areas',
  expected: 'LSOA11CD and LSOA21CD',
};

/** Whether a header row is that of a look-up: codes of both years, and nothing told of the areas. */
export function isLookupHeader(cells: readonly string[]): boolean {
  const facts = findColumns(cells, AREA_COLUMNS);
  const isOfFacts = [...AREA_FACTS, 'age0', 'age0to4', 'female0'].some((field) => field in facts);
  return !isOfFacts && Object.keys(findColumns(cells, LOOKUP_COLUMNS)).length === 2;
}

/** Whether a file is a look-up from areas of 2011 to those of 2021; false for one that is no table at all. */
export async function isLookup(path: string): Promise<boolean> {
  const missingIn = (cells: readonly string[]) => (isLookupHeader(cells) ? [] : ['codes of both years']);
  try {
    const table = await openTable(path, { ...FORM, missingIn });
    await table.rows().return(undefined);
    return true;
  } catch (error) {
    if (error instanceof PlannerError) return false;
    throw error;
  }
}

/** Reads which areas of 2011 became which of 2021, one row a pair. @throws IMPORT_FILE */
export function readLookup(path: string): Promise<ReadRows<AreaLink>> {
  return readRows(path, {
    ...FORM,
    kind: 'look-up of areas',
    fields: LOOKUP_COLUMNS,
    required: [column('from', 'LSOA11CD'), column('to', 'LSOA21CD')],
    valueOf: (row): AreaLink => ({ from: row.required('from'), to: row.required('to') }),
  });
}

/** The Census whose areas they are. */
export type Edition = '2011' | '2021';

/** Turns what is told of areas of one year into what it means for those of the other. */
export interface AreaLookup {
  /** The year whose codes some areas have; undefined when they may be of either, or are of both. */
  editionOf(ids: Iterable<string>): Edition | undefined;
  /** The areas of the year `into` that share ground with an area of the other year; empty when it is not known. */
  partnersOf(id: string, into: Edition): readonly string[];
  /**
   * Counts of an area that was divided are shared out, by the weight of its parts; those of areas that were made one
   * are added up. Rates and deciles are carried over, and averaged by weight where several areas meet.
   * @param weightOf  children or people of an area of the year `into`; any number ≥ 0, all 0 meaning equal parts
   */
  convert(
    rows: readonly SourceRow<AreaFacts>[],
    into: Edition,
    weightOf: (id: string) => number,
  ): SourceRow<AreaFacts>[];
}

/** A look-up from pairs of codes. */
export function areaLookup(links: readonly AreaLink[]): AreaLookup {
  const [only2011, only2021] = [
    new Set(links.map((link) => link.from)),
    new Set(links.map((link) => link.to)),
  ];
  for (const code of [...only2011]) if (only2021.delete(code)) only2011.delete(code);
  const partners = { '2021': grouped(links, 'from', 'to'), '2011': grouped(links, 'to', 'from') };
  return {
    editionOf(ids) {
      const codes = [...ids];
      const is2011 = codes.some((id) => only2011.has(id));
      const is2021 = codes.some((id) => only2021.has(id));
      if (is2011 === is2021) return undefined;
      return is2011 ? '2011' : '2021';
    },
    partnersOf: (id, into) => partners[into].get(id) ?? [],
    convert(rows, into, weightOf) {
      const pairs = links.map(({ from, to }) =>
        into === '2021' ? { source: from, target: to } : { source: to, target: from },
      );
      return converted(rows, pairs, weightOf, into === '2021' ? '2011' : '2021');
    },
  };
}

interface Pair {
  readonly source: string;
  readonly target: string;
}

function converted(
  rows: readonly SourceRow<AreaFacts>[],
  pairs: readonly Pair[],
  weightOf: (id: string) => number,
  edition: Edition,
): SourceRow<AreaFacts>[] {
  const rowOf = new Map(rows.map((row) => [row.value.id, row]));
  const targetsOf = grouped(pairs, 'source', 'target');
  const linked = [...grouped(pairs, 'target', 'source')].flatMap(([target, sources]) => {
    const parts = sources.flatMap((source) => {
      const row = rowOf.get(source);
      const targets = targetsOf.get(source) ?? [target];
      return row ? [{ ...row, part: partOf(target, targets, weightOf), isWhole: targets.length === 1 }] : [];
    });
    // An area of which one source is not told would get a part for the whole.
    return parts.length === 0 || parts.length < sources.length ? [] : [merged(target, parts, edition)];
  });
  return [...linked, ...rows.filter((row) => !targetsOf.has(row.value.id))];
}

function grouped<K extends string>(
  pairs: readonly Readonly<Record<K, string>>[],
  key: K,
  value: K,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const pair of pairs) {
    const group = groups.get(pair[key]) ?? [];
    if (!group.includes(pair[value])) groups.set(pair[key], [...group, pair[value]]);
  }
  return groups;
}

/** Share of a source that falls to one of its targets, 0..1. */
function partOf(target: string, targets: readonly string[], weightOf: (id: string) => number): number {
  const total = targets.reduce((sum, id) => sum + weightOf(id), 0);
  return total > 0 ? weightOf(target) / total : 1 / targets.length;
}

interface Part extends SourceRow<AreaFacts> {
  /** Of the source's counts, what falls to this target. */
  readonly part: number;
  readonly isWhole: boolean;
}

const COUNTS = [
  'population',
  'under1',
  'aged1',
  'aged2to4',
  'aged0to4',
  'aged0to15',
  'idaciNumerator',
] as const;
const RATES = ['idaciRate', 'noCarShare', 'deprivationDecile'] as const;
const TEXTS = ['name', 'ruralUrban', 'ruralUrbanCode'] as const;

function merged(target: string, parts: readonly Part[], edition: Edition): SourceRow<AreaFacts> {
  const [first] = parts;
  if (parts.length === 1 && first.isWhole) return { line: first.line, value: { ...first.value, id: target } };
  const counts = Object.fromEntries(COUNTS.map((fact) => [fact, total(parts, fact)]));
  const rates = Object.fromEntries(RATES.map((fact) => [fact, mean(parts, fact)]));
  const largest = parts.reduce((best, each) => (weight(each) > weight(best) ? each : best));
  const texts = Object.fromEntries(TEXTS.map((fact) => [fact, largest.value[fact]]));
  const decile = rates.deprivationDecile;
  const value = {
    ...first.value,
    ...counts,
    ...rates,
    ...texts,
    id: target,
    name: null,
    deprivationDecile: decile === null ? null : Math.round(decile),
    lonLat: parts.length === 1 ? first.value.lonLat : null,
    outline: null,
  } as AreaFacts;
  return { line: first.line, value: { ...value, workedOut: reasons(value, parts, edition) } };
}

function total(parts: readonly Part[], fact: (typeof COUNTS)[number]): number | null {
  if (parts.some(({ value }) => value[fact] === null)) return null;
  return parts.reduce((sum, { value, part }) => sum + (value[fact] as number) * part, 0);
}

const weight = ({ value, part }: Part): number =>
  (value.population ?? value.aged0to4 ?? value.under1 ?? 1) * part;

function mean(parts: readonly Part[], fact: (typeof RATES)[number]): number | null {
  const told = parts.filter(({ value }) => value[fact] !== null);
  const sum = told.reduce((all, each) => all + weight(each), 0);
  if (told.length === 0) return null;
  if (sum === 0) return told[0].value[fact];
  return told.reduce((all, each) => all + (each.value[fact] as number) * (weight(each) / sum), 0);
}

function reasons(value: AreaFacts, parts: readonly Part[], edition: Edition): AreaFacts['workedOut'] {
  const isDivided = parts.some((part) => !part.isWhole);
  const of = parts.length === 1 ? `an area of ${edition}` : `${counted(parts.length, 'area')} of ${edition}`;
  const count = isDivided ? `shared out from ${of} that was divided` : `added up from ${of}`;
  const rate = parts.length === 1 ? `carried over from ${of}` : `averaged over ${of}`;
  const facts: [AreaFact, string][] = [
    ...COUNTS.map((fact): [AreaFact, string] => [fact, count]),
    ...RATES.map((fact): [AreaFact, string] => [fact, rate]),
    ...TEXTS.map((fact): [AreaFact, string] => [
      fact,
      parts.length === 1 ? rate : `that of the largest of ${of}`,
    ]),
    ['lonLat', rate],
  ];
  return Object.fromEntries(facts.filter(([fact]) => value[fact] !== null));
}
