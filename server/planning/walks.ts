import type { TravelMatrix } from '../core/travelMatrix.ts';
import type { EngineProgress, MatrixEngine, RoutePoint } from '../engines/engine.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';

/**
 * Places further apart than this, as the crow flies, are not asked about: nobody pushes a pram for 75 minutes and more. Such a
 * walk is taken along the road, which says well enough that it is too far, and costs nothing. Inclusive.
 */
const LONGEST_WALK_METRES: Metres = 5000;

/** Whether the way on foot between two places is asked of an engine that knows footpaths. */
export const isWithinWalk = (a: LonLat, b: LonLat): boolean => greatCircleMetres(a, b) <= LONGEST_WALK_METRES;

/** Size of the squares whose places are asked about together. */
const SQUARE_METRES: Metres = 3000;
/** Metres of a degree of latitude. */
const METRES_PER_DEGREE: Metres = 111_195;

/** Walks along the roads that are driven: metres of the drive, no time of an engine (0), an estimate. */
export function alongRoads(drives: TravelMatrix): TravelMatrix {
  return {
    ...drives,
    seconds: new Float64Array(drives.seconds.length),
    source: { ...drives.source, isEstimate: true },
  };
}

/**
 * Asks an engine about the ways on foot between places at most `LONGEST_WALK_METRES` apart; all other walks are along the road.
 * @param drives  holds all places that will be asked about
 */
export function createWalker(onFoot: MatrixEngine, drives: TravelMatrix): MatrixEngine {
  const row = new Map(drives.from.map((id, i) => [id, i]));
  const column = new Map(drives.to.map((id, j) => [id, j]));
  return {
    get source() {
      return onFoot.source;
    },
    matrix: async (asked) => {
      const size = asked.from.length * asked.to.length;
      const walks = { seconds: new Float64Array(size), metres: new Float64Array(size) };
      const columns = asked.to.map(({ id }) => column.get(id) ?? -1);
      for (const [i, { id }] of asked.from.entries()) {
        const start = (row.get(id) ?? -1) * drives.to.length;
        columns.forEach((j, k) => {
          walks.metres[i * columns.length + k] = drives.metres[start + j];
        });
      }
      await askGroups(onFoot, asked, walks);
      return {
        from: asked.from.map(({ id }) => id),
        to: asked.to.map(({ id }) => id),
        ...walks,
        source: onFoot.source,
      };
    },
  };
}

async function askGroups(
  onFoot: MatrixEngine,
  asked: Parameters<MatrixEngine['matrix']>[0],
  walks: { seconds: Float64Array; metres: Float64Array },
): Promise<void> {
  const groups = walkGroups(asked.from, asked.to);
  for (const [done, { rows, columns, isNear }] of groups.entries()) {
    const share: EngineProgress = {
      signal: asked.signal,
      onProgress: (part) => asked.onProgress?.((done + part) / groups.length),
    };
    const from = rows.map((i) => asked.from[i]);
    const to = columns.map((j) => asked.to[j]);
    const found = await onFoot.matrix({ from, to, ...share });
    rows.forEach((i, a) => {
      columns.forEach((j, b) => {
        if (!isNear(i, j)) return;
        walks.seconds[i * asked.to.length + j] = found.seconds[a * columns.length + b];
        walks.metres[i * asked.to.length + j] = found.metres[a * columns.length + b];
      });
    });
  }
}

interface WalkGroup {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  isNear(i: number, j: number): boolean;
}

/** Origins of one square, with the destinations that are near enough to one of them; none where there are none. */
function walkGroups(from: readonly RoutePoint[], to: readonly RoutePoint[]): WalkGroup[] {
  const squares = new Map<string, number[]>();
  from.forEach(({ lonLat: [lon, lat] }, i) => {
    const y = Math.floor((lat * METRES_PER_DEGREE) / SQUARE_METRES);
    const x = Math.floor((lon * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)) / SQUARE_METRES);
    const key = `${x} ${y}`;
    squares.set(key, [...(squares.get(key) ?? []), i]);
  });
  const most = LONGEST_WALK_METRES / METRES_PER_DEGREE;
  const isNear = (i: number, j: number) =>
    Math.abs(from[i].lonLat[1] - to[j].lonLat[1]) <= most && isWithinWalk(from[i].lonLat, to[j].lonLat);
  return [...squares.values()].flatMap((rows) => {
    const columns = to.flatMap((_, j) => (rows.some((i) => isNear(i, j)) ? [j] : []));
    return columns.length > 0 ? [{ rows, columns, isNear }] : [];
  });
}
