import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** UNKNOWN_PLACE: sites and vans of the timetable are known. */
export function unknownDatedPlace(facts: TimetableFacts): Violation[] {
  return facts.timetable.visits.flatMap((visit) => {
    const report = (finding: string) => visitViolation(facts, { rule: 'UNKNOWN_PLACE', visit, finding });
    return [
      ...(facts.sites.has(visit.siteId) ? [] : [report('there is no such site')]),
      ...(facts.vans.has(visit.vanId) ? [] : [report('there is no such van')]),
    ];
  });
}
