import type { Violation } from '../../nouns.ts';
import { type RotaFacts, withoutBreak } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** SET_UP_TOO_SHORT: between arriving and opening the crew needs its set-up, the break not counted. */
export function setUpTooShort(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      if (call.open < call.arrive) return [];
      const available = withoutBreak(day, { from: call.arrive, to: call.open });
      if (available >= facts.rules.setUpSeconds) return [];
      const finding = `${exactDuration(available)} to set up, needs ${exactDuration(facts.rules.setUpSeconds)}`;
      return [violationOf(facts, { rule: 'SET_UP_TOO_SHORT', day, siteId: call.siteId, finding })];
    }),
  );
}
