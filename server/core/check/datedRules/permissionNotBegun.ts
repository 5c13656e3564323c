import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { brokenVisits, type TimetableFacts } from '../timetableFacts.ts';

/** PERMISSION_NOT_BEGUN: no visit before the first day of a site's permission; that day itself counts. */
export function permissionNotBegun(facts: TimetableFacts): Violation[] {
  return brokenVisits(
    facts,
    ({ facts: { permissionStartsOn: first } }) => first !== undefined && (({ date }) => date < first),
  ).map(({ site, visits, date }) => ({
    rule: 'PERMISSION_NOT_BEGUN',
    severity: facts.paperSeverity,
    siteId: site.id,
    date,
    message: `${site.name}: permission begins on ${dateWords(site.facts.permissionStartsOn ?? date)}, with ${counted(visits.length, 'visit')} before it, the first on ${dateWords(date)}; ask for an earlier start, or leave the site out`,
  }));
}
