import { reachAfter } from '../core/access/reach.ts';
import { expectedContactsOfPlan } from '../core/demand/expectedContacts.ts';
import type { Plan, PlanParameters, Rota, RotaRules, SessionType, Stop, Van } from '../core/nouns.ts';
import { baseId } from '../core/rota/rotaInput.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import type { ChosenStop, StopChoice } from '../core/stops/chooseStops.ts';
import { stopsFromChoice, visitRoom } from '../core/stops/frequency.ts';
import { submatrix, type TravelMatrix } from '../core/travelMatrix.ts';
import type { RoutePoint } from '../engines/engine.ts';
import { DEFAULT_CHOICE } from '../shared/choiceWishes.ts';
import { PlannerError } from '../shared/errors.ts';
import { addDays, dateAt, mondayFrom } from '../shared/time.ts';
import { addPlan } from '../store/plans.ts';
import { listSessionTypes, listVans } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';
import { choiceFacts } from './choiceFacts.ts';
import { choiceOutcomeOf } from './choiceOutcome.ts';
import { choiceRequestOf } from './choiceRequest.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { type AccessMeasures, measureAccess } from './measureAccess.ts';
import { type PlanWorker, withPlanWorker } from './planWorker.ts';
import { searchedRota } from './searchedRota.ts';
import { travelBetween } from './travel.ts';
import { visitHours } from './visitHours.ts';

/**
 * A new draft plan: measures access, chooses at most `maxStops` stops, proposes how often and how long, and builds the
 * rota. Kept in the store under the next letter.
 * @param progress.maxMilliseconds  ends the rota's search early; the same seed may then give another rota
 * @throws PLAN_PARAMETERS, UNKNOWN_SITE, FORCED_BOTH, TOO_MANY_FORCED, SITE_UNUSABLE (input); ENGINE_*; PLAN_CANCELLED
 */
export async function makePlan(
  context: PlanningContext,
  parameters: PlanParameters,
  progress: StageProgress & { readonly maxMilliseconds?: number } = {},
): Promise<Plan> {
  checkParameters(parameters);
  return withPlanWorker(progress.signal, (worker) => planWith(worker, context, parameters, progress));
}

async function planWith(
  worker: PlanWorker,
  context: PlanningContext,
  parameters: PlanParameters,
  progress: StageProgress & { readonly maxMilliseconds?: number },
): Promise<Plan> {
  const access = await measureAccess(context, {
    ...progress,
    onStage: (stage, share) => progress.onStage?.(stage, share * 0.5),
  });
  const vans = vansOf(listVans(context.db), parameters.vans);
  const { cycleWeeks, repeats = DEFAULT_ROTA_RULES.repeats } = parameters;
  const rules: RotaRules = { ...DEFAULT_ROTA_RULES, cycleWeeks, repeats };
  const hasBudget = (parameters.choice?.vanHours ?? null) !== null;
  const hoursOf = hasBudget ? await visitHours(context, { access, vans, rules }, progress) : undefined;
  const choice = await worker.choose({
    ...choiceTask(access, parameters, hoursOf),
    onProgress: (share) => progress.onStage?.('Choosing stops', 0.5 + 0.1 * share),
  });
  const stops = proposeStops(access, {
    chosen: choice.chosen,
    vans,
    parameters,
    hoursOf,
    sessionTypes: listSessionTypes(context.db),
  });
  const matrix = await planTravel(context, { stops, vans }, progress);
  const { seed, iterations } = parameters;
  const rota = await searchedRota(
    worker,
    { stops, sites: access.sites, vans, matrix, rules, seed, iterations },
    progress,
  );
  const plan = addPlan(
    context.db,
    planFields(context, { access, choice, parameters, rules, vans, stops, rota, matrix }),
  );
  progress.onStage?.('Plan ready', 1);
  return plan;
}

/**
 * How often and how long each chosen stop is served: first those that bring somebody newly within reach or were asked for,
 * as often as their families are worth; then the others, as far as the vans have visits left.
 */
