import type { CoverProblem } from './coverProblem.ts';

/** A p-median problem as one of gains: what each area saves against what it has anyway. */
export interface MedianProblem {
  readonly problem: CoverProblem;
  /** The weighted sum of distances, from the gain of a set of sites. */
  readonly costOf: (gain: number) => number;
}

/**
 * The p-median problem with some facilities given: an area saves weight × (distance to its nearest given facility − distance to
 * its nearest open site). Greatest savings are the least weighted distance, so what solves maximal covering solves this.
 * @param fields.distances  areas × sites, row by row, finite
 * @param fields.weights    by area, ≥ 0
 * @param fields.given      by area, distance to what is there already; without it every area's farthest site, which any open
 *                          site is as good as
 * Source: Hakimi 1964 (p-median); Cornuéjols, Fisher and Nemhauser 1977 (as savings).
 */
export function medianProblem(fields: {
  readonly distances: Float64Array;
  readonly weights: Float64Array;
  readonly sites: number;
  readonly given?: Float64Array;
}): MedianProblem {
  const { distances, weights, sites } = fields;
  const areas = weights.length;
  const gain = new Float64Array(areas * sites);
  let given = 0;
  for (let i = 0; i < areas; i++) {
    const row = distances.subarray(i * sites, (i + 1) * sites);
    const base = fields.given ? fields.given[i] : row.reduce((most, distance) => Math.max(most, distance), 0);
    given += weights[i] * base;
    for (let j = 0; j < sites; j++) gain[i * sites + j] = weights[i] * Math.max(0, base - row[j]);
  }
  return { problem: { sites, areas, gain }, costOf: (gained) => given - gained };
}
