import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { placeName, violationOf } from '../sentences.ts';

/** LOCKED_ORDER_BROKEN: stops in a locked order come in it wherever two of them share a van-day. */
export function lockedOrderBroken(facts: RotaFacts): Violation[] {
  return facts.lockedOrders.flatMap(({ siteIds }) =>
    facts.rota.vanDays.flatMap((day) => {
      const places = day.calls.map(({ siteId }) => siteIds.indexOf(siteId)).filter((place) => place >= 0);
      return places.slice(1).flatMap((place, k) => {
        if (place >= places[k]) return [];
        const siteId = siteIds[place];
        const finding = `comes after ${placeName(facts, siteIds[places[k]])}, locked to come before it`;
        return [violationOf(facts, { rule: 'LOCKED_ORDER_BROKEN', day, siteId, finding })];
      });
    }),
  );
}
