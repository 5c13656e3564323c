import type { Ferry, TravelSeason } from '../../shared/rotaRules.ts';
import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { VanDay } from '../nouns.ts';
import { type Leg, legsOf, type RotaFacts, withoutBreak } from './rotaFacts.ts';

/** What a leg must be given on a weekday, in the slowest season. */
export interface PlannedDrive {
  /** Routed × factor × weekday's factor × season's factor + allowance. */
  readonly driving: Seconds;
  /** Crossed on the way; their waits and crossings are no driving. */
  readonly ferries: readonly Ferry[];
  readonly ferrySeconds: Seconds;
  /** The slowest season; null where none is slower than the rest of the year. */
  readonly season: TravelSeason | null;
}

/** Undefined where the road table lacks a place or has no way: other rules' matter. */
export function plannedDrive(
  facts: Pick<RotaFacts, 'road' | 'rules'>,
  leg: { readonly from: string; readonly to: string; readonly weekday: Weekday },
): PlannedDrive | undefined {
  const { rules } = facts;
  const road = facts.road(leg.from, leg.to);
  if (!road || !Number.isFinite(road.seconds)) return undefined;
  const season = rules.travelSeasons.reduce<TravelSeason | null>(
    (slowest, each) => (each.factor > (slowest?.factor ?? 1) ? each : slowest),
    null,
  );
  const factor = rules.travelFactor * (rules.travelFactorByWeekday[leg.weekday] ?? 1) * (season?.factor ?? 1);
  const ferries = rules.ferries.filter(
    ({ siteIds }) => siteIds.includes(leg.from) !== siteIds.includes(leg.to),
  );
  return {
    driving: road.seconds * factor + rules.travelAllowanceSeconds,
    ferries,
    ferrySeconds: ferries.reduce((sum, ferry) => sum + ferry.waitSeconds + ferry.crossingSeconds, 0),
    season,
  };
}

/** Time given and time needed for every leg of a van-day that has a road. */
export function legMargins(
  facts: RotaFacts,
  day: VanDay,
): { leg: Leg; drive: PlannedDrive; available: Seconds; needed: Seconds }[] {
  return legsOf(day).flatMap((leg) => {
    const drive = plannedDrive(facts, { ...leg, weekday: day.weekday });
    if (!drive) return [];
    const isForwards = leg.arrives >= leg.leaves;
    const available = isForwards
      ? withoutBreak(day, { from: leg.leaves, to: leg.arrives })
      : leg.arrives - leg.leaves;
    return [{ leg, drive, available, needed: drive.driving + drive.ferrySeconds }];
  });
}

/** The driving of a van-day, leg by leg; legs without a road are left out. */
export function drivesOf(
  facts: RotaFacts,
  day: VanDay,
): { leaves: ClockTime; arrives: ClockTime; driving: Seconds }[] {
  return legsOf(day).flatMap((leg) => {
    const drive = plannedDrive(facts, { ...leg, weekday: day.weekday });
    return drive ? [{ leaves: leg.leaves, arrives: leg.arrives, driving: drive.driving }] : [];
  });
}

/** All driving of each van-day of the rota. */
export function drivingByDay(facts: RotaFacts): ReadonlyMap<VanDay, Seconds> {
  return new Map(
    facts.rota.vanDays.map((day) => [
      day,
      drivesOf(facts, day).reduce((sum, { driving }) => sum + driving, 0),
    ]),
  );
}
