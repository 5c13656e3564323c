import { createHash } from 'node:crypto';
import type { TravelMatrix } from '../core/travelMatrix.ts';
import type { EngineProgress, RoutePoint } from '../engines/engine.ts';
import { findMatrix, saveMatrix, touchMatrix } from '../store/matrices.ts';
import type { PlanningContext } from './context.ts';
import { type MeasuredTravel, measuredInPart } from './measuredInPart.ts';

/** Coordinates that agree to this many decimals (about 0.1 m) are the same point to the cache. */
const KEY_DECIMALS = 6;

/**
 * Road times between places: from the store when the same engine and road data have answered this question before, else
 * from the engine, and then kept.
 * @param asked.before  times between much the same places: only what is new is then asked of the engine
 * @returns rows and columns in the order asked
 * @throws ENGINE_* (category engine)
 */
export async function travelBetween(
  context: PlanningContext,
  asked: {
    from: readonly RoutePoint[];
    to: readonly RoutePoint[];
    before?: MeasuredTravel;
  } & EngineProgress,
): Promise<TravelMatrix> {
  const ids = { from: asked.from.map((place) => place.id), to: asked.to.map((place) => place.id) };
  const key = matrixKey(context, asked);
  const kept = findMatrix(context.db, { key, ...ids });
  if (kept) {
    touchMatrix(context.db, { key, at: context.clock() });
    return kept;
  }
  const { before } = asked;
  const inPart = before && (await measuredInPart(context.engine, asked, before));
  const matrix = inPart ?? (await context.engine.matrix(asked));
  saveMatrix(context.db, { key, matrix, at: context.clock() });
  return matrix;
}

function matrixKey(
  { engine }: PlanningContext,
  asked: { from: readonly RoutePoint[]; to: readonly RoutePoint[] },
): string {
  const hash = createHash('sha256');
  const points = (places: readonly RoutePoint[]) =>
    places.map(({ id, lonLat }) => [id, lonLat[0].toFixed(KEY_DECIMALS), lonLat[1].toFixed(KEY_DECIMALS)]);
  hash.update(
    JSON.stringify([engine.source.engine, engine.source.dataVersion, points(asked.from), points(asked.to)]),
  );
  return hash.digest('hex');
}
