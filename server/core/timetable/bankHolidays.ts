import {
  addDays,
  dateWords,
  mondayFrom,
  type ServiceDate,
  serviceDate,
  weekdayOf,
} from '../../shared/time.ts';

/** A day off by law in England and Wales. */
export interface BankHoliday {
  readonly date: ServiceDate;
  /** As on gov.uk, for example "Early May bank holiday". */
  readonly title: string;
  /** True when the date comes from the usual rules, because gov.uk's list does not cover its year. */
  readonly isComputed: boolean;
}

/** One entry of gov.uk's list for England and Wales. */
export interface PublishedBankHoliday {
  readonly date: ServiceDate;
  readonly title: string;
}

export interface BankHolidays {
  /** In date order. */
  readonly holidays: readonly BankHoliday[];
  /** A sentence for the coordinator when the span passes the published list; else empty. */
  readonly warnings: readonly string[];
}

/**
 * The bank holidays of England and Wales between two dates, both included.
 * @param span.published  gov.uk's list as published, in any order; taken for every year in which it has an entry
 * @returns  for other years the dates by the usual rules, marked as computed, with a warning when the span passes the end of
 *           the last published year; empty when `to` is before `from`
 * Source: gov.uk/bank-holidays; Banking and Financial Dealings Act 1971, schedule 1; substitute days as proclaimed every year.
 */
export function bankHolidaysBetween(span: {
  from: ServiceDate;
  to: ServiceDate;
  published: readonly PublishedBankHoliday[];
}): BankHolidays {
  const publishedYears = new Set(span.published.map((entry) => yearOf(entry.date)));
  const holidays: BankHoliday[] = span.published.map(({ date, title }) => ({
    date,
    title,
    isComputed: false,
  }));
  for (let year = yearOf(span.from); year <= yearOf(span.to); year++) {
    if (!publishedYears.has(year)) holidays.push(...computedBankHolidays(year));
  }
  return {
    holidays: holidays
      .filter(({ date }) => date >= span.from && date <= span.to)
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    warnings: warningsOf(span, publishedYears),
  };
}

/** The eight bank holidays of a year by the usual rules, in date order. One-off holidays cannot be foreseen. */
export function computedBankHolidays(year: number): BankHoliday[] {
  const easter = easterSunday(year);
  const christmas = day(year, 12, 25);
  const days: readonly (readonly [ServiceDate, string])[] = [
    [firstWorkingDay(day(year, 1, 1)), 'New Year’s Day'],
    [addDays(easter, -2), 'Good Friday'],
    [addDays(easter, 1), 'Easter Monday'],
    [mondayFrom(day(year, 5, 1)), 'Early May bank holiday'],
    [addDays(mondayFrom(day(year, 6, 1)), -7), 'Spring bank holiday'],
    [addDays(mondayFrom(day(year, 9, 1)), -7), 'Summer bank holiday'],
    ...christmasDays(christmas),
  ];
  return days.map(([date, title]) => ({ date, title, isComputed: true }));
}

/**
 * Easter Sunday of the Gregorian calendar.
 * Source: anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).
 */
export function easterSunday(year: number): ServiceDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return day(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** Christmas Day and Boxing Day, each moved past the weekend when it falls on one (substitute day). */
function christmasDays(christmas: ServiceDate): (readonly [ServiceDate, string])[] {
  const weekday = weekdayOf(christmas);
  const [christmasOff, boxingOff] =
    weekday === 5 ? [0, 3] : weekday === 6 ? [2, 3] : weekday === 7 ? [2, 1] : [0, 1];
  const days: (readonly [ServiceDate, string])[] = [
    [addDays(christmas, christmasOff), 'Christmas Day'],
    [addDays(christmas, boxingOff), 'Boxing Day'],
  ];
  return days.sort(([a], [b]) => (a < b ? -1 : 1));
}

const yearOf = (date: ServiceDate): number => Number(date.slice(0, 4));

const day = (year: number, month: number, dayOfMonth: number): ServiceDate =>
  serviceDate(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`,
  );

const firstWorkingDay = (date: ServiceDate): ServiceDate => (weekdayOf(date) >= 6 ? mondayFrom(date) : date);

function warningsOf(
  span: { from: ServiceDate; to: ServiceDate; published: readonly PublishedBankHoliday[] },
  publishedYears: ReadonlySet<number>,
): string[] {
  if (span.to < span.from) return [];
  const caution =
    'are worked out by the usual rules: check them when the list is published, because one-off holidays cannot be foreseen';
  if (publishedYears.size === 0)
    return [`There is no list of bank holidays from gov.uk, so all bank holidays ${caution}.`];
  const lastYear = Math.max(...publishedYears);
  if (yearOf(span.to) <= lastYear) return [];
  return [
    `GOV.UK’s list of bank holidays ends with ${lastYear}. Bank holidays from then to ${dateWords(span.to)} ${caution}.`,
  ];
}
