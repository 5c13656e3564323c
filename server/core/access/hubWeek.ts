import type { Weekday } from '../../shared/time.ts';
import { SECONDS_PER_HOUR, type Seconds } from '../../shared/units.ts';
import { parseWeeklyTimes } from '../../shared/weeklyTimes.ts';

/** What is taken for a hub whose opening hours are not known. */
export interface UsualHubHours {
  /** From Monday on; whole days count. */
  readonly daysPerWeek: number;
  readonly hoursPerDay: number;
}

/** A hub's week. */
export interface HubWeek {
  /** 0 = Monday … 6 = Sunday, ascending; none for a hub that is closed. */
  readonly days: readonly number[];
  /** Time open in a week. */
  readonly seconds: Seconds;
  /** False when the words were empty or not understood and the usual hours were taken. */
  readonly isKnown: boolean;
}

const DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const HOURS_PER_DAY = 24;
/** "9am", "9.30 am", "12:15pm". */
const TWELVE_HOUR = /\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?/g;
/** "9.30" and "0930" of a clock of 24 hours. */
const DOTTED = /\b(\d{1,2})\.(\d{2})\b/g;

/**
 * When a hub is open in an ordinary week, from its opening hours as published: "Monday to Friday 9am to 5pm",
 * "Mon-Thu 09:00-16:30; Fri closed", and the simple forms of OpenStreetMap.
 * @param opening  in words; '' when not known
 * @returns  the usual week when the words are empty or not understood in every part
 */
export function hubWeek(opening: string, usual: UsualHubHours): HubWeek {
  const weekly = opening.trim() === '' ? undefined : parseWeeklyTimes(plainTimes(opening));
  if (weekly === undefined) return usualWeek(usual);
  if (weekly === null) {
    const days = DAYS.map((day) => day - 1);
    return { days, seconds: days.length * HOURS_PER_DAY * SECONDS_PER_HOUR, isKnown: true };
  }
  const open = DAYS.filter((day) => (weekly[day] ?? []).length > 0);
  return {
    days: open.map((day) => day - 1),
    seconds: open.flatMap((day) => weekly[day] ?? []).reduce((sum, { from, to }) => sum + to - from, 0),
    isKnown: true,
  };
}

function usualWeek({ daysPerWeek, hoursPerDay }: UsualHubHours): HubWeek {
  const days = DAYS.slice(0, Math.floor(daysPerWeek)).map((day) => day - 1);
  return { days, seconds: days.length * hoursPerDay * SECONDS_PER_HOUR, isKnown: false };
}

/** The words with clock times of 24 hours, and "to", "and", "until" as signs: what `parseWeeklyTimes` reads. */
function plainTimes(opening: string): string {
  return opening
    .toLowerCase()
    .replace(/\b(noon|midday)\b/g, '12pm')
    .replace(TWELVE_HOUR, (whole, hour, minute = '00', half) => twentyFourHour(whole, { hour, minute, half }))
    .replace(DOTTED, '$1:$2')
    .replace(/(\d)\s+(and|&)\s+(?=\d)/g, '$1,')
    .replace(/\s+(and|&)\s+/g, ',')
    .replace(/\s*(\bto\b|\buntil\b|\btill\b|-|–|—)\s*/g, '-')
    .replace(/([a-z])\s*:\s+/g, '$1 ')
    .replace(/\.(?=\s|;|$)/g, '');
}

function twentyFourHour(whole: string, said: { hour: string; minute: string; half: string }): string {
  const hour = Number(said.hour);
  if (hour < 1 || hour > 12) return whole;
  return `${String((hour % 12) + (said.half === 'p' ? 12 : 0)).padStart(2, '0')}:${said.minute}`;
}
