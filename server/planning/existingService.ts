import { childrenAged0to4 } from '../core/access/children.ts';
import { reachAfter } from '../core/access/reach.ts';
import { checkService, type ServiceFigures } from '../core/check/service/checkService.ts';
import type { RotaRules, ServiceStop, SessionType, Site, Stop, Van } from '../core/nouns.ts';
import { baseId } from '../core/rota/rotaInput.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { bankHolidaysBetween } from '../core/timetable/bankHolidays.ts';
import { secondsAt, type TravelMatrix } from '../core/travelMatrix.ts';
import { counted } from '../shared/text.ts';
import { addDays, dateAt, type ServiceDate } from '../shared/time.ts';
import { UNREACHABLE } from '../shared/units.ts';
import { listBankHolidays, listSessionTypes, listVans } from '../store/service.ts';
import { saveServiceImport } from '../store/serviceImports.ts';
import { listEverySite, listSites } from '../store/sites.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { servedSiteIds } from './makePlan.ts';
import { measureAccess } from './measureAccess.ts';
import { patternOf, type ServicePattern, type StopRemark } from './servicePattern.ts';
import { type ExistingService, nothingLeft, type ServiceReport, serviceReport } from './serviceReport.ts';
import { serviceSites } from './serviceSites.ts';
import { serviceTravel } from './serviceTravel.ts';
import { type ServiceCall, serviceVanDays } from './serviceVanDays.ts';
import { serviceVans, withSeenShifts } from './serviceVans.ts';
import { travelBetween } from './travel.ts';

/** The span of the truth check: a year, so that every bank holiday is seen. */
const CHECKED_DAYS = 364;

/**
 * Takes over an existing service: its stops become sites (known ones are recognised), its pattern a draft plan under the next
 * letter. Published times stay as they are, so that the plan's checks say what the timetable is worth.
 * @throws SERVICE_EMPTY when none of its stops can be planned with; NO_VAN; ENGINE_*
 */
export async function importExistingService(
  context: PlanningContext,
  service: ExistingService,
  progress: StageProgress = {},
): Promise<ServiceReport> {
  const today = dateAt(context.clock());
  const stops = service.rows.map((row) => row.value);
  const pattern = patternOf(stops, today);
  const planned = await planService(context, { stops, pattern, file: service.file }, progress);
  if (planned.calls.length === 0) throw nothingLeft(service, planned.leftOut);
  const figures = await figuresOf(context, stops, { today, progress });
  const plan = await planFieldsOf(context, planned, progress);
  const { report } = saveServiceImport(context.db, {
    sites: [...planned.added, ...planned.arranged],
    plan,
    file: service.file,
    sha256: service.sha256,
    reportOf: (saved) => serviceReport(service, { saved, ...planned, changed: pattern.changed, figures }),
  });
  progress.onStage?.('Plan ready', 1);
  return report;
}

/** A service as far as it can be planned with. */
interface PlannedService {
  /** Sites that were not known, of stops with a call. */
  readonly added: readonly Site[];
  /** The same of stops to which the van comes by arrangement. */
  readonly arranged: readonly Site[];
  readonly vans: readonly Van[];
  /** Of the vans that the region did not know. */
  readonly unknown: ReadonlySet<string>;
  readonly rules: RotaRules;
  readonly cycleAnchor: ServiceDate;
  readonly calls: readonly ServiceCall[];
  readonly matrix: TravelMatrix;
  readonly leftOut: readonly StopRemark[];
  readonly assumed: readonly string[];
}

