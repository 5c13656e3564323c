import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** EMPTY_VAN_DAY: a van-day has at least one call. */
export function emptyVanDay(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays
    .filter((day) => day.calls.length === 0)
    .map((day) =>
      violationOf(facts, { rule: 'EMPTY_VAN_DAY', day, finding: 'has no calls, expected at least one' }),
    );
}
