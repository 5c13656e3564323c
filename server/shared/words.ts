import { METRES_PER_MILE, METRES_PER_YARD, type Metres, SECONDS_PER_MINUTE, type Seconds } from './units.ts';

/** Up to half a mile a distance is told in yards, as on British road signs (Traffic Signs Manual, chapter 7). */
const HALF_MILE_YARDS = 880;

/**
 * A road distance as a British driver says it: "80 yards", "350 yards", "0.6 miles", "1 mile", "2.4 miles",
 * "37 miles".
 * @param metres  ≥ 0; Infinity gives "no road"
 * @returns  tens of yards below 100, fifties up to half a mile, tenths of a mile below 10 miles, then whole miles;
 *   never "0 yards"
 */
export function distanceWords(metres: Metres): string {
  if (!Number.isFinite(metres)) return 'no road';
  const yards = metres / METRES_PER_YARD;
  if (yards < 95) return `${Math.max(10, Math.round(yards / 10) * 10)} yards`;
  if (yards < HALF_MILE_YARDS) return `${Math.round(yards / 50) * 50} yards`;
  const miles = metres / METRES_PER_MILE;
  const shown = miles < 9.95 ? Math.round(miles * 10) / 10 : Math.round(miles);
  return `${shown.toLocaleString('en-GB')} ${shown === 1 ? 'mile' : 'miles'}`;
}

/**
 * A length of time in whole minutes, in words: "20 minutes", "1 hour", "5 hours 10 minutes".
 * @param seconds  ≥ 0, rounded to the nearest minute; Infinity gives "no end"
 */
export function durationWords(seconds: Seconds): string {
  if (!Number.isFinite(seconds)) return 'no end';
  const whole = Math.round(seconds / SECONDS_PER_MINUTE);
  const [hours, mins] = [Math.floor(whole / 60), whole % 60];
  const inHours = `${hours.toLocaleString('en-GB')} ${hours === 1 ? 'hour' : 'hours'}`;
  const inMinutes = `${mins} ${mins === 1 ? 'minute' : 'minutes'}`;
  if (hours === 0) return inMinutes;
  return mins === 0 ? inHours : `${inHours} ${inMinutes}`;
}
