import type { Violation } from '../../nouns.ts';
import { windowText } from '../sentences.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** DUPLICATE_VISIT: a site has one visit on a date. */
export function duplicateVisit(facts: TimetableFacts): Violation[] {
  const first = new Map<string, (typeof facts.timetable.visits)[number]>();
  return facts.timetable.visits.flatMap((visit) => {
    const key = `${visit.date} ${visit.siteId}`;
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, visit);
      return [];
    }
    const span = (of: typeof visit) => windowText({ from: of.open, to: of.close });
    const finding = `open ${span(visit)} and ${span(earlier)} on one day, expected one visit`;
    return [visitViolation(facts, { rule: 'DUPLICATE_VISIT', visit, finding })];
  });
}
