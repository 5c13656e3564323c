import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';
import { visitGaps } from '../visitGaps.ts';

/**
 * TOO_SOON_AGAIN: visits of a stop are at least the fewest days apart, from one cycle to the next too, and in every month
 * where the rota goes by months; more where its site or its wishes ask for it.
 */
export function tooSoonAgain(facts: RotaFacts): Violation[] {
  return visitGaps(facts.rota).flatMap(({ siteId, day, fewestDays }) => {
    const least = Math.max(
      facts.rules.minDaysBetweenVisits,
      facts.sites.get(siteId)?.facts.minDaysBetweenVisits ?? 0,
      facts.stops.get(siteId)?.wishes.minDaysBetween ?? 0,
    );
    if (fewestDays >= least) return [];
    const finding = `the next visit is ${counted(fewestDays, 'day')} later, at least ${least} wanted`;
    return [violationOf(facts, { rule: 'TOO_SOON_AGAIN', day, siteId, finding })];
  });
}
