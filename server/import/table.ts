import { fileError } from './importErrors.ts';
import { openSource } from './openSource.ts';
import { shownValue } from './report.ts';
import type { Sheet, TableRow, TableSource } from './tableSource.ts';
import { vintageOf } from './vintage.ts';

/** A table whose rows are read as they are asked for, so that a national file needs no memory. */
export interface Table {
  readonly path: string;
  readonly sha256: string;
  /** Name of the sheet whose rows the line numbers count; null where the file is one table. */
  readonly sheet: string | null;
  /** Column names as written; the fixed names for a file without a header row. */
  readonly columns: readonly string[];
  /** Which year's figures it holds, where its columns, its sheet or its titles say so; see `vintageOf`. */
  readonly vintage: string | null;
  /** True where every cell says its column, as in a workbook, so that a short row has only lost its empty end. */
  readonly isAligned: boolean;
  /** Notes on how the file was read, for the report. */
  readonly notes: readonly string[];
  /** Every row below the header, blank ones left out. May be asked for once. */
  rows(): AsyncGenerator<TableRow>;
}

/** What the reader of a table hopes for. */
export interface TableForm {
  /** What it is, in words, for messages: "a table of areas". */
  readonly what: string;
  /** The columns it must have, in words: "id, name, lon, lat and children_under_1". */
  readonly expected: string;
  /**
   * What these cells lack to be the header row, in words; empty when they are it. Titles above the header row are
   * passed over.
   */
  readonly missingIn: (cells: readonly string[]) => readonly string[];
  /** Fixed columns for files that come without a header row, and how such a first row is recognised. */
  readonly headerless?: {
    readonly columns: readonly string[];
    readonly isFirstRow: (cells: readonly string[]) => boolean;
  };
}

/** Column names quoted in a message. */
const COLUMNS_SHOWN = 15;
/** Titles and notes that may stand above the header row (ONS workbooks have 3 to 5). */
export const MAX_ROWS_ABOVE_HEADER = 15;
/** Sheets named in a note. */
const SHEETS_SHOWN = 6;

/**
 * Opens a table in a text file, a workbook or a map (see `openSource`) and finds its header row; in a workbook also the
 * sheet that has it.
 * @throws IMPORT_FILE naming the file, what is wrong with it and what to do
 */
export async function openTable(path: string, form: TableForm): Promise<Table> {
  const source = await openSource(path, form);
  const searches: Search[] = [];
  for (const sheet of source.sheets) searches.push(await search(sheet, form));
  const fits = searches.flatMap((each) =>
    each.header === undefined ? [] : [{ ...each, header: each.header }],
  );
  if (fits.length === 0) throw wrongColumns(source, form, searches);
  const chosen = likeliestOf(path, fits);
  const { line, columns, isFirstRow } = chosen.header;
  const rows = chosen.sheet.rows();
  let above = await rows.next();
  if (!isFirstRow) while (!above.done && above.value.line < line) above = await rows.next();
  return {
    path,
    sha256: source.file.sha256,
    sheet: chosen.sheet.name,
    columns,
    vintage: vintageOf({
      columns,
      sheet: chosen.sheet.name,
      above: chosen.above.flatMap((row) => row.cells),
    }),
    isAligned: source.shape === 'workbook',
    notes: [...source.notes, ...sheetNotes(source, chosen, fits)],
    rows: () => (isFirstRow ? startingWith(above, rows) : rows),
  };
}

interface Header {
  readonly line: number;
  readonly columns: readonly string[];
  /** True when the row is not a header but the first of the table, whose columns are fixed. */
  readonly isFirstRow: boolean;
}

interface Search {
  readonly sheet: Sheet;
  readonly header: Header | undefined;
  /** Rows that might have been the header, where it was not found. */
  readonly above: readonly TableRow[];
}

/** Looks for the header among the first rows of a sheet. */
async function search(sheet: Sheet, form: TableForm): Promise<Search> {
  const above: TableRow[] = [];
  for await (const row of sheet.rows()) {
    const { line, cells } = row;
    if (form.missingIn(cells).length === 0) {
      return { sheet, above, header: { line, columns: cells, isFirstRow: false } };
    }
    if (above.length === 0 && form.headerless?.isFirstRow(cells)) {
      return { sheet, above, header: { line, columns: form.headerless.columns, isFirstRow: true } };
    }
    above.push(row);
    if (above.length > MAX_ROWS_ABOVE_HEADER) break;
  }
  return { sheet, above, header: undefined };
}

async function* startingWith(
  first: IteratorResult<TableRow>,
  rest: AsyncGenerator<TableRow>,
): AsyncGenerator<TableRow> {
  if (!first.done) yield first.value;
  yield* rest;
}

/**
 * Of several sheets with the same columns the one of the newest year in its name, else the first; never one that counts
 * one sex only, and a hidden one only where no other fits.
 * @throws IMPORT_FILE when all of them count one sex only
 */
export function likeliestOf<S extends { readonly sheet: Sheet }>(path: string, fits: readonly S[]): S {
  const visible = fits.some(({ sheet }) => !sheet.isHidden)
    ? fits.filter(({ sheet }) => !sheet.isHidden)
    : fits;
  const whole = visible.filter(({ sheet }) => !/\b(fe)?males?\b/i.test(sheet.name ?? ''));
  if (whole.length === 0) {
    const names = visible.map(({ sheet }) => `"${sheet.name}"`).join(', ');
    throw fileError(
      path,
      `its sheets count males and females apart (${names}). Give the workbook of all persons`,
    );
  }
  const yearOf = ({ sheet }: S) => Number(/(?:19|20)\d\d/.exec(sheet.name ?? '')?.[0] ?? 0);
  return whole.reduce((best, each) => (yearOf(each) > yearOf(best) ? each : best));
}

function sheetNotes(source: TableSource, chosen: Search, fits: readonly Search[]): string[] {
  if (source.shape !== 'workbook') return [];
  const others = fits.filter((each) => each !== chosen).map(({ sheet }) => `"${sheet.name}"`);
  const shown = others.slice(0, SHEETS_SHOWN).join(', ');
  const more = others.length > SHEETS_SHOWN ? ' and more' : '';
  return [
    `Read from the sheet "${chosen.sheet.name}"; line numbers are its rows.`,
    ...(others.length === 0 ? [] : [`Not read, though the columns are the same: ${shown}${more}.`]),
  ];
}

function wrongColumns(source: TableSource, form: TableForm, searches: readonly Search[]): Error {
  const { path } = source.file;
  const rows = searches.flatMap(({ sheet, above }) => above.map((row) => ({ ...row, sheet: sheet.name })));
  if (rows.length === 0) {
    return fileError(path, `there is nothing in it but blank lines. Expected the columns ${form.expected}`);
  }
  const missingIn = (row: TableRow) => form.missingIn(row.cells);
  const likeliest = rows.reduce((best, row) => (missingIn(row).length < missingIn(best).length ? row : best));
  const written = likeliest.cells.filter((cell) => cell.trim() !== '' || likeliest.sheet === null);
  const found = written.slice(0, COLUMNS_SHOWN).map((cell) => `"${shownValue(cell)}"`);
  const more = written.length - found.length;
  const sheet =
    likeliest.sheet === null ? `line ${likeliest.line}` : `sheet "${likeliest.sheet}", row ${likeliest.line}`;
  const place = source.shape === 'map' ? 'the features of this map' : sheet;
  return fileError(
    path,
    `${place}: this is not ${form.what}, or columns of it have other names. Missing: ${missingIn(likeliest).join('; ')}. Found: ${found.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Expected in the first row: ${form.expected}`,
  );
}
