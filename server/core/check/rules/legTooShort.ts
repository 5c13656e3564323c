import type { Seconds } from '../../../shared/units.ts';
import type { VanDay, Violation } from '../../nouns.ts';
import { type Leg, legsOf, type RotaFacts, withoutBreak } from '../rotaFacts.ts';
import { exactDuration, placeName, violationOf } from '../sentences.ts';

/** Less than a thousandth of a second is rounding. */
const ROUNDING = 1e-3;

/** LEG_TOO_SHORT: between leaving and arriving there must be routed × factor + allowance, the crew's break not counted. */
export function legTooShort(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legMargins(facts, day).flatMap(({ leg, available, needed }) => {
      if (available >= needed - ROUNDING || available < 0) return [];
      const between = `${placeName(facts, leg.from)} to ${placeName(facts, leg.to)}`;
      const finding = `${between} has ${exactDuration(available)} for the drive, needs ${exactDuration(Math.ceil(needed - ROUNDING))}`;
      return [violationOf(facts, { rule: 'LEG_TOO_SHORT', day, finding, siteId: leg.siteId })];
    }),
  );
}

/** Time given and time needed for every leg that has a road. A van that leaves after it arrives is another rule's matter. */
export function legMargins(
  facts: RotaFacts,
  day: VanDay,
): { leg: Leg; available: Seconds; needed: Seconds }[] {
  return legsOf(day).flatMap((leg) => {
    const road = facts.road(leg.from, leg.to);
    if (!road || !Number.isFinite(road.seconds)) return [];
    const needed = road.seconds * facts.rules.travelFactor + facts.rules.travelAllowanceSeconds;
    const isForwards = leg.arrives >= leg.leaves;
    const available = isForwards
      ? withoutBreak(day, { from: leg.leaves, to: leg.arrives })
      : leg.arrives - leg.leaves;
    return [{ leg, available, needed }];
  });
}
