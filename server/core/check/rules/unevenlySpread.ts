import type { Violation } from '../../nouns.ts';
import { dayNumber, type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';

/**
 * UNEVENLY_SPREAD (soft): the weeks between visits of a stop differ by at most one, around the end of the cycle too. Sets of weeks
 * that a stop wishes, and weeks it is locked to, may be as they are.
 */
export function unevenlySpread(facts: RotaFacts): Violation[] {
  const cycleDays = facts.rota.cycleWeeks * 7;
  const asIs = new Set(facts.locked.map((lock) => lock.siteId));
  return [...visitsBySite(facts.rota)].flatMap(([siteId, visits]): Violation[] => {
    if (asIs.has(siteId) || facts.stops.get(siteId)?.wishes.weekSets) return [];
    const days = visits.map(({ day }) => dayNumber(day)).sort((a, b) => a - b);
    const gaps = days.map((day, k) => ((days[k + 1] ?? days[0] + cycleDays) - day) / 7);
    if (gaps.length < 2 || Math.max(...gaps) - Math.min(...gaps) <= 1) return [];
    return [
      {
        rule: 'UNEVENLY_SPREAD',
        severity: 'soft',
        siteId,
        message: `${placeName(facts, siteId)}: ${gaps.map((gap) => Math.round(gap * 10) / 10).join(', ')} weeks between visits, expected to differ by at most one`,
      },
    ];
  });
}
