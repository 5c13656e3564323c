import type { RotaChange } from '../../shared/rotaChange.ts';
import type { Seconds } from '../../shared/units.ts';
import type { Rota } from '../nouns.ts';
import { planAgain, type RotaCase, rotaInputOf, termsAfter } from './rotaCase.ts';
import { movedSites, vanSeconds, visitsMade } from './served.ts';

/** What brings a stop in, tried on the rota in force. */
export interface RotaOffer {
  readonly changes: readonly RotaChange[];
  /** More van time in a cycle; below 0: less. */
  readonly vanSeconds: Seconds;
  /** Need that another stop, or fewer or shorter visits of this one, leave without. */
  readonly needLost: number;
  /** Other stops whose day, weeks, van or time changes. */
  readonly changedSiteIds: readonly string[];
  /** The rota it leads to when nothing is searched further. */
  readonly rota: Rota;
}

/**
 * Tries changes on the whole rota in force.
 * @returns null unless the stop then gets every visit asked for, and every other stop keeps its visits but those the changes
 *          leave out
 */
export function triedOffer(of: RotaCase, siteId: string, changes: readonly RotaChange[]): RotaOffer | null {
  const input = rotaInputOf(of, termsAfter(of, { siteId, changes }));
  const target = input.stops.find((stop) => stop.siteId === siteId);
  if (!target) return null;
  const rota = planAgain(input);
  if (visitsMade(rota, siteId) < target.visitsPerCycle) return null;
  const isWorse = input.stops.some(
    (stop) => stop.siteId !== siteId && visitsMade(rota, stop.siteId) < visitsMade(of.rota, stop.siteId),
  );
  if (isWorse) return null;
  return {
    changes,
    vanSeconds: vanSeconds(rota) - vanSeconds(of.rota),
    needLost: needLost(of, siteId, changes),
    changedSiteIds: movedSites(of.rota, rota, siteId),
    rota,
  };
}

/** Of the stop by fewer and shorter visits, and of others by leaving them out. */
function needLost(of: RotaCase, siteId: string, changes: readonly RotaChange[]): number {
  const asked = rotaInputOf(of).stops.find((stop) => stop.siteId === siteId);
  let [share, others] = [1, 0];
  for (const change of changes) {
    if (change.kind === 'leave') others += needServed(of, change.siteId);
    if (change.kind === 'visits') share *= change.visitsPerCycle / (asked?.visitsPerCycle ?? 1);
    if (change.kind === 'session') share *= change.sessionSeconds / (asked?.sessionSeconds ?? 1);
  }
  return others + (asked?.need ?? 0) * Math.max(0, 1 - share);
}

/** Need of a stop times the share of its visits that is made. */
export function needServed(of: RotaCase, siteId: string): number {
  const stop = rotaInputOf(of).stops.find((each) => each.siteId === siteId);
  return stop ? (stop.need * visitsMade(of.rota, siteId)) / stop.visitsPerCycle : 0;
}

/** Asking somebody outside counts as much as breaking a promise. */
const ASKS_OTHERS: ReadonlySet<RotaChange['kind']> = new Set(['opening', 'skills', 'unlock', 'calls']);

/**
 * What an offer costs, all in van time: its own; what the rota in force spends for as much need as is lost; and the price of a
 * change for every stop that is moved and everybody who has to agree.
 */
export function priceOf(of: RotaCase, offer: RotaOffer): Seconds {
  const { rules } = rotaInputOf(of);
  const served = of.stops.reduce((sum, { siteId }) => sum + needServed(of, siteId), 0);
  const secondsPerNeed = served > 0 ? vanSeconds(of.rota) / served : 0;
  const asked = offer.changes.filter(({ kind }) => ASKS_OTHERS.has(kind)).length;
  const promises = offer.changedSiteIds.length + asked;
  return (
    Math.max(0, offer.vanSeconds) +
    offer.needLost * secondsPerNeed +
    promises * Math.max(rules.weights.changeSeconds, 1)
  );
}
