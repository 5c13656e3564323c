import type { PlanRequestWire, PlanSummaryWire } from '../../server/contract/planner.ts';
import {
  CHOICE_AIMS,
  type ChoiceWishes,
  DEFAULT_CHOICE,
  FLOOR_GROUPS,
} from '../../server/shared/choiceWishes.ts';
import { countedWords, figureWords, percentChange, percentWords, wholeMinutes } from '../common/words.ts';

/** The wishes of a request, the usual ones where it has none. */
export const wishesOf = (request: Pick<PlanRequestWire, 'choice'>): ChoiceWishes =>
  request.choice ?? DEFAULT_CHOICE;

/** What stops are chosen for, in a line: "Most families newly within reach, at most one site a village". */
export function aimWords(wishes: ChoiceWishes): string {
  const { name } = CHOICE_AIMS[wishes.aim];
  const aim = {
    everyone: `Everyone within ${wholeMinutes(wishes.withinSeconds)} minutes`,
    floors: `${percentWords(wishes.floorShare)} of every ${FLOOR_GROUPS[wishes.floorBy].toLowerCase()} within reach`,
  };
  return [
    wishes.aim in aim ? aim[wishes.aim as keyof typeof aim] : name,
    ...(wishes.isOneAVillage ? ['at most one site a village'] : []),
    ...(wishes.exclusions.length > 0
      ? [`${countedWords(wishes.exclusions.length, 'group')} with at most one stop`]
      : []),
    ...(wishes.vanHours === null ? [] : [`at most ${countedWords(wishes.vanHours, 'van-hour')} a cycle`]),
  ].join(', ');
}

type Proven = Pick<PlanSummaryWire, 'request' | 'isChoiceProven' | 'choiceGap' | 'choice' | 'stops'>;

/** Whether the choice is the best there is, plainly, in the unit of what was asked for. */
export function proofWords(plan: Proven): string {
  const { aim, withinSeconds } = wishesOf(plan.request);
  const outcome = plan.choice;
  if (outcome?.unit === 'stops') {
    const limit = `${wholeMinutes(withinSeconds)} minutes`;
    if (plan.isChoiceProven) {
      return `Proven: ${countedWords(outcome.objective, 'stop')} are the fewest that bring everybody whom a site can serve within ${limit}.`;
    }
    return `Not proven to be the fewest: at least ${countedWords(Math.ceil(outcome.bound - 1e-6), 'stop')} are needed to bring everybody within ${limit}.`;
  }
  if (outcome?.unit === 'seconds') {
    const what = aim === 'centre' ? 'longest drive of any area' : 'mean drive of all under-5s';
    const found = `The ${what} to the nearest hub or stop is ${minutesWords(outcome.objective)}`;
    if (plan.isChoiceProven) {
      return `${found}. Proven: no other choice of as many stops, with the same wishes, makes it shorter.`;
    }
    return `${found}. Not proven to be the best: another choice could make it at most ${minutesWords(outcome.objective - outcome.bound)} shorter.`;
  }
  if (plan.isChoiceProven) {
    return 'Proven: no other choice of as many stops, with the same wishes, brings more need within reach.';
  }
  if (plan.choiceGap >= 1) return 'How good this choice of stops is has not been worked out.';
  const { after } = percentChange(0, plan.choiceGap);
  const children = outcome ? `, ${countedWords(outcome.bound - outcome.objective, 'under-5')}` : '';
  return `Not proven to be the best: another choice could bring at most ${after} more${children}.`;
}

/** "9.4 minutes". */
const minutesWords = (seconds: number): string => {
  const minutes = figureWords(seconds / 60);
  return `${minutes} ${minutes === '1' ? 'minute' : 'minutes'}`;
};
