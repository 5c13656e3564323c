import { type BestCover, bestCover } from '../../server/core/stops/bestCover.ts';
import { worthwhileSites } from '../../server/core/stops/coverProblem.ts';
import type { SolveMip } from '../../server/core/stops/mip.ts';
import type { StopsInstance } from './stopsInstance.ts';

/** A solved instance in its own unit. */
export interface SolvedInstance {
  readonly objective: number;
  readonly proven: boolean;
  /** Share between the objective and what is proven possible; 0 when proven. */
  readonly gap: number;
  /** From 1, ascending; exactly p of a p-median, at most p of a covering. */
  readonly chosen: readonly number[];
}

/** Differences below this are none, in the instance's unit. */
const LEAST_WORTH = 1e-6;

/** Solves a published instance with what the planner chooses stops with. */
export function solveStops(
  instance: StopsInstance,
  fields: { readonly format: 'pmed' | 'mclp'; readonly seconds: number; readonly solveMip: SolveMip },
): SolvedInstance {
  const { problem, maxSites, objectiveOf } = instance;
  const all = Array.from({ length: problem.sites }, (_, j) => j);
  const found = bestCover(problem, {
    candidates: worthwhileSites(problem, all),
    maxSites,
    leastWorth: LEAST_WORTH,
    solveMip: fields.solveMip,
    limits: { maxSeconds: fields.seconds, clock: () => performance.now() },
  });
  const open = fields.format === 'pmed' ? filledUp(found.open, { maxSites, all }) : found.open;
  return {
    objective: rounded(objectiveOf(found.objective)),
    proven: found.isProven,
    gap: gapOf(found, objectiveOf),
    chosen: open.map((j) => j + 1),
  };
}

/** A p-median opens exactly p, the last ones for nothing when fewer serve as well. */
function filledUp(
  open: readonly number[],
  { maxSites, all }: { maxSites: number; all: readonly number[] },
): number[] {
  const isOpen = new Set(open);
  const more = all.filter((j) => !isOpen.has(j)).slice(0, maxSites - open.length);
  return [...open, ...more].sort((a, b) => a - b);
}

function gapOf(found: BestCover, objectiveOf: (gain: number) => number): number {
  if (found.isProven) return 0;
  const [objective, bound] = [objectiveOf(found.objective), objectiveOf(found.bound)];
  return Math.abs(bound - objective) / Math.max(Math.abs(objective), Math.abs(bound), Number.MIN_VALUE);
}

/** Sums of decimals without their last bits of rounding. */
const rounded = (value: number): number => Number(value.toPrecision(15));
