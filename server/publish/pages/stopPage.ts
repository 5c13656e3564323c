import type { LedgerVisit, SkippedVisit } from '../../core/nouns.ts';
import { addDays, dateWords, type ServiceDate } from '../../shared/time.ts';
import { fill } from '../messages/enPages.ts';
import { stopCalendarPath } from '../outputs/calendar.ts';
import type { StopContent, VisitContent } from '../releaseContent.ts';
import type { PageContext, PageValues } from './renderPages.ts';
import {
  addressLines,
  capitalised,
  endsAt,
  hubValues,
  nextData,
  nextLinks,
  photoValues,
  siteFacts,
  stopLabel,
  visitValues,
  wayInWords,
} from './visitValues.ts';

/** `/stops/<slug>`: when the van comes, what is on, every date with those left out, and the calendar. */
export function stopPage(context: PageContext, stop: StopContent): PageValues {
  const { content, messages, words } = context;
  const next = stop.upcoming.at(0);
  const label = stopLabel(stop.site);
  return {
    template: 'stop.njk',
    path: stop.path,
    title: label,
    description: [label, stop.isByArrangement ? words.stop.arranged : stop.patternWords]
      .filter(Boolean)
      .join(': '),
    section: '',
    heading: stop.site.name,
    community: stop.site.community,
    pattern: stop.isByArrangement ? words.stop.arranged : capitalised(stop.patternWords),
    isByArrangement: stop.isByArrangement,
    next: next && visitValues(next, messages),
    nextData: nextData(stop),
    nextLinks: nextLinks(stop),
    cancelled: cancelledSentences(context, stop),
    address: addressLines(stop.site),
    descriptionLines: (stop.site.facts.publicDescription ?? '')
      .split('\n')
      .filter((line) => line.trim() !== ''),
    photo: photoValues(content, stop.site),
    wayIn: wayInWords(stop.site),
    services: stop.sessionTypes,
    facts: siteFacts(stop.site),
    hub: hubValues(stop.nearestHub, messages),
    rows: dateRows(context, stop),
    datesCaption: fill(words.stop.datesCaption, { stop: stop.site.name, date: dateWords(content.to) }),
    calendarPath: stopCalendarPath(stop),
  };
}

/** Cancelled visits told one by one, and how far ahead: a new timetable may have cancelled half a year of them. */
const CANCELLED_NAMED = 3;
const CANCELLED_DAYS = 42;

/** Visits cancelled soon enough to matter to somebody who had planned to come. */
const cancelledSoon = ({ content }: PageContext, stop: StopContent): VisitContent[] =>
  stop.visits.filter(
    ({ ledger }) =>
      ledger.status === 'cancelled' &&
      ledger.date >= content.today &&
      ledger.date <= addDays(content.today, CANCELLED_DAYS),
  );

function cancelledSentences(context: PageContext, stop: StopContent) {
  const { messages } = context;
  return cancelledSoon(context, stop)
    .slice(0, CANCELLED_NAMED)
    .map(({ ledger, next }) => ({
      ends: endsAt(ledger),
      sentence: [
        `${messages.status.cancelled}: ${dateWords(ledger.date)}.`,
        ledger.reason && `${ledger.reason}.`,
        next && messages.nextVisit(next),
      ]
        .filter(Boolean)
        .join(' '),
    }));
}

/** Visits to come and dates left out, in date order. A date left out that was once promised is told as cancelled instead. */
function dateRows(context: PageContext, stop: StopContent) {
  const { content, messages } = context;
  const told = [...stop.upcoming, ...cancelledSoon(context, stop)];
  const promised = new Set(told.map(({ ledger }) => ledger.date));
  const nextAfter = (date: ServiceDate): LedgerVisit | undefined =>
    stop.upcoming.find(({ ledger }) => ledger.date > date)?.ledger;
  const skippedRow = (skip: SkippedVisit) => {
    const next = nextAfter(skip.date);
    return {
      date: skip.date,
      ends: `${skip.date}T24:00`,
      path: '',
      dateWords: dateWords(skip.date),
      range: '',
      status: 'skipped',
      isSkipped: true,
      note: [`${skip.reason}.`, next && messages.nextVisit(next)].filter(Boolean).join(' '),
    };
  };
  const rows = [
    ...told.map((visit) => ({
      ...visitValues(visit, messages),
      date: visit.ledger.date,
      isSkipped: false,
      note: [
        visit.ledger.reason && `${visit.ledger.reason}.`,
        visit.ledger.status === 'cancelled' && visit.next && messages.nextVisit(visit.next),
      ]
        .filter(Boolean)
        .join(' '),
    })),
    ...stop.skipped.filter((skip) => skip.date >= content.today && !promised.has(skip.date)).map(skippedRow),
  ];
  const last = stop.upcoming.at(-1)?.ledger.date;
  return rows
    .filter((row) => !row.isSkipped || (last !== undefined && row.date < last))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
