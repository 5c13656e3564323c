import { coverOf, swapProfit } from './coverMoves.ts';
import { type CoverProblem, coverCeiling, coverObjective, objectiveStep, tolerance } from './coverProblem.ts';
import { type CoverGoal, type CoverRoot, coverRoot } from './coverRoot.ts';
import { coverTree, type TreeResult } from './coverTree.ts';
import { fewestSites } from './fewestSites.ts';
import { gainLists } from './gainLists.ts';
import type { SolveMip } from './mip.ts';
import { type Patience, partOf, patience, type SearchLimits, sharedLimits } from './patience.ts';
import { isFitForMip, provenByMip } from './provenByMip.ts';

/** The best set of sites, and how sure that is. */
export interface BestCover {
  /** Open sites, ascending. */
  readonly open: readonly number[];
  readonly objective: number;
  /** ≥ objective; no allowed set gains more (when proven: more than this and `leastWorth`). */
  readonly bound: number;
  readonly isProven: boolean;
}

export interface BestCoverFields {
  /** Sites that may be opened, ascending; dominated ones already left out. */
  readonly candidates: readonly number[];
  /** Open at most this many; 0 or less opens none. */
  readonly maxSites: number;
  /** A site that adds less than this is not opened, and a set that is better by less than a tenth of it is not looked for; > 0. */
  readonly leastWorth: number;
  readonly solveMip: SolveMip;
  /** Effort of the proof; without it the proof is carried to its end. */
  readonly limits?: SearchLimits;
  /** A set to begin with, for example the best with one site fewer. */
  readonly start?: readonly number[];
  /** Told the best objective so far and the bound, before branching begins and as it goes on. */
  readonly onProgress?: (found: { readonly objective: number; readonly bound: number }) => void;
}

/**
 * Solves maximal covering with decay, and so p-median: a set by construction, swaps and random starts; a Lagrangian bound that
 * decides most sites; then a tree of such bounds, and where those do not close the gap the solver on what is left.
 * Sites that gain nothing beside the others are left out; of two equally good sites the lower index is taken.
 */
export function bestCover(problem: CoverProblem, fields: BestCoverFields): BestCover {
  const { candidates } = fields;
  const maxSites = Math.min(fields.maxSites, candidates.length);
  if (maxSites <= 0) return { open: [], objective: 0, bound: 0, isProven: true };
  const limits = sharedLimits(fields.limits);
  const until = patience(limits);
  const step = Math.max(objectiveStep(problem), fields.leastWorth / 10);
  const goal: CoverGoal = { maxSites, siteCost: 0, leastImprovement: step * (1 - 1e-6) };
  const root = coverRoot(gainLists(problem, candidates), goal, {
    patience: partOf(until, ROOT_SHARE),
    start: fields.start,
  });
  fields.onProgress?.({ objective: root.best.objective, bound: root.bound });
  const solved = root.isProven ? { ...root, nodes: 0 } : proven(problem, { root, goal, until, fields });
  const { sites } = solved.best;
  const fewer = withoutIdleSites(
    problem,
    fewestWhenAllIsGained(problem, sites, { ...fields, limits: fewestLimits(limits) }),
    fields.leastWorth,
  );
  const open = withPreferredSites(problem, fewer, candidates);
  const objective = coverObjective(problem, open);
  const limit = Math.max(objective, Math.min(solved.bound, coverCeiling(problem)));
  const isProven = solved.isProven || limit - objective <= tolerance(objective);
  return { open, objective, bound: isProven ? objective : limit, isProven };
}

/** The root may take this share of the time there is; the rest is for the proof. */
const ROOT_SHARE = 0.3;

/** A tree that after so many nodes has more than this share of the gap left is given up for the solver. */
const LOOKS = [
  { nodes: 300, gapLeft: 0.99 },
  { nodes: 2000, gapLeft: 0.6 },
  { nodes: 20_000, gapLeft: 0.2 },
];

/** The tree may take this share of the time that is left where the solver could go on. */
const TREE_SHARE = 0.6;

/** The tree, and where it gets nowhere the solver on what is left to decide. */
function proven(
  problem: CoverProblem,
  given: { root: CoverRoot; goal: CoverGoal; until: Patience; fields: BestCoverFields },
): TreeResult {
  const { root, goal, until, fields } = given;
  const maxNodes = fields.limits?.maxNodes ?? Number.POSITIVE_INFINITY;
  const isForMip = isFitForMip(root);
  const goOn = (nodes: number, gapLeft: number) =>
    !isForMip || !LOOKS.some((look) => nodes >= look.nodes && gapLeft > look.gapLeft);
  const untilMip = isForMip ? partOf(until, TREE_SHARE) : until;
  const tree = coverTree(root, goal, { maxNodes, patience: untilMip, goOn });
  fields.onProgress?.({ objective: tree.best.objective, bound: tree.bound });
  if (tree.isProven || !isForMip || until.isOver() || tree.nodes >= maxNodes) return tree;
  return provenByMip(problem, { root, tree, goal, solveMip: fields.solveMip, maxNodes, patience: until });
}

/** The set is best already when its sites are counted: that may take this share of the time that is left. */
const FEWEST_SHARE = 0.1;

const fewestLimits = (limits: SearchLimits): SearchLimits => ({
  ...limits,
  maxSeconds: Math.max(0, limits.maxSeconds ?? Number.POSITIVE_INFINITY) * FEWEST_SHARE,
});

/** Only a set that gains all there is to gain may have an equal with fewer sites. */
function fewestWhenAllIsGained(
  problem: CoverProblem,
  open: readonly number[],
  fields: BestCoverFields,
): readonly number[] {
  if (coverObjective(problem, open) < coverCeiling(problem) - tolerance(coverCeiling(problem))) return open;
  const rows = Array.from({ length: problem.areas }, (_, i) => bestSitesOf(problem, i, fields.candidates));
  const found = fewestSites(
    rows.filter((row) => row.length > 0),
    { candidates: fields.candidates, solveMip: fields.solveMip, limits: fields.limits },
  );
  return found.open && found.open.length < open.length ? found.open : open;
}

function bestSitesOf(problem: CoverProblem, i: number, candidates: readonly number[]): number[] {
  const gain = (j: number) => problem.gain[i * problem.sites + j];
  const most = candidates.reduce((best, j) => Math.max(best, gain(j)), 0);
  return most > 0 ? candidates.filter((j) => gain(j) === most) : [];
}

/** Without the sites whose closing loses less than `leastWorth`, the least preferred first. */
export function withoutIdleSites(
  problem: CoverProblem,
  open: readonly number[],
  leastWorth: number,
): number[] {
  const kept = [...open].sort((a, b) => a - b);
  for (const site of [...kept].reverse()) {
    const objective = coverObjective(problem, kept);
    const without = kept.filter((other) => other !== site);
    if (coverObjective(problem, without) > objective - leastWorth) kept.splice(kept.indexOf(site), 1);
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
