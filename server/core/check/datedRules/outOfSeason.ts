import { isInSeasons, seasonsText } from '../../../shared/season.ts';
import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { brokenVisits, type TimetableFacts } from '../timetableFacts.ts';

/** OUT_OF_SEASON: no visit outside the parts of the year in which a site may be used. */
export function outOfSeason(facts: TimetableFacts): Violation[] {
  return brokenVisits(
    facts,
    ({ facts: { seasons } }) => seasons !== undefined && (({ date }) => !isInSeasons(date, seasons)),
  ).map(({ site, visits, date }) => ({
    rule: 'OUT_OF_SEASON',
    severity: 'hard',
    siteId: site.id,
    date,
    message: `${site.name}: the site may be used ${seasonsText(site.facts.seasons ?? [])}, with ${counted(visits.length, 'visit')} outside of it, the first on ${dateWords(date)}; agree a longer season, or leave the site out`,
  }));
}
