import type { Notice } from '../../core/nouns.ts';
import { fill } from '../messages/enPages.ts';
import type { PageContext } from './renderPages.ts';

/** Same-day news in a sentence: "Running about 15 minutes late. Road works at Helston." */
export function noticeWords({ words }: PageContext, notice: Notice): string {
  const { visit } = words;
  const news = {
    on: visit.heldToday,
    late: fill(visit.late, { minutes: notice.minutesLate }),
    cancelled: visit.cancelledToday,
  }[notice.kind];
  return [`${news}.`, notice.words].filter(Boolean).join(' ');
}
