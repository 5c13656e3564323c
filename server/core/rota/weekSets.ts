import type { LockedStop } from '../../shared/rotaRules.ts';
import { counted } from '../../shared/text.ts';
import type { RotaRules, Site, Stop } from '../nouns.ts';
import { countWeeks, visitWeekSets, weeksOf } from './visitWeeks.ts';

const DAYS_PER_WEEK = 7;
/** Weeks by which a month with five of a weekday is longer. */
const WEEKS_MORE_IN_LONG_MONTH = 1;

/** Days between one visit of a stop and its next. */
export interface Spacing {
  readonly fewestDays: number;
  /** Infinity: no limit. */
  readonly mostDays: number;
}

/** The strictest of what the rules, the site and the stop ask. */
export const spacingOf = (
  stop: Pick<Stop, 'wishes'>,
  { facts }: Pick<Site, 'facts'>,
  rules: Pick<RotaRules, 'minDaysBetweenVisits'>,
): Spacing => ({
  fewestDays: Math.max(
    rules.minDaysBetweenVisits,
    facts.minDaysBetweenVisits ?? 0,
    stop.wishes?.minDaysBetween ?? 0,
  ),
  mostDays: stop.wishes?.maxDaysBetween ?? Number.POSITIVE_INFINITY,
});

/**
 * Fewest and most days between two visits of one weekday made in some weeks, across the end of the cycle too. By the month
 * the last gap is a week longer where a month holds five of that weekday, so the most is that.
 * @param mask  at least one week
 */
export function gapsOf(mask: number, rules: Pick<RotaRules, 'cycleWeeks' | 'repeats'>): Spacing {
  const weeks = weeksOf(mask);
  const gaps = weeks.map((week, k) => (weeks[k + 1] ?? weeks[0] + rules.cycleWeeks) - week);
  const longEnd = gaps[gaps.length - 1] + (rules.repeats === 'month' ? WEEKS_MORE_IN_LONG_MONTH : 0);
  return {
    fewestDays: Math.min(...gaps) * DAYS_PER_WEEK,
    mostDays: Math.max(...gaps, longEnd) * DAYS_PER_WEEK,
  };
}

/**
 * The sets of weeks a stop may be visited in, as bit masks, most visits first; none holds more visits than asked for.
 * A fixed stop has its own weeks, a stop with wishes one of the sets it names; any other is spread evenly, with fewer visits
 * where those asked for do not fit. Where a group meets, its interval is among the visits.
 */
export function weekSetsFor(
  stop: Stop,
  site: Pick<Site, 'facts'>,
  rules: RotaRules,
  lock: LockedStop | undefined,
): Int32Array {
  const spacing = spacingOf(stop, site, rules);
  const keeps = (mask: number) => {
    const gaps = gapsOf(mask, rules);
    return gaps.fewestDays >= spacing.fewestDays && gaps.mostDays <= spacing.mostDays;
  };
  const wished = wishedSets(stop, rules, spacing);
  if (!lock) return Int32Array.from((wished ?? evenSets(stop, rules, spacing)).filter(keeps));
  const mask = maskWithin(lock.weeks, rules.cycleWeeks);
  const isAsked = mask !== null && lock.weeks.length <= stop.visitsPerCycle;
  return isAsked && keeps(mask) && (wished?.includes(mask) ?? true) ? Int32Array.of(mask) : new Int32Array(0);
}

function evenSets(stop: Stop, rules: RotaRules, spacing: Spacing): number[] {
  const sets: number[] = [];
  for (let visits = Math.min(stop.visitsPerCycle, rules.cycleWeeks); visits >= 1; visits--) {
    sets.push(
      ...visitWeekSets({
        visits,
        cycleWeeks: rules.cycleWeeks,
        minDaysBetweenVisits: spacing.fewestDays,
      }),
    );
  }
  return sets;
}

/** Sets that a group or named weeks leave, most visits first; null when neither is asked for. */
function wishedSets(stop: Stop, rules: RotaRules, spacing: Spacing): number[] | null {
  const { series, weekSets } = stop.wishes ?? {};
  if (!series && !weekSets) return null;
  const named = weekSets
    ?.map((weeks) => maskWithin(weeks, rules.cycleWeeks))
    .filter((mask): mask is number => mask !== null && countWeeks(mask) <= stop.visitsPerCycle);
  const sets = named ?? evenSets(stop, rules, spacing);
  const kept = series ? sets.filter((mask) => holdsSeries(mask, series.everyWeeks, stop, rules)) : sets;
  return [...new Set(kept)].sort((a, b) => countWeeks(b) - countWeeks(a) || a - b);
}

/** Whether a group can meet every so many weeks in some weeks, again and again: from one of the first weeks on they have them all. */
function holdsSeries(mask: number, everyWeeks: number, stop: Stop, rules: RotaRules): boolean {
  if (whyNoSeries(everyWeeks, stop, rules) !== null) return false;
  return Array.from({ length: everyWeeks }, (_, first) => first).some((first) => {
    for (let week = first; week < rules.cycleWeeks; week += everyWeeks) {
      if (!((mask >> week) & 1)) return false;
    }
    return true;
  });
}

/** Why a group cannot meet every so many weeks in this cycle, in words; null when it can. */
export function whyNoSeries(everyWeeks: number, stop: Stop, rules: RotaRules): string | null {
  const group = `The group meets every ${everyWeeks === 1 ? 'week' : `${everyWeeks} weeks`}`;
  const { cycleWeeks } = rules;
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || cycleWeeks % everyWeeks !== 0) {
    return `${group}, which does not divide the cycle of ${counted(cycleWeeks, 'week')}`;
  }
  if (rules.repeats === 'month' && everyWeeks !== cycleWeeks) {
    return `${group}, and by the month the gap is a week longer where a month has five of its weekday; plan week after week instead`;
  }
  const meetings = cycleWeeks / everyWeeks;
  if (stop.visitsPerCycle >= meetings) return null;
  return `${group}: ${counted(meetings, 'time')} in ${counted(cycleWeeks, 'week')}, while ${counted(stop.visitsPerCycle, 'visit')} are asked for`;
}

/** The bit mask of different weeks of the cycle; null when there are none, or one is named twice or is not of the cycle. */
function maskWithin(weeks: readonly number[], cycleWeeks: number): number | null {
  const isRight = weeks.every((week) => Number.isInteger(week) && week >= 0 && week < cycleWeeks);
  if (!isRight || weeks.length === 0 || new Set(weeks).size < weeks.length) return null;
  return weeks.reduce((mask, week) => mask | (1 << week), 0);
}
