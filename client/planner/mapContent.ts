import type { BandsWire } from '../../server/contract/bands.ts';
import type { HubWire, MapWire, PlanStopWire } from '../../server/contract/planner.ts';
import type { RegisterWire } from '../../server/contract/sites.ts';
import { type Bounds, boundsOf, type LonLat } from '../../server/shared/coordinates.ts';
import { accessShows } from './accessView.ts';
import { areasByDrive, areasByMeasure } from './areaColours.ts';
import type { AreasOnMap } from './layers/areas.ts';
import type { RoutesOnMap } from './layers/routes.ts';
import type { SitesOnMap } from './layers/sites.ts';
import { wishFor } from './reduce.ts';
import { type SiteEditing, writtenPlace } from './siteEditing.ts';
import {
  type PlannerState,
  type RoutesWire,
  resource,
  type Step,
  shownBands,
  shownMeasure,
  shownPlan,
} from './state.ts';

/** What the map shows. A part that has not changed is the same object as before. */
export interface MapContent {
  /** Where to look first; null until the region is known. */
  readonly bounds: Bounds | null;
  /** What is below the planner's own layers; null until it is known, and for a region without. */
  readonly map: MapWire | null;
  /** Drive-time bands, when they are asked for and measured. */
  readonly bands: BandsWire | null;
  readonly areas: AreasOnMap | null;
  readonly hubs: readonly HubWire[] | null;
  readonly sites: SitesOnMap | null;
  readonly stops: readonly PlanStopWire[] | null;
  readonly routes: RoutesOnMap | null;
  readonly highlight: LonLat | null;
  /** The site whose form is open: where its marker stands; null where it has no place yet. */
  readonly placing: Placing | null;
  /** What must be in view: the place that is picked out, or all of a van-day's road. */
  readonly inView: Bounds | null;
}

/** Something that is put into its place on the map. */
export interface Placing {
  readonly lonLat: LonLat | null;
  /** True while a click anywhere puts it there; else it is dragged. */
  readonly isByClick: boolean;
}

/** Steps in which areas stand behind something else. */
const DIMMED: readonly Step[] = ['sites', 'stops', 'timetable', 'publish'];

/**
 * Makes the map's content from the state, keeping every part whose ingredients are the same.
 * @returns  a function with a memory of one content: one for each map
 */
export function createMapContent(): (state: PlannerState) => MapContent {
  const parts = {
    areas: keeping<AreasOnMap | null>(),
    sites: keeping<SitesOnMap | null>(),
    routes: keeping<RoutesOnMap | null>(),
    placing: keeping<Placing | null>(),
    inView: keeping<Bounds | null>(),
    whole: keeping<MapContent>(),
  };
  return (state) => {
    const { view, request } = state;
    const access = resource(state, 'access').value;
    const sites = resource(state, 'sites').value;
    const plan = shownPlan(state).value;
    const reachPlan = view.isAfterPlan ? plan : null;
    const isDimmed = DIMMED.includes(view.step);
    const measured = view.step === 'access' ? resource(state, shownMeasure(state)).value : null;
    const shows = accessShows(view, measured?.plan !== null);
    const areas = parts.areas([access, reachPlan, isDimmed, view.step === 'rota', measured, shows], () => {
      if (access === null || view.step === 'rota') return null;
      return measured === null
        ? { ...areasByDrive(access, reachPlan), isDimmed }
        : { ...areasByMeasure(access, measured, shows), isDimmed };
    });
    const candidates = parts.sites([sites, request, plan, view.step], () =>
      sites === null || (view.step !== 'stops' && view.step !== 'sites')
        ? null
        : {
            sites,
            wishOf: (siteId) => wishFor(request, siteId),
            stopIds: new Set(plan?.planStops.map((stop) => stop.siteId)),
          },
    );
    const selectedDay = view.selected?.kind === 'van-day' ? Number(view.selected.id) : null;
    const lines = plan === null || view.step !== 'rota' ? null : resource(state, `routes/${plan.id}`).value;
    const litDay = state.pointedDay ?? selectedDay;
    const routes = parts.routes([lines, litDay], () =>
      lines === null ? null : { routes: lines, litIndex: litDay },
    );
    const stops = view.step === 'access' && !view.isAfterPlan ? null : (plan?.planStops ?? null);
    const region = resource(state, 'region').value;
    const [bounds, map] = [region?.bounds ?? null, region?.map ?? null];
    const bandsKey = shownBands(state);
    const bands = bandsKey && resource(state, bandsKey).value;
    const highlight = placeOf(state);
    const { editing } = state;
    const register = resource(state, 'register').value;
    const placing = parts.placing([editing, register, view.step], () =>
      editing === null || view.step !== 'sites' ? null : placingOf(editing, register),
    );
    const shown = placing?.lonLat ?? highlight;
    const inView = parts.inView([shown, lines, selectedDay], () =>
      shown ? pointBounds(shown) : dayBounds(lines, selectedDay),
    );
    const ingredients = [
      bounds,
      map,
      bands,
      areas,
      access,
      candidates,
      stops,
      routes,
      highlight,
      placing,
      inView,
    ];
    return parts.whole(ingredients, () => ({
      bounds,
      map,
      bands,
      areas,
      hubs: access?.hubs ?? null,
      sites: candidates,
      stops,
      routes,
      highlight,
      placing,
      inView,
    }));
  };
}

/** Where the picked-out place is; null for none, and for a van-day, whose line is picked out itself. */
export function placeOf(state: PlannerState): LonLat | null {
  const { selected } = state.view;
  const access = resource(state, 'access').value;
  const find = <Place extends { readonly id: string; readonly lonLat: LonLat }>(
    places?: readonly Place[] | null,
  ) => places?.find((place) => place.id === selected?.id)?.lonLat ?? null;
  if (selected?.kind === 'area') return find(access?.areas);
  if (selected?.kind === 'hub') return find(access?.hubs);
  return selected?.kind === 'site' ? find(resource(state, 'sites').value) : null;
}

function placingOf(editing: SiteEditing, register: RegisterWire | null): Placing {
  const kept = register?.sites.find(({ id }) => id === editing.siteId)?.lonLat ?? null;
  return { lonLat: writtenPlace(editing, kept), isByClick: editing.siteId === null };
}

const pointBounds = ([lon, lat]: LonLat): Bounds => [lon, lat, lon, lat];

/** Around the road of one van-day; null when it is not here. */
function dayBounds(routes: RoutesWire | null, index: number | null): Bounds | null {
  const line = routes?.features.find((feature) => feature.properties.index === index)?.geometry;
  if (!line) return null;
  const points = line.type === 'LineString' ? line.coordinates : line.coordinates.flat();
  return boundsOf(points as unknown as LonLat[]) ?? null;
}

/** Makes a value again only when one of its ingredients is another than last time. */
function keeping<Value>(): (ingredients: readonly unknown[], make: () => Value) => Value {
  let last: { ingredients: readonly unknown[]; value: Value } | null = null;
  return (ingredients, make) => {
    if (last === null || ingredients.some((one, i) => one !== last?.ingredients[i])) {
      last = { ingredients, value: make() };
    }
    return last.value;
  };
}
