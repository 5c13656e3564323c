import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { brokenVisits, type TimetableFacts } from '../timetableFacts.ts';

/** RISK_ASSESSMENT_OVERDUE: no visit after the day on which a site's next assessment is due; that day itself counts. */
export function riskAssessmentOverdue(facts: TimetableFacts): Violation[] {
  return brokenVisits(
    facts,
    ({ facts: { riskAssessmentDueOn: due } }) => due !== undefined && (({ date }) => date > due),
  ).map(({ site, visits, date }) => ({
    rule: 'RISK_ASSESSMENT_OVERDUE',
    severity: facts.paperSeverity,
    siteId: site.id,
    date,
    message: `${site.name}: the next risk assessment is due on ${dateWords(site.facts.riskAssessmentDueOn ?? date)}, with ${counted(visits.length, 'visit')} after it, the first on ${dateWords(date)}; have the site assessed again, or leave it out`,
  }));
}
