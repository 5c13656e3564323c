import { dateWords } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { gapsOnDates } from '../datedGaps.ts';
import type { TimetableFacts } from '../timetableFacts.ts';

/**
 * TOO_LONG_UNTIL_NEXT: dated visits of a stop are as near to one another as it wishes, across bank holidays and closures too. The
 * days from the last visit to the end of the timetable count as far as they go.
 */
export function tooLongOnDates(facts: TimetableFacts): Violation[] {
  return gapsOnDates(facts).flatMap(({ site, stop, gaps, daysAfterLast, last }): Violation[] => {
    const most = stop?.wishes?.maxDaysBetween;
    if (most === undefined) return [];
    const long = gaps.filter(({ days }) => days > most);
    const [first] = long;
    const finding = first
      ? `${first.days} days from ${dateWords(first.from)} to ${dateWords(first.to)}${long.length > 1 ? `, the first of ${long.length} such gaps` : ''}`
      : `no visit after ${dateWords(last)} until the timetable ends, ${daysAfterLast} days later`;
    if (!first && daysAfterLast < most) return [];
    return [
      {
        rule: 'TOO_LONG_UNTIL_NEXT',
        severity: 'hard',
        siteId: site.id,
        date: first?.from ?? last,
        message: `${site.name}: ${finding}, at most ${most} days between visits wanted; choose a date in between, or ask for less`,
      },
    ];
  });
}
