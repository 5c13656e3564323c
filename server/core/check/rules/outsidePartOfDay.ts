import type { Violation } from '../../nouns.ts';
import { askedVisits, type RotaFacts } from '../rotaFacts.ts';
import { violationOf, windowText } from '../sentences.ts';

/** OUTSIDE_PART_OF_DAY: a stop is open to families within the part of the day it wishes. */
export function outsidePartOfDay(facts: RotaFacts): Violation[] {
  return askedVisits(facts).flatMap(({ day, call, stop }) => {
    const { within } = stop.wishes;
    if (!within || (within.from <= call.open && call.close <= within.to)) return [];
    const finding = `open ${windowText({ from: call.open, to: call.close })}, expected within ${windowText(within)}`;
    return [violationOf(facts, { rule: 'OUTSIDE_PART_OF_DAY', day, siteId: stop.siteId, finding })];
  });
}
