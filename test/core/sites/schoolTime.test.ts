import { describe, expect, it } from 'vitest';
import { schoolTime } from '../../../server/core/sites/schoolTime.ts';
import { serviceDate } from '../../../server/shared/time.ts';

const entry = (title: string, from: string, to = from) => ({
  title,
  from: serviceDate(from),
  to: serviceDate(to),
});
const timesOn = (dates: readonly string[], entries: Parameters<typeof schoolTime>[1]) =>
  dates.map((date) => schoolTime(serviceDate(date), entries));

describe('school time', () => {
  it('is within the terms, half-term left out, and unknown beyond them', () => {
    const entries = [
      entry('Autumn term', '2026-09-03', '2026-12-18'),
      entry('Autumn half term', '2026-10-26', '2026-10-30'),
      entry('Spring term', '2027-01-04', '2027-03-25'),
      entry('INSET day', '2027-01-04'),
    ];
    expect(
      timesOn(
        ['2026-09-02', '2026-09-03', '2026-10-30', '2026-12-18', '2026-12-19', '2027-01-04', '2027-03-26'],
        entries,
      ),
    ).toEqual(['unknown', 'term', 'off', 'term', 'off', 'off', 'unknown']);
  });

  it('is between the holidays where a calendar gives those alone', () => {
    const entries = [
      entry('Christmas holidays', '2026-12-19', '2027-01-03'),
      entry('Easter break', '2027-03-26', '2027-04-11'),
      entry('Summer term starts', '2027-04-12'),
    ];
    expect(timesOn(['2026-12-01', '2026-12-25', '2027-02-01', '2027-04-11', '2027-04-12'], entries)).toEqual([
      'unknown',
      'off',
      'term',
      'off',
      'unknown',
    ]);
  });

  it('is unknown without a calendar', () => {
    expect(timesOn(['2027-02-01'], [])).toEqual(['unknown']);
  });
});
