import { weekdayDisagreement } from '../../core/check/service/rules/weekdayDisagrees.ts';
import type { ServiceStop, ServiceStopType } from '../../core/nouns.ts';
import type { LonLat } from '../../shared/coordinates.ts';
import { PlannerError } from '../../shared/errors.ts';
import { parsePostcode } from '../../shared/postcode.ts';
import { datesOf, parseRecurrence, type Recurrence } from '../../shared/recurrence.ts';
import { addDays, type ServiceDate, serviceDate, WEEKDAY_NAMES, type Weekday } from '../../shared/time.ts';
import { fault } from '../cells.ts';
import type { ReadRows, SourceRow } from '../report.ts';

/** The centre of a unit postcode in its usual form; undefined when it is not known. */
export type PointOfPostcode = (postcode: string) => LonLat | undefined;

/** A row as read, and what a person should look at in it. */
export interface FlaggedStop {
  readonly stop: ServiceStop;
  /** Sentences without line and value, the same words for the same kind of doubt, so that rows can be counted. */
  readonly flags: readonly string[];
}

/** West, south, east, north of the British Isles: a place outside has its columns mixed up. */
const BRITISH_ISLES = [-11, 49, 3, 61.5] as const;
/** Dates outside are slips of the keyboard or a spreadsheet's day 0. */
const EARLIEST: ServiceDate = serviceDate('1990-01-01');
const LATEST: ServiceDate = serviceDate('2100-12-31');

/** The weekday of a cell, whole or cut to three or more letters, in any case and padding. Throws a `CellFault`. */
export function weekdayIn(cell: string, title: string): Weekday {
  const plain = cell.trim().toLowerCase().replace(/\.$/, '');
  const index = WEEKDAY_NAMES.findIndex(
    (name) =>
      plain.length >= 3 && (name.toLowerCase().startsWith(plain) || `${name.toLowerCase()}s` === plain),
  );
  if (index < 0) throw fault(`${title} is not a weekday such as Tuesday`, cell);
  return (index + 1) as Weekday;
}

const TYPES = ['public', 'private', 'dynamic', 'other'] as const satisfies ServiceStopType[];

/** The kind of stop; public when the cell is empty. Throws a `CellFault`. */
export function stopTypeIn(cell: string): ServiceStopType {
  if (cell === '') return 'public';
  const type = TYPES.find((each) => each === cell.toLowerCase());
  if (type === undefined) throw fault('type is none of Public, Private, Dynamic and Other', cell);
  return type;
}

/** The rule of a cell. Throws a `CellFault` with the reason. */
export function recurrenceIn(cell: string): Recurrence {
  try {
    return parseRecurrence(cell);
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    throw fault(`frequency is not understood: ${error.details.reason}`, cell);
  }
}

/** A full postcode in its usual form; '' when the cell is empty. Throws a `CellFault`. */
export function fullPostcodeIn(cell: string): string {
  if (cell === '') return '';
  const parsed = parsePostcode(cell);
  if (parsed?.inward === undefined) throw fault('the postcode is not a full postcode such as TA22 9NU', cell);
  return parsed.text;
}

/** @returns the date when it is one that a service can have. Throws a `CellFault` otherwise. */
export function plausible(date: ServiceDate, title: string): ServiceDate {
  if (date >= EARLIEST && date <= LATEST) return date;
  throw fault(`${title} is not between 1990 and 2100`, date);
}

/** Where a row lies: its own point, else its postcode's; with what should be looked at. Throws a `CellFault`. */
export function placeOf(
  given: { point: LonLat | null; postcode: string },
  pointOfPostcode: PointOfPostcode,
): { lonLat: LonLat | null; flags: string[] } {
  const [west, south, east, north] = BRITISH_ISLES;
  if (given.point) {
    const [lon, lat] = given.point;
    if (lon < west || lon > east || lat < south || lat > north) {
      throw fault(
        'the coordinates are not in the British Isles: expected longitude, then latitude',
        `${lon}, ${lat}`,
      );
    }
    return { lonLat: given.point, flags: [] };
  }
  const lonLat = given.postcode === '' ? undefined : pointOfPostcode(given.postcode);
  if (lonLat) return { lonLat, flags: ['has no coordinates: the middle of its postcode is taken'] };
  return {
    lonLat: null,
    flags: [
      given.postcode === ''
        ? 'has neither coordinates nor a postcode, so it is not on the map'
        : 'has no coordinates, and its postcode is not known here, so it is not on the map',
    ],
  };
}

