import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, serviceDate, weekdayOf } from '../../server/shared/time.ts';

describe('dates', () => {
  it('are reckoned by days over leap days and changes of the clocks', () => {
    expect(addDays(serviceDate('2028-02-28'), 2)).toBe('2028-03-01');
    expect(addDays(serviceDate('2027-03-28'), 1)).toBe('2027-03-29');
    expect(addDays(serviceDate('2027-01-01'), -1)).toBe('2026-12-31');
    expect(daysBetween({ from: serviceDate('2027-10-31'), to: serviceDate('2027-10-30') })).toBe(-1);
    expect([weekdayOf(serviceDate('2026-11-23')), weekdayOf(serviceDate('1969-12-28'))]).toEqual([1, 7]);
  });

  it('are those of Temporal, in any century', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -700_000, max: 2_000_000 }),
        fc.integer({ min: -4000, max: 4000 }),
        (day, days) => {
          const plain = Temporal.PlainDate.from('1970-01-01').add({ days: day });
          const date = serviceDate(plain.toString());
          const later = plain.add({ days });
          expect(addDays(date, days)).toBe(later.toString());
          expect(weekdayOf(date)).toBe(plain.dayOfWeek);
          expect(daysBetween({ from: date, to: addDays(date, days) })).toBe(days);
        },
      ),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});
