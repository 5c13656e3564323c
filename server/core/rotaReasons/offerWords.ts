import type { RotaChange } from '../../shared/rotaChange.ts';
import { listed } from '../../shared/text.ts';
import { durationWords } from '../../shared/words.ts';
import { sentence, siteName, underFives } from './caseWords.ts';
import { changeWords } from './changeWords.ts';
import { needServed, type RotaOffer } from './offer.ts';
import { type RotaCase, rotaInputOf } from './rotaCase.ts';

/** An offer in words, and what it costs. */
export interface ToldOffer {
  readonly changes: readonly RotaChange[];
  readonly isOurs: boolean;
  readonly words: string;
  readonly costWords: string;
  readonly cost: Pick<RotaOffer, 'vanSeconds' | 'needLost' | 'changedSiteIds'>;
}

/** Stops named in one sentence, at most. */
const NAMED = 3;

/** What follows "it fits if": the changes of an offer to a stop. */
export function ifWords(of: RotaCase, siteId: string, changes: readonly RotaChange[]): string {
  const stop = rotaInputOf(of).stops.find((each) => each.siteId === siteId);
  return stop ? listed(changes.map((change) => changeWords(of, stop, change))) : '';
}

/** An offer for people: what is changed, and what that costs. */
export const toldOffer = (of: RotaCase, siteId: string, offer: RotaOffer): ToldOffer => ({
  changes: offer.changes,
  isOurs: offer.changes.every(({ kind }) => kind !== 'opening'),
  words: sentence(ifWords(of, siteId, offer.changes)),
  costWords: costWords(of, offer),
  cost: {
    vanSeconds: offer.vanSeconds,
    needLost: offer.needLost,
    changedSiteIds: offer.changedSiteIds,
  },
});

function costWords(of: RotaCase, offer: RotaOffer): string {
  const parts: string[] = [];
  for (const change of offer.changes) {
    if (change.kind === 'leave') {
      parts.push(
        `${siteName(of, change.siteId)} (${underFives(needServed(of, change.siteId))}) is no longer served`,
      );
    }
    if (change.kind === 'opening') parts.push('its owner has to agree');
    if (change.kind === 'skills') parts.push('somebody has to join the crew that day');
  }
  const minutes = Math.round(offer.vanSeconds / 60);
  if (minutes !== 0) {
    parts.push(
      `${durationWords(Math.abs(minutes) * 60)} ${minutes > 0 ? 'more' : 'less'} van time in every cycle`,
    );
  }
  const moved = offer.changedSiteIds.map((siteId) => siteName(of, siteId));
  const rest = moved.length - NAMED;
  if (moved.length > 0) {
    const names = rest > 0 ? [...moved.slice(0, NAMED), rest === 1 ? '1 other' : `${rest} others`] : moved;
    parts.push(`other times or days for ${listed(names)}`);
  }
  return parts.length === 0 ? 'Nothing else changes' : sentence(parts.join('; '));
}
