/** A cell: text is guarded, numbers are written as they are, null is an empty cell. */
export type Cell = string | number | null;

/** Spreadsheets run a cell that starts with one of these as a formula (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * A CSV file by RFC 4180: CRLF, quotes only where needed, UTF-8 without a mark. Text that a spreadsheet would run as a formula gets
 * a `'` in front; an importer takes it off again. Numbers never do: every Cornish longitude starts with a minus.
 * @param columns  header cells, in order
 * @param rows     cells in the order of the columns
 */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [columns, ...rows].map((cells) => cells.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const guarded = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
