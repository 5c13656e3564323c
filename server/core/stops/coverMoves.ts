import { type CoverProblem, tolerance } from './coverProblem.ts';

/** Best and second-best open site of every area, so that a swap is judged in one pass over the areas. */
interface Cover {
  /** Position of the best site among the open ones; −1 where none gains. */
  readonly bestOpen: Int32Array;
  readonly best: Float64Array;
  readonly second: Float64Array;
}

/** The closed site that adds most to the open ones (ties: first candidate); null when none adds anything. */
export function bestAddition(
  problem: CoverProblem,
  open: readonly number[],
  candidates: readonly number[],
): { site: number; gain: number } | null {
  const { best } = coverOf(problem, open);
  let found: { site: number; gain: number } | null = null;
  for (const site of candidates) {
    let gain = 0;
    for (let i = 0; i < problem.areas; i++) {
      gain += Math.max(0, problem.gain[i * problem.sites + site] - best[i]);
    }
    if (gain > (found?.gain ?? 0) + tolerance(found?.gain ?? 0)) found = { site, gain };
  }
  return found;
}

/**
 * What opening a site gains, and what closing each open site then loses.
 * @param fields.cover  of `open`, from `coverOf`
 * @returns gain ≥ 0 and, by position in `open`, the loss ≥ 0; a swap's profit is gain − lossWithout[position closed]
 * Source: fast interchange, Whitaker 1983.
 */
export function swapProfit(
  problem: CoverProblem,
  fields: { cover: Cover; open: readonly number[]; site: number },
): { gain: number; lossWithout: Float64Array } {
  const { bestOpen, best, second } = fields.cover;
  const lossWithout = new Float64Array(fields.open.length);
  let gain = 0;
  for (let i = 0; i < problem.areas; i++) {
    const offered = problem.gain[i * problem.sites + fields.site];
    if (offered >= best[i]) gain += offered - best[i];
    else lossWithout[bestOpen[i]] += best[i] - Math.max(offered, second[i]);
  }
  return { gain, lossWithout };
}

/** Best and second-best open site of every area; −1 and 0 where none gains. */
export function coverOf(problem: CoverProblem, open: readonly number[]): Cover {
  const bestOpen = new Int32Array(problem.areas).fill(-1);
  const best = new Float64Array(problem.areas);
  const second = new Float64Array(problem.areas);
  for (let i = 0; i < problem.areas; i++) {
    for (let position = 0; position < open.length; position++) {
      const gain = problem.gain[i * problem.sites + open[position]];
      if (gain > best[i]) {
        second[i] = best[i];
        best[i] = gain;
        bestOpen[i] = position;
      } else if (gain > second[i]) second[i] = gain;
    }
  }
  return { bestOpen, best, second };
}
