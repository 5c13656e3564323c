/** One measured figure beside what it should be. */
export interface Row {
  /** What was measured, in words. */
  readonly name: string;
  readonly figure: number;
  readonly unit: 's' | 'ms' | 'MB' | 'kB' | 'requests' | '×' | '%';
  /** At most this much is wanted, inclusive; null where nothing is. */
  readonly target: number | null;
  /** What the figure consists of, or rests on. */
  readonly note: string;
}

/**
 * Measures a group of rows.
 * @param options  isFull: everything, for hours if need be, instead of a quick set
 * @returns the rows, or a sentence that says why they cannot be measured here
 */
export type Measure = (options: { readonly isFull: boolean }) => Promise<readonly Row[] | string>;

/** null where there is no target. */
export const isReached = ({ figure, target }: Row): boolean | null =>
  target === null ? null : figure <= target;

/** "reached", "not reached", or nothing where there is no target. */
export const verdict = (row: Row): string =>
  row.target === null ? '' : isReached(row) ? 'reached' : 'not reached';

/** A figure as it is read out: seconds, milliseconds, megabytes and kilobytes to one decimal, the others as they are. */
export const shown = (figure: number, unit: Row['unit']): string =>
  `${unit === 'requests' || unit === '×' || unit === '%' ? figure : figure.toFixed(1)} ${unit}`;

/** Seconds since a moment of `performance.now()`. */
export const secondsSince = (start: number): number => (performance.now() - start) / 1000;

/** The middle one of some figures; of an even number, the upper middle. */
export const middle = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
