import { childrenAged0to4 } from '../access/children.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { backupChoice } from './backupChoice.ts';
import { centreChoice } from './centreChoice.ts';
import { CHOICE_UNITS, type ChoiceModel, type ChoiceNote, type ChoiceRequest } from './choiceRequest.ts';
import { type ChoiceSetting, choiceSetting, isBeyondHubs } from './choiceSetting.ts';
import { type ChosenStop, chosenStops } from './chosenStops.ts';
import { bestAddition } from './coverMoves.ts';
import { everyoneChoice } from './everyoneChoice.ts';
import { floorsChoice } from './floorsChoice.ts';
import { medianChoice } from './medianChoice.ts';
import type { SolveMip } from './mip.ts';
import { type SearchLimits, sharedLimits } from './patience.ts';
import { type SiteWishes, siteWishes } from './siteWishes.ts';
import { type Effort, greedyWithin, solveGains } from './solveGains.ts';

/** What to choose from, and how. */
export interface ChoiceFields extends ChoiceRequest {
  readonly areas: readonly Area[];
  /** Candidates; each a column of `areasToSites`. Repeats are ignored. */
  readonly siteIds: readonly string[];
  readonly areasToHubs: TravelMatrix;
  readonly areasToSites: TravelMatrix;
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
  /** Sites that may be chosen. */
  readonly candidates: number;
  /** Of the best choice so far, in the model's unit. */
  readonly objective: number;
}

/** What a model found, in indices and in its own unit; forced sites included. */
export interface SolvedChoice {
  readonly open: readonly number[];
  readonly objective: number;
  readonly bound: number;
  readonly isProven: boolean;
  readonly greedyObjective: number;
  readonly notes: readonly ChoiceNote[];
}

export type { ChosenStop };

export interface StopChoice {
  readonly model: ChoiceModel['kind'];
  /** Of `objective`, `bound` and `greedyObjective`: children weighted by cover share, seconds of driving, or stops. */
  readonly unit: (typeof CHOICE_UNITS)[ChoiceModel['kind']];
  /** Most need first (ties: preference, then identifier). */
  readonly chosen: readonly ChosenStop[];
  /** What the model is after: most for children, least for seconds and stops. */
  readonly objective: number;
  /** No choice within the wishes is better than this. */
  readonly bound: number;
  /** True when the choice is proven best, to a thousandth of a child or second for each stop. */
  readonly isProven: boolean;
  /** Difference of bound and objective as a share of the greater, 0..1; 0 when proven. */
  readonly gap: number;
  /** What the best next site again and again reaches. */
  readonly greedyObjective: number;
  /** Children aged 0 to 4 newly within reach of a chosen stop. */
  readonly newlyReachedChildren: number;
  /** Children aged 0 to 4 beyond reach of every hub: what there is to win. */
  readonly childrenBeyondHubs: number;
  /** The site that would bring most further need within reach as one more stop; null when none brings any. */
  readonly nextBest: { readonly siteId: string; readonly need: number } | null;
  /** What could not be met, and what is possible instead. */
  readonly notes: readonly ChoiceNote[];
}

/**
 * A stop that adds less than this, in children, is not chosen; a choice that is better by less than a tenth of it is not looked for.
 */
const LEAST_WORTH = 0.001;

/**
 * The sites at which the van should stop, by the model asked for (see `ChoiceModel`): as a rule so that most need comes newly
 * within reach, maximal covering with decay.
 *
 * Need is counted in children aged 0 to 4 who live beyond reach of every hub (more than `withinReachSeconds` by car): what
 * hubs already give is taken as given. Each counts at its best chosen site with the share `coverShare` of the drive
 * there. That share is above 0 exactly within reach, so "newly reached children" means the same here, in `scoreSites`
 * and in `reachAfter`; the decay only makes nearer sites better.
 *
 * When fewer stops reach as much, fewer are chosen. The order of areas, candidates and matrix rows does not matter.
 * @returns an empty choice for no candidates, no need or `maxStops` 0
 * @throws CHOICE_MAX_STOPS, CHOICE_BUDGET, CHOICE_FLOOR, CHOICE_BACKUP_WEIGHT, UNKNOWN_SITE, FORCED_BOTH, TOO_MANY_FORCED,
 *         FORCED_EXCLUSIVE, FORCED_OVER_BUDGET for contradictory wishes; MATRIX_PLACE
 * Source: Church and ReVelle 1974 (maximal covering); gradual covering as in `coverShare`; the other models at their files.
 */
