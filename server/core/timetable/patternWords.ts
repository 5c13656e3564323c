import { listed } from '../../shared/text.ts';
import { type ClockTime, clockWords, WEEKDAY_NAMES, type Weekday } from '../../shared/time.ts';
import type { Rota, RotaRules } from '../nouns.ts';

/** When a stop is visited in every cycle, at one weekday and clock time. */
export interface StopPattern {
  readonly siteId: string;
  readonly weekday: Weekday;
  readonly open: ClockTime;
  readonly close: ClockTime;
  readonly cycleWeeks: number;
  /** `month`: week 0 is the first of this weekday in a month; left out: `weeks`. */
  readonly repeats?: RotaRules['repeats'];
  /** Weeks of the cycle with a visit, 0-based, ascending, at least one. */
  readonly weeks: readonly number[];
  /** Weeks between visits when they are evenly spaced, across the end of the cycle too; null when they are not. */
  readonly intervalWeeks: number | null;
}

/**
 * The patterns of every stop in a rota, by site, then weekday, then clock time. A stop that keeps one weekday and clock
 * time has one pattern; empty for a rota without calls.
 */
export function stopPatterns(rota: Rota): StopPattern[] {
  const weeksOf = new Map<
    string,
    { siteId: string; weekday: Weekday; open: number; close: number; weeks: Set<number> }
  >();
  for (const vanDay of rota.vanDays) {
    for (const { siteId, open, close } of vanDay.calls) {
      const key = JSON.stringify([siteId, vanDay.weekday, open, close]);
      const found = weeksOf.get(key) ?? { siteId, weekday: vanDay.weekday, open, close, weeks: new Set() };
      found.weeks.add(vanDay.week);
      weeksOf.set(key, found);
    }
  }
  return [...weeksOf.values()]
    .map((found) => {
      const weeks = [...found.weeks].sort((a, b) => a - b);
      return {
        ...found,
        cycleWeeks: rota.cycleWeeks,
        ...(rota.repeats === 'month' && { repeats: rota.repeats }),
        weeks,
        intervalWeeks: evenInterval(weeks, rota.cycleWeeks),
      };
    })
    .sort(
      (a, b) =>
        (a.siteId < b.siteId ? -1 : a.siteId > b.siteId ? 1 : 0) || a.weekday - b.weekday || a.open - b.open,
    );
}

/**
 * A pattern as a family would say it: "every Tuesday, 10am to 11:30am", "every second Tuesday, …", "every fourth
 * Wednesday, …"; for uneven spacing "2 Tuesdays in every 4, …"; by the month "first Tuesday of the month, …".
 */
export function patternWords(pattern: Omit<StopPattern, 'siteId'>): string {
  return `${rhythmWords(pattern)}, ${clockWords(pattern.open)} to ${clockWords(pattern.close)}`;
}

/** The patterns of one stop joined: "every second Tuesday, 10am to 11am, and every fourth Friday, 2pm to 3pm". */
export const patternsWords = (patterns: readonly Omit<StopPattern, 'siteId'>[]): string =>
  patterns.map(patternWords).join(', and ');

function rhythmWords(pattern: Omit<StopPattern, 'siteId'>): string {
  const weekday = WEEKDAY_NAMES[pattern.weekday - 1];
  if (pattern.repeats === 'month') return `${monthWords(pattern.weeks)} ${weekday} of the month`;
  if (pattern.intervalWeeks === null)
    return `${pattern.weeks.length} ${weekday}s in every ${pattern.cycleWeeks}`;
  const ordinal = pattern.intervalWeeks === 1 ? '' : `${ordinalWords(pattern.intervalWeeks)} `;
  return `every ${ordinal}${weekday}`;
}

/** "first", "first and third", "first, second, third and fourth". */
const monthWords = (weeks: readonly number[]): string => listed(weeks.map((week) => ordinalWords(week + 1)));

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

const ordinalWords = (count: number): string => ORDINALS[count - 1] ?? `${count}th`;

function evenInterval(weeks: readonly number[], cycleWeeks: number): number | null {
  const interval = cycleWeeks / weeks.length;
  return weeks.every((week, k) => week === weeks[0] + k * interval) ? interval : null;
}
