import { type NearestHub, nearestHub } from '../core/access/nearestHub.ts';
import { withPram } from '../core/access/onFoot.ts';
import { type PopulationPoint, populationPoints } from '../core/access/populationPoints.ts';
import { type Reach, reachOf } from '../core/access/reach.ts';
import { type SessionRate, sessionRates, usualRates } from '../core/demand/sessionRates.ts';
import type { Area, Hub, Site } from '../core/nouns.ts';
import { type Parameters, parametersWith } from '../core/parameters.ts';
import { type SiteScore, scoreSites } from '../core/stops/scoreSites.ts';
import type { TravelMatrix } from '../core/travelMatrix.ts';
import type { EngineProgress } from '../engines/engine.ts';
import { listAreas } from '../store/areas.ts';
import { listHubs } from '../store/hubs.ts';
import type { WritableDb } from '../store/open.ts';
import { listParameterOverrides } from '../store/parameters.ts';
import { findRegion } from '../store/region.ts';
import { listSessionTypes } from '../store/service.ts';
import { listSites, sitesStamp } from '../store/sites.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import type { MeasuredTravel } from './measuredInPart.ts';
import { travelBetween, walksBetween } from './travel.ts';

/** Who can reach a hub today. */
export interface ReachMeasures {
  readonly areas: readonly Area[];
  /** Where the areas' people live: the rows of the matrices below. */
  readonly points: readonly PopulationPoint[];
  readonly hubs: readonly Hub[];
  readonly parameters: Parameters;
  /** Population points × hubs. */
  readonly areasToHubs: TravelMatrix;
  /** The same places on foot, with a pram; its source says whether the ways are an estimate. */
  readonly areasToHubsOnFoot: TravelMatrix;
  /** One entry a population point, in their order. */
  readonly nearest: readonly NearestHub[];
  /** The hub with the shortest walk; one entry a population point. */
  readonly nearestOnFoot: readonly NearestHub[];
  readonly reach: Reach;
}

/** Who can reach a hub today, and what each candidate site would add. */
export interface AccessMeasures extends ReachMeasures {
  readonly sites: readonly Site[];
  /** Population points × sites. */
  readonly areasToSites: TravelMatrix;
  /** The same places on foot, with a pram. */
  readonly areasToSitesOnFoot: TravelMatrix;
  /** What is offered at a stop of a new plan, with what each brings. */
  readonly sessionRates: readonly SessionRate[];
  /** Best score first. */
  readonly scores: readonly SiteScore[];
}

/** Measures with what they rest on; they go when the store does. */
interface Measured<Value> {
  readonly restsOn: string;
  readonly value: Value;
}

const lastMeasures = new WeakMap<WritableDb, Measured<AccessMeasures>>();
const lastReach = new WeakMap<WritableDb, Measured<ReachMeasures>>();
/** Under way: a page asks for several things at once, and roads are measured for all of them together. */
const underWay = new WeakMap<WritableDb, Measured<Promise<AccessMeasures>>>();

/** Walks to sites as the engine measured them, to begin from when a site moves. */
const lastSiteWalks = new WeakMap<WritableDb, MeasuredTravel>();

/** Another text whenever anything that the measures rest on has changed. */
export const restingOn = ({ db, engine }: PlanningContext): string =>
  JSON.stringify([
    ...[findRegion(db)?.importedAt, sitesStamp(db), listParameterOverrides(db), listSessionTypes(db)],
    ...[engine.source, engine.onFoot?.source],
  ]);

/**
 * Measures the region as it stands in the store. Times come from the engine once, then from the store; nothing is
 * measured again while import, sites, parameters and roads are the same, nor twice at a time.
 */
export async function measureAccess(
  context: PlanningContext,
  progress: StageProgress = {},
): Promise<AccessMeasures> {
  const { db } = context;
  const restsOn = restingOn(context);
  const last = lastMeasures.get(db);
  if (last?.restsOn === restsOn) return last.value;
  const other = underWay.get(db);
  // What can be cancelled does not wait for others; and others may be cancelled, and then it is begun anew here.
  if (other?.restsOn === restsOn && progress.signal === undefined) {
    const value = await other.value.catch(() => undefined);
    return value ?? measureAccess(context, progress);
  }
  const work = measureAnew(context, progress);
  underWay.set(db, { restsOn, value: work });
  try {
    const value = await work;
    lastMeasures.set(db, { restsOn, value });
    return value;
  } finally {
    if (underWay.get(db)?.value === work) underWay.delete(db);
  }
}

