import { PlannerError } from '../../shared/errors.ts';
import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import { nearestHub } from '../access/nearestHub.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { type BestCover, bestCover } from './bestCover.ts';
import { bestAddition } from './coverMoves.ts';
import { type CoverProblem, coverObjective, residualProblem, worthwhileSites } from './coverProblem.ts';
import { coverShare } from './coverShare.ts';
import type { SolveMip } from './mip.ts';
import type { SearchLimits } from './patience.ts';

/** What to choose from, and how. */
export interface ChoiceFields {
  readonly areas: readonly Area[];
  /** Candidates; each a column of `areasToSites`. Repeats are ignored. */
  readonly siteIds: readonly string[];
  readonly areasToHubs: TravelMatrix;
  readonly areasToSites: TravelMatrix;
  /** Choose at most this many, forced ones included; a whole number ≥ 0. */
  readonly maxStops: number;
  readonly forceIn: readonly string[];
  readonly forceOut: readonly string[];
  readonly parameters: Parameters;
  readonly solveMip: SolveMip;
  /** Decides between equally good sites: the higher number wins, then the lower identifier. For example the score. */
  readonly preference?: ReadonlyMap<string, number>;
  /** Effort of the proof; without it the proof is carried to its end. */
  readonly limits?: SearchLimits;
  readonly onProgress?: (progress: ChoiceProgress) => void;
}

export interface ChoiceProgress {
  readonly stage: 'prepared' | 'constructed' | 'proven';
  /** Sites that are worth considering. */
  readonly candidates: number;
  /** Need met by the best choice so far. */
  readonly objective: number;
}

/** A site in the choice, with the areas for which it is the best of the chosen ones. */
export interface ChosenStop {
  readonly siteId: string;
  readonly isForced: boolean;
  /** Newly reached need it is counted with: children × cover share, over its areas. The needs add up to the objective. */
  readonly need: number;
  /** Newly reached children aged 0 to 4 of its areas; every child counts at one stop only. */
  readonly children: number;
  readonly areaIds: readonly string[];
}

export interface StopChoice {
  /** Most need first (ties: preference, then identifier). */
  readonly chosen: readonly ChosenStop[];
  /** Newly reached need of the choice, in children weighted by cover share. */
  readonly objective: number;
  /** No choice of at most `maxStops` reaches more than this. */
  readonly bound: number;
  /** True when the choice is proven best, to a thousandth of a child for each stop. */
  readonly isProven: boolean;
  /** (bound − objective) ÷ bound, 0..1; 0 when proven. */
  readonly gap: number;
  /** What the quick construction (best next site, then swaps) reached. */
  readonly greedyObjective: number;
  /** Children aged 0 to 4 newly within reach of a chosen stop. */
  readonly newlyReachedChildren: number;
  /** Children aged 0 to 4 beyond reach of every hub: what there is to win. */
  readonly childrenBeyondHubs: number;
  /** The site that would add most as one further stop, and how much need; null when none adds anything. */
  readonly nextBest: { readonly siteId: string; readonly need: number } | null;
}

/**
 * Taken from the objective for each chosen stop, in children, so that of two equally good choices the one with fewer stops
 * wins. A stop that adds less than this is not chosen.
 */
const LEAST_WORTH = 0.001;

/**
 * The sites at which the van should stop so that most need comes newly within reach: maximal covering with decay.
 *
 * Need is counted in children aged 0 to 4 who live beyond reach of every hub (more than `withinReachSeconds` by car): what
 * hubs already give is taken as given. Each counts at its best chosen site with the share `coverShare` of the drive
 * there. That share is above 0 exactly within reach, so "newly reached children" means the same here, in `scoreSites`
 * and in `reachAfter`; the decay only makes nearer sites better.
 *
 * Dominated sites are dropped, a quick construction starts the solver, and the solver proves the choice. When fewer stops
 * reach as much, fewer are chosen. The order of areas, candidates and matrix rows does not matter.
 * @returns an empty choice for no candidates, no need or `maxStops` 0
 * @throws CHOICE_MAX_STOPS, UNKNOWN_SITE, FORCED_BOTH, TOO_MANY_FORCED for contradictory wishes; MATRIX_PLACE
 * Source: Church and ReVelle 1974 (maximal covering); gradual covering as in `coverShare`.
 */
export function chooseStops(fields: ChoiceFields): StopChoice {
  const siteIds = orderedSites(fields);
  assertWishes(fields, new Set(siteIds));
  const setting = settingOf(fields, siteIds);
  const forced = siteIds.flatMap((id, j) => (fields.forceIn.includes(id) ? [j] : []));
  const allowed = siteIds.flatMap((id, j) =>
    fields.forceIn.includes(id) || fields.forceOut.includes(id) ? [] : [j],
  );
  const residual = residualProblem(setting.problem, forced);
  const candidates = worthwhileSites(residual, allowed);
  const base = coverObjective(setting.problem, forced);
  const report = (stage: ChoiceProgress['stage'], gained: number) =>
    fields.onProgress?.({ stage, candidates: candidates.length, objective: base + gained });
  report('prepared', 0);
  const free = bestCover(residual, {
    candidates,
    maxSites: fields.maxStops - forced.length,
    leastWorth: LEAST_WORTH,
    solveMip: fields.solveMip,
    limits: fields.limits,
    onProgress: ({ objective }) => report('constructed', objective),
  });
  report('proven', free.objective);
  return choiceOf(setting, { forced, allowed, base, free });
}

