import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** SESSION_TOO_SHORT: a call is open to families for at least the stop's session. */
export function sessionTooShort(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      const stop = facts.stops.get(call.siteId);
      if (!stop || call.close <= call.open || call.close - call.open >= stop.sessionSeconds) return [];
      const finding = `open for ${exactDuration(call.close - call.open)}, the session takes ${exactDuration(stop.sessionSeconds)}`;
      return [violationOf(facts, { rule: 'SESSION_TOO_SHORT', day, siteId: call.siteId, finding })];
    }),
  );
}
