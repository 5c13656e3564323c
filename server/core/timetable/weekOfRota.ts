import { daysBetween, type ServiceDate } from '../../shared/time.ts';
import type { Rota } from '../nouns.ts';

/** How a rota's weeks follow the calendar. */
export interface RotaCycle extends Pick<Rota, 'cycleWeeks' | 'repeats'> {
  /** The Monday of week 0; a rota by the month needs none, and has it all the same. */
  readonly cycleAnchor: ServiceDate;
}

/**
 * Which week of its rota a date falls in, 0..cycleWeeks − 1; also right for dates before the anchor.
 * @returns  of a rota by the month 0 for the first of each weekday in a month to 3 for the fourth; null for a fifth, which is free
 */
export function weekOfRota(date: ServiceDate, cycle: RotaCycle): number | null {
  if (cycle.repeats === 'month') {
    const week = Math.floor((Number(date.slice(8)) - 1) / 7);
    return week < cycle.cycleWeeks ? week : null;
  }
  const weeks = Math.floor(daysBetween({ from: cycle.cycleAnchor, to: date }) / 7);
  return ((weeks % cycle.cycleWeeks) + cycle.cycleWeeks) % cycle.cycleWeeks;
}
