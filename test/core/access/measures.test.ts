import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenPerSessionHour } from '../../../server/core/access/childrenPerSessionHour.ts';
import { cumulativeOpportunities } from '../../../server/core/access/cumulativeOpportunities.ts';
import { daysBetween, daysToHelp } from '../../../server/core/access/daysToHelp.ts';
import { enhancedCatchment } from '../../../server/core/access/enhancedCatchment.ts';
import { linearDecay } from '../../../server/core/access/linearDecay.ts';
import { logisticDecay } from '../../../server/core/access/logisticDecay.ts';
import { stepDecay } from '../../../server/core/access/stepDecay.ts';
import {
  type PlaceSupply,
  type Supply,
  supplyOfHubs,
  supplyOfRota,
} from '../../../server/core/access/supply.ts';
import { visitsWithin } from '../../../server/core/access/visitsWithin.ts';
import { sideBySide } from '../../../server/core/access/withPlaces.ts';
import { type TravelMatrix, travelMatrix } from '../../../server/core/travelMatrix.ts';
import { call, hub, townMatrix, vanDay } from '../../support/tinyTown.ts';

const HOUR = 3600;
const source = { engine: 'by hand', dataVersion: '1', isEstimate: false };
const stop = (placeId: string, days: readonly number[], hours = days.length): PlaceSupply => ({
  placeId,
  kind: 'stop',
  days,
  sessionSeconds: hours * HOUR,
});
const everyDay = Array.from({ length: 28 }, (_, day) => day);
const supplyOf = (...places: PlaceSupply[]): Supply => ({ cycleDays: 28, places });

/** Minutes from each row to each place; null where there is no road. */
const minutesTo = (places: readonly string[], rows: readonly (readonly (number | null)[])[]): TravelMatrix =>
  travelMatrix({
    from: rows.map((_, i) => `point-${i}`),
    to: places,
    seconds: rows.map((row) => row.map((minutes) => (minutes === null ? null : minutes * 60))),
    source,
  });

