import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** ON_BANK_HOLIDAY: no visit on a bank holiday. */
export function onBankHoliday(facts: TimetableFacts): Violation[] {
  return facts.timetable.visits
    .filter((visit) => facts.bankHolidays.has(visit.date))
    .map((visit) =>
      visitViolation(facts, {
        rule: 'ON_BANK_HOLIDAY',
        visit,
        finding: 'this is a bank holiday, expected no visit',
      }),
    );
}
