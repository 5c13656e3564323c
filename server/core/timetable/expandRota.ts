import type { ClashDecision, ClashKind } from '../../shared/clashes.ts';
import { PlannerError } from '../../shared/errors.ts';
import { addDays, dateWords, daysBetween, type ServiceDate, weekdayOf } from '../../shared/time.ts';
import type {
  Call,
  DatedVisit,
  Rota,
  RotaRules,
  Site,
  SkippedVisit,
  Stop,
  Timetable,
  Van,
  VanDay,
} from '../nouns.ts';
import { datedWarnings } from './datedWarnings.ts';
import { numberMeetings } from './meetings.ts';
import type { ServiceCalendar } from './serviceCalendar.ts';
import { type DatedClash, settleClashes } from './settleClashes.ts';
import type { FitContext } from './visitFit.ts';
import { weekOfRota } from './weekOfRota.ts';

export interface ExpandFields {
  readonly rota: Rota;
  readonly stops: readonly Stop[];
  readonly sites: readonly Site[];
  readonly vans: readonly Van[];
  readonly rules: RotaRules;
  /** The Monday of week 0 of a cycle; the rota runs in phase with it for ever, before it too. */
  readonly cycleAnchor: ServiceDate;
  /** First date covered; any weekday. */
  readonly from: ServiceDate;
  /** How many weeks from there; a whole number ≥ 0. */
  readonly weeks: number;
  readonly calendar: ServiceCalendar;
  /** What was decided of single visits; for others it is left open. */
  readonly decisions?: readonly ClashDecision[];
  /** Kinds of clashes of which no visit takes place, unless it was decided otherwise for one; with the reason for families, '' for the usual. */
  readonly standing?: ReadonlyMap<ClashKind, string>;
  /** Planned legs, to hold replacements against; left out: they are held against times alone. */
  readonly legSeconds?: FitContext['legSeconds'];
}

/** A rota's dates, and what its visits meet there. */
export interface DatedRota extends Timetable {
  /** Every visit of the rota that meets something, in date, clock, van order. */
  readonly clashes: readonly DatedClash[];
  /** What a van-day plans for its break, by `vanDateKey`. */
  readonly breaks: ReadonlyMap<string, VanDay['break']>;
}

/** A visit as the rota plans it. */
export interface PatternVisit {
  readonly visit: DatedVisit;
  readonly vanDay: VanDay;
}

/** Names a van on a date. */
export const vanDateKey = (fields: { vanId: string; date: ServiceDate }): string =>
  `${fields.date} ${fields.vanId}`;

/**
 * The rota as dated visits. Clock times are wall-clock times and stay the same through a change of the clocks.
 *
 * A later expansion with the same anchor goes on in the same phase, so two overlapping expansions agree on every date they
 * share. A visit that meets a bank holiday, Christmas Day, Boxing Day or New Year's Day themselves, its site's season, a school
 * holiday, a closure, a van off the road or a missing crew is a clash: skipped with the reason, unless it was decided that it is
 * made on another date, with another van, or with another crew.
 *
 * @returns visits in date, clock, van order; `to` is the last date covered (the day before `from` for 0 weeks); a warning for
 *          each stop of the rota left without any visit, for each gap that is too long because a visit is skipped, and those of
 *          the bank holidays
 * @throws CYCLE_ANCHOR when the anchor is no Monday, TIMETABLE_WEEKS for a number of weeks that is not whole or below 0,
 *         UNKNOWN_STOP when the rota calls at a site that is not among the stops
 */
export function expandRota(fields: ExpandFields): DatedRota {
  assertFields(fields);
  const window = { from: fields.from, to: addDays(fields.from, fields.weeks * 7 - 1) };
  const planned = fields.weeks === 0 ? [] : patternVisits(fields, widened(fields, window));
  const settled = settleClashes(fields, planned);
  const isWithin = ({ date }: { date: ServiceDate }) => window.from <= date && date <= window.to;
  const visits = numberMeetings(settled.visits, fields.stops).filter(isWithin);
  const clashes = settled.clashes.filter(({ visit }) => isWithin(visit));
  const skipped = clashes.flatMap(skippedBy);
  return {
    ...window,
    visits,
    skipped,
    clashes,
    breaks: new Map(planned.map(({ visit, vanDay }) => [vanDateKey(visit), vanDay.break])),
    warnings: [
      ...fields.calendar.bankHolidays.warnings,
      ...datedWarnings(fields, { ...window, visits, skipped }),
    ],
  };
}

