import { fill } from '../messages/enPages.ts';
import { visitJsonLd } from '../outputs/jsonLd.ts';
import type { VisitContent } from '../releaseContent.ts';
import { noticeWords } from './noticeWords.ts';
import type { PageContext, PageValues } from './renderPages.ts';
import { addressLines, hubValues, siteFacts, stopLabel, visitValues, wayInWords } from './visitValues.ts';

/** `/visits/<uid>`: one visit, with its status. */
export function visitPage(context: PageContext, visit: VisitContent): PageValues {
  const { content, messages, words } = context;
  const { ledger, site } = visit;
  const heading = fill(words.visit.title, { stop: site.name });
  const stop = content.stops.find((each) => each.site.id === site.id);
  const notice = content.notices.find((each) => each.visitUid === ledger.uid);
  return {
    ...visitValues(visit, messages),
    template: 'visit.njk',
    path: visit.path,
    title: `${stopLabel(site)}, ${messages.dateAndTime(ledger)}`,
    description: `${heading}, ${messages.dateAndTime(ledger)}`,
    section: '',
    heading,
    community: site.community,
    stopPath: visit.stopPath,
    reason: ledger.reason && `${ledger.reason}.`,
    nextSentence: visit.next ? messages.nextVisit(visit.next) : '',
    nextWords: visit.next ? messages.dateAndTime(visit.next) : words.visit.nextNone,
    notice: notice ? noticeWords(context, notice) : '',
    address: addressLines(site),
    wayIn: wayInWords(site),
    services: visit.sessionTypes,
    facts: siteFacts(site),
    hub: hubValues(stop?.nearestHub ?? null, messages),
    allDates: fill(words.visit.allDates, { stop: site.name }),
    jsonLd: visitJsonLd(content, visit, messages),
  };
}
