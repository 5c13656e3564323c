import { type Absence, type Crew, isAwayOn } from '../../shared/absences.ts';
import { type ClashKind, FAMILY_REASONS } from '../../shared/clashes.ts';
import { isInSeasons, seasonsText } from '../../shared/season.ts';
import { listed } from '../../shared/text.ts';
import { dateWords, type ServiceDate, WEEKDAY_NAMES, weekdayOf } from '../../shared/time.ts';
import type { Site, Van } from '../nouns.ts';
import { schoolTime, type TermEntry } from '../sites/schoolTime.ts';
import type { BankHolidays } from './bankHolidays.ts';

/** What the calendar says of bank holidays, school terms, seasons, closures, vans and crews. */
export interface ServiceCalendar {
  readonly bankHolidays: BankHolidays;
  readonly schoolTerms: readonly TermEntry[];
  readonly absences: readonly Absence[];
  /** None: no crew is asked for. */
  readonly crews: readonly Crew[];
}

/** A visit as far as the calendar goes. */
export interface AskedVisit {
  readonly date: ServiceDate;
  readonly van: Pick<Van, 'id' | 'name' | 'skills'>;
  readonly site: Pick<Site, 'id' | 'facts'>;
  /** Crew skills that must be aboard. */
  readonly skills: readonly string[];
}

/** Something a visit meets. */
export interface ClashCause {
  readonly kind: ClashKind;
  /** For the coordinator: "Bank holiday: Easter Monday", "Crew North is away from … to …". */
  readonly words: string;
  /** For families, who are told nothing of people's health or leave. */
  readonly familyWords: string;
}

/** Days when no van goes out even where the bank holiday is another day. Month and day. */
const FESTIVE_DAYS: ReadonlyMap<string, string> = new Map([
  ['12-25', 'Christmas Day'],
  ['12-26', 'Boxing Day'],
  ['01-01', 'New Year’s Day'],
]);

/**
 * Tells what a visit meets on its date.
 * @returns  a function of a visit: every cause in the order of `CLASH_KINDS`, at most one a kind; empty when it can take place.
 *           Days of which no school terms are known are no cause: nobody can tell yet
 */
export function clashFinder(calendar: ServiceCalendar): (visit: AskedVisit) => ClashCause[] {
  const dayOff = dayOffFinder(calendar.bankHolidays);
  const terms = new Map<ServiceDate, ReturnType<typeof schoolTime>>();
  const termOn = (date: ServiceDate) => {
    const known = terms.get(date) ?? schoolTime(date, calendar.schoolTerms);
    terms.set(date, known);
    return known;
  };
  return (visit) =>
    [
      dayOff(visit.date),
      outOfSeason(visit),
      visit.site.facts.isTermTimeOnly === true && termOn(visit.date) === 'off' ? BETWEEN_TERMS : null,
      away(calendar.absences, visit, 'site'),
      away(calendar.absences, visit, 'van'),
      withoutCrew(calendar, visit),
    ].filter((cause) => cause !== null);
}

/** The crew that takes a van out on a date without being asked: the first of its own that works then. */
export function ownCrew(
  { crews, absences }: Pick<ServiceCalendar, 'crews' | 'absences'>,
  fields: { vanId: string; date: ServiceDate },
): Crew | undefined {
  return crews.find((crew) => crew.vanId === fields.vanId && isWorking(crew, absences, fields.date));
}

/** Whether a crew works on a date: one of its weekdays, and not away. */
export function isWorking(crew: Crew, absences: readonly Absence[], date: ServiceDate): boolean {
  return (
    crew.weekdays.includes(weekdayOf(date)) && !absences.some((each) => isOf(each, 'crew', crew.id, date))
  );
}

function dayOffFinder({ holidays }: BankHolidays): (date: ServiceDate) => ClashCause | null {
  const titles = new Map(holidays.map(({ date, title }) => [date, title]));
  return (date) => {
    const title = titles.get(date);
    const words = title === undefined ? FESTIVE_DAYS.get(date.slice(5)) : `Bank holiday: ${title}`;
    return words === undefined ? null : { kind: 'bank-holiday', words, familyWords: words };
  };
}

function outOfSeason({ date, site }: AskedVisit): ClashCause | null {
  const { seasons } = site.facts;
  if (seasons === undefined || isInSeasons(date, seasons)) return null;
  return {
    kind: 'season',
    words: `The site may be used ${seasonsText(seasons)}`,
    familyWords: FAMILY_REASONS.season,
  };
}

const BETWEEN_TERMS: ClashCause = {
  kind: 'term',
  words: 'The site may be used in school terms only, and this is between them',
  familyWords: FAMILY_REASONS.term,
};

function away(
  absences: readonly Absence[],
  { date, site, van }: AskedVisit,
  of: 'site' | 'van',
): ClashCause | null {
  const found = absences.find((each) => isOf(each, of, of === 'site' ? site.id : van.id, date));
  if (!found) return null;
  const kind = of === 'site' ? 'site-closed' : 'van-off';
  const words = of === 'site' ? 'The site is closed' : `${van.name} is off the road`;
  return { kind, words: `${words} ${spanWords(found)}`, familyWords: FAMILY_REASONS[kind] };
}

/** No crew at all, or none aboard with a skill that is needed. */
function withoutCrew(calendar: ServiceCalendar, visit: AskedVisit): ClashCause | null {
  const { date, van } = visit;
  const clash = (words: string): ClashCause => ({ kind: 'crew', words, familyWords: FAMILY_REASONS.crew });
  const crew = ownCrew(calendar, { vanId: van.id, date });
  if (calendar.crews.length > 0 && !crew) return clash(whyNoCrew(calendar, visit));
  const aboard = [...(van.skills?.[weekdayOf(date)] ?? []), ...(crew?.skills ?? [])];
  const isMissing = (skill: string) =>
    calendar.absences.some((each) => isOf(each, 'skill', skill, date)) ||
    (calendar.crews.length > 0 && !aboard.includes(skill));
  const missing = visit.skills.filter(isMissing);
  return missing.length === 0 ? null : clash(`Nobody is aboard ${van.name} for ${listed(missing)}`);
}

function whyNoCrew({ crews, absences }: ServiceCalendar, { date, van }: AskedVisit): string {
  const weekday = weekdayOf(date);
  const own = crews.filter((crew) => crew.vanId === van.id && crew.weekdays.includes(weekday));
  const found = own.flatMap((crew) => absences.filter((each) => isOf(each, 'crew', crew.id, date))).at(0);
  const crew = own.find(({ id }) => id === found?.id);
  return found && crew
    ? `${crew.name} is away ${spanWords(found)}`
    : `No crew of ${van.name} works on ${WEEKDAY_NAMES[weekday - 1]}s`;
}

const isOf = (absence: Absence, of: Absence['of'], id: string, date: ServiceDate): boolean =>
  absence.of === of && absence.id === id && isAwayOn(absence, date);

const spanWords = ({ from, to }: Absence): string =>
  from === to ? `on ${dateWords(from)}` : `from ${dateWords(from)} to ${dateWords(to)}`;
