import type { ClashWire, DateOfferWire } from '../../server/contract/dates.ts';
import { CLASH_KINDS, CLASH_WORDS, type ClashKind } from '../../server/shared/clashes.ts';
import { counted, listed } from '../../server/shared/text.ts';
import { clockWords, dateWords } from '../../server/shared/time.ts';
import { countedWords, driveWords } from '../common/words.ts';

/** Clashes of one kind. */
export interface ClashGroup {
  readonly kind: ClashKind;
  /** "3 visits meet a bank holiday". */
  readonly words: string;
  /** At least one, in order of date. */
  readonly clashes: readonly ClashWire[];
}

/** Clashes by what they are counted under, in the order in which they are told; a kind without any is left out. */
export function clashGroups(clashes: readonly ClashWire[]): ClashGroup[] {
  return CLASH_KINDS.flatMap((kind) => {
    const found = clashes.filter((clash) => clash.kind === kind);
    if (found.length === 0) return [];
    const words = found.length === 1 ? CLASH_WORDS[kind].one : CLASH_WORDS[kind].many;
    return [{ kind, clashes: found, words: `${counted(found.length, 'visit')} ${words}` }];
  });
}

/** "Move to Tuesday 30 March 2027, 10am", with another van named. */
export function offerWords({ visit, vanName }: DateOfferWire, clash: ClashWire): string {
  const van = vanName === clash.vanName ? '' : `, with ${vanName}`;
  return visit.date === clash.date
    ? `Same day at ${clockWords(visit.open)}${van}`
    : `Move to ${dateWords(visit.date)}, ${clockWords(visit.open)}${van}`;
}

/** "15 days after the visit before, 13 days until the next, 20 minutes more driving". */
export function offerDetail(offer: DateOfferWire): string {
  const minutes = Math.round(offer.extraSeconds / 60);
  return listed([
    ...(offer.daysBefore === null ? [] : [`${countedWords(offer.daysBefore, 'day')} after the visit before`]),
    ...(offer.daysAfter === null ? [] : [`${countedWords(offer.daysAfter, 'day')} until the next one`]),
    minutes <= 0 ? 'no more driving' : `${driveWords(offer.extraSeconds)} more driving`,
  ]);
}
