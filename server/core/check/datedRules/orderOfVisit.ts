import type { Violation } from '../../nouns.ts';
import { exactClock } from '../sentences.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** ORDER_OF_CALL: arrive, open, close, leave, in this order, within one day, and open for some time. */
export function orderOfVisit(facts: TimetableFacts): Violation[] {
  return facts.timetable.visits.flatMap((visit) => {
    const { arrive, open, close, leave } = visit;
    if (0 <= arrive && arrive <= open && open < close && close <= leave && leave <= 86_400) return [];
    const finding = `arrive ${exactClock(arrive)}, open ${exactClock(open)}, close ${exactClock(close)}, leave ${exactClock(leave)}: expected in this order within the day`;
    return [visitViolation(facts, { rule: 'ORDER_OF_CALL', visit, finding })];
  });
}
