import type { ContactDraws } from './contactDraws.ts';
import { type ContactPrior, priorOf } from './contactPrior.ts';

/** Contacts as a range: one in ten chance to be below `p10`, and one in ten to be above `p90`. Unrounded, ≥ 0. */
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
 * The range of a figure over its draws.
 * @param values  at least one; left as they are
 * @returns  tenths by straight lines between neighbours in order (Hyndman and Fan 1996, type 7)
 */
export function rangeOf(values: Float64Array): ContactRange {
  const ordered = values.slice().sort();
  const at = (share: number) => {
    const place = share * (ordered.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, ordered.length - 1);
    return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/**
 * Contacts a month draw by draw, summed over some sites and session types.
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
      month: rangeOf(values),
      prior: priorOf(values),
    };
  });
}

/** A range of contacts a visit, from one a month. @param visitsPerMonth  > 0 */
export const perVisit = (month: ContactRange, visitsPerMonth: number): ContactRange => ({
  p10: month.p10 / visitsPerMonth,
  p50: month.p50 / visitsPerMonth,
  p90: month.p90 / visitsPerMonth,
});

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
