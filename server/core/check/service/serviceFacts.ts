import { datesOf } from '../../../shared/recurrence.ts';
import { type ClockTime, dateWords, type ServiceDate } from '../../../shared/time.ts';
import type { Seconds } from '../../../shared/units.ts';
import type { RotaRules, ServiceStop, Violation } from '../../nouns.ts';
import { windowText } from '../sentences.ts';

/** A timetable of anybody's with what it is held against. */
export interface CheckedService {
  readonly stops: readonly ServiceStop[];
  /** Routed seconds between two stops; UNREACHABLE without a road, undefined when nobody knows. */
  readonly routedSeconds: (from: ServiceStop, to: ServiceStop) => Seconds | undefined;
  readonly rules: Pick<
    RotaRules,
    'travelFactor' | 'travelAllowanceSeconds' | 'setUpSeconds' | 'packDownSeconds'
  >;
  /** Title by date. */
  readonly bankHolidays: ReadonlyMap<ServiceDate, string>;
  /** The dates looked at, both included. */
  readonly from: ServiceDate;
  readonly to: ServiceDate;
}

/** A stop on one date. */
export interface ServiceVisit {
  /** Position in `stops`. */
  readonly index: number;
  readonly date: ServiceDate;
  readonly arrival: ClockTime;
  readonly departure: ClockTime;
}

/** Two stops that a van serves one after the other on at least one date. */
export interface ServiceLeg {
  readonly from: number;
  readonly to: number;
  /** The first such date. */
  readonly date: ServiceDate;
  /** From leaving to arriving; negative when the two overlap. */
  readonly gapSeconds: Seconds;
  /** undefined when nobody knows. */
  readonly routedSeconds: Seconds | undefined;
}

/** The same, worked out once; what every service rule is given. */
export interface ServiceFacts extends CheckedService {
  /** In date order; stops by arrangement have none. */
  readonly visits: readonly ServiceVisit[];
  /** Visits of each van on each date, by arrival. */
  readonly vanDays: readonly (readonly ServiceVisit[])[];
  readonly legs: readonly ServiceLeg[];
}

/** A broken rule of a service, with the rows of the timetable that break it. */
export interface ServiceViolation extends Violation {
  /** Positions in `stops`. */
  readonly stopIndexes: readonly number[];
}

/** One rule: looks at the whole service, returns every breach, one for all dates of a pattern. */
export type ServiceRule = (facts: ServiceFacts) => ServiceViolation[];

export function serviceFacts(checked: CheckedService): ServiceFacts {
  const visits = checked.stops
    .flatMap((stop, index) =>
      (stop.type === 'dynamic' ? [] : datesOf(stop, checked)).map(
        (date): ServiceVisit => ({ index, date, arrival: stop.arrival, departure: stop.departure }),
      ),
    )
    .sort(byTime);
  const vanDays = [
    ...grouped(visits, (visit) => `${visit.date} ${vanKey(checked.stops[visit.index])}`).values(),
  ];
  return { ...checked, visits, vanDays, legs: legsOf(checked, vanDays) };
}

/** One van's rows have one key, whatever the case of its name. */
export const vanKey = ({ organisation, vanName }: ServiceStop): string =>
  JSON.stringify([organisation.toLowerCase(), vanName.toLowerCase()]);

/** Whether a van that goes from one stop to the other stays where it is. */
export function isSamePlace(a: ServiceStop, b: ServiceStop): boolean {
  if (a.lonLat && b.lonLat) return a.lonLat[0] === b.lonLat[0] && a.lonLat[1] === b.lonLat[1];
  return nameKey(a) === nameKey(b);
}

const nameKey = ({ name, community, postcode }: ServiceStop) =>
  JSON.stringify([name.toLowerCase(), community.toLowerCase(), postcode]);

/**
 * Which stops follow one another: within a route's day, and within a van's day where it has several routes. A pair counts once
 * however often it comes; a van that stays where it is makes no leg.
 */
function legsOf(checked: CheckedService, vanDays: ServiceFacts['vanDays']): ServiceLeg[] {
  const { stops } = checked;
  const legs = new Map<string, ServiceLeg>();
  const add = (visits: readonly ServiceVisit[]) => {
    for (let k = 1; k < visits.length; k++) {
      const [from, to] = [visits[k - 1], visits[k]];
      const key = `${from.index} ${to.index}`;
      if (legs.has(key) || isSamePlace(stops[from.index], stops[to.index])) continue;
      legs.set(key, {
        from: from.index,
        to: to.index,
        date: to.date,
        gapSeconds: to.arrival - from.departure,
        routedSeconds: checked.routedSeconds(stops[from.index], stops[to.index]),
      });
    }
  };
  for (const day of vanDays) {
    for (const route of grouped(day, (visit) => stops[visit.index].route).values()) add(route);
    add(day);
  }
  return [...legs.values()];
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

const byTime = (a: ServiceVisit, b: ServiceVisit): number =>
  (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) ||
  a.arrival - b.arrival ||
  a.departure - b.departure ||
  a.index - b.index;

/** "Wimbleball Lake, Brompton Regis". */
export const stopName = ({ name, community }: ServiceStop): string =>
  community === '' ? name : `${name}, ${community}`;

/** "09:30 to 11:30". */
export const stopTimes = ({ arrival, departure }: Pick<ServiceStop, 'arrival' | 'departure'>): string =>
  windowText({ from: arrival, to: departure });

/** A violation whose sentence begins with van and route, and names the first date where there is one. */
export function serviceViolation(
  facts: ServiceFacts,
  fields: {
    rule: string;
    stopIndexes: readonly number[];
    finding: string;
    date?: ServiceDate;
    severity?: Violation['severity'];
  },
): ServiceViolation {
  const { vanName, route } = facts.stops[fields.stopIndexes[0]];
  const when = fields.date === undefined ? '' : `, first on ${dateWords(fields.date)}`;
  return {
    rule: fields.rule,
    severity: fields.severity ?? 'hard',
    message: `${vanName}, ${route}${when}: ${fields.finding}`,
    stopIndexes: fields.stopIndexes,
    ...(fields.date === undefined ? {} : { date: fields.date }),
  };
}
