import { daysBetween, type ServiceDate, weekdayOf } from '../../shared/time.ts';
import type { RotaRules, Site, Stop } from '../nouns.ts';

/** Days from one visit of a stop to the next. */
export interface Spacing {
  readonly least: number;
  /** Infinity when nobody asked. */
  readonly most: number;
  /** The least that stop and site ask themselves: it holds within the week of the visit too, where one may be moved for once. */
  readonly leastInWeek: number;
}

/** What working rules, site and stop ask of the days between two visits. */
export function spacingOf(stop: Stop, site: Pick<Site, 'facts'>, rules: RotaRules): Spacing {
  const own = Math.max(site.facts.minDaysBetweenVisits ?? 0, stop.wishes?.minDaysBetween ?? 0);
  return {
    least: Math.max(own, rules.minDaysBetweenVisits),
    most: stop.wishes?.maxDaysBetween ?? Number.POSITIVE_INFINITY,
    leastInWeek: own,
  };
}

/** The visits before and after a date; null where there is none. */
export interface Neighbours {
  readonly before: ServiceDate | null;
  readonly after: ServiceDate | null;
}

/** @param dates  of one stop's visits, in order; the date itself, if it is among them, is no neighbour */
export function neighboursOf(date: ServiceDate, dates: readonly ServiceDate[]): Neighbours {
  return {
    before: dates.filter((each) => each < date).at(-1) ?? null,
    after: dates.find((each) => each > date) ?? null,
  };
}

/** Days to the visits before and after; null where there is none. */
export function gapsOf(
  date: ServiceDate,
  { before, after }: Neighbours,
): { before: number | null; after: number | null } {
  return {
    before: before === null ? null : daysBetween({ from: before, to: date }),
    after: after === null ? null : daysBetween({ from: date, to: after }),
  };
}

/** Whether a date keeps the spacing to the visits before and after. @param isSameWeek  as the date it stands in for */
export function keepsSpacing(
  date: ServiceDate,
  neighbours: Neighbours,
  { spacing, isSameWeek }: { spacing: Spacing; isSameWeek: boolean },
): boolean {
  const least = isSameWeek ? spacing.leastInWeek : spacing.least;
  const { before, after } = gapsOf(date, neighbours);
  return [before, after].every((days) => days === null || (days >= least && days <= spacing.most));
}

/** Whether two dates lie in one week, from Monday to Sunday. */
export const isInSameWeek = (a: ServiceDate, b: ServiceDate): boolean =>
  daysBetween({ from: a, to: b }) === weekdayOf(b) - weekdayOf(a);
