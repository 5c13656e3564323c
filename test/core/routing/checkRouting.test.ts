import { describe, expect, it } from 'vitest';
import { checkRouting } from '../../bench/checkRouting.ts';

/** Two days, one vehicle, routes of at most 40; 1 on one day of its own choice, 2 on both. */
const PERIODIC = ['1 1 2 2', '40 10', '40 10', '0 0 0 0 0 0 0', '1 3 4 2 5 1 2 1 2', '2 6 8 0 6 2 1 3'].join(
  '\n',
);
const TIMED = [
  ...['5 1 2 1', '0 0', '0 0 0 0 0 0 0 0 100'],
  ...['1 3 4 2 5 1 1 1 20 30', '2 6 8 0 6 1 1 1 0 40'],
].join('\n');

const on = (day: number, ...stops: number[]) => ({ day, vehicle: 0, stops });

describe('the independent check', () => {
  it('adds the straight lines of every route up', () => {
    expect(checkRouting('pvrp', PERIODIC, [on(0, 2), { day: 1, vehicle: 0, stops: [2] }])).toEqual({
      cost: 40,
      faults: ['customer 1: visited on days none, which is not allowed'],
    });
  });

  it.each([
    [[on(0, 1, 2), on(1, 2)], ['day 0, vehicle 0: carries 11, more than 10']],
    [[on(0, 1), on(1, 2)], ['customer 2: visited on days 1, which is not allowed']],
    [
      [on(0, 2, 2), on(1, 1)],
      expect.arrayContaining(['customer 2: visited on days 0,0, which is not allowed']),
    ],
    [[on(0, 2), on(1, 2), on(1, 1)], ['day 1, vehicle 0: drives twice']],
    [
      [on(0, 2), on(1, 2), { day: 1, vehicle: 1, stops: [1] }],
      ['day 1, vehicle 1: there is no such vehicle'],
    ],
    [[on(0, 3)], expect.arrayContaining(['day 0, vehicle 0: there is no customer 3 or no such day'])],
  ])('finds what is wrong with %j', (routes, faults) => {
    expect(checkRouting('pvrp', PERIODIC, routes).faults).toEqual(faults);
  });

  it('counts a route from the latest moment it can leave', () => {
    const limited = (longest: number) => TIMED.replace('0 0\n0 0 0', `${longest} 0\n0 0 0`);
    // Leaves at 15, is at 1 from 20 to 22, at 2 at 27, and back at 37.
    expect(checkRouting('pvrptw', limited(22), [on(0, 1, 2)])).toEqual({ cost: 20, faults: [] });
    expect(checkRouting('pvrptw', limited(21.9), [on(0, 1, 2)]).faults).toEqual([
      'day 0, vehicle 0: takes 22, more than 21.9',
    ]);
  });

  it('finds who comes too late', () => {
    const late = TIMED.replace('0 40', '0 26');
    expect(checkRouting('pvrptw', late, [on(0, 1, 2)]).faults).toEqual([
      'day 0, vehicle 0: is at call 2 at 27, after 26',
    ]);
  });
});
