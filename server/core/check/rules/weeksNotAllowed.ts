import { listed } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { givenUpVisits, type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';

/**
 * WEEKS_NOT_ALLOWED: a stop is served in one of the sets of weeks it wishes; in a part of one where visits are given up with
 * a reason.
 */
export function weeksNotAllowed(facts: RotaFacts): Violation[] {
  return [...visitsBySite(facts.rota)].flatMap(([siteId, visits]): Violation[] => {
    const sets = facts.stops.get(siteId)?.wishes.weekSets;
    if (!sets) return [];
    const weeks = [...new Set(visits.map(({ day }) => day.week))].sort((a, b) => a - b);
    const isWhole = givenUpVisits(facts.rota, siteId) === 0;
    const isAllowed = sets.some(
      (set) =>
        weeks.every((week) => set.includes(week)) && (!isWhole || set.every((week) => weeks.includes(week))),
    );
    if (isAllowed) return [];
    const message = `${placeName(facts, siteId)}: served in ${weeksText(weeks)}, expected ${sets.map(weeksText).join(', or ') || 'no week at all'}`;
    return [{ rule: 'WEEKS_NOT_ALLOWED', severity: 'hard', siteId, message }];
  });
}

const weeksText = (weeks: readonly number[]): string =>
  `${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks.map((week) => `${week + 1}`))}`;
