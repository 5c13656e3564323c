import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoutingProblem, RoutingSolution } from '../../../server/core/routing/routingProblem.ts';
import { RoutingSearch } from '../../../server/core/routing/routingSearch.ts';
import { solutionOf, solveRouting } from '../../../server/core/routing/solveRouting.ts';
import { checkRouting } from '../../bench/checkRouting.ts';
import { readCordeau, readRouting, readSolomon } from '../../bench/routingInstance.ts';
import { leastDistance } from './bruteForce.ts';
import { drawnInstance } from './drawnInstance.ts';

const noClock = { maxSeconds: Number.POSITIVE_INFINITY, clock: () => 0 };

const solved = (problem: RoutingProblem, fields: { seed?: number; iterations: number }) =>
  solveRouting(problem, { seed: fields.seed ?? 1, limits: { maxIterations: fields.iterations, ...noClock } });

/** What large problems are solved by, on a small one. */
function annealed(problem: RoutingProblem, rounds: number): RoutingSolution | null {
  const search = new RoutingSearch(problem, 1);
  search.construct(3);
  search.annealRoutes({ hot: 1, cold: 0.03, most: 14, progress: (made) => made / rounds });
  return solutionOf(search);
}

const driven = (problem: RoutingProblem, fields: { seed?: number; iterations: number }) =>
  (solved(problem, fields).solution?.days ?? []).flatMap((routes, day) =>
    routes.map((stops, vehicle) => ({ day, vehicle, stops: [...stops] })),
  );

/** Four corners of a square of 10 by 10 round the depot in one of them, and what a day's line says. */
const square = (limits: string, customers: readonly string[]) =>
  readCordeau([`1 1 ${customers.length} 2`, limits, limits, '0 0 0 0 0 0 0', ...customers].join('\n'), false);

describe('routes of a few days', () => {
  it('drive a square round once when one day may hold it all', () => {
    const problem = square('0 0', ['1 0 10 0 1 1 2 1 2', '2 10 10 0 1 1 2 1 2', '3 10 0 0 1 1 2 1 2']);
    const { solution } = solved(problem, { iterations: 100 });
    expect(solution?.distance).toBeCloseTo(40, 9);
    expect(solution?.days.map((routes) => routes.length).sort()).toEqual([0, 1]);
  });

  it('serve a customer on all days of one of its patterns', () => {
    const problem = square('0 0', ['1 0 10 0 1 2 1 3', '2 10 0 0 1 1 1 1']);
    const routes = driven(problem, { iterations: 100 });
    // The pattern 1 of two days is the last day.
    expect(routes.filter(({ stops }) => stops.includes(1)).map(({ day }) => day)).toEqual([0, 1]);
    expect(routes.filter(({ stops }) => stops.includes(2)).map(({ day }) => day)).toEqual([1]);
  });

  it('take a load of exactly the capacity, and spread one more over the days', () => {
    const customers = ['1 0 10 0 5 1 2 1 2', '2 1 10 0 5 1 2 1 2'];
    expect(driven(square('0 10', customers), { iterations: 100 })).toHaveLength(1);
    expect(driven(square('0 9', customers), { iterations: 100 })).toHaveLength(2);
  });

  it('find nothing when a demand is above the capacity', () => {
    expect(solved(square('0 4', ['1 0 10 0 5 1 2 1 2']), { iterations: 100 }).solution).toBeNull();
  });

  it('take exactly the longest route, and find nothing when it is shorter', () => {
    const customers = ['1 0 10 3 0 1 1 1'];
    expect(solved(square('23 0', customers), { iterations: 100 }).solution?.distance).toBe(20);
    expect(solved(square('22.9 0', customers), { iterations: 100 }).solution).toBeNull();
  });

  it('are none where there is no customer', () => {
    expect(solved(readCordeau('1 2 0 1\n0 0\n0 5 5 0 0 0 0', false), { iterations: 50 }).solution).toEqual({
      distance: 0,
      days: [[]],
    });
  });

  it('leave a customer out that wants no visit', () => {
    expect(driven(square('0 0', ['1 0 10 0 1 0 0', '2 10 0 0 1 1 1 1']), { iterations: 100 })).toEqual([
      { day: 1, vehicle: 0, stops: [2] },
    ]);
  });

  it('keep windows, waiting where it must be', () => {
    const lines = [
      'W',
      '',
      'VEHICLE',
      'NUMBER CAPACITY',
      '1 10',
      '',
      'CUSTOMER',
      'CUST NO. XCOORD. YCOORD.',
      '',
    ];
    const problem = readSolomon(
      [...lines, '0 0 0 0 0 100 0', '1 0 10 1 40 50 0', '2 0 20 1 0 20 5'].join('\n'),
    );
    expect(driven(problem, { iterations: 100 })).toEqual([{ day: 0, vehicle: 0, stops: [2, 1] }]);
  });
});

describe('the search', () => {
  it('finds the least distance of tiny problems, and none where there is none', () => {
    fc.assert(
      fc.property(drawnInstance({ minLength: 1, maxLength: 5 }), ({ format, text }) => {
        const problem = readRouting(format, text);
        const least = leastDistance(problem);
        const { solution } = solved(problem, { iterations: 100 });
        expect(solution?.distance ?? Number.POSITIVE_INFINITY).toBeCloseTo(least, 6);
        expect(annealed(problem, 1500)?.distance ?? Number.POSITIVE_INFINITY).toBeCloseTo(least, 6);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('finds only routes that keep every rule', () => {
    fc.assert(
      fc.property(drawnInstance({ minLength: 8, maxLength: 25 }), fc.nat(1000), ({ format, text }, seed) => {
        const problem = readRouting(format, text);
        const { solution } = solved(problem, { seed, iterations: 20 });
        for (const found of [solution, annealed(problem, 400)]) {
          if (!found) continue;
          const routes = found.days.flatMap((list, day) =>
            list.map((stops, vehicle) => ({ day, vehicle, stops: [...stops] })),
          );
          const { cost, faults } = checkRouting(format, text, routes);
          expect(faults).toEqual([]);
          expect(cost).toBeCloseTo(found.distance, 6);
        }
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it('makes the same routes of the same seed and iterations, whatever the clock says', () => {
    fc.assert(
      fc.property(drawnInstance({ minLength: 10, maxLength: 20 }), fc.nat(1000), ({ format, text }, seed) => {
        let now = 0;
        const hurried = solveRouting(readRouting(format, text), {
          seed,
          limits: { maxIterations: 100, maxSeconds: 1e9, clock: () => (now += 37) },
        });
        expect(hurried).toEqual(solved(readRouting(format, text), { seed, iterations: 100 }));
      }),
      { numRuns: 5, seed: 13 },
    );
  });

  it('ends when the time is over and returns what it has', () => {
    let now = 0;
    const [{ text }] = fc.sample(drawnInstance({ minLength: 20, maxLength: 20 }), { numRuns: 1, seed: 3 });
    const { iterations } = solveRouting(readCordeau(text, text.startsWith('5')), {
      seed: 1,
      limits: { maxIterations: Number.POSITIVE_INFINITY, maxSeconds: 1, clock: () => (now += 10) },
    });
    expect(iterations).toBeGreaterThan(0);
    expect(now).toBeLessThan(2000);
  });
});
