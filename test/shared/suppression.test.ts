import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SolveMip } from '../../server/core/stops/mip.ts';
import { loadHighs } from '../../server/planning/highs.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import {
  type Margins,
  type ShownTable,
  shownCountWords,
  suppressCount,
  suppressionNote,
  suppressTable,
} from '../../server/shared/suppression.ts';

const BOTH: Margins = { rows: true, columns: true };
const NONE: Margins = { rows: false, columns: false };

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** One figure of an export with the truth behind it, and the sums it stands in: what a reader sees, laid flat. */
interface Figure {
  readonly truth: number;
  readonly shown: number | null;
}

function laidFlat(counts: number[][], margins: Margins, table: ShownTable) {
  const figures: Figure[] = [];
  const put = (truth: number, shown: number | null) => figures.push({ truth, shown }) - 1;
  const inner = counts.map((row, i) => row.map((truth, j) => put(truth, table.counts[i][j])));
  const columns = counts[0].map((_, j) => inner.map((row) => row[j]));
  const sums: { parts: number[]; total: number }[] = [];
  const truthOf = (parts: readonly number[]) => sum(parts.map((k) => figures[k].truth));
  const totalOf = (parts: number[], shown: number | null) => {
    const total = put(truthOf(parts), shown);
    sums.push({ parts, total });
    return total;
  };
  const right = margins.rows ? inner.map((parts, i) => totalOf(parts, table.rowTotals[i])) : [];
  const below = margins.columns ? columns.map((parts, j) => totalOf(parts, table.columnTotals[j])) : [];
  if (margins.rows && margins.columns) {
    const total = totalOf(right, table.grandTotal);
    sums.push({ parts: below, total });
  }
  return { figures, sums };
}

/** Least and greatest value of a hidden figure for a reader who even knows every shown figure exactly: by linear programs. */
function rangesLeft(counts: number[][], margins: Margins, table: ShownTable): [number, number][] {
  const { figures, sums } = laidFlat(counts, margins, table);
  const lower = Float64Array.from(figures, ({ truth, shown }) => (shown === null ? 0 : truth));
  const upper = Float64Array.from(figures, ({ truth, shown }) => (shown === null ? 1000 : truth));
  const rowStarts = Int32Array.from([0, ...sums.map((_, r) => sum(sums.slice(0, r + 1).map(entries)))]);
  const columns = Int32Array.from(sums.flatMap(({ parts, total }) => [...parts, total]));
  const values = Float64Array.from(sums.flatMap(({ parts }) => [...parts.map(() => 1), -1]));
  const zeros = new Float64Array(sums.length);
  const solve = (k: number, sign: number) => {
    const cost = new Float64Array(figures.length);
    cost[k] = sign;
    const isInteger = new Uint8Array(figures.length);
    const model = {
      cost,
      lower,
      upper,
      isInteger,
      rowLower: zeros,
      rowUpper: zeros,
      rowStarts,
      columns,
      values,
    };
    return sign * solveMip(model).objective;
  };
  return figures.flatMap(({ shown }, k) =>
    shown === null ? [[solve(k, -1), solve(k, 1)] as [number, number]] : [],
  );
}

const entries = ({ parts }: { parts: number[] }) => parts.length + 1;

const tables = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([height, width]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 120 })), {
        minLength: width,
        maxLength: width,
      }),
      { minLength: height, maxLength: height },
    ),
  );
const someMargins = fc.record({ rows: fc.boolean(), columns: fc.boolean() });
const thresholds = fc.constantFrom(5, 7, 10, 20);

