import type { WrittenRelease } from '../verifyRelease.ts';

const NEEDED = ['UID', 'DTSTAMP', 'SEQUENCE', 'STATUS', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'URL'];

/** What RFC 5545 asks of each calendar file, checked line by line without a parser of somebody else's. */
export function calendarFaults(written: WrittenRelease): string[] {
  return [...written.paths]
    .filter((path) => path.endsWith('.ics'))
    .flatMap((path) => faultsOf(written.textOf(path)).map((fault) => `${path} ${fault}`));
}

function faultsOf(ics: string): string[] {
  const faults: string[] = [];
  const physical = ics.split('\r\n');
  if (!ics.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')) faults.push('does not begin as a calendar');
  if (!ics.endsWith('END:VCALENDAR\r\n')) faults.push('does not end as a calendar');
  if (/[^\r]\n|\r(?!\n)/.test(ics)) faults.push('has a line that does not end in CRLF');
  if (physical.some((line) => Buffer.byteLength(line) > 75)) faults.push('has a line of more than 75 octets');
  if (!ics.includes('BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n')) faults.push('does not bring its time zone');
  const lines = ics.replace(/\r\n[ \t]/g, '').split('\r\n');
  const uids = new Set<string>();
  for (const event of eventsOf(lines)) {
    const uid = event.get('UID') ?? '';
    const lacking = NEEDED.filter((name) => !event.has(name));
    if (lacking.length > 0) faults.push(`has an event ${uid} without ${lacking.join(', ')}`);
    if (uids.has(uid)) faults.push(`has the event ${uid} twice`);
    uids.add(uid);
    if (!/^\d{8}T\d{6}Z$/.test(event.get('DTSTAMP') ?? '')) faults.push(`has a wrong DTSTAMP in ${uid}`);
    for (const name of ['DTSTART', 'DTEND']) {
      if (!/^\d{8}T\d{6}$/.test(event.get(name) ?? '')) faults.push(`has a wrong ${name} in ${uid}`);
    }
    if ((event.get('DTSTART') ?? '') >= (event.get('DTEND') ?? ''))
      faults.push(`has the event ${uid} end before it starts`);
  }
  return faults;
}

/** Properties of each VEVENT by name, parameters left off. */
export function eventsOf(lines: readonly string[]): Map<string, string>[] {
  const events: Map<string, string>[] = [];
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).split(';')[0];
    if (line === 'BEGIN:VEVENT') events.push(new Map());
    else if (events.length > 0 && at > 0) events[events.length - 1].set(name, line.slice(at + 1));
  }
  return events;
}