/** A clash that is covered, or made at another time of its day, leaves no gap on its date. */
function skippedBy({ visit, outcome, familyWords }: DatedClash): SkippedVisit[] {
  const { siteId, date } = visit;
  if (outcome?.take === 'crew') return [];
  if (outcome?.take !== 'replacement') {
    return [{ siteId, date, reason: outcome?.reason ?? familyWords }];
  }
  return outcome.visit.date === date
    ? []
    : [{ siteId, date, reason: `Moved to ${dateWords(outcome.visit.date)}: ${familyWords}` }];
}

/**
 * The dates to be looked at: with those whose visits were moved into the window or out of it, and from the first meeting of a group
 * on, which says what number the others have.
 */
function widened(
  fields: ExpandFields,
  window: { from: ServiceDate; to: ServiceDate },
): { from: ServiceDate; to: ServiceDate } {
  const moved = (fields.decisions ?? []).flatMap(({ date, outcome }) =>
    outcome.take === 'replacement' && outcome.visit.date >= window.from && outcome.visit.date <= window.to
      ? [date]
      : [],
  );
  const hasSeries = fields.stops.some((stop) => stop.wishes?.series);
  const dates = [window.from, window.to, ...moved, ...(hasSeries ? [fields.cycleAnchor] : [])].sort();
  return { from: dates[0], to: dates[dates.length - 1] };
}

/** Every visit of a rota from one date to another, both included, in date, clock, van order. */
export function patternVisits(
  fields: ExpandFields,
  span: { from: ServiceDate; to: ServiceDate },
): PatternVisit[] {
  const { rota, cycleAnchor } = fields;
  const sessionTypes = new Map(fields.stops.map((stop) => [stop.siteId, stop.sessionTypeIds]));
  const cycle = { cycleWeeks: rota.cycleWeeks, repeats: rota.repeats, cycleAnchor };
  const vanDaysOn = new Map<number, VanDay[]>();
  for (const vanDay of rota.vanDays) {
    const key = vanDay.week * 8 + vanDay.weekday;
    vanDaysOn.set(key, [...(vanDaysOn.get(key) ?? []), vanDay]);
  }
  const days = daysBetween(span) + 1;
  const visits: PatternVisit[] = [];
  for (let k = 0; k < days; k++) {
    const date = addDays(span.from, k);
    const week = weekOfRota(date, cycle);
    if (week === null) continue;
    const found = (vanDaysOn.get(week * 8 + weekdayOf(date)) ?? []).flatMap((vanDay) =>
      vanDay.calls.map((call) => ({
        visit: datedVisit({ date, vanId: vanDay.vanId }, call, sessionTypes.get(call.siteId) ?? []),
        vanDay,
      })),
    );
    visits.push(...found.sort((a, b) => inClockOrder(a.visit, b.visit)));
  }
  return visits;
}

/** Visits in date, clock, van order. */
export function inClockOrder(a: DatedVisit, b: DatedVisit): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.open - b.open || (a.vanId < b.vanId ? -1 : a.vanId > b.vanId ? 1 : 0);
}

function datedVisit(
  on: { date: ServiceDate; vanId: string },
  call: Call,
  sessionTypeIds: readonly string[],
): DatedVisit {
  const { siteId, arrive, open, close, leave } = call;
  return { siteId, vanId: on.vanId, date: on.date, arrive, open, close, leave, sessionTypeIds };
}

function assertFields(fields: ExpandFields): void {
  if (weekdayOf(fields.cycleAnchor) !== 1) {
    throw refusal(
      'CYCLE_ANCHOR',
      `The cycle is anchored on ${dateWords(fields.cycleAnchor)}; expected the Monday of its first week.`,
    );
  }
  if (!Number.isInteger(fields.weeks) || fields.weeks < 0) {
    throw refusal(
      'TIMETABLE_WEEKS',
      `The timetable is to cover ${fields.weeks} weeks; expected a whole number from 0 up.`,
    );
  }
  const known = new Set(fields.stops.map((stop) => stop.siteId));
  const call = fields.rota.vanDays.flatMap((vanDay) => vanDay.calls).find(({ siteId }) => !known.has(siteId));
  if (call) {
    throw refusal(
      'UNKNOWN_STOP',
      `The rota calls at "${call.siteId}", which is not among the stops. Build the rota again from the stops chosen.`,
    );
  }
}

const refusal = (code: string, message: string): PlannerError =>
  new PlannerError({ code, category: code === 'UNKNOWN_STOP' ? 'internal' : 'input', message });
