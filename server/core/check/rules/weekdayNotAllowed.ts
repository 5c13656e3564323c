import { listed } from '../../../shared/text.ts';
import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { askedVisits, type RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** WEEKDAY_NOT_ALLOWED: a stop is served only on the weekdays it wishes. */
export function weekdayNotAllowed(facts: RotaFacts): Violation[] {
  return askedVisits(facts).flatMap(({ day, stop }) => {
    const { weekdays } = stop.wishes;
    if (!weekdays || weekdays.includes(day.weekday)) return [];
    const finding = `expected ${weekdays.length === 0 ? 'no weekday at all' : listed(weekdays.map((each) => `a ${WEEKDAY_NAMES[each - 1]}`))}`;
    return [violationOf(facts, { rule: 'WEEKDAY_NOT_ALLOWED', day, siteId: stop.siteId, finding })];
  });
}
