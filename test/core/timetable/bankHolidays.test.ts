import { describe, expect, it } from 'vitest';
import {
  bankHolidaysBetween,
  computedBankHolidays,
  easterSunday,
} from '../../../server/core/timetable/bankHolidays.ts';
import { serviceDate } from '../../../server/shared/time.ts';

const published = [
  { date: serviceDate('2027-12-27'), title: 'Christmas Day' },
  { date: serviceDate('2027-12-28'), title: 'Boxing Day' },
  { date: serviceDate('2027-01-01'), title: 'New Year’s Day' },
];

const between = (from: string, to: string, list = published) =>
  bankHolidaysBetween({ from: serviceDate(from), to: serviceDate(to), published: list });

describe('Easter Sunday', () => {
  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2019, '2019-04-21'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2285, '2285-03-22'],
  ])('in %i is %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });
});

describe('bank holidays by the usual rules', () => {
  const datesOf = (year: number) => computedBankHolidays(year).map(({ date }) => date);

  it('gives the eight of 2025 as gov.uk has them', () => {
    expect(computedBankHolidays(2025)).toEqual([
      { date: '2025-01-01', title: 'New Year’s Day', isComputed: true },
      { date: '2025-04-18', title: 'Good Friday', isComputed: true },
      { date: '2025-04-21', title: 'Easter Monday', isComputed: true },
      { date: '2025-05-05', title: 'Early May bank holiday', isComputed: true },
      { date: '2025-05-26', title: 'Spring bank holiday', isComputed: true },
      { date: '2025-08-25', title: 'Summer bank holiday', isComputed: true },
      { date: '2025-12-25', title: 'Christmas Day', isComputed: true },
      { date: '2025-12-26', title: 'Boxing Day', isComputed: true },
    ]);
  });

  it('moves New Year’s Day past a weekend', () => {
    expect(datesOf(2028)[0]).toBe('2028-01-03');
    expect(datesOf(2023)[0]).toBe('2023-01-02');
  });

  it.each([
    [2026, 'a Friday', ['2026-12-25', '2026-12-28']],
    [2021, 'a Saturday', ['2021-12-27', '2021-12-28']],
    [2022, 'a Sunday', ['2022-12-26', '2022-12-27']],
    [2023, 'a Monday', ['2023-12-25', '2023-12-26']],
  ])('in %i, with Christmas Day on %s, gives substitute days %j', (year, _, dates) => {
    expect(datesOf(year).slice(-2)).toEqual(dates);
  });

  it('names the substitute of a Sunday Christmas Day after Christmas Day, as gov.uk does', () => {
    expect(
      computedBankHolidays(2022)
        .slice(-2)
        .map(({ title }) => title),
    ).toEqual(['Boxing Day', 'Christmas Day']);
  });

  it('falls on a weekday, eight a year, in order, whatever the year', () => {
    for (let year = 1990; year <= 2090; year++) {
      const dates = datesOf(year);
      expect(new Set(dates).size).toBe(8);
      expect([...dates].sort()).toEqual(dates);
      for (const date of dates) expect([6, 7]).not.toContain(weekdayByCount(date));
    }
  });
});

describe('bank holidays between two dates', () => {
  it('takes gov.uk’s list for the years it covers, both ends of the span included', () => {
    expect(between('2027-12-27', '2027-12-28')).toEqual({
      holidays: [
        { date: '2027-12-27', title: 'Christmas Day', isComputed: false },
        { date: '2027-12-28', title: 'Boxing Day', isComputed: false },
      ],
      warnings: [],
    });
  });

  it('does not add a computed holiday to a published year, so that a moved one is not there twice', () => {
    expect(between('2027-03-01', '2027-05-31').holidays).toEqual([]);
  });

  it('computes what is beyond the list, marks it and warns', () => {
    const { holidays, warnings } = between('2027-12-28', '2028-01-31');
    expect(holidays.map(({ date, isComputed }) => [date, isComputed])).toEqual([
      ['2027-12-28', false],
      ['2028-01-03', true],
    ]);
    expect(warnings).toEqual([
      'GOV.UK’s list of bank holidays ends with 2027. Bank holidays from then to Monday 31 January 2028 are worked out by the usual rules: check them when the list is published, because one-off holidays cannot be foreseen.',
    ]);
  });

  it('does not warn about years before the list', () => {
    expect(between('2026-12-20', '2026-12-31')).toMatchObject({
      holidays: [{ date: '2026-12-25' }, { date: '2026-12-28' }],
      warnings: [],
    });
  });

  it('computes everything and warns without a list', () => {
    const { holidays, warnings } = between('2025-01-01', '2025-12-31', []);
    expect([holidays.length, warnings.length]).toEqual([8, 1]);
  });

  it('is empty for a span that ends before it starts', () => {
    expect(between('2030-01-02', '2030-01-01')).toEqual({ holidays: [], warnings: [] });
  });
});

/** ISO weekday from a count of days, without the module under test. */
function weekdayByCount(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  const y = month < 3 ? year - 1 : year;
  const offset = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
  const sundayFirst = (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + offset + day) % 7;
  return sundayFirst === 0 ? 7 : sundayFirst;
}