/** Refuses what no timetable can mean. Throws a `CellFault`. */
export function assertOrder(stop: ServiceStop): ServiceStop {
  if (stop.departure <= stop.arrival) {
    throw fault('departure is not after arrival', `${clock(stop.arrival)} to ${clock(stop.departure)}`);
  }
  if (stop.end !== null && stop.end < stop.start) {
    throw fault('the end date is before the start date', `${stop.start} to ${stop.end}`);
  }
  return stop;
}

const clock = (time: number) =>
  `${String(Math.floor(time / 3600)).padStart(2, '0')}:${String(Math.floor((time % 3600) / 60)).padStart(2, '0')}`;

/** What disagrees within a row: taken as written, never mended. */
export function doubtsOf(stop: ServiceStop): string[] {
  const strays = stop.exceptions.filter(
    (date) => datesOf({ ...stop, exceptions: [] }, { from: date, to: date }).length === 0,
  );
  return [
    ...(weekdayDisagreement(stop) === null ? [] : [WEEKDAY_FLAG]),
    ...(strays.length > 0 ? ['leaves out a date on which its frequency has no visit anyway'] : []),
    ...(neverTakesPlace(stop) ? ['never takes place'] : []),
    ...(stop.type === 'public' ? [] : [TYPE_FLAGS[stop.type]]),
  ];
}

/** A rule has its first dates within this many days of its start, or none: every second February at the most. */
const FIRST_DATES_WITHIN_DAYS = 1500;

/** Only an end, a list or exceptions can leave a rule without any date. */
function neverTakesPlace(stop: ServiceStop): boolean {
  const { recurrence, start, end } = stop;
  const isOpen = recurrence.kind !== 'dates' && recurrence.until === null && end === null;
  if (isOpen && stop.exceptions.length === 0) return false;
  const to = addDays(start, FIRST_DATES_WITHIN_DAYS);
  return datesOf(stop, { from: start, to }).length === 0;
}

const WEEKDAY_FLAG = 'states a weekday that disagrees with its dates';

const TYPE_FLAGS: Readonly<Record<Exclude<ServiceStopType, 'public'>, string>> = {
  private: 'is private: it is never published',
  dynamic: 'is by arrangement: its times are not promised to anyone',
  other: 'is of type Other: it is never published',
};

/** Rows without their flags; the flags become notes that count them and name their lines. */
export function withFlagsAsNotes(read: ReadRows<FlaggedStop>): ReadRows<ServiceStop> {
  return {
    ...read,
    rows: read.rows.map(({ line, value }) => ({ line, value: value.stop })),
    notes: [...read.notes, ...flagNotes(read.rows)],
  };
}

const LINES_SHOWN = 20;

/** Sentences that count the rows of each flag and name their lines. */
export function flagNotes(rows: readonly SourceRow<FlaggedStop>[]): string[] {
  const lines = new Map<string, { line: number; stop: ServiceStop }[]>();
  for (const { line, value } of rows) {
    for (const flag of value.flags) lines.set(flag, [...(lines.get(flag) ?? []), { line, stop: value.stop }]);
  }
  return [...lines].map(([flag, found]) => {
    const shown = found.slice(0, LINES_SHOWN).map(({ line }) => line);
    const more = found.length > shown.length ? ', …' : '';
    const { stop } = found[0];
    const example =
      flag === WEEKDAY_FLAG
        ? ` (line ${found[0].line}: stated for ${WEEKDAY_NAMES[stop.weekday - 1]}, but ${weekdayDisagreement(stop)})`
        : '';
    return `${found.length === 1 ? 'Line' : 'Lines'} ${shown.join(', ')}${more}: ${found.length === 1 ? 'the stop' : `each of ${found.length} stops`} ${flag}${example}.`;
  });
}
