import type { ServiceStop } from '../../core/nouns.ts';
import { isUnknown } from '../../shared/cellText.ts';
import { PlannerError } from '../../shared/errors.ts';
import {
  type ClockTime,
  clockTime,
  dateAt,
  parseInstant,
  type ServiceDate,
  serviceDate,
} from '../../shared/time.ts';
import { fault, type RowReader } from '../cells.ts';
import { findColumns, POINT_COLUMNS, type Synonyms } from '../columns.ts';
import { pointIn } from '../points.ts';
import { column, type RowForm, readRows } from '../readRows.ts';
import type { ReadRows } from '../report.ts';
import { openTable } from '../table.ts';
import {
  assertOrder,
  doubtsOf,
  type FlaggedStop,
  fullPostcodeIn,
  type PointOfPostcode,
  placeOf,
  plausible,
  recurrenceIn,
  stopTypeIn,
  weekdayIn,
  withFlagsAsNotes,
} from './serviceStop.ts';

/** The 18 columns, of which older files lack `type` and `exceptions`. Source: schema.librarydata.uk, mobile-library-stops. */
const COLUMNS = {
  lon: POINT_COLUMNS.lon,
  lat: POINT_COLUMNS.lat,
  easting: [],
  northing: [],
  organisation: ['organisation'],
  mobile: ['mobile', 'mobilename'],
  route: ['route'],
  community: ['community'],
  stop: ['stop'],
  address: ['address'],
  postcode: ['postcode'],
  day: ['day'],
  type: ['type'],
  arrival: ['arrival', 'arrivaltime'],
  departure: ['departure', 'departuretime'],
  frequency: ['frequency'],
  start: ['start', 'startdate'],
  end: ['end', 'enddate'],
  exceptions: ['exceptions'],
  timetable: ['timetable', 'timetablelink'],
} as const satisfies Record<string, Synonyms>;

/** The 13 columns of Somerset's older form: `Start` and `End` are times there, and dates have the month first. */
const SOMERSET_COLUMNS = {
  lon: ['lng', 'lon', 'longitude'],
  lat: ['lat', 'latitude'],
  easting: [],
  northing: [],
  mobile: ['mobile'],
  route: ['route'],
  day: ['day'],
  startDate: ['startdate'],
  location: ['location'],
  postcode: ['postcode'],
  arrival: ['start'],
  departure: ['end'],
  address: ['address'],
  place: ['place'],
} as const satisfies Record<string, Synonyms>;

type Field = keyof typeof COLUMNS;
type SomersetField = keyof typeof SOMERSET_COLUMNS;

const REQUIRED = ['mobile', 'route', 'stop', 'day', 'arrival', 'departure', 'frequency', 'start'] as const;
const SOMERSET_REQUIRED = [
  'mobile',
  'route',
  'day',
  'startDate',
  'location',
  'arrival',
  'departure',
] as const;
const EXPECTED =
  'organisation, mobile, route, community, stop, address, postcode, geox, geoy, day, type, arrival, departure, frequency, start, end, exceptions and timetable';

/** How often a service of the 13-column form comes, which does not say: Somerset's vans had four-week rounds. */
const SOMERSET_RECURRENCE: ServiceStop['recurrence'] = {
  kind: 'weekly',
  interval: 4,
  weekdays: [],
  count: null,
  until: null,
};

/** Whether a header row is that of a mobile-library timetable, in one of its forms. */
export const isMobileLibraryHeader = (cells: readonly string[]): boolean =>
  missingOf(cells, COLUMNS, REQUIRED).length === 0 ||
  missingOf(cells, SOMERSET_COLUMNS, SOMERSET_REQUIRED).length === 0;

/**
 * Reads the stops of a mobile-library service: the 18-column form, its 16-column predecessor, the library hub's own download of
 * it (times with seconds, dates as moments), or Somerset's 13 columns. Rows that disagree with themselves are kept and named in
 * the notes; rows that cannot be meant are refused.
 * @throws IMPORT_FILE
 */
export async function readMobileLibrary(
  path: string,
  pointOfPostcode: PointOfPostcode,
): Promise<ReadRows<ServiceStop>> {
  const isSomerset = (cells: readonly string[]) =>
    missingOf(cells, SOMERSET_COLUMNS, SOMERSET_REQUIRED).length === 0;
  const header = await openTable(path, {
    what: 'a timetable of a mobile library',
    expected: EXPECTED,
    missingIn: (cells) => (isSomerset(cells) ? [] : missingOf(cells, COLUMNS, REQUIRED)),
  });
  await header.rows().return(undefined);
  if (isSomerset(header.columns)) {
    const read = await readRows(path, somersetForm(pointOfPostcode));
    return withFlagsAsNotes({
      ...read,
      notes: [
        ...read.notes,
        'The file says neither how often the van comes nor who runs it: every fourth week is assumed. Its dates are read with the month first.',
      ],
    });
  }
  const read = await readRows(path, usualForm(pointOfPostcode));
  const lacks = missingOf(header.columns, COLUMNS, ['type', 'exceptions']);
  return withFlagsAsNotes(
    lacks.includes('type')
      ? { ...read, notes: [...read.notes, 'The file has no column type: every stop is taken as public.'] }
      : read,
  );
}

function missingOf<F extends string>(
  cells: readonly string[],
  fields: Readonly<Record<F, Synonyms>>,
  required: readonly F[],
): F[] {
  const found = findColumns(cells, fields);
  return required.filter((field) => found[field] === undefined);
}