/** Sites, vans, roads and calls of the stops that have a way to them; the others are left out with the reason. */
async function planService(
  context: PlanningContext,
  known: { stops: readonly ServiceStop[]; pattern: ServicePattern; file: string },
  progress: StageProgress,
): Promise<PlannedService> {
  const { stops, pattern, file } = known;
  const planned = [...new Set(pattern.visits.map((visit) => visit.index))];
  const arranged = stops.flatMap(({ type, lonLat }, index) => (type === 'dynamic' && lonLat ? [index] : []));
  const wanted = [...planned, ...arranged];
  const register = listSites(context.db);
  const found = serviceSites(
    wanted.map((index) => stops[index]),
    { sites: register, taken: listEverySite(context.db), file },
  );
  const siteOf = new Map(wanted.map((index, k) => [index, found.siteIds[k]]));
  const { vans, vanIdOf, unknown, assumed } = serviceVans(
    planned.map((index) => stops[index]),
    listVans(context.db),
  );
  const used = new Set(found.siteIds.slice(0, planned.length));
  const places = [...register, ...found.added].filter((site) => used.has(site.id));
  const matrix = await roadsOf(context, { places, vans }, progress);
  const isOnRoad = reachableFrom(matrix, vans);
  const calls = pattern.visits.flatMap(({ index, weekday, weeks }): ServiceCall[] => {
    const siteId = siteOf.get(index) ?? null;
    if (siteId === null || !isOnRoad(siteId)) return [];
    const { arrival: open, departure: close } = stops[index];
    return weeks.map((week) => ({ siteId, vanId: vanIdOf(stops[index]), week, weekday, open, close }));
  });
  const unfit = planned.flatMap((index) => unfitStop(index, siteOf.get(index) ?? null, isOnRoad));
  const called = new Set(calls.map((call) => call.siteId));
  const asked = arranged.flatMap((index) => siteOf.get(index) ?? []).filter((id) => !called.has(id));
  const byArrangement = sitesByArrangement(asked, { added: found.added, register });
  return {
    added: found.added.filter((site) => called.has(site.id)),
    arranged: byArrangement.added,
    vans,
    unknown,
    rules: { ...DEFAULT_ROTA_RULES, cycleWeeks: pattern.cycleWeeks },
    cycleAnchor: pattern.cycleAnchor,
    calls,
    matrix,
    leftOut: [...pattern.leftOut, ...unfit],
    assumed: [...assumed, ...byArrangement.told],
  };
}

/** New sites of stops by arrangement, marked so, and what to do about those that the register knows already. */
function sitesByArrangement(
  siteIds: readonly string[],
  known: { added: readonly Site[]; register: readonly Site[] },
): { added: Site[]; told: string[] } {
  const asked = new Set(siteIds);
  const added = known.added
    .filter((site) => asked.has(site.id))
    .map((site) => ({ ...site, facts: { ...site.facts, isByArrangement: true } }));
  const unmarked = known.register.filter(({ id, facts }) => asked.has(id) && facts.isByArrangement !== true);
  const names = unmarked.map(({ name }) => name);
  return {
    added,
    told: [
      ...(added.length > 0
        ? [
            `${counted(added.length, 'stop')} by arrangement ${added.length === 1 ? 'is' : 'are'} kept as a proposed site; once approved, its public page gives the phone line in place of times.`,
          ]
        : []),
      ...(names.length > 0
        ? [`In the register of sites, mark as by arrangement, if that is so: ${names.join(', ')}.`]
        : []),
    ],
  };
}

/** Why a stop with a pattern has no place in the plan; none when it has one. */
function unfitStop(
  index: number,
  siteId: string | null,
  isOnRoad: (siteId: string) => boolean,
): StopRemark[] {
  if (siteId === null) return [{ index, text: 'is not on the map' }];
  return isOnRoad(siteId) ? [] : [{ index, text: 'has no road to it in this region' }];
}

/** Road times among bases and sites, all to all; as the plan's own checks ask for them. */
function roadsOf(
  context: PlanningContext,
  known: { places: readonly Site[]; vans: readonly Van[] },
  progress: StageProgress,
): Promise<TravelMatrix> {
  const ends = [
    ...known.vans.map((van) => ({ id: baseId(van.id), name: van.base.name, lonLat: van.base.lonLat })),
    ...[...known.places].sort((a, b) => (a.id < b.id ? -1 : 1)),
  ];
  const part = { stage: 'Measuring drives between stops', from: 0, to: 0.4 };
  return travelBetween(context, { from: ends, to: ends, ...engineProgress(progress, part) });
}

/** Whether a van can come to a place and back. */
function reachableFrom(matrix: TravelMatrix, vans: readonly Van[]): (siteId: string) => boolean {
  const position = new Map(matrix.from.map((id, i) => [id, i]));
  const bases = vans.map((van) => position.get(baseId(van.id)) ?? -1);
  return (siteId) => {
    const place = position.get(siteId) ?? -1;
    return bases.some(
      (base) => secondsAt(matrix, base, place) < UNREACHABLE && secondsAt(matrix, place, base) < UNREACHABLE,
    );
  };
}

