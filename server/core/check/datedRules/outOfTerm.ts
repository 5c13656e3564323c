import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** OUT_OF_TERM: a site open in school terms only is advised of: the dates of terms are each school's own. */
export function outOfTerm(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => site.facts.isTermTimeOnly === true)
    .map(({ site, visits }) => {
      const dates = visits.map(({ date }) => date).sort();
      return {
        rule: 'OUT_OF_TERM',
        severity: 'soft',
        siteId: site.id,
        message: `${site.name}: the site may be used in school terms only, with ${counted(visits.length, 'visit')} from ${dateWords(dates[0])} to ${dateWords(dates[dates.length - 1])}; hold them against the school’s term dates`,
      };
    });
}
