import type { Violation } from '../nouns.ts';
import { DATED_RULES } from './datedRuleBook.ts';
import { type CheckedTimetable, timetableFacts } from './timetableFacts.ts';

/**
 * Can these dated visits be promised? Looks at dates, places and permissions; the drives are `checkRota`'s matter.
 * @returns every breach as a sentence naming date, van and place; empty when there is none. Soft ones are advice,
 *          hard ones forbid publishing.
 */
export function checkTimetable(checked: CheckedTimetable): Violation[] {
  const facts = timetableFacts(checked);
  return DATED_RULES.flatMap(({ check }) => check(facts));
}

/**
 * May the van be at its sites on these dates? Status, papers, seasons, school terms, and the days between visits alone, for a plan
 * whose rota is checked by `checkRota`.
 * @returns every breach, a sentence a site and rule; hard ones first, as those forbid publishing
 */
export function checkSitesOnDates(checked: CheckedTimetable): Violation[] {
  const facts = timetableFacts(checked);
  const found = DATED_RULES.filter((rule) => rule.isOfSite).flatMap(({ check }) => check(facts));
  return [
    ...found.filter(({ severity }) => severity === 'hard'),
    ...found.filter(({ severity }) => severity === 'soft'),
  ];
}
