import { readFile } from 'node:fs/promises';
import { addDays, dateAt, parseInstant, type ServiceDate, serviceDate } from '../shared/time.ts';
import type { SchoolTerm } from '../store/schoolTerms.ts';
import { fault, refusalOf } from './cells.ts';
import { fileError } from './importErrors.ts';
import { inspectFile } from './inspectFile.ts';
import { type ReadRows, refusalList, type SourceRow } from './report.ts';

const MAX_FILE_BYTES = 5_000_000;

/**
 * Reads the entries of a calendar of school terms (.ics), as councils publish them: their titles, first and last days.
 * Only dates are taken; an entry without an end lasts one day.
 * @throws IMPORT_FILE when it is no calendar, or one without entries
 */
export async function readSchoolTerms(path: string): Promise<ReadRows<SchoolTerm>> {
  const { sha256, encoding } = await inspectFile(path, MAX_FILE_BYTES);
  const lines = unfolded(new TextDecoder(encoding).decode(await readFile(path)));
  if (!/^BEGIN:VCALENDAR\s*$/i.test(lines[0]?.text ?? '')) {
    throw fileError(path, 'this is not a calendar: expected an .ics file that begins with BEGIN:VCALENDAR');
  }
  const entries = entriesIn(lines);
  if (entries.length === 0) {
    throw fileError(path, 'there is no entry in this calendar. Download it again, or leave it out');
  }
  const refused = refusalList();
  const rows: SourceRow<SchoolTerm>[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    try {
      const term = termOf(entry);
      const key = `${term.from} ${term.to} ${term.title}`;
      if (seen.has(key)) throw { ...fault('the entry is there twice', term.title), isFault: false };
      seen.add(key);
      rows.push({ line: entry.line, value: term });
    } catch (thrown) {
      refused.add(refusalOf(thrown, entry.line));
    }
  }
  return {
    kind: 'school terms',
    path,
    sha256,
    rowsRead: entries.length,
    rows,
    refused: refused.all(),
    notes: spanNotes(rows.map((row) => row.value)),
  };
}

function spanNotes(terms: readonly SchoolTerm[]): string[] {
  if (terms.length === 0) return [];
  const days = terms.flatMap((term) => [term.from, term.to]).sort();
  return [`From ${days[0]} to ${days[days.length - 1]}.`];
}

interface ContentLine {
  readonly line: number;
  readonly text: string;
}

/** Content lines with their continuation lines joined on. Source: RFC 5545, 3.1. */
function unfolded(text: string): ContentLine[] {
  const lines: { line: number; text: string }[] = [];
  for (const [i, part] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(part) && last) last.text += part.slice(1);
    else if (part.trim() !== '') lines.push({ line: i + 1, text: part });
  }
  return lines;
}

interface Entry {
  readonly line: number;
  /** Values by name of the property. */
  readonly values: ReadonlyMap<string, string>;
}

function entriesIn(lines: readonly ContentLine[]): Entry[] {
  const entries: Entry[] = [];
  let open: { line: number; values: Map<string, string> } | undefined;
  let depth = 0;
  for (const { line, text } of lines) {
    const [, name = '', value = ''] = /^([A-Z0-9-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/i.exec(text) ?? [];
    const upper = name.toUpperCase();
    const isEvent = value.trim().toUpperCase() === 'VEVENT';
    if (upper === 'BEGIN' && isEvent) {
      open = { line, values: new Map() };
      depth = 0;
    } else if (upper === 'BEGIN') depth += 1;
    else if (upper === 'END' && isEvent) {
      if (open) entries.push(open);
      open = undefined;
    } else if (upper === 'END') depth -= 1;
    else if (open && depth === 0 && !open.values.has(upper)) open.values.set(upper, value);
  }
  // An entry that never ends was cut off: it is kept, so that it is refused rather than lost.
  return open ? [...entries, { ...open, values: new Map() }] : entries;
}

function termOf({ values }: Entry): SchoolTerm {
  if (values.size === 0) throw fault('the entry has no end: the file was cut off', '');
  const title = (values.get('SUMMARY') ?? '').replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim();
  if (title === '') throw fault('the entry has no title (SUMMARY)', '');
  const written = values.get('DTSTART') ?? '';
  const from = dateIn(written, 'start');
  const end = values.get('DTEND');
  if (values.has('RRULE')) throw fault('the entry repeats, which a term does not', title);
  const to = end === undefined ? lastDay(from, values.get('DURATION')) : lastDayBefore(end);
  if (to < from) throw fault('the entry ends before it begins', `${written} to ${end ?? ''}`);
  return { title, from, to };
}

/** `20260901`, `20260901T090000`, or `20260901T080000Z`, which may be another day here. */
function dateIn(written: string, what: string): ServiceDate {
  const [, year, month, day, time, zulu] = /^(\d{4})(\d{2})(\d{2})(T\d{6})?(Z)?$/.exec(written.trim()) ?? [];
  try {
    const date = serviceDate(`${year}-${month}-${day}`);
    if (!time || !zulu) return date;
    return dateAt(parseInstant(`${date}T${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}Z`));
  } catch {
    throw fault(`the ${what} is not a date such as 20260901`, written);
  }
}

/** An end without a time is the day after the last; one with a time at midnight likewise. */
function lastDayBefore(end: string): ServiceDate {
  const date = dateIn(end, 'end');
  return /T(?!0{6})/.test(end.trim()) ? date : addDays(date, -1);
}

function lastDay(from: ServiceDate, duration: string | undefined): ServiceDate {
  const [, weeks, days] = /^P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T.*)?$/.exec(duration?.trim() ?? 'P1D') ?? [];
  const length = Number(weeks ?? 0) * 7 + Number(days ?? 0);
  return addDays(from, Math.max(0, length - 1));
}
