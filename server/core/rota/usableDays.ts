import { listed } from '../../shared/text.ts';
import { WEEKDAY_NAMES, type Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import { type DayRefusal, dayRefusal } from './callDays.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { whyTooBig } from './vanFits.ts';
import type { VanWeekday } from './workingDays.ts';

/** A van-weekday and its index in the problem. */
export interface IndexedDay {
  readonly day: VanWeekday;
  readonly index: number;
}

/** The van-weekdays on which a stop could be, were it only for the time; when there are none, why. */
export interface UsableDays {
  readonly days: readonly IndexedDay[];
  readonly reason: string | null;
}

/** One thing after another that a van-weekday must have for a stop. */
interface Stage {
  readonly keeps: (problem: RotaProblem, stop: number, at: IndexedDay) => boolean;
  /** Said when it leaves none of the days the stages before left. */
  readonly why: (problem: RotaProblem, stop: number, days: readonly IndexedDay[]) => string;
}

const ORDER: readonly DayRefusal[] = [
  'van-too-big',
  'skill-missing',
  'weekday-not-wished',
  'fixed-elsewhere',
  'day-locked',
];

/** Keeps days that are refused for nothing, or for something that is asked later. */
const notRefusedFor =
  (kind: DayRefusal): Stage['keeps'] =>
  (problem, stop, { day, index }) => {
    const at = { stop: problem.stops[stop], site: problem.sites[stop], lock: problem.locked[stop] };
    const refusal = dayRefusal(at, day, {
      rules: problem.rules,
      isDayLocked: () => problem.isDayLocked[index],
    });
    return refusal === null || ORDER.indexOf(refusal) > ORDER.indexOf(kind);
  };

const STAGES: readonly Stage[] = [
  { keeps: notRefusedFor('van-too-big'), why: tooBig },
  { keeps: hasRoad, why: noRoad },
  { keeps: notRefusedFor('skill-missing'), why: noSkill },
  { keeps: notRefusedFor('weekday-not-wished'), why: noWeekday },
  { keeps: notRefusedFor('fixed-elsewhere'), why: fixedOff },
  { keeps: notRefusedFor('day-locked'), why: allLocked },
  { keeps: meetsFerry, why: noFerry },
];

/** Narrows the van-weekdays down to those that a stop's place, wishes and fixed days leave. Needs a van-weekday to begin with. */
export function usableDays(problem: RotaProblem, stop: number): UsableDays {
  let days: readonly IndexedDay[] = problem.vanWeekdays.map((day, index) => ({ day, index }));
  for (const { keeps, why } of STAGES) {
    const left = days.filter((at) => keeps(problem, stop, at));
    if (left.length === 0) return { days: [], reason: why(problem, stop, days) };
    days = left;
  }
  return { days, reason: null };
}

/** Planned seconds from the base to a stop and back. */
export function driveThereAndBack(problem: RotaProblem, stop: number, { day, index }: IndexedDay): Seconds {
  const { seconds, nodes } = problem.legsOn[index];
  return seconds[day.base * nodes + stop] + seconds[stop * nodes + day.base];
}

function hasRoad(problem: RotaProblem, stop: number, at: IndexedDay): boolean {
  return Number.isFinite(driveThereAndBack(problem, stop, at));
}

function meetsFerry(problem: RotaProblem, stop: number, { day, index }: IndexedDay): boolean {
  const departures = problem.departuresOn[index];
  const { nodes } = problem.legsOn[index];
  const [out, back] = [departures?.[day.base * nodes + stop], departures?.[stop * nodes + day.base]];
  return out?.length !== 0 && back?.length !== 0;
}

function tooBig(problem: RotaProblem, stop: number, days: readonly IndexedDay[]): string {
  const vans = [...new Set(days.map(({ day }) => day.van))];
  const reasons = vans.flatMap((van) => whyTooBig(van, problem.sites[stop], problem.rules.ferries) ?? []);
  return `${vans.length === 1 ? 'The van does not fit' : 'No van fits'}: ${reasons.join('; ')}`;
}

function noRoad(_problem: RotaProblem, _stop: number, days: readonly IndexedDay[]): string {
  const bases = listed([...new Set(days.map(({ day }) => day.van.base.name))]);
  return `No road leads from the base (${bases}) there and back; check where the site is on the map`;
}

function noSkill(problem: RotaProblem, stop: number, days: readonly IndexedDay[]): string {
  const asked = problem.stops[stop].wishes?.skills ?? [];
  const missing = asked.filter(
    (skill) => !days.some(({ day }) => day.van.skills?.[day.weekday]?.includes(skill)),
  );
  return missing.length > 0
    ? `Needs ${listed(missing)} aboard, which no crew has on any of the ${days.length} weekdays the vans work`
    : `Needs ${listed(asked)} aboard on one day, which no crew has together`;
}

function noWeekday(problem: RotaProblem, stop: number, days: readonly IndexedDay[]): string {
  const asked = listed([...new Set(problem.stops[stop].wishes?.weekdays)].sort().map(weekdayName));
  return `Asked for on ${asked || 'no weekday'} only; a van could come on ${weekdaysWords(days)}`;
}

function fixedOff(problem: RotaProblem, stop: number, days: readonly IndexedDay[]): string {
  const lock = problem.locked[stop];
  const van = days.find(({ day }) => day.van.id === lock?.vanId)?.day.van.name ?? lock?.vanId ?? '';
  const on = lock ? weekdayName(lock.weekday) : '';
  return `Fixed to ${van} on ${on}, and could be only on ${weekdaysWords(days)}`;
}

function allLocked(_problem: RotaProblem, _stop: number, days: readonly IndexedDay[]): string {
  return `Every day it could be on (${weekdaysWords(days)}) is kept as it is`;
}

function noFerry(problem: RotaProblem, stop: number, days: readonly IndexedDay[]): string {
  const id = problem.stops[stop].siteId;
  const names = problem.rules.ferries.filter(({ siteIds }) => siteIds.includes(id)).map(({ name }) => name);
  return `${listed(names)} cannot be met within the van's hours on ${weekdaysWords(days)}`;
}

const weekdayName = (weekday: Weekday): string => WEEKDAY_NAMES[weekday - 1];

/** "Monday to Friday", "Monday, Tuesday and Thursday". */
export function weekdaysWords(days: readonly IndexedDay[]): string {
  const weekdays = [...new Set(days.map(({ day }) => day.weekday))].sort();
  const names = weekdays.map(weekdayName);
  const [first, last] = [weekdays[0], weekdays[weekdays.length - 1]];
  const isRun = weekdays.length > 2 && last - first === weekdays.length - 1;
  return isRun ? `${names[0]} to ${names[names.length - 1]}` : listed(names);
}
