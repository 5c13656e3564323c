import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** TOO_MANY_CALLS: no more calls on a day than the crew can make. */
export function tooManyCalls(facts: RotaFacts): Violation[] {
  const most = facts.rules.maxCallsPerDay;
  return facts.rota.vanDays
    .filter((day) => day.calls.length > most)
    .map((day) =>
      violationOf(facts, {
        rule: 'TOO_MANY_CALLS',
        day,
        finding: `${day.calls.length} calls, at most ${most} allowed`,
      }),
    );
}
