import type { RotaRules, Stop, Van } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import type { RotaWishes, StopWishes } from '../shared/rotaWishes.ts';
import { clockText, WEEKDAY_NAMES } from '../shared/time.ts';

/** What wishes are held against. */
export interface WishFacts {
  /** Every stop there is to plan, those left out included. */
  readonly proposed: readonly Stop[];
  readonly vans: readonly Van[];
  readonly rules: RotaRules;
  readonly nameOf: (siteId: string) => string;
}

const SESSION = { least: 900, most: 8 * 3600, step: 300 };
const MOST_TOLERANCE = 2 * 3600;
const MOST_DAYS = 84;
const MOST_MEETINGS = 60;

/**
 * Refuses wishes that name what is not there, or that contradict themselves. What merely cannot all be had is not refused: the
 * rota tells of it.
 * @throws ROTA_WISHES naming the stop, and what was expected
 */
export function checkRotaWishes(wishes: RotaWishes, facts: WishFacts): void {
  const known = new Map(facts.proposed.map((stop) => [stop.siteId, stop]));
  const named = [
    ...Object.keys(wishes.stops),
    ...wishes.left,
    ...wishes.lockedStops.map(({ siteId }) => siteId),
    ...wishes.lockedOrders.flatMap(({ siteIds }) => siteIds),
  ];
  const unknown = named.find((siteId) => !known.has(siteId));
  if (unknown !== undefined) {
    refuse(unknown, `“${facts.nameOf(unknown).slice(0, 80)}” is not a stop of this plan`);
  }
  for (const stop of facts.proposed) {
    const asked = wishes.stops[stop.siteId];
    const problem = asked && stopProblem(asked, stop, facts);
    if (problem) refuse(stop.siteId, `${facts.nameOf(stop.siteId)}: ${problem}`);
  }
  if (facts.proposed.every(({ siteId }) => wishes.left.includes(siteId))) {
    refuse('', 'Every stop is left out, so there is nothing to plan. Take at least one back');
  }
  checkLocks(wishes, facts);
}

/** What is wrong with one stop's wishes; null when nothing is. */
function stopProblem(asked: StopWishes, stop: Stop, facts: WishFacts): string | null {
  const { cycleWeeks } = facts.rules;
  const { visitsPerCycle: visits = stop.visitsPerCycle, sessionSeconds: session = stop.sessionSeconds } =
    asked;
  if (!(Number.isInteger(visits) && visits >= 1 && visits <= cycleWeeks)) {
    return `visits in a cycle must be a whole number from 1 to ${cycleWeeks}`;
  }
  if (asked.sessionSeconds !== undefined && !isSession(session)) {
    return 'a visit must be from 15 minutes to 8 hours, in steps of 5 minutes';
  }
  if (asked.weekdays?.length === 0) return 'choose at least one weekday, or any';
  if (asked.within && !(asked.within.to - asked.within.from >= session)) {
    const { from, to } = asked.within;
    return `from ${clockText(from)} to ${clockText(to)} is shorter than a visit of ${session / 60} minutes`;
  }
  return weeksProblem(asked, { visits, cycleWeeks }) ?? spacingProblem(asked) ?? skillProblem(asked, facts);
}

const isSession = (seconds: number): boolean =>
  seconds >= SESSION.least && seconds <= SESSION.most && seconds % SESSION.step === 0;

function weeksProblem(
  { weekSets, series }: StopWishes,
  { visits, cycleWeeks }: { visits: number; cycleWeeks: number },
): string | null {
  for (const weeks of weekSets ?? []) {
    if (!isWeeks(weeks, cycleWeeks)) return `weeks must be from 1 to ${cycleWeeks}, each once, in order`;
    if (weeks.length === visits) continue;
    return `${visits} ${visits === 1 ? 'visit' : 'visits'} in a cycle cannot be in ${weeks.length} ${weeks.length === 1 ? 'week' : 'weeks'}: choose ${visits}`;
  }
  if (weekSets?.length === 0) return 'choose at least one set of weeks, or any';
  if (!series) return null;
  if (!(series.meetings >= 2 && series.meetings <= MOST_MEETINGS)) {
    return `a series has from 2 to ${MOST_MEETINGS} meetings`;
  }
  return series.everyWeeks >= 1 && series.everyWeeks <= cycleWeeks
    ? null
    : `a series meets every 1 to ${cycleWeeks} weeks`;
}

