import type { Violation } from '../nouns.ts';
import type { RotaRule } from './rotaFacts.ts';
import { breakMissing } from './rules/breakMissing.ts';
import { breakOutsideWindow } from './rules/breakOutsideWindow.ts';
import { breakWhileOpen } from './rules/breakWhileOpen.ts';
import { crewSkillMissing } from './rules/crewSkillMissing.ts';
import { dailyRestTooShort } from './rules/dailyRestTooShort.ts';
import { differentClockTime } from './rules/differentClockTime.ts';
import { differentVan } from './rules/differentVan.ts';
import { differentWeekday } from './rules/differentWeekday.ts';
import { drivingTooLong } from './rules/drivingTooLong.ts';
import { drivingWithoutBreak } from './rules/drivingWithoutBreak.ts';
import { duplicateVanDay } from './rules/duplicateVanDay.ts';
import { duringSchoolRun } from './rules/duringSchoolRun.ts';
import { dutyTooLong } from './rules/dutyTooLong.ts';
import { emptyVanDay } from './rules/emptyVanDay.ts';
import { ferryClosed } from './rules/ferryClosed.ts';
import { legFigureWrong } from './rules/legFigureWrong.ts';
import { legTooShort } from './rules/legTooShort.ts';
import { lockedDayChanged } from './rules/lockedDayChanged.ts';
import { lockedOrderBroken } from './rules/lockedOrderBroken.ts';
import { lockedStopMoved } from './rules/lockedStopMoved.ts';
import { noRoad } from './rules/noRoad.ts';
import { notOnFiveMinutes } from './rules/notOnFiveMinutes.ts';
import { orderOfCall } from './rules/orderOfCall.ts';
import { outsideCycle } from './rules/outsideCycle.ts';
import { outsideOpening } from './rules/outsideOpening.ts';
import { outsidePartOfDay } from './rules/outsidePartOfDay.ts';
import { outsideShift } from './rules/outsideShift.ts';
import { packDownTooShort } from './rules/packDownTooShort.ts';
import { requiredStopLeftOut } from './rules/requiredStopLeftOut.ts';
import { seriesBroken } from './rules/seriesBroken.ts';
import { sessionTooLong } from './rules/sessionTooLong.ts';
import { sessionTooShort } from './rules/sessionTooShort.ts';
import { setUpTooShort } from './rules/setUpTooShort.ts';
import { tooLongUntilNext } from './rules/tooLongUntilNext.ts';
import { tooManyCalls } from './rules/tooManyCalls.ts';
import { tooSoonAgain } from './rules/tooSoonAgain.ts';
import { unevenlySpread } from './rules/unevenlySpread.ts';
import { unknownPlace } from './rules/unknownPlace.ts';
import { vanInTwoPlaces } from './rules/vanInTwoPlaces.ts';
import { vanTooBigForFerry } from './rules/vanTooBigForFerry.ts';
import { vanTooBigForSite } from './rules/vanTooBigForSite.ts';
import { visitsMissing } from './rules/visitsMissing.ts';
import { visitsTooMany } from './rules/visitsTooMany.ts';
import { weekdayNotAllowed } from './rules/weekdayNotAllowed.ts';
import { weeklyDrivingTooLong } from './rules/weeklyDrivingTooLong.ts';
import { weeklyRestTooShort } from './rules/weeklyRestTooShort.ts';
import { weeksNotAllowed } from './rules/weeksNotAllowed.ts';

/** One rule of the check: what it is called, what it asks, and what looks after it. */
export interface RuleOfRota {
  /** As in `Violation.rule`. */
  readonly rule: string;
  /** In the ordinary case: hard ones forbid publishing, soft ones are advice. */
  readonly severity: Violation['severity'];
  readonly asks: string;
  readonly check: RotaRule;
  /** Looked at with slower roads too: given the same times, only these can then break. */
  readonly dependsOnRoads?: true;
}

const hard = (rule: string, check: RotaRule, asks: string): RuleOfRota => ({
  rule,
  severity: 'hard',
  asks,
  check,
});

const onRoads = (rule: string, check: RotaRule, asks: string): RuleOfRota => ({
  ...hard(rule, check, asks),
  dependsOnRoads: true,
});

const soft = (rule: string, check: RotaRule, asks: string): RuleOfRota => ({
  rule,
  severity: 'soft',
  asks,
  check,
});

