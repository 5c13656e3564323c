import type { ContactRange } from './contactRanges.ts';
import { gammaAt } from './gamma.ts';

/**
 * What is known of contacts a month at one stop with one session type, as a gamma distribution: `shape` contacts seen in `months`
 * months would say as much. `months` is 0 where nothing can come.
 */
export interface ContactPrior {
  readonly shape: number;
  /** Months of counting that the estimate is worth (the gamma's rate), ≥ 0. */
  readonly months: number;
}

/** Contacts counted with one session type at one stop. */
export interface AttendanceCount {
  /** Whole, ≥ 0. */
  readonly contacts: number;
  /** How many months of service they are from: visits counted ÷ visits a month; > 0. */
  readonly months: number;
}

/**
 * The gamma distribution with the mean and the variance of an estimate's draws.
 * @param values  contacts a month, ≥ 0, at least one
 * @returns  shape and months 0 where every draw is 0; where all draws are alike, as good as certain
 */
export function priorOf(values: Float64Array): ContactPrior {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  if (mean === 0) return { shape: 0, months: 0 };
  const months = mean / Math.max(variance, mean * CERTAIN);
  return { shape: mean * months, months };
}

/** A variance this much smaller than the mean is none: a thousand years of counting. */
const CERTAIN = 1 / 12_000;

/**
 * The estimate once families have been counted: contacts are Poisson about the true rate, so a gamma stays a gamma. Each
 * month of counts weighs as much as one of the prior's months.
 * @param counts  in any order; none leaves the prior as it is. Where the prior says that nobody comes, counts alone speak
 * Source: conjugate gamma-Poisson model, Gelman et al., Bayesian Data Analysis, 2013, section 2.6.
 */
export function updatedByCounts(prior: ContactPrior, counts: readonly AttendanceCount[]): ContactPrior {
  return counts.reduce(
    (known, { contacts, months }) => ({ shape: known.shape + contacts, months: known.months + months }),
    prior,
  );
}

/** Mean contacts a month; 0 where nothing can come. */
export const priorMean = ({ shape, months }: ContactPrior): number => (months > 0 ? shape / months : 0);

/** The range of the mean number of contacts a month that a prior, or one updated by counts, stands for; parts of one kept. */
export function priorRange(prior: ContactPrior): ContactRange {
  if (prior.shape === 0 || prior.months === 0) return { p10: 0, p50: 0, p90: 0 };
  const at = (share: number) => gammaAt(prior.shape, share) / prior.months;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
