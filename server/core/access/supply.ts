import { SECONDS_PER_HOUR, type Seconds } from '../../shared/units.ts';
import type { Hub, Rota } from '../nouns.ts';
import { hubWeek, type UsualHubHours } from './hubWeek.ts';

/** Help at one place in the course of a cycle: a hub that is open, or the visits of a stop. */
export interface PlaceSupply {
  /** Hub or site. */
  readonly placeId: string;
  readonly kind: 'hub' | 'stop';
  /** Days of the cycle, 0-based and ascending, with an entry for every day a hub is open and for every visit of a stop. */
  readonly days: readonly number[];
  /** Time open to families in one cycle. */
  readonly sessionSeconds: Seconds;
}

/** When there is help, and where. Places are in the order of the columns of the matrices they are used with. */
export interface Supply {
  /** Length of the cycle, a multiple of 7; day 0 is a Monday. */
  readonly cycleDays: number;
  readonly places: readonly PlaceSupply[];
}

/** What "in four weeks" means, in days. */
export const FOUR_WEEKS_DAYS = 28;

/** Figures of one cycle as those of four weeks: multiply with this. */
export const cyclesInFourWeeks = (supply: Pick<Supply, 'cycleDays'>): number =>
  FOUR_WEEKS_DAYS / supply.cycleDays;

/** Session-hours of a place in four weeks. */
export const sessionHours = (supply: Supply, place: PlaceSupply): number =>
  (place.sessionSeconds / SECONDS_PER_HOUR) * cyclesInFourWeeks(supply);

/**
 * The help that fixed hubs give: open on the same weekdays every week.
 * @param fields.cycleWeeks  1 or more: the cycle to state it in
 * @param fields.usual       for a hub whose hours are not known
 * @returns  one place a hub, in order
 */
export function supplyOfHubs(fields: {
  hubs: readonly Pick<Hub, 'id' | 'opening'>[];
  cycleWeeks: number;
  usual: UsualHubHours;
}): Supply {
  const { cycleWeeks } = fields;
  const places = fields.hubs.map((hub): PlaceSupply => {
    const week = hubWeek(hub.opening, fields.usual);
    return {
      placeId: hub.id,
      kind: 'hub',
      days: everyWeek(week.days, cycleWeeks),
      sessionSeconds: week.seconds * cycleWeeks,
    };
  });
  return { cycleDays: cycleWeeks * 7, places };
}

/**
 * The help that a rota brings: what is in its van-days, not what was wished for. A stop without a visit is not in it.
 * @returns  one place a stop, by site identifier; none for a rota without calls
 */
export function supplyOfRota(rota: Pick<Rota, 'cycleWeeks' | 'vanDays'>): Supply {
  const found = new Map<string, { days: number[]; sessionSeconds: Seconds }>();
  for (const { week, weekday, calls } of rota.vanDays) {
    for (const { siteId, open, close } of calls) {
      const place = found.get(siteId) ?? { days: [], sessionSeconds: 0 };
      place.days.push(week * 7 + weekday - 1);
      place.sessionSeconds += close - open;
      found.set(siteId, place);
    }
  }
  const places = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    cycleDays: rota.cycleWeeks * 7,
    places: places.map(([placeId, { days, sessionSeconds }]) => ({
      placeId,
      kind: 'stop',
      days: days.sort((a, b) => a - b),
      sessionSeconds,
    })),
  };
}

/** Two supplies of one cycle, one after the other. */
export const bothSupplies = (first: Supply, second: Supply): Supply => ({
  cycleDays: first.cycleDays,
  places: [...first.places, ...second.places],
});

const everyWeek = (days: readonly number[], weeks: number): number[] =>
  Array.from({ length: weeks }, (_, week) => days.map((day) => week * 7 + day)).flat();
