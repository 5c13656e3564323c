import type { Rota, VanDay } from '../nouns.ts';
import type { RotaProblem } from '../rota/rotaProblem.ts';
import { type Tour, tourOf } from './cheapTours.ts';
import type { TourSpace } from './tourSpace.ts';
import { visitCounts } from './visitMaster.ts';

/** A rota as the relaxation sees it. */
export interface MadeRota {
  /** Per stop of the problem. */
  readonly visits: Int32Array;
  /** Planned legs per cycle. */
  readonly drivingSeconds: number;
  /** Its day tours, by class. */
  readonly tours: readonly (readonly Tour[])[];
}

/** @returns null for a rota with a stop, a day tour or a number of visits that the problem does not allow */
export function madeRota(
  problem: RotaProblem,
  { classOf, spaces }: { classOf: readonly number[]; spaces: readonly TourSpace[] },
  rota: Rota,
): MadeRota | null {
  const stopOf = new Map(problem.stops.map((stop, s) => [stop.siteId, s]));
  const visits = new Int32Array(problem.stops.length);
  const tours: Tour[][] = spaces.map(() => []);
  const days = rota.vanDays.filter(({ calls }) => calls.length > 0);
  for (const { vanId, weekday, calls } of days) {
    const day = problem.vanWeekdays.findIndex((each) => each.van.id === vanId && each.weekday === weekday);
    if (day < 0) return null;
    const tour = tourOf(
      spaces[classOf[day]],
      calls.map(({ siteId }) => stopOf.get(siteId) ?? -1),
    );
    if (!tour) return null;
    tours[classOf[day]].push(tour);
    for (const stop of tour.stops) visits[stop]++;
  }
  const isAllowed = (made: number, s: number) => made === 0 || visitCounts(problem, s).includes(made);
  if (!visits.every(isAllowed) || isVanTwiceOut(days)) return null;
  return { visits, drivingSeconds: tours.flat().reduce((sum, { seconds }) => sum + seconds, 0), tours };
}

const isVanTwiceOut = (days: readonly VanDay[]): boolean =>
  new Set(days.map(({ vanId, week, weekday }) => `${week}/${weekday}/${vanId}`)).size < days.length;
