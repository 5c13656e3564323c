import type { Violation } from '../../nouns.ts';
import { type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** DIFFERENT_VAN: a stop is served by one van. */
export function differentVan(facts: RotaFacts): Violation[] {
  return [...visitsBySite(facts.rota)].flatMap(([siteId, [first, ...others]]) =>
    others
      .filter(({ day }) => day.vanId !== first.day.vanId)
      .map(({ day }) =>
        violationOf(facts, {
          rule: 'DIFFERENT_VAN',
          day,
          siteId,
          finding: `in week ${first.day.week + 1} it is served by ${facts.vans.get(first.day.vanId)?.name ?? first.day.vanId}`,
        }),
      ),
  );
}
