/**
 * Maximal covering in numbers: which of n sites to open so that the gains add up to most, when every area takes the best
 * open site. Sites and areas are indices; lower site index wins a tie.
 */
export interface CoverProblem {
  readonly sites: number;
  readonly areas: number;
  /** Gain of area i at site j at [i × sites + j], ≥ 0. */
  readonly gain: Float64Array;
}

/** Differences up to this share of a gain's size are rounding, not a better choice. */
const ROUNDING = 1e-9;

/** Two sums of gains that differ by less than this are equal. */
export const tolerance = (objective: number): number => ROUNDING * Math.max(1, Math.abs(objective));

/** What a set of sites gains. */
export function coverObjective(problem: CoverProblem, open: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < problem.areas; i++) {
    let best = 0;
    for (const j of open) best = Math.max(best, problem.gain[i * problem.sites + j]);
    sum += best;
  }
  return sum;
}

/** What no choice, however large, can exceed: every area at its best site. */
export function coverCeiling(problem: CoverProblem): number {
  let sum = 0;
  for (let i = 0; i < problem.areas; i++) {
    let best = 0;
    for (let j = 0; j < problem.sites; j++) best = Math.max(best, problem.gain[i * problem.sites + j]);
    sum += best;
  }
  return sum;
}

/**
 * What is left to decide once some sites are open: gains above what those already give.
 * @returns same shape; the objective of a set in it = objective with the open sites − objective of the open sites alone
 */
export function residualProblem(problem: CoverProblem, open: readonly number[]): CoverProblem {
  const gain = Float64Array.from(problem.gain);
  for (let i = 0; i < problem.areas; i++) {
    const row = i * problem.sites;
    let base = 0;
    for (const j of open) base = Math.max(base, problem.gain[row + j]);
    for (let j = 0; j < problem.sites; j++) gain[row + j] = Math.max(0, gain[row + j] - base);
  }
  return { ...problem, gain };
}

/**
 * The sites worth considering: those that gain something and are not dominated, that is, no other site is at least as
 * good for every area. Of equal sites the lowest index stays. Some best choice uses only these.
 * @param allowed  indices that may be chosen
 * @returns        indices in ascending order
 */
export function worthwhileSites(problem: CoverProblem, allowed: readonly number[]): number[] {
  const columns = allowed
    .map((j) => ({ j, gain: columnOf(problem, j) }))
    .map((column) => ({ ...column, total: column.gain.reduce((a, b) => a + b, 0) }))
    .filter((column) => column.total > 0)
    .sort((a, b) => b.total - a.total || a.j - b.j);
  const kept: typeof columns = [];
  for (const column of columns) {
    if (!kept.some((other) => isCoveredBy(column.gain, other.gain))) kept.push(column);
  }
  return kept.map((column) => column.j).sort((a, b) => a - b);
}

function columnOf(problem: CoverProblem, j: number): Float64Array {
  const column = new Float64Array(problem.areas);
  for (let i = 0; i < problem.areas; i++) column[i] = problem.gain[i * problem.sites + j];
  return column;
}

function isCoveredBy(column: Float64Array, other: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) if (column[i] > other[i]) return false;
  return true;
}

/** Steps in which gains are looked for, coarsest first. */
const STEPS = [1, 0.5, 0.25, 0.1, 0.05, 0.025, 0.01];

/** The coarsest of some usual steps of which every gain is a whole multiple, so that objectives differ by no less; 0 without one. */
export function objectiveStep(problem: CoverProblem): number {
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, value);
  return STEPS.find((step) => problem.gain.every((gain) => isWhole(gain / step))) ?? 0;
}
