import { coverModel } from './coverModel.ts';
import { type CoverProblem, coverObjective, residualProblem } from './coverProblem.ts';
import { type CoverGoal, type CoverRoot, targetOf } from './coverRoot.ts';
import type { TreeResult } from './coverTree.ts';
import { OPEN } from './gainLists.ts';
import type { SolveMip } from './mip.ts';
import type { Patience } from './patience.ts';

/** Models with more entries than this take a solver longer than they are worth. */
const MOST_ENTRIES = 150_000;

/** The solver ends a little late, and its answer is read and checked after it: it gets this share of the time that is left. */
const SOLVER_SHARE = 0.97;

/**
 * Carries a proof on with the solver, on the sites that are still undecided, from the best set known.
 * @returns the better of the two sets and of the two bounds
 */
export function provenByMip(
  problem: CoverProblem,
  fields: {
    root: CoverRoot;
    tree: TreeResult;
    goal: CoverGoal;
    solveMip: SolveMip;
    maxNodes: number;
    patience: Patience;
  },
): TreeResult {
  const { root, tree, goal } = fields;
  const fixed = root.lists.candidates.filter((_, c) => root.decided[c] === OPEN);
  const candidates = root.lists.candidates.filter((_, c) => root.decided[c] !== OPEN);
  const base = coverObjective(problem, fixed);
  const { model, sites, pointOf } = coverModel(residualProblem(problem, fixed), {
    candidates,
    maxSites: goal.maxSites - fixed.length,
    siteCost: goal.siteCost,
  });
  const seconds = fields.patience.secondsLeft();
  const solved = fields.solveMip(model, {
    start: pointOf(tree.best.sites),
    absoluteGap: goal.leastImprovement,
    relaxation: 'interior-point',
    isStartGood: true,
    ...(Number.isFinite(fields.maxNodes) ? { maxNodes: fields.maxNodes } : {}),
    ...(Number.isFinite(seconds) ? { maxSeconds: Math.max(0.1, seconds * SOLVER_SHARE) } : {}),
  });
  const open = [...fixed, ...sites.filter((_, c) => (solved.values?.[c] ?? 0) > 0.5)];
  const found = { sites: open, objective: coverObjective(problem, open) };
  const best = targetOf(found, goal) > targetOf(tree.best, goal) ? found : tree.best;
  const bound = Math.max(targetOf(best, goal), Math.min(tree.bound, base + solved.bound));
  return {
    best,
    bound,
    isProven: solved.status !== 'limit' || bound <= targetOf(best, goal),
    nodes: tree.nodes + solved.nodes,
  };
}

/** Whether what is left to decide is small enough for the solver. */
export const isFitForMip = (root: CoverRoot): boolean => root.lists.site.length <= MOST_ENTRIES;
