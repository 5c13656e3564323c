import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannerError } from '../../server/shared/errors.ts';
import { datesOf, parseRecurrence, recurrenceText } from '../../server/shared/recurrence.ts';
import { addDays, daysBetween, type ServiceDate, serviceDate, weekdayOf } from '../../server/shared/time.ts';

const dates = (
  rule: string,
  fields: { start: string; from?: string; to: string; end?: string; exceptions?: string[] },
): string[] =>
  datesOf(
    {
      recurrence: parseRecurrence(rule),
      start: serviceDate(fields.start),
      end: fields.end === undefined ? null : serviceDate(fields.end),
      exceptions: (fields.exceptions ?? []).map(serviceDate),
    },
    { from: serviceDate(fields.from ?? fields.start), to: serviceDate(fields.to) },
  );

describe('a recurrence rule', () => {
  it('repeats every so many weeks from its first date', () => {
    expect(
      dates('FREQ=WEEKLY;INTERVAL=4', { start: '2019-11-12', from: '2026-01-01', to: '2026-03-10' }),
    ).toEqual(['2026-01-27', '2026-02-24']);
  });

  it('names weekdays of the month, the last one too', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=2TU,4TU', { start: '2026-09-01', to: '2026-10-31' })).toEqual([
      '2026-09-08',
      '2026-09-22',
      '2026-10-13',
      '2026-10-27',
    ]);
    expect(dates('FREQ=MONTHLY;BYDAY=-1FR', { start: '2026-01-01', to: '2026-03-31' })).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-27',
    ]);
    expect(dates('FREQ=MONTHLY;BYDAY=5MO', { start: '2026-01-01', to: '2026-06-30' })).toEqual([
      '2026-03-30',
      '2026-06-29',
    ]);
  });

  it('gives several weekdays of one week, and none before its first date', () => {
    expect(dates('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO', { start: '2026-11-25', to: '2026-12-11' })).toEqual([
      '2026-11-26',
      '2026-12-07',
      '2026-12-10',
    ]);
  });

  it('ends with its count, its last date and its end, and leaves exceptions out', () => {
    expect(dates('FREQ=WEEKLY;COUNT=3', { start: '2026-11-24', to: '2027-12-31' })).toEqual([
      '2026-11-24',
      '2026-12-01',
      '2026-12-08',
    ]);
    expect(
      dates('FREQ=WEEKLY;COUNT=3', { start: '2026-11-24', to: '2027-12-31', exceptions: ['2026-12-01'] }),
    ).toEqual(['2026-11-24', '2026-12-08']);
    expect(
      dates('RRULE:freq=weekly;until=20261201T000000Z;', { start: '2026-11-24', to: '2027-12-31' }),
    ).toEqual(['2026-11-24', '2026-12-01']);
    expect(dates('FREQ=WEEKLY', { start: '2026-11-24', end: '2026-11-30', to: '2027-12-31' })).toEqual([
      '2026-11-24',
    ]);
  });

  it('is refused with a sentence where it says more than is understood', () => {
    const reason = (rule: string): unknown => {
      try {
        return parseRecurrence(rule);
      } catch (error) {
        return (error as PlannerError).details.reason;
      }
    };
    expect(reason('FREQ=DAILY')).toBe('it repeats DAILY: expected WEEKLY or MONTHLY');
    expect(reason('Fortnightly')).toBe('"FORTNIGHTLY" is not NAME=VALUE');
    expect(reason('FREQ=MONTHLY')).toBe('a monthly rule must name its weekday, such as BYDAY=2MO');
    expect(reason('FREQ=MONTHLY;BYMONTHDAY=15')).toBe('BYMONTHDAY is not understood here');
    expect(reason('FREQ=WEEKLY;BYDAY=2TU')).toBe(
      'a weekly rule cannot number its weekdays; only a monthly one can',
    );
    expect(reason('FREQ=WEEKLY;INTERVAL=0')).toBe('INTERVAL is not a whole number from 1 to 104');
    expect(reason('FREQ=WEEKLY;COUNT=2;UNTIL=20261231')).toBe('it has both COUNT and UNTIL');
    expect(reason('FREQ=WEEKLY;UNTIL=20261331')).toBe('UNTIL is not a date such as 20261231');
    expect(reason('FREQ=MONTHLY;BYDAY=6MO')).toBe('"6MO" is not a weekday such as MO, 2TU or -1FR');
    expect(reason('FREQ=WEEKLY;WKST=SU')).toBe('its weeks do not begin on Monday');
    expect(reason('FREQ=WEEKLY;FREQ=WEEKLY')).toBe('FREQ is given twice');
  });
});

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FIRST = serviceDate('2019-01-01');
const dayAfter = (days: number): ServiceDate => addDays(FIRST, days);