function proposeStops(
  access: AccessMeasures,
  fields: {
    chosen: readonly ChosenStop[];
    vans: readonly Van[];
    parameters: PlanParameters;
    hoursOf: ReadonlyMap<string, number> | undefined;
    sessionTypes: readonly SessionType[];
  },
): Stop[] {
  const { vans, sessionTypes } = fields;
  const { cycleWeeks } = fields.parameters;
  const { parameters } = access;
  const contactsOf = (chosen: readonly ChosenStop[]) =>
    expectedContactsOfPlan({
      ...access,
      areas: access.points,
      areasToSites: submatrix(access.areasToSites, {
        from: access.areasToSites.from,
        to: chosen.map((stop) => stop.siteId),
      }),
    });
  const common = { cycleWeeks, vans, parameters, sessionTypes };
  const first = fields.chosen.filter((stop) => stop.need > 0 || stop.isForced);
  const all = Math.min(visitRoom(common), budgetRoom(fields));
  const stops = stopsFromChoice({
    ...common,
    choice: { chosen: first },
    contacts: contactsOf(first),
    room: all,
  });
  const room = all - stops.reduce((sum, stop) => sum + stop.visitsPerCycle, 0);
  const others = fields.chosen.filter((stop) => !first.includes(stop)).slice(0, Math.max(0, room));
  const contacts = contactsOf([...first, ...others]);
  return [...stops, ...stopsFromChoice({ ...common, choice: { chosen: others }, contacts, room })];
}

/** Visits in a cycle that a budget in van-hours pays for, by the mean of the chosen sites; without one there is no such end. */
function budgetRoom(fields: {
  chosen: readonly ChosenStop[];
  parameters: PlanParameters;
  hoursOf: ReadonlyMap<string, number> | undefined;
}): number {
  const { vanHours } = fields.parameters.choice ?? DEFAULT_CHOICE;
  if (vanHours === null || fields.chosen.length === 0) return Number.POSITIVE_INFINITY;
  const hours = fields.chosen.reduce((sum, { siteId }) => sum + (fields.hoursOf?.get(siteId) ?? 0), 0);
  return Math.floor((vanHours * fields.chosen.length) / hours);
}

/** Road times among a plan's vans' bases and stops, all to all; identifiers are site ids and `base:<vanId>`. */
export function planTravel(
  context: PlanningContext,
  plan: { stops: readonly Stop[]; vans: readonly Van[] },
  progress: StageProgress = {},
): Promise<TravelMatrix> {
  const chosen = new Set(plan.stops.map((stop) => stop.siteId));
  const places: RoutePoint[] = [
    ...plan.vans.map((van) => ({ id: baseId(van.id), name: van.base.name, lonLat: van.base.lonLat })),
    ...listEverySite(context.db).filter((site) => chosen.has(site.id)),
  ];
  return travelBetween(context, {
    from: places,
    to: places,
    ...engineProgress(progress, { stage: 'Measuring drives between stops', from: 0.6, to: 0.7 }),
  });
}

/** How many children a rota leaves beyond reach, and how many there are. */
export function reachFigures(
  access: AccessMeasures,
  rota: Rota,
): Pick<Plan, 'children' | 'beyondReachBefore' | 'beyondReachAfter'> {
  const after = reachAfter({
    areas: access.points,
    toHubs: access.areasToHubs,
    toStops: submatrix(access.areasToSites, {
      from: access.areasToSites.from,
      to: servedSiteIds(rota),
    }),
    cutoffSeconds: access.parameters.withinReachSeconds,
  });
  return {
    children: access.reach.children,
    beyondReachBefore: access.reach.childrenBeyond,
    beyondReachAfter: after.childrenBeyond,
  };
}

/** The stops of a rota that get at least one visit. */
export function servedSiteIds(rota: Rota): string[] {
  return [...new Set(rota.vanDays.flatMap((day) => day.calls.map((call) => call.siteId)))].sort();
}

