import { z } from 'zod';
import { PlannerError } from '../../shared/errors.ts';
import { MOBILE_LIBRARY_COLUMNS } from '../../shared/mobileLibraryColumns.ts';
import { datesOf, parseRecurrence } from '../../shared/recurrence.ts';
import {
  type ClockTime,
  clockAt,
  clockTime,
  dateAt,
  parseInstant,
  type ServiceDate,
  serviceDate,
  WEEKDAY_NAMES,
  weekdayOf,
} from '../../shared/time.ts';
import type { InspectedFile } from '../inspectFile.ts';
import type { TableRow, TableSource } from '../tableSource.ts';

/** Vans, routes, times or dates of one stop, at most: a visit a day for ten years. */
const MOST_VALUES = 4000;

const one = z.union([z.string(), z.number()]).nullish();
/** A value or several; older answers of the API have one where newer ones have a list. */
const several = z.union([one, z.array(one).max(MOST_VALUES)]).optional();

const STOP = z.looseObject({
  name: z.string(),
  organisation_name: one,
  mobile_names: several,
  mobile_name: several,
  route_names: several,
  route_name: several,
  community: one,
  address: one,
  postcode: one,
  longitude: one,
  latitude: one,
  type: one,
  arrival_times: several,
  arrival: several,
  departure_times: several,
  departure: several,
  route_start: one,
  route_end: one,
  route_days: several,
  route_day: several,
  route_frequencies: several,
  route_frequency: several,
  route_schedule: several,
  route_dates: several,
  timetable: one,
});
type ApiStop = z.infer<typeof STOP>;

/**
 * Opens the stops that the mobile-library API answers with (GET /api/stops, or one of them) as the table they were made of. The
 * API gives the times of arriving and leaving, the rules and the dates of a stop each as a list of its own; the dates' own times say
 * which belong together. A stop that calls at several times becomes several rows.
 * @param parsed  what the file holds
 * @returns  undefined when it is something else
 * Source: github.com/LibrariesHacked/mobilelibraries-api, models/stop.js, and mobilelibraries-database, views/vw_stops.sql.
 */
export function openStopList(file: InspectedFile, parsed: unknown): TableSource | undefined {
  const list = (Array.isArray(parsed) ? parsed : [parsed]) as unknown[];
  const [first] = list;
  if (!isStop(first)) return undefined;
  async function* rows(): AsyncGenerator<TableRow> {
    yield { line: 0, cells: MOBILE_LIBRARY_COLUMNS };
    for (const [i, item] of list.entries()) {
      const read = STOP.safeParse(item);
      const cells = read.success ? rowsOf(read.data) : [[NO_STOP]];
      for (const row of cells) yield { line: i + 1, cells: row };
    }
  }
  const hasTypes = list.some((item) => typeof item === 'object' && item !== null && 'type' in item);
  const notes = [
    'Read as an answer of the mobile-library API: line numbers count its stops. It gives times and dates apart; each date’s own time says which belong together.',
    ...(hasTypes ? [] : ['The API does not say which stops are private: every stop is taken as public.']),
  ];
  return { file, shape: 'list', sheets: [{ name: null, isHidden: false, rows }], notes };
}

/** In the place of what is no stop, so that it is refused with its number and not lost. */
const NO_STOP = 'not a stop as the API gives it';

const isStop = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  ('arrival_times' in value || 'arrival' in value) &&
  ('route_frequencies' in value || 'route_frequency' in value);

/** The rows of a stop, one a time of calling. */
function rowsOf(stop: ApiStop): string[][] {
  const arrivals = textsOf(stop.arrival_times ?? stop.arrival);
  const departures = textsOf(stop.departure_times ?? stop.departure);
  const visits = visitsOf(stop, arrivals);
  const times = pairsOf(arrivals, departures);
  return times.map(([arrival, departure]) => {
    const dates = visits.get(arrival) ?? [];
    const days = textsOf(stop.route_days ?? stop.route_day);
    const series = seriesOf(stop, dates);
    const day = dates.length > 0 ? WEEKDAY_NAMES[weekdayOf(dates[0]) - 1] : days.join(' or ');
    return [
      textOf(stop.organisation_name),
      textsOf(stop.mobile_names ?? stop.mobile_name).join(', '),
      textsOf(stop.route_names ?? stop.route_name).join(', '),
      textOf(stop.community),
      stop.name,
      textOf(stop.address),
      textOf(stop.postcode),
      textOf(stop.longitude),
      textOf(stop.latitude),
      day,
      textOf(stop.type),
      arrival,
      departure,
      series.frequency,
      series.start,
      series.end,
      series.exceptions.join(','),
      textOf(stop.timetable),
    ];
  });
}

const textOf = (value: string | number | null | undefined): string => String(value ?? '').trim();

const textsOf = (value: ApiStop['arrival_times']): string[] =>
  [...new Set((Array.isArray(value) ? value : [value]).map(textOf))].filter((text) => text !== '');

/**
 * Arrivals with their departures: both are sorted, so the first belong together, and so on, where no stay then overlaps the next.
 * Where that cannot be, every arrival stands with all departures, and is refused as no time.
 */
