import type { ContactRange } from '../core/demand/contactRanges.ts';
import type { Plan, Site } from '../core/nouns.ts';
import type { ReviewedStop, ReviewInput, StopUsers } from '../core/rules/reviewInput.ts';
import { areaGroups } from '../core/stops/areaGroups.ts';
import { submatrix, type TravelMatrix } from '../core/travelMatrix.ts';
import { contactsWords } from '../shared/contactWords.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import type { KeptGroup, RuleSet } from '../shared/councilRules.ts';
import { WEEKDAY_NAMES } from '../shared/time.ts';
import { listStopUsers } from '../store/councilRules.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { type PlanDemand, planDemand } from './demandMeasures.ts';
import { planTravel, servedSiteIds } from './makePlan.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';
import { travelBetween } from './travel.ts';

/** A service with all that its review rests on. */
export interface ReviewFacts {
  readonly access: AccessMeasures;
  readonly input: ReviewInput;
  /** Population points × stops. */
  readonly toStopsOnFoot: TravelMatrix;
  readonly sites: ReadonlyMap<string, Site>;
  /** Stops that the register no longer has: they cannot be measured and are left out. */
  readonly leftOut: number;
}

/**
 * Everything rules are held against, for the stops that a plan's rota serves and the register holds.
 * @throws ENGINE_*
 */
export async function reviewFacts(
  context: PlanningContext,
  plan: Plan,
  set: RuleSet,
  progress: StageProgress,
): Promise<ReviewFacts> {
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.6),
  });
  const sites = new Map(access.sites.map((site) => [site.id, site]));
  const served = servedSiteIds(plan.rota);
  const siteIds = served.filter((id) => sites.has(id));
  const part = (stage: string, from: number, to: number) => engineProgress(progress, { stage, from, to });
  const stopsToStops = await planTravel(context, plan, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, 0.6 + 0.2 * share),
  });
  const stopsToHubs = await travelBetween(context, {
    from: access.sites,
    to: access.hubs,
    ...part('Measuring drives from stops to hubs', 0.8, 0.9),
  });
  progress.onStage?.('Estimating contacts', 0.9);
  const demand = await planDemand(context, plan, progress.signal);
  const toStops = columnsOf(access.areasToSites, siteIds);
  return {
    access,
    sites,
    leftOut: served.length - siteIds.length,
    toStopsOnFoot: columnsOf(access.areasToSitesOnFoot, siteIds),
    input: {
      rules: set.rules,
      stops: reviewedStops(context, { plan, access, sites, siteIds, demand }),
      hubs: access.hubs.map(({ id, name, lonLat }) => ({ id, name, lonLat })),
      cycleWeeks: plan.rota.cycleWeeks,
      stopsToHubs,
      stopsToStops,
      points: access.points,
      secondsToHub: access.nearest.map(({ seconds }) => seconds),
      pointsToStops: toStops,
      cutoffSeconds: access.parameters.withinReachSeconds,
    },
  };
}

const columnsOf = (matrix: TravelMatrix, to: readonly string[]): TravelMatrix =>
  submatrix(matrix, { from: matrix.from, to });

function reviewedStops(
  context: PlanningContext,
  known: {
    plan: Plan;
    access: AccessMeasures;
    sites: ReadonlyMap<string, Site>;
    siteIds: readonly string[];
    demand: PlanDemand;
  },
): ReviewedStop[] {
  const { plan, access, sites, siteIds, demand } = known;
  const counted = new Map(listStopUsers(context.db).map((count) => [count.siteId, count.usersPerVisit]));
  const expected = new Map(demand.stops.map(({ siteId, visit }) => [siteId, visit]));
  const groupsAt = groupFinder(access);
  return siteIds.map((siteId) => {
    const site = sites.get(siteId) as Site;
    const days = plan.rota.vanDays.filter(({ calls }) => calls.some((call) => call.siteId === siteId));
    return {
      siteId,
      name: site.name,
      lonLat: site.lonLat,
      visitsPerCycle: visitsOf(plan, siteId),
      users: usersAt(counted.get(siteId), expected.get(siteId)),
      vanDays: days.map(
        ({ vanId, week, weekday }) =>
          `${plan.vans.find((van) => van.id === vanId)?.name ?? vanId}, ${WEEKDAY_NAMES[weekday - 1]} of week ${week + 1}`,
      ),
      groups: { community: site.community || null, ...groupsAt(site.lonLat) },
    };
  });
}

/** What was counted, else the middle of what is expected; null where neither is known. */
function usersAt(perVisit: number | undefined, expected: ContactRange | undefined): StopUsers | null {
  if (perVisit !== undefined) return { perVisit, basis: 'counted', range: null };
  if (expected === undefined) return null;
  return { perVisit: expected.p50, basis: 'expected', range: contactsWords(expected, 'a visit') };
}

/** Calls at a stop in one cycle. */
const visitsOf = ({ rota }: Plan, siteId: string): number =>
  rota.vanDays.reduce((sum, { calls }) => sum + calls.filter((call) => call.siteId === siteId).length, 0);

/** The groups of the area whose people live nearest to a place. */
function groupFinder(
  access: AccessMeasures,
): (place: LonLat) => Readonly<Record<Exclude<KeptGroup, 'community'>, string | null>> {
  const areas = new Map(access.areas.map((area) => [area.id, area]));
  const districts = new Map(
    areaGroups(access.areas, 'district').flatMap(({ name, areaIds }) =>
      areaIds.map((id) => [id, name] as const),
    ),
  );
  return (place) => {
    let [nearest, least] = ['', Number.POSITIVE_INFINITY];
    for (const { areaId, lonLat } of access.points) {
      const metres = greatCircleMetres(place, lonLat);
      if (metres < least) [nearest, least] = [areaId, metres];
    }
    const area = areas.get(nearest);
    const decile = area?.deprivationDecile ?? null;
    return {
      district: districts.get(nearest) ?? null,
      deprivation: decile === null ? null : String(decile),
      'rural-urban': area?.ruralUrban ?? null,
    };
  };
}
