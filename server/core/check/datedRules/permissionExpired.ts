import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { brokenVisits, type TimetableFacts } from '../timetableFacts.ts';

/** PERMISSION_EXPIRED: no visit after the last day of a site's permission; that day itself counts. */
export function permissionExpired(facts: TimetableFacts): Violation[] {
  return brokenVisits(
    facts,
    ({ permissionExpiresOn: last }) => last !== null && (({ date }) => date > last),
  ).map(({ site, visits, date }) => ({
    rule: 'PERMISSION_EXPIRED',
    severity: facts.paperSeverity,
    siteId: site.id,
    date,
    message: `${site.name}: permission ends on ${dateWords(site.permissionExpiresOn ?? date)}, with ${counted(visits.length, 'visit')} after it, the first on ${dateWords(date)}; have it renewed, or leave the site out`,
  }));
}
