import { createHash } from 'node:crypto';
import { bandGrid, landNodes } from '../core/access/bandGrid.ts';
import { BAND_LIMITS, type BandFeature } from '../core/access/bandPolygons.ts';
import type { Plan } from '../core/nouns.ts';
import type { MatrixSource } from '../core/travelMatrix.ts';
import type { RoutePoint } from '../engines/engine.ts';
import { findBands, saveBands, touchBands } from '../store/driveBands.ts';
import { listHubs } from '../store/hubs.ts';
import type { WritableDb } from '../store/open.ts';
import { getRegion } from '../store/region.ts';
import { listEverySite } from '../store/sites.ts';
import type { Tiles } from '../store/tiles.ts';
import { landOfTiles, ringsOfLand } from './bandLand.ts';
import { bandTimes } from './bandTimes.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { servedSiteIds } from './makePlan.ts';
import { withPlanWorker } from './planWorker.ts';

/** Names the way bands are drawn: another one draws those anew that are kept. */
const DRAWING = 'bands 1';

/** How far one drives to the nearest hub, or to the nearest of hubs and a plan's served stops. */
export interface DriveBands {
  /** One a limit, nearest first; each holds the ones before it. */
  readonly features: readonly BandFeature[];
  readonly source: MatrixSource;
}

/** What bands are drawn from. */
export interface BandsContext extends PlanningContext {
  /** The region's map, which knows the coast. */
  readonly tiles: Tiles | undefined;
}

/** Under way: the map and a download may ask for the same. */
const underWay = new WeakMap<WritableDb, Map<string, Promise<DriveBands>>>();

/**
 * Drive-time bands over the region: 5, 10, 15, 20 and 30 minutes. Measured once, then kept with what they rest on.
 * @param plan  null: hubs alone
 * @throws ENGINE_*; PLAN_CANCELLED
 */
export async function measureBands(
  context: BandsContext,
  plan: Plan | null,
  progress: StageProgress = {},
): Promise<DriveBands> {
  const { db, engine } = context;
  const to = destinations(context, plan);
  const key = keyOf(context, to);
  const kept = findBands(db, key);
  if (kept !== undefined) {
    touchBands(db, { key, at: context.clock() });
    return { features: JSON.parse(kept), source: engine.source };
  }
  const others = underWay.get(db) ?? new Map<string, Promise<DriveBands>>();
  underWay.set(db, others);
  const other = others.get(key);
  // What can be cancelled does not wait for others; and others may be cancelled, and then it is begun anew here.
  if (other && progress.signal === undefined) {
    const value = await other.catch(() => undefined);
    return value ?? measureBands(context, plan, progress);
  }
  const work = drawBands(context, to, progress);
  others.set(key, work);
  try {
    const bands = await work;
    saveBands(db, { key, featuresJson: JSON.stringify(bands.features), at: context.clock() });
    return bands;
  } finally {
    if (others.get(key) === work) others.delete(key);
  }
}

function destinations({ db }: PlanningContext, plan: Plan | null): RoutePoint[] {
  const served = new Set(plan === null ? [] : servedSiteIds(plan.rota));
  return [...listHubs(db), ...listEverySite(db).filter(({ id }) => served.has(id))];
}

function keyOf({ db, engine, tiles }: BandsContext, to: readonly RoutePoint[]): string {
  const { bounds } = getRegion(db);
  const places = to.map(({ lonLat }) => lonLat.join(' ')).sort();
  const { engine: name, dataVersion } = engine.source;
  const restsOn = [DRAWING, name, dataVersion, bounds, tiles?.hash ?? null, BAND_LIMITS, places];
  return createHash('sha256').update(JSON.stringify(restsOn)).digest('hex');
}

async function drawBands(
  { db, engine, tiles }: BandsContext,
  to: readonly RoutePoint[],
  progress: StageProgress,
): Promise<DriveBands> {
  const grid = bandGrid(getRegion(db).bounds);
  const land = landOfTiles(tiles);
  const times = await bandTimes(engine, {
    ...{ grid, to, limits: BAND_LIMITS, onLand: landNodes(grid, land && ringsOfLand(land)) },
    ...engineProgress(progress, { stage: 'Measuring drives over the region', from: 0, to: 0.9 }),
  });
  const features = await withPlanWorker(progress.signal, (worker) =>
    worker.bands({
      fields: { grid, times, limits: BAND_LIMITS, land },
      onProgress: (share) => progress.onStage?.('Drawing drive-time bands', 0.9 + 0.1 * share),
    }),
  );
  return { features, source: engine.source };
}
