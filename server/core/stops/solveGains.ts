import { bestCover, withoutIdleSites } from './bestCover.ts';
import { coverModel } from './coverModel.ts';
import { bestAddition } from './coverMoves.ts';
import {
  type CoverProblem,
  coverCeiling,
  coverObjective,
  residualProblem,
  worthwhileSites,
} from './coverProblem.ts';
import type { SolveMip } from './mip.ts';
import { patience, type SearchLimits } from './patience.ts';
import { keepsTo } from './sideRules.ts';
import type { SiteWishes } from './siteWishes.ts';

/** A choice of sites in the gains of its problem, forced ones included. */
export interface SolvedGains {
  /** Ascending. */
  readonly open: readonly number[];
  readonly gain: number;
  /** ≥ gain */
  readonly bound: number;
  readonly isProven: boolean;
}

export interface Effort {
  readonly solveMip: SolveMip;
  readonly limits?: SearchLimits;
  /** Told the best gain so far. */
  readonly onGain?: (gain: number) => void;
}

/**
 * The sites that gain most, within the wishes. Rules of exclusion and budget are first left out: a best set that keeps to them
 * anyway is the answer; else the solver chooses with them.
 * @param fields.leastWorth  a site that adds less is not opened, > 0
 */
export function solveGains(
  problem: CoverProblem,
  fields: Effort & {
    readonly wishes: SiteWishes;
    readonly leastWorth: number;
    readonly start?: readonly number[];
  },
): SolvedGains {
  const { wishes, leastWorth } = fields;
  const residual = residualProblem(problem, wishes.forced);
  const base = coverObjective(problem, wishes.forced);
  const found = bestCover(residual, {
    ...fields,
    candidates: worthwhileSites(residual, wishes.allowed),
    maxSites: wishes.places,
    onProgress: ({ objective }) => fields.onGain?.(base + objective),
  });
  const solved = keepsTo(wishes.rules, found.open)
    ? found
    : withRules(residual, { ...fields, ceiling: found.bound });
  const open = keepsTo(wishes.rules, found.open)
    ? solved.open
    : withoutIdleSites(residual, solved.open, leastWorth);
  const gain = base + coverObjective(residual, open);
  return {
    open: [...wishes.forced, ...open].sort((a, b) => a - b),
    gain,
    bound: solved.isProven ? gain : Math.max(gain, base + solved.bound),
    isProven: solved.isProven,
  };
}

/**
 * The best next allowed site that keeps to the rules, again and again.
 * @returns the sites in the order in which they were opened, after the forced ones, and what all gain
 */
export function greedyWithin(
  problem: CoverProblem,
  wishes: SiteWishes,
): { readonly open: readonly number[]; readonly gain: number } {
  const open = [...wishes.forced];
  while (open.length < wishes.forced.length + wishes.places) {
    const fitting = wishes.allowed.filter(
      (site) => !open.includes(site) && keepsTo(wishes.rules, freeOf([...open, site], wishes)),
    );
    const next = bestAddition(problem, open, fitting);
    if (next === null) break;
    open.push(next.site);
  }
  return { open, gain: coverObjective(problem, open) };
}

const freeOf = (open: readonly number[], wishes: SiteWishes): readonly number[] =>
  open.slice(wishes.forced.length);

function withRules(
  problem: CoverProblem,
  fields: Effort & { wishes: SiteWishes; leastWorth: number; ceiling: number },
): { open: readonly number[]; objective: number; bound: number; isProven: boolean } {
  const { wishes, leastWorth } = fields;
  const candidates = wishes.allowed.filter((site) => coverObjective(problem, [site]) > 0);
  const greedy = greedyWithin(problem, { ...wishes, forced: [] });
  const { model, sites, pointOf } = coverModel(problem, {
    candidates,
    maxSites: wishes.places,
    siteCost: leastWorth,
    rules: wishes.rules,
  });
  const solved = fields.solveMip(model, {
    start: pointOf(greedy.open),
    absoluteGap: leastWorth / 10,
    relaxation: 'interior-point',
    ...mipLimits(fields.limits),
  });
  const chosen = sites.filter((_, c) => (solved.values?.[c] ?? 0) > 0.5);
  const open = coverObjective(problem, chosen) >= greedy.gain ? chosen : greedy.open;
  const ceiling = Math.min(fields.ceiling, coverCeiling(problem));
  const bound = Math.min(ceiling, solved.bound + leastWorth * wishes.places);
  return { open, objective: coverObjective(problem, open), bound, isProven: solved.status === 'optimal' };
}

/** Limits of a search in the solver's words. */
export function mipLimits(limits: SearchLimits | undefined): { maxNodes?: number; maxSeconds?: number } {
  const seconds = patience(limits).secondsLeft();
  return {
    ...(limits?.maxNodes === undefined ? {} : { maxNodes: limits.maxNodes }),
    ...(Number.isFinite(seconds) ? { maxSeconds: Math.max(0.1, seconds) } : {}),
  };
}
