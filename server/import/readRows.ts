import type { Geometry } from 'geojson';
import { type RowReader, refusalOf, rowReader } from './cells.ts';
import { findColumns, type Synonyms } from './columns.ts';
import { hasPointColumns } from './points.ts';
import { type ReadRows, type Refusal, refusalList, type SourceRow, shownValue } from './report.ts';
import { openTable, type Table, type TableForm } from './table.ts';

/** A column, or a choice of columns, that must be there. */
export interface RequiredColumn {
  /** In words: "lon and lat (or easting and northing)". */
  readonly words: string;
  readonly isThere: (found: ReadonlySet<string>) => boolean;
}

/** One column that must be there, under its usual name. */
export const column = (field: string, words: string = field): RequiredColumn => ({
  words,
  isThere: (found) => found.has(field),
});

/** Columns that say where a row lies. */
export const POINT_COLUMN: RequiredColumn = {
  words: 'lon and lat (or easting and northing)',
  isThere: hasPointColumns,
};

/** How the rows of one kind of table become values. */
export interface RowForm<F extends string, T> {
  /** areas, hubs, sites, … */
  readonly kind: string;
  /** In words: "a table of hubs". */
  readonly what: string;
  /** The columns it must have, in words. */
  readonly expected: string;
  readonly fields: Readonly<Record<F, Synonyms>>;
  /** Where each field stands, when a person has said so; in place of looking for its names. */
  readonly columnsOf?: (cells: readonly string[]) => Partial<Record<F, number>>;
  /** Columns without which the table says nothing. */
  readonly required: readonly RequiredColumn[];
  readonly headerless?: TableForm['headerless'];
  /** Makes a value of a row, or throws a `CellFault`. @param geometry  what the row draws, where the file is a map */
  readonly valueOf: (row: RowReader<F>, geometry?: Geometry) => T;
}

/**
 * Reads a table row by row. Rows that cannot be taken are listed with line and reason, never dropped.
 * @throws IMPORT_FILE when the file is not such a table at all
 */
export async function readRows<F extends string, T>(path: string, form: RowForm<F, T>): Promise<ReadRows<T>> {
  const columnsOf = form.columnsOf ?? ((cells: readonly string[]) => findColumns(cells, form.fields));
  const table = await openTable(path, {
    what: form.what,
    expected: form.expected,
    missingIn: (cells) => {
      const found = new Set(Object.keys(columnsOf(cells)));
      return form.required.filter((each) => !each.isThere(found)).map((each) => each.words);
    },
    headerless: form.headerless,
  });
  const columns = columnsOf(table.columns);
  const rows: SourceRow<T>[] = [];
  const refused = refusalList();
  let rowsRead = 0;
  for await (const { line, cells, geometry } of table.rows()) {
    rowsRead += 1;
    const unfit = unfitRow(table, line, cells);
    if (unfit !== undefined) {
      refused.add(unfit);
      continue;
    }
    try {
      rows.push({ line, value: form.valueOf(rowReader(columns, table.columns, cells), geometry) });
    } catch (thrown) {
      refused.add(refusalOf(thrown, line));
    }
  }
  return {
    kind: form.kind,
    path,
    sheet: table.sheet,
    vintage: table.vintage,
    sha256: table.sha256,
    rowsRead,
    rows,
    refused: refused.all(),
    notes: table.notes,
  };
}

/** Why a row is none of the table's, before its cells are read; undefined when it may be one. */
function unfitRow(table: Table, line: number, cells: readonly string[]): Refusal | undefined {
  if (isRemark(cells, table.columns.length)) {
    return { line, reason: 'a remark, not a row of the table', value: shownValue(cells[0]), isFault: false };
  }
  const reason = table.isAligned ? undefined : lengthFault(table, cells);
  return reason === undefined ? undefined : { line, reason, value: '', isFault: true };
}

/** Words in an otherwise empty row: publishers put sources and notes below their tables. */
const REMARK_CHARACTERS = 30;

function isRemark(cells: readonly string[], width: number): boolean {
  const [first = '', ...others] = cells;
  return (
    width > 2 &&
    first.length > REMARK_CHARACTERS &&
    /\s/.test(first) &&
    others.every((cell) => cell.trim() === '')
  );
}

/** A row with too few or too many cells may have moved sideways: nothing in it can be trusted. */
function lengthFault(table: Table, cells: readonly string[]): string | undefined {
  const width = table.columns.length;
  if (cells.length === width) return undefined;
  return `the row has ${cells.length} cells where the header row has ${width}`;
}
