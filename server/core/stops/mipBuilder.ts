import type { MipModel } from './mip.ts';

export interface Column {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly isInteger: boolean;
}

export type Entry = readonly [column: number, value: number];

/** Puts a model together column by column and row by row. */
export interface MipBuilder {
  /** @returns its number, from 0 */
  readonly column: (column: Column) => number;
  /** lower ≤ entries ≤ upper; each column at most once. */
  readonly row: (lower: number, upper: number, entries: readonly Entry[]) => void;
  readonly model: () => MipModel;
}

/** An empty model to be maximised. */
export function mipBuilder(): MipBuilder {
  const columns: Column[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const starts: number[] = [0];
  const entryColumns: number[] = [];
  const entryValues: number[] = [];
  return {
    column: (column) => columns.push(column) - 1,
    row: (least, most, entries) => {
      lower.push(least);
      upper.push(most);
      for (const [column, value] of entries) {
        entryColumns.push(column);
        entryValues.push(value);
      }
      starts.push(entryColumns.length);
    },
    model: () => ({
      cost: Float64Array.from(columns, (column) => column.cost),
      lower: Float64Array.from(columns, (column) => column.lower),
      upper: Float64Array.from(columns, (column) => column.upper),
      isInteger: Uint8Array.from(columns, (column) => (column.isInteger ? 1 : 0)),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
      rowStarts: Int32Array.from(starts),
      columns: Int32Array.from(entryColumns),
      values: Float64Array.from(entryValues),
    }),
  };
}
