import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { dayNumber, type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/**
 * TOO_SOON_AGAIN: visits of a stop are at least the fewest days apart, from one cycle to the next too; more where its site asks for
 * it.
 */
export function tooSoonAgain(facts: RotaFacts): Violation[] {
  const cycleDays = facts.rota.cycleWeeks * 7;
  return [...visitsBySite(facts.rota)].flatMap(([siteId, visits]) => {
    const ofSite = facts.sites.get(siteId)?.facts.minDaysBetweenVisits ?? 0;
    const least = Math.max(facts.rules.minDaysBetweenVisits, ofSite);
    const inOrder = [...visits].sort((a, b) => dayNumber(a.day) - dayNumber(b.day));
    return inOrder.flatMap(({ day }, k) => {
      const next = inOrder[k + 1]?.day;
      const days = (next ? dayNumber(next) : dayNumber(inOrder[0].day) + cycleDays) - dayNumber(day);
      if (days >= least) return [];
      const finding = `the next visit is ${counted(days, 'day')} later, at least ${least} wanted`;
      return [violationOf(facts, { rule: 'TOO_SOON_AGAIN', day, siteId, finding })];
    });
  });
}
