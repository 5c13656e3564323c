import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactClock, exactDuration, violationOf } from '../sentences.ts';

/** NOT_ON_FIVE_MINUTES: published times are multiples of the rounding (five minutes unless edited). */
export function notOnFiveMinutes(facts: RotaFacts): Violation[] {
  const { roundingSeconds } = facts.rules;
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      if (call.open % roundingSeconds === 0 && call.close % roundingSeconds === 0) return [];
      const finding = `open ${exactClock(call.open)} to ${exactClock(call.close)}, expected multiples of ${exactDuration(roundingSeconds)}`;
      return [violationOf(facts, { rule: 'NOT_ON_FIVE_MINUTES', day, siteId: call.siteId, finding })];
    }),
  );
}
