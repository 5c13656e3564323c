import type { Violation } from '../../nouns.ts';
import { legsOf, type RotaFacts } from '../rotaFacts.ts';
import { exactClock, placeName, violationOf } from '../sentences.ts';

/** VAN_IN_TWO_PLACES: a van leaves one place before it arrives at the next. */
export function vanInTwoPlaces(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legsOf(day).flatMap((leg) => {
      if (leg.leaves <= leg.arrives) return [];
      const finding = `leaves ${placeName(facts, leg.from)} at ${exactClock(leg.leaves)}, after arriving at ${placeName(facts, leg.to)} at ${exactClock(leg.arrives)}`;
      return [violationOf(facts, { rule: 'VAN_IN_TWO_PLACES', day, siteId: leg.siteId, finding })];
    }),
  );
}