function spacingProblem({ toleranceSeconds, minDaysBetween, maxDaysBetween }: StopWishes): string | null {
  if (toleranceSeconds !== undefined && !(toleranceSeconds >= 0 && toleranceSeconds <= MOST_TOLERANCE)) {
    return 'openings may be from 0 to 120 minutes apart';
  }
  for (const days of [minDaysBetween, maxDaysBetween]) {
    if (days === undefined || (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS)) continue;
    return `days between visits must be a whole number from 1 to ${MOST_DAYS}`;
  }
  const isTurned = (minDaysBetween ?? 0) > (maxDaysBetween ?? MOST_DAYS);
  return isTurned
    ? `at least ${minDaysBetween} days between visits cannot be at most ${maxDaysBetween}`
    : null;
}

function skillProblem({ skills }: StopWishes, { vans }: WishFacts): string | null {
  const aboard = new Set(vans.flatMap((van) => Object.values(van.skills ?? {}).flat()));
  const missing = (skills ?? []).find((skill) => !aboard.has(skill));
  return missing === undefined
    ? null
    : `no van has “${missing}” aboard on any day. Enter it at a van first, or choose another`;
}

function checkLocks(wishes: RotaWishes, { vans, rules, nameOf }: WishFacts): void {
  const { cycleWeeks, roundingSeconds } = rules;
  const isVan = (vanId: string) => vans.some(({ id }) => id === vanId);
  const locked = new Set<string>();
  for (const { siteId, vanId, weeks, open } of wishes.lockedStops) {
    const refused = (what: string) => refuse(siteId, `${nameOf(siteId)}, kept where it is: ${what}`);
    if (locked.has(siteId)) refused('it is kept twice');
    if (wishes.left.includes(siteId)) refused('it is left out of the rota as well. Take one of them back');
    if (!isVan(vanId)) refused(`there is no van “${vanId.slice(0, 80)}” in this plan`);
    if (!isWeeks(weeks, cycleWeeks)) refused(`its weeks are not those of a cycle of ${cycleWeeks}`);
    if (!(open >= 0 && open < 86_400 && open % roundingSeconds === 0)) {
      refused(`it must open on a multiple of ${roundingSeconds / 60} minutes`);
    }
    locked.add(siteId);
  }
  for (const { vanId, weekday } of wishes.lockedDays) {
    const van = vans.find(({ id }) => id === vanId);
    if (!van) refuse('', `A day is kept of the van “${vanId.slice(0, 80)}”, which is not in this plan`);
    if (van.shifts[weekday]) continue;
    refuse('', `${van.name} has its ${WEEKDAY_NAMES[weekday - 1]}s kept, but does not go out then`);
  }
  for (const { siteIds } of wishes.lockedOrders) {
    if (siteIds.length >= 2 && new Set(siteIds).size === siteIds.length) continue;
    refuse(siteIds[0] ?? '', 'An order that is kept names at least two stops, each once');
  }
}

const isWeeks = (weeks: readonly number[], cycleWeeks: number): boolean =>
  weeks.length > 0 &&
  weeks.every(
    (week, i) => Number.isInteger(week) && week >= 0 && week < cycleWeeks && (i === 0 || week > weeks[i - 1]),
  );

function refuse(siteId: string, message: string): never {
  throw new PlannerError({ code: 'ROTA_WISHES', category: 'input', message, details: { siteId } });
}
