import { PlannerError } from './errors.ts';
import { addDays, daysBetween, type ServiceDate, serviceDate, type Weekday, weekdayOf } from './time.ts';

/** A weekday of a month: the first (1) to fifth (5), the last (-1) to fifth last (-5), or every one (null). */
export interface WeekdayOfMonth {
  readonly weekday: Weekday;
  readonly ordinal: number | null;
}

/** How a rule ends: after so many dates from its start, or after a date (inclusive); null: it does not. */
interface RuleEnd {
  readonly count: number | null;
  readonly until: ServiceDate | null;
}

/** On which dates something happens that repeats; the first date is kept beside it. */
export type Recurrence =
  | ({
      readonly kind: 'weekly';
      /** 1 = every week. Weeks begin on Monday. */
      readonly interval: number;
      /** Ascending; none: the weekday of the first date. */
      readonly weekdays: readonly Weekday[];
    } & RuleEnd)
  | ({
      readonly kind: 'monthly';
      /** 1 = every month. */
      readonly interval: number;
      /** At least one. */
      readonly weekdays: readonly WeekdayOfMonth[];
    } & RuleEnd)
  | {
      readonly kind: 'dates';
      /** Ascending, without repeats. */
      readonly dates: readonly ServiceDate[];
    };

const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Longest interval that is understood: a visit every two years is no service. */
const MOST_INTERVAL = 104;
/** Largest COUNT: a visit a day for ten years. */
const MOST_COUNT = 3660;

/**
 * Reads a recurrence rule as timetables write it: FREQ=WEEKLY or MONTHLY with INTERVAL, BYDAY, COUNT, UNTIL, and WKST=MO.
 * A monthly rule names its weekdays (BYDAY=2MO, BYDAY=2TU,4TU, BYDAY=-1FR). A list of dates is one as `recurrenceText` writes it.
 * @throws RECURRENCE_FORMAT saying what is not understood
 * Source: RFC 5545, section 3.3.10.
 */
export function parseRecurrence(text: string): Recurrence {
  const dates = listedDates(text);
  if (dates !== undefined) return { kind: 'dates', dates };
  const parts = partsOf(text);
  const frequency = parts.get('FREQ');
  const unknown = [...parts.keys()].find((name) => !KNOWN_PARTS.has(name));
  if (unknown !== undefined) throw formatError(text, `${unknown} is not understood here`);
  const interval = wholeNumber(text, parts, 'INTERVAL', MOST_INTERVAL) ?? 1;
  const end = { count: wholeNumber(text, parts, 'COUNT', MOST_COUNT), until: untilIn(text, parts) };
  if (end.count !== null && end.until !== null) throw formatError(text, 'it has both COUNT and UNTIL');
  if ((parts.get('WKST') ?? 'MO') !== 'MO') throw formatError(text, 'its weeks do not begin on Monday');
  const days = daysIn(text, parts.get('BYDAY'));
  if (frequency === 'WEEKLY') {
    if (days.some((day) => day.ordinal !== null)) {
      throw formatError(text, 'a weekly rule cannot number its weekdays; only a monthly one can');
    }
    return {
      kind: 'weekly',
      interval,
      weekdays: [...new Set(days.map((day) => day.weekday))].sort(),
      ...end,
    };
  }
  if (frequency === 'MONTHLY') {
    if (days.length === 0) throw formatError(text, 'a monthly rule must name its weekday, such as BYDAY=2MO');
    return { kind: 'monthly', interval, weekdays: days, ...end };
  }
  throw formatError(text, `it repeats ${frequency ?? 'at no stated frequency'}: expected WEEKLY or MONTHLY`);
}

/** Dates such as "2026-01-05,2026-01-19" in order; undefined for anything else. */
function listedDates(text: string): ServiceDate[] | undefined {
  if (!/^\s*\d{4}-\d{2}-\d{2}(\s*,\s*\d{4}-\d{2}-\d{2})*\s*$/.test(text)) return undefined;
  try {
    return [...new Set(text.split(',').map((date) => serviceDate(date.trim())))].sort();
  } catch {
    throw formatError(text, 'it lists a date that there is not');
  }
}

