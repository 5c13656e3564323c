import type { Rota, VanDay } from '../nouns.ts';

/** A van-day on a day counted from a Monday, which is 0. */
export interface CalendarDay {
  readonly at: number;
  readonly day: VanDay;
}

/**
 * A stretch of days as a rota can fall, in order. What begins before `end` is looked at in this one; the days after it
 * are there to see what follows.
 */
export interface Calendar {
  readonly end: number;
  readonly days: readonly CalendarDay[];
}

const DAYS_PER_WEEK = 7;
/** Weeks that must be seen beyond the end. */
const WEEKS_AFTER = 3;
/** A month may begin on any weekday and have so many days: every one of these comes in the end. */
const MONTH_LENGTHS = [28, 29, 30, 31];

/**
 * Every way in which the days of a rota can follow one another: one, when it goes week after week; one for each weekday on
 * which a month may begin and each length it may have, when it is the nth weekday of the month.
 */
export function calendarsOf(rota: Rota): readonly Calendar[] {
  return rota.repeats === 'month' ? monthCalendars(rota) : [weekCalendar(rota)];
}

function weekCalendar(rota: Rota): Calendar {
  const length = Math.max(1, rota.cycleWeeks) * DAYS_PER_WEEK;
  const cycles = 1 + Math.ceil((WEEKS_AFTER * DAYS_PER_WEEK) / length);
  const days = Array.from({ length: cycles }, (_, cycle) =>
    rota.vanDays.map((day) => ({ at: cycle * length + day.week * DAYS_PER_WEEK + day.weekday - 1, day })),
  );
  return { end: length, days: inOrder(days.flat()) };
}

function monthCalendars(rota: Rota): Calendar[] {
  return MONTH_LENGTHS.flatMap((length) =>
    Array.from({ length: DAYS_PER_WEEK }, (_, first): Calendar => {
      const next = first + length;
      return {
        end: next,
        days: inOrder([...monthFrom(first, rota.vanDays), ...monthFrom(next, rota.vanDays)]),
      };
    }),
  );
}

/** @param first  the first of the month */
const monthFrom = (first: number, vanDays: readonly VanDay[]): CalendarDay[] =>
  vanDays.map((day) => {
    const untilWeekday = (((day.weekday - 1 - first) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
    return { at: first + untilWeekday + day.week * DAYS_PER_WEEK, day };
  });

const inOrder = (days: readonly CalendarDay[]): CalendarDay[] =>
  [...days].sort((a, b) => a.at - b.at || a.day.departBase - b.day.departBase);

/** The days of each van, in order. */
export function daysByVan({ days }: Calendar): Map<string, CalendarDay[]> {
  const byVan = new Map<string, CalendarDay[]>();
  for (const each of days) {
    const list = byVan.get(each.day.vanId);
    if (list) list.push(each);
    else byVan.set(each.day.vanId, [each]);
  }
  return byVan;
}

/** The days in weeks from Monday to Sunday, in order; weeks without a van-day are left out. */
export function weeksOfDays(days: readonly CalendarDay[]): { week: number; days: CalendarDay[] }[] {
  const weeks = new Map<number, CalendarDay[]>();
  for (const each of days) {
    const week = Math.floor(each.at / DAYS_PER_WEEK);
    weeks.set(week, [...(weeks.get(week) ?? []), each]);
  }
  return [...weeks].map(([week, list]) => ({ week, days: list }));
}
