import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** BREAK_MISSING: a day longer than the limit has a break of full length. */
export function breakMissing(facts: RotaFacts): Violation[] {
  const { breakAfterSeconds, breakSeconds } = facts.rules;
  return facts.rota.vanDays.flatMap((day) => {
    const duty = day.returnBase - day.departBase;
    const taken = day.break ? day.break.to - day.break.from : 0;
    if (duty <= breakAfterSeconds || taken >= breakSeconds) return [];
    const finding = `${exactDuration(duty)} from base to base with ${taken === 0 ? 'no break' : `a break of ${exactDuration(taken)}`}, needs ${exactDuration(breakSeconds)}`;
    return [violationOf(facts, { rule: 'BREAK_MISSING', day, finding })];
  });
}
