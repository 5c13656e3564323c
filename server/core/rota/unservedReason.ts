import { counted, listed } from '../../shared/text.ts';
import { clockText, WEEKDAY_NAMES } from '../../shared/time.ts';
import { minutes, type Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { TimeWindow } from '../nouns.ts';
import type { InsertionSpace } from './insertion.ts';
import type { RotaInput } from './rotaInput.ts';
import { type RotaProblem, rulesAt, type VanWeekday } from './rotaProblem.ts';
import { fitsShortened, leastShortage, type Shortage } from './shortage.ts';
import type { RotaSolution } from './solution.ts';
import { nextStart, openWindows } from './startTimes.ts';

/** No session is proposed shorter than this. */
const SHORTEST_SESSION_SECONDS = minutes(30);

/** What the reasons are worked out from. */
export interface UnservedCase {
  readonly input: RotaInput;
  readonly problem: RotaProblem;
  readonly space: InsertionSpace;
  readonly solution: RotaSolution;
  readonly stop: number;
}

/**
 * Why a stop, or some of its visits, is not in the rota: the first of the reasons below that holds, with its numbers
 * and, where one is easily found, the cheapest remedy.
 */
export function whyUnserved(of: UnservedCase): string {
  const reason = [noVan, noRoad, fixedWeeks, tooOften, closed, windowTooShort, dayTooShort, hoursApart].find(
    (why) => why(of) !== null,
  );
  return reason?.(of) ?? full(of);
}

/** Van-weekdays whose base the site can be driven to and from. */
function reachableDays(of: UnservedCase): { day: VanWeekday; index: number }[] {
  return of.problem.vanWeekdays
    .map((day, index) => ({ day, index }))
    .filter(({ day }) => Number.isFinite(driveThereAndBack(of, day)));
}

function driveThereAndBack({ problem, stop }: UnservedCase, day: VanWeekday): Seconds {
  const { seconds, nodes } = problem.legs;
  return seconds[day.base * nodes + stop] + seconds[stop * nodes + day.base];
}

function noVan({ input, problem }: UnservedCase): string | null {
  if (input.vans.length === 0) return 'There is no van';
  return problem.vanWeekdays.length === 0 ? 'No van has a working day' : null;
}

function noRoad(of: UnservedCase): string | null {
  if (reachableDays(of).length > 0) return null;
  const bases = listed([...new Set(of.input.vans.map((van) => van.base.name))]);
  return `No road leads from the base (${bases}) there and back; check where the site is on the map`;
}

function fixedWeeks({ problem, stop, solution }: UnservedCase): string | null {
  const lock = problem.locked[stop];
  if (!lock || (problem.weekSets[stop].length > 0 && solution.visits[stop] === 0)) return null;
  const { cycleWeeks, minDaysBetweenVisits } = rulesAt(problem.sites[stop], problem.rules);
  const weeks = `Fixed to ${lock.weeks.length === 1 ? 'week' : 'weeks'} ${listed(lock.weeks.map((week) => `${week + 1}`))} of ${cycleWeeks}`;
  const asked = problem.stops[stop].visitsPerCycle;
  if (solution.visits[stop] > 0) return `${weeks}, while ${counted(asked, 'visit')} are asked for`;
  return `${weeks}; expected up to ${counted(asked, 'different week')} of the cycle, at least ${counted(minDaysBetweenVisits, 'day')} apart`;
}

function tooOften({ problem, stop, solution }: UnservedCase): string | null {
  const { cycleWeeks, minDaysBetweenVisits } = rulesAt(problem.sites[stop], problem.rules);
  const asked = problem.stops[stop].visitsPerCycle;
  const most = Math.max(0, ...problem.weekSetVisits[stop]);
  if (problem.locked[stop] || solution.visits[stop] < most || asked <= most) return null;
  if (asked > cycleWeeks && most === cycleWeeks) {
    return `${counted(asked, 'visit')} asked for in a cycle of ${counted(cycleWeeks, 'week')}: a stop has at most one a week`;
  }
  const apart = Math.floor(cycleWeeks / Math.min(asked, cycleWeeks)) * 7;
  return (
    `${counted(asked, 'visit')} in ${counted(cycleWeeks, 'week')} would come ${counted(apart, 'day')} apart, ` +
    `and ${minDaysBetweenVisits > problem.rules.minDaysBetweenVisits ? 'the site asks' : 'the rules ask'} for at least ${minDaysBetweenVisits}`
  );
}

function closed(of: UnservedCase): string | null {
  const days = reachableDays(of).map(({ day }) => day);
  const site = of.problem.sites[of.stop];
  if (days.some((day) => openWindows(site, day.weekday).length > 0)) return null;
  return `Closed on every weekday the van works (${weekdaysWords(days)})`;
}

/** "Monday to Friday", "Monday, Tuesday and Thursday". */
function weekdaysWords(days: readonly VanWeekday[]): string {
  const weekdays = [...new Set(days.map((day) => day.weekday))].sort();
  const names = weekdays.map((weekday) => WEEKDAY_NAMES[weekday - 1]);
  const [first, last] = [weekdays[0], weekdays[weekdays.length - 1]];
  const isRun = weekdays.length > 2 && last - first === weekdays.length - 1;
  return isRun ? `${names[0]} to ${names[names.length - 1]}` : listed(names);
}

/** Set-up, session and pack-down. */
const onSite = ({ problem, stop }: UnservedCase): Seconds =>
  problem.rules.setUpSeconds + problem.sessionSeconds[stop] + problem.rules.packDownSeconds;

function windowTooShort(of: UnservedCase): string | null {
  const { problem, stop } = of;
  if (problem.locked[stop]) return null;
  const days = reachableDays(of);
  if (days.some(({ index }) => problem.starts[index * problem.stops.length + stop].length > 0)) return null;
  const longest = Math.max(
    ...days.flatMap(({ day }) => openWindows(problem.sites[stop], day.weekday)).map(length),
  );
  return (
    `Open for at most ${durationWords(longest)} at a time; a session of ${durationWords(problem.sessionSeconds[stop])} ` +
    `with set-up and pack-down needs ${durationWords(onSite(of))}` +
    (longest < onSite(of)
      ? ''
      : problem.sites[stop].facts.schoolRun
        ? ', with no coming or going during the school runs'
        : `, opening on a multiple of ${durationWords(problem.rules.roundingSeconds)}`)
  );
}

const length = (window: TimeWindow): Seconds => window.to - window.from;

function dayTooShort(of: UnservedCase): string | null {
  const days = reachableDays(of).map(({ day }) => ({
    drive: driveThereAndBack(of, day),
    shift: length(day.shift),
  }));
  if (days.some(({ drive, shift }) => drive + onSite(of) <= shift)) return null;
  const nearest = days.reduce((a, b) => (b.shift - b.drive > a.shift - a.drive ? b : a));
  return (
    `The drive there and back takes ${durationWords(nearest.drive)}, which with ${durationWords(onSite(of))} on site ` +
    `(set-up, session, pack-down) does not fit in a day of ${durationWords(nearest.shift)}`
  );
}

/** Each part fits a day, but not at the same time of day. */
function hoursApart(of: UnservedCase): string | null {
  const { problem, space, stop } = of;
  const n = problem.stops.length;
  const days = reachableDays(of);
  if (days.some(({ index }) => space.fitsAlone[index * n + stop])) return null;
  const lock = problem.locked[stop];
  if (lock) {
    return `Fixed to ${WEEKDAY_NAMES[lock.weekday - 1]} at ${clockText(lock.open)}, when the site's hours, the van's shift and the drive do not allow it`;
  }
  const withStart = days.filter(({ index }) => problem.starts[index * n + stop].length > 0);
  const meeting = withStart.find(({ index }) => {
    const start = nextStart(problem.starts[index * n + stop], problem.first[index * n + stop]);
    return start <= problem.last[index * n + stop];
  });
  return meeting ? noMomentForBreak(of, meeting.day) : hoursDoNotMeet(of, withStart[0] ?? days[0]);
}

const windowWords = (window: TimeWindow) => `${clockText(window.from)} to ${clockText(window.to)}`;

function noMomentForBreak({ problem, stop }: UnservedCase, day: VanWeekday): string {
  const { breakSeconds, breakWindow } = problem.rules;
  return (
    `On ${WEEKDAY_NAMES[day.weekday - 1]} a session of ${durationWords(problem.sessionSeconds[stop])} fits the hours of the site and the van, ` +
    `but leaves no moment from ${windowWords(breakWindow)} for the crew's break of ${durationWords(breakSeconds)}`
  );
}

function hoursDoNotMeet({ problem, stop }: UnservedCase, at: { day: VanWeekday; index: number }): string {
  const n = problem.stops.length;
  const { roundingSeconds } = problem.rules;
  const session = problem.sessionSeconds[stop];
  const from = problem.first[at.index * n + stop] * roundingSeconds;
  const to = problem.last[at.index * n + stop] * roundingSeconds + session;
  const hours = listed(openWindows(problem.sites[stop], at.day.weekday).map(windowWords));
  return (
    `On ${WEEKDAY_NAMES[at.day.weekday - 1]} the site can be used ${hours}, and ${at.day.van.name} could be open there ${windowWords({ from, to })}: ` +
    `a session of ${durationWords(session)} with set-up and pack-down does not fit both`
  );
}

/** It could be served, were it not for the others. */
function full(of: UnservedCase): string {
  const { problem, space, stop, solution } = of;
  const made = solution.visits[stop];
  const { cycleWeeks, maxCallsPerDay } = problem.rules;
  const n = problem.stops.length;
  const joinable =
    problem.vanWeekdays.filter((_, day) => space.fitsAlone[day * n + stop]).length * cycleWeeks;
  const start =
    made > 0
      ? `${made} of ${counted(problem.stops[stop].visitsPerCycle, 'visit')} fit; more, evenly spread, do not`
      : joinable === 1
        ? 'The one van-day it could join is full'
        : `All ${joinable} van-days it could join are full`;
  const shortage = leastShortage(problem, space, of);
  if (!shortage) return `${start}: ${counted(maxCallsPerDay, 'call')} already, the most allowed in a day`;
  const day = problem.vanWeekdays[shortage.day];
  const where = `on ${WEEKDAY_NAMES[day.weekday - 1]} of week ${shortage.week + 1}${of.input.vans.length > 1 ? ` (${day.van.name})` : ''}`;
  if (shortage.seconds === 0) {
    return `${start}: ${where} there is time for it, but not for the crew's break of ${durationWords(problem.rules.breakSeconds)} as well`;
  }
  return `${start}: the least extra time needed is ${durationWords(shortage.seconds)}, ${where}${remedy(of, shortage)}`;
}

/** A shorter session, when it would really fit. */
function remedy(of: UnservedCase, shortage: Shortage): string {
  const { input, problem, stop, solution } = of;
  const sessionSeconds = problem.sessionSeconds[stop] - shortage.seconds;
  if (sessionSeconds < SHORTEST_SESSION_SECONDS) return '';
  const state = solution.days[shortage.day];
  if (!fitsShortened(input, problem, { state, stop, shortage, sessionSeconds })) return '';
  return `; a session of ${durationWords(sessionSeconds)} would fit there`;
}
