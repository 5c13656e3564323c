import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** RISK_ASSESSMENT_MISSING: a site in the timetable has a dated risk assessment; advice, unless approval is required. */
export function riskAssessmentMissing(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts)
    .filter(({ site }) => site.riskAssessedOn === null)
    .map(({ site }) => ({
      rule: 'RISK_ASSESSMENT_MISSING',
      severity: facts.approvalSeverity,
      siteId: site.id,
      message: `${site.name}: no date of a risk assessment is known, expected one before the first visit`,
    }));
}
