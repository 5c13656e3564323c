import type { LockedStop } from '../../shared/rotaRules.ts';
import type { LockedOrder } from '../../shared/rotaWishes.ts';
import type { RotaRules, Site, Stop } from '../nouns.ts';
import { fixedPlaces, startsOn } from './callDays.ts';
import { type LegTables, legTables } from './legTables.ts';
import { type PlaceInForce, placesInForce, timesInForce } from './placesInForce.ts';
import type { RotaInput } from './rotaInput.ts';
import { type TickTables, tickTables } from './tickTables.ts';
import { countWeeks } from './visitWeeks.ts';
import { weekSetsFor } from './weekSets.ts';
import { type DayLimits, limitsOf, type VanWeekday, workingDays } from './workingDays.ts';

/** The input as numbers. Ticks are multiples of `rules.roundingSeconds`; every open time is one. */
export interface RotaProblem extends LegTables, TickTables {
  readonly rules: RotaRules;
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly locked: readonly (LockedStop | undefined)[];
  /** Whether nobody may join a van-weekday, or leave it. */
  readonly isDayLocked: readonly boolean[];
  readonly vanWeekdays: readonly VanWeekday[];
  /** What the law leaves of each van-weekday. */
  readonly limits: readonly DayLimits[];
  /** Session rounded up to whole ticks, seconds, per stop. */
  readonly sessionSeconds: Float64Array;
  /** Need per visit; a stop without need counts a little, so that it is served where it costs no need. */
  readonly visitNeed: Float64Array;
  /** The same for stops that must be served; 0 for others. More than all other need together. */
  readonly requiredNeed: Float64Array;
  /** Visits per cycle whose need counts: those asked for, or fewer where a rota in force is kept (`promisedVisits`). */
  readonly countedVisits: Int32Array;
  /**
   * Sets of weeks to visit a stop in, most visits first; no set holds more than the visits asked for. The set in which it is
   * served by the rota in force comes once more, as the entry `heldSet`: its weekday, van and time kept as well.
   */
  readonly weekSets: readonly Int32Array[];
  /** Visits in each of those sets. */
  readonly weekSetVisits: readonly Int32Array[];
  /** Where the rota in force has each stop; null for a new, a fixed or a no longer allowed place. */
  readonly inForce: readonly (PlaceInForce | null)[];
  /** Openings by week of stops that the rota in force opens at different times; null for all others. */
  readonly timesInForce: readonly (Int32Array | null)[];
  /** Per stop, the entry of `weekSets` that keeps its place in force; −1 when it has none. */
  readonly heldSet: Int32Array;
  /** What a stop costs that leaves its place in force, seconds of van time. */
  readonly changeSeconds: number;
  /** Stop × stop: 1 where the first is called at before the second on any day they share; null when there is no order. */
  readonly before: Uint8Array | null;
  /** Van-weekday × stop: allowed openings as pairs of ticks. */
  readonly starts: readonly Int32Array[];
}

/** Turns places, times and rules into tables of whole numbers. @throws MATRIX_PLACE for a place the matrix lacks */
export function rotaProblem(
  input: RotaInput,
  plannable: { stops: readonly Stop[]; sites: readonly Site[] },
): RotaProblem {
  const { rules } = input;
  const { stops, sites } = plannable;
  const vanWeekdays = input.vans.flatMap((van, k) => workingDays(van, stops.length + k, rules));
  const fixed = fixedPlaces(input);
  const locked = stops.map((stop) => fixed.locks.get(stop.siteId));
  const legs = legTables(input, stops, vanWeekdays);
  const session = Float64Array.from(
    stops,
    (stop) => Math.ceil(stop.sessionSeconds / rules.roundingSeconds) * rules.roundingSeconds,
  );
  const given = { rules, isDayLocked: fixed.isDayLocked };
  const starts = vanWeekdays.flatMap((day) =>
    stops.map((stop, s) =>
      startsOn(
        {
          stop,
          site: sites[s],
          lock: locked[s],
          opens: fixed.opens.get(stop.siteId),
          session: session[s],
        },
        day,
        given,
      ),
    ),
  );
  const sets = stops.map((stop, s) => weekSetsFor(stop, sites[s], rules, locked[s]));
  const inForce = placesInForce(input.previous, { rules, stops, locked, vanWeekdays, starts, sets });
  const weekSets = sets.map((own, s) => {
    const place = inForce[s];
    return place ? Int32Array.of(...own, place.weeks) : own;
  });
  return {
    rules,
    stops,
    sites,
    locked,
    isDayLocked: vanWeekdays.map(fixed.isDayLocked),
    vanWeekdays,
    limits: vanWeekdays.map(({ van }) =>
      limitsOf(rules, vanWeekdays.filter((day) => day.van === van).length),
    ),
    sessionSeconds: session,
    ...needs(stops),
    countedVisits: Int32Array.from(stops, ({ visitsPerCycle }) => visitsPerCycle),
    weekSets,
    weekSetVisits: weekSets.map((own) => own.map(countWeeks)),
    inForce,
    timesInForce: timesInForce(input.previous, { rules, stops }),
    heldSet: Int32Array.from(sets, (own, s) => (inForce[s] ? own.length : -1)),
    changeSeconds: rules.weights.changeSeconds,
    before: orderTable(stops, input.lockedOrders ?? []),
    starts,
    ...legs,
    ...tickTables({ rules, vanWeekdays, session, ...legs }),
  };
}

/** Need per visit. A visit that must be made outweighs everything that need not be. */
function needs(stops: readonly Stop[]): Pick<RotaProblem, 'visitNeed' | 'requiredNeed'> {
  const need = stops.map((stop) => (stop.need > 0 && Number.isFinite(stop.need) ? stop.need : 0));
  const little = 1e-6 * Math.max(1, ...need);
  const perVisit = stops.map((stop, s) => need[s] / stop.visitsPerCycle + little);
  const everything = stops.reduce((sum, stop, s) => sum + perVisit[s] * stop.visitsPerCycle, 1);
  const required = stops.map((stop) => (stop.wishes?.isRequired ? everything : 0));
  return {
    visitNeed: Float64Array.from(perVisit, (own, s) => own + required[s]),
    requiredNeed: Float64Array.from(required),
  };
}

/** Every earlier stop of a fixed order before every later one. */
function orderTable(stops: readonly Stop[], orders: readonly LockedOrder[]): Uint8Array | null {
  const n = stops.length;
  const index = new Map(stops.map((stop, s) => [stop.siteId, s]));
  const before = new Uint8Array(n * n);
  for (const { siteIds } of orders) {
    const members = siteIds.map((id) => index.get(id)).filter((s) => s !== undefined);
    members.forEach((first, k) => {
      for (const then of members.slice(k + 1)) if (then !== first) before[first * n + then] = 1;
    });
  }
  return before.includes(1) ? before : null;
}
