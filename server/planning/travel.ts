import { createHash } from 'node:crypto';
import type { TravelMatrix } from '../core/travelMatrix.ts';
import type { EngineProgress, MatrixEngine, RoutePoint } from '../engines/engine.ts';
import { findMatrix, saveMatrix, touchMatrix } from '../store/matrices.ts';
import type { PlanningContext } from './context.ts';
import { type MeasuredTravel, measuredInPart } from './measuredInPart.ts';
import { alongRoads, createWalker } from './walks.ts';

/** Coordinates that agree to this many decimals (about 0.1 m) are the same point to the cache. */
const KEY_DECIMALS = 6;

/** Places to measure between. */
export interface AskedTravel extends EngineProgress {
  readonly from: readonly RoutePoint[];
  readonly to: readonly RoutePoint[];
  /** Times between much the same places: only what is new is then asked of the engine. */
  readonly before?: MeasuredTravel;
}

/**
 * Road times between places: from the store when the same engine and road data have answered this question before, else
 * from the engine, and then kept.
 * @returns rows and columns in the order asked
 * @throws ENGINE_* (category engine)
 */
export function travelBetween(context: PlanningContext, asked: AskedTravel): Promise<TravelMatrix> {
  return measuredOrKept(context, context.engine, { ...asked, keyedBy: sourceKey(context.engine) });
}

/**
 * Walks between places, at a walker's pace (see `withPram`): kept like the drives. Where the engine knows no footpaths, the
 * road metres of the drives, marked as an estimate.
 * @param asked.drives  between these places; pairs that are too far apart to be walked keep its metres
 * @returns rows and columns in the order asked
 * @throws ENGINE_* (category engine)
 */
export async function walksBetween(
  context: PlanningContext,
  asked: AskedTravel & { readonly drives: TravelMatrix },
): Promise<TravelMatrix> {
  const { onFoot } = context.engine;
  if (!onFoot) return alongRoads(asked.drives);
  const keyedBy = ['walk', ...sourceKey(onFoot), ...sourceKey(context.engine)];
  return measuredOrKept(context, createWalker(onFoot, asked.drives), { ...asked, keyedBy });
}

const sourceKey = ({ source }: MatrixEngine): readonly string[] => [source.engine, source.dataVersion];

async function measuredOrKept(
  context: PlanningContext,
  engine: MatrixEngine,
  asked: AskedTravel & { readonly keyedBy: readonly string[] },
): Promise<TravelMatrix> {
  const ids = { from: asked.from.map((place) => place.id), to: asked.to.map((place) => place.id) };
  const key = matrixKey(asked);
  const kept = findMatrix(context.db, { key, ...ids });
  if (kept) {
    touchMatrix(context.db, { key, at: context.clock() });
    return kept;
  }
  const { before } = asked;
  const inPart = before && (await measuredInPart(engine, asked, before));
  const matrix = inPart ?? (await engine.matrix(asked));
  saveMatrix(context.db, { key, matrix, at: context.clock() });
  return matrix;
}

function matrixKey(asked: {
  from: readonly RoutePoint[];
  to: readonly RoutePoint[];
  keyedBy: readonly string[];
}): string {
  const points = (places: readonly RoutePoint[]) =>
    places.map(({ id, lonLat }) => [id, lonLat[0].toFixed(KEY_DECIMALS), lonLat[1].toFixed(KEY_DECIMALS)]);
  const text = JSON.stringify([...asked.keyedBy, points(asked.from), points(asked.to)]);
  return createHash('sha256').update(text).digest('hex');
}
