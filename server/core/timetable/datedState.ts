import type { Crew } from '../../shared/absences.ts';
import { FAMILY_REASONS } from '../../shared/clashes.ts';
import { type ServiceDate, WEEKDAY_NAMES, weekdayOf } from '../../shared/time.ts';
import type { DatedVisit, Site, Stop, Van, VanDay } from '../nouns.ts';
import { type ExpandFields, inClockOrder, type PatternVisit, vanDateKey } from './expandRota.ts';
import { type ClashCause, clashFinder, isWorking, ownCrew } from './serviceCalendar.ts';
import type { VanDate } from './visitFit.ts';

/** What takes place so far, and everything that further visits are held against. */
export interface DatedState {
  readonly fields: ExpandFields;
  /** What a visit would meet on a date. */
  readonly meets: (siteId: string, vanId: string, date: ServiceDate) => ClashCause[];
  readonly siteOf: (siteId: string) => Site | undefined;
  readonly stopOf: (siteId: string) => Stop | undefined;
  readonly vanOf: (vanId: string) => Van | undefined;
  readonly breaks: ReadonlyMap<string, VanDay['break']>;
  /** By van and date, in order of arrival. */
  readonly days: Map<string, DatedVisit[]>;
  /** By site, ascending. */
  readonly dates: Map<string, ServiceDate[]>;
  /** Which van a crew takes out on a date though it is not its own; by crew and date. */
  readonly standingIn: Map<string, string>;
}

/** A state in which nothing takes place yet. */
export function emptyState(fields: ExpandFields, planned: readonly PatternVisit[]): DatedState {
  const sites = new Map(fields.sites.map((site) => [site.id, site]));
  const stops = new Map(fields.stops.map((stop) => [stop.siteId, stop]));
  const vans = new Map(fields.vans.map((van) => [van.id, van]));
  const find = clashFinder(fields.calendar);
  const standingIn = new Map<string, string>();
  return {
    fields,
    meets: (siteId, vanId, date) => {
      const causes = find({
        date,
        van: vans.get(vanId) ?? { id: vanId, name: vanId },
        site: sites.get(siteId) ?? { id: siteId, facts: {} },
        skills: stops.get(siteId)?.wishes?.skills ?? [],
      });
      const crew = ownCrew(fields.calendar, { vanId, date });
      return crew && standingIn.has(`${crew.id} ${date}`)
        ? [
            ...causes,
            { kind: 'crew', words: `${crew.name} is out with another van`, familyWords: FAMILY_REASONS.crew },
          ]
        : causes;
    },
    siteOf: (siteId) => sites.get(siteId),
    stopOf: (siteId) => stops.get(siteId),
    vanOf: (vanId) => vans.get(vanId),
    breaks: new Map(planned.map(({ visit, vanDay }) => [vanDateKey(visit), vanDay.break])),
    days: new Map(),
    dates: new Map(),
    standingIn,
  };
}

/** Lets a visit take place. */
export function takePlace(state: DatedState, visit: DatedVisit): void {
  const key = vanDateKey(visit);
  const day = [...(state.days.get(key) ?? []), visit];
  state.days.set(
    key,
    day.sort((a, b) => a.arrive - b.arrive || a.leave - b.leave),
  );
  const dates = [...(state.dates.get(visit.siteId) ?? []), visit.date];
  state.dates.set(visit.siteId, dates.sort());
}

/** All that takes place, in date, clock, van order. */
export const visitsOf = (state: DatedState): DatedVisit[] =>
  [...state.days.values()].flat().sort(inClockOrder);

/** A van on a date with what it does already. */
export function vanDateOf(state: DatedState, van: Van, date: ServiceDate): VanDate {
  const key = vanDateKey({ vanId: van.id, date });
  return { van, date, visits: state.days.get(key) ?? [], break: state.breaks.get(key) ?? null };
}

/** Lets a crew take out a van that is not its own. */
export function standIn(
  state: DatedState,
  fields: { crewId: string; date: ServiceDate; vanId: string },
): void {
  state.standingIn.set(`${fields.crewId} ${fields.date}`, fields.vanId);
}

/** Why a crew cannot take a van out to a visit on its date, in words; null when it can. */
export function crewTrouble(state: DatedState, crew: Crew, visit: DatedVisit): string | null {
  const { date, vanId } = visit;
  const { calendar } = state.fields;
  if (!crew.weekdays.includes(weekdayOf(date)))
    return `${crew.name} does not work on ${WEEKDAY_NAMES[weekdayOf(date) - 1]}s`;
  if (!isWorking(crew, calendar.absences, date)) return `${crew.name} is away that day`;
  const elsewhere = state.standingIn.get(`${crew.id} ${date}`);
  const isOut =
    crew.vanId !== null &&
    crew.vanId !== vanId &&
    ownCrew(calendar, { vanId: crew.vanId, date })?.id === crew.id &&
    (state.days.get(vanDateKey({ vanId: crew.vanId, date })) ?? []).length > 0;
  if (isOut || (elsewhere !== undefined && elsewhere !== vanId))
    return `${crew.name} is out with another van`;
  const needed = state.stopOf(visit.siteId)?.wishes?.skills ?? [];
  const missing = needed.find((skill) => !crew.skills.includes(skill));
  return missing === undefined ? null : `${crew.name} has nobody for ${missing}`;
}
