import { counted } from '../../../shared/text.ts';
import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { gapsOnDates } from '../datedGaps.ts';
import type { TimetableFacts } from '../timetableFacts.ts';

/**
 * TOO_SOON_AGAIN: dated visits of a stop are far enough apart, moved ones among them. Hard where the stop or its site asks for it;
 * what the working rules ask of every stop is advice here, as one visit may be moved for once.
 */
export function tooSoonOnDates(facts: TimetableFacts): Violation[] {
  return gapsOnDates(facts).flatMap(({ site, stop, gaps }): Violation[] => {
    const own = Math.max(site.facts.minDaysBetweenVisits ?? 0, stop?.wishes?.minDaysBetween ?? 0);
    const least = Math.max(own, facts.minDaysBetweenVisits);
    const short = gaps.filter(({ days }) => days < least);
    if (short.length === 0) return [];
    const [first] = short;
    return [
      {
        rule: 'TOO_SOON_AGAIN',
        severity: short.some(({ days }) => days < own) ? 'hard' : 'soft',
        siteId: site.id,
        date: first.to,
        message: `${site.name}: ${counted(first.days, 'day')} from ${dateWords(first.from)} to ${dateWords(first.to)}${short.length > 1 ? `, the first of ${short.length} such pairs` : ''}, at least ${least} wanted; move or leave out one of the two visits`,
      },
    ];
  });
}
