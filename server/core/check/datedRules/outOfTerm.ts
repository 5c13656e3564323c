import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { DatedVisit, Site, Violation } from '../../nouns.ts';
import { schoolTime } from '../../sites/schoolTime.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/**
 * OUT_OF_TERM: no visit between terms to a site that may be used in school terms only. Dates beyond the last term that is known
 * are advised of: nobody can tell yet.
 */
export function outOfTerm(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => site.facts.isTermTimeOnly === true)
    .flatMap(({ site, visits }) => {
      const during = (time: string) =>
        visits.filter(({ date }) => schoolTime(date, facts.schoolTerms) === time);
      return [
        ...violationOf(site, during('off'), {
          severity: 'hard',
          finding: 'between terms',
          remedy: 'agree the use of holidays too, or leave the site out',
        }),
        ...violationOf(site, during('unknown'), {
          severity: 'soft',
          finding: 'on dates of which no terms are known',
          remedy: 'hold them against the school’s term dates',
        }),
      ];
    });
}

function violationOf(
  site: Site,
  visits: readonly DatedVisit[],
  fields: { severity: Violation['severity']; finding: string; remedy: string },
): Violation[] {
  const [date] = visits.map((visit) => visit.date).sort();
  if (date === undefined) return [];
  const message = `${site.name}: the site may be used in school terms only, with ${counted(visits.length, 'visit')} ${fields.finding}, the first on ${dateWords(date)}; ${fields.remedy}`;
  return [{ rule: 'OUT_OF_TERM', severity: fields.severity, siteId: site.id, date, message }];
}
