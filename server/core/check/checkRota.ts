import type { Violation } from '../nouns.ts';
import { type CheckedRota, type RotaRule, rotaFacts } from './rotaFacts.ts';
import { breakMissing } from './rules/breakMissing.ts';
import { breakOutsideWindow } from './rules/breakOutsideWindow.ts';
import { breakWhileOpen } from './rules/breakWhileOpen.ts';
import { differentClockTime } from './rules/differentClockTime.ts';
import { differentVan } from './rules/differentVan.ts';
import { differentWeekday } from './rules/differentWeekday.ts';
import { duplicateVanDay } from './rules/duplicateVanDay.ts';
import { duringSchoolRun } from './rules/duringSchoolRun.ts';
import { emptyVanDay } from './rules/emptyVanDay.ts';
import { legFigureWrong } from './rules/legFigureWrong.ts';
import { legTooShort } from './rules/legTooShort.ts';
import { noRoad } from './rules/noRoad.ts';
import { notOnFiveMinutes } from './rules/notOnFiveMinutes.ts';
import { orderOfCall } from './rules/orderOfCall.ts';
import { outsideCycle } from './rules/outsideCycle.ts';
import { outsideOpening } from './rules/outsideOpening.ts';
import { outsideShift } from './rules/outsideShift.ts';
import { packDownTooShort } from './rules/packDownTooShort.ts';
import { sessionTooShort } from './rules/sessionTooShort.ts';
import { setUpTooShort } from './rules/setUpTooShort.ts';
import { tooManyCalls } from './rules/tooManyCalls.ts';
import { tooSoonAgain } from './rules/tooSoonAgain.ts';
import { unevenlySpread } from './rules/unevenlySpread.ts';
import { unknownPlace } from './rules/unknownPlace.ts';
import { vanInTwoPlaces } from './rules/vanInTwoPlaces.ts';
import { visitsMissing } from './rules/visitsMissing.ts';
import { visitsTooMany } from './rules/visitsTooMany.ts';

const RULES: readonly RotaRule[] = [
  outsideCycle,
  unknownPlace,
  duplicateVanDay,
  emptyVanDay,
  noRoad,
  orderOfCall,
  vanInTwoPlaces,
  legTooShort,
  legFigureWrong,
  setUpTooShort,
  packDownTooShort,
  sessionTooShort,
  outsideOpening,
  duringSchoolRun,
  outsideShift,
  breakMissing,
  breakOutsideWindow,
  breakWhileOpen,
  tooManyCalls,
  differentVan,
  differentWeekday,
  differentClockTime,
  visitsMissing,
  visitsTooMany,
  tooSoonAgain,
  unevenlySpread,
  notOnFiveMinutes,
];

/**
 * Does a rota keep every rule? Worked out from the rota and the road table alone, for computed and hand-edited rotas
 * alike; shares no code with what builds rotas.
 * @returns every breach, rule by rule, as a sentence naming van, day and place with expected and found; empty when
 *          there is none. Soft ones are advice, hard ones forbid publishing.
 */
export function checkRota(checked: CheckedRota): Violation[] {
  const facts = rotaFacts(checked);
  return RULES.flatMap((rule) => rule(facts));
}
