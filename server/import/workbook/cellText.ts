import { addDays, clockText, serviceDate } from '../../shared/time.ts';

/** What a number in a cell with some format is. */
export type NumberMeaning = 'number' | 'date' | 'time';

/** How a workbook counts days: from 1900, or, on old Macintoshes, from 1904. */
export type DaySystem = 1900 | 1904;

/** Day 0 of both systems; 1900 counts a 29 February 1900 that never was, so that day 0 is right from 1 March 1900 on. */
const DAY_ZERO = { 1900: serviceDate('1899-12-30'), 1904: serviceDate('1904-01-01') } as const;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;
const SECONDS_OF_DAY = 86_400;
/** Excel keeps 15 significant digits; what a file shows beyond them is noise (0.1 + 0.2 = 0.30000000000000004). */
const SIGNIFICANT_DIGITS = 15;

/**
 * A number of a cell as text: a date as 2026-12-31, a date with a time as 2026-12-31 09:30, a time as 09:30, and any
 * other number without the noise of its binary form.
 * @param raw  as the file has it
 */
export function numberText(raw: string, meaning: NumberMeaning, days: DaySystem): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (meaning !== 'number' && value >= 0 && value <= LAST_DAY) return momentText(value, meaning, days);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

function momentText(value: number, meaning: 'date' | 'time', days: DaySystem): string {
  const seconds = Math.round(value * SECONDS_OF_DAY);
  const day = Math.floor(seconds / SECONDS_OF_DAY);
  const rest = seconds % SECONDS_OF_DAY;
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = rest % 60 === 0 ? clockText(rest) : `${clockText(rest)}:${two(rest % 60)}`;
  if (meaning === 'time' || day === 0) return clock;
  const date = addDays(DAY_ZERO[days], day);
  return rest === 0 ? date : `${date} ${clock}`;
}

/** Formats of dates and times that every workbook has. Source: ECMA-376, part 1, 18.8.30 numFmt. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47]);

/** What numbers mean under a format. @param code  a format of the workbook's own, such as `dd/mm/yyyy` */
export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) {
    return BUILT_IN_DATES.has(id) ? 'date' : BUILT_IN_TIMES.has(id) ? 'time' : 'number';
  }
  // Text in quotes, escaped letters, colours and locales are not part of it; [h] is elapsed hours.
  const plain = code
    .toLowerCase()
    .replace(/"[^"]*"|\\.|_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/g, '')
    .split(';')[0];
  if (/general/.test(plain)) return 'number';
  if (/[dy]/.test(plain)) return 'date';
  if (/[hs]/.test(plain)) return 'time';
  return /m/.test(plain) ? 'date' : 'number';
}
