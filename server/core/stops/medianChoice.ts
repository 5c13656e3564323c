import { UNREACHABLE } from '../../shared/units.ts';
import { secondsAt } from '../travelMatrix.ts';
import { type ChoiceSetting, childrenOf, outOfReachNote, rowsWithoutRoad } from './choiceSetting.ts';
import type { SolvedChoice } from './chooseStops.ts';
import { type MedianProblem, medianProblem } from './medianProblem.ts';
import type { SiteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, solveGains } from './solveGains.ts';

/** Two means that differ by less are equal, in seconds; a stop that shortens the mean by less is not chosen. */
const LEAST_WORTH_SECONDS = 0.001;

/**
 * The shortest drive on average: over all children with a road to some hub or allowed site. A choice that leaves some of them
 * without a road counts their drive as twice the longest there is.
 * @returns objective and bound in seconds a child, 0 without children
 */
export function medianChoice(setting: ChoiceSetting, wishes: SiteWishes, effort: Effort): SolvedChoice {
  const roadless = rowsWithoutRoad(setting, [...wishes.forced, ...wishes.allowed]);
  const { problem, costOf } = drives(setting, new Set(roadless));
  const total = childrenOf(setting, [...setting.areas.keys()]) - childrenOf(setting, roadless);
  const mean = (gain: number) => (total > 0 ? Math.max(0, costOf(gain)) / total : 0);
  const solved = solveGains(problem, {
    ...effort,
    wishes,
    leastWorth: Math.max(LEAST_WORTH_SECONDS * total, Number.MIN_VALUE),
    onGain: (gain) => effort.onGain?.(mean(gain)),
  });
  return {
    open: solved.open,
    objective: mean(solved.gain),
    bound: mean(solved.bound),
    isProven: solved.isProven,
    greedyObjective: mean(greedyWithin(problem, wishes).gain),
    notes: outOfReachNote(setting, roadless),
  };
}

/** The p-median problem of a setting, hubs given; rows left out weigh nothing. */
export function drives(setting: ChoiceSetting, leftOut: ReadonlySet<number>): MedianProblem {
  const sites = setting.siteIds.length;
  const longest = [...setting.hubSeconds, ...setting.toSites.seconds].reduce(
    (most, seconds) => (seconds < UNREACHABLE ? Math.max(most, seconds) : most),
    0,
  );
  const given = setting.hubSeconds.map((seconds) => (seconds < UNREACHABLE ? seconds : 2 * longest));
  const distances = Float64Array.from({ length: setting.areas.length * sites }, (_, cell) => {
    const seconds = secondsAt(setting.toSites, Math.floor(cell / sites), cell % sites);
    return seconds < UNREACHABLE ? seconds : 2 * longest;
  });
  const weights = setting.children.map((children, i) => (leftOut.has(i) ? 0 : children));
  return medianProblem({ distances, weights, sites, given });
}
