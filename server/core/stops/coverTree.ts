import { type CoverGoal, type CoverRoot, decide, masks, targetOf } from './coverRoot.ts';
import { CLOSED, countOpen, FREE, gainOf, OPEN, type ResidualLists, residualLists } from './gainLists.ts';
import { interchange } from './interchange.ts';
import { type LagrangianBound, lagrangianBound } from './lagrangian.ts';
import { type NodeHeap, nodeHeap, type TreeNode } from './nodeHeap.ts';
import type { Patience } from './patience.ts';
import { leastClear, product, type SiteBranching, siteBranching } from './siteBranching.ts';

export interface TreeResult {
  readonly best: CoverRoot['best'];
  /** As in `CoverRoot`. */
  readonly bound: number;
  readonly isProven: boolean;
  readonly nodes: number;
}

/** Subgradient steps at a node, and how far the first one goes: prices start from its parent's. */
const NODE_STEPS = 80;
const NODE_LENGTH = 0.8;
/** Steps of a trial of a site either way before it is branched on. */
const TRIAL_STEPS = 20;
/** A node's paying sites are tried as a set when they gain at least this share of the best. */
const WORTH_A_TRY = 0.995;

/**
 * Branch and bound from a root: a site open or closed, the node with the greatest bound first, Lagrangian bounds throughout. The
 * site is the one that lowered bounds most so far; one of which little is known is tried both ways first.
 * @param effort.maxNodes    the search ends after this many
 * @param effort.goOn        asked after every node with the gap that is left, as a share of that at the root
 * @returns a bound that holds even when the search ends early
 * Source: Christofides and Beasley 1982 (tree search for p-median with Lagrangian bounds); Achterberg, Koch and Martin 2005
 * (reliability branching).
 */
export function coverTree(
  root: CoverRoot,
  goal: CoverGoal,
  effort: {
    readonly maxNodes: number;
    readonly patience: Patience;
    readonly goOn?: (nodes: number, gapLeft: number) => boolean;
  },
): TreeResult {
  const known = siteBranching(root.lists.candidates.length);
  const tree: Tree = { root, goal, best: root.best, open: nodeHeap(), known, nodes: 0 };
  tree.open.push(root);
  const rootGap = root.bound - targetOf(root.best, goal);
  for (let top = tree.open.top(); top; top = tree.open.top()) {
    const target = targetOf(tree.best, goal);
    if (top.bound <= target) break;
    if (tree.nodes >= effort.maxNodes || effort.patience.isOver()) break;
    if (effort.goOn?.(tree.nodes, (top.bound - target) / rootGap) === false) break;
    branch(tree, tree.open.pop());
  }
  const target = targetOf(tree.best, goal);
  const bound = Math.max(target, tree.open.top()?.bound ?? target);
  return { best: tree.best, bound, isProven: bound <= target, nodes: tree.nodes };
}

interface Tree {
  readonly root: CoverRoot;
  readonly goal: CoverGoal;
  best: CoverRoot['best'];
  readonly open: NodeHeap;
  readonly known: SiteBranching;
  nodes: number;
}

/** What a node leaves to decide: bounds, prices and decisions are those of the residual lists. */
interface Rest {
  readonly node: TreeNode;
  readonly residual: ResidualLists;
  readonly decided: Uint8Array;
  readonly prices: Float64Array;
  readonly mean: Float64Array;
  /** From a value of the residual lists to one of the problem. */
  readonly offset: number;
  /** Set once nothing better can be below the node. */
  isDone: boolean;
}

function restOf(tree: Tree, node: TreeNode): Rest {
  const residual = residualLists(tree.root.lists, node.decided);
  const { rows, given, positions, base, openCount } = residual;
  return {
    node,
    residual,
    decided: new Uint8Array(positions.length),
    prices: Float64Array.from(rows, (r, k) => Math.max(0, node.prices[r] - given[k])),
    mean: Float64Array.from(positions, (c) => node.mean[c]),
    offset: base - tree.goal.siteCost * openCount,
    isDone: false,
  };
}

function bounded(
  tree: Tree,
  rest: Rest,
  fields: { decided: Uint8Array; steps: number; prices?: Float64Array },
): LagrangianBound {
  const { goal } = tree;
  return lagrangianBound(rest.residual.lists, {
    maxSites: goal.maxSites - rest.residual.openCount,
    siteCost: goal.siteCost,
    prices: rest.prices,
    target: targetOf(tree.best, goal) - rest.offset,
    firstLength: NODE_LENGTH,
    ...fields,
  });
}