/** The rule in its usual written form; dates are written as a list. */
export function recurrenceText(recurrence: Recurrence): string {
  if (recurrence.kind === 'dates') return recurrence.dates.join(',');
  const days =
    recurrence.kind === 'weekly'
      ? recurrence.weekdays.map((weekday) => DAY_CODES[weekday - 1])
      : recurrence.weekdays.map(({ weekday, ordinal }) => `${ordinal ?? ''}${DAY_CODES[weekday - 1]}`);
  const { interval, count, until } = recurrence;
  return [
    `FREQ=${recurrence.kind.toUpperCase()}`,
    ...(recurrence.kind === 'weekly' || interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(days.length > 0 ? [`BYDAY=${days.join(',')}`] : []),
    ...(count === null ? [] : [`COUNT=${count}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
  ].join(';');
}

/** What repeats, from when to when, and where it pauses. */
export interface Series {
  readonly recurrence: Recurrence;
  /** No date is earlier; it is one itself only where the rule says so. */
  readonly start: ServiceDate;
  /** Last date, inclusive; null: as long as the rule. */
  readonly end: ServiceDate | null;
  readonly exceptions: readonly ServiceDate[];
}

/**
 * The dates of a series within a span, both ends included, in order. Exceptions are left out and count towards COUNT.
 * @returns none when the span ends before it begins
 */
export function datesOf(series: Series, span: { from: ServiceDate; to: ServiceDate }): ServiceDate[] {
  const from = later(series.start, span.from);
  const to = earlier(span.to, earlier(series.end ?? span.to, untilOf(series.recurrence) ?? span.to));
  if (to < from) return [];
  const left = new Set(series.exceptions);
  return ruleDates(series, { from, to }).filter((date) => date >= from && date <= to && !left.has(date));
}

const later = (a: ServiceDate, b: ServiceDate): ServiceDate => (a > b ? a : b);
const earlier = (a: ServiceDate, b: ServiceDate): ServiceDate => (a < b ? a : b);
const untilOf = (recurrence: Recurrence) => (recurrence.kind === 'dates' ? null : recurrence.until);

function ruleDates({ recurrence, start }: Series, span: { from: ServiceDate; to: ServiceDate }) {
  if (recurrence.kind === 'dates') return recurrence.dates;
  return recurrence.kind === 'weekly'
    ? weeklyDates(recurrence, start, span)
    : monthlyDates(recurrence, start, span.to);
}

function weeklyDates(
  rule: Extract<Recurrence, { kind: 'weekly' }>,
  start: ServiceDate,
  span: { from: ServiceDate; to: ServiceDate },
): ServiceDate[] {
  const first = weekdayOf(start);
  const weekdays = rule.weekdays.length > 0 ? rule.weekdays : [first];
  const monday = addDays(start, 1 - first);
  const inFirstWeek = weekdays.filter((weekday) => weekday >= first).length;
  const step = 7 * rule.interval;
  const dates: ServiceDate[] = [];
  for (let k = Math.floor(daysBetween({ from: monday, to: span.from }) / step); ; k++) {
    let before = k === 0 ? 0 : inFirstWeek + (k - 1) * weekdays.length;
    if (rule.count !== null && before >= rule.count) return dates;
    for (const weekday of weekdays) {
      const date = addDays(monday, k * step + weekday - 1);
      if (date > span.to) return dates;
      if (date < start) continue;
      if (rule.count !== null && ++before > rule.count) return dates;
      dates.push(date);
    }
  }
}

function monthlyDates(
  rule: Extract<Recurrence, { kind: 'monthly' }>,
  start: ServiceDate,
  to: ServiceDate,
): ServiceDate[] {
  const dates: ServiceDate[] = [];
  const firstMonth = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1;
  const lastMonth = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1;
  for (let month = firstMonth; month <= lastMonth; month += rule.interval) {
    for (const date of datesInMonth(rule.weekdays, month)) {
      if (date < start) continue;
      if (rule.count !== null && dates.length >= rule.count) return dates;
      dates.push(date);
    }
  }
  return dates;
}

/** The dates of some weekdays of a month (months counted from year 0), in order, each once. */
function datesInMonth(weekdays: readonly WeekdayOfMonth[], month: number): ServiceDate[] {
  const firstOf = (each: number) =>
    serviceDate(
      `${String(Math.floor(each / 12)).padStart(4, '0')}-${String((each % 12) + 1).padStart(2, '0')}-01`,
    );
  const first = firstOf(month);
  const days = daysBetween({ from: first, to: firstOf(month + 1) });
  const numbers = weekdays.flatMap(({ weekday, ordinal }) => {
    const all = [];
    for (let day = (weekday - weekdayOf(first) + 7) % 7; day < days; day += 7) all.push(day);
    return ordinal === null ? all : all.slice(...(ordinal > 0 ? [ordinal - 1, ordinal] : lastOnes(ordinal)));
  });
  return [...new Set(numbers)].sort((a, b) => a - b).map((day) => addDays(first, day));
}

const lastOnes = (ordinal: number): [number, number | undefined] => [
  ordinal,
  ordinal === -1 ? undefined : ordinal + 1,
];

const KNOWN_PARTS = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL', 'WKST']);

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  for (const part of plain.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [name, value, ...rest] = part.split('=').map((each) => each.trim());
    if (!name || !value || rest.length > 0) throw formatError(text, `"${part}" is not NAME=VALUE`);
    if (parts.has(name)) throw formatError(text, `${name} is given twice`);
    parts.set(name, value);
  }
  return parts;
}

function wholeNumber(
  text: string,
  parts: ReadonlyMap<string, string>,
  name: string,
  most: number,
): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  if (/^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= most) return Number(value);
  throw formatError(text, `${name} is not a whole number from 1 to ${most.toLocaleString('en-GB')}`);
}

function untilIn(text: string, parts: ReadonlyMap<string, string>): ServiceDate | null {
  const value = parts.get('UNTIL');
  if (value === undefined) return null;
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(T\d{6}Z?)?$/.exec(value);
  try {
    if (match) return serviceDate(`${match[1]}-${match[2]}-${match[3]}`);
  } catch {
    // Said below.
  }
  throw formatError(text, 'UNTIL is not a date such as 20261231');
}

function daysIn(text: string, byDay: string | undefined): WeekdayOfMonth[] {
  if (byDay === undefined) return [];
  return byDay.split(',').map((part) => {
    const match = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part.trim());
    if (!match) throw formatError(text, `"${part.trim()}" is not a weekday such as MO, 2TU or -1FR`);
    return {
      weekday: (DAY_CODES.indexOf(match[2]) + 1) as Weekday,
      ordinal: match[1] === undefined ? null : Number(match[1]),
    };
  });
}

function formatError(text: string, reason: string): PlannerError {
  return new PlannerError({
    code: 'RECURRENCE_FORMAT',
    category: 'input',
    message: `"${text.slice(0, 60)}" is not a rule that is understood: ${reason}`,
    details: { reason },
  });
}
