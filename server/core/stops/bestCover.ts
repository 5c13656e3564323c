import { coverModel } from './coverModel.ts';
import { type CoverProblem, coverCeiling, coverObjective, tolerance } from './coverProblem.ts';
import { coverOf, greedyCover, swapProfit } from './greedyCover.ts';
import type { SolveMip } from './mip.ts';

/** The best set of sites, and how sure that is. */
export interface BestCover {
  /** Open sites, ascending. */
  readonly open: readonly number[];
  readonly objective: number;
  /** ≥ objective; no allowed set gains more (when proven: than this and `siteCost` for each site). */
  readonly bound: number;
  readonly isProven: boolean;
  readonly greedyObjective: number;
}

/**
 * Solves maximal covering with decay: construction and swaps first, then proof by the solver started from that.
 * Sites that gain nothing beside the others are left out; of two equally good sites the lower index is taken.
 * @param fields.candidates  sites that may be opened, ascending; dominated ones already left out
 * @param fields.maxSites    open at most this many; 0 or less opens none
 * @param fields.siteCost    taken from the objective for each open site while searching, ≥ 0
 * @param fields.onGreedy    told the objective before the proof starts
 */
export function bestCover(
  problem: CoverProblem,
  fields: {
    candidates: readonly number[];
    maxSites: number;
    siteCost: number;
    solveMip: SolveMip;
    limits?: { readonly maxNodes?: number; readonly maxSeconds?: number };
    onGreedy?: (objective: number) => void;
  },
): BestCover {
  const { candidates, maxSites, siteCost } = fields;
  if (maxSites <= 0 || candidates.length === 0) {
    return { open: [], objective: 0, bound: 0, isProven: true, greedyObjective: 0 };
  }
  const greedy = greedyCover(problem, { candidates, maxSites });
  const greedyObjective = coverObjective(problem, greedy);
  fields.onGreedy?.(greedyObjective);
  const { model, sites, pointOf } = coverModel(problem, { candidates, maxSites, siteCost });
  const solved = fields.solveMip(model, {
    ...fields.limits,
    start: pointOf(greedy),
    absoluteGap: siteCost / 10,
    relaxation: 'interior-point',
  });
  const proposed = sites.filter((_, c) => (solved.values?.[c] ?? 0) > 0.5);
  const value = (open: readonly number[]) => coverObjective(problem, open) - siteCost * open.length;
  const best = value(proposed) >= value(greedy) ? proposed : greedy;
  const open = withPreferredSites(problem, withoutIdleSites(problem, best), candidates);
  const objective = coverObjective(problem, open);
  const isProven = solved.status === 'optimal';
  const proven = Math.min(solved.bound + siteCost * maxSites, coverCeiling(problem));
  return {
    open,
    objective,
    bound: isProven ? objective : Math.max(objective, proven),
    isProven,
    greedyObjective,
  };
}

/** Without the sites whose closing loses nothing, the least preferred first. */
function withoutIdleSites(problem: CoverProblem, open: readonly number[]): number[] {
  const kept = [...open].sort((a, b) => a - b);
  const objective = coverObjective(problem, kept);
  for (const site of [...kept].reverse()) {
    const without = kept.filter((other) => other !== site);
    if (coverObjective(problem, without) >= objective - tolerance(objective)) {
      kept.splice(kept.indexOf(site), 1);
    }
  }
  return kept;
}

/** With every open site swapped for a more preferred one where that loses nothing. Indices only fall, so it ends. */
function withPreferredSites(
  problem: CoverProblem,
  open: readonly number[],
  candidates: readonly number[],
): number[] {
  let current = [...open].sort((a, b) => a - b);
  for (let swap = preferredSwap(problem, current, candidates); swap; ) {
    const { from, to } = swap;
    current = current.map((site) => (site === from ? to : site)).sort((a, b) => a - b);
    swap = preferredSwap(problem, current, candidates);
  }
  return current;
}

function preferredSwap(
  problem: CoverProblem,
  open: readonly number[],
  candidates: readonly number[],
): { from: number; to: number } | null {
  const cover = coverOf(problem, open);
  const rounding = tolerance(cover.best.reduce((a, b) => a + b, 0));
  for (const to of candidates) {
    if (open.includes(to)) continue;
    const { gain, lossWithout } = swapProfit(problem, cover, to);
    const from = open.findLast((site) => site > to && gain - lossWithout[site] >= -rounding);
    if (from !== undefined) return { from, to };
  }
  return null;
}
