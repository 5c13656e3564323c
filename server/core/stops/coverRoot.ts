import { seededRandom } from '../random.ts';
import { CLOSED, countOpen, FREE, type GainLists, gainOf, listsWithout, OPEN } from './gainLists.ts';
import { interchange, type OpenSet } from './interchange.ts';
import { type LagrangianBound, lagrangianBound } from './lagrangian.ts';
import { openSetSearch } from './openSetSearch.ts';
import type { Patience } from './patience.ts';

export interface CoverGoal {
  /** Open at most this many, ≥ 1. */
  readonly maxSites: number;
  /** Taken from the objective for each open site, ≥ 0. */
  readonly siteCost: number;
  /** A set that is better by less than this is not looked for, > 0: the step of the objective, or the gap allowed. */
  readonly leastImprovement: number;
}

/** What is known of a covering problem before any branching: a good set, a bound, and a smaller problem with the same answer. */
export interface CoverRoot {
  readonly lists: GainLists;
  /** FREE or OPEN by position in the lists; what is closed for good is no longer in them. */
  readonly decided: Uint8Array;
  /** Candidates of the original lists. */
  readonly best: { readonly sites: readonly number[]; readonly objective: number };
  /** No set gains more, site costs taken off, than this or than the best by the least improvement. */
  readonly bound: number;
  readonly isProven: boolean;
  readonly prices: Float64Array;
  readonly mean: Float64Array;
}

/** Subgradient steps of the first bound, and of those after a reduction. */
const FIRST_STEPS = 500;
const LATER_STEPS = 200;
/** Reductions that leave more than this share of the sites are not followed by another. */
const WORTH_ANOTHER = 0.9;
const MOST_REDUCTIONS = 4;
/** Every so many improvements of the bound, the sites that pay are tried as a set. */
const TRY_EVERY = 4;
/** Sets built at random for each reduction. */
const ROUNDS = 60;
/** More of them where the gap is wider than this share. */
const WIDE_GAP = 0.002;
const WIDE_GAP_ROUNDS = 200;

/**
 * A good set by construction, swaps and random starts, a Lagrangian bound, and every site decided that cannot be decided
 * otherwise in any better set. Reproducible unless `patience` runs out.
 * @param start  a set to begin with beside the constructed one (candidates), for example the best of one site fewer
 */
export function coverRoot(
  original: GainLists,
  goal: CoverGoal,
  effort: { readonly patience: Patience; readonly start?: readonly number[] },
): CoverRoot {
  const random = seededRandom(original.areas + goal.maxSites);
  let root = firstRoot(original, goal, effort.start ?? []);
  for (let k = 0; k < MOST_REDUCTIONS && !root.isProven && !effort.patience.isOver(); k++) {
    const before = root.lists.candidates.length;
    root = reduced(boundedRoot(root, goal, k === 0 ? FIRST_STEPS : LATER_STEPS), goal);
    if (root.isProven) break;
    const rounds = (root.bound - net(root.best, goal)) / root.bound > WIDE_GAP ? WIDE_GAP_ROUNDS : ROUNDS;
    const found = searched(root, goal, { rounds, random, shouldStop: () => effort.patience.isOver() });
    const better = found.objective > root.best.objective;
    root = { ...root, best: found };
    if (!better && root.lists.candidates.length > before * WORTH_ANOTHER) break;
  }
  return root;
}

/** What a set must beat to be worth having. */
export const targetOf = (
  best: { readonly sites: readonly number[]; readonly objective: number },
  goal: CoverGoal,
): number => net(best, goal) + goal.leastImprovement;

const net = (
  best: { readonly sites: readonly number[]; readonly objective: number },
  goal: CoverGoal,
): number => best.objective - goal.siteCost * best.sites.length;

const named = (lists: GainLists, set: OpenSet) => ({
  sites: set.open.map((c) => lists.candidates[c]),
  objective: set.objective,
});

function firstRoot(lists: GainLists, goal: CoverGoal, start: readonly number[]): CoverRoot {
  const all = new Uint8Array(lists.candidates.length).fill(1);
  const from = (sites: readonly number[]) =>
    interchange(lists, { start: sites, maxSites: goal.maxSites, mayOpen: all, mayClose: all });
  const constructed = from([]);
  const positions = new Map(lists.candidates.map((site, c) => [site, c]));
  const known = start.flatMap((site) => positions.get(site) ?? []).slice(0, goal.maxSites);
  const continued = known.length > 0 ? from(known) : constructed;
  const best = continued.objective > constructed.objective ? continued : constructed;
  return {
    lists,
    decided: new Uint8Array(lists.candidates.length),
    best: named(lists, best),
    bound: Number.POSITIVE_INFINITY,
    isProven: false,
    prices: pricesOf(lists, best.open),
    mean: new Float64Array(lists.candidates.length),
  };
}

