import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** SITE_NOT_APPROVED: visits only to sites that are approved or live; advice, unless approval is required. */
export function siteNotApproved(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => site.status === 'proposed' || site.status === 'surveyed')
    .map(({ site, visits }) => ({
      rule: 'SITE_NOT_APPROVED',
      severity: facts.approvalSeverity,
      siteId: site.id,
      message: `${site.name}: the site is ${site.status}, with ${counted(visits.length, 'visit')} in the timetable; approve it, or leave it out`,
    }));
}
