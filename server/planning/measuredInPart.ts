import type { TravelMatrix } from '../core/travelMatrix.ts';
import type { EngineProgress, MatrixEngine, RoutePoint } from '../engines/engine.ts';

/** Times measured before, and the places they are of, in the order of rows and columns. */
export interface MeasuredTravel {
  readonly from: readonly RoutePoint[];
  readonly to: readonly RoutePoint[];
  readonly matrix: TravelMatrix;
}

/**
 * Road times to places most of which were measured before, as when one site of thousands has moved: only times to those that are
 * new or have moved are asked of the engine.
 * @returns  null when the times before are of other roads or from other places, or when most destinations are new
 * @throws ENGINE_* (category engine)
 */
export async function measuredInPart(
  engine: MatrixEngine,
  asked: { from: readonly RoutePoint[]; to: readonly RoutePoint[] } & EngineProgress,
  before: MeasuredTravel,
): Promise<TravelMatrix | null> {
  const { source } = before.matrix;
  const isOfTheseRoads =
    source.engine === engine.source.engine && source.dataVersion === engine.source.dataVersion;
  const rows = indexesIn(before.from, asked.from);
  const columns = indexesIn(before.to, asked.to);
  const fresh = asked.to.filter((_, j) => columns[j] < 0);
  if (!isOfTheseRoads || rows.includes(-1) || fresh.length > asked.to.length / 2) return null;
  const part = fresh.length === 0 ? undefined : await engine.matrix({ ...asked, to: fresh });
  let freshColumn = 0;
  const places = columns.map((column) =>
    column >= 0
      ? { matrix: before.matrix, rows, column }
      : { matrix: part as TravelMatrix, rows: asked.from.map((_, i) => i), column: freshColumn++ },
  );
  const joined = (valuesOf: (matrix: TravelMatrix) => Float64Array) => {
    const values = new Float64Array(asked.from.length * places.length);
    for (const [j, place] of places.entries()) {
      const [had, width] = [valuesOf(place.matrix), place.matrix.to.length];
      for (let i = 0; i < asked.from.length; i++) {
        values[i * places.length + j] = had[place.rows[i] * width + place.column];
      }
    }
    return values;
  };
  return {
    from: asked.from.map(({ id }) => id),
    to: asked.to.map(({ id }) => id),
    seconds: joined(({ seconds }) => seconds),
    metres: joined(({ metres }) => metres),
    source: engine.source,
  };
}

/** Where each place was before; -1 where it was not, or not there. */
function indexesIn(before: readonly RoutePoint[], places: readonly RoutePoint[]): number[] {
  const known = new Map(before.map(({ id }, i) => [id, i]));
  return places.map(({ id, lonLat }) => {
    const i = known.get(id) ?? -1;
    const was = before[i]?.lonLat;
    return was !== undefined && was[0] === lonLat[0] && was[1] === lonLat[1] ? i : -1;
  });
}
