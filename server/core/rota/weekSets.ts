import type { LockedStop } from '../../shared/rotaRules.ts';
import type { RotaRules, Site, Stop } from '../nouns.ts';
import { visitWeekSets, weeksOf } from './visitWeeks.ts';

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
 * A fixed stop has its own weeks, a group its own interval, a stop with wishes one of the sets it names; any other is
 * spread evenly, with fewer visits where those asked for do not fit.
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
  const wished = wishedSets(stop, rules);
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
function wishedSets(stop: Stop, rules: RotaRules): number[] | null {
  const { series, weekSets } = stop.wishes ?? {};
  const named = weekSets
    ?.map((weeks) => maskWithin(weeks, rules.cycleWeeks))
    .filter((mask): mask is number => mask !== null && weeksOf(mask).length <= stop.visitsPerCycle);
  const ofSeries = series && seriesSets(series.everyWeeks, stop, rules);
  const sets = ofSeries && named ? ofSeries.filter((mask) => named.includes(mask)) : (ofSeries ?? named);
  if (!sets) return null;
  return [...new Set(sets)].sort((a, b) => weeksOf(b).length - weeksOf(a).length || a - b);
}

/** Every `everyWeeks` weeks, from each first week; empty when that does not divide the cycle or is not what is asked for. */
function seriesSets(everyWeeks: number, stop: Stop, rules: RotaRules): number[] {
  if (whyNoSeries(everyWeeks, stop, rules) !== null) return [];
  return Array.from({ length: everyWeeks }, (_, first) => {
    let mask = 0;
    for (let week = first; week < rules.cycleWeeks; week += everyWeeks) mask |= 1 << week;
    return mask;
  });
}

/** Why a group cannot meet every so many weeks in this cycle, in words; null when it can. */
export function whyNoSeries(everyWeeks: number, stop: Stop, rules: RotaRules): string | null {
  const group = `The group meets every ${everyWeeks === 1 ? 'week' : `${everyWeeks} weeks`}`;
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || rules.cycleWeeks % everyWeeks !== 0) {
    return `${group}, which does not divide the cycle of ${rules.cycleWeeks} weeks`;
  }
  if (rules.repeats === 'month') {
    return `${group}, and by the month the gap is a week longer where a month has five of its weekday; plan week after week instead`;
  }
  const visits = rules.cycleWeeks / everyWeeks;
  if (stop.visitsPerCycle === visits) return null;
  return `${group}: ${visits} in ${rules.cycleWeeks} weeks, while ${stop.visitsPerCycle} are asked for`;
}

/** The bit mask of different weeks of the cycle; null when there are none, or one is named twice or is not of the cycle. */
function maskWithin(weeks: readonly number[], cycleWeeks: number): number | null {
  const isRight = weeks.every((week) => Number.isInteger(week) && week >= 0 && week < cycleWeeks);
  if (!isRight || weeks.length === 0 || new Set(weeks).size < weeks.length) return null;
  return weeks.reduce((mask, week) => mask | (1 << week), 0);
}