/** What each area gains at its best open site: prices near which the bound is good. */
function pricesOf(lists: GainLists, open: readonly number[]): Float64Array {
  const isOpen = new Uint8Array(lists.candidates.length);
  for (const c of open) isOpen[c] = 1;
  const prices = new Float64Array(lists.areas);
  for (let r = 0; r < lists.areas; r++) {
    let e = lists.starts[r];
    while (e < lists.starts[r + 1] && isOpen[lists.site[e]] === 0) e++;
    prices[r] = e < lists.starts[r + 1] ? lists.gain[e] : 0;
  }
  return prices;
}

type Bounded = { readonly root: CoverRoot; readonly found: LagrangianBound };

function boundedRoot(root: CoverRoot, goal: CoverGoal, steps: number): Bounded {
  const mask = masks(root.decided);
  let { best } = root;
  let improvements = 0;
  const found = lagrangianBound(root.lists, {
    ...goal,
    decided: root.decided,
    prices: root.prices,
    target: targetOf(best, goal),
    steps,
    onPaying: (paying) => {
      if (improvements++ % TRY_EVERY === 0) {
        const set = interchange(root.lists, { start: paying, maxSites: goal.maxSites, ...mask });
        const candidate = named(root.lists, set);
        if (net(candidate, goal) > net(best, goal)) best = candidate;
      }
      return targetOf(best, goal);
    },
  });
  const bound = Math.min(root.bound, found.bound);
  const isProven = bound <= targetOf(best, goal);
  return { root: { ...root, best, bound, isProven, prices: found.prices, mean: found.mean }, found };
}

/** The root without the sites that no better set opens, and with those open that every better set opens. */
function reduced({ root, found }: Bounded, goal: CoverGoal): CoverRoot {
  if (root.isProven) return root;
  const decided = decide(root.decided, found, targetOf(root.best, goal));
  const { lists, positions } = listsWithout(root.lists, decided);
  const isProven = !decided.includes(FREE) || countOpen(decided) >= goal.maxSites;
  const kept = {
    ...root,
    lists,
    decided: Uint8Array.from(positions, (c) => decided[c]),
    mean: Float64Array.from(positions, (c) => root.mean[c]),
    isProven,
  };
  return isProven ? { ...kept, best: betterOf(root, kept, goal) } : kept;
}

/** When everything is decided: the decided set, unless the best is as good. */
function betterOf(root: CoverRoot, kept: CoverRoot, goal: CoverGoal): CoverRoot['best'] {
  const open = [...kept.decided.keys()].filter((c) => kept.decided[c] === OPEN);
  const only = named(kept.lists, { open, objective: gainOf(kept.lists, open) });
  return net(only, goal) > net(root.best, goal) ? only : root.best;
}

/** Decides every free site for which the other way cannot beat the target. */
export function decide(decided: Uint8Array, found: LagrangianBound, target: number): Uint8Array {
  const next = Uint8Array.from(decided);
  const isPaying = new Set(found.paying);
  for (let c = 0; c < next.length; c++) {
    if (next[c] === FREE && found.boundIfOther[c] <= target) next[c] = isPaying.has(c) ? OPEN : CLOSED;
  }
  return next;
}

/** What may be opened and closed where this much is decided. */
export const masks = (decided: Uint8Array): { mayOpen: Uint8Array; mayClose: Uint8Array } => ({
  mayOpen: decided.map((state) => (state === CLOSED ? 0 : 1)),
  mayClose: decided.map((state) => (state === OPEN ? 0 : 1)),
});

function searched(
  root: CoverRoot,
  goal: CoverGoal,
  fields: { rounds: number; random: () => number; shouldStop: () => boolean },
): CoverRoot['best'] {
  const { lists, decided, mean } = root;
  const mask = masks(decided);
  const positions = new Map(lists.candidates.map((site, c) => [site, c]));
  const open = new Set([...decided.keys()].filter((c) => decided[c] === OPEN));
  for (const site of root.best.sites) {
    const c = positions.get(site);
    if (c !== undefined && open.size < goal.maxSites) open.add(c);
  }
  const start = interchange(lists, { start: [...open], maxSites: goal.maxSites, ...mask });
  const enough = root.bound;
  const set = openSetSearch(lists, { start, mean, maxSites: goal.maxSites, ...mask, enough, ...fields });
  const found = named(lists, set);
  return net(found, goal) > net(root.best, goal) ? found : root.best;
}