async function planFieldsOf(
  context: PlanningContext,
  planned: PlannedService,
  progress: StageProgress,
): Promise<Parameters<typeof saveServiceImport>[1]['plan']> {
  const { calls, rules, matrix } = planned;
  const vanDays = serviceVanDays(calls, { matrix, rules });
  const rota = { cycleWeeks: rules.cycleWeeks, vanDays, unserved: [], seed: 0, iterations: 0 };
  const reached = await reachWith(context, { planned, siteIds: servedSiteIds(rota) }, progress);
  return {
    parameters: {
      maxStops: reached.needs.size,
      vans: planned.vans.length,
      cycleWeeks: rules.cycleWeeks,
      seed: 0,
      iterations: 0,
      forceIn: [],
      forceOut: [],
    },
    rules,
    vans: planned.vans.map((van) => (planned.unknown.has(van.id) ? withSeenShifts(van, vanDays) : van)),
    stops: stopsOf(calls, { needs: reached.needs, sessionTypes: listSessionTypes(context.db) }),
    rota,
    cycleAnchor: planned.cycleAnchor,
    travelSource: matrix.source,
    children: reached.children,
    beyondReachBefore: reached.before,
    beyondReachAfter: reached.after,
    isChoiceProven: false,
    choiceGap: 1,
    createdAt: context.clock(),
  };
}

/** Children beyond reach without and with the stops, and how many each stop alone brings within reach. */
async function reachWith(
  context: PlanningContext,
  known: { planned: PlannedService; siteIds: readonly string[] },
  progress: StageProgress,
): Promise<{ children: number; before: number; after: number; needs: ReadonlyMap<string, number> }> {
  const part = (from: number, to: number) => ({
    ...progress,
    onStage: (stage: string, share: number) => progress.onStage?.(stage, from + share * (to - from)),
  });
  const access = await measureAccess(context, part(0.6, 0.8));
  const byId = new Map([...listSites(context.db), ...known.planned.added].map((site) => [site.id, site]));
  const toStops = await travelBetween(context, {
    from: access.points,
    to: known.siteIds.flatMap((id) => byId.get(id) ?? []),
    ...engineProgress(progress, { stage: 'Measuring drives from areas to stops', from: 0.8, to: 1 }),
  });
  const cutoffSeconds = access.parameters.withinReachSeconds;
  const after = reachAfter({ areas: access.points, toHubs: access.areasToHubs, toStops, cutoffSeconds });
  const needs = new Map(
    toStops.to.map((siteId, j) => [
      siteId,
      access.points.reduce(
        (sum, point, i) =>
          access.nearest[i].seconds > cutoffSeconds && secondsAt(toStops, i, j) <= cutoffSeconds
            ? sum + childrenAged0to4(point)
            : sum,
        0,
      ),
    ]),
  );
  return {
    children: access.reach.children,
    before: access.reach.childrenBeyond,
    after: after.childrenBeyond,
    needs,
  };
}

/** The stops of a plan: as often as the calls come, with the shortest of their times as the session. */
function stopsOf(
  calls: readonly ServiceCall[],
  known: { needs: ReadonlyMap<string, number>; sessionTypes: readonly SessionType[] },
): Stop[] {
  const usual = known.sessionTypes.filter((type) => type.isUsual).map((type) => type.id);
  return [...known.needs].map(([siteId, need]) => {
    const own = calls.filter((call) => call.siteId === siteId);
    return {
      siteId,
      visitsPerCycle: own.length,
      sessionSeconds: Math.min(...own.map((call) => call.close - call.open)),
      sessionTypeIds: usual,
      need,
    };
  });
}

async function figuresOf(
  context: PlanningContext,
  stops: readonly ServiceStop[],
  known: { today: ServiceDate; progress: StageProgress },
): Promise<ServiceFigures> {
  const span = { from: known.today, to: addDays(known.today, CHECKED_DAYS) };
  const { holidays } = bankHolidaysBetween({ ...span, published: listBankHolidays(context.db) });
  const { progress } = known;
  const { figures } = checkService({
    stops,
    routedSeconds: await serviceTravel(context.engine, stops, {
      ...span,
      ...progress,
      onStage: (stage, share) => progress.onStage?.(stage, 0.4 + share * 0.2),
    }),
    rules: DEFAULT_ROTA_RULES,
    bankHolidays: new Map(holidays.map(({ date, title }) => [date, title])),
    ...span,
  });
  return figures;
}
