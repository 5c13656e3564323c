import type { Violation } from '../../nouns.ts';
import { type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { violationOf, windowText } from '../sentences.ts';

/** DIFFERENT_CLOCK_TIME: a stop opens and closes at the same time in every week it is served. */
export function differentClockTime(facts: RotaFacts): Violation[] {
  return [...visitsBySite(facts.rota)].flatMap(([siteId, [first, ...others]]) =>
    others.flatMap(({ day, call }) => {
      if (call.open === first.call.open && call.close === first.call.close) return [];
      const span = (of: typeof call) => windowText({ from: of.open, to: of.close });
      const finding = `open ${span(call)}, in week ${first.day.week + 1} it is ${span(first.call)}`;
      return [violationOf(facts, { rule: 'DIFFERENT_CLOCK_TIME', day, siteId, finding })];
    }),
  );
}