describe('decay', () => {
  it('falls in a step: all at the cutoff, nothing a second later', () => {
    expect([0, 1200, 1201, Infinity].map(stepDecay(1200))).toEqual([1, 1, 0, 0]);
  });

  it('falls in a straight line to nothing at the cutoff', () => {
    expect([0, 600, 1800, 2400, 9000, Infinity].map(linearDecay(2400))).toEqual([1, 0.75, 0.25, 0, 0, 0]);
  });

  it('falls along a logistic curve as the R package accessibility has it: cutoff 20 and 30, deviation 2 and 10', () => {
    const steep = logisticDecay({ midpointSeconds: 1200, spreadSeconds: 120 });
    expect(steep(0)).toBe(1);
    expect(steep(1200)).toBeCloseTo(0.5, 7);
    const slow = logisticDecay({ midpointSeconds: 1800, spreadSeconds: 600 });
    expect(slow(0)).toBe(1);
    expect(slow(1800)).toBeCloseTo(0.502, 3);
    expect(slow(Infinity)).toBe(0);
  });

  it('never rises with distance, and stays within 0 and 1', () => {
    const seconds = fc.double({ min: 0, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.integer({ min: 1, max: 7200 }),
        fc.integer({ min: 1, max: 7200 }),
        (a, b, mid, spread) => {
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          for (const decay of [
            stepDecay(mid),
            linearDecay(mid),
            logisticDecay({ midpointSeconds: mid, spreadSeconds: spread }),
          ]) {
            expect(decay(near)).toBeGreaterThanOrEqual(decay(far));
            expect(decay(near)).toBeLessThanOrEqual(1);
            expect(decay(far)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

describe('cumulativeOpportunities', () => {
  const toPlaces = townMatrix(['area-ambleton', 'area-cotley', 'area-eel'], ['hub-west', 'site-brook']);
  const supply = supplyOf(stop('hub-west', everyDay, 160), stop('site-brook', [1, 15], 4));

  it('adds up the hours within the cutoff: Ambleton is 5 and 15 minutes away, Cotley 25 and 5', () => {
    expect([...cumulativeOpportunities({ toPlaces, supply, decay: stepDecay(900) })]).toEqual([164, 4, 0]);
    expect([...cumulativeOpportunities({ toPlaces, supply, decay: stepDecay(1500) })]).toEqual([164, 164, 0]);
  });

  it('counts hours less with distance: 160 × 0.875 + 4 × 0.625, and 160 × 0.375 + 4 × 0.875', () => {
    expect([...cumulativeOpportunities({ toPlaces, supply, decay: linearDecay(2400) })]).toEqual([
      142.5, 63.5, 0,
    ]);
  });

  it('states hours for four weeks, whatever the cycle is', () => {
    const week: Supply = { cycleDays: 7, places: [{ ...stop('hub-west', [0, 1], 10) }] };
    const onlyWest = townMatrix(['area-ambleton'], ['hub-west']);
    expect([...cumulativeOpportunities({ toPlaces: onlyWest, supply: week, decay: stepDecay(900) })]).toEqual(
      [40],
    );
  });

  it('is nought without places', () => {
    expect([...cumulativeOpportunities({ toPlaces, supply: supplyOf(), decay: stepDecay(900) })]).toEqual([
      0, 0, 0,
    ]);
  });

  it('refuses a place the matrix does not hold', () => {
    const missing = supplyOf(stop('site-unknown', [0]));
    expect(() => cumulativeOpportunities({ toPlaces, supply: missing, decay: stepDecay(900) })).toThrow(
      'site-unknown',
    );
  });
});

describe('enhancedCatchment', () => {
  const zones = [
    { toSeconds: 600, weight: 1 },
    { toSeconds: 1200, weight: 0.68 },
    { toSeconds: 1800, weight: 0.22 },
  ];
  /** Hall A is 5, 15 and 25 minutes away; hall B 31, 10 and 5. */
  const toPlaces = minutesTo(
    ['a', 'b'],
    [
      [5, 31],
      [15, 10],
      [25, 5],
    ],
  );
  const children = [100, 50, 200];

  it('is exact by hand: A has 40 hours for 100 + 34 + 44 children, B has 10 hours for 50 + 200', () => {
    const access = enhancedCatchment({
      toPlaces,
      supply: supplyOf(stop('a', everyDay, 40), stop('b', [3], 10)),
      children,
      zones,
    });
    expect(access[0]).toBeCloseTo(40 / 178, 12);
    expect(access[1]).toBeCloseTo((40 / 178) * 0.68 + 10 / 250, 12);
    expect(access[2]).toBeCloseTo((40 / 178) * 0.22 + 10 / 250, 12);
    expect(childrenPerSessionHour(access)[0]).toBeCloseTo(4.45, 12);
  });

  it('counts a zone’s end into the zone', () => {
    const atEnds = minutesTo(['a'], [[10], [20], [30], [30.1]]);
    const access = enhancedCatchment({
      toPlaces: atEnds,
      supply: supplyOf(stop('a', [0], 19)),
      children: [10, 10, 10, 10],
      zones,
    });
    expect([...access].map((value) => Number(value.toFixed(6)))).toEqual([1, 0.68, 0.22, 0]);
  });

  it('gives out exactly the hours there are, wherever children live in reach', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ minutes: fc.integer({ min: 0, max: 30 }), children: fc.integer({ min: 1, max: 500 }) }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.integer({ min: 1, max: 400 }),
        (points, hours) => {
          const access = enhancedCatchment({
            toPlaces: minutesTo(
              ['a'],
              points.map(({ minutes }) => [minutes]),
            ),
            supply: supplyOf(stop('a', [0], hours)),
            children: points.map((point) => point.children),
            zones,
          });
          const given = points.reduce((sum, point, i) => sum + point.children * access[i], 0);
          expect(given).toBeCloseTo(hours, 8);
        },
      ),
    );
  });

  it('gives hours that no child can reach to nobody', () => {
    const access = enhancedCatchment({
      toPlaces: minutesTo(['a'], [[5], [null]]),
      supply: supplyOf(stop('a', [0], 10)),
      children: [0, 80],
      zones,
    });
    expect([...access]).toEqual([0, 0]);
    expect([...childrenPerSessionHour(access)]).toEqual([Infinity, Infinity]);
  });

  it('refuses counts of children that do not fit the rows', () => {
    expect(() => enhancedCatchment({ toPlaces, supply: supplyOf(), children: [1], zones })).toThrow('3 rows');
  });
});

describe('visitsWithin', () => {
  const toPlaces = minutesTo(
    ['a', 'b'],
    [
      [15, 15.1],
      [3, 7],
      [null, null],
    ],
  );

  it('adds up visits of four weeks at places up to the cutoff, which counts', () => {
    const supply: Supply = { cycleDays: 14, places: [stop('a', [2]), stop('b', [0, 2, 9])] };
    expect([...visitsWithin({ toPlaces, supply, cutoffSeconds: 900 })]).toEqual([2, 8, 0]);
  });

  it('doubles when every visit is doubled', () => {
    fc.assert(
      fc.property(rotas(), ({ toPlaces: matrix, supply }) => {
        const twice = {
          ...supply,
          places: supply.places.map((place) => ({ ...place, days: [...place.days, ...place.days] })),
        };
        const once = visitsWithin({ toPlaces: matrix, supply, cutoffSeconds: 900 });
        const doubled = visitsWithin({ toPlaces: matrix, supply: twice, cutoffSeconds: 900 });
        expect([...doubled]).toEqual([...once].map((visits) => visits * 2));
      }),
    );
  });
});

describe('daysToHelp', () => {
  it('is exact by hand: one visit in four weeks is 13.5 days away on average and 27 at worst', () => {
    expect(daysBetween([10], 28)).toEqual({ expected: 13.5, longest: 27 });
  });

  it('counts across the end of the cycle: visits on days 1 and 26 are 25 days apart and 3', () => {
    expect(daysBetween([1, 26], 28)).toEqual({ expected: (3 + 300) / 28, longest: 24 });
  });

  it('has no wait on weekdays at a hub, and two days from Saturday', () => {
    expect(daysBetween([0, 1, 2, 3, 4], 7)).toEqual({ expected: 3 / 7, longest: 2 });
  });

  it('has no wait where there is help every day, and waits for ever where there is none', () => {
    expect(daysBetween(everyDay, 28)).toEqual({ expected: 0, longest: 0 });
    expect(daysBetween([], 28)).toEqual({ expected: Infinity, longest: Infinity });
  });

  it('takes help of any kind together, each day once', () => {
    const toPlaces = minutesTo(
      ['a', 'b'],
      [
        [5, 5],
        [5, 16],
        [null, null],
      ],
    );
    const supply = supplyOf(stop('a', [0, 0]), stop('b', [0, 14]));
    expect(daysToHelp({ toPlaces, supply, cutoffSeconds: 900 })).toEqual([
      { expected: 6.5, longest: 13 },
      { expected: 13.5, longest: 27 },
      { expected: Infinity, longest: Infinity },
    ]);
  });

  it('agrees with walking through the days one by one', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { minLength: 1 });
    fc.assert(
      fc.property(days, (unsorted) => {
        const sorted = unsorted.sort((a, b) => a - b);
        const waits = everyDay.map((day) => {
          let wait = 0;
          while (!sorted.includes((day + wait) % 28)) wait++;
          return wait;
        });
        const { expected, longest } = daysBetween(sorted, 28);
        expect(expected).toBeCloseTo(waits.reduce((sum, wait) => sum + wait, 0) / 28, 10);
        expect(longest).toBe(Math.max(...waits));
      }),
    );
  });
});

/** Up to five points and four stops with random drives, visits and hours in a cycle of four weeks. */
function rotas() {
  return fc
    .record({ points: fc.integer({ min: 1, max: 5 }), places: fc.integer({ min: 1, max: 4 }) })
    .chain(({ points, places }) =>
      fc.record({
        rows: fc.array(
          fc.array(fc.option(fc.integer({ min: 0, max: 40 })), { minLength: places, maxLength: places }),
          {
            minLength: points,
            maxLength: points,
          },
        ),
        children: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: points, maxLength: points }),
        visits: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 8 }), {
          minLength: places,
          maxLength: places,
        }),
      }),
    )
    .map(({ rows, children, visits }) => {
      const ids = visits.map((_, j) => `stop-${j}`);
      const supply = supplyOf(
        ...visits.map((days, j) =>
          stop(
            ids[j],
            days.sort((a, b) => a - b),
          ),
        ),
      );
      return { toPlaces: minutesTo(ids, rows), supply, children };
    });
}

