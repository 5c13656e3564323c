import { duplicateVisit } from './datedRules/duplicateVisit.ts';
import { onBankHoliday } from './datedRules/onBankHoliday.ts';
import { orderOfVisit } from './datedRules/orderOfVisit.ts';
import { outOfSeason } from './datedRules/outOfSeason.ts';
import { outOfTerm } from './datedRules/outOfTerm.ts';
import { outsideOpeningOnDate } from './datedRules/outsideOpeningOnDate.ts';
import { outsideShiftOnDate } from './datedRules/outsideShiftOnDate.ts';
import { outsideTimetable } from './datedRules/outsideTimetable.ts';
import { permissionExpired } from './datedRules/permissionExpired.ts';
import { permissionMissing } from './datedRules/permissionMissing.ts';
import { permissionNotBegun } from './datedRules/permissionNotBegun.ts';
import { riskAssessmentMissing } from './datedRules/riskAssessmentMissing.ts';
import { riskAssessmentOverdue } from './datedRules/riskAssessmentOverdue.ts';
import { siteNotApproved } from './datedRules/siteNotApproved.ts';
import { siteOutOfUse } from './datedRules/siteOutOfUse.ts';
import { tooLongOnDates } from './datedRules/tooLongOnDates.ts';
import { tooSoonOnDates } from './datedRules/tooSoonOnDates.ts';
import { unknownDatedPlace } from './datedRules/unknownDatedPlace.ts';
import { vanInTwoPlacesOnDate } from './datedRules/vanInTwoPlacesOnDate.ts';
import type { DatedRule } from './timetableFacts.ts';

/** One rule for dated visits: what it is called, what it asks, and what looks after it. */
export interface RuleOfDates {
  /** As in `Violation.rule`. */
  readonly rule: string;
  /** Its breaches forbid publishing, but for what is said to be advice. */
  readonly asks: string;
  readonly check: DatedRule;
  /** What only the calendar can tell of a site: a rota keeps its hours and is still in its wrong season. */
  readonly isOfSite?: true;
}

const ofVisit = (rule: string, check: DatedRule, asks: string): RuleOfDates => ({ rule, asks, check });

const ofSite = (rule: string, check: DatedRule, asks: string): RuleOfDates => ({
  ...ofVisit(rule, check, asks),
  isOfSite: true,
});

/** Every rule that dated visits are held against, one a file of `datedRules/`, in the order in which breaches are told. */
export const DATED_RULES: readonly RuleOfDates[] = [
  ofVisit(
    'OUTSIDE_TIMETABLE',
    outsideTimetable,
    'A visit lies between the first and last date of the timetable',
  ),
  ofVisit('UNKNOWN_PLACE', unknownDatedPlace, 'Sites and vans are known'),
  ofVisit('ORDER_OF_CALL', orderOfVisit, 'Arrive, open, close, leave, in this order within the day'),
  ofVisit('DUPLICATE_VISIT', duplicateVisit, 'A site has one visit on a date'),
  ofVisit('VAN_IN_TWO_PLACES', vanInTwoPlacesOnDate, 'The times of a van on a date do not overlap'),
  ofVisit('ON_BANK_HOLIDAY', onBankHoliday, 'No visit on a bank holiday'),
  ofVisit(
    'OUTSIDE_OPENING',
    outsideOpeningOnDate,
    'The van is at a site within one spell of its hours of that weekday',
  ),
  ofVisit('OUTSIDE_SHIFT', outsideShiftOnDate, 'A van is at its sites within its shift of that weekday'),
  ofSite('SITE_OUT_OF_USE', siteOutOfUse, 'No visit to a site that is suspended or closed'),
  ofSite('OUT_OF_SEASON', outOfSeason, 'No visit outside a site’s seasons'),
  ofSite(
    'OUT_OF_TERM',
    outOfTerm,
    'No visit between terms where school terms are asked for; advice where the terms are not known',
  ),
  ofSite(
    'TOO_SOON_AGAIN',
    tooSoonOnDates,
    'Visits are far enough apart; advice where only the working rules ask for it',
  ),
  ofSite(
    'TOO_LONG_UNTIL_NEXT',
    tooLongOnDates,
    'Visits are as near to one another as the stop wishes, across holidays too',
  ),
  ofSite(
    'PERMISSION_MISSING',
    permissionMissing,
    'Permission is on record; advice unless approval is required',
  ),
  ofSite(
    'PERMISSION_NOT_BEGUN',
    permissionNotBegun,
    'No visit before the first day of permission; advice in a study',
  ),
  ofSite(
    'PERMISSION_EXPIRED',
    permissionExpired,
    'No visit after the last day of permission; advice in a study',
  ),
  ofSite(
    'SITE_NOT_APPROVED',
    siteNotApproved,
    'Visits only to approved sites; advice unless approval is required',
  ),
  ofSite(
    'RISK_ASSESSMENT_MISSING',
    riskAssessmentMissing,
    'A site is assessed before its first visit; advice unless approval is required',
  ),
  ofSite(
    'RISK_ASSESSMENT_OVERDUE',
    riskAssessmentOverdue,
    'No visit after the next assessment is due; advice in a study',
  ),
];
