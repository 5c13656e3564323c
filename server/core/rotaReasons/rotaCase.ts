import { applyRotaChange, type RotaChange, sitesAfter, takeOffer } from '../../shared/rotaChange.ts';
import type { RotaWishes } from '../../shared/rotaWishes.ts';
import type { Rota, RotaRules, Site, Stop, Van } from '../nouns.ts';
import { buildRota } from '../rota/buildRota.ts';
import type { RotaInput } from '../rota/rotaInput.ts';
import { wishedStops } from '../rota/wishedStops.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

/** A rota in force with everything it was built from: what reasons are given of. */
export interface RotaCase {
  /** Every stop that may be asked for, as proposed; what is asked of it is in the wishes. */
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  readonly matrix: TravelMatrix;
  /** Without the wishes' own. */
  readonly rules: RotaRules;
  readonly wishes: RotaWishes;
  readonly rota: Rota;
}

/** What can be changed of a case. */
export type CaseTerms = Pick<RotaCase, 'sites' | 'vans' | 'wishes'>;

/** The terms of a case after an offer to serve a stop is taken; without changes the stop is served first, and that is all. */
export const termsAfter = (
  of: CaseTerms,
  offer: { readonly siteId: string; readonly changes: readonly RotaChange[] },
): CaseTerms => ({
  ...takeOffer(of.wishes, of.vans, offer),
  sites: offer.changes.reduce(sitesAfter<Site>, of.sites),
});

/** The terms of a case after a change that is no offer to any stop. */
export const termsChanged = (of: CaseTerms, change: RotaChange): CaseTerms => ({
  ...applyRotaChange(of.wishes, of.vans, change),
  sites: sitesAfter(of.sites, change),
});

/** What a rota is built from under the terms given, starting from the rota in force. */
export function rotaInputOf(
  of: RotaCase,
  terms: CaseTerms = of,
): Omit<RotaInput, 'iterations'> & { readonly previous: Rota } {
  return {
    stops: wishedStops(of.stops, terms.wishes),
    sites: terms.sites,
    vans: terms.vans,
    matrix: of.matrix,
    rules: { ...of.rules, ...terms.wishes.rules },
    seed: of.rota.seed,
    locked: terms.wishes.lockedStops,
    lockedDays: terms.wishes.lockedDays,
    lockedOrders: terms.wishes.lockedOrders,
    previous: of.rota,
  };
}

/** Planned again from the rota in force without searching further: what fits is put in, and all else stays where it is. */
export const planAgain = (input: Omit<RotaInput, 'iterations'>): Rota =>
  buildRota({ ...input, iterations: 0 });
