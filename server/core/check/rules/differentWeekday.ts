import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** DIFFERENT_WEEKDAY: a stop is served on one weekday. */
export function differentWeekday(facts: RotaFacts): Violation[] {
  return [...visitsBySite(facts.rota)].flatMap(([siteId, [first, ...others]]) =>
    others
      .filter(({ day }) => day.weekday !== first.day.weekday)
      .map(({ day }) =>
        violationOf(facts, {
          rule: 'DIFFERENT_WEEKDAY',
          day,
          siteId,
          finding: `in week ${first.day.week + 1} it is on a ${WEEKDAY_NAMES[first.day.weekday - 1]}`,
        }),
      ),
  );
}
