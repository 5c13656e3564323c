import { beforeAll, describe, expect, it } from 'vitest';
import type { MipModel, SolveMip } from '../../server/core/stops/mip.ts';
import { loadHighs } from '../../server/planning/highs.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

/** A knapsack: values 10, 13, 7, 8; weights 3, 4, 2, 3; at most 7. Best: the first and the second, 23. */
const knapsack = (changes: Partial<MipModel> = {}): MipModel => ({
  cost: Float64Array.of(10, 13, 7, 8),
  lower: new Float64Array(4),
  upper: Float64Array.of(1, 1, 1, 1),
  isInteger: Uint8Array.of(1, 1, 1, 1),
  rowLower: Float64Array.of(Number.NEGATIVE_INFINITY),
  rowUpper: Float64Array.of(7),
  rowStarts: Int32Array.of(0, 4),
  columns: Int32Array.of(0, 1, 2, 3),
  values: Float64Array.of(3, 4, 2, 3),
  ...changes,
});

describe('HiGHS as a plain function', () => {
  it('proves the best knapsack', () => {
    const solved = solveMip(knapsack());
    expect(solved.status).toBe('optimal');
    expect([...(solved.values ?? [])].map(Math.round)).toEqual([1, 1, 0, 0]);
    expect(solved.objective).toBeCloseTo(23, 9);
    expect(solved.bound).toBeCloseTo(23, 6);
  });

  it('solves a linear program, whose optimum is its own bound', () => {
    const solved = solveMip(knapsack({ isInteger: new Uint8Array(4) }));
    expect(solved.objective).toBeCloseTo(23.5, 9);
    expect(solved).toMatchObject({ status: 'optimal', nodes: 0 });
    expect(solved.bound).toBeCloseTo(23.5, 9);
  });

  it('takes a start and gives the same answer as without one', () => {
    const solved = solveMip(knapsack(), { start: Float64Array.of(0, 1, 1, 0) });
    expect(solved.objective).toBeCloseTo(23, 9);
  });

  it.each(['simplex', 'interior-point'] as const)('proves the same by %s', (relaxation) => {
    expect(solveMip(knapsack(), { relaxation }).objective).toBeCloseTo(23, 9);
  });

  it('says when nothing is feasible', () => {
    const solved = solveMip(knapsack({ rowLower: Float64Array.of(20), rowUpper: Float64Array.of(30) }));
    expect(solved).toMatchObject({ status: 'infeasible', values: null });
  });

  it('answers an empty model', () => {
    const none = new Float64Array(0);
    const empty: MipModel = {
      cost: none,
      lower: none,
      upper: none,
      isInteger: new Uint8Array(0),
      rowLower: none,
      rowUpper: none,
      rowStarts: new Int32Array(1),
      columns: new Int32Array(0),
      values: none,
    };
    expect(solveMip(empty)).toMatchObject({ status: 'optimal', objective: 0, bound: 0 });
  });

  it('stops at a limit with the best point so far and a bound no worse', () => {
    const { model, start } = hardModel();
    const solved = solveMip(model, { maxNodes: 1, start });
    expect(solved.status).toBe('limit');
    expect(solved.bound).toBeGreaterThan(solved.objective);
    expect(solved.objective).toBeGreaterThanOrEqual(1);
  });

  it('refuses a model whose optimum has no bound, in our words', () => {
    const unbounded = knapsack({
      upper: new Float64Array(4).fill(Number.POSITIVE_INFINITY),
      rowUpper: Float64Array.of(Number.POSITIVE_INFINITY),
    });
    expect(() => solveMip(unbounded)).toThrowError(
      expect.objectContaining({ code: 'SOLVER_FAILED', category: 'internal' }),
    );
  });

  it('refuses a broken model in our words and still solves the next', () => {
    expect(() => solveMip(knapsack({ columns: Int32Array.of(0, 1, 2, 9) }))).toThrowError(
      expect.objectContaining({ code: 'SOLVER_FAILED' }),
    );
    expect(solveMip(knapsack()).objective).toBeCloseTo(23, 9);
  });
});

/** Several knapsack rows at once over 60 columns, far from done after one node. */
function hardModel(): { model: MipModel; start: Float64Array } {
  const columns = 60;
  const rows = 8;
  const weight = (r: number, c: number) => 5 + ((r * 31 + c * 17 + r * c * 7) % 41);
  const cost = Float64Array.from({ length: columns }, (_, c) => 10 + ((c * 29) % 37));
  const start = new Float64Array(columns);
  start[0] = 1;
  return {
    start,
    model: {
      cost,
      lower: new Float64Array(columns),
      upper: new Float64Array(columns).fill(1),
      isInteger: new Uint8Array(columns).fill(1),
      rowLower: new Float64Array(rows).fill(Number.NEGATIVE_INFINITY),
      rowUpper: new Float64Array(rows).fill(400),
      rowStarts: Int32Array.from({ length: rows + 1 }, (_, r) => r * columns),
      columns: Int32Array.from({ length: rows * columns }, (_, k) => k % columns),
      values: Float64Array.from({ length: rows * columns }, (_, k) =>
        weight(Math.floor(k / columns), k % columns),
      ),
    },
  };
}
