import { addDays, clockAt, clockWords, dateWords } from '../../shared/time.ts';
import { fill } from '../messages/enPages.ts';
import type { VisitContent } from '../releaseContent.ts';
import { noticeWords } from './noticeWords.ts';
import type { PageContext, PageValues } from './renderPages.ts';
import { visitValues } from './visitValues.ts';

/** Days listed, today included. */
const DAYS = 14;

/** `/status/`: the next two weeks and the day's news. */
export function statusPage(context: PageContext): PageValues {
  const { content, messages, words } = context;
  const last = addDays(content.today, DAYS - 1);
  const days = new Map<string, VisitContent[]>();
  for (const visit of content.visits) {
    const { date } = visit.ledger;
    if (date >= content.today && date <= last) days.set(date, [...(days.get(date) ?? []), visit]);
  }
  const byUid = new Map(content.visits.map((visit) => [visit.ledger.uid, visit]));
  return {
    template: 'status.njk',
    path: '/status/',
    title: words.status.title,
    description: words.status.lead,
    section: 'status',
    noticesHeading: fill(words.status.noticesHeading, { date: dateWords(content.today) }),
    noticesEnd: `${content.today}T24:00`,
    notices: content.notices.flatMap((notice) => {
      const visit = byUid.get(notice.visitUid);
      if (!visit) return [];
      return [
        {
          path: visit.path,
          stop: visit.site.name,
          words: noticeWords(context, notice),
          at: clockWords(clockAt(notice.at)),
        },
      ];
    }),
    days: [...days].map(([date, visits]) => ({
      date,
      dateWords: dateWords(visits[0].ledger.date),
      ends: `${date}T24:00`,
      visits: visits.map((visit) => visitValues(visit, messages)),
    })),
  };
}
