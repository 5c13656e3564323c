import { expectedContactsOfPlan } from '../core/demand/expectedContacts.ts';
import type { Plan, Site } from '../core/nouns.ts';
import type { ReviewedStop, ReviewInput } from '../core/rules/reviewInput.ts';
import { areaGroups } from '../core/stops/areaGroups.ts';
import { submatrix, type TravelMatrix } from '../core/travelMatrix.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import type { KeptGroup, RuleSet } from '../shared/councilRules.ts';
import { WEEKDAY_NAMES } from '../shared/time.ts';
import { listStopUsers } from '../store/councilRules.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { planTravel, servedSiteIds } from './makePlan.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';
import { travelBetween } from './travel.ts';

/** Days in a month for rates a month: a year of 365.25 days ÷ 12. */
const DAYS_PER_MONTH = 30.4375;

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
  const toStops = columnsOf(access.areasToSites, siteIds);
  return {
    access,
    sites,
    leftOut: served.length - siteIds.length,
    toStopsOnFoot: columnsOf(access.areasToSitesOnFoot, siteIds),
    input: {
      rules: set.rules,
      stops: reviewedStops(context, { plan, access, sites, siteIds, toStops }),
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
    toStops: TravelMatrix;
  },
): ReviewedStop[] {
  const { plan, access, sites, siteIds, toStops } = known;
  const counted = new Map(listStopUsers(context.db).map((count) => [count.siteId, count.usersPerVisit]));
  const expected = expectedPerVisit(plan, access, toStops);
  const groupsAt = groupFinder(access);
  return siteIds.map((siteId) => {
    const site = sites.get(siteId) as Site;
    const perVisit = counted.get(siteId);
    const days = plan.rota.vanDays.filter(({ calls }) => calls.some((call) => call.siteId === siteId));
    return {
      siteId,
      name: site.name,
      lonLat: site.lonLat,
      visitsPerCycle: visitsOf(plan, siteId),
      users:
        perVisit === undefined
          ? { perVisit: expected.get(siteId) ?? 0, basis: 'expected' }
          : { perVisit, basis: 'counted' },
      vanDays: days.map(
        ({ vanId, week, weekday }) =>
          `${plan.vans.find((van) => van.id === vanId)?.name ?? vanId}, ${WEEKDAY_NAMES[weekday - 1]} of week ${week + 1}`,
      ),
      groups: { community: site.community || null, ...groupsAt(site.lonLat) },
    };
  });
}

/** Calls at a stop in one cycle. */
const visitsOf = ({ rota }: Plan, siteId: string): number =>
  rota.vanDays.reduce((sum, { calls }) => sum + calls.filter((call) => call.siteId === siteId).length, 0);

/** Contacts to expect at each visit, as the stops share the families around them. */
function expectedPerVisit(
  plan: Plan,
  access: AccessMeasures,
  areasToSites: TravelMatrix,
): ReadonlyMap<string, number> {
  const monthly = expectedContactsOfPlan({ ...access, areas: access.points, areasToSites });
  const monthsPerCycle = (plan.rota.cycleWeeks * 7) / DAYS_PER_MONTH;
  return new Map(
    monthly.map(({ siteId, contactsPerMonth }) => [
      siteId,
      (contactsPerMonth * monthsPerCycle) / Math.max(1, visitsOf(plan, siteId)),
    ]),
  );
}

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
