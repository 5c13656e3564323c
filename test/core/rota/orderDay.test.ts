import { describe, expect, it } from 'vitest';
import { emptyDay, insertCall } from '../../../server/core/rota/dayState.ts';
import { orderDay } from '../../../server/core/rota/orderDay.ts';
import { rotaProblem } from '../../../server/core/rota/rotaProblem.ts';
import { settle } from '../../../server/core/rota/settle.ts';
import { rules, stop, tinyTown, van } from '../../support/tinyTown.ts';

const stops = ['site-ashby', 'site-brook', 'site-carn', 'site-dean'].map((siteId) =>
  stop({ siteId, sessionSeconds: 3600, visitsPerCycle: 2 }),
);

/** A Monday of Van 1 with calls in a given order: [stop, weeks as a bit mask]. */
function dayOf(calls: readonly (readonly [number, number])[]) {
  const problem = rotaProblem(
    {
      stops,
      sites: tinyTown.sites,
      vans: [van()],
      matrix: tinyTown.matrix,
      rules: rules({ cycleWeeks: 2 }),
      seed: 1,
      iterations: 0,
    },
    { stops, sites: tinyTown.sites.slice(0, 4) },
  );
  const state = emptyDay(problem, 0);
  calls.forEach(([s, weeks], place) => {
    insertCall(state, { stop: s, weeks, place });
  });
  expect(settle(problem, state)).toBe(true);
  return { problem, state, trial: emptyDay(problem, 0) };
}

describe('orderDay', () => {
  it('finds the order with the least driving', () => {
    // Brook, Ashby, Dean: 20 + 10 + 30 + 40 minutes; in order along the road 40 out and 40 back.
    const { problem, state, trial } = dayOf([
      [1, 0b01],
      [0, 0b01],
      [3, 0b01],
    ]);
    expect(state.cost).toBeCloseTo(100 * 60, 0);
    expect(orderDay(problem, state, trial)).toBe(true);
    expect(state.cost).toBeCloseTo(80 * 60, 0);
  });

  it('weighs all weeks together', () => {
    // Week 0: Brook, Ashby, Dean; week 1: Ashby and Carn.
    const { problem, state, trial } = dayOf([
      [1, 0b01],
      [0, 0b11],
      [3, 0b01],
      [2, 0b10],
    ]);
    expect(state.cost).toBeCloseTo((100 + 60) * 60, 0);
    expect(orderDay(problem, state, trial)).toBe(true);
    expect(state.cost).toBeCloseTo((80 + 60) * 60, 0);
  });

  it('leaves the best order alone', () => {
    const { problem, state, trial } = dayOf([
      [0, 0b11],
      [3, 0b10],
    ]);
    expect(orderDay(problem, state, trial)).toBe(false);
    expect([...state.stop.subarray(0, state.count)]).toEqual([0, 3]);
  });

  it('has nothing to do on an empty day', () => {
    const { problem, state, trial } = dayOf([]);
    expect(orderDay(problem, state, trial)).toBe(false);
  });
});