describe('a table of counts as it may leave the planner', () => {
  it('keeps a small number back, and a second one so that no total gives it away', () => {
    const table = suppressTable(
      [
        [40, 4, 33],
        [52, 61, 27],
        [37, 45, 90],
      ],
      BOTH,
    );
    // A rectangle of four with the 4 in a corner; of the four there are, 33 + 61 + 27 = 121 is the cheapest (37 + 40 + 45 = 122).
    expect(table.counts).toEqual([
      [40, null, null],
      [50, null, null],
      [35, 45, 90],
    ]);
    expect(table.rowTotals).toEqual([75, 140, 170]);
    expect(table.columnTotals).toEqual([130, 110, 150]);
    expect(table.grandTotal).toBe(390);
    expect(table.keptBack).toBe(4);
  });

  it('keeps one more row back in a list with a total', () => {
    const table = suppressTable([[12], [7], [31]], { rows: false, columns: true });
    expect(table.counts).toEqual([[null], [null], [30]]);
    expect(table.columnTotals).toEqual([50]);
  });

  it('keeps before or after back when only their difference is small', () => {
    // Beyond reach before = still beyond + newly within: the first is the total of the other two.
    const table = suppressTable([[27, 3]], { rows: true, columns: false });
    expect(table.counts).toEqual([[null, null]]);
    expect(table.rowTotals).toEqual([30]);
  });

  it('keeps the total back too where nothing else is there to hide behind', () => {
    const table = suppressTable([[4, 0]], BOTH);
    expect(table.counts).toEqual([[null, 0]]);
    expect([table.rowTotals, table.columnTotals, table.grandTotal]).toEqual([[null], [null, 0], null]);
  });

  it('shows nought and exactly the threshold, and rounds to the nearest 5', () => {
    expect([0, 1, 9, 10, 12, 13, 998].map((count) => suppressCount(count))).toEqual([
      0,
      null,
      null,
      10,
      10,
      15,
      1000,
    ]);
    expect([4, 5].map((count) => suppressCount(count, 5))).toEqual([null, 5]);
  });

  it('takes a part of a person for none when it rounds to none', () => {
    expect([0.4, 0.5, 9.4, 9.5].map((count) => suppressCount(count))).toEqual([0, null, null, 10]);
  });

  it('is empty for an empty table', () => {
    expect(suppressTable([], BOTH)).toEqual({
      counts: [],
      rowTotals: [],
      columnTotals: [],
      grandTotal: null,
      keptBack: 0,
    });
  });

  it('refuses a threshold below five, whatever was configured, and what is no table of counts', () => {
    const codeOf = (use: () => unknown) => {
      try {
        use();
        return 'none';
      } catch (error) {
        return error instanceof PlannerError ? error.code : String(error);
      }
    };
    for (const threshold of [4, 4.99, 0, -1, Number.NaN]) {
      expect(codeOf(() => suppressTable([[1]], NONE, threshold))).toBe('SUPPRESSION_THRESHOLD');
    }
    for (const counts of [[[1, 2], [3]], [[-1]], [[Number.POSITIVE_INFINITY]], [[Number.NaN]]]) {
      expect(codeOf(() => suppressTable(counts, NONE))).toBe('SUPPRESSION_COUNTS');
    }
  });

  it('says in words what is missing and why', () => {
    expect(shownCountWords(null)).toBe('not shown');
    expect(shownCountWords(125)).toBe('125');
    expect(suppressionNote(10)).toBe(
      'Numbers of people below 10, and numbers from which these could be worked out, are "not shown". The others are rounded to the nearest 5, so totals may differ a little from the sum of their parts.',
    );
  });
});

describe('no small number can be worked out', () => {
  it('leaves each hidden figure as wide a range as the rule itself tells, by any sums of what is shown', () => {
    fc.assert(
      fc.property(tables, someMargins, thresholds, (counts, margins, threshold) => {
        const table = suppressTable(counts, margins, threshold);
        for (const [least, greatest] of rangesLeft(counts, margins, table)) {
          expect(greatest - least).toBeGreaterThanOrEqual(threshold - 1 - 1e-6);
        }
      }),
      { numRuns: 40, seed: 20_261_124 },
    );
  });

  it('shows no figure below the threshold but nought, and changes none by more than rounding', () => {
    fc.assert(
      fc.property(tables, someMargins, thresholds, (counts, margins, threshold) => {
        for (const { truth, shown } of laidFlat(counts, margins, suppressTable(counts, margins, threshold))
          .figures) {
          if (truth > 0 && truth < threshold) expect(shown).toBeNull();
          if (truth === 0) expect(shown).toBe(0);
          if (shown !== null) {
            expect(Math.abs(shown - truth)).toBeLessThanOrEqual(2);
            expect(shown % 5).toBe(0);
          }
        }
      }),
      { numRuns: 500, seed: 20_261_124 },
    );
  });

  it('keeps nothing back where no number is small', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 10, max: 500 }), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 5,
        }),
        someMargins,
        (counts, margins) => {
          expect(suppressTable(counts, margins).keptBack).toBe(0);
        },
      ),
      { numRuns: 100, seed: 20_261_124 },
    );
  });
});
