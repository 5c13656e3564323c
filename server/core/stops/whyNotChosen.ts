import { type ChoiceSetting, choiceSetting, isBeyondHubs } from './choiceSetting.ts';
import type { ChoiceFields } from './chooseStops.ts';
import { coverObjective } from './coverProblem.ts';
import { type SearchLimits, sharedLimits } from './patience.ts';
import { siteWishes } from './siteWishes.ts';
import { type SolvedGains, solveGains } from './solveGains.ts';

/** Why a place was not chosen, and what it would take. */
export interface WhyNotChosen {
  /** The candidates asked about: one site, or all sites of a village, or all that reach an area. */
  readonly siteIds: readonly string[];
  /**
   * - `chosen`         one of them is in the choice
   * - `forced-out`     all of them are left out by wish
   * - `adds-nothing`   everybody they reach already has a hub in reach, or they reach nobody
   * - `outbid`         others serve more need with the stops there are
   */
  readonly reason: 'chosen' | 'forced-out' | 'adds-nothing' | 'outbid';
  /** Newly reached need if it were the only stop. */
  readonly needAlone: number;
  /** What the best of them adds to the stops chosen now, as one stop more. */
  readonly needAsOneMore: number;
  /** The least number of stops at which a best choice contains one of them; null when none does up to `maxStops`. */
  readonly entersAtStops: number | null;
  /** Up to which number of stops that was looked for. */
  readonly lookedUpToStops: number;
  /** What choosing it costs: the best choice of the same size that contains one of them. null when `chosen`, `forced-out` or impossible. */
  readonly ifChosen: {
    readonly siteId: string;
    readonly objective: number;
    /** Objective of the choice now less this one, ≥ 0 (up to the gaps of the two). */
    readonly objectiveLost: number;
    readonly isProven: boolean;
    readonly siteIds: readonly string[];
    /** Sites of the choice now that would go. */
    readonly dropped: readonly string[];
    readonly added: readonly string[];
  } | null;
  /**
   * With budgets: the greatest number of van-hours at which it would be chosen after all; null without a budget in hours, or
   * when it would not be chosen even for nothing.
   */
  readonly chosenUpToHours: number | null;
  /** Chosen stops that reach the same children, most shared first. */
  readonly competesWith: readonly { readonly siteId: string; readonly sharedChildren: number }[];
}

export interface WhyNotFields extends Omit<ChoiceFields, 'model' | 'onProgress'> {
  /** The candidates asked about, at least one; those that are no candidates are left out. */
  readonly askedSiteIds: readonly string[];
  /** The choice as it stands, by identifier; without it the best one by maximal covering. */
  readonly chosenIds?: readonly string[];
  /** Up to which number of stops to look for the first that contains one of them; at least `maxStops`. */
  readonly lookUpToStops: number;
  /** Told how much of the work is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

const LEAST_WORTH = 0.001;

/**
 * What it would take for a place to get a stop, by maximal covering with decay.
 * @returns figures in children weighted by cover share; nothing that rests on a search is given when there is nothing to search for
 * @throws as `chooseStops`
 */
export function whyNotChosen(fields: WhyNotFields): WhyNotChosen {
  const setting = choiceSetting(fields);
  const index = new Map(setting.siteIds.map((id, j) => [id, j]));
  const of = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => index.get(id) ?? []);
  const limits = sharedLimits(fields.limits);
  const chosen = fields.chosenIds ? of(fields.chosenIds) : bestNow(setting, { ...fields, limits });
  const asked = of(fields.askedSiteIds);
  const { cover } = setting;
  const now = coverObjective(cover, chosen);
  const out = new Set(of(fields.forceOut));
  const free = asked.filter((j) => !out.has(j));
  const most = (sites: readonly number[], value: (j: number) => number) =>
    sites.reduce((best, j) => Math.max(best, value(j)), 0);
  const needAlone = most(asked, (j) => coverObjective(cover, [j]));
  const reason = reasonOf({ asked, chosen, free, needAlone });
  const common = {
    siteIds: asked.map((j) => setting.siteIds[j]),
    reason,
    needAlone,
    needAsOneMore: most(asked, (j) => coverObjective(cover, [...chosen, j]) - now),
    lookedUpToStops: Math.max(fields.maxStops, fields.lookUpToStops),
    competesWith: competitors(setting, asked, chosen),
  };
  if (reason !== 'outbid') return { ...common, entersAtStops: null, ifChosen: null, chosenUpToHours: null };
  const search: Search = { setting, fields: { ...fields, limits }, asked: free, chosen, now };
  const ifChosen = bestWithOne(search);
  fields.onProgress?.(0.3);
  const entersAtStops = firstWithOne(search, common.lookedUpToStops);
  fields.onProgress?.(0.9);
  return { ...common, entersAtStops, ifChosen, chosenUpToHours: hoursAllowed(search) };
}

function bestNow(setting: ChoiceSetting, fields: WhyNotFields): readonly number[] {
  const { solveMip, limits } = fields;
  const wishes = siteWishes(fields, setting.siteIds);
  return solveGains(setting.cover, { solveMip, limits, wishes, leastWorth: LEAST_WORTH }).open;
}

interface Search {
  readonly setting: ChoiceSetting;
  readonly fields: WhyNotFields & { readonly limits: SearchLimits };
  readonly asked: readonly number[];
  readonly chosen: readonly number[];
  readonly now: number;
}