/** The question to the choice of stops, with the region's facts. */
function choiceTask(
  access: AccessMeasures,
  parameters: PlanParameters,
  hoursOf: ReadonlyMap<string, number> | undefined,
): Parameters<PlanWorker['choose']>[0] {
  const { siteIds, request } = choiceRequestOf(access, parameters, hoursOf);
  return {
    fields: { ...choiceFacts(access), siteIds, ...request },
    secondsToHub: new Map(access.scores.map((score) => [score.siteId, score.secondsToHub])),
  };
}

/** As many vans as wanted: the region's own first, then more of the same kind from the same base. */
function vansOf(known: readonly Van[], count: number): Van[] {
  if (known.length === 0) {
    throw new PlannerError({
      code: 'NO_VAN',
      category: 'input',
      message:
        'The region has no van. Import it again with a table of vans, or without one to get the usual van',
    });
  }
  return Array.from({ length: count }, (_, i) => {
    if (i < known.length) return known[i];
    const like = known[i % known.length];
    return { ...like, id: `${like.id}-${i + 1}`, name: `${like.name} (van ${i + 1})` };
  });
}

function planFields(
  context: PlanningContext,
  made: {
    access: AccessMeasures;
    choice: StopChoice;
    parameters: PlanParameters;
    rules: RotaRules;
    vans: readonly Van[];
    stops: readonly Stop[];
    rota: Rota;
    matrix: TravelMatrix;
  },
): Parameters<typeof addPlan>[1] {
  const { access, rota } = made;
  const now = context.clock();
  return {
    parameters: made.parameters,
    rules: made.rules,
    vans: made.vans,
    stops: made.stops,
    rota,
    cycleAnchor: mondayFrom(addDays(dateAt(now), 1)),
    travelSource: made.matrix.source,
    ...reachFigures(access, rota),
    isChoiceProven: made.choice.isProven,
    choiceGap: made.choice.gap,
    choice: choiceOutcomeOf(made.choice, { parameters: made.parameters, areas: access.areas }),
    createdAt: now,
  };
}

function checkParameters(parameters: PlanParameters): void {
  const rules: readonly [keyof PlanParameters, number, number, number][] = [
    ['maxStops', parameters.maxStops, 0, PLAN_LIMITS.maxStops],
    ['vans', parameters.vans, 1, PLAN_LIMITS.maxVans],
    ['seed', parameters.seed, 0, 2 ** 32 - 1],
    ['iterations', parameters.iterations, 0, 10_000_000],
  ];
  for (const [name, value, low, high] of rules) {
    if (Number.isInteger(value) && value >= low && value <= high) continue;
    throw parameterError(name, value, `a whole number from ${low} to ${high}`);
  }
  if (!PLAN_LIMITS.cycleWeeks.includes(parameters.cycleWeeks)) {
    throw parameterError('cycleWeeks', parameters.cycleWeeks, '1, 2, 3, 4 or 6 weeks');
  }
  if (parameters.repeats === 'month' && parameters.cycleWeeks !== 4) {
    throw parameterError('cycleWeeks', parameters.cycleWeeks, '4 for a rota that repeats by the month');
  }
}

/** What a new plan starts from: one van, a four-week cycle, and a first guess at the number of stops. */
export const DEFAULT_PLAN: Omit<PlanParameters, 'iterations'> = {
  maxStops: 24,
  vans: 1,
  cycleWeeks: 4,
  seed: 1,
  forceIn: [],
  forceOut: [],
};

/** What can be asked of a plan. */
export const PLAN_LIMITS = { maxStops: 150, maxVans: 6, cycleWeeks: [1, 2, 3, 4, 6] as readonly number[] };

const parameterError = (name: string, value: unknown, expected: string) =>
  new PlannerError({
    code: 'PLAN_PARAMETERS',
    category: 'input',
    message: `${name} is ${value}: expected ${expected}`,
    details: { name, value },
  });
