import { counted } from '../../server/shared/text.ts';
import type { Instant, ServiceDate, Weekday } from '../../server/shared/time.ts';
import { clockAt, clockWords, dateAt, dateWords, WEEKDAY_NAMES } from '../../server/shared/time.ts';
import { SECONDS_PER_MINUTE } from '../../server/shared/units.ts';
import { distanceWords, durationWords } from '../../server/shared/words.ts';

/** No-break space: a figure and its unit stay on one line. */
const JOINED = '\u00a0';

/** Guards against binary fractions: 0.285 × 100 is 28.499999999999996, and 28.5 is meant. */
const steady = (value: number): number => Number(value.toPrecision(12));

/**
 * A share as a whole percentage: "26 %".
 * @param share  0..1
 * @returns  "0 %" and "100 %" only when exact; otherwise "under 1 %" and "over 99 %" at the ends
 */
export function percentWords(share: number): string {
  const percent = steady(share * 100);
  if (percent > 0 && percent < 0.5) return `under 1${JOINED}%`;
  if (percent < 100 && percent >= 99.5) return `over 99${JOINED}%`;
  return `${Math.round(percent)}${JOINED}%`;
}

/**
 * Two shares side by side, told apart whenever they differ: "26 % → 12 %", "26.4 % → 26.1 %".
 * @param before  0..1
 * @param after   0..1
 */
export function percentChange(before: number, after: number): { before: string; after: string } {
  const whole = { before: percentWords(before), after: percentWords(after) };
  if (whole.before !== whole.after || steady(before) === steady(after)) return whole;
  const fine = (share: number) => `${steady(share * 100).toFixed(1)}${JOINED}%`;
  return { before: fine(before), after: fine(after) };
}

/** A whole number with its thousands marked: "1,240". A part of one is rounded. */
export const countWords = (count: number): string => Math.round(count).toLocaleString('en-GB');

/** "1 child", "1,240 children". */
export const childrenWords = (count: number): string => counted(Math.round(count), 'child', 'children');

/** "1 visit", "24 visits": any counted thing; `plural` for words that do not just add an s. */
export const countedWords = (count: number, singular: string, plural?: string): string =>
  counted(Math.round(count), singular, plural);

/**
 * Minutes of a drive as a figure for tables.
 * @param seconds  ≥ 0; null where there is no road
 * @param limitSeconds  a drive longer than this is never shown as being within it: 20:01 is 21 at a limit of 20
 * @returns  whole minutes; null where there is no road
 */
export function wholeMinutes(seconds: number | null, limitSeconds?: number): number | null {
  if (seconds === null) return null;
  const exact = steady(seconds / SECONDS_PER_MINUTE);
  const rounded = Math.round(exact);
  if (limitSeconds === undefined) return rounded;
  const limit = limitSeconds / SECONDS_PER_MINUTE;
  if (exact > limit && rounded <= limit) return Math.floor(limit) + 1;
  if (exact <= limit && rounded > limit) return Math.floor(limit);
  return rounded;
}

/** A drive in words: "18 minutes", "1 minute", "under 1 minute", "no road". The limit is as in `wholeMinutes`. */
export function driveWords(seconds: number | null, limitSeconds?: number): string {
  const minutes = wholeMinutes(seconds, limitSeconds);
  if (minutes === null) return 'no road';
  return minutes === 0 ? 'under 1 minute' : counted(minutes, 'minute');
}

/** A length of time in words: "5 hours 10 minutes". */
export const lengthWords = (seconds: number): string => durationWords(seconds);

/** Hours with one decimal, for totals: "61.5 hours", "1 hour". */
export function hoursWords(seconds: number): string {
  const hours = Math.round(steady(seconds / 360)) / 10;
  return `${hours.toLocaleString('en-GB')} ${hours === 1 ? 'hour' : 'hours'}`;
}

/** A road distance in words: "0.6 miles", "37 miles". */
export const milesWords = (metres: number): string => distanceWords(metres);

/** From and to of a day: "10am to 11:30am". */
export const spanWords = (span: { from: number; to: number }): string =>
  `${clockWords(span.from)} to ${clockWords(span.to)}`;

/** "Tuesday". */
export const weekdayWords = (weekday: Weekday): string => WEEKDAY_NAMES[weekday - 1];

/** "Tue". */
export const shortWeekday = (weekday: Weekday): string => weekdayWords(weekday).slice(0, 3);

/** "Tuesday 24 November 2026, 9:14am", in Europe/London. */
export const momentWords = (instant: Instant): string =>
  `${dateWords(dateAt(instant))}, ${clockWords(clockAt(instant))}`;

/** A day under its month's heading: "Tuesday 12". */
export const dayWords = (date: ServiceDate): string => dateWords(date).split(' ').slice(0, 2).join(' ');

/** The month of a date: "January 2027". */
export const monthWords = (date: ServiceDate): string => dateWords(date).split(' ').slice(2).join(' ');

/** Deprivation in words; a tenth of England's small areas. "not known" for null. */
export function decileWords(decile: number | null): string {
  if (decile === null) return 'not known';
  if (decile === 1) return 'most deprived tenth of England';
  if (decile === 10) return 'least deprived tenth of England';
  return decile <= 5 ? `${decile} of 10, 1 is most deprived` : `${decile} of 10, 10 is least deprived`;
}

/** A score for a table: whole points. */
export const pointsWords = (points: number): string => `${Math.round(points)}`;

/** A figure with at most one decimal: "4.6", "12". */
export const figureWords = (value: number): string =>
  (Math.round(steady(value * 10)) / 10).toLocaleString('en-GB');

/** First letter as a capital: "no road" → "No road". */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How large a file is: "340 kB", "12.3 MB", "1.4 GB"; under a kilobyte "under 1 kB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `under 1${JOINED}kB`;
  if (bytes < 999_500) return `${Math.round(bytes / 1e3)}${JOINED}kB`;
  if (bytes < 99_950_000) return `${(bytes / 1e6).toFixed(1)}${JOINED}MB`;
  return bytes < 999_500_000
    ? `${Math.round(bytes / 1e6)}${JOINED}MB`
    : `${(bytes / 1e9).toFixed(1)}${JOINED}GB`;
}
