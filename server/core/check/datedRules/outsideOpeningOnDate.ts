import { weekdayOf } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { hoursBroken } from '../rules/outsideOpening.ts';
import { type TimetableFacts, visitViolation } from '../timetableFacts.ts';

/** OUTSIDE_OPENING: from arriving to leaving the van is within one spell of the site's hours of that weekday. */
export function outsideOpeningOnDate(facts: TimetableFacts): Violation[] {
  return facts.timetable.visits.flatMap((visit) => {
    const site = facts.sites.get(visit.siteId);
    const span = { from: visit.arrive, to: visit.leave };
    const finding = site && hoursBroken(site, weekdayOf(visit.date), span);
    return finding ? [visitViolation(facts, { rule: 'OUTSIDE_OPENING', visit, finding })] : [];
  });
}