function pairsOf(arrivals: readonly string[], departures: readonly string[]): (readonly [string, string])[] {
  const [from, to] = [inOrder(arrivals), inOrder(departures)];
  const fits =
    from.length === to.length &&
    from.every((arrival, i) => arrival < to[i] && (i + 1 === from.length || to[i] <= from[i + 1]));
  if (fits && from.length > 0) return from.map((arrival, i) => [arrival, to[i]] as const);
  const all = departures.join(' or ');
  return (from.length > 0 ? from : ['']).map((arrival) => [arrival, all] as const);
}

/** Times in the order of the day, as "09:30:00". */
const inOrder = (times: readonly string[]): string[] =>
  times.map((time) => (/^\d:/.test(time) ? `0${time}` : time)).sort();

/**
 * Dates of the stop's visits by the time of arriving, each ascending. The API's clock may be that of Greenwich or of London: the one by
 * which more moments show an arrival is meant.
 */
function visitsOf(stop: ApiStop, arrivals: readonly string[]): Map<string, ServiceDate[]> {
  const sorted = inOrder(arrivals);
  const clocks = new Map(
    sorted.map((text): [ClockTime | undefined, string] => [
      attempt(() => clockTime(text)) ?? Number.NaN,
      text,
    ]),
  );
  const moments = textsOf(stop.route_schedule ?? stop.route_dates);
  const matched = (read: readonly Reading[]) => read.filter((each) => clocks.has(each?.time)).length;
  let read = moments.map((moment) => attempt(() => asWritten(moment)));
  if (matched(read) < moments.length) {
    const there = moments.map((moment) => attempt(() => inLondon(moment)));
    if (matched(there) > matched(read)) read = there;
  }
  const visits = read.flatMap((each, i): [string, ServiceDate][] => {
    const arrival = each && clocks.get(each.time);
    if (each && arrival !== undefined) return [[arrival, each.date]];
    const date = sorted.length === 1 ? dateIn(moments[i]) : undefined;
    return date === undefined ? [] : [[sorted[0], date]];
  });
  const dates = new Map<string, Set<ServiceDate>>();
  for (const [arrival, date] of visits) dates.set(arrival, (dates.get(arrival) ?? new Set()).add(date));
  return new Map([...dates].map(([arrival, found]) => [arrival, [...found].sort()]));
}

type Reading = { readonly date: ServiceDate; readonly time: ClockTime } | undefined;

/** Date and time of a moment as its text shows them. @throws PlannerError for what is no moment */
const asWritten = (moment: string): Reading => ({
  date: serviceDate(moment.slice(0, 10)),
  time: clockTime(moment.slice(11, 16)),
});

/** Date and time of a moment on a clock in the United Kingdom. @throws PlannerError for what is no moment */
function inLondon(moment: string): Reading {
  const instant = parseInstant(moment.replace(' ', 'T'));
  return { date: dateAt(instant), time: clockAt(instant) };
}

/** The date of a moment in the United Kingdom, or as written; undefined for what is neither. */
const dateIn = (text: string): ServiceDate | undefined =>
  (/T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? attempt(() => dateAt(parseInstant(text))) : undefined) ??
  attempt(() => serviceDate(text.slice(0, 10)));

interface SeriesCells {
  readonly frequency: string;
  readonly start: string;
  readonly end: string;
  readonly exceptions: readonly ServiceDate[];
}

/**
 * The rule that gives the dates, with those it gives too as exceptions; the list of dates itself where none does. Without dates
 * the rules stand as they are: several cannot be told apart, and are refused.
 */
function seriesOf(stop: ApiStop, dates: readonly ServiceDate[]): SeriesCells {
  const rules = textsOf(stop.route_frequencies ?? stop.route_frequency);
  const [start, end] = [textOf(stop.route_start), textOf(stop.route_end)];
  if (dates.length === 0) return { frequency: rules.join(' or '), start, end, exceptions: [] };
  const starts = [start === '' ? undefined : dateIn(start), dates[0]].filter((date) => date !== undefined);
  const fits = rules
    .flatMap((rule) => starts.flatMap((from) => ruleFor(dates, { rule, start: from, end }) ?? []))
    .sort((a, b) => a.exceptions.length - b.exceptions.length);
  return fits[0] ?? { frequency: dates.join(','), start: dates[0], end: '', exceptions: [] };
}

/** A rule from a start, when it gives all the dates and not as many again; its other dates are exceptions. */
function ruleFor(
  dates: readonly ServiceDate[],
  asked: { rule: string; start: ServiceDate; end: string },
): SeriesCells | undefined {
  const { rule, start, end } = asked;
  const recurrence = attempt(() => parseRecurrence(rule));
  if (recurrence === undefined) return undefined;
  const span = { from: dates[0], to: dates[dates.length - 1] };
  const given = datesOf({ recurrence, start, end: null, exceptions: [] }, span);
  const visited = new Set(dates);
  const exceptions = given.filter((date) => !visited.has(date));
  if (given.length - exceptions.length < dates.length || exceptions.length >= dates.length) return undefined;
  return { frequency: rule, start, end, exceptions };
}

/** What a reading gives; undefined when it refuses. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PlannerError) return undefined;
    throw error;
  }
}
