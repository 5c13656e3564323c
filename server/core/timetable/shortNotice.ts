import { addDays, daysBetween, type ServiceDate } from '../../shared/time.ts';
import type { DatedVisit, LedgerVisit, Timetable } from '../nouns.ts';

/** A stop whose regular day or time changes before families can have heard of it. */
export interface ShortNotice {
  readonly siteId: string;
  /** The first promised visit that changes. */
  readonly date: ServiceDate;
  /** Days from today until then. */
  readonly days: number;
}

/**
 * Promised visits that a new timetable no longer makes on their date and at their time, less than the notice period from today. What
 * was decided of single dates (bank holidays, cover) is no regular change.
 * @param fields.promised  visits still to come, as families know them
 * @returns one entry a stop, in order of date; empty when every change is told early enough. A change on the last day of the period
 *          is told in time
 */
export function shortNotices(fields: {
  readonly promised: readonly Pick<LedgerVisit, 'siteId' | 'date' | 'open' | 'close'>[];
  readonly timetable: Pick<Timetable, 'from' | 'visits' | 'skipped'>;
  readonly today: ServiceDate;
  readonly noticeDays: number;
}): ShortNotice[] {
  const { timetable, today } = fields;
  const known = new Set([...timetable.visits.map(timeKey), ...timetable.skipped.map(dateKey)]);
  const isDecided = new Set(timetable.visits.filter(({ replaces }) => replaces !== undefined).map(dateKey));
  const end = addDays(today, fields.noticeDays);
  const first = new Map<string, ServiceDate>();
  for (const visit of fields.promised) {
    const { siteId, date } = visit;
    if (date < timetable.from || date <= today || date >= end) continue;
    if (known.has(timeKey(visit)) || known.has(dateKey(visit)) || isDecided.has(dateKey(visit))) continue;
    const before = first.get(siteId);
    if (before === undefined || date < before) first.set(siteId, date);
  }
  return [...first]
    .map(([siteId, date]) => ({ siteId, date, days: daysBetween({ from: today, to: date }) }))
    .sort((a, b) => a.days - b.days || (a.siteId < b.siteId ? -1 : 1));
}

const dateKey = ({ siteId, date }: { siteId: string; date: ServiceDate }): string => `${date} ${siteId}`;

const timeKey = (visit: Pick<DatedVisit, 'siteId' | 'date' | 'open' | 'close'>): string =>
  `${dateKey(visit)} ${visit.open} ${visit.close}`;
