import { createHash } from 'node:crypto';
import { publicPoint } from '../../core/sites/accessPoint.ts';
import { type ClockTime, clockText, type Instant, type ServiceDate } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, StopContent, VisitContent } from '../releaseContent.ts';

/** How often an app may look again at most, an ISO 8601 duration. Apps keep their own pace. */
const REFRESH = 'PT6H';

/** Europe/London since 1996 (Summer Time Order 2002): the last Sundays of March and October at 01:00 UTC. */
const LONDON = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * The calendar feeds: `/calendar/all.ics` and one a stop. Every visit is an event of its own (no rules), with the stored uid,
 * DTSTAMP the moment it last changed, SEQUENCE counting its changes, and STATUS:CANCELLED kept until 30 days after its date.
 * Source: RFC 5545, RFC 7986.
 */
export function calendarFiles(content: ReleaseContent, messages: Messages): Map<string, string> {
  const { serviceName } = content.identity;
  const files = new Map<string, string>();
  const events = new Map(
    content.visits.map((visit) => [visit.ledger.uid, event(content, visit, messages).map(folded).join('')]),
  );
  const all = { path: 'calendar/all.ics', page: '/', name: messages.calendarName.all(serviceName) };
  files.set(all.path, calendar(content, { ...all, visits: content.visits, events, messages }));
  for (const stop of content.stops) {
    const path = stopCalendarPath(stop);
    const name = messages.calendarName.stop(serviceName, stop.site.name);
    files.set(
      path,
      calendar(content, { path, page: stop.path, name, visits: stop.visits, events, messages }),
    );
  }
  return files;
}

/** Path in the release, `calendar/stops/<slug>.ics`. */
export const stopCalendarPath = (stop: StopContent): string => `calendar/stops/${stop.site.slug}.ics`;

interface Feed {
  readonly path: string;
  readonly page: string;
  readonly name: string;
  readonly visits: readonly VisitContent[];
  /** Written events by uid. */
  readonly events: ReadonlyMap<string, string>;
  readonly messages: Messages;
}

function calendar(content: ReleaseContent, feed: Feed): string {
  const { publicUrl, councilName } = content.identity;
  const { messages } = feed;
  const marking = content.marking && messages.marking[content.marking];
  const name = marking ? `${marking.short} – ${feed.name}` : feed.name;
  const about = [marking?.long, messages.calendarNote, messages.release(content.number, content.publishedAt)];
  const changes = feed.visits.map(({ ledger }) => ledger.revisedAt).sort();
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${text(councilName)}//Hub Rounds//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `UID:${uidOf(`${publicUrl}/${feed.path}`)}`,
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    `DESCRIPTION:${text(about.filter(Boolean).join(' '))}`,
    `X-WR-CALDESC:${text(about.filter(Boolean).join(' '))}`,
    'X-WR-TIMEZONE:Europe/London',
    `URL:${publicUrl}${feed.page}`,
    `SOURCE;VALUE=URI:${publicUrl}/${feed.path}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    `LAST-MODIFIED:${utc(changes.at(-1) ?? content.publishedAt)}`,
    ...LONDON,
  ];
  return [
    ...lines.map(folded),
    ...feed.visits.map(({ ledger }) => feed.events.get(ledger.uid)),
    folded('END:VCALENDAR'),
  ].join('');
}

function event(content: ReleaseContent, visit: VisitContent, messages: Messages): string[] {
  const { ledger, site } = visit;
  const { publicUrl, phone } = content.identity;
  const [lon, lat] = publicPoint(site);
  const marking = content.marking && messages.marking[content.marking];
  const plain = `${messages.summary(site.community)}${marking ? ` (${marking.short})` : ''}`;
  const summary = ledger.status === 'cancelled' ? messages.cancelledSummary(plain) : plain;
  const words = [
    marking?.long,
    ledger.reason && `${ledger.reason}.`,
    visit.next && ledger.status === 'cancelled' && messages.nextVisit(visit.next),
    visit.sessionTypes.map((type) => type.publicName).join(', '),
    messages.freeNoBooking,
    messages.calendarNote,
    phone && `${phone.name}: ${phone.number}`,
    `${publicUrl}${visit.path}`,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${ledger.uid}`,
    `DTSTAMP:${utc(ledger.revisedAt)}`,
    `LAST-MODIFIED:${utc(ledger.revisedAt)}`,
    `SEQUENCE:${ledger.sequence}`,
    `STATUS:${ledger.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART;TZID=Europe/London:${local(ledger.date, ledger.open)}`,
    `DTEND;TZID=Europe/London:${local(ledger.date, ledger.close)}`,
    `SUMMARY:${text(summary)}`,
    `LOCATION:${text([site.name, site.address, site.postcode].filter(Boolean).join(', '))}`,
    `GEO:${lat.toFixed(5)};${lon.toFixed(5)}`,
    `DESCRIPTION:${text(words.filter(Boolean).join('\n'))}`,
    `URL:${publicUrl}${visit.path}`,
    'CLASS:PUBLIC',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** TEXT of RFC 5545, 3.3.11; other control characters are not allowed and become spaces. */
const text = (value: string): string =>
  value
    .split(/\r\n|[\r\n]/)
    .map((line) => line.replace(/\p{Cc}/gu, ' ').replace(/[\\;,]/g, '\\$&'))
    .join('\\n');

const utc = (instant: Instant): string => instant.replace(/\.\d+/, '').replace(/[-:]/g, '');

const local = (date: ServiceDate, time: ClockTime): string =>
  `${date.replaceAll('-', '')}T${clockText(time).replace(':', '')}00`;

/** The same address always gives the same name-based identifier (RFC 9562, version 8). */
function uidOf(address: string): string {
  const hex = createHash('sha256').update(address).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Octets in a line, its break not counted (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/** A content line folded before 75 octets without splitting a character, with its CRLF. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE_OCTETS) return `${line}\r\n`;
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return `${out}\r\n`;
}
