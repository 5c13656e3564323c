import type {
  AccessWire,
  AreaWire,
  PlanStopWire,
  PlanSummaryWire,
  PlanWire,
  ReachWire,
  SiteWire,
  VanDayWire,
} from '../../server/contract/planner.ts';
import type { Weekday } from '../../server/shared/time.ts';

/** Drives in seconds by area: to the nearest hub, or with a plan's stops to the nearest of hubs and stops. */
export function secondsByArea(access: AccessWire, plan: PlanWire | null): ReadonlyMap<string, number | null> {
  return plan === null
    ? new Map(access.areas.map((area) => [area.id, area.hubSeconds]))
    : new Map(plan.areasAfter.map((area) => [area.areaId, area.seconds]));
}

/** The same by point of each area, in their own order: what the map is coloured by. */
export function secondsByPoint(
  access: AccessWire,
  plan: PlanWire | null,
): ReadonlyMap<string, readonly (number | null)[]> {
  return plan === null
    ? new Map(access.areas.map((area) => [area.id, area.points.map((point) => point.hubSeconds)]))
    : new Map(plan.areasAfter.map((area) => [area.areaId, area.pointSeconds]));
}

/** The areas with children whose drive is longest; no road comes first. At most `most`. */
export function worstAreas(
  areas: readonly AreaWire[],
  seconds: ReadonlyMap<string, number | null>,
  most: number,
): AreaWire[] {
  const drive = (area: AreaWire) => seconds.get(area.id) ?? Number.POSITIVE_INFINITY;
  const compare = (a: AreaWire, b: AreaWire) => (drive(a) === drive(b) ? 0 : drive(b) > drive(a) ? 1 : -1);
  return areas
    .filter((area) => area.children > 0)
    .sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

/** Children brought within reach by a plan: of hubs and stops together, never below 0. */
export const newlyReached = (plan: Pick<PlanSummaryWire, 'beyondReachBefore' | 'beyondReachAfter'>): number =>
  Math.max(0, plan.beyondReachBefore - plan.beyondReachAfter);

/** A seed no plan has been made with yet: one more than the largest. */
export const unusedSeed = (plans: readonly Pick<PlanSummaryWire, 'request'>[]): number =>
  plans.reduce((largest, plan) => Math.max(largest, plan.request.seed), 0) + 1;

/** 0..1 of the children; 0 without children. */
export const shareOf = (children: number, all: number): number => (all > 0 ? children / all : 0);

/** Name of any place by identifier: hubs first, then sites. */
export function placeNames(
  access: AccessWire | null,
  sites: readonly SiteWire[] | null,
): ReadonlyMap<string, string> {
  return new Map([
    ...(sites ?? []).map((site): [string, string] => [site.id, site.name]),
    ...(access?.hubs ?? []).map((hub): [string, string] => [hub.id, hub.name]),
  ]);
}

/** Hubs with the children of the areas nearest to each. */
export function childrenByHub(access: AccessWire): ReadonlyMap<string, { children: number; areas: number }> {
  const counts = new Map<string, { children: number; areas: number }>();
  for (const area of access.areas) {
    if (area.nearestHubId === null) continue;
    const count = counts.get(area.nearestHubId) ?? { children: 0, areas: 0 };
    counts.set(area.nearestHubId, { children: count.children + area.children, areas: count.areas + 1 });
  }
  return counts;
}

/** One line of a plan's week grid: the days of a week, in weekday order; a day may hold several vans. */
export interface GridWeek {
  readonly week: number;
  readonly days: readonly (readonly VanDayWire[])[];
}

/** The weekdays a grid needs: Monday to Friday, and the weekend only where a van goes out then. */
export function gridWeekdays(vanDays: readonly VanDayWire[]): Weekday[] {
  const last = vanDays.reduce((most, day) => Math.max(most, day.weekday), 5);
  return Array.from({ length: last }, (_, i) => (i + 1) as Weekday);
}

/** A plan's van-days as weeks × weekdays; weeks without any van-day are there too. */
export function weekGrid(plan: Pick<PlanWire, 'vanDays' | 'request'>): GridWeek[] {
  const weekdays = gridWeekdays(plan.vanDays);
  return Array.from({ length: plan.request.cycleWeeks }, (_, week) => ({
    week,
    days: weekdays.map((weekday) =>
      plan.vanDays.filter((day) => day.week === week && day.weekday === weekday),
    ),
  }));
}

/** Whether the reach figures say anything: a region without children has none. */
export const hasChildren = (reach: ReachWire): boolean => reach.children > 0;

/** A plan's stops with their numbers on the map and in the table: 1 for the most newly reached children. */
export function numberedStops(stops: readonly PlanStopWire[]): { number: number; stop: PlanStopWire }[] {
  return [...stops]
    .sort((a, b) => b.need - a.need || (a.siteId < b.siteId ? -1 : 1))
    .map((stop, i) => ({ number: i + 1, stop }));
}
