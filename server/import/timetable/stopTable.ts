import type { ServiceStop } from '../../core/nouns.ts';
import { isUnknown } from '../../shared/cellText.ts';
import type { LonLat } from '../../shared/coordinates.ts';
import { datesOf, type Recurrence } from '../../shared/recurrence.ts';
import { addDays, type ServiceDate, WEEKDAY_NAMES, type Weekday, weekdayOf } from '../../shared/time.ts';
import { fault, type RowReader } from '../cells.ts';
import { pointIn } from '../points.ts';
import { readRows } from '../readRows.ts';
import type { ReadRows } from '../report.ts';
import { parseClockSpan } from './clockSpan.ts';
import {
  assertOrder,
  flagNotes,
  fullPostcodeIn,
  type PointOfPostcode,
  placeOf,
  plausible,
} from './serviceStop.ts';
import { headerKey, type StopField, type StopMapping } from './stopColumns.ts';
import { dateOf, parseVisitDays, type VisitDays } from './visitDays.ts';

/** What a coordinator's table does not say itself. */
export interface StopTableOptions {
  readonly mapping: StopMapping;
  /** Header row that the mapping belongs to. */
  readonly columns: readonly string[];
  /** Monday of week 1: weeks and intervals are counted from it where a row has no first date. */
  readonly firstMonday: ServiceDate;
  /** Weeks of a round where "weeks 1 and 3" does not say of how many. */
  readonly cycleWeeks: number;
  /** Weeks between visits where a row does not say how often. */
  readonly intervalWeeks: number;
  /** The van where no column names it. */
  readonly vanName: string;
  readonly organisation: string;
}

/** Where stops without coordinates may be found. */
export interface StopPlaces {
  readonly pointOfPostcode: PointOfPostcode;
  /** A known site of this name; undefined when there is none, or more than one. */
  readonly pointOfSite: (name: string, community: string) => LonLat | undefined;
}

/** A row as one or more stops: "weeks 1 and 4 of 5" has no single rule. */
interface FlaggedStops {
  readonly stops: readonly ServiceStop[];
  readonly flags: readonly string[];
}

/**
 * Reads a coordinator's own table of stops and days with the columns matched. A row whose days or times are not understood in
 * every part is refused.
 * @returns the stops of each row; notes name the rows in which something was assumed
 * @throws IMPORT_FILE
 */
export async function readStopTable(
  path: string,
  options: StopTableOptions,
  places: StopPlaces,
): Promise<ReadRows<readonly ServiceStop[]>> {
  const key = headerKey(options.columns);
  const read = await readRows<StopField, FlaggedStops>(path, {
    kind: 'timetable',
    what: 'the table of stops whose columns were matched',
    expected: options.columns.filter((name) => name.trim() !== '').join(', '),
    fields: NO_SYNONYMS,
    columnsOf: (cells) => (headerKey(cells) === key ? options.mapping : {}),
    required: [{ words: 'the columns that were matched', isThere: (found) => found.size > 0 }],
    valueOf: (row) => stopsIn(row, options, places),
  });
  return {
    ...read,
    rows: read.rows.map(({ line, value }) => ({ line, value: value.stops })),
    notes: [
      ...read.notes,
      ...flagNotes(
        read.rows.map(({ line, value }) => ({ line, value: { stop: value.stops[0], flags: value.flags } })),
      ),
    ],
  };
}

const NO_SYNONYMS: Readonly<Record<StopField, []>> = {
  name: [],
  days: [],
  frequency: [],
  weeks: [],
  times: [],
  arrival: [],
  departure: [],
  start: [],
  end: [],
  exceptions: [],
  van: [],
  route: [],
  community: [],
  address: [],
  postcode: [],
  lon: [],
  lat: [],
  easting: [],
  northing: [],
};

function stopsIn(row: RowReader<StopField>, options: StopTableOptions, places: StopPlaces): FlaggedStops {
  const name = row.required('name');
  const place = placeIn(row, places);
  const times = timesIn(row);
  const days = daysIn(row);
  const dated = datedRules(row, days, options);
  const end = dateIn(row, 'end');
  const exceptions = row
    .text('exceptions')
    .split(/[,;\n]/)
    .filter((part) => part.trim() !== '')
    .map((part) => dateOf(part) ?? unread(row, 'exceptions', 'a list of dates'));
  const stops = dated.rules.map(({ recurrence, weekday, start }) =>
    assertOrder({
      organisation: options.organisation,
      vanName: row.text('van') || options.vanName,
      route: row.text('route') || WEEKDAY_NAMES[weekday - 1],
      community: row.text('community'),
      name,
      address: row.text('address'),
      postcode: place.postcode,
      lonLat: place.lonLat,
      weekday,
      type: 'public',
      arrival: times.from,
      departure: times.to,
      recurrence,
      start,
      end,
      exceptions: exceptions.sort(),
      timetableUrl: '',
    }),
  );
  return { stops, flags: [...place.flags, ...times.flags, ...dated.flags] };
}

/** Throws a `CellFault` that says what was hoped for. */
function unread(row: RowReader<StopField>, field: StopField, hoped: string): never {
  throw fault(`${row.title(field)} is not ${hoped}`, row.text(field));
}

