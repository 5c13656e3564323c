import { dateIn, isUnknown, numberIn, yesNoIn } from '../shared/cellText.ts';
import type { ServiceDate } from '../shared/time.ts';
import { type Refusal, shownValue } from './report.ts';

/** A cell that cannot be taken; caught by `readRows`, which adds the line. */
export interface CellFault {
  readonly reason: string;
  readonly value: string;
  readonly isFault: boolean;
}

/**
 * Reads the cells of one row by column. Anything that is not as expected is thrown as a `CellFault`.
 * @param columns  index by field
 */
export function rowReader<F extends string>(
  columns: Readonly<Partial<Record<F, number>>>,
  names: readonly string[],
  cells: readonly string[],
) {
  const cellOf = (field: F): string => {
    const index = columns[field];
    return index === undefined ? '' : (cells[index] ?? '').trim();
  };
  const title = (field: F): string => names[columns[field] ?? -1]?.trim() || field;
  const number = (field: F): number | null => {
    const cell = cellOf(field);
    return isUnknown(cell) ? null : numberOrFault(cell, title(field));
  };
  return {
    has: (field: F): boolean => cellOf(field) !== '',
    /** True when the table has this column, whatever the row says in it. */
    isColumn: (field: F): boolean => columns[field] !== undefined,
    title,
    /** The cell without blanks at its ends; '' when there is none. */
    text: cellOf,
    /** A text that must be there. */
    required(field: F): string {
      const cell = cellOf(field);
      if (cell === '') throw fault(`no ${title(field)} is given`, '');
      return cell;
    },
    /** Any number; null when not known. "1,234" is 1234. */
    number,
    /** A number ≥ 0; null when not known. */
    count(field: F): number | null {
      const value = number(field);
      if (value !== null && value < 0) throw fault(`${title(field)} is below 0`, cellOf(field));
      return value;
    },
    /** A number from `low` to `high`, both inclusive; null when not known. */
    between(field: F, low: number, high: number): number | null {
      const value = number(field);
      if (value !== null && (value < low || value > high)) {
        throw fault(`${title(field)} is not between ${low} and ${high}`, cellOf(field));
      }
      return value;
    },
    /** A share 0..1, also written as a percentage with its sign; null when not known. */
    share(field: F): number | null {
      const cell = cellOf(field);
      if (isUnknown(cell)) return null;
      const value = cell.endsWith('%')
        ? numberOrFault(cell.slice(0, -1).trim(), title(field)) / 100
        : numberOrFault(cell, title(field));
      if (value < 0 || value > 1) throw fault(`${title(field)} is not a share between 0 and 1`, cell);
      return value;
    },
    /** yes or no; null when not known. */
    yesNo(field: F): boolean | null {
      const value = yesNoIn(cellOf(field));
      if (value === undefined) throw fault(`${title(field)} is neither yes nor no`, cellOf(field));
      return value;
    },
    /** A date, 2026-12-31 or 31/12/2026; null when not known. */
    date(field: F): ServiceDate | null {
      const cell = cellOf(field);
      if (isUnknown(cell)) return null;
      const date = dateIn(cell);
      if (date === undefined) throw fault(`${title(field)} is not a date such as 2026-12-31`, cell);
      return date;
    },
    /** Parts of a list separated by semicolons. */
    list: (field: F): string[] =>
      cellOf(field)
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  };
}

export type RowReader<F extends string> = ReturnType<typeof rowReader<F>>;

/** A broken cell: the import must not go on as if nothing were. */
export const fault = (reason: string, value: string): CellFault => ({
  reason,
  value: shownValue(value),
  isFault: true,
});

/** A sound row that is not wanted. */
export const leftOut = (reason: string, value: string): CellFault => ({
  reason,
  value: shownValue(value),
  isFault: false,
});

/** A fault with its line. Anything else that was thrown is thrown on. */
export function refusalOf(thrown: unknown, line: number): Refusal {
  const { reason, value, isFault } = thrown as Partial<CellFault>;
  if (typeof reason !== 'string' || typeof value !== 'string' || typeof isFault !== 'boolean') throw thrown;
  return { line, reason, value, isFault };
}

function numberOrFault(cell: string, title: string): number {
  const value = numberIn(cell);
  if (value === undefined) throw fault(`${title} is not a number`, cell);
  return value;
}
