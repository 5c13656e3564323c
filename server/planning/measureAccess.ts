import { type NearestHub, nearestHub } from '../core/access/nearestHub.ts';
import { type PopulationPoint, populationPoints } from '../core/access/populationPoints.ts';
import { type Reach, reachOf } from '../core/access/reach.ts';
import type { Area, Hub, Site } from '../core/nouns.ts';
import { type Parameters, parametersWith } from '../core/parameters.ts';
import { type SiteScore, scoreSites } from '../core/stops/scoreSites.ts';
import type { TravelMatrix } from '../core/travelMatrix.ts';
import { listAreas } from '../store/areas.ts';
import { listHubs } from '../store/hubs.ts';
import type { WritableDb } from '../store/open.ts';
import { listParameterOverrides } from '../store/parameters.ts';
import { findRegion } from '../store/region.ts';
import { listSites, sitesStamp } from '../store/sites.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { travelBetween } from './travel.ts';

/** Who can reach a hub today, and what each candidate site would add. */
export interface AccessMeasures {
  readonly areas: readonly Area[];
  /** Where the areas' people live: the rows of the matrices below. */
  readonly points: readonly PopulationPoint[];
  readonly hubs: readonly Hub[];
  readonly sites: readonly Site[];
  readonly parameters: Parameters;
  /** Population points × hubs. */
  readonly areasToHubs: TravelMatrix;
  /** Population points × sites. */
  readonly areasToSites: TravelMatrix;
  /** One entry a population point, in their order. */
  readonly nearest: readonly NearestHub[];
  readonly reach: Reach;
  /** Best score first. */
  readonly scores: readonly SiteScore[];
}

/** The last measures of each open store, with what they rest on; they go when the store does. */
const lastMeasures = new WeakMap<WritableDb, { readonly restsOn: string; readonly access: AccessMeasures }>();

/**
 * Measures the region as it stands in the store. Times come from the engine once, then from the store; nothing is
 * measured again while import, sites, parameters and roads are the same.
 */
export async function measureAccess(
  context: PlanningContext,
  progress: StageProgress = {},
): Promise<AccessMeasures> {
  const { db, engine } = context;
  const overrides = listParameterOverrides(db);
  const restsOn = JSON.stringify([findRegion(db)?.importedAt, sitesStamp(db), overrides, engine.source]);
  const last = lastMeasures.get(db);
  if (last?.restsOn === restsOn) return last.access;
  const access = await measureAnew(context, parametersWith(overrides), progress);
  lastMeasures.set(db, { restsOn, access });
  return access;
}

async function measureAnew(
  context: PlanningContext,
  parameters: Parameters,
  progress: StageProgress,
): Promise<AccessMeasures> {
  const { db } = context;
  const [areas, hubs, sites] = [listAreas(db), listHubs(db), listSites(db)];
  const points = populationPoints(areas);
  const part = (stage: string, from: number, to: number) => engineProgress(progress, { stage, from, to });
  const areasToHubs = await travelBetween(context, {
    from: points,
    to: hubs,
    ...part('Measuring drives from areas to hubs', 0, 0.2),
  });
  const areasToSites = await travelBetween(context, {
    from: points,
    to: sites,
    ...part('Measuring drives from areas to candidate sites', 0.2, 0.9),
  });
  const sitesToHubs = await travelBetween(context, {
    from: sites,
    to: hubs,
    ...part('Measuring drives from candidate sites to hubs', 0.9, 1),
  });
  const nearest = nearestHub(areasToHubs);
  return {
    areas,
    points,
    hubs,
    sites,
    parameters,
    areasToHubs,
    areasToSites,
    nearest,
    reach: reachOf({ areas: points, nearest, cutoffSeconds: parameters.withinReachSeconds }),
    scores: scoreSites({ areas: points, sites, areasToHubs, areasToSites, sitesToHubs, parameters }),
  };
}
