/**
 * A mixed-integer linear program, to be maximised: maximise cost · x subject to lower ≤ x ≤ upper and
 * rowLower ≤ A x ≤ rowUpper. Infinity and −Infinity mean no bound.
 */
export interface MipModel {
  /** Columns: one entry a variable. */
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where the variable must be a whole number, else 0. */
  readonly isInteger: Uint8Array;
  /** Rows, compressed: row r holds entries rowStarts[r] up to (not including) rowStarts[r + 1]; length rows + 1. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly rowStarts: Int32Array;
  /** Column of each entry, each at most once a row. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

export interface MipOptions {
  /** A feasible point to start from, one value a column; a bad one is ignored. */
  readonly start?: Float64Array;
  /** Search at most this many nodes: the limit that keeps a result reproducible. */
  readonly maxNodes?: number;
  /** Stop after this many seconds: a result cut short by the clock is not reproducible. */
  readonly maxSeconds?: number;
  /** Stop when (bound − objective) ≤ this; objective's unit, default 1e-6. */
  readonly absoluteGap?: number;
  /** How the first linear relaxation is solved; the solver decides when left out. Large degenerate models like the interior point. */
  readonly relaxation?: 'simplex' | 'interior-point';
  /** The start is as good as best: look for the proof and not for better points. */
  readonly isStartGood?: boolean;
}

/** The best point found. `optimal`: proven within the gap asked for. `limit`: a limit came first. */
export interface MipSolution {
  readonly status: 'optimal' | 'limit' | 'infeasible';
  /** One value a column; null when no feasible point is known. */
  readonly values: Float64Array | null;
  /** Of `values`; −Infinity without. */
  readonly objective: number;
  /** No feasible point is better than this. */
  readonly bound: number;
  readonly nodes: number;
}

/**
 * Solves a model, synchronously. Passed into the core as a plain function, so that the core knows no solver.
 * @throws SOLVER_FAILED when the solver refuses the model or breaks down
 */
export type SolveMip = (model: MipModel, options?: MipOptions) => MipSolution;