/** Weeks since a Monday long ago. */
const weekNumber = (date: ServiceDate): number =>
  Math.floor(daysBetween({ from: serviceDate('1990-01-01'), to: date }) / 7);
const monthNumber = (date: ServiceDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

/** Whether a day is one of a rule's, looked at by itself: no walking from date to date. */
function isOnRule(
  date: ServiceDate,
  rule: { frequency: string; interval: number; days: readonly { code: string; ordinal: number | null }[] },
  start: ServiceDate,
): boolean {
  const code = CODES[weekdayOf(date) - 1];
  if (rule.frequency === 'WEEKLY') {
    const codes = rule.days.length > 0 ? rule.days.map((day) => day.code) : [CODES[weekdayOf(start) - 1]];
    return codes.includes(code) && (weekNumber(date) - weekNumber(start)) % rule.interval === 0;
  }
  if ((monthNumber(date) - monthNumber(start)) % rule.interval !== 0) return false;
  const ofMonth = Math.ceil(Number(date.slice(8)) / 7);
  let left = 1;
  while (monthNumber(addDays(date, 7 * left)) === monthNumber(date)) left++;
  return rule.days.some(
    (day) => day.code === code && (day.ordinal === null || day.ordinal === ofMonth || day.ordinal === -left),
  );
}

describe('against a calendar gone through day by day', () => {
  const ordinal = fc.option(fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5), { nil: null });
  const weekly = fc.record({
    frequency: fc.constant('WEEKLY'),
    interval: fc.integer({ min: 1, max: 13 }),
    days: fc.uniqueArray(fc.record({ code: fc.constantFrom(...CODES), ordinal: fc.constant(null) }), {
      maxLength: 3,
      selector: (day) => day.code,
    }),
  });
  const monthly = fc.record({
    frequency: fc.constant('MONTHLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    days: fc.array(fc.record({ code: fc.constantFrom(...CODES), ordinal }), { minLength: 1, maxLength: 3 }),
  });
  const series = fc.record({
    rule: fc.oneof(weekly, monthly),
    start: fc.integer({ min: 0, max: 800 }),
    from: fc.integer({ min: 0, max: 1200 }),
    days: fc.integer({ min: 0, max: 300 }),
    count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
    until: fc.option(fc.integer({ min: 0, max: 1500 }), { nil: null }),
    left: fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 40 }),
  });

  it('a rule has exactly its dates', () => {
    fc.assert(
      fc.property(series, ({ rule, start, from, days, count, until, left }) => {
        const byDay = rule.days.map((day) => `${day.ordinal ?? ''}${day.code}`).join(',');
        const text = [
          `FREQ=${rule.frequency}`,
          `INTERVAL=${rule.interval}`,
          ...(byDay === '' ? [] : [`BYDAY=${byDay}`]),
          ...(count === null
            ? until === null
              ? []
              : [`UNTIL=${dayAfter(until).replaceAll('-', '')}`]
            : [`COUNT=${count}`]),
        ].join(';');
        const expected: ServiceDate[] = [];
        let number = 0;
        for (let day = start; day <= from + days; day++) {
          const date = dayAfter(day);
          if (!isOnRule(date, rule, dayAfter(start))) continue;
          number += 1;
          if (count !== null ? number > count : until !== null && day > until) continue;
          if (day >= from && !left.includes(day)) expected.push(date);
        }
        const recurrence = parseRecurrence(text);
        const asked = {
          recurrence,
          start: dayAfter(start),
          end: null,
          exceptions: left.map(dayAfter),
        };
        expect(datesOf(asked, { from: dayAfter(from), to: dayAfter(from + days) })).toEqual(expected);
        expect(parseRecurrence(recurrenceText(recurrence))).toEqual(recurrence);
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
  });
});
