import type { MatrixSource, TravelMatrix } from '../core/travelMatrix.ts';
import { UNREACHABLE } from '../shared/units.ts';
import { MAX_SNAP_METRES, type RoutePoint } from './engine.ts';
import { engineError } from './engineErrors.ts';
import type { OsrmTableAnswer, OsrmWaypoint } from './osrmAnswers.ts';

/** Some rows and some columns of a matrix, by position. */
export interface MatrixChunk {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** A matrix in which nothing can be reached yet; chunks are written into it. */
export function emptyMatrix(asked: {
  from: readonly RoutePoint[];
  to: readonly RoutePoint[];
  source: MatrixSource;
}): TravelMatrix {
  const size = asked.from.length * asked.to.length;
  return {
    from: asked.from.map((place) => place.id),
    to: asked.to.map((place) => place.id),
    seconds: new Float64Array(size).fill(UNREACHABLE),
    metres: new Float64Array(size).fill(UNREACHABLE),
    source: asked.source,
  };
}

/**
 * Cuts rows × columns into chunks of at most the given size, all about equally large.
 * @returns  none when there are no rows or no columns
 */
export function cutIntoChunks(
  whole: MatrixChunk,
  most: { rows: number; columns: number },
): readonly MatrixChunk[] {
  const rowGroups = evenGroups(whole.rows, most.rows);
  const columnGroups = evenGroups(whole.columns, most.columns);
  return rowGroups.flatMap((rows) => columnGroups.map((columns) => ({ rows, columns })));
}

function evenGroups(positions: readonly number[], most: number): readonly (readonly number[])[] {
  const count = Math.ceil(positions.length / Math.max(1, Math.floor(most)));
  return Array.from({ length: count }, (_, i) =>
    positions.slice(
      Math.round((i * positions.length) / count),
      Math.round(((i + 1) * positions.length) / count),
    ),
  );
}

/**
 * Writes an OSRM table into its place in a matrix: null means no way, and so does a place snapped from further than
 * `MAX_SNAP_METRES`. Distances are left UNREACHABLE when the answer has none.
 * @throws ENGINE_ANSWER when the table has not the shape asked for
 */
export function writeTable(matrix: TravelMatrix, chunk: MatrixChunk, table: OsrmTableAnswer): void {
  const durations = checkedRows(table.durations, chunk, 'durations');
  const distances = table.distances ? checkedRows(table.distances, chunk, 'distances') : undefined;
  const toRoad = chunk.columns.map((_, j) => isNearRoad(table.destinations?.[j]));
  for (const [i, row] of chunk.rows.entries()) {
    if (!isNearRoad(table.sources?.[i])) continue;
    const [seconds, metres] = [durations[i], distances?.[i]];
    const start = row * matrix.to.length;
    for (let j = 0; j < toRoad.length; j++) {
      const duration = seconds[j];
      if (duration === null || !toRoad[j]) continue;
      matrix.seconds[start + chunk.columns[j]] = duration;
      matrix.metres[start + chunk.columns[j]] = metres?.[j] ?? UNREACHABLE;
    }
  }
}

/** A waypoint without a distance (an old server) is taken to be near. */
const isNearRoad = (waypoint: OsrmWaypoint | null | undefined): boolean =>
  (waypoint?.distance ?? 0) <= MAX_SNAP_METRES;

function checkedRows(
  rows: OsrmTableAnswer['durations'],
  chunk: MatrixChunk,
  what: string,
): readonly (readonly (number | null)[])[] {
  if (Array.isArray(rows) && rows.length === chunk.rows.length) {
    if (rows.every((row) => isRowOf(row, chunk.columns.length))) return rows;
  }
  throw engineError(
    'ENGINE_ANSWER',
    `The routing engine's table has no usable ${what}: expected ${chunk.rows.length} rows of ${chunk.columns.length} numbers; check that it is an OSRM server and its version`,
  );
}

/** In a plain loop: a county has hundreds of thousands of cells. */
function isRowOf(row: unknown, length: number): boolean {
  if (!Array.isArray(row) || row.length !== length) return false;
  for (const value of row) {
    if (value !== null && !(typeof value === 'number' && value >= 0 && value < UNREACHABLE)) return false;
  }
  return true;
}
