import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { hasPermission } from '../../sites/papers.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** PERMISSION_MISSING: the register knows who allows the van at a site; advice, unless approval is required. */
export function permissionMissing(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => !hasPermission(site))
    .map(({ site, visits }) => ({
      rule: 'PERMISSION_MISSING',
      severity: facts.approvalSeverity,
      siteId: site.id,
      message: `${site.name}: no permission is on record, with ${counted(visits.length, 'visit')} in the timetable; ask the owner, and record who allows it`,
    }));
}