const ZONES = [
  { toSeconds: 600, weight: 1 },
  { toSeconds: 1800, weight: 0.5 },
];

/** Every measure, turned so that more is better. */
const goods = ({
  toPlaces,
  supply,
  children,
}: {
  toPlaces: TravelMatrix;
  supply: Supply;
  children: number[];
}) => {
  const near = { toPlaces, supply, cutoffSeconds: 900 };
  return [
    visitsWithin(near),
    daysToHelp(near).map(({ expected }) => -expected),
    daysToHelp(near).map(({ longest }) => -longest),
    cumulativeOpportunities({ toPlaces, supply, decay: stepDecay(1200) }),
    cumulativeOpportunities({ toPlaces, supply, decay: linearDecay(2400) }),
    cumulativeOpportunities({
      toPlaces,
      supply,
      decay: logisticDecay({ midpointSeconds: 1200, spreadSeconds: 300 }),
    }),
    enhancedCatchment({ toPlaces, supply, children, zones: ZONES }),
  ].map((values) => [...values]);
};

describe('every measure of access', () => {
  it('makes nobody worse off by a stop more', () => {
    fc.assert(
      fc.property(rotas(), ({ toPlaces, supply, children }) => {
        const before = { ...supply, places: supply.places.slice(1) };
        const [after, less] = [
          goods({ toPlaces, supply, children }),
          goods({ toPlaces, supply: before, children }),
        ];
        after.forEach((values, m) => {
          values.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual(less[m][i] - 1e-12);
          });
        });
      }),
    );
  });

  it('measures a van that is there whenever a hub is open as that hub', () => {
    const asHub = supplyOfHubs({
      hubs: [hub({ id: 'stop-0', opening: 'Mon-Fri 09:00-17:00' })],
      cycleWeeks: 2,
      usual: { daysPerWeek: 5, hoursPerDay: 7.5 },
    });
    const asVan = supplyOfRota({
      cycleWeeks: 2,
      vanDays: [0, 1].flatMap((week) =>
        ([1, 2, 3, 4, 5] as const).map((weekday) =>
          vanDay({ week, weekday }, [call('stop-0', { from: '09:00', to: '17:00' })]),
        ),
      ),
    });
    fc.assert(
      fc.property(rotas(), ({ toPlaces, children }) => {
        expect(goods({ toPlaces, children, supply: asVan })).toEqual(
          goods({ toPlaces, children, supply: asHub }),
        );
      }),
    );
  });
});

describe('sideBySide', () => {
  it('puts the columns of two matrices of the same rows together', () => {
    const joined = sideBySide(
      minutesTo(['a'], [[1], [2]]),
      minutesTo(
        ['b', 'c'],
        [
          [3, null],
          [5, 6],
        ],
      ),
    );
    expect(joined.to).toEqual(['a', 'b', 'c']);
    expect([...joined.seconds]).toEqual([60, 180, Infinity, 120, 300, 360]);
  });

  it('refuses matrices of other rows', () => {
    expect(() => sideBySide(minutesTo(['a'], [[1]]), minutesTo(['b'], [[1], [2]]))).toThrow(
      'not of the same rows',
    );
  });
});
