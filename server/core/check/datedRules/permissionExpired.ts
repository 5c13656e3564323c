import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** PERMISSION_EXPIRED: no visit after the last day of a site's permission; that day itself counts. */
export function permissionExpired(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts).flatMap(({ site, visits }): Violation[] => {
    const last = site.permissionExpiresOn;
    const after = last === null ? [] : visits.filter(({ date }) => date > last);
    if (last === null || after.length === 0) return [];
    const [date] = after.map((visit) => visit.date).sort();
    const message = `${site.name}: permission ends on ${dateWords(last)}, with ${counted(after.length, 'visit')} after it, the first on ${dateWords(date)}`;
    return [{ rule: 'PERMISSION_EXPIRED', severity: 'hard', message, siteId: site.id, date }];
  });
}
