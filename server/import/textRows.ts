import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { fileError } from './importErrors.ts';
import type { InspectedFile } from './inspectFile.ts';
import { shownValue } from './report.ts';
import type { TableRow } from './tableSource.ts';

/** One row, all cells together. A wide table of ages has some 2 kB; a row of this length has a quote that never closes. */
export const MAX_ROW_CHARACTERS = 64_000;

/**
 * The rows of comma, semicolon, tab or bar separated text, blank ones left out.
 * @throws IMPORT_FILE with the line of a broken quotation mark or of a row of more than 64,000 characters
 */
export async function* textRows(file: InspectedFile): AsyncGenerator<TableRow> {
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
