import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { type TimetableFacts, visitsByKnownSite } from '../timetableFacts.ts';

/** RISK_ASSESSMENT_MISSING: a site is risk assessed before its first visit; advice, unless approval is required. */
export function riskAssessmentMissing(facts: TimetableFacts): Violation[] {
  return visitsByKnownSite(facts).flatMap(({ site, visits }): Violation[] => {
    const assessed = site.riskAssessedOn;
    const before = assessed === null ? visits : visits.filter(({ date }) => date < assessed);
    if (before.length === 0) return [];
    const finding =
      assessed === null
        ? 'no date of a risk assessment is known'
        : `the risk assessment is of ${dateWords(assessed)}, with ${counted(before.length, 'visit')} before it`;
    return [
      {
        rule: 'RISK_ASSESSMENT_MISSING',
        severity: facts.approvalSeverity,
        siteId: site.id,
        message: `${site.name}: ${finding}; have the site assessed before the first visit, and record the date`,
      },
    ];
  });
}
