import { addDays, MONTH_NAMES, type ServiceDate, serviceDate } from './time.ts';

/** A part of every year, both ends included; one that ends before it begins runs over New Year. */
export interface Season {
  /** "04-01": month and day. */
  readonly from: string;
  readonly to: string;
}

/** A leap year: every day of a year has a date in it. */
const ANY_LEAP_YEAR = 2024;

/**
 * Parts of the year in words: "Apr-Sep", "1 Apr-30 Sep; 10 Dec-5 Jan", "August". A month alone at an end stands for its first or
 * last day.
 * @returns  undefined when the text is not understood in every part
 */
export function parseSeasons(text: string): readonly Season[] | undefined {
  const parts = text
    .replace(/[–—]/g, '-')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const seasons = parts.map(seasonIn);
  return seasons.length > 0 && seasons.every((season) => season !== undefined)
    ? (seasons as Season[])
    : undefined;
}

/** Seasons in words that `parseSeasons` understands: "1 Apr-30 Sep; 10 Dec-5 Jan"; '' for none. */
export const seasonsText = (seasons: readonly Season[]): string =>
  seasons.map(({ from, to }) => `${dayText(from)}-${dayText(to)}`).join('; ');

/** Whether a date lies in one of the seasons, their ends included. */
export function isInSeasons(date: ServiceDate, seasons: readonly Season[]): boolean {
  const day = date.slice(5);
  return seasons.some(({ from, to }) => (from <= to ? from <= day && day <= to : from <= day || day <= to));
}

function seasonIn(text: string): Season | undefined {
  const ends = text.split('-').map((end) => end.trim());
  if (ends.length > 2) return undefined;
  const from = dayIn(ends[0], 'first');
  const to = dayIn(ends[1] ?? ends[0], 'last');
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** "1 Apr", "1 April" or "Apr" as month and day. */
function dayIn(text: string, end: 'first' | 'last'): string | undefined {
  const match = /^(?:(\d{1,2})\s+)?([a-z]{3,9})$/i.exec(text);
  if (!match) return undefined;
  const word = match[2].toLowerCase();
  const month = MONTH_NAMES.findIndex((name) => {
    const plain = name.toLowerCase();
    return plain === word || plain.slice(0, 3) === word || (word === 'sept' && plain === 'september');
  });
  if (month < 0) return undefined;
  const monthText = two(month + 1);
  if (match[1] === undefined) return end === 'first' ? `${monthText}-01` : lastOfMonth(month);
  try {
    return serviceDate(`${ANY_LEAP_YEAR}-${monthText}-${two(Number(match[1]))}`).slice(5);
  } catch {
    return undefined;
  }
}

/** 29 February in every year: a date compares as text, so a season to the end of February holds it. */
const lastOfMonth = (month: number): string =>
  addDays(
    serviceDate(month === 11 ? `${ANY_LEAP_YEAR + 1}-01-01` : `${ANY_LEAP_YEAR}-${two(month + 2)}-01`),
    -1,
  ).slice(5);

const dayText = (day: string): string => {
  const [month, dayOfMonth] = day.split('-').map(Number);
  return `${dayOfMonth} ${MONTH_NAMES[month - 1].slice(0, 3)}`;
};

const two = (count: number): string => String(count).padStart(2, '0');
