import { WEEKDAY_NAMES, weekdayOf } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { windowText } from '../sentences.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** OUTSIDE_SHIFT: a van is at its sites within its shift of that weekday. */
export function outsideShiftOnDate(facts: TimetableFacts): Violation[] {
  return facts.timetable.visits.flatMap((visit) => {
    const van = facts.vans.get(visit.vanId);
    if (!van) return [];
    const weekday = weekdayOf(visit.date);
    const shift = van.shifts[weekday];
    if (shift && shift.from <= visit.arrive && visit.leave <= shift.to) return [];
    const finding = shift
      ? `the van is there ${windowText({ from: visit.arrive, to: visit.leave })}, its shift is ${windowText(shift)}`
      : `the van does not work on ${WEEKDAY_NAMES[weekday - 1]}s`;
    return [visitViolation(facts, { rule: 'OUTSIDE_SHIFT', visit, finding })];
  });
}
