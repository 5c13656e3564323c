import loadSolver, { type Highs, type Model } from 'highs';
import type { GrowingProgram, OpenProgram, ProgramColumn } from '../core/rotaBound/growingProgram.ts';

/** The primal simplex: the last optimum stays feasible when variables are added. */
const PRIMAL_SIMPLEX = 4;

/**
 * HiGHS as the linear programs that column generation grows. Loading takes some 50 ms; every program has a model of its own, which
 * lives until `dispose`. The same columns in the same order give the same answers.
 */
export async function loadGrowingHighs(): Promise<OpenProgram> {
  const highs = await loadSolver();
  return ({ lower, upper }) => {
    const native = highs.createModel();
    native.options.set({
      output_flag: false,
      random_seed: 0,
      presolve: 'off',
      solver: 'simplex',
      simplex_strategy: PRIMAL_SIMPLEX,
    });
    for (const [row, least] of lower.entries()) native.addRow(least, upper[row], { indices: [], values: [] });
    return programOf(highs, native, lower.length);
  };
}

function programOf(highs: Highs, native: Model & Disposable, rows: number): GrowingProgram {
  return {
    addColumns: (columns) => {
      if (columns.length > 0) native.addCols(columnData(columns, rows));
    },
    solve: () => {
      if (!hasRun(native)) return null;
      if (native.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
      return { objective: native.getObjectiveValue(), duals: native.getSolution().rowDual };
    },
    dispose: () => native.dispose(),
  };
}

/** A bound is not worth losing a rota for: where HiGHS breaks down, there is no answer. */
function hasRun(native: Model): boolean {
  try {
    native.run();
    return true;
  } catch {
    return false;
  }
}

function columnData(columns: readonly ProgramColumn[], rows: number): Parameters<Model['addCols']>[0] {
  const starts = [0];
  for (const column of columns) starts.push(starts[starts.length - 1] + column.rows.length);
  return {
    cost: Float64Array.from(columns, ({ cost }) => cost),
    lower: new Float64Array(columns.length),
    upper: new Float64Array(columns.length).fill(Number.POSITIVE_INFINITY),
    matrix: {
      format: 'csc',
      numRows: rows,
      numCols: columns.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(columns.flatMap((column) => [...column.rows])),
      values: Float64Array.from(columns.flatMap((column) => [...column.values])),
    },
  };
}