/** Every rule a rota is held against, one a file of `rules/`, in the order in which breaches are told. */
export const ROTA_RULES: readonly RuleOfRota[] = [
  hard(
    'OUTSIDE_CYCLE',
    outsideCycle,
    'The rota repeats as the rules say, in weeks or by months, and its days lie within its cycle',
  ),
  hard(
    'UNKNOWN_PLACE',
    unknownPlace,
    'Vans, sites and stops are those of the plan, and the road table holds them',
  ),
  hard('DUPLICATE_VAN_DAY', duplicateVanDay, 'A van has one van-day on a day of the cycle'),
  hard('EMPTY_VAN_DAY', emptyVanDay, 'A van-day has a call'),
  hard('NO_ROAD', noRoad, 'Every leg is on a road'),
  hard('ORDER_OF_CALL', orderOfCall, 'Arrive, open, close, leave, in this order within the day'),
  hard('VAN_IN_TWO_PLACES', vanInTwoPlaces, 'A van leaves one place before it arrives at the next'),
  onRoads(
    'LEG_TOO_SHORT',
    legTooShort,
    'A leg has time for the drive on its weekday in the slowest season, and for the ferries on it',
  ),
  hard(
    'LEG_FIGURE_WRONG',
    legFigureWrong,
    'The seconds and metres stated for a leg are those of the roads and the rules',
  ),
  onRoads('FERRY_CLOSED', ferryClosed, 'A crossing begins within the ferry’s hours'),
  hard('VAN_TOO_BIG_FOR_FERRY', vanTooBigForFerry, 'The ferry takes a van of that length and weight'),
  hard(
    'VAN_TOO_BIG_FOR_SITE',
    vanTooBigForSite,
    'The van fits the space, the headroom, and the way in by width, height and weight',
  ),
  hard('SET_UP_TOO_SHORT', setUpTooShort, 'There is time to set up between arriving and opening'),
  hard('PACK_DOWN_TOO_SHORT', packDownTooShort, 'There is time to pack down between closing and leaving'),
  hard('SESSION_TOO_SHORT', sessionTooShort, 'A call is open for at least the session'),
  soft('SESSION_TOO_LONG', sessionTooLong, 'A call is open for no longer than the session, rounded up'),
  hard('OUTSIDE_OPENING', outsideOpening, 'The van is at a site within one spell of the site’s hours'),
  hard('DURING_SCHOOL_RUN', duringSchoolRun, 'The van neither comes nor goes within a school run'),
  hard(
    'OUTSIDE_SHIFT',
    outsideShift,
    'A van leaves its base no earlier and is back no later than its shift of that weekday',
  ),
  hard('BREAK_MISSING', breakMissing, 'A day longer than the limit has a break of full length'),
  hard('BREAK_OUTSIDE_WINDOW', breakOutsideWindow, 'The break lies within its window and the working day'),
  hard('BREAK_WHILE_OPEN', breakWhileOpen, 'The break is never while the van is open to families'),
  onRoads('DRIVING_TOO_LONG', drivingTooLong, 'Driving on a day is within the drivers’ hours chosen'),
  onRoads(
    'DRIVING_WITHOUT_BREAK',
    drivingWithoutBreak,
    'Assimilated EU hours: a break of 45 minutes after four and a half hours of driving',
  ),
  onRoads(
    'WEEKLY_DRIVING_TOO_LONG',
    weeklyDrivingTooLong,
    'Assimilated EU hours: driving in a week and in two weeks that follow one another',
  ),
  onRoads(
    'DUTY_TOO_LONG',
    dutyTooLong,
    'GB domestic hours: duty on a day, in a week with a day of more than four hours of driving',
  ),
  hard('DAILY_REST_TOO_SHORT', dailyRestTooShort, 'Assimilated EU hours: rest between two days'),
  hard(
    'WEEKLY_REST_TOO_SHORT',
    weeklyRestTooShort,
    'Assimilated EU hours: a weekly rest, and a long one in every two weeks',
  ),
  hard('TOO_MANY_CALLS', tooManyCalls, 'No more calls on a day than the rules allow'),
  hard('DIFFERENT_VAN', differentVan, 'A stop is served by one van'),
  hard('DIFFERENT_WEEKDAY', differentWeekday, 'A stop is served on one weekday'),
  hard(
    'DIFFERENT_CLOCK_TIME',
    differentClockTime,
    'A stop has one clock time, within the tolerance it wishes',
  ),
  hard('WEEKDAY_NOT_ALLOWED', weekdayNotAllowed, 'A stop is served on a weekday it wishes'),
  hard('WEEKS_NOT_ALLOWED', weeksNotAllowed, 'A stop is served in one of the sets of weeks it wishes'),
  hard('OUTSIDE_PART_OF_DAY', outsidePartOfDay, 'A stop is open within the part of the day it wishes'),
  hard(
    'CREW_SKILL_MISSING',
    crewSkillMissing,
    'The crew of that van and weekday has the skills a stop wishes',
  ),
  hard(
    'SERIES_BROKEN',
    seriesBroken,
    'A group that meets in a series keeps its slot, over the end of the cycle too',
  ),
  hard(
    'VISITS_MISSING',
    visitsMissing,
    'Visits made and visits given up with a reason are all that are asked for',
  ),
  hard('VISITS_TOO_MANY', visitsTooMany, 'No stop is visited more often than asked for'),
  soft('REQUIRED_STOP_LEFT_OUT', requiredStopLeftOut, 'A required stop gets every visit asked for'),
  hard(
    'TOO_SOON_AGAIN',
    tooSoonAgain,
    'Visits of a stop are far enough apart, from one cycle or month to the next too',
  ),
  hard(
    'TOO_LONG_UNTIL_NEXT',
    tooLongUntilNext,
    'Visits of a stop are as near to one another as it wishes, from one cycle or month to the next too',
  ),
  soft(
    'UNEVENLY_SPREAD',
    unevenlySpread,
    'The weeks between visits of a stop differ by at most one, unless its weeks are wished for',
  ),
  hard('NOT_ON_FIVE_MINUTES', notOnFiveMinutes, 'Published times are on round minutes'),
  hard(
    'LOCKED_STOP_MOVED',
    lockedStopMoved,
    'A locked stop has the van, weekday, weeks and opening it is locked to; advice where visits are given up with a reason',
  ),
  hard(
    'LOCKED_DAY_CHANGED',
    lockedDayChanged,
    'A locked day has the calls it had; advice where visits are given up with a reason',
  ),
  hard('LOCKED_ORDER_BROKEN', lockedOrderBroken, 'Stops in a locked order come in it'),
];
