import type { Position } from 'geojson';
import { type Bounds, type LonLat, lonLat } from '../../shared/coordinates.ts';
import { type Metres, type Seconds, UNREACHABLE } from '../../shared/units.ts';

/**
 * The points that are measured for drive-time bands: a grid over the region, whose nodes are numbered row by row from the
 * south-west. Its cells are measured coarse at first, and halved down to one step only where a limit passes through.
 */
export interface BandGrid {
  readonly west: number;
  readonly south: number;
  /** Degrees between neighbouring nodes. */
  readonly lonStep: number;
  readonly latStep: number;
  /** Nodes from west to east and from south to north: a multiple of `COARSE_STEPS`, and one. */
  readonly columns: number;
  readonly rows: number;
}

/** A square of the grid: its south-west node, and the steps of its sides. */
export interface BandCell {
  readonly node: number;
  readonly steps: number;
}

/** Steps of the sides of a cell that is measured first. */
export const COARSE_STEPS = 8;
/** Width of a step; in a large county more, so that there are never more nodes than `MOST_NODES`. */
const STEP_METRES: Metres = 150;
const MOST_NODES = 250_000;
const METRES_PER_DEGREE: Metres = 111_195;

/** The grid over a box: whole coarse cells, the last ones reaching beyond its north and east sides. */
export function bandGrid([west, south, east, north]: Bounds): BandGrid {
  const lonMetres = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [width, height] = [(east - west) * lonMetres, (north - south) * METRES_PER_DEGREE];
  const step = Math.max(STEP_METRES, Math.sqrt((width * height) / MOST_NODES));
  const nodes = (length: Metres) => Math.max(1, Math.ceil(length / (step * COARSE_STEPS))) * COARSE_STEPS + 1;
  return {
    ...{ west, south, lonStep: step / lonMetres, latStep: step / METRES_PER_DEGREE },
    ...{ columns: nodes(width), rows: nodes(height) },
  };
}

/** Where a node lies. */
export function nodePlace(grid: BandGrid, node: number): LonLat {
  const [column, row] = [node % grid.columns, Math.floor(node / grid.columns)];
  return lonLat(grid.west + column * grid.lonStep, grid.south + row * grid.latStep);
}

/**
 * Which nodes are on land: by node, 1 for land.
 * @param rings  all rings of the land, outer ones and holes; null where everything is land
 */
export function landNodes(grid: BandGrid, rings: readonly (readonly Position[])[] | null): Uint8Array {
  const onLand = new Uint8Array(grid.columns * grid.rows).fill(rings === null ? 1 : 0);
  const crossings: number[][] = Array.from({ length: grid.rows }, () => []);
  for (const ring of rings ?? []) {
    for (let k = 1; k < ring.length; k++) addCrossings(grid, crossings, ring[k - 1], ring[k]);
  }
  crossings.forEach((lons, row) => {
    lons.sort((a, b) => a - b);
    for (let k = 1; k < lons.length; k += 2) {
      const first = Math.max(0, Math.ceil((lons[k - 1] - grid.west) / grid.lonStep));
      const last = Math.min(grid.columns - 1, Math.floor((lons[k] - grid.west) / grid.lonStep));
      if (first <= last) onLand.fill(1, row * grid.columns + first, row * grid.columns + last + 1);
    }
  });
  return onLand;
}

/** Where a side of a ring crosses the rows of the grid; its southern end counts, its northern does not. */
function addCrossings(grid: BandGrid, crossings: readonly number[][], from: Position, to: Position): void {
  const [low, high] = from[1] <= to[1] ? [from, to] : [to, from];
  const first = Math.max(0, Math.ceil((low[1] - grid.south) / grid.latStep));
  for (let row = first; row < grid.rows; row++) {
    const lat = grid.south + row * grid.latStep;
    if (lat >= high[1]) return;
    crossings[row].push(low[0] + ((lat - low[1]) / (high[1] - low[1])) * (high[0] - low[0]));
  }
}

/** The coarse cells of which any node is on land, from the south-west on. */
export function cellsOnLand(grid: BandGrid, onLand: Uint8Array): BandCell[] {
  const cells: BandCell[] = [];
  for (let row = 0; row + COARSE_STEPS < grid.rows; row += COARSE_STEPS) {
    for (let column = 0; column + COARSE_STEPS < grid.columns; column += COARSE_STEPS) {
      const cell = { node: row * grid.columns + column, steps: COARSE_STEPS };
      if (nodesWithin(grid, cell, 1).some((node) => onLand[node] === 1)) cells.push(cell);
    }
  }
  return cells;
}

/** The four corners of a cell. */
export const cornersOf = (grid: BandGrid, cell: BandCell): number[] => nodesWithin(grid, cell, cell.steps);

/** The four cells that a cell is halved into. */
export const quartersOf = (grid: BandGrid, { node, steps }: BandCell): BandCell[] =>
  nodesWithin(grid, { node, steps: steps / 2 }, steps / 2).map((corner) => ({
    node: corner,
    steps: steps / 2,
  }));

function nodesWithin(grid: BandGrid, { node, steps }: BandCell, every: number): number[] {
  const nodes: number[] = [];
  for (let up = 0; up <= steps; up += every) {
    for (let along = 0; along <= steps; along += every) nodes.push(node + up * grid.columns + along);
  }
  return nodes;
}

/**
 * Whether a limit may pass through a cell: its corners are not all in one band, or one of them is nearer to a limit than
 * a drive of half its diagonal takes.
 * @param times   seconds at the corners; UNREACHABLE where no road leads
 * @param limits  seconds, in order, inclusive
 * @param slack   seconds
 */
export function isCutByLimit(times: readonly Seconds[], limits: readonly Seconds[], slack: Seconds): boolean {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return limits.some((limit) => least - slack <= limit && limit < most + slack);
}

/**
 * Times at every node of the cells, those that were not measured between the corners of their cell.
 * @param measured  by node; NaN where nothing was measured
 * @param cells     none overlaps another; all corners are measured
 * @param most      seconds; longer drives, and places without a road, count as this
 * @returns         by node; NaN outside the cells
 */
export function filledTimes(
  grid: BandGrid,
  fields: { measured: Float64Array; cells: readonly BandCell[]; most: Seconds },
): Float64Array {
  const { measured, most } = fields;
  const times = measured.map((seconds) => Math.min(seconds, most));
  for (const { node, steps } of fields.cells) {
    const far = node + steps * grid.columns;
    const [sw, se, nw, ne] = [node, node + steps, far, far + steps].map((corner) =>
      Math.min(measured[corner] ?? UNREACHABLE, most),
    );
    for (let up = 0; up <= steps; up++) {
      for (let along = 0; along <= steps; along++) {
        const at = node + up * grid.columns + along;
        if (!Number.isNaN(times[at])) continue;
        const [v, u] = [up / steps, along / steps];
        times[at] = (1 - v) * ((1 - u) * sw + u * se) + v * ((1 - u) * nw + u * ne);
      }
    }
  }
  return times;
}
