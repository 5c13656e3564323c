import type { PageWords } from '../../server/shared/finder.ts';

/** A moment on Europe/London's wall clock, `2026-12-01T11:30`; such texts are compared as they are. */
export type WallClock = string;

/** The wall clock in London at a moment, wherever the device stands. */
export function londonClock(at: Date): WallClock {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** One visit as the pages tell the script: date, opening and closing, both `HH:MM`. */
export interface VisitTime {
  readonly date: string;
  readonly open: string;
  readonly close: string;
}

/** Whether a visit has ended; one that closes at this very minute has. */
export const isOver = (visit: VisitTime, now: WallClock): boolean => `${visit.date}T${visit.close}` <= now;

/** "Tuesday 1 December 2026"; without the year when it is plain from the page. */
export function dateWords(date: string, words: PageWords, hasYear = true): string {
  const [year, month, day] = date.split('-').map(Number);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return `${words.weekdays[weekday]} ${day} ${words.months[month - 1]}${hasYear ? ` ${year}` : ''}`;
}

/** "10am", "1:30pm", "midday", "midnight". */
export function clockWords(clock: string, words: PageWords): string {
  const [hours, minutes] = clock.split(':').map(Number);
  if (minutes === 0 && hours === 12) return words.midday;
  if (minutes === 0 && hours % 24 === 0) return words.midnight;
  const shown = hours % 12 === 0 ? 12 : hours % 12;
  return `${shown}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}${hours < 12 ? words.am : words.pm}`;
}

/** "10am to 11:30am". */
export const rangeWords = (visit: VisitTime, words: PageWords): string =>
  words.to.replace('{from}', clockWords(visit.open, words)).replace('{to}', clockWords(visit.close, words));

/** "Tuesday 1 December 2026, 10am to 11:30am". */
export const visitWords = (visit: VisitTime, words: PageWords): string =>
  `${dateWords(visit.date, words)}, ${rangeWords(visit, words)}`;
