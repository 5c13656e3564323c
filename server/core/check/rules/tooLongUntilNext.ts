import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';
import { visitGaps } from '../visitGaps.ts';

/**
 * TOO_LONG_UNTIL_NEXT: visits of a stop are at most as many days apart as it wishes, from one cycle to the next too, and in
 * every month where the rota goes by months.
 */
export function tooLongUntilNext(facts: RotaFacts): Violation[] {
  return visitGaps(facts.rota).flatMap(({ siteId, day, mostDays }) => {
    const most = facts.stops.get(siteId)?.wishes.maxDaysBetween;
    if (most === undefined || mostDays <= most) return [];
    const finding = `the next visit is ${counted(mostDays, 'day')} later, at most ${most} wanted`;
    return [violationOf(facts, { rule: 'TOO_LONG_UNTIL_NEXT', day, siteId, finding })];
  });
}
