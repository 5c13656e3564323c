import type { Violation } from '../nouns.ts';
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
import { unknownDatedPlace } from './datedRules/unknownDatedPlace.ts';
import { vanInTwoPlacesOnDate } from './datedRules/vanInTwoPlacesOnDate.ts';
import { type CheckedTimetable, type DatedRule, timetableFacts } from './timetableFacts.ts';

const RULES: readonly DatedRule[] = [
  outsideTimetable,
  unknownDatedPlace,
  orderOfVisit,
  duplicateVisit,
  vanInTwoPlacesOnDate,
  onBankHoliday,
  outsideOpeningOnDate,
  outsideShiftOnDate,
];

/** What only the calendar can tell: a rota keeps a site's hours and is still in its wrong season. */
const SITE_RULES: readonly DatedRule[] = [
  siteOutOfUse,
  outOfSeason,
  outOfTerm,
  permissionMissing,
  permissionNotBegun,
  permissionExpired,
  siteNotApproved,
  riskAssessmentMissing,
  riskAssessmentOverdue,
];

/**
 * Can these dated visits be promised? Looks at dates, places and permissions; the drives are `checkRota`'s matter.
 * @returns every breach as a sentence naming date, van and place; empty when there is none. Soft ones are advice,
 *          hard ones forbid publishing.
 */
export function checkTimetable(checked: CheckedTimetable): Violation[] {
  const facts = timetableFacts(checked);
  return [...RULES, ...SITE_RULES].flatMap((rule) => rule(facts));
}

/**
 * May the van be at its sites on these dates? Status, papers, seasons and school terms alone, for a plan whose rota is checked by
 * `checkRota`.
 * @returns every breach, a sentence a site and rule; hard ones first, as those forbid publishing
 */
export function checkSitesOnDates(checked: CheckedTimetable): Violation[] {
  const facts = timetableFacts(checked);
  const found = SITE_RULES.flatMap((rule) => rule(facts));
  return [
    ...found.filter(({ severity }) => severity === 'hard'),
    ...found.filter(({ severity }) => severity === 'soft'),
  ];
}
