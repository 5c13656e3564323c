import type { Plan, VanDay } from '../core/nouns.ts';
import type { Route, RoutePoint } from '../engines/engine.ts';
import { listEverySite } from '../store/sites.ts';
import type { PlanningContext, StageProgress } from './context.ts';

/** The road of one van-day, base to base. */
export interface VanDayRoute {
  /** Position of the van-day in the plan's rota. */
  readonly index: number;
  readonly vanDay: VanDay;
  readonly route: Route;
}

/**
 * The road of one van-day with turn-by-turn text: one leg to each call and one back to the base.
 * @throws ENGINE_NO_ROUTE naming the places
 */
export async function routeVanDay(context: PlanningContext, plan: Plan, index: number): Promise<VanDayRoute> {
  const vanDay = plan.rota.vanDays[index];
  return { index, vanDay, route: await context.engine.route(placesOf(context, plan, vanDay)) };
}

/** The roads of all van-days, in their order; days with the same calls are routed once. */
export async function routeVanDays(
  context: PlanningContext,
  plan: Plan,
  { signal }: Pick<StageProgress, 'signal'> = {},
): Promise<VanDayRoute[]> {
  const known = new Map<string, Route>();
  const routes: VanDayRoute[] = [];
  for (const [index, vanDay] of plan.rota.vanDays.entries()) {
    signal?.throwIfAborted();
    const key = JSON.stringify([vanDay.vanId, vanDay.calls.map((call) => call.siteId)]);
    const route = known.get(key) ?? (await context.engine.route(placesOf(context, plan, vanDay)));
    known.set(key, route);
    routes.push({ index, vanDay, route });
  }
  return routes;
}

function placesOf({ db }: PlanningContext, plan: Plan, vanDay: VanDay): RoutePoint[] {
  const sites = new Map(listEverySite(db).map((site) => [site.id, site]));
  const van = plan.vans.find(({ id }) => id === vanDay.vanId);
  const calls = vanDay.calls.flatMap((call) => sites.get(call.siteId) ?? []);
  if (!van) return calls;
  const base: RoutePoint = { id: `base:${van.id}`, name: van.base.name, lonLat: van.base.lonLat };
  return [base, ...calls, base];
}