function reasonOf(fields: {
  asked: readonly number[];
  chosen: readonly number[];
  free: readonly number[];
  needAlone: number;
}): WhyNotChosen['reason'] {
  if (fields.asked.some((j) => fields.chosen.includes(j))) return 'chosen';
  if (fields.needAlone < LEAST_WORTH) return 'adds-nothing';
  return fields.free.length === 0 ? 'forced-out' : 'outbid';
}

/** Chosen stops by the children they share with the sites asked about. */
function competitors(
  setting: ChoiceSetting,
  asked: readonly number[],
  chosen: readonly number[],
): WhyNotChosen['competesWith'] {
  const { cover } = setting;
  const reaches = (j: number, i: number) => cover.gain[i * cover.sites + j] > 0;
  const rows = [...setting.areas.keys()].filter(
    (i) => isBeyondHubs(setting, i) && asked.some((j) => reaches(j, i)),
  );
  return chosen
    .filter((j) => !asked.includes(j))
    .map((j) => ({
      siteId: setting.siteIds[j],
      sharedChildren: rows.reduce((sum, i) => sum + (reaches(j, i) ? setting.children[i] : 0), 0),
    }))
    .filter(({ sharedChildren }) => sharedChildren > 0)
    .sort((a, b) => b.sharedChildren - a.sharedChildren || (a.siteId < b.siteId ? -1 : 1));
}

/** The best choice of a size, with one site forced in; null where the wishes do not allow that. */
function solveWith(
  { setting, fields, chosen }: Search,
  change: { maxStops: number; site?: number; hoursOf?: ReadonlyMap<string, number> },
): SolvedGains | null {
  const forceIn = [
    ...new Set([...fields.forceIn, ...(change.site === undefined ? [] : [setting.siteIds[change.site]])]),
  ];
  const budget = fields.budget && { ...fields.budget, hoursOf: change.hoursOf ?? fields.budget.hoursOf };
  const { maxStops } = change;
  if (forceIn.length > maxStops || !canStandTogether(forceIn, { ...fields, budget })) return null;
  const wishes = siteWishes({ ...fields, budget, maxStops, forceIn }, setting.siteIds);
  const { solveMip, limits } = fields;
  return solveGains(setting.cover, { solveMip, limits, wishes, leastWorth: LEAST_WORTH, start: chosen });
}

function canStandTogether(
  ids: readonly string[],
  { exclusions = [], budget }: Pick<WhyNotFields, 'exclusions' | 'budget'>,
): boolean {
  const isApart = exclusions.every((group) => ids.filter((id) => group.includes(id)).length <= 1);
  const hours = ids.reduce((sum, id) => sum + (budget?.hoursOf.get(id) ?? 0), 0);
  return isApart && (!budget || hours <= budget.hours);
}

function bestWithOne(search: Search): WhyNotChosen['ifChosen'] {
  const { setting, asked, chosen, now } = search;
  const choices = asked.flatMap((site) => {
    const solved = solveWith(search, { maxStops: search.fields.maxStops, site });
    return solved ? [{ site, solved }] : [];
  });
  if (choices.length === 0) return null;
  const { site, solved } = choices.reduce((best, each) =>
    each.solved.gain > best.solved.gain ? each : best,
  );
  const named = (sites: readonly number[]) => sites.map((j) => setting.siteIds[j]);
  return {
    siteId: setting.siteIds[site],
    objective: solved.gain,
    objectiveLost: Math.max(0, now - solved.gain),
    isProven: choices.every((each) => each.solved.isProven),
    siteIds: named(solved.open),
    dropped: named(chosen.filter((j) => !solved.open.includes(j))),
    added: named(solved.open.filter((j) => !chosen.includes(j))),
  };
}

/** The least number of stops, from those there are up, at which some best choice holds one of the sites. */
function firstWithOne(search: Search, most: number): number | null {
  const isIn = (stops: number) => {
    const best = solveWith(search, { maxStops: stops });
    if (!best) return false;
    if (search.asked.some((site) => best.open.includes(site))) return true;
    return search.asked.some((site) => {
      const withOne = solveWith(search, { maxStops: stops, site });
      return withOne !== null && withOne.gain >= best.gain - LEAST_WORTH;
    });
  };
  for (let stops = Math.max(1, search.fields.maxStops); stops <= most; stops++) {
    if (isIn(stops)) return stops;
    search.fields.onProgress?.(0.3 + (0.6 * (stops - search.fields.maxStops + 1)) / Math.max(1, most));
  }
  return null;
}

/** Hours are looked for to a quarter. */
const HOUR_STEP = 0.25;

/** The greatest cost at which a best choice within the budget would hold one of the sites, by halving. */
function hoursAllowed(search: Search): number | null {
  const { budget, maxStops } = search.fields;
  if (!budget) return null;
  const none = solveWith(search, { maxStops });
  const isWorth = (hours: number) =>
    search.asked.some((site) => {
      const hoursOf = new Map(budget.hoursOf).set(search.setting.siteIds[site], hours);
      const solved = solveWith(search, { maxStops, site, hoursOf });
      return solved !== null && solved.gain >= (none?.gain ?? 0) - LEAST_WORTH;
    });
  if (!isWorth(0)) return null;
  let [low, high] = [0, Math.ceil(budget.hours / HOUR_STEP) + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isWorth(middle * HOUR_STEP)) low = middle;
    else high = middle;
  }
  return low * HOUR_STEP;
}
