import { type AccessFigures, accessFigures } from '../core/access/accessFigures.ts';
import { childrenAged0to4 } from '../core/access/children.ts';
import { hubWeek, type UsualHubHours } from '../core/access/hubWeek.ts';
import { measurePoints } from '../core/access/measurePoints.ts';
import { measureNamed } from '../core/access/measures.ts';
import { bothSupplies, type Supply, supplyOfHubs, supplyOfRota } from '../core/access/supply.ts';
import { sideBySide } from '../core/access/withPlaces.ts';
import type { Plan } from '../core/nouns.ts';
import type { Parameters } from '../core/parameters.ts';
import { submatrix } from '../core/travelMatrix.ts';
import type { MeasureName } from '../shared/accessMeasures.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { type AccessMeasures, measureAccess, measureReach, type ReachMeasures } from './measureAccess.ts';

/** A measure of access with hubs alone, and with a plan's stops where there is one. */
export interface MeasuredAccess {
  readonly access: ReachMeasures;
  readonly figures: AccessFigures;
  /** Hubs whose opening hours are known; the others are taken for usual ones. */
  readonly hubsWithHours: number;
}

/** A plan as far as access goes: where its van calls, and when. */
export type PlanToMeasure = Pick<Plan, 'rota'>;

/**
 * One measure of access today, and with a plan. Drives and walks are measured when they are not there yet.
 * @throws ENGINE_* when roads cannot be measured
 */
export async function measuredAccess(
  context: PlanningContext,
  asked: { measure: MeasureName; plan: PlanToMeasure | null },
  progress: StageProgress = {},
): Promise<MeasuredAccess> {
  const { measure, plan } = asked;
  if (plan === null) return withHubs(await measureReach(context, progress), measure);
  return withPlan(await measureAccess(context, progress), { measure, plan });
}

function withHubs(access: ReachMeasures, measure: MeasureName): MeasuredAccess {
  const hubs = supplyOfHubs({ hubs: access.hubs, cycleWeeks: 1, usual: usualHours(access.parameters) });
  const today = measurePoints(measure, {
    ...common(access),
    supply: hubs,
    toPlaces: measureNamed(measure).isOnFoot ? access.areasToHubsOnFoot : access.areasToHubs,
  });
  return measured(access, { measure, today, plan: null, cycleDays: hubs.cycleDays });
}

function withPlan(
  access: AccessMeasures,
  { measure, plan }: { measure: MeasureName; plan: PlanToMeasure },
): MeasuredAccess {
  const { cycleWeeks } = plan.rota;
  const hubs = supplyOfHubs({ hubs: access.hubs, cycleWeeks, usual: usualHours(access.parameters) });
  const stops = knownPlaces(supplyOfRota(plan.rota), access);
  const [toHubs, toSites] = measureNamed(measure).isOnFoot
    ? [access.areasToHubsOnFoot, access.areasToSitesOnFoot]
    : [access.areasToHubs, access.areasToSites];
  const toStops = submatrix(toSites, {
    from: toSites.from,
    to: stops.places.map((place) => place.placeId),
  });
  const today = measurePoints(measure, { ...common(access), supply: hubs, toPlaces: toHubs });
  const after = measurePoints(measure, {
    ...common(access),
    supply: bothSupplies(hubs, stops),
    toPlaces: sideBySide(toHubs, toStops),
  });
  return measured(access, { measure, today, plan: after, cycleDays: hubs.cycleDays });
}

const usualHours = (parameters: Parameters): UsualHubHours => ({
  daysPerWeek: parameters.hubDaysPerWeek,
  hoursPerDay: parameters.hubHoursPerDay,
});

const common = (access: ReachMeasures) => ({
  children: access.points.map(childrenAged0to4),
  parameters: access.parameters,
});

/** Stops whose site has left the register have no drives any more. */
function knownPlaces(supply: Supply, access: AccessMeasures): Supply {
  const known = new Set(access.areasToSites.to);
  return { ...supply, places: supply.places.filter((place) => known.has(place.placeId)) };
}

function measured(
  access: ReachMeasures,
  made: { measure: MeasureName; today: Float64Array; plan: Float64Array | null; cycleDays: number },
): MeasuredAccess {
  const { areas, points, parameters } = access;
  const usual = usualHours(parameters);
  return {
    access,
    figures: accessFigures({ ...made, areas, points, parameters }),
    hubsWithHours: access.hubs.filter((hub) => hubWeek(hub.opening, usual).isKnown).length,
  };
}