/** Measures who can reach a hub, without waiting for what candidate sites would add: of the many drives the fewest. */
export async function measureReach(
  context: PlanningContext,
  progress: StageProgress = {},
): Promise<ReachMeasures> {
  const { db } = context;
  const restsOn = restingOn(context);
  const last = [lastMeasures.get(db), lastReach.get(db)].find((known) => known?.restsOn === restsOn);
  if (last) return last.value;
  const value = await reachAnew(context, progress);
  lastReach.set(db, { restsOn, value });
  return value;
}

async function reachAnew(context: PlanningContext, progress: StageProgress): Promise<ReachMeasures> {
  const { db } = context;
  const [areas, hubs] = [listAreas(db), listHubs(db)];
  const points = populationPoints(areas);
  const parameters = parametersWith(listParameterOverrides(db));
  const part = (stage: string, from: number, to: number) => engineProgress(progress, { stage, from, to });
  const places = { from: points, to: hubs };
  const areasToHubs = await travelBetween(context, {
    ...places,
    ...part('Measuring drives from areas to hubs', 0, 0.15),
  });
  const walks = await walksBetween(context, {
    ...{ ...places, drives: areasToHubs },
    ...part('Measuring walks from areas to hubs', 0.15, 0.2),
  });
  const areasToHubsOnFoot = withPram(walks, parameters.walkingMetresPerHour);
  const nearest = nearestHub(areasToHubs);
  return {
    ...{ areas, points, hubs, parameters, areasToHubs, areasToHubsOnFoot, nearest },
    nearestOnFoot: nearestHub(areasToHubsOnFoot),
    reach: reachOf({ areas: points, nearest, cutoffSeconds: parameters.withinReachSeconds }),
  };
}

async function measureAnew(context: PlanningContext, progress: StageProgress): Promise<AccessMeasures> {
  const measured = await measureReach(context, progress);
  const { points, hubs, parameters } = measured;
  const sites = listSites(context.db);
  const last = lastMeasures.get(context.db)?.value;
  const part = (stage: string, from: number, to: number) => engineProgress(progress, { stage, from, to });
  const areasToSites = await travelBetween(context, {
    from: points,
    to: sites,
    before: last && { from: last.points, to: last.sites, matrix: last.areasToSites },
    ...part('Measuring drives from areas to candidate sites', 0.2, 0.8),
  });
  const areasToSitesOnFoot = await walksToSites(context, { points, sites, areasToSites }, parameters, {
    ...part('Measuring walks from areas to candidate sites', 0.8, 0.9),
  });
  const sitesToHubs = await travelBetween(context, {
    from: sites,
    to: hubs,
    ...part('Measuring drives from candidate sites to hubs', 0.9, 1),
  });
  const sessionTypes = listSessionTypes(context.db);
  const offered = usualRates(sessionRates(sessionTypes), sessionTypes);
  const toSites = { sites, areasToSites, areasToSitesOnFoot, sessionRates: offered };
  const scores = scoreSites({ ...measured, ...toSites, areas: points, sitesToHubs });
  return { ...measured, ...toSites, scores };
}

async function walksToSites(
  context: PlanningContext,
  to: { points: readonly PopulationPoint[]; sites: readonly Site[]; areasToSites: TravelMatrix },
  parameters: Parameters,
  progress: EngineProgress,
): Promise<TravelMatrix> {
  const places = { from: to.points, to: to.sites };
  const before = lastSiteWalks.get(context.db);
  const matrix = await walksBetween(context, { ...places, before, drives: to.areasToSites, ...progress });
  lastSiteWalks.set(context.db, { ...places, matrix });
  return withPram(matrix, parameters.walkingMetresPerHour);
}
