import { Temporal } from 'temporal-polyfill';
import { PlannerError } from './errors.ts';
import type { Seconds } from './units.ts';

/** The zone in which every service date and clock time is read. */
export const ZONE = 'Europe/London';

/** A calendar date of service, `YYYY-MM-DD`, in Europe/London. */
export type ServiceDate = string & { readonly __time: 'ServiceDate' };
/** A wall-clock time of day as whole seconds after midnight, 0..86400, Europe/London. */
export type ClockTime = number;
/** A moment, ISO 8601 in UTC with `Z`. */
export type Instant = string & { readonly __time: 'Instant' };
/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** Tells the present moment; passed in, so that tests and replays can fix it. */
export type Clock = () => Instant;

export const WEEKDAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const systemClock: Clock = () => Temporal.Now.instant().round('second').toString() as Instant;

/** A clock that always tells the same moment. @throws INSTANT_FORMAT */
export const fixedClock = (instant: string): Clock => {
  const fixed = parseInstant(instant);
  return () => fixed;
};

/** @throws INSTANT_FORMAT when the text is not an ISO 8601 moment with offset or Z */
export function parseInstant(text: string): Instant {
  try {
    return Temporal.Instant.from(text).round('second').toString() as Instant;
  } catch (cause) {
    throw timeError('INSTANT_FORMAT', `"${text}" is not a moment such as 2026-12-01T09:00:00Z`, cause);
  }
}

/** @throws DATE_FORMAT when the text is not a real `YYYY-MM-DD` date */
export function serviceDate(text: string): ServiceDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    throw timeError('DATE_FORMAT', `"${text}" is not a date such as 2026-12-01`);
  }
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as ServiceDate;
  } catch (cause) {
    throw timeError('DATE_FORMAT', `"${text}" is not a day of the calendar`, cause);
  }
}

/** Seconds after midnight of `9:30`, `09:30` or `09:30:00`. @throws CLOCK_FORMAT */
export function clockTime(text: string): ClockTime {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  const [hours, mins, secs] = match
    ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
    : [99, 0, 0];
  const seconds = hours * 3600 + mins * 60 + secs;
  if (mins > 59 || secs > 59 || seconds > 86_400) {
    throw timeError('CLOCK_FORMAT', `"${text}" is not a clock time such as 09:30`);
  }
  return seconds;
}

/** `HH:MM` of a clock time (seconds cut off). */
export function clockText(time: ClockTime): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(time / 3600)}:${two((time % 3600) / 60)}`;
}

/** "10am", "1:30pm", "midday", "midnight" (NHS content guide). */
export function clockWords(time: ClockTime): string {
  const hours = Math.floor(time / 3600) % 24;
  const mins = Math.floor((time % 3600) / 60);
  if (mins === 0 && hours === 12) return 'midday';
  if (mins === 0 && hours === 0) return 'midnight';
  const shown = hours % 12 === 0 ? 12 : hours % 12;
  return `${shown}${mins === 0 ? '' : `:${String(mins).padStart(2, '0')}`}${hours < 12 ? 'am' : 'pm'}`;
}

/** "Tuesday 12 January 2027". */
export function dateWords(date: ServiceDate): string {
  const day = Temporal.PlainDate.from(date);
  return `${WEEKDAY_NAMES[day.dayOfWeek - 1]} ${day.day} ${MONTH_NAMES[day.month - 1]} ${day.year}`;
}

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/*
 * Days are reckoned by their number since 1 January 1970, as all the planner's dates are asked thousands of times: some fifty times
 * as fast as with Temporal, which its tests hold it against.
 */
const DAY_MS = 86_400_000;
const dayNumber = (date: ServiceDate): number => Date.parse(date) / DAY_MS;

export const weekdayOf = (date: ServiceDate): Weekday =>
  (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;

export const addDays = (date: ServiceDate, days: number): ServiceDate =>
  new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, -14) as ServiceDate;

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (span: { from: ServiceDate; to: ServiceDate }): number =>
  dayNumber(span.to) - dayNumber(span.from);

/** The first Monday on or after a date. */
export const mondayFrom = (date: ServiceDate): ServiceDate => addDays(date, (8 - weekdayOf(date)) % 7);

/** The service date at a moment. */
export const dateAt = (instant: Instant): ServiceDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString() as ServiceDate;

/** The wall-clock time at a moment, in seconds after midnight. */
export const clockAt = (instant: Instant): ClockTime => {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
  return at.hour * 3600 + at.minute * 60 + at.second;
};

/** The moment at which the wall clock shows a time on a date; in the hour that is skipped in March, the later one. */
export const instantOf = (date: ServiceDate, time: ClockTime): Instant =>
  Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from('00:00'))
    .add({ seconds: time })
    .toZonedDateTime(ZONE)
    .toInstant()
    .toString() as Instant;

/** ISO 8601 with the offset in force, for example `2027-03-29T10:00:00+01:00`. */
export const offsetDateTime = (date: ServiceDate, time: ClockTime): string =>
  Temporal.Instant.from(instantOf(date, time))
    .toZonedDateTimeISO(ZONE)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });

export const addSeconds = (instant: Instant, seconds: Seconds): Instant =>
  Temporal.Instant.from(instant)
    .add({ seconds: Math.round(seconds) })
    .toString() as Instant;

function timeError(code: string, message: string, cause?: unknown): PlannerError {
  return new PlannerError({ code, category: 'input', message, cause });
}
