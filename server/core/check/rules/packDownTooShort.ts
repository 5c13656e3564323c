import type { Violation } from '../../nouns.ts';
import { type RotaFacts, withoutBreak } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** PACK_DOWN_TOO_SHORT: between closing and leaving the crew needs its pack-down, the break not counted. */
export function packDownTooShort(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      if (call.leave < call.close) return [];
      const available = withoutBreak(day, { from: call.close, to: call.leave });
      if (available >= facts.rules.packDownSeconds) return [];
      const finding = `${exactDuration(available)} to pack down, needs ${exactDuration(facts.rules.packDownSeconds)}`;
      return [violationOf(facts, { rule: 'PACK_DOWN_TOO_SHORT', day, siteId: call.siteId, finding })];
    }),
  );
}