function branch(tree: Tree, node: TreeNode): void {
  const rest = restOf(tree, node);
  const site = chosenSite(tree, rest);
  if (rest.isDone) return;
  if (site === null) {
    visit(tree, rest, rest.decided);
    return;
  }
  for (const way of [OPEN, CLOSED]) {
    const decided = Uint8Array.from(rest.decided);
    decided[site] = way;
    if (rest.residual.openCount + countOpen(decided) > tree.goal.maxSites) continue;
    const bound = visit(tree, rest, decided);
    learn(tree, rest, { site, way, bound });
  }
}

/** The site to branch on; null when nothing is left to decide. Sites of which little is known are tried first, which may decide them. */
function chosenSite(tree: Tree, rest: Rest): number | null {
  const { known } = tree;
  const { positions } = rest.residual;
  let best: { site: number; score: number } | null = null;
  for (const site of known.promising(positions, rest)) {
    const isKnown = known.isReliable(positions[site]);
    const score = isKnown ? known.scoreOf(positions[site], rest.mean[site]) : scoreByTrial(tree, rest, site);
    if (rest.isDone) return null;
    if (score !== null && score > (best?.score ?? -1)) best = { site, score };
  }
  if (best) return best.site;
  const site = leastClear(rest);
  return site < 0 ? null : site;
}

/** @returns null when the trial decides the site, or shows that nothing better is here */
function scoreByTrial(tree: Tree, rest: Rest, site: number): number | null {
  const [opened, closed] = [OPEN, CLOSED].map((way) => tried(tree, rest, { site, way }));
  const target = targetOf(tree.best, tree.goal);
  if (opened > target && closed > target) return product(rest.node.bound - opened, rest.node.bound - closed);
  if (opened <= target && closed <= target) rest.isDone = true;
  rest.decided[site] = opened <= target ? CLOSED : OPEN;
  return null;
}

function tried(tree: Tree, rest: Rest, { site, way }: { site: number; way: number }): number {
  const decided = Uint8Array.from(rest.decided);
  decided[site] = way;
  if (rest.residual.openCount + countOpen(decided) > tree.goal.maxSites) return Number.NEGATIVE_INFINITY;
  const bound = Math.min(
    rest.node.bound,
    bounded(tree, rest, { decided, steps: TRIAL_STEPS }).bound + rest.offset,
  );
  learn(tree, rest, { site, way, bound });
  return bound;
}

function learn(
  tree: Tree,
  rest: Rest,
  { site, way, bound }: { site: number; way: number; bound: number },
): void {
  const lost = Math.min(rest.node.bound - bound, rest.node.bound - targetOf(tree.best, tree.goal));
  tree.known.learn(rest.residual.positions[site], { isOpened: way === OPEN, mean: rest.mean[site], lost });
}

/** Bounds a node and puts it on the heap unless it is done with. @returns its bound */
function visit(tree: Tree, rest: Rest, decidedHere: Uint8Array): number {
  const { goal } = tree;
  const { positions, rows, given } = rest.residual;
  tree.nodes++;
  const found = bounded(tree, rest, { decided: decidedHere, steps: NODE_STEPS });
  const bound = Math.min(found.bound + rest.offset, rest.node.bound);
  if (bound <= targetOf(tree.best, goal)) return bound;
  offerPaying(tree, rest, found);
  const target = targetOf(tree.best, goal);
  const here = decide(decidedHere, found, target - rest.offset);
  const decided = Uint8Array.from(rest.node.decided);
  const mean = new Float64Array(decided.length);
  positions.forEach((old, c) => {
    decided[old] = here[c];
    mean[old] = found.mean[c];
  });
  if (countOpen(decided) >= goal.maxSites || !decided.includes(FREE)) {
    offer(
      tree,
      [...decided.keys()].filter((c) => decided[c] === OPEN),
    );
  } else if (bound > target) {
    const prices = Float64Array.from(rest.node.prices);
    rows.forEach((r, k) => {
      prices[r] = found.prices[k] + given[k];
    });
    tree.open.push({ bound, decided, prices, mean });
  }
  return bound;
}

/** The paying sites with those of the node, when they are nearly as good as the best. */
function offerPaying(tree: Tree, rest: Rest, found: LagrangianBound): void {
  const open = found.paying.map((c) => rest.residual.positions[c]);
  rest.node.decided.forEach((state, c) => {
    if (state === OPEN) open.push(c);
  });
  if (gainOf(tree.root.lists, open) >= WORTH_A_TRY * tree.best.objective) offer(tree, open);
}

/** Improves a set by swaps and keeps it when it is the best. */
function offer(tree: Tree, start: readonly number[]): void {
  const { lists, decided } = tree.root;
  const set = interchange(lists, { start, maxSites: tree.goal.maxSites, ...masks(decided) });
  const found = { sites: set.open.map((c) => lists.candidates[c]), objective: set.objective };
  if (targetOf(found, tree.goal) > targetOf(tree.best, tree.goal)) tree.best = found;
}
