import {
  type ChildrenDrawn,
  type ContactDraws,
  DEMAND_DRAWS,
  DEMAND_SEED,
  type DrawFields,
  drawChildren,
  drawContacts,
} from '../core/demand/contactDraws.ts';
import {
  type ContactRange,
  contactsBySession,
  countedRange,
  type LowConfidence,
  lowConfidence,
  monthlyDraws,
  type SessionContacts,
  visitRange,
} from '../core/demand/contactRanges.ts';
import { type SessionRate, sessionRates } from '../core/demand/sessionRates.ts';
import type { Plan, SessionType, Stop } from '../core/nouns.ts';
import { DAYS_PER_MONTH } from '../shared/units.ts';
import { listSessionTypes } from '../store/service.ts';
import type { PlanningContext, StageProgress } from './context.ts';
import { inSlices } from './inSlices.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';
import { withPlanWorker } from './planWorker.ts';

/** Contacts a month to expect at one candidate site, as if it were the only stop. Never for public pages. */
export interface SiteDemand {
  readonly siteId: string;
  readonly month: ContactRange;
  readonly lowConfidence: readonly LowConfidence[];
  readonly babiesWithinReach: number;
}

/** Contacts to expect at one stop of a plan, beside all its other stops. */
export interface StopDemand {
  readonly siteId: string;
  readonly month: ContactRange;
  readonly visit: ContactRange;
  readonly sessions: readonly SessionContacts[];
  readonly lowConfidence: readonly LowConfidence[];
}

/** Contacts to expect of a whole plan. */
export interface PlanDemand {
  readonly month: ContactRange;
  /** The stops that are served, in the plan's order. */
  readonly stops: readonly StopDemand[];
  readonly sessions: readonly {
    readonly sessionTypeId: string;
    readonly name: string;
    readonly month: ContactRange;
  }[];
  /** Session types that are offered but name no rate, so that nothing is in the figures for them. */
  readonly unestimated: readonly string[];
}

/** Constants and rates an estimate is made with, in place of those in use. */
export type DemandChanges = Partial<Pick<DrawFields, 'parameters' | 'sessionRates'>>;

const measured = new WeakMap<AccessMeasures, Promise<readonly SiteDemand[]>>();

/**
 * Contacts a month at every candidate site, drawn in a thread of its own; kept as long as the measures of access are.
 * @returns in the order of `access.sites`
 * @throws PLAN_CANCELLED; ENGINE_*
 */
export async function measureDemand(
  context: PlanningContext,
  progress: StageProgress = {},
): Promise<readonly SiteDemand[]> {
  const access = await measureAccess(context, progress);
  const known = measured.get(access);
  if (known) return known;
  const work = siteDemands(access, progress);
  // Work that may be cancelled is nobody else's to wait for.
  if (progress.signal === undefined) {
    measured.set(access, work);
    work.catch(() => measured.delete(access));
    return work;
  }
  const value = await work;
  measured.set(access, Promise.resolve(value));
  return value;
}

async function siteDemands(access: AccessMeasures, progress: StageProgress): Promise<readonly SiteDemand[]> {
  const siteIds = access.sites.map(({ id }) => id);
  const ranges = await withPlanWorker(progress.signal, (worker) =>
    worker.demand({
      fields: drawFields(access, { siteIds, isShared: false }),
      onProgress: (share) => progress.onStage?.('Estimating contacts', share),
    }),
  );
  const babies = babiesWithinReach(access);
  return siteIds.map((siteId, j) => ({
    siteId,
    month: ranges[j],
    babiesWithinReach: babies.get(siteId) ?? 0,
    lowConfidence: lowConfidence(ranges[j], babies.get(siteId) ?? 0),
  }));
}

const babiesWithinReach = (access: AccessMeasures): ReadonlyMap<string, number> =>
  new Map(access.scores.map(({ siteId, contacts }) => [siteId, contacts.inputs.babiesWithinReach]));

/** What draws are made of for some of the region's sites. */
export const drawFields = (
  access: AccessMeasures,
  fields: Pick<DrawFields, 'siteIds' | 'isShared'> & DemandChanges & { readonly children?: ChildrenDrawn },
): DrawFields => ({
  areas: access.points,
  areasToHubs: access.areasToHubs,
  areasToHubsOnFoot: access.areasToHubsOnFoot,
  areasToSites: access.areasToSites,
  areasToSitesOnFoot: access.areasToSitesOnFoot,
  parameters: access.parameters,
  sessionRates: access.sessionRates,
  seed: DEMAND_SEED,
  draws: DEMAND_DRAWS,
  ...fields,
});

const childrenOf = new WeakMap<AccessMeasures['points'], ChildrenDrawn>();

/** Draws for a few sites at once, in slices between which the server answers others. @throws what `signal` was aborted with */
export async function drawnFor(
  access: AccessMeasures,
  fields: Pick<DrawFields, 'siteIds' | 'isShared'> & DemandChanges,
  signal?: AbortSignal,
): Promise<ContactDraws> {
  const children =
    childrenOf.get(access.points) ??
    drawChildren({ areas: access.points, seed: DEMAND_SEED, draws: DEMAND_DRAWS });
  childrenOf.set(access.points, children);
  return inSlices(drawContacts(drawFields(access, { ...fields, children })), { signal });
}

