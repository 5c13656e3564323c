/** One value of a distribution, with how many children have it. */
export interface WeightedValue {
  /** Finite. */
  readonly value: number;
  /** ≥ 0. */
  readonly weight: number;
}

/**
 * The aversion to inequality of a distribution in the form the Kolm-Pollak mean takes: kappa = epsilon × Σx ÷ Σx². Figures that are
 * compared (before and after, group by group) must share one kappa.
 * @param fields.aversion      epsilon, ≥ 0; 0 is indifferent to how things are spread
 * @param fields.isMoreBetter  true for what one wants much of (visits); false for what one wants little of (minutes)
 * @returns  in one over the values' unit: > 0 where more is better, < 0 where less is better; 0 for an aversion of 0 and for a
 *           distribution of nothing but zeros, or without weight
 * Source: Logan, Anderson, Williams and Conrow 2021, after Sheriff and Maguire 2020.
 */
export function kolmPollakKappa(fields: {
  values: readonly WeightedValue[];
  aversion: number;
  isMoreBetter: boolean;
}): number {
  // Divided by the largest first: squares of very large or very small values would leave the range of numbers.
  const largest = fields.values.reduce(
    (most, { value, weight }) => (weight > 0 ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  if (largest === 0 || fields.aversion === 0) return 0;
  let [sum, squares] = [0, 0];
  for (const { value, weight } of fields.values) {
    const scaled = value / largest;
    sum += weight * scaled;
    squares += weight * scaled * scaled;
  }
  const kappa = ((fields.isMoreBetter ? 1 : -1) * fields.aversion * (sum / squares)) / largest;
  // Values that are next to nothing are nothing.
  return Number.isFinite(kappa) ? kappa : 0;
}

/**
 * The Kolm-Pollak mean (equally-distributed equivalent): the value which, had every child the same, would be as good as the
 * distribution there is. It is worse than the ordinary mean by what inequality costs, in the same unit.
 * @param kappa  see `kolmPollakKappa`; 0 gives the ordinary mean
 * @returns  between the least and the greatest value; null without weight
 * Source: −(1 ÷ kappa) × ln(Σ weight × e^(−kappa × value) ÷ Σ weight), Logan et al. 2021; summed without overflow.
 */
export function kolmPollakMean(values: readonly WeightedValue[], kappa: number): number | null {
  const counted = values.filter(({ weight }) => weight > 0);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  if (kappa === 0) return counted.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  // The worst off have the greatest exponent: measured from there none is above 0.
  const worst = counted.reduce((most, { value }) => Math.max(most, -kappa * value), Number.NEGATIVE_INFINITY);
  const sum = counted.reduce(
    (all, { value, weight }) => all + (weight / total) * Math.exp(-kappa * value - worst),
    0,
  );
  return -(worst + Math.log(sum)) / kappa;
}
