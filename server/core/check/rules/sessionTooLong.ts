import type { Violation } from '../../nouns.ts';
import { askedVisits, type RotaFacts } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** SESSION_TOO_LONG (soft): a call is open to families for no longer than the stop's session, rounded up as published times are. */
export function sessionTooLong(facts: RotaFacts): Violation[] {
  const { roundingSeconds } = facts.rules;
  return askedVisits(facts).flatMap(({ day, call, stop }) => {
    const open = call.close - call.open;
    if (!(open >= stop.sessionSeconds + roundingSeconds)) return [];
    const finding = `open for ${exactDuration(open)}, the session takes ${exactDuration(stop.sessionSeconds)}`;
    return [
      violationOf(facts, { rule: 'SESSION_TOO_LONG', day, siteId: stop.siteId, finding, severity: 'soft' }),
    ];
  });
}
