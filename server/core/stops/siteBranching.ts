import { FREE } from './gainLists.ts';

/** What branching on each site has lowered bounds by so far. */
export interface SiteBranching {
  /**
   * Positions in `sites` of those undecided that are worth a look, the most promising first.
   * @param sites  by position in the node's own lists
   */
  readonly promising: (sites: readonly number[], node: Undecided) => number[];
  /** What both ways are expected to lower the bound by, as one figure. @param mean  0..1 */
  readonly scoreOf: (site: number, mean: number) => number;
  readonly isReliable: (site: number) => boolean;
  /** @param fields.lost  by how much the bound fell, ≥ 0 */
  readonly learn: (site: number, fields: { isOpened: boolean; mean: number; lost: number }) => void;
}

/** What is decided at a node, and how likely each site is to be open, by position in the node's own lists. */
export interface Undecided {
  readonly decided: Uint8Array;
  readonly mean: Float64Array;
}

/** A site tried this often either way is known. */
const RELIABLE = 4;
/** Sites that are looked at for one branching. */
const LOOKED_AT = 8;
/** A mean nearer to 0 or 1 than this is clear. */
const CLEAR = 0.02;
/** No loss counts as less than this, so that of two ways with one loss the greater still counts. */
const LEAST = 1e-6;
/** A mean is taken to leave at least this much of the way to go. */
const LEAST_WAY = 0.05;

/** Nothing known yet of so many sites. Source: pseudocosts, Bénichou et al. 1971. */
export function siteBranching(sites: number): SiteBranching {
  const sums = [new Float64Array(sites), new Float64Array(sites)];
  const counts = [new Int32Array(sites), new Int32Array(sites)];
  const total = [0, 0];
  const count = [0, 0];
  const perUnit = (way: number, site: number) =>
    counts[way][site] > 0
      ? sums[way][site] / counts[way][site]
      : count[way] > 0
        ? total[way] / count[way]
        : 1;
  const scoreOf = (site: number, mean: number) =>
    product(perUnit(0, site) * (1 - mean), perUnit(1, site) * mean);
  return {
    scoreOf,
    isReliable: (site) => Math.min(counts[0][site], counts[1][site]) >= RELIABLE,
    learn: (site, { isOpened, mean, lost }) => {
      const way = isOpened ? 0 : 1;
      const unit = lost / Math.max(isOpened ? 1 - mean : mean, LEAST_WAY);
      sums[way][site] += unit;
      counts[way][site]++;
      total[way] += unit;
      count[way]++;
    },
    promising: (positions, { decided, mean }) => {
      const scored: { c: number; score: number }[] = [];
      for (let c = 0; c < decided.length; c++) {
        if (decided[c] !== FREE || mean[c] < CLEAR || mean[c] > 1 - CLEAR) continue;
        scored.push({ c, score: scoreOf(positions[c], mean[c]) });
      }
      scored.sort((a, b) => b.score - a.score || a.c - b.c);
      return scored.slice(0, LOOKED_AT).map(({ c }) => c);
    },
  };
}

/** Two losses as one figure: good when both are large. Source: product rule, Achterberg, Koch and Martin 2005. */
export const product = (opened: number, closed: number): number =>
  Math.max(opened, LEAST) * Math.max(closed, LEAST);

/** The undecided site whose mean is nearest to ½; −1 without one. */
export function leastClear({ decided, mean }: Undecided): number {
  let [best, distance] = [-1, Number.POSITIVE_INFINITY];
  for (let c = 0; c < decided.length; c++) {
    const found = Math.abs(mean[c] - 0.5);
    if (decided[c] === FREE && found < distance) [best, distance] = [c, found];
  }
  return best;
}