/** Areas with need, and what each site gains there. Sites are in order of preference. */
interface Setting {
  readonly siteIds: readonly string[];
  /** Areas beyond reach of every hub, by identifier. */
  readonly areas: readonly Area[];
  readonly toSites: TravelMatrix;
  readonly problem: CoverProblem;
}

function orderedSites(fields: ChoiceFields): string[] {
  const rank = (id: string) => fields.preference?.get(id) ?? 0;
  return [...new Set(fields.siteIds)].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}

function settingOf(fields: ChoiceFields, siteIds: readonly string[]): Setting {
  const areaIds = fields.areas.map((area) => area.id);
  const hubs = nearestHub(inOrderOf(fields.areasToHubs, { from: areaIds }));
  const areas = fields.areas
    .filter((_, i) => hubs[i].seconds > fields.parameters.withinReachSeconds)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const toSites = inOrderOf(fields.areasToSites, { from: areas.map((area) => area.id), to: siteIds });
  const gain = Float64Array.from(toSites.seconds, (seconds, cell) => {
    const area = areas[Math.floor(cell / siteIds.length)];
    return childrenAged0to4(area) * coverShare(seconds, fields.parameters);
  });
  return { siteIds, areas, toSites, problem: { sites: siteIds.length, areas: areas.length, gain } };
}

function choiceOf(
  setting: Setting,
  fields: { forced: readonly number[]; allowed: readonly number[]; base: number; free: BestCover },
): StopChoice {
  const { forced, free, base } = fields;
  const open = [...forced, ...free.open];
  const chosen = chosenStops(setting, { open, forced });
  const objective = base + free.objective;
  const bound = base + free.bound;
  const next = bestAddition(setting.problem, open, fields.allowed);
  return {
    chosen,
    objective,
    bound,
    isProven: free.isProven,
    gap: bound > 0 ? (bound - objective) / bound : 0,
    greedyObjective: base + free.greedyObjective,
    newlyReachedChildren: chosen.reduce((sum, stop) => sum + stop.children, 0),
    childrenBeyondHubs: setting.areas.reduce((sum, area) => sum + childrenAged0to4(area), 0),
    nextBest: next && { siteId: setting.siteIds[next.site], need: next.gain },
  };
}

function chosenStops(
  setting: Setting,
  fields: { open: readonly number[]; forced: readonly number[] },
): ChosenStop[] {
  const members = new Map<number, number[]>(fields.open.map((j) => [j, []]));
  setting.areas.forEach((_, i) => {
    const site = bestSiteOf(setting, i, fields.open);
    if (site !== null) members.get(site)?.push(i);
  });
  return [...members]
    .map(([j, areas]) => ({
      order: j,
      siteId: setting.siteIds[j],
      isForced: fields.forced.includes(j),
      need: areas.reduce((sum, i) => sum + setting.problem.gain[i * setting.problem.sites + j], 0),
      children: areas.reduce((sum, i) => sum + childrenAged0to4(setting.areas[i]), 0),
      areaIds: areas.map((i) => setting.areas[i].id),
    }))
    .sort((a, b) => b.need - a.need || a.order - b.order)
    .map(({ order, ...stop }) => stop);
}

/** The open site at which an area counts most; of equal ones the shortest drive, then preference. */
function bestSiteOf(setting: Setting, i: number, open: readonly number[]): number | null {
  const gain = (j: number) => setting.problem.gain[i * setting.problem.sites + j];
  const [best] = open
    .filter((j) => gain(j) > 0)
    .sort(
      (a, b) =>
        gain(b) - gain(a) || secondsAt(setting.toSites, i, a) - secondsAt(setting.toSites, i, b) || a - b,
    );
  return best ?? null;
}

function assertWishes(fields: ChoiceFields, siteIds: ReadonlySet<string>): void {
  const { maxStops } = fields;
  const forceIn = new Set(fields.forceIn);
  if (!Number.isInteger(maxStops) || maxStops < 0) {
    throw wish(
      'CHOICE_MAX_STOPS',
      `The greatest number of stops is ${maxStops}; expected a whole number from 0 up.`,
    );
  }
  const unknown = [...forceIn, ...fields.forceOut].filter((id) => !siteIds.has(id));
  if (unknown.length > 0) {
    throw wish(
      'UNKNOWN_SITE',
      `${quoted(unknown)} cannot be forced in or out: no candidate site has that identifier. Check the spelling in the list of sites.`,
      { siteIds: unknown },
    );
  }
  const both = [...forceIn].filter((id) => fields.forceOut.includes(id));
  if (both.length > 0) {
    throw wish(
      'FORCED_BOTH',
      `${quoted(both)} is forced both in and out. Take it off one of the two lists.`,
      { siteIds: both },
    );
  }
  if (forceIn.size > maxStops) {
    throw wish(
      'TOO_MANY_FORCED',
      `${forceIn.size} sites are forced in, but at most ${maxStops} stops may be chosen. Raise the number of stops to ${forceIn.size}, or force in fewer sites.`,
      { forced: forceIn.size, maxStops },
    );
  }
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');

const wish = (code: string, message: string, details?: Readonly<Record<string, unknown>>): PlannerError =>
  new PlannerError({ code, category: 'input', message, details });
