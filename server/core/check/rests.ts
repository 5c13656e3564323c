import type { Seconds } from '../../shared/units.ts';
import type { VanDay } from '../nouns.ts';
import { type Calendar, daysByVan } from './calendars.ts';

const SECONDS_PER_DAY = 86_400;

/** A crew's time off between two van-days of its van. */
export interface Rest {
  /** The van-day before it. */
  readonly day: VanDay;
  readonly next: VanDay;
  /** Seconds from the Monday of the calendar. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** What of it lies within 24 hours of the start of the day before it. */
  readonly within24Hours: Seconds;
}

/** The rests of each van in a calendar, in order. */
export function restsByVan(calendar: Calendar): Rest[][] {
  return [...daysByVan(calendar).values()].map((days) =>
    days.slice(1).map(({ at, day: next }, k): Rest => {
      const before = days[k];
      const from = before.at * SECONDS_PER_DAY + before.day.returnBase;
      const to = at * SECONDS_PER_DAY + next.departBase;
      const dayEnds = before.at * SECONDS_PER_DAY + before.day.departBase + SECONDS_PER_DAY;
      return { day: before.day, next, from, to, within24Hours: Math.min(to, dayEnds) - from };
    }),
  );
}