function usualForm(pointOfPostcode: PointOfPostcode): RowForm<Field, FlaggedStop> {
  return {
    kind: 'timetable',
    what: 'a timetable of a mobile library',
    expected: EXPECTED,
    fields: COLUMNS,
    required: REQUIRED.map((field) => column(field)),
    valueOf: (row) => usualStop(row, pointOfPostcode),
  };
}

function usualStop(row: RowReader<Field>, pointOfPostcode: PointOfPostcode): FlaggedStop {
  const postcode = isUnknown(row.text('postcode')) ? '' : fullPostcodeIn(row.text('postcode'));
  const place = placeOf({ point: pointIn(row), postcode }, pointOfPostcode);
  const stop = assertOrder({
    organisation: unguarded(row.text('organisation')),
    vanName: unguarded(row.required('mobile')),
    route: unguarded(row.required('route')),
    community: unguarded(row.text('community')),
    name: unguarded(row.required('stop')),
    address: unguarded(row.text('address')),
    postcode,
    lonLat: place.lonLat,
    weekday: weekdayIn(row.required('day'), row.title('day')),
    type: stopTypeIn(row.text('type')),
    arrival: timeIn(row, 'arrival'),
    departure: timeIn(row, 'departure'),
    recurrence: recurrenceIn(row.required('frequency')),
    start: dateIn(row.required('start'), row.title('start')),
    end: isUnknown(row.text('end')) ? null : dateIn(row.text('end'), 'end'),
    exceptions: exceptionsIn(row.text('exceptions')),
    timetableUrl: addressIn(row.text('timetable')),
  });
  return { stop, flags: [...place.flags, ...doubtsOf(stop)] };
}

/** Text that our own tables guard against being run as a formula has a `'` in front. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

function timeIn<F extends string>(row: RowReader<F>, field: F): ClockTime {
  const cell = row.required(field);
  try {
    return clockTime(cell);
  } catch {
    throw fault(`${row.title(field)} is not a time such as 09:30`, cell);
  }
}

/** 2026-12-31, 31/12/2026, or a moment, which falls on its date in the United Kingdom. */
function dateIn(cell: string, title: string): ServiceDate {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const isMoment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(cell);
  try {
    if (isMoment) return plausible(momentDate(cell), title);
    return plausible(
      serviceDate(british ? `${british[3]}-${two(british[2])}-${two(british[1])}` : cell),
      title,
    );
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    throw fault(`${title} is not a date such as 2026-12-31`, cell);
  }
}

/** A moment without an offset is wall-clock time, so its date stands as written. */
const momentDate = (cell: string): ServiceDate =>
  /(Z|[+-]\d{2}(:?\d{2})?)$/.test(cell)
    ? dateAt(parseInstant(cell.replace(' ', 'T')))
    : serviceDate(cell.slice(0, 10));

const two = (digits: string) => digits.padStart(2, '0');

function exceptionsIn(cell: string): ServiceDate[] {
  const parts = cell.split(/[,;|\s]+/).filter((part) => part !== '');
  return [...new Set(parts.map((part) => dateIn(part, 'exceptions')))].sort();
}

function addressIn(cell: string): string {
  if (isUnknown(cell)) return '';
  if (!/^(https?:\/\/|www\.)\S+$/i.test(cell))
    throw fault('timetable is not the address of a web page', cell);
  return cell;
}

function somersetForm(pointOfPostcode: PointOfPostcode): RowForm<SomersetField, FlaggedStop> {
  return {
    kind: 'timetable',
    what: 'a timetable of a mobile library',
    expected:
      'Id, Mobile, Route, Day, StartDate, Location, Postcode, Start, End, Address, Place, Lat and Lng',
    fields: SOMERSET_COLUMNS,
    required: SOMERSET_REQUIRED.map((field) => column(field)),
    valueOf: (row) => somersetStop(row, pointOfPostcode),
  };
}

function somersetStop(row: RowReader<SomersetField>, pointOfPostcode: PointOfPostcode): FlaggedStop {
  const known = (field: SomersetField) => (isLeftOpen(row.text(field)) ? '' : row.text(field));
  const postcode = fullPostcodeIn(known('postcode'));
  const point = known('lat') === '' && known('lon') === '' ? null : pointIn(row);
  const place = placeOf({ point, postcode }, pointOfPostcode);
  const stop = assertOrder({
    organisation: '',
    vanName: row.required('mobile'),
    route: row.required('route'),
    community: known('place'),
    name: row.required('location'),
    address: known('address'),
    postcode,
    lonLat: place.lonLat,
    weekday: weekdayIn(row.required('day'), row.title('day')),
    type: 'public',
    arrival: timeIn(row, 'arrival'),
    departure: timeIn(row, 'departure'),
    recurrence: SOMERSET_RECURRENCE,
    start: monthFirstDate(row.required('startDate')),
    end: null,
    exceptions: [],
    timetableUrl: '',
  });
  return { stop, flags: [...place.flags, ...doubtsOf(stop)] };
}

/** The file's maker wrote TODO where a place was still to be looked up. */
const isLeftOpen = (cell: string) => isUnknown(cell) || cell.toUpperCase() === 'TODO';

function monthFirstDate(cell: string): ServiceDate {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  try {
    if (match) return plausible(serviceDate(`${match[3]}-${two(match[1])}-${two(match[2])}`), 'StartDate');
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
  }
  throw fault('StartDate is not a date with the month first, such as 4/26/2016', cell);
}
