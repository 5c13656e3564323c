import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../server/core/random.ts';
import { type CoverProblem, coverObjective } from '../../../server/core/stops/coverProblem.ts';
import { coverTree } from '../../../server/core/stops/coverTree.ts';
import {
  CLOSED,
  FREE,
  type GainLists,
  gainLists,
  OPEN,
  residualLists,
} from '../../../server/core/stops/gainLists.ts';
import { nodeHeap } from '../../../server/core/stops/nodeHeap.ts';
import { siteBranching } from '../../../server/core/stops/siteBranching.ts';

const problemOf = (rows: readonly (readonly number[])[]): CoverProblem => ({
  areas: rows.length,
  sites: rows[0].length,
  gain: Float64Array.from(rows.flat()),
});

const rowsOf = ({ areas, starts, site, gain }: GainLists) =>
  Array.from({ length: areas }, (_, r) =>
    Array.from({ length: starts[r + 1] - starts[r] }, (_, k) => [site[starts[r] + k], gain[starts[r] + k]]),
  );

const forever = { isOver: () => false, secondsLeft: () => Number.POSITIVE_INFINITY };

/** A root of which nothing is known but a set of no sites. */
const blankRoot = (lists: GainLists) => ({
  lists,
  decided: new Uint8Array(lists.candidates.length),
  best: { sites: [], objective: 0 },
  bound: Number.POSITIVE_INFINITY,
  isProven: false,
  prices: new Float64Array(lists.areas),
  mean: new Float64Array(lists.candidates.length).fill(0.5),
});

describe('what is left to decide', () => {
  it('is the gain of undecided sites above the best open one, in rows that have any', () => {
    const lists = gainLists(
      problemOf([
        [9, 4, 6, 2],
        [1, 5, 5, 0],
        [0, 0, 3, 7],
      ]),
      [0, 1, 2, 3],
    );
    const residual = residualLists(lists, Uint8Array.of(FREE, OPEN, FREE, CLOSED));
    expect(rowsOf(residual.lists)).toEqual([
      [
        [0, 5],
        [1, 2],
      ],
      [[1, 3]],
    ]);
    expect(residual).toMatchObject({ positions: [0, 2], base: 9, openCount: 1 });
    expect([...residual.rows]).toEqual([0, 2]);
    expect([...residual.given]).toEqual([4, 0]);
  });
});

describe('nodes', () => {
  it('come with the greatest bound first', () => {
    const heap = nodeHeap();
    const node = { decided: new Uint8Array(), prices: new Float64Array(), mean: new Float64Array() };
    for (const bound of [3, 9, 1, 7, 7, 2]) heap.push({ ...node, bound });
    expect(Array.from({ length: 6 }, () => heap.pop().bound)).toEqual([9, 7, 7, 3, 2, 1]);
    expect(heap.top()).toBeUndefined();
  });

  it('are branched on at the site that lowered bounds most both ways, clear and decided ones left out', () => {
    const known = siteBranching(5);
    const learn = (site: number, opened: number, closed: number) => {
      known.learn(site, { isOpened: true, mean: 0.5, lost: opened });
      known.learn(site, { isOpened: false, mean: 0.5, lost: closed });
    };
    learn(0, 1, 1);
    learn(1, 4, 4);
    learn(2, 9, 0);
    learn(3, 8, 8);
    learn(4, 7, 7);
    const node = {
      decided: Uint8Array.of(FREE, FREE, FREE, OPEN, FREE),
      mean: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.99),
    };
    expect(known.promising([0, 1, 2, 3, 4], node)).toEqual([1, 0, 2]);
    expect(known.isReliable(1)).toBe(false);
  });
});

describe('the tree', () => {
  it.each(Array.from({ length: 60 }, (_, k) => k + 1))('finds the best set from nothing, seed %i', (seed) => {
    const random = seededRandom(seed);
    const sites = 8;
    const isDecaying = seed % 2 === 0;
    const problem = problemOf(
      Array.from({ length: 14 }, () => {
        const people = 1 + Math.floor(random() * 20);
        return Array.from({ length: sites }, () =>
          random() < 0.3 ? people * (isDecaying ? 1 + Math.floor(random() * 4) : 1) : 0,
        );
      }),
    );
    const maxSites = 2 + (seed % 3);
    const siteCost = seed % 5 === 0 ? 4 : 0;
    const all = Array.from({ length: 2 ** sites }, (_, set) =>
      Array.from({ length: sites }, (_, j) => j).filter((j) => (set >> j) & 1),
    ).filter((set) => set.length <= maxSites);
    const net = (set: readonly number[]) => coverObjective(problem, set) - siteCost * set.length;
    const most = Math.max(...all.map(net));
    const lists = gainLists(problem, [...Array(sites).keys()]);
    const goal = { maxSites, siteCost, leastImprovement: 1 - 1e-6 };
    const found = coverTree(blankRoot(lists), goal, {
      maxNodes: Number.POSITIVE_INFINITY,
      patience: forever,
    });
    expect(net(found.best.sites)).toBe(most);
    expect(found.isProven).toBe(true);
    const cut = coverTree(blankRoot(lists), goal, { maxNodes: 3, patience: forever });
    expect(cut.bound).toBeGreaterThanOrEqual(most);
  });
});
