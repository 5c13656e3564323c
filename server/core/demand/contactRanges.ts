import type { ContactDraws } from './contactDraws.ts';
import { type ContactPrior, priorOf } from './contactPrior.ts';
import { logGamma } from './gamma.ts';

/** Contacts as a range: a chance of one in ten that fewer than `p10` come, and one in ten that more than `p90` do. Whole, ≥ 0. */
export interface ContactRange {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export const NO_CONTACTS: ContactRange = { p10: 0, p50: 0, p90: 0 };

/** Fewer children under 1 within reach than this: a few families more or less change the figure. Source: demand model. */
const LEAST_BABIES = 30;
/** A range whose high end is more than so many times its low end says little. Source: demand model. */
const MOST_SPREAD = 3;

/** Why a figure should not be leant on. */
export type LowConfidence = 'few-babies' | 'wide-range';

/** Contacts a month with one session type. */
export interface SessionContacts {
  readonly sessionTypeId: string;
  readonly name: string;
  readonly month: ContactRange;
  /** What is known before anybody has been counted, for counts to update. */
  readonly prior: ContactPrior;
}

/**
 * The range of a number of contacts that will be counted: Poisson about a true mean of which only draws are known. Worked out
 * from the draws' distributions put together, so nothing more is left to chance, and a higher mean never gives a lower range.
 * @param means  at least one, ≥ 0; left as they are
 * @returns  whole numbers: the least below or at which a tenth, a half and nine tenths of the probability lie
 */
export function countedRange(means: Float64Array): ContactRange {
  let greatest = 0;
  for (const mean of means) greatest = Math.max(greatest, mean);
  if (greatest > CHANCE_MATTERS_TO) return rangeOfMeans(means);
  const weights = new Float64Array(Math.ceil(tailOf(greatest)) + 1);
  for (const mean of means) addPoisson(weights, mean);
  const at = (share: number) => {
    let sum = 0;
    for (let count = 0; count < weights.length; count++) {
      sum += weights[count];
      if (sum >= share * means.length - 1e-9) return count;
    }
    return weights.length - 1;
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Above this, chance moves a count by less than a third of a per cent. */
const CHANCE_MATTERS_TO = 100_000;

function rangeOfMeans(means: Float64Array): ContactRange {
  const ordered = means.slice().sort();
  const at = (share: number) => Math.round(ordered[Math.ceil(share * ordered.length) - 1]);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Seven standard deviations and a little above a mean lies as good as nothing. */
const tailOf = (mean: number): number => mean + 7 * Math.sqrt(mean) + 7;

/** Adds the probability of each count; counts far from the mean are passed over. */
function addPoisson(weights: Float64Array, mean: number): void {
  if (mean === 0) {
    weights[0] += 1;
    return;
  }
  const first = Math.max(0, Math.floor(mean - 7 * Math.sqrt(mean) - 7));
  const last = Math.min(weights.length - 1, Math.ceil(tailOf(mean)));
  let probability =
    first === 0 ? Math.exp(-mean) : Math.exp(first * Math.log(mean) - mean - logGamma(first + 1));
  for (let count = first; count <= last; count++) {
    weights[count] += probability;
    probability *= mean / (count + 1);
  }
}

/**
 * Mean contacts a month draw by draw, summed over some sites and session types.
 * @param of.sites  positions in `draws.siteIds`
 * @param of.rates  positions in `draws.rates`
 */
export function monthlyDraws(
  draws: ContactDraws,
  of: { readonly sites: readonly number[]; readonly rates: readonly number[] },
): Float64Array {
  const sums = new Float64Array(draws.draws);
  for (let d = 0; d < draws.draws; d++) {
    let [babies, toddlers, perBaby, perToddler] = [0, 0, 0, 0];
    for (const j of of.sites) {
      babies += draws.babies[j * draws.draws + d];
      toddlers += draws.toddlers[j * draws.draws + d];
    }
    for (const k of of.rates) {
      perBaby += draws.perBaby[k * draws.draws + d];
      perToddler += draws.perToddler[k * draws.draws + d];
    }
    sums[d] = babies * perBaby + toddlers * perToddler;
  }
  return sums;
}

/** Contacts a month at one site, session type by session type, in the order of `draws.rates`. */
export function contactsBySession(draws: ContactDraws, site: number): SessionContacts[] {
  return draws.rates.map((rate, k) => {
    const values = monthlyDraws(draws, { sites: [site], rates: [k] });
    return {
      sessionTypeId: rate.sessionTypeId,
      name: rate.name,
      month: countedRange(values),
      prior: priorOf(values),
    };
  });
}

/** The range of contacts at one visit. @param visitsPerMonth  > 0 */
export const visitRange = (monthly: Float64Array, visitsPerMonth: number): ContactRange =>
  countedRange(monthly.map((mean) => mean / visitsPerMonth));

/**
 * Why a figure is of low confidence; empty when nothing speaks against it.
 * @param babiesWithinReach  children under 1 in the areas within reach of the site
 */
export function lowConfidence(month: ContactRange, babiesWithinReach: number): LowConfidence[] {
  return [
    ...(babiesWithinReach < LEAST_BABIES ? (['few-babies'] as const) : []),
    ...(month.p90 > MOST_SPREAD * month.p10 ? (['wide-range'] as const) : []),
  ];
}
