import {
  type BandCell,
  type BandGrid,
  COARSE_STEPS,
  cellsOnLand,
  cornersOf,
  filledTimes,
  isCutByLimit,
  nodePlace,
  quartersOf,
} from '../core/access/bandGrid.ts';
import { atOnce } from '../engines/atOnce.ts';
import type { EngineProgress, MatrixEngine, RoutePoint } from '../engines/engine.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import { type Metres, type Seconds, UNREACHABLE } from '../shared/units.ts';

/** Destinations that a place far from all measured ones is measured to: the nearest as the crow flies. */
const NEAREST_TRIED = 8;
/** A destination that takes this much longer than the nearest from a corner of a cell is not tried within the cell. */
const RIVAL_SECONDS: Seconds = 180;
/** Half the diagonal of a cell is driven at this speed, to tell whether a limit may be inside. */
const SLACK_METRES_PER_SECOND = 25;
/** Sides of the blocks, in steps, whose nodes are asked about together; and most of them in one question. */
const BLOCK_STEPS = 4 * COARSE_STEPS;
const MOST_TOGETHER = 200;
/** Questions under way at once. */
const AT_ONCE = 4;
/** Share of the work when the cells of each size are measured. */
const SHARES = [0, 0.15, 0.35, 0.6, 1];

interface Measuring {
  readonly engine: MatrixEngine;
  readonly grid: BandGrid;
  readonly to: readonly RoutePoint[];
  /** Seconds to the nearest destination by node; NaN where not measured. */
  readonly measured: Float64Array;
  /** By node, the destinations that are nearest or nearly so. */
  readonly rivals: Map<number, readonly number[]>;
}

/**
 * Drives to the nearest of some destinations over a region: measured at coarse cells' corners, and where a limit passes through down to the grid's
 * own step; between those, taken from the corners around.
 * @param asked.onLand  by node of the grid, 1 for land; only cells with land are measured
 * @param asked.limits  seconds, in order
 * @returns             seconds by node; NaN at sea
 * @throws ENGINE_* (category engine)
 */
export async function bandTimes(
  engine: MatrixEngine,
  asked: {
    grid: BandGrid;
    to: readonly RoutePoint[];
    limits: readonly Seconds[];
    onLand: Uint8Array;
  } & EngineProgress,
): Promise<Float64Array> {
  const { grid, limits } = asked;
  const measured = new Float64Array(grid.columns * grid.rows).fill(Number.NaN);
  const work: Measuring = { engine, grid, to: asked.to, measured, rivals: new Map() };
  const whole: BandCell[] = [];
  let cells = cellsOnLand(grid, asked.onLand);
  let parents = new Map<number, readonly number[]>();
  for (let level = 0; cells.length > 0; level++) {
    const [from, to] = [SHARES[level], SHARES[level + 1]];
    await measureNodes(work, nodesOf(grid, cells), parents, {
      signal: asked.signal,
      onProgress: (share) => asked.onProgress?.(from + share * (to - from)),
    });
    const isCut = (cell: BandCell) =>
      cell.steps > 1 &&
      isCutByLimit(
        cornersOf(grid, cell).map((node) => measured[node]),
        limits,
        slackOf(grid, cell),
      );
    const cut = cells.filter(isCut);
    whole.push(...cells.filter((cell) => !isCut(cell)));
    parents = rivalsWithin(work, cut);
    cells = cut.flatMap((cell) => quartersOf(grid, cell));
  }
  asked.onProgress?.(1);
  return filledTimes(grid, { measured, cells: whole, most: (limits.at(-1) ?? 0) * 2 });
}

const nodesOf = (grid: BandGrid, cells: readonly BandCell[]): Set<number> =>
  new Set(cells.flatMap((cell) => cornersOf(grid, cell)));

function slackOf(grid: BandGrid, { steps }: BandCell): Seconds {
  const side: Metres = grid.latStep * 111_195 * steps;
  return (side * Math.SQRT1_2) / SLACK_METRES_PER_SECOND;
}

/** For the nodes that halving will bring: the rivals at the corners of the cells around them. */
function rivalsWithin(work: Measuring, cells: readonly BandCell[]): Map<number, readonly number[]> {
  const within = new Map<number, readonly number[]>();
  for (const cell of cells) {
    const rivals = cornersOf(work.grid, cell).flatMap((node) => work.rivals.get(node) ?? []);
    for (const node of nodesOf(work.grid, quartersOf(work.grid, cell))) {
      if (Number.isNaN(work.measured[node])) {
        within.set(node, [...new Set([...(within.get(node) ?? []), ...rivals])]);
      }
    }
  }
  return within;
}

/** Measures the nodes that are not measured yet, block by block. */
async function measureNodes(
  work: Measuring,
  nodes: ReadonlySet<number>,
  parents: ReadonlyMap<number, readonly number[]>,
  progress: EngineProgress,
): Promise<void> {
  const fresh = [...nodes].filter((node) => Number.isNaN(work.measured[node]));
  const groups = groupsOf(work.grid, fresh);
  const inTurn = atOnce(AT_ONCE);
  let done = 0;
  await Promise.all(
    groups.map((group) =>
      inTurn(async () => {
        await measureGroup(work, group, parents, progress.signal);
        done += group.length;
        progress.onProgress?.(done / fresh.length);
      }),
    ),
  );
}

function groupsOf(grid: BandGrid, nodes: readonly number[]): number[][] {
  const blocks = new Map<number, number[]>();
  for (const node of nodes) {
    const row = Math.floor(node / grid.columns / BLOCK_STEPS);
    const column = Math.floor((node % grid.columns) / BLOCK_STEPS);
    const key = row * grid.columns + column;
    const block = blocks.get(key);
    if (block) block.push(node);
    else blocks.set(key, [node]);
  }
  return [...blocks.values()].flatMap((block) =>
    Array.from({ length: Math.ceil(block.length / MOST_TOGETHER) }, (_, i) =>
      block.slice(i * MOST_TOGETHER, (i + 1) * MOST_TOGETHER),
    ),
  );
}

async function measureGroup(
  work: Measuring,
  group: readonly number[],
  parents: ReadonlyMap<number, readonly number[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const from = group.map((node) => ({
    id: String(node),
    name: 'a point of the drive-time bands',
    lonLat: nodePlace(work.grid, node),
  }));
  const tried = [
    ...new Set(
      group.flatMap((node, i) => {
        const rivals = parents.get(node) ?? [];
        return rivals.length > 0 ? rivals : nearestByAir(work.to, from[i].lonLat);
      }),
    ),
  ];
  const { seconds } = await work.engine.matrix({ from, to: tried.map((j) => work.to[j]), signal });
  group.forEach((node, i) => {
    const row = seconds.subarray(i * tried.length, (i + 1) * tried.length);
    const least = row.reduce((a, b) => Math.min(a, b), UNREACHABLE);
    work.measured[node] = least;
    work.rivals.set(
      node,
      least === UNREACHABLE ? [] : tried.filter((_, k) => row[k] <= least + RIVAL_SECONDS),
    );
  });
}

function nearestByAir(to: readonly RoutePoint[], place: LonLat): number[] {
  if (to.length <= NEAREST_TRIED) return [...to.keys()];
  return to
    .map((each, j) => ({ j, metres: greatCircleMetres(place, each.lonLat) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, NEAREST_TRIED)
    .map(({ j }) => j);
}
