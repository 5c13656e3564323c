import { clockText } from '../../shared/time.ts';
import { stopCalendarPath } from '../outputs/calendar.ts';
import { fileOf } from '../pages/renderPages.ts';
import type { ReleaseContent, VisitContent } from '../releaseContent.ts';
import type { WrittenRelease } from '../verifyRelease.ts';
import { eventsOf } from './calendarFaults.ts';

/** Every visit stands in every format, with the same date, times and status; and no format has one more. */
export function visitFaults(written: WrittenRelease, content: ReleaseContent): string[] {
  const all = sentencesOf(content.visits);
  const told: [string, Set<string>][] = [
    ['data/visits.json', fromRecords(json(written, 'data/visits.json').visits)],
    ['data/visits.geojson', fromRecords(featuresOf(json(written, 'data/visits.geojson')))],
    ['data/visits.csv', fromCsv(written.textOf('data/visits.csv'))],
    ['calendar/all.ics', fromCalendar(written.textOf('calendar/all.ics'))],
  ];
  const faults = told.flatMap(([path, found]) => differences(path, { wanted: all, found }));
  for (const stop of content.stops) {
    const path = stopCalendarPath(stop);
    faults.push(
      ...differences(path, { wanted: sentencesOf(stop.visits), found: fromCalendar(written.textOf(path)) }),
    );
    const page = written.textOf(fileOf(stop.path));
    for (const visit of stop.upcoming) {
      if (!page.includes(`href="${visit.path}"`))
        faults.push(`${fileOf(stop.path)} does not name ${visit.path}`);
    }
  }
  for (const visit of content.visits) {
    if (!written.paths.has(fileOf(visit.path))) faults.push(`${fileOf(visit.path)} is missing`);
  }
  return faults;
}

/** "uid date open close cancelled": what all formats must agree on. */
const sentence = (uid: string, date: string, open: string, close: string, isCancelled: boolean): string =>
  [uid, date, open, close, isCancelled ? 'cancelled' : 'on'].join(' ');

const sentencesOf = (visits: readonly VisitContent[]): Set<string> =>
  new Set(
    visits.map(({ ledger }) =>
      sentence(
        ledger.uid,
        ledger.date,
        clockText(ledger.open),
        clockText(ledger.close),
        ledger.status === 'cancelled',
      ),
    ),
  );

type Fields = Readonly<Record<string, string>>;

const fromRecords = (records: readonly Fields[]): Set<string> =>
  new Set(
    records.map((row) => sentence(row.visit_uid, row.date, row.open, row.close, row.status === 'cancelled')),
  );

const featuresOf = (collection: { features?: { properties: Fields }[] }): Fields[] =>
  (collection.features ?? []).map((feature) => feature.properties);

/** The first columns hold no text of people's, so a plain split is enough: uid, sequence, status; the rest is told by position. */
function fromCsv(csv: string): Set<string> {
  const [head, ...rows] = csvRows(csv);
  const at = (row: readonly string[], name: string) => row[head.indexOf(name)];
  return new Set(
    rows.map((row) =>
      sentence(
        at(row, 'visit_uid'),
        at(row, 'date'),
        at(row, 'open'),
        at(row, 'close'),
        at(row, 'status') === 'cancelled',
      ),
    ),
  );
}

function csvRows(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

function fromCalendar(ics: string): Set<string> {
  const date = (stamp: string) => `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`;
  const time = (stamp: string) => `${stamp.slice(9, 11)}:${stamp.slice(11, 13)}`;
  return new Set(
    eventsOf(ics.replace(/\r\n[ \t]/g, '').split('\r\n')).map((event) => {
      const [start, end] = [event.get('DTSTART') ?? '', event.get('DTEND') ?? ''];
      const isCancelled = event.get('STATUS') === 'CANCELLED';
      return sentence(event.get('UID') ?? '', date(start), time(start), time(end), isCancelled);
    }),
  );
}

function differences(path: string, sets: { wanted: Set<string>; found: Set<string> }): string[] {
  const { wanted, found } = sets;
  return [
    ...[...wanted].filter((visit) => !found.has(visit)).map((visit) => `${path} lacks the visit ${visit}`),
    ...[...found]
      .filter((visit) => !wanted.has(visit))
      .map((visit) => `${path} has a visit too many: ${visit}`),
  ];
}

function json(written: WrittenRelease, path: string) {
  try {
    return JSON.parse(written.textOf(path));
  } catch {
    return { visits: [] };
  }
}
