import { guardedText } from '../../shared/cellText.ts';

/** A cell: text is guarded, numbers are written as they are, null is an empty cell. */
export type Cell = string | number | null;

/** What must be quoted by RFC 4180. */
const QUOTED = /[",\r\n]/;
/** What a reader might also take for the mark between cells: readers guess it from the text outside quotes. */
const QUOTED_FOR_GUESSERS = /[",;|\t\r\n]/;

/**
 * A CSV file by RFC 4180: CRLF, quotes only where needed, UTF-8 without a mark. Text that a spreadsheet would run as a formula gets
 * a `'` in front; an importer takes it off again. Numbers never do: every Cornish longitude starts with a minus.
 * @param columns  header cells, in order
 * @param rows     cells in the order of the columns
 * @param options.forGuessers  quotes whatever looks like a separator: for text that people wrote at length
 */
export function csvText(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: { readonly forGuessers?: boolean } = {},
): string {
  const quoted = options.forGuessers ? QUOTED_FOR_GUESSERS : QUOTED;
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => cellText(cell, quoted)).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell, quoted: RegExp): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const guarded = guardedText(cell);
  return quoted.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