function placeIn(row: RowReader<StopField>, places: StopPlaces) {
  const postcode = isUnknown(row.text('postcode')) ? '' : fullPostcodeIn(row.text('postcode'));
  const point = pointIn(row);
  const place = placeOf({ point, postcode }, places.pointOfPostcode);
  const known = point ? undefined : places.pointOfSite(row.text('name'), row.text('community'));
  if (!known) return { ...place, postcode };
  return { lonLat: known, postcode, flags: ['is put where the site register has its name'] };
}

/** From one column with a span, or from two. */
function timesIn(row: RowReader<StopField>): { from: number; to: number; flags: string[] } {
  const text = row.has('times') ? row.text('times') : `${row.text('arrival')} - ${row.text('departure')}`;
  const span = parseClockSpan(text);
  if (!span) {
    const field = row.has('times') || !row.has('arrival') ? 'times' : 'arrival';
    throw fault(`${row.title(field)} is not a span of times such as 10:00-11:30 or 2pm to 3.30pm`, text);
  }
  const flags = span.isGuessed ? ['does not say am or pm: the afternoon is taken'] : [];
  return { from: span.from, to: span.to, flags };
}

/** Days, how often, and weeks may stand in one column or in three. */
function daysIn(row: RowReader<StopField>): VisitDays {
  const weeks = row.text('weeks');
  const text = [row.text('days'), row.text('frequency'), /^\d/.test(weeks) ? `weeks ${weeks}` : weeks].filter(
    (part) => part !== '',
  );
  const days = parseVisitDays(text.join(' ')) ?? parseVisitDays(row.text('frequency'));
  if (days) return days;
  throw fault(
    `${row.title('days')} is not understood: expected days such as Monday, every other Tuesday, 1st and 3rd Thu, Fri weeks 1 and 3, or dates`,
    text.join(' '),
  );
}

function dateIn(row: RowReader<StopField>, field: 'start' | 'end'): ServiceDate | null {
  const cell = row.text(field);
  if (isUnknown(cell)) return null;
  return plausible(dateOf(cell) ?? unread(row, field, 'a date such as 24/11/2026'), row.title(field));
}

interface DatedRule {
  readonly recurrence: Recurrence;
  readonly weekday: Weekday;
  /** The first visit. */
  readonly start: ServiceDate;
}

function datedRules(
  row: RowReader<StopField>,
  days: VisitDays,
  options: StopTableOptions,
): { rules: DatedRule[]; flags: string[] } {
  const given = dateIn(row, 'start');
  const from = given ?? options.firstMonday;
  const unsaid = (what: string) =>
    given === null ? [`does not say ${what}: weeks are counted from the first Monday`] : [];
  if (days.kind === 'dates') {
    const dates = days.dates.map((date) => plausible(date, row.title('days')));
    return { rules: [ruleFrom({ kind: 'dates', dates }, dates[0])], flags: [] };
  }
  if (days.kind === 'rule')
    return { rules: [ruleFrom(days.recurrence, from)], flags: unsaid('when it begins') };
  if (days.kind === 'monthly') {
    const recurrence = { ...ENDLESS, kind: 'monthly' as const, interval: 1, weekdays: days.weekdays };
    return { rules: [ruleFrom(recurrence, from)], flags: [] };
  }
  if (days.kind === 'weeks') return { rules: weekRules(days, options), flags: [] };
  const interval = days.weeks ?? options.intervalWeeks;
  const recurrence = { ...ENDLESS, kind: 'weekly' as const, interval, weekdays: days.weekdays };
  return {
    rules: [ruleFrom(recurrence, from)],
    flags: [
      ...(days.weeks === null
        ? [`does not say how often: every ${interval === 1 ? 'week' : `${interval} weeks`} is taken`]
        : []),
      ...(interval > 1 ? unsaid('its first date') : []),
    ],
  };
}

const ENDLESS = { count: null, until: null } as const;
/** A rule of two years' interval has a date within this many days. */
const FIRST_DATE_WITHIN_DAYS = 800;

/** A rule with its first date on or after a day. Throws a `CellFault` when it has none. */
function ruleFrom(recurrence: Recurrence, from: ServiceDate): DatedRule {
  const span = { from, to: addDays(from, FIRST_DATE_WITHIN_DAYS) };
  const [start] = datesOf({ recurrence, start: from, end: null, exceptions: [] }, span);
  if (start === undefined) throw fault('the days given never come', from);
  return { recurrence, weekday: weekdayOf(start), start };
}

/** Weeks of a round: at even distances they are one rule, else one each. Throws a `CellFault`. */
function weekRules(days: Extract<VisitDays, { kind: 'weeks' }>, options: StopTableOptions): DatedRule[] {
  const cycle = days.of ?? options.cycleWeeks;
  const { weeks, weekdays } = days;
  if (weeks[0] < 1 || weeks[weeks.length - 1] > cycle) {
    throw fault(`the weeks are not between 1 and ${cycle}`, weeks.join(', '));
  }
  const step = cycle / weeks.length;
  const isEven = weeks.every((week, k) => week === weeks[0] + k * step);
  const firsts = isEven ? [weeks[0]] : weeks;
  return firsts.flatMap((week) =>
    weekdays.map((weekday): DatedRule => {
      const start = addDays(options.firstMonday, (week - 1) * 7 + weekday - 1);
      const interval = isEven ? step : cycle;
      return { recurrence: { ...ENDLESS, kind: 'weekly', interval, weekdays: [weekday] }, weekday, start };
    }),
  );
}
