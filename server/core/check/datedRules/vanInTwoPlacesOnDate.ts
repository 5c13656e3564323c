import type { DatedVisit, Violation } from '../../nouns.ts';
import { placeName, windowText } from '../sentences.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** VAN_IN_TWO_PLACES: the times a van is at its sites on a date do not overlap. */
export function vanInTwoPlacesOnDate(facts: TimetableFacts): Violation[] {
  const days = new Map<string, DatedVisit[]>();
  for (const visit of facts.timetable.visits) {
    const key = `${visit.date} ${visit.vanId}`;
    days.set(key, [...(days.get(key) ?? []), visit]);
  }
  return [...days.values()].flatMap((visits) => {
    const inOrder = [...visits].sort((a, b) => a.arrive - b.arrive || a.leave - b.leave);
    return inOrder.flatMap((visit, k) => {
      const before = inOrder[k - 1];
      // The same site twice on a day is a duplicate, not two places.
      if (!before || visit.arrive >= before.leave || visit.siteId === before.siteId) return [];
      const span = (of: DatedVisit) => windowText({ from: of.arrive, to: of.leave });
      const finding = `there ${span(visit)}, while at ${placeName(facts, before.siteId)} ${span(before)}`;
      return [visitViolation(facts, { rule: 'VAN_IN_TWO_PLACES', visit, finding })];
    });
  });
}
