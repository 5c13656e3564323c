import { type ClockTime, clockTime } from '../../shared/time.ts';

/** A span of the day as somebody wrote it. */
export interface ClockSpan {
  readonly from: ClockTime;
  readonly to: ClockTime;
  /** True where the text does not say morning or afternoon, and the afternoon was taken for an hour from 1 to 6. */
  readonly isGuessed: boolean;
}

const NOON = /\b(12\s*)?(noon|midday)\b/g;
const UNTIL = /\s*(?:-|–|—|−|\bto\b|\btill?\b|\buntil\b)\s*/;
const TIME = /^(\d{1,2})(?:\s*[:.]?\s*(\d{2}))?(?::00)?\s*(?:([ap])\.?\s*m\.?)?$/;
/** Hours that mean the afternoon where nobody says so: no van is out at two in the morning. */
const AFTERNOON_HOURS = [1, 2, 3, 4, 5, 6];
const HALF_DAY = 12 * 3600;

/**
 * Reads a span of times: "10-11.30am", "10:00–11:30", "10am to 1", "1400 - 1530", "11am till noon". Where only one end says am or
 * pm, the other is what makes the shorter span; where none does, 1 to 6 are in the afternoon.
 * @returns undefined when the text is no span, or ends before it begins
 */
export function parseClockSpan(text: string): ClockSpan | undefined {
  const plain = text.trim().toLowerCase().replace(NOON, '12:00pm').replace(/\s+/g, ' ');
  const ends = plain.split(UNTIL);
  if (ends.length !== 2) return undefined;
  const [from, to] = ends.map(timesOf);
  if (!from || !to) return undefined;
  const isOpen = from.times.length > 1 && to.times.length > 1;
  if (isOpen) return usualSpan(from.times[0], to.times[0]);
  const spans = from.times
    .flatMap((start) => to.times.map((end) => ({ from: start, to: end, isGuessed: false })))
    .filter((span) => span.from < span.to)
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  return spans[0];
}

/** The times a piece of text can mean: one, or the morning's and the afternoon's. */
function timesOf(text: string): { times: readonly ClockTime[] } | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [, hours, mins = '00', half] = match;
  const hour = Number(hours);
  if (Number(mins) > 59 || hour > 24 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
  if (half === undefined && (hours.startsWith('0') || hour > 12)) return { times: [timeAt(hour, mins)] };
  const morning = timeAt(hour % 12, mins);
  if (half !== undefined) return { times: [half === 'a' ? morning : morning + HALF_DAY] };
  return { times: [morning, morning + HALF_DAY] };
}

const timeAt = (hour: number, mins: string): ClockTime => clockTime(`${hour}:${mins}`);

/** Neither end says which half of the day: 7 to 12 are before and at noon, 1 to 6 after it. */
function usualSpan(from: ClockTime, to: ClockTime): ClockSpan | undefined {
  const usual = (morning: ClockTime) => {
    const hour = Math.floor(morning / 3600);
    return hour === 0 || AFTERNOON_HOURS.includes(hour) ? morning + HALF_DAY : morning;
  };
  const span = { from: usual(from), to: usual(to) };
  if (span.from >= span.to) return undefined;
  return { ...span, isGuessed: AFTERNOON_HOURS.includes(Math.floor(from / 3600)) };
}
