import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** DUPLICATE_VAN_DAY: a van has one van-day on a day of the cycle. */
export function duplicateVanDay(facts: RotaFacts): Violation[] {
  const seen = new Set<string>();
  return facts.rota.vanDays.flatMap((day) => {
    const key = `${day.week}/${day.weekday}/${day.vanId}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      violationOf(facts, { rule: 'DUPLICATE_VAN_DAY', day, finding: 'is planned twice, expected once' }),
    ];
  });
}