export function chooseStops(fields: ChoiceFields): StopChoice {
  const setting = choiceSetting(fields);
  const wishes = siteWishes(fields, setting.siteIds);
  const report = (stage: ChoiceProgress['stage'], objective: number) =>
    fields.onProgress?.({ stage, candidates: wishes.allowed.length, objective });
  report('prepared', 0);
  const effort: Effort = {
    solveMip: fields.solveMip,
    limits: sharedLimits(fields.limits),
    onGain: (objective) => report('constructed', objective),
  };
  const model = fields.model ?? { kind: 'cover' };
  const solved = solve(model, { setting, wishes, effort });
  report('proven', solved.objective);
  return choiceOf(setting, { model, wishes, solved });
}

function solve(
  model: ChoiceModel,
  { setting, wishes, effort }: { setting: ChoiceSetting; wishes: SiteWishes; effort: Effort },
): SolvedChoice {
  switch (model.kind) {
    case 'cover':
      return coverChoice(setting, wishes, effort);
    case 'median':
      return medianChoice(setting, wishes, effort);
    case 'centre':
      return centreChoice(setting, wishes, effort);
    case 'everyone': {
      const seconds = model.withinSeconds ?? setting.parameters.withinReachSeconds;
      return everyoneChoice(setting, wishes, { ...effort, seconds });
    }
    case 'floors':
      return floorsChoice(setting, wishes, { ...effort, floors: model.floors });
    case 'backup':
      return backupChoice(setting, wishes, { ...effort, backupWeight: model.backupWeight });
  }
}

/** Most need newly within reach. */
export function coverChoice(setting: ChoiceSetting, wishes: SiteWishes, effort: Effort): SolvedChoice {
  const solved = solveGains(setting.cover, { ...effort, wishes, leastWorth: LEAST_WORTH });
  const { open, gain: objective, bound, isProven } = solved;
  const greedyObjective = greedyWithin(setting.cover, wishes).gain;
  return { open, objective, bound, isProven, greedyObjective, notes: [] };
}

function choiceOf(
  setting: ChoiceSetting,
  fields: { model: ChoiceModel; wishes: SiteWishes; solved: SolvedChoice },
): StopChoice {
  const { model, wishes, solved } = fields;
  const { objective, bound, isProven } = solved;
  const chosen = chosenStops(setting, { open: solved.open, forced: wishes.forced });
  const next = bestAddition(setting.cover, solved.open, wishes.allowed);
  const greater = Math.max(objective, bound);
  const beyond = setting.areas.filter((_, i) => isBeyondHubs(setting, i));
  return {
    model: model.kind,
    unit: CHOICE_UNITS[model.kind],
    chosen,
    objective,
    bound,
    isProven,
    gap: isProven || !(greater > 0) ? 0 : share(Math.abs(bound - objective), greater),
    greedyObjective: solved.greedyObjective,
    newlyReachedChildren: chosen.reduce((sum, stop) => sum + stop.children, 0),
    childrenBeyondHubs: beyond.reduce((sum, area) => sum + childrenAged0to4(area), 0),
    nextBest: next && { siteId: setting.siteIds[next.site], need: next.gain },
    notes: solved.notes,
  };
}

/** A share of something endless is all of it. */
const share = (part: number, whole: number): number => (Number.isFinite(whole) ? part / whole : 1);