/** Contacts a month at one site as if it were the only stop, with the draws they are from. */
export async function siteMonth(
  access: AccessMeasures,
  asked: { siteId: string; rates: readonly SessionRate[] } & Pick<DemandChanges, 'parameters'>,
  signal?: AbortSignal,
): Promise<{ month: ContactRange; draws: ContactDraws }> {
  const { parameters = access.parameters, rates } = asked;
  const fields = { siteIds: [asked.siteId], isShared: false, parameters, sessionRates: rates };
  const draws = await drawnFor(access, fields, signal);
  const usual = new Set(access.sessionRates.map(({ sessionTypeId }) => sessionTypeId));
  const positions = rates.flatMap((rate, k) => (usual.has(rate.sessionTypeId) ? [k] : []));
  return { month: countedRange(monthlyDraws(draws, { sites: [0], rates: positions })), draws };
}

/** Draws of a plan's served stops, which share the families around them. */
interface PlanDraws {
  readonly access: AccessMeasures;
  readonly rates: readonly SessionRate[];
  readonly draws: ContactDraws;
  readonly stops: readonly Stop[];
  /** Positions of what counts at each stop among the rates. */
  readonly offered: readonly (readonly number[])[];
  /** Mean contacts a month at each stop, draw by draw. */
  readonly byStop: readonly Float64Array[];
  readonly visits: ReadonlyMap<string, number>;
}

async function planDraws(
  context: PlanningContext,
  plan: Plan,
  changes: DemandChanges,
  signal?: AbortSignal,
): Promise<PlanDraws> {
  const access = await measureAccess(context);
  const rates = changes.sessionRates ?? sessionRates(listSessionTypes(context.db));
  const { parameters = access.parameters } = changes;
  const visits = visitsPerMonth(plan, new Set(access.sites.map(({ id }) => id)));
  const stops = plan.stops.filter(({ siteId }) => visits.has(siteId));
  const siteIds = stops.map(({ siteId }) => siteId);
  const fields = { siteIds, isShared: true, parameters, sessionRates: rates };
  const draws = await drawnFor(access, fields, signal);
  const offered = stops.map((stop) => offeredAt(stop.sessionTypeIds, rates));
  const byStop = offered.map((positions, j) => monthlyDraws(draws, { sites: [j], rates: positions }));
  return { access, rates, draws, stops, offered, byStop, visits };
}

/** Contacts a month at all stops of a plan together. @param changes  constants and rates in place of those in use */
export async function planMonth(
  context: PlanningContext,
  plan: Plan,
  changes: DemandChanges,
  signal?: AbortSignal,
): Promise<ContactRange> {
  return countedRange(summed((await planDraws(context, plan, changes, signal)).byStop));
}

/**
 * Contacts of a plan: its served stops share the families around them, and each counts what is offered there. Per visit is a
 * month's contacts ÷ visits a month.
 */
export async function planDemand(
  context: PlanningContext,
  plan: Plan,
  signal?: AbortSignal,
): Promise<PlanDemand> {
  const { access, rates, draws, stops, offered, byStop, visits } = await planDraws(context, plan, {}, signal);
  const babies = babiesWithinReach(access);
  return {
    month: countedRange(summed(byStop)),
    stops: stops.map(({ siteId }, j): StopDemand => {
      const month = countedRange(byStop[j]);
      const sessions = contactsBySession(draws, j);
      return {
        siteId,
        month,
        visit: visitRange(byStop[j], visits.get(siteId) ?? 1),
        sessions: offered[j].map((k) => sessions[k]),
        lowConfidence: lowConfidence(month, babies.get(siteId) ?? 0),
      };
    }),
    sessions: rates.flatMap((rate, k) => {
      const sites = offered.flatMap((positions, j) => (positions.includes(k) ? [j] : []));
      if (sites.length === 0) return [];
      const month = countedRange(monthlyDraws(draws, { sites, rates: [k] }));
      return [{ sessionTypeId: rate.sessionTypeId, name: rate.name, month }];
    }),
    unestimated: unestimatedNames(plan, listSessionTypes(context.db), rates),
  };
}

/** Positions of the rates that count at a stop: those of what is offered; all where the region's types name no rates. */
function offeredAt(sessionTypeIds: readonly string[], rates: readonly SessionRate[]): number[] {
  const offered = new Set(sessionTypeIds);
  const isNamed = rates.some(({ sessionTypeId, kind }) => sessionTypeId !== kind);
  return rates.flatMap(({ sessionTypeId }, k) => (!isNamed || offered.has(sessionTypeId) ? [k] : []));
}

/** Names of what stops offer and no rate stands for; none where the five usual kinds stand for everything. */
function unestimatedNames(
  plan: Plan,
  sessionTypes: readonly SessionType[],
  rates: readonly SessionRate[],
): string[] {
  const offered = new Set(plan.stops.flatMap(({ sessionTypeIds }) => sessionTypeIds));
  const rated = new Set(rates.map(({ sessionTypeId }) => sessionTypeId));
  if (!sessionTypes.some(({ id }) => rated.has(id))) return [];
  return sessionTypes.filter(({ id }) => offered.has(id) && !rated.has(id)).map((type) => type.publicName);
}

/** Visits a month of every served stop that is still a site. */
function visitsPerMonth(plan: Plan, known: ReadonlySet<string>): ReadonlyMap<string, number> {
  const visits = new Map<string, number>();
  const each = DAYS_PER_MONTH / (7 * plan.rota.cycleWeeks);
  for (const { siteId } of plan.rota.vanDays.flatMap((day) => day.calls)) {
    if (known.has(siteId)) visits.set(siteId, (visits.get(siteId) ?? 0) + each);
  }
  return visits;
}

function summed(draws: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(DEMAND_DRAWS);
  for (const values of draws) for (let d = 0; d < sums.length; d++) sums[d] += values[d];
  return sums;
}
