import { counted, listed } from '../../shared/text.ts';
import { clockText, WEEKDAY_NAMES } from '../../shared/time.ts';
import { minutes, type Seconds } from '../../shared/units.ts';
import { durationWords } from '../../shared/words.ts';
import type { TimeWindow } from '../nouns.ts';
import { cutTo } from './callDays.ts';
import type { InsertionSpace } from './insertion.ts';
import type { RotaInput } from './rotaInput.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { fitsShortened, leastShortage, type Shortage } from './shortage.ts';
import type { RotaSolution } from './solution.ts';
import { nextStart, openWindows } from './startTimes.ts';
import { driveThereAndBack, type IndexedDay, usableDays, weekdaysWords } from './usableDays.ts';
import { weeksReason } from './weeksReason.ts';

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
  const reason = [noVan, noDay, weeks, closed, windowTooShort, dayTooShort, drivingTooLong, hoursApart].find(
    (why) => why(of) !== null,
  );
  return reason?.(of) ?? full(of);
}

const daysOf = ({ problem, stop }: UnservedCase): readonly IndexedDay[] => usableDays(problem, stop).days;

function noVan({ input, problem }: UnservedCase): string | null {
  if (input.vans.length === 0) return 'There is no van';
  return problem.vanWeekdays.length === 0 ? 'No van has a working day' : null;
}

const noDay = ({ problem, stop }: UnservedCase): string | null => usableDays(problem, stop).reason;

const weeks = ({ problem, stop, solution }: UnservedCase): string | null =>
  weeksReason(problem, stop, solution.visits[stop]);

function closed(of: UnservedCase): string | null {
  const days = daysOf(of);
  const site = of.problem.sites[of.stop];
  if (days.some(({ day }) => openWindows(site, day.weekday).length > 0)) return null;
  return `Closed on every weekday ${of.problem.stops[of.stop].wishes ? 'it may be served on' : 'the van works'} (${weekdaysWords(days)})`;
}

/** Set-up, session and pack-down. */
const onSite = ({ problem, stop }: UnservedCase): Seconds =>
  problem.rules.setUpSeconds + problem.sessionSeconds[stop] + problem.rules.packDownSeconds;

function windowTooShort(of: UnservedCase): string | null {
  const { problem, stop } = of;
  if (problem.locked[stop]) return null;
  const days = daysOf(of);
  if (days.some(({ index }) => problem.starts[index * problem.stops.length + stop].length > 0)) return null;
  const windows = days.flatMap(({ day }) => openWindows(problem.sites[stop], day.weekday));
  const { within } = problem.stops[stop].wishes ?? {};
  const session = problem.sessionSeconds[stop];
  const longest = Math.max(...windows.map(length));
  const inPart = Math.max(0, ...cutTo(windows, within).map(length));
  if (within && longest >= onSite(of) && inPart < session) {
    return `Wanted open within ${windowWords(within)}, where the site can be used for at most ${durationWords(inPart)}; the session takes ${durationWords(session)}`;
  }
  return (
    `Open for at most ${durationWords(longest)} at a time; a session of ${durationWords(session)} ` +
    `with set-up and pack-down needs ${durationWords(onSite(of))}` +
    (longest < onSite(of)
      ? ''
      : problem.sites[stop].facts.schoolRun
        ? ', with no coming or going during the school runs'
        : within
          ? `, open within ${windowWords(within)}`
          : `, opening on a multiple of ${durationWords(problem.rules.roundingSeconds)}`)
  );
}

const length = (window: TimeWindow): Seconds => window.to - window.from;

function dayTooShort(of: UnservedCase): string | null {
  const days = daysOf(of).map((at) => ({
    drive: driveThereAndBack(of.problem, of.stop, at),
    shift: length(at.day.shift),
  }));
  if (days.some(({ drive, shift }) => drive + onSite(of) <= shift)) return null;
  const nearest = days.reduce((a, b) => (b.shift - b.drive > a.shift - a.drive ? b : a));
  return (
    `The drive there and back takes ${durationWords(nearest.drive)}, which with ${durationWords(onSite(of))} on site ` +
    `(set-up, session, pack-down) does not fit in a day of ${durationWords(nearest.shift)}`
  );
}

/** Only under a law on drivers' hours. */
function drivingTooLong({ problem, stop }: UnservedCase): string | null {
  const days = usableDays(problem, stop).days.map(({ day, index }) => {
    const { driving, nodes } = problem.legsOn[index];
    const there = driving[day.base * nodes + stop] + driving[stop * nodes + day.base];
    return { there, most: problem.limits[index].drivingSeconds };
  });
  if (days.some(({ there, most }) => there <= most)) return null;
  const nearest = days.reduce((a, b) => (b.there - b.most < a.there - a.most ? b : a));
  return `The drive there and back takes ${durationWords(nearest.there)}, and under the law on drivers' hours at most ${durationWords(nearest.most)} are driven a day`;
}

/** Each part fits a day, but not at the same time of day. */
function hoursApart(of: UnservedCase): string | null {
  const { problem, space, stop } = of;
  const n = problem.stops.length;
  const days = daysOf(of);
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
  return meeting ? noMomentForBreak(of, meeting) : hoursDoNotMeet(of, withStart[0] ?? days[0]);
}

const windowWords = (window: TimeWindow) => `${clockText(window.from)} to ${clockText(window.to)}`;

function noMomentForBreak({ problem, stop }: UnservedCase, { day }: IndexedDay): string {
  const { breakSeconds, breakWindow } = problem.rules;
  return (
    `On ${WEEKDAY_NAMES[day.weekday - 1]} a session of ${durationWords(problem.sessionSeconds[stop])} fits the hours of the site and the van, ` +
    `but leaves no moment from ${windowWords(breakWindow)} for the crew's break of ${durationWords(breakSeconds)}`
  );
}

function hoursDoNotMeet({ problem, stop }: UnservedCase, at: IndexedDay): string {
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
