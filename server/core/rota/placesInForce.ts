import type { LockedStop } from '../../shared/rotaRules.ts';
import type { Rota, RotaRules, Stop } from '../nouns.ts';
import type { RotaInput } from './rotaInput.ts';
import { nextStart } from './startTimes.ts';
import type { VanWeekday } from './workingDays.ts';

/** Where the rota in force serves a stop. */
export interface PlaceInForce {
  /** Index of the van-weekday. */
  readonly day: number;
  /** Bit mask. */
  readonly weeks: number;
  /** Opening tick. */
  readonly open: number;
}

/** What the places are held against. */
interface Given {
  readonly rules: RotaRules;
  readonly stops: readonly Stop[];
  readonly locked: readonly (LockedStop | undefined)[];
  readonly vanWeekdays: readonly VanWeekday[];
  /** Van-weekday × stop: allowed openings. */
  readonly starts: readonly Int32Array[];
  /** Allowed week sets per stop. */
  readonly sets: readonly Int32Array[];
}

/**
 * Where each stop is in the rota in force, as far as it may stay there: weekday and weeks still allowed, the opening still
 * within the hours. Where a stop opens at different times in different weeks, the first week's counts.
 * @returns null for a stop that is new, fixed, on two days, or may not stay
 */
export function placesInForce(rota: Rota | undefined, given: Given): (PlaceInForce | null)[] {
  const places = new Map<string, PlaceInForce | null>();
  for (const { vanId, weekday, week, calls } of rota?.vanDays ?? []) {
    const day = given.vanWeekdays.findIndex((each) => each.van.id === vanId && each.weekday === weekday);
    for (const { siteId, open } of calls) {
      const known = places.get(siteId);
      const isElsewhere = known === null || (known !== undefined && known.day !== day);
      const weeks = (known?.weeks ?? 0) | (1 << week);
      const tick = known?.open ?? open / given.rules.roundingSeconds;
      places.set(siteId, day < 0 || isElsewhere ? null : { day, weeks, open: tick });
    }
  }
  return given.stops.map((stop, s) => {
    const place = places.get(stop.siteId);
    return place && !given.locked[s] && mayStay(given, place, s) ? place : null;
  });
}

/**
 * Opening ticks by week of the stops that the rota in force opens at different times in different weeks.
 * @returns  per stop, −1 in weeks without a visit; null for a stop with one time, or none
 */
export function timesInForce(
  rota: Rota | undefined,
  { rules, stops }: Pick<Given, 'rules' | 'stops'>,
): (Int32Array | null)[] {
  const times = new Map<string, Int32Array>();
  for (const { week, calls } of rota?.vanDays ?? []) {
    for (const { siteId, open } of calls) {
      const own = times.get(siteId) ?? new Int32Array(rules.cycleWeeks).fill(-1);
      if (week < rules.cycleWeeks) own[week] = Math.floor(open / rules.roundingSeconds);
      times.set(siteId, own);
    }
  }
  return stops.map(({ siteId }) => {
    const own = times.get(siteId);
    return own && new Set(own.filter((tick) => tick >= 0)).size > 1 ? own : null;
  });
}

function mayStay(given: Given, place: PlaceInForce, stop: number): boolean {
  const starts = given.starts[place.day * given.stops.length + stop];
  return (
    Number.isInteger(place.open) &&
    nextStart(starts, place.open) === place.open &&
    given.sets[stop].includes(place.weeks)
  );
}

/**
 * Visits whose need counts when a rota in force is kept: all of a new stop's, and of one that must be served; of others those
 * the rota in force makes, and those that fit without a change. What was left out before is no reason to move or drop a stop; with no price on change, or
 * no rota in force, every visit asked for counts.
 * @param fitting  visits per stop that fit beside the rota in force
 */
export function promisedVisits(
  input: Pick<RotaInput, 'previous' | 'rules'>,
  stops: readonly Stop[],
  fitting: Int32Array,
): Int32Array {
  const { previous, rules } = input;
  const asked = Int32Array.from(stops, ({ visitsPerCycle }) => visitsPerCycle);
  if (!previous || !(rules.weights.changeSeconds > 0)) return asked;
  const made = new Map(previous.unserved.map(({ siteId }) => [siteId, 0]));
  for (const { siteId } of previous.vanDays.flatMap(({ calls }) => calls)) {
    made.set(siteId, (made.get(siteId) ?? 0) + 1);
  }
  return asked.map((most, s) =>
    stops[s].wishes?.isRequired
      ? most
      : Math.min(most, Math.max(fitting[s], made.get(stops[s].siteId) ?? most)),
  );
}
