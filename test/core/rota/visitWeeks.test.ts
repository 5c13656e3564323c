import { describe, expect, it } from 'vitest';
import { countWeeks, visitWeekSets, weeksOf } from '../../../server/core/rota/visitWeeks.ts';

const sets = (visits: number, cycleWeeks: number, minDaysBetweenVisits = 7) =>
  visitWeekSets({ visits, cycleWeeks, minDaysBetweenVisits }).map(weeksOf);

describe('visitWeekSets', () => {
  it('spaces visits equally where the cycle divides', () => {
    expect(sets(1, 4)).toEqual([[0], [1], [2], [3]]);
    expect(sets(2, 4)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(sets(4, 4)).toEqual([[0, 1, 2, 3]]);
    expect(sets(1, 1)).toEqual([[0]]);
  });

  it('lets gaps differ by one week where it does not', () => {
    expect(sets(3, 4)).toEqual([
      [0, 1, 2],
      [0, 1, 3],
      [0, 2, 3],
      [1, 2, 3],
    ]);
    expect(sets(2, 5)).toHaveLength(5);
    expect(sets(2, 5)).toContainEqual([0, 2]);
    expect(sets(2, 5)).not.toContainEqual([0, 1]);
  });

  it('allows gaps of exactly the fewest days and refuses shorter ones, over the end of the cycle too', () => {
    expect(sets(2, 4, 14)).toHaveLength(2);
    expect(sets(2, 4, 15)).toEqual([]);
    expect(sets(3, 4, 8)).toEqual([]);
    expect(sets(1, 2, 14)).toEqual([[0], [1]]);
    expect(sets(1, 2, 15)).toEqual([]);
  });

  it('has no set for no visits or more visits than weeks', () => {
    expect(sets(0, 4)).toEqual([]);
    expect(sets(5, 4)).toEqual([]);
  });

  it('keeps the gaps of every set within one week of each other', () => {
    for (let cycleWeeks = 1; cycleWeeks <= 12; cycleWeeks++) {
      for (let visits = 1; visits <= cycleWeeks; visits++) {
        for (const weeks of sets(visits, cycleWeeks)) {
          const gaps = weeks.map((week, k) => (weeks[k + 1] ?? weeks[0] + cycleWeeks) - week);
          expect(weeks).toHaveLength(visits);
          expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('counts the weeks of a mask', () => {
    expect([0, 0b1, 0b1010, 0b1111].map(countWeeks)).toEqual([0, 1, 2, 4]);
  });
});
