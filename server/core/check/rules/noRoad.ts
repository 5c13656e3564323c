import type { Violation } from '../../nouns.ts';
import { legsOf, type RotaFacts } from '../rotaFacts.ts';
import { placeName, violationOf } from '../sentences.ts';

/** NO_ROAD: every leg must be on a road. */
export function noRoad(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legsOf(day).flatMap((leg) => {
      const road = facts.road(leg.from, leg.to);
      if (!road || Number.isFinite(road.seconds)) return [];
      const finding = `no road leads from ${placeName(facts, leg.from)} to ${placeName(facts, leg.to)}`;
      return [violationOf(facts, { rule: 'NO_ROAD', day, siteId: leg.siteId, finding })];
    }),
  );
}
