/** A variable ≥ 0 of a linear program: what it costs, and its coefficients in some rows. */
export interface ProgramColumn {
  readonly cost: number;
  /** Numbers of rows, each at most once. */
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** The optimum over the variables there are so far. */
export interface ProgramOptimum {
  readonly objective: number;
  /** One a row: how much the objective grows for each unit more on the row's side. */
  readonly duals: Float64Array;
}

/** A linear program to be minimised whose rows are fixed and to which variables are added between solves. */
export interface GrowingProgram {
  addColumns(columns: readonly ProgramColumn[]): void;
  /** From where the last solve ended. @returns null when there is no feasible point, or the solver gives up */
  solve(): ProgramOptimum | null;
  /** Frees what the solver holds; nothing may be asked afterwards. */
  dispose(): void;
}

/** Opens a program with rows lower ≤ … ≤ upper and no variables. Passed into the core, so that the core knows no solver. */
export type OpenProgram = (rows: {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}) => GrowingProgram;
