import { PlannerError } from './errors.ts';
import {
  addCell,
  cellsByNode,
  cheapestCycle,
  type Margins,
  rangeUpTo,
  type TableCell,
  tableCells,
} from './tableFlow.ts';

export type { Margins };

/** Never less, whatever is configured: below five people somebody may be told by name. */
export const LEAST_COUNT_THRESHOLD = 5;
/** Where nothing else is configured. Source: ONS and UK LLC disclosure control, counts below 10 are not released. */
export const DEFAULT_COUNT_THRESHOLD = 10;
/** Counts that are shown are rounded to this. Source: NHS hospital statistics, nearest 5. */
export const COUNT_ROUNDING = 5;

/** What stands in the place of a number that is kept back. */
export const SUPPRESSED_WORDS = 'not shown';

/** A count as it may leave the planner: rounded, or null when it is kept back. */
export type ShownCount = number | null;

/** A table of counts as it may leave the planner, in the order of its input. */
export interface ShownTable {
  readonly counts: readonly (readonly ShownCount[])[];
  /** One a row; empty without row totals. */
  readonly rowTotals: readonly ShownCount[];
  /** One a column; empty without column totals. */
  readonly columnTotals: readonly ShownCount[];
  /** null when it is kept back, and for a table without both kinds of totals. */
  readonly grandTotal: ShownCount;
  /** How many figures are kept back, totals included. */
  readonly keptBack: number;
}

/**
 * A table of people with its totals, in which no small number is shown and none can be worked out.
 *
 * Counts of 1 to `threshold − 1` are kept back (nought is shown: it is about nobody). Further figures are then kept back, the
 * cheapest cycle of them each time, until all sums and differences of what is shown leave every figure that is kept
 * back a range of at least `threshold − 1`: as wide as the rule itself tells. The rest is rounded to the nearest 5, each figure
 * on its own, so totals may differ a little from the sum of what is shown.
 *
 * A figure that is the difference of two others belongs into one table with them: before = after + difference is a row
 * total. Exports that share figures are safe together only as one table.
 *
 * @param counts  rows of equal length; finite, ≥ 0; parts of people are rounded when they are shown
 * @param margins  which totals are shown beside them
 * @param threshold  least count that is shown; ≥ 5
 * @returns  the table; empty for no rows
 * @throws SUPPRESSION_THRESHOLD below 5; SUPPRESSION_COUNTS for ragged rows, negative or no numbers
 * Source: cell suppression as cycles of a network, Cox 1980, and Kelly, Golden and Assad 1992.
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  margins: Margins,
  threshold: number = DEFAULT_COUNT_THRESHOLD,
): ShownTable {
  assertThreshold(threshold);
  assertCounts(counts);
  const cells = tableCells(counts, margins);
  const hidden = margins.rows || margins.columns ? keptBack(cells, threshold) : smallCells(cells, threshold);
  const [height, width] = [counts.length, counts[0]?.length ?? 0];
  const shown = new Map(
    cells.map((cell) => [
      `${cell.row} ${cell.column}`,
      hidden.has(cell) ? null : nearest(cell.value, COUNT_ROUNDING),
    ]),
  );
  const at = (row: number, column: number): ShownCount => shown.get(`${row} ${column}`) ?? null;
  return {
    counts: counts.map((row, i) => row.map((_, j) => at(i, j))),
    rowTotals: margins.rows ? counts.map((_, i) => at(i, width)) : [],
    columnTotals: margins.columns && height > 0 ? counts[0].map((_, j) => at(height, j)) : [],
    grandTotal: at(height, width),
    keptBack: hidden.size,
  };
}

/**
 * One count that stands alone: no total of it and others is shown anywhere in the same export.
 * @throws SUPPRESSION_THRESHOLD, SUPPRESSION_COUNTS
 */
export function suppressCount(count: number, threshold: number = DEFAULT_COUNT_THRESHOLD): ShownCount {
  return suppressTable([[count]], { rows: false, columns: false }, threshold).counts[0][0];
}

/** A count for a cell of a table or file: "125", "0", "not shown". */
export const shownCountWords = (count: ShownCount): string =>
  count === null ? SUPPRESSED_WORDS : String(count);

/** What an export says below its figures. @param threshold  least count that is shown */
export const suppressionNote = (threshold: number): string =>
  `Numbers of people below ${threshold}, and numbers from which these could be worked out, are "${SUPPRESSED_WORDS}". The others are rounded to the nearest ${COUNT_ROUNDING}, so totals may differ a little from the sum of their parts.`;

const nearest = (value: number, step: number): number => Math.round(Math.round(value) / step) * step;

const isNought = (value: number): boolean => Math.round(value) === 0;

const smallCells = (cells: readonly TableCell[], threshold: number): Set<TableCell> =>
  new Set(cells.filter(({ value }) => !isNought(value) && Math.round(value) < threshold));

function keptBack(cells: readonly TableCell[], threshold: number): Set<TableCell> {
  const hidden = smallCells(cells, threshold);
  const unknown = cellsByNode(hidden);
  const network = cellsByNode(cells.filter(({ value }) => !isNought(value)));
  const amount = threshold - 1;
  const costOf = (cell: TableCell) => (hidden.has(cell) ? 0 : cell.value);
  for (const cell of [...hidden].sort((a, b) => b.value - a.value)) {
    if (rangeUpTo(cell, unknown, amount) >= amount) continue;
    // A count and its totals can all grow together, so there is always a cycle.
    for (const more of cheapestCycle(cell, { network, amount, costOf }) ?? []) {
      if (hidden.has(more)) continue;
      hidden.add(more);
      addCell(unknown, more);
    }
  }
  return hidden;
}

function assertThreshold(threshold: number): void {
  if (Number.isFinite(threshold) && threshold >= LEAST_COUNT_THRESHOLD) return;
  throw new PlannerError({
    code: 'SUPPRESSION_THRESHOLD',
    category: 'input',
    message: `The least count that is shown is ${threshold}; expected at least ${LEAST_COUNT_THRESHOLD}`,
    details: { threshold },
  });
}

function assertCounts(counts: readonly (readonly number[])[]): void {
  const width = counts[0]?.length ?? 0;
  const isFit = (row: readonly number[]) =>
    row.length === width && row.every((value) => Number.isFinite(value) && value >= 0);
  const i = counts.findIndex((row) => !isFit(row));
  if (i < 0) return;
  throw new PlannerError({
    code: 'SUPPRESSION_COUNTS',
    category: 'internal',
    message: `Row ${i + 1} of a table of counts is ${JSON.stringify(counts[i])?.slice(0, 80)}; expected ${width} numbers from 0`,
  });
}
