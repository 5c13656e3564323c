import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** SITE_OUT_OF_USE: no visit to a site that is suspended or closed. */
export function siteOutOfUse(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => site.status === 'suspended' || site.status === 'closed')
    .map(({ site, visits }) => ({
      rule: 'SITE_OUT_OF_USE',
      severity: 'hard',
      siteId: site.id,
      message: `${site.name}: the site is ${site.status}${site.facts.statusReason ? ` (${site.facts.statusReason})` : ''}, with ${counted(visits.length, 'visit')} in the timetable; take it out of the plan, or bring it back into use`,
    }));
}
