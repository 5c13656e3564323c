import { PlannerError } from '../../shared/errors.ts';
import type { ChoiceSetting } from './choiceSetting.ts';
import type { SolvedChoice } from './chooseStops.ts';
import { coverModel } from './coverModel.ts';
import type { CoverProblem } from './coverProblem.ts';
import type { SiteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, mipLimits } from './solveGains.ts';

/** A stop that adds less need than this is not chosen; a choice that is better by less than a tenth of it is not looked for. */
const LEAST_WORTH = 0.001;

/**
 * Most need newly within reach, where an area's second-best stop counts too, for the day its best falls out.
 * @returns objective and bound in children: each area at its best stop, and `backupWeight` × at its second best
 * @throws CHOICE_BACKUP_WEIGHT (input)
 * Source: Hogan and ReVelle 1986 (backup coverage), with decay.
 */
export function backupChoice(
  setting: ChoiceSetting,
  wishes: SiteWishes,
  fields: Effort & { readonly backupWeight: number },
): SolvedChoice {
  const { backupWeight } = fields;
  if (!(backupWeight > 0 && backupWeight <= 1)) {
    throw new PlannerError({
      code: 'CHOICE_BACKUP_WEIGHT',
      category: 'input',
      message: `A second stop is to count ${backupWeight} of a first; expected a number above 0 and at most 1.`,
    });
  }
  const problem = setting.cover;
  const worth = (open: readonly number[]) => twiceCovered(problem, open, backupWeight);
  const places = Math.max(0, wishes.places);
  const greedy = greedyWithin(problem, { ...wishes, places }).open;
  const candidates = [
    ...wishes.forced,
    ...wishes.allowed.filter((site) => twiceCovered(problem, [site], 1) > 0),
  ];
  const { model, sites } = coverModel(problem, {
    candidates,
    forced: wishes.forced,
    maxSites: wishes.forced.length + places,
    siteCost: LEAST_WORTH,
    rules: wishes.rules,
    backupWeight,
  });
  const solved = fields.solveMip(model, { absoluteGap: LEAST_WORTH / 10, ...mipLimits(fields.limits) });
  const chosen = sites.filter((_, c) => (solved.values?.[c] ?? 0) > 0.5);
  const open = solved.values && worth(chosen) >= worth(greedy) ? chosen : greedy;
  const objective = worth(open);
  const isProven = solved.status === 'optimal';
  const bound = isProven ? objective : Math.max(objective, solved.bound + LEAST_WORTH * candidates.length);
  return {
    open: [...open].sort((a, b) => a - b),
    objective,
    bound: Math.min(bound, ceilingOf(problem, candidates, backupWeight)),
    isProven,
    greedyObjective: worth(greedy),
    notes: [],
  };
}

/** What open sites gain when the second best counts with a weight. */
export function twiceCovered(problem: CoverProblem, open: readonly number[], backupWeight: number): number {
  let sum = 0;
  for (let i = 0; i < problem.areas; i++) {
    let [best, second] = [0, 0];
    for (const j of open) {
      const gain = problem.gain[i * problem.sites + j];
      if (gain > best) [best, second] = [gain, best];
      else if (gain > second) second = gain;
    }
    sum += best + backupWeight * second;
  }
  return sum;
}

const ceilingOf = (problem: CoverProblem, candidates: readonly number[], backupWeight: number): number =>
  twiceCovered(problem, candidates, backupWeight);
