import { PlannerError } from '../../shared/errors.ts';
import { parseRecurrence, type Recurrence, type WeekdayOfMonth } from '../../shared/recurrence.ts';
import { MONTH_NAMES, type ServiceDate, serviceDate, type Weekday } from '../../shared/time.ts';

/** On which days somebody says a stop is visited. */
export type VisitDays =
  | { readonly kind: 'dates'; readonly dates: readonly ServiceDate[] }
  | { readonly kind: 'rule'; readonly recurrence: Recurrence }
  | { readonly kind: 'interval'; readonly weekdays: readonly Weekday[]; readonly weeks: number | null }
  | {
      readonly kind: 'weeks';
      readonly weekdays: readonly Weekday[];
      /** From 1, ascending. */
      readonly weeks: readonly number[];
      /** Length of the cycle where the text says it. */
      readonly of: number | null;
    }
  | { readonly kind: 'monthly'; readonly weekdays: readonly WeekdayOfMonth[] };

const WEEKDAY =
  /\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b\.?/g;
const DAY_STARTS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const NUMBER = `\\d{1,2}|${NUMBERS.join('|')}`;
const ORDINAL = `\\d{1,2}(?:st|nd|rd|th)|${ORDINALS.join('|')}`;
const LIST_OF_WEEKS = '\\d{1,2}(?:\\s*(?:,|and|\\+|/)+\\s*\\d{1,2})*';
/** Words that say nothing more. */
const FILLERS = /\b(on|the|of|each|a|in|every|at|and|visits?|dates?|month|week|commencing|from)\b|[,;/()+.]/g;

/**
 * Reads days in a coordinator's words: "Mon", "every other Tuesday", "4-weekly Wed", "1st & 3rd Thu", "last Friday of the month",
 * "Tuesday, weeks 1 and 3 of 4", a recurrence rule, or a list of dates.
 * @returns undefined when any part of the text is not understood
 */
export function parseVisitDays(text: string): VisitDays | undefined {
  if (/FREQ\s*=/i.test(text)) return ruleIn(text);
  const dates = datesIn(text);
  if (dates) return { kind: 'dates', dates };
  const words = wordsOf(text);
  const weekdays = weekdaysIn(words);
  if (weekdays.length === 0) return undefined;
  const isOfMonth = words.take(/\b(?:of|in)?\s*(?:the|each|every)?\s*month(?:ly)?\b/g).length > 0;
  const weeks = weeksIn(words);
  const interval = intervalIn(words, isOfMonth);
  const ordinals = ordinalsIn(words);
  if (words.rest() !== '' || [weeks, interval, ordinals].filter((each) => each !== null).length > 1) {
    return undefined;
  }
  if (weeks) return { kind: 'weeks', weekdays, ...weeks };
  if (ordinals) {
    const monthly = weekdays.flatMap((weekday) => ordinals.map((ordinal) => ({ weekday, ordinal })));
    return { kind: 'monthly', weekdays: monthly };
  }
  return isOfMonth ? undefined : { kind: 'interval', weekdays, weeks: interval };
}

function ruleIn(text: string): VisitDays | undefined {
  try {
    return { kind: 'rule', recurrence: parseRecurrence(text) };
  } catch (error) {
    if (error instanceof PlannerError) return undefined;
    throw error;
  }
}

/** Text from which what is understood is taken out, piece by piece. */
interface Words {
  readonly take: (pattern: RegExp) => RegExpExecArray[];
  /** What nobody has understood. */
  readonly rest: () => string;
}

function wordsOf(text: string): Words {
  let left = ` ${text.toLowerCase().replace(/&/g, ' and ').replace(/[–—]/g, '-').replace(/\s+/g, ' ')} `;
  return {
    take(pattern) {
      const found = [...left.matchAll(pattern)];
      left = left.replace(pattern, ' ');
      return found;
    },
    rest: () => left.replace(FILLERS, ' ').trim(),
  };
}

function weekdaysIn(words: Words): Weekday[] {
  const found = words.take(WEEKDAY).map(([, name]) => DAY_STARTS.indexOf(name.slice(0, 3)) + 1);
  return [...new Set(found)].sort((a, b) => a - b) as Weekday[];
}

function weeksIn(words: Words): { weeks: number[]; of: number | null } | null {
  const pattern = new RegExp(`\\b(?:weeks?|wks?)\\.?\\s*(${LIST_OF_WEEKS})(?:\\s*of\\s*(\\d{1,2}))?\\b`, 'g');
  const found = words.take(pattern);
  if (found.length === 0) return null;
  const weeks = found.flatMap(([, list]) => (list.match(/\d+/g) ?? []).map(Number));
  return {
    weeks: [...new Set(weeks)].sort((a, b) => a - b),
    of: found[0][2] === undefined ? null : Number(found[0][2]),
  };
}

/** "every second Tuesday" is every two weeks; "every second Tuesday of the month" is not. */
function intervalIn(words: Words, isOfMonth: boolean): number | null {
  if (words.take(/\b(?:every other|alternate|alternating|fortnightly)(?: weeks?)?\b/g).length > 0) return 2;
  const [counted] = words.take(
    new RegExp(`\\b(?:every (${NUMBER}) (?:weeks|wks)|(${NUMBER})[ -]?week(?:ly)?)\\b`, 'g'),
  );
  if (counted) return numberOf(counted[1] ?? counted[2]);
  if (!isOfMonth) {
    const [ordinal] = words.take(new RegExp(`\\bevery (${ORDINAL})(?: week)?\\b`, 'g'));
    if (ordinal) return ordinalOf(ordinal[1]);
  }
  return words.take(/\b(?:weekly|every week|each week)\b/g).length > 0 ? 1 : null;
}

function ordinalsIn(words: Words): number[] | null {
  const found = words.take(new RegExp(`\\b(?:(${ORDINAL})|last)\\b`, 'g'));
  if (found.length === 0) return null;
  return found.map(([, ordinal]) => (ordinal === undefined ? -1 : ordinalOf(ordinal)));
}

const numberOf = (word: string): number => (/^\d/.test(word) ? Number(word) : NUMBERS.indexOf(word) + 1);
const ordinalOf = (word: string): number =>
  /^\d/.test(word) ? Number.parseInt(word, 10) : ORDINALS.indexOf(word) + 1;

/** Dates apart from one another by commas, semicolons, line ends or "and"; undefined when any part is no date. */
function datesIn(text: string): ServiceDate[] | undefined {
  const parts = text
    .split(/[,;\n]|\band\b|&/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const dates = parts.map(dateOf);
  if (dates.length === 0 || dates.some((date) => date === undefined)) return undefined;
  return [...new Set(dates as ServiceDate[])].sort();
}

/** A date as 2026-11-24 (with a time of midnight too), 24/11/2026, 24/11/26, 24 Nov 2026 or Tue 24th November 2026. */
export function dateOf(text: string): ServiceDate | undefined {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?$/.exec(plain);
  if (iso) return checked(iso[1], iso[2], iso[3]);
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/.exec(plain);
  if (british) return checked(fullYear(british[3]), british[2], british[1]);
  const worded = /^(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/.exec(
    plain,
  );
  const month = MONTH_NAMES.findIndex((name) => worded && name.toLowerCase().startsWith(worded[2])) + 1;
  return worded && month > 0 ? checked(worded[3], String(month), worded[1]) : undefined;
}

const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);

function checked(year: string, month: string, day: string): ServiceDate | undefined {
  try {
    return serviceDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  } catch {
    return undefined;
  }
}
