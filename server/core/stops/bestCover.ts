import { coverModel } from './coverModel.ts';
import { type CoverProblem, coverCeiling, coverObjective, tolerance } from './coverProblem.ts';
import { coverOf, greedyCover, swapProfit } from './greedyCover.ts';
import type { MipSolution, SolveMip } from './mip.ts';

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

export interface BestCoverFields {
  /** Sites that may be opened, ascending; dominated ones already left out. */
  readonly candidates: readonly number[];
  /** Open at most this many; 0 or less opens none. */
  readonly maxSites: number;
  /** Taken from the objective for each open site while searching, > 0: of two equally good sets the smaller one wins. */
  readonly siteCost: number;
  readonly solveMip: SolveMip;
  /** Effort of the proof; without it the proof is carried to its end. */
  readonly limits?: { readonly maxNodes?: number; readonly maxSeconds?: number };
  /** Told the objective of the construction before the proof starts. */
  readonly onGreedy?: (objective: number) => void;
}

/**
 * Solves maximal covering with decay: construction and swaps first, then proof by the solver started from that.
 * Sites that gain nothing beside the others are left out; of two equally good sites the lower index is taken.
 */
export function bestCover(problem: CoverProblem, fields: BestCoverFields): BestCover {
  const { candidates, maxSites, siteCost } = fields;
  if (maxSites <= 0 || candidates.length === 0) {
    return { open: [], objective: 0, bound: 0, isProven: true, greedyObjective: 0 };
  }
  const greedy = greedyCover(problem, { candidates, maxSites });
  const greedyObjective = coverObjective(problem, greedy);
  fields.onGreedy?.(greedyObjective);
  const { solved, proposed } = prove(problem, { ...fields, start: greedy });
  const value = (open: readonly number[]) => coverObjective(problem, open) - siteCost * open.length;
  const best = value(proposed) >= value(greedy) ? proposed : greedy;
  const open = withPreferredSites(problem, withoutIdleSites(problem, best), candidates);
  const objective = coverObjective(problem, open);
  const limit = Math.max(objective, Math.min(solved.bound + siteCost * maxSites, coverCeiling(problem)));
  const isProven = solved.status === 'optimal' || limit - objective <= tolerance(objective);
  return { open, objective, bound: isProven ? objective : limit, isProven, greedyObjective };
}

function prove(
  problem: CoverProblem,
  fields: BestCoverFields & { start: readonly number[] },
): { solved: MipSolution; proposed: number[] } {
  const { model, sites, pointOf } = coverModel(problem, fields);
  const solved = fields.solveMip(model, {
    ...fields.limits,
    start: pointOf(fields.start),
    absoluteGap: fields.siteCost / 10,
    relaxation: 'interior-point',
  });
  return { solved, proposed: sites.filter((_, c) => (solved.values?.[c] ?? 0) > 0.5) };
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
    const { gain, lossWithout } = swapProfit(problem, { cover, open, site: to });
    const from = open.findLast((site, k) => site > to && gain - lossWithout[k] >= -rounding);
    if (from !== undefined) return { from, to };
  }
  return null;
}
