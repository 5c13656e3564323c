import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** OUTSIDE_TIMETABLE: every visit lies between the timetable's first and last date, both included. */
export function outsideTimetable(facts: TimetableFacts): Violation[] {
  const { from, to, visits } = facts.timetable;
  return visits
    .filter(({ date }) => date < from || date > to)
    .map((visit) =>
      visitViolation(facts, {
        rule: 'OUTSIDE_TIMETABLE',
        visit,
        finding: `expected a date from ${dateWords(from)} to ${dateWords(to)}`,
      }),
    );
}
