import { describe, expect, it } from 'vitest';
import {
  type BandGrid,
  bandGrid,
  cellsOnLand,
  cornersOf,
  filledTimes,
  isCutByLimit,
  landNodes,
  nodePlace,
  quartersOf,
} from '../../../server/core/access/bandGrid.ts';

/** Two coarse cells side by side, a hundredth of a degree between nodes. */
const TWO: BandGrid = { west: -5, south: 50, lonStep: 0.01, latStep: 0.01, columns: 17, rows: 9 };

describe('the grid of drive-time bands', () => {
  it('covers its box with whole coarse cells of 1,200 m, at least one', () => {
    // 0.1 degree of latitude is 11.1 km: 10 cells of 8 steps.
    const grid = bandGrid([-5, 50, -4.9, 50.1]);
    expect([grid.columns, grid.rows]).toEqual([49, 81]);
    expect(grid.latStep * 111_195).toBeCloseTo(150, 6);
    expect(bandGrid([-5, 50, -5, 50])).toMatchObject({ columns: 9, rows: 9 });
  });

  it('takes wider steps in a large county, for no more than some 250,000 nodes', () => {
    const grid = bandGrid([-5.75, 49.9, -4.15, 50.97]);
    expect(grid.columns * grid.rows).toBeLessThan(265_000);
    expect(grid.latStep * 111_195).toBeGreaterThan(220);
  });

  it('numbers nodes from the south-west, row by row', () => {
    expect([...nodePlace(TWO, 0)]).toEqual([-5, 50]);
    expect(nodePlace(TWO, 17 + 2)[0]).toBeCloseTo(-4.98, 9);
    expect(nodePlace(TWO, 17 + 2)[1]).toBeCloseTo(50.01, 9);
    expect(cornersOf(TWO, { node: 8, steps: 8 })).toEqual([8, 16, 144, 152]);
    expect(quartersOf(TWO, { node: 0, steps: 8 })).toEqual([
      { node: 0, steps: 4 },
      { node: 4, steps: 4 },
      { node: 68, steps: 4 },
      { node: 72, steps: 4 },
    ]);
  });

  it('knows land by its rings, holes left out, and measures only cells that have some', () => {
    const island = [
      [-4.975, 50.015],
      [-4.945, 50.015],
      [-4.945, 50.055],
      [-4.975, 50.055],
      [-4.975, 50.015],
    ];
    const lake = [
      [-4.965, 50.025],
      [-4.955, 50.025],
      [-4.955, 50.045],
      [-4.965, 50.045],
      [-4.965, 50.025],
    ];
    const onLand = landNodes(TWO, [island, lake]);
    const drawn = Array.from({ length: 9 }, (_, row) =>
      [...onLand.slice(row * 17, row * 17 + 8)].map((each) => (each ? '#' : '.')).join(''),
    );
    expect(drawn.reverse()).toEqual([
      '........',
      '........',
      '........',
      '...###..',
      '...#.#..',
      '...#.#..',
      '...###..',
      '........',
      '........',
    ]);
    expect(cellsOnLand(TWO, onLand)).toEqual([{ node: 0, steps: 8 }]);
    expect(cellsOnLand(TWO, landNodes(TWO, null))).toHaveLength(2);
    expect(cellsOnLand(TWO, landNodes(TWO, []))).toEqual([]);
  });

  it('halves a cell when a limit lies between its corners, or so near that it may be inside', () => {
    expect(isCutByLimit([290, 295, 310, 305], [300, 600], 0)).toBe(true);
    expect(isCutByLimit([300, 300, 300, 300], [300, 600], 0)).toBe(false);
    expect(isCutByLimit([310, 320, 330, 340], [300, 600], 0)).toBe(false);
    expect(isCutByLimit([310, 320, 330, 340], [300, 600], 10)).toBe(true);
    expect(isCutByLimit([Infinity, Infinity, Infinity, Infinity], [300, 600], 10)).toBe(false);
    expect(isCutByLimit([700, Infinity, 800, 900], [300, 600], 0)).toBe(false);
    expect(isCutByLimit([500, Infinity, 550, 520], [300, 600], 0)).toBe(true);
  });

  it('fills a cell from its corners, the far and the unreachable as the most, and nothing outside', () => {
    const measured = new Float64Array(17 * 9).fill(Number.NaN);
    measured[0] = 0;
    measured[8] = 800;
    measured[136] = 400;
    measured[144] = Infinity;
    const times = filledTimes(TWO, { measured, cells: [{ node: 0, steps: 8 }], most: 1200 });
    expect([times[0], times[4], times[8], times[68], times[144]]).toEqual([0, 400, 800, 200, 1200]);
    // The middle: (0 + 800 + 400 + 1200) ÷ 4.
    expect(times[72]).toBe(600);
    expect(times[9]).toBeNaN();
  });
});
