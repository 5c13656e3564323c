import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { fileError } from './importErrors.ts';
import { type InspectedFile, inspectFile, oddKind } from './inspectFile.ts';
import { shownValue } from './report.ts';

/** One row of a table with the line on which it begins. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table whose rows are read as they are asked for, so that a national file needs no memory. */
export interface Table {
  readonly path: string;
  readonly sha256: string;
  /** Column names as written; the fixed names for a file without a header row. */
  readonly columns: readonly string[];
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

/** The ONS Postcode Directory, the largest file anyone brings, has some 1.4 GB. */
const MAX_FILE_BYTES = 2_000_000_000;
/** One row, all cells together. A wide table of ages has some 2 kB; a row of this length has a quote that never closes. */
const MAX_ROW_CHARACTERS = 64_000;
/** Column names quoted in a message. */
const COLUMNS_SHOWN = 15;
/** Titles and notes that may stand above the header row (ONS workbooks have 3 to 5). */
const MAX_ROWS_ABOVE_HEADER = 15;

/**
 * Opens a table of comma, semicolon, tab or bar separated text in UTF-8, UTF-16 or Windows-1252, with or without byte
 * order mark, with any line ends, and finds its header row.
 * @throws IMPORT_FILE naming the file, what is wrong with it and what to do
 */
export async function openTable(path: string, form: TableForm): Promise<Table> {
  const file = await inspectFile(path, MAX_FILE_BYTES);
  refuseOtherKinds(file, form);
  const records = readRecords(file);
  const above: TableRow[] = [];
  for (;;) {
    const next = await records.next();
    if (next.done) break;
    const isFirst = above.length === 0;
    if (form.missingIn(next.value.cells).length === 0) return tableOf(file, next.value.cells, records);
    if (isFirst && form.headerless?.isFirstRow(next.value.cells)) {
      return tableOf(file, form.headerless.columns, startingWith(next.value, records));
    }
    above.push(next.value);
    if (above.length > MAX_ROWS_ABOVE_HEADER) break;
  }
  await records.return(undefined);
  throw wrongColumns(path, form, above);
}

function tableOf(file: InspectedFile, columns: readonly string[], rows: AsyncGenerator<TableRow>): Table {
  const notes = file.encoding === 'utf-8' ? [] : [`Read as ${file.encoding} text, because it is not UTF-8.`];
  return { path: file.path, sha256: file.sha256, columns, notes, rows: () => rows };
}

async function* startingWith(first: TableRow, rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  yield first;
  yield* rest;
}

function refuseOtherKinds(file: InspectedFile, form: TableForm): void {
  const odd = oddKind(file.head);
  if (odd?.endsWith('Excel workbook')) {
    throw fileError(
      file.path,
      `this is ${odd}, not a CSV file. Open it, choose the sheet with the table, and save it as "CSV UTF-8 (comma delimited)"`,
    );
  }
  if (odd) {
    throw fileError(
      file.path,
      `this is ${odd}, not ${form.what} in CSV form. Download the CSV file itself (a saved web page is not it), with the columns ${form.expected}`,
    );
  }
  if (file.encoding !== 'utf-16le' && file.head.includes(0)) {
    throw fileError(
      file.path,
      `this is not text, so it cannot be ${form.what}. Expected a CSV file with the columns ${form.expected}`,
    );
  }
}

function wrongColumns(path: string, form: TableForm, above: readonly TableRow[]): Error {
  if (above.length === 0) {
    return fileError(path, `there is nothing in it but blank lines. Expected the columns ${form.expected}`);
  }
  const missingIn = (row: TableRow) => form.missingIn(row.cells);
  const likeliest = above.reduce((best, row) =>
    missingIn(row).length < missingIn(best).length ? row : best,
  );
  const found = likeliest.cells.slice(0, COLUMNS_SHOWN).map((cell) => `"${shownValue(cell)}"`);
  const more = likeliest.cells.length - found.length;
  return fileError(
    path,
    `line ${likeliest.line}: this is not ${form.what}, or columns of it have other names. Missing: ${missingIn(likeliest).join('; ')}. Found: ${found.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Expected in the first row: ${form.expected}`,
  );
}

async function* readRecords(file: InspectedFile): AsyncGenerator<TableRow> {
  // The parser is ahead of the loop below: the line of a broken row is where it stands, not where the loop does.
  let parsedLines = 0;
  const parser = parse({
    delimiter: delimiterOf(file),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
    on_record: (record, { lines }) => {
      parsedLines = lines;
      return record;
    },
  });
  const source = createReadStream(file.path);
  source.on('error', (error) => parser.destroy(error));
  pumpText(source, file.encoding, parser);
  let previousLines = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = Math.max(previousLines + 1, info.lines - countLineEnds(record));
      previousLines = info.lines;
      if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
    }
  } catch (cause) {
    throw recordError(file.path, cause, parsedLines + 1);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Feeds decoded text to the parser, waiting when it is full. */
function pumpText(
  source: NodeJS.ReadableStream & { pause(): unknown; resume(): unknown },
  encoding: string,
  parser: ReturnType<typeof parse>,
): void {
  const decoder = new TextDecoder(encoding, { ignoreBOM: false });
  source.on('data', (chunk: Buffer) => {
    if (parser.destroyed) return;
    const isFull = !parser.write(decoder.decode(chunk, { stream: true }));
    if (isFull) {
      source.pause();
      parser.once('drain', () => source.resume());
    }
  });
  source.on('end', () => {
    if (!parser.destroyed) parser.end(decoder.decode());
  });
}

const countLineEnds = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** The separator of which the first lines have most, counted outside quotes; a comma when there is none. */
function delimiterOf(file: InspectedFile): string {
  const text = new TextDecoder(file.encoding).decode(file.head);
  const lines = text.replace(/"[^"]*"/g, '').split(/\r\n|\r|\n/);
  const sample = lines.slice(0, 5).join('\n');
  const count = (separator: string) => sample.split(separator).length - 1;
  const candidates = [',', '\t', ';', '|'];
  return candidates.reduce((best, separator) => (count(separator) > count(best) ? separator : best), ',');
}

function recordError(path: string, cause: unknown, line: number): unknown {
  if (!(cause instanceof CsvError)) return cause;
  const { code } = cause;
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return fileError(
      path,
      `line ${line}: the row has more than ${MAX_ROW_CHARACTERS.toLocaleString('en-GB')} characters. Look for a quotation mark that is opened and never closed, or for a cell that holds a whole document`,
      cause,
    );
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return fileError(
      path,
      `line ${line}: a quotation mark is opened and never closed. Close it, or double it ("") when it is part of the text`,
      cause,
    );
  }
  return fileError(
    path,
    `line ${line}: a quotation mark stands in the middle of a cell (${shownValue(cause.message)}). Put the whole cell in quotation marks and double those inside it ("")`,
    cause,
  );
}
