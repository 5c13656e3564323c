import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bestCover } from '../../../server/core/stops/bestCover.ts';
import { bestAddition } from '../../../server/core/stops/coverMoves.ts';
import {
  type CoverProblem,
  residualProblem,
  worthwhileSites,
} from '../../../server/core/stops/coverProblem.ts';
import { gainLists } from '../../../server/core/stops/gainLists.ts';
import { interchange } from '../../../server/core/stops/interchange.ts';
import type { SolveMip } from '../../../server/core/stops/mip.ts';
import { loadHighs } from '../../../server/planning/highs.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const problemOf = (rows: readonly (readonly number[])[]): CoverProblem => ({
  areas: rows.length,
  sites: rows[0].length,
  gain: Float64Array.from(rows.flat()),
});

describe('sites worth considering', () => {
  it('leaves out sites that gain nothing, dominated ones, and all but the first of equal ones', () => {
    const problem = problemOf([
      [0, 5, 3, 5, 0],
      [0, 2, 2, 2, 0],
      [0, 0, 0, 0, 4],
    ]);
    expect(worthwhileSites(problem, [0, 1, 2, 3, 4])).toEqual([1, 4]);
    expect(worthwhileSites(problem, [2, 3])).toEqual([3]);
    expect(worthwhileSites(problem, [])).toEqual([]);
  });
});

describe('what is left once a site is open', () => {
  it('is the gain above what the open site gives', () => {
    const problem = problemOf([
      [4, 6],
      [4, 1],
    ]);
    expect([...residualProblem(problem, [0]).gain]).toEqual([0, 2, 0, 0]);
  });
});

describe('greedy and swaps', () => {
  /** Site 2 is the best single one, but sites 0 and 1 together beat every pair with it. */
  const trap = problemOf([
    [6, 0, 5],
    [6, 0, 0],
    [0, 6, 5],
    [0, 5, 0],
  ]);

  it('adds the best next site', () => {
    expect(bestAddition(trap, [], [0, 1, 2])).toEqual({ site: 0, gain: 12 });
    expect(bestAddition(trap, [0], [0, 1, 2])).toEqual({ site: 1, gain: 11 });
    expect(bestAddition(trap, [0, 1], [0, 1, 2])).toBeNull();
  });

  it('swaps its way out of a greedy first step', () => {
    const problem = problemOf([
      [4, 0, 3],
      [4, 0, 3],
      [0, 4, 3],
      [0, 4, 3],
    ]);
    const lists = gainLists(problem, [0, 1, 2]);
    const all = Uint8Array.of(1, 1, 1);
    const from = (start: number[]) => interchange(lists, { start, maxSites: 2, mayOpen: all, mayClose: all });
    expect(from([])).toEqual({ open: [0, 1], objective: 16 });
    expect(from([0, 2])).toEqual({ open: [0, 1], objective: 16 });
  });
});

describe('bestCover', () => {
  it('finds the best where adding and swapping single sites get stuck below it', () => {
    const problem = problemOf([
      [0, 2, 3, 0, 1, 0],
      [0, 1, 0, 4, 4, 1],
      [0, 2, 3, 0, 0, 0],
      [2, 0, 0, 0, 0, 0],
      [0, 3, 0, 0, 3, 2],
      [2, 2, 3, 0, 0, 4],
    ]);
    const best = bestCover(problem, {
      candidates: [0, 1, 2, 3, 4, 5],
      maxSites: 3,
      leastWorth: 0.001,
      solveMip,
    });
    expect(best).toEqual({ open: [0, 2, 4], objective: 18, bound: 18, isProven: true });
  });

  it('takes one site where two are allowed and one gives as much', () => {
    const problem = problemOf([
      [3, 0, 3],
      [0, 3, 3],
    ]);
    const best = bestCover(problem, { candidates: [0, 1, 2], maxSites: 2, leastWorth: 0.001, solveMip });
    expect(best).toMatchObject({ open: [2], objective: 6, bound: 6 });
  });
});

const SPOPT = new URL(
  '../../../../shared/bench/spopt/SF_network_distance_candidateStore_16_censusTract_205_new.csv',
  import.meta.url,
);

/** Reference data beside the repository; where it is missing these tests are skipped. */
describe.skipIf(!existsSync(SPOPT))('San Francisco, 205 tracts and 16 stores, from PySAL spopt', () => {
  it('reproduces the published optimum of maximal covering: 875,247 people, 4 stores, 5,000 m', () => {
    const rows = readFileSync(SPOPT, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
    const stores = [...new Set(rows.map(([, store]) => store))];
    const tracts = [...new Set(rows.map(([, , tract]) => tract))];
    const gain = new Float64Array(stores.length * tracts.length);
    for (const [distance, store, tract, people] of rows) {
      gain[tracts.indexOf(tract) * stores.length + stores.indexOf(store)] =
        Number(distance) <= 5000 ? Number(people) : 0;
    }
    const problem = { sites: stores.length, areas: tracts.length, gain };
    const candidates = worthwhileSites(
      problem,
      stores.map((_, j) => j),
    );
    const best = bestCover(problem, { candidates, maxSites: 4, leastWorth: 0.001, solveMip });
    expect([stores.length, tracts.length]).toEqual([16, 205]);
    expect(best).toMatchObject({ objective: 875_247, isProven: true });
  });
});
