import { type CoverGoal, type CoverRoot, countOpen, decide, masks, targetOf } from './coverRoot.ts';
import { CLOSED, FREE, gainOf, OPEN } from './gainLists.ts';
import { interchange } from './interchange.ts';
import { lagrangianBound } from './lagrangian.ts';
import type { Patience } from './patience.ts';

export interface TreeResult {
  readonly best: CoverRoot['best'];
  /** As in `CoverRoot`. */
  readonly bound: number;
  readonly isProven: boolean;
  readonly nodes: number;
}

/** Subgradient steps at a node: prices start from its parent's. */
const NODE_STEPS = 100;
/** A node's paying sites are tried as a set when they gain at least this share of the best. */
const WORTH_A_TRY = 0.995;

/**
 * Branch and bound from a root: a site open or closed, the one that is least clear first, the node with the greatest bound first,
 * Lagrangian bounds throughout.
 * @param effort.maxNodes    the search ends after this many
 * @param effort.goOn        asked after every node with the gap that is left, as a share of that at the root
 * @returns a bound that holds even when the search ends early
 * Source: Christofides and Beasley 1982 (tree search for p-median with Lagrangian bounds).
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
  const tree: Tree = { root, goal, best: root.best, open: [], nodes: 0 };
  pushNode(tree.open, root);
  const rootGap = root.bound - targetOf(root.best, goal);
  while (tree.open.length > 0) {
    const target = targetOf(tree.best, goal);
    if (tree.open[0].bound <= target) break;
    const gapLeft = (tree.open[0].bound - target) / rootGap;
    if (tree.nodes >= effort.maxNodes || effort.patience.isOver()) break;
    if (effort.goOn?.(tree.nodes, gapLeft) === false) break;
    branch(tree, popNode(tree.open));
  }
  const target = targetOf(tree.best, goal);
  const bound = Math.max(target, tree.open[0]?.bound ?? target);
  return { best: tree.best, bound, isProven: bound <= target, nodes: tree.nodes };
}

interface TreeNode {
  readonly bound: number;
  readonly decided: Uint8Array;
  readonly prices: Float64Array;
  readonly mean: Float64Array;
}

interface Tree {
  readonly root: CoverRoot;
  readonly goal: CoverGoal;
  best: CoverRoot['best'];
  /** A heap, greatest bound first. */
  readonly open: TreeNode[];
  nodes: number;
}

function branch(tree: Tree, node: TreeNode): void {
  const site = leastClear(node);
  for (const way of [OPEN, CLOSED]) {
    const decided = Uint8Array.from(node.decided);
    decided[site] = way;
    if (countOpen(decided) <= tree.goal.maxSites) visit(tree, { ...node, decided });
  }
}

function leastClear({ decided, mean }: TreeNode): number {
  let [best, distance] = [-1, Number.POSITIVE_INFINITY];
  for (let c = 0; c < decided.length; c++) {
    const found = Math.abs(mean[c] - 0.5);
    if (decided[c] === FREE && found < distance) [best, distance] = [c, found];
  }
  return best;
}

function visit(tree: Tree, node: TreeNode): void {
  const { goal } = tree;
  const { lists } = tree.root;
  tree.nodes++;
  const fields = { ...goal, decided: node.decided, prices: node.prices, steps: NODE_STEPS };
  const found = lagrangianBound(lists, { ...fields, target: targetOf(tree.best, goal) });
  if (found.bound <= targetOf(tree.best, goal)) return;
  if (gainOf(lists, found.paying) >= WORTH_A_TRY * tree.best.objective) offer(tree, found.paying);
  const target = targetOf(tree.best, goal);
  const decided = decide(node.decided, found, target);
  if (countOpen(decided) >= goal.maxSites || !decided.includes(FREE)) {
    offer(
      tree,
      [...decided.keys()].filter((c) => decided[c] === OPEN),
    );
  } else if (found.bound > target) {
    const bound = Math.min(found.bound, node.bound);
    pushNode(tree.open, { bound, decided, prices: found.prices, mean: found.mean });
  }
}

/** Improves a set by swaps and keeps it when it is the best. */
function offer(tree: Tree, start: readonly number[]): void {
  const { lists, decided } = tree.root;
  const set = interchange(lists, { start, maxSites: tree.goal.maxSites, ...masks(decided) });
  const found = { sites: set.open.map((c) => lists.candidates[c]), objective: set.objective };
  if (targetOf(found, tree.goal) > targetOf(tree.best, tree.goal)) tree.best = found;
}

function pushNode(heap: TreeNode[], node: TreeNode): void {
  heap.push(node);
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (heap[parent].bound >= heap[i].bound) break;
    [heap[parent], heap[i]] = [heap[i], heap[parent]];
    i = parent;
  }
}

function popNode(heap: TreeNode[]): TreeNode {
  const top = heap[0];
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let i = 0; ; ) {
    const [left, right] = [2 * i + 1, 2 * i + 2];
    const child = right < heap.length && heap[right].bound > heap[left].bound ? right : left;
    if (child >= heap.length || heap[i].bound >= heap[child].bound) return top;
    [heap[child], heap[i]] = [heap[i], heap[child]];
    i = child;
  }
}
