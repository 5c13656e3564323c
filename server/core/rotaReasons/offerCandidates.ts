import { type LockRef, locksOf, type RotaChange, type ShiftChange } from '../../shared/rotaChange.ts';
import { minutes } from '../../shared/units.ts';
import type { Site, Stop, TimeWindow } from '../nouns.ts';
import { callsOn, tryOnDay, type VanWeekdayRef } from './dayTrial.ts';
import { needServed } from './offer.ts';
import { type RotaCase, rotaInputOf, termsAfter } from './rotaCase.ts';
import { leastShortOfTime, longerShift, shiftOf } from './shortOfTime.ts';

/** A stop for which changes are looked for. */
export interface OfferSearch {
  readonly of: RotaCase;
  /** With what is asked of it. */
  readonly stop: Stop;
  readonly site: Site;
  readonly days: readonly VanWeekdayRef[];
  /** Whether the days are taken as empty: to learn what keeps a stop out even then. */
  readonly isAlone?: boolean;
}

/** No session is proposed shorter than this. */
const SHORTEST_SESSION = minutes(30);
/** Longer hours are offered in steps of a quarter of an hour, up to three hours. */
export const STEP = minutes(15);
export const MOST_LONGER = minutes(180);
const TOLERANCES = [15, 30, 60, 120].map(minutes);
/** Other stops that are tried to be left out, those with the least need first. */
const MOST_LEFT_OUT = 40;

/** Whether the stop fits one of the days after a change: beside the calls there are, or alone. */
const fits = ({ of, stop, days, isAlone }: OfferSearch, change: RotaChange, on = days): boolean => {
  const terms = termsAfter(of, { siteId: stop.siteId, changes: [change] });
  return on.some((day) => tryOnDay(of, terms, { ...day, siteId: stop.siteId, isAlone }) !== null);
};

/** There is room: it only has to be planned for before the others. */
export function* served(search: OfferSearch): Iterable<RotaChange> {
  const change: RotaChange = { kind: 'require', siteId: search.stop.siteId };
  if (fits(search, change)) yield change;
}

/** A van that leaves earlier or returns later on one weekday, by the least that makes room; then on another. */
export function* longerDays({ of, stop, site, days, isAlone }: OfferSearch): Iterable<RotaChange> {
  const terms = termsAfter(of, { siteId: stop.siteId, changes: [] });
  let left = days;
  for (;;) {
    const found = leastShortOfTime(of, terms, {
      siteId: stop.siteId,
      step: STEP,
      most: MOST_LONGER,
      isAlone,
      days: left,
    });
    const shift = found && shiftOf(of, found);
    const longer = shift && longerShift(shift, found);
    if (!longer) return;
    yield { kind: 'shift', vanId: found.vanId, weekday: found.weekday, shift: longer };
    // As much time at the other end may move fewer of the calls there are.
    const side = found.side === 'earlier' ? 'later' : 'earlier';
    const other = longerShift(shift, { side, seconds: found.seconds });
    const change: RotaChange | null = other && {
      kind: 'shift',
      vanId: found.vanId,
      weekday: found.weekday,
      shift: other,
    };
    if (change && fits({ of, stop, days, site, isAlone }, change, [found])) yield change;
    left = left.filter(({ vanId, weekday }) => vanId !== found.vanId || weekday !== found.weekday);
  }
}

/** A van that works on one more day from Monday to Friday, as long as on its longest. */
export function* moreDays(search: OfferSearch): Iterable<RotaChange> {
  for (const change of newDays(search.of)) if (fits(search, change, [change])) yield change;
}

/** Every day from Monday to Friday on which a van is off, as long as the longest on which it works. */
export const newDays = ({ vans }: Pick<RotaCase, 'vans'>): ShiftChange[] =>
  vans.flatMap((van) => {
    const shifts = Object.values(van.shifts).sort((a, b) => b.to - b.from - (a.to - a.from));
    return ([1, 2, 3, 4, 5] as const)
      .filter((weekday) => shifts.length > 0 && !van.shifts[weekday])
      .map((weekday): ShiftChange => ({ kind: 'shift', vanId: van.id, weekday, shift: shifts[0] }));
  });

/** The longest session that fits anywhere. */
export function* shorterSession(search: OfferSearch): Iterable<RotaChange> {
  const { siteId } = search.stop;
  const step = rotaInputOf(search.of).rules.roundingSeconds;
  const change = (steps: number): RotaChange => ({ kind: 'session', siteId, sessionSeconds: steps * step });
  let longest = Math.ceil(SHORTEST_SESSION / step) - 1;
  const most = Math.ceil(search.stop.sessionSeconds / step) - 1;
  const ways: RotaChange[] = [];
  for (const day of search.days) {
    if (longest >= most || !fits(search, change(longest + 1), [day])) continue;
    let [fitting, tooLong] = [longest + 1, most + 1];
    while (tooLong - fitting > 1) {
      const middle = Math.floor((fitting + tooLong) / 2);
      if (fits(search, change(middle), [day])) fitting = middle;
      else tooLong = middle;
    }
    longest = fitting;
    ways.unshift(change(fitting));
  }
  yield* ways;
}

/** As many visits as fit. */
export function* fewerVisits(search: OfferSearch): Iterable<RotaChange> {
  const { siteId, visitsPerCycle } = search.stop;
  for (let visits = visitsPerCycle - 1; visits >= 1; visits--) {
    const change: RotaChange = { kind: 'visits', siteId, visitsPerCycle: visits };
    if (fits(search, change)) yield change;
  }
}

/** Another stop left out that serves less need, the least first; nobody's who was promised otherwise. */
export function* anotherLeftOut(search: OfferSearch): Iterable<RotaChange> {
  const { of, stop } = search;
  const isLockedDay = ({ vanId, weekday }: VanWeekdayRef) =>
    of.wishes.lockedDays.some((lock) => lock.vanId === vanId && lock.weekday === weekday);
  const isPromised = (siteId: string) =>
    siteId === stop.siteId ||
    of.wishes.stops[siteId]?.isRequired === true ||
    of.wishes.lockedStops.some((lock) => lock.siteId === siteId);
  const others = search.days
    .filter((day) => !isLockedDay(day))
    .flatMap((day) => callsOn(of.rota, day).map((siteId) => ({ day, siteId, need: needServed(of, siteId) })))
    .filter(({ siteId, need }) => need < stop.need && !isPromised(siteId))
    .sort((a, b) => a.need - b.need)
    .slice(0, MOST_LEFT_OUT);
  for (const { day, siteId } of others) {
    const change: RotaChange = { kind: 'leave', siteId };
    if (fits(search, change, [day])) yield change;
  }
}

/** A lock given up: its own first. */
export function* unlocked(search: OfferSearch): Iterable<RotaChange> {
  const { of, stop } = search;
  const isOwn = (lock: LockRef) => lock.kind === 'stop' && lock.siteId === stop.siteId;
  const locks = locksOf(of.wishes).sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  for (const lock of locks) {
    const change: RotaChange = { kind: 'unlock', lock };
    if (fits(search, change)) yield change;
  }
}

/** One more weekday than the stop asks for. */
export function* anotherWeekday(search: OfferSearch): Iterable<RotaChange> {
  const { siteId, wishes } = search.stop;
  if (!wishes?.weekdays) return;
  for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) {
    if (wishes.weekdays.includes(weekday)) continue;
    const weekdays = [...wishes.weekdays, weekday].sort((a, b) => a - b);
    const change: RotaChange = { kind: 'weekdays', siteId, weekdays };
    const on = search.days.filter((day) => day.weekday === weekday);
    if (fits(search, change, on)) yield change;
  }
}

/** One more call a day. */
export function* oneMoreCall(search: OfferSearch): Iterable<RotaChange> {
  const { maxCallsPerDay } = rotaInputOf(search.of).rules;
  const change: RotaChange = { kind: 'calls', maxCallsPerDay: maxCallsPerDay + 1 };
  if (fits(search, change)) yield change;
}

/** Openings farther apart in different weeks, by the least that makes room. */
export function* widerTolerance(search: OfferSearch): Iterable<RotaChange> {
  const { siteId, wishes, visitsPerCycle } = search.stop;
  if (visitsPerCycle < 2) return;
  for (const toleranceSeconds of TOLERANCES) {
    if (toleranceSeconds <= (wishes?.toleranceSeconds ?? 0)) continue;
    const change: RotaChange = { kind: 'tolerance', siteId, toleranceSeconds };
    if (fits(search, change)) yield change;
  }
}

/** Any weeks instead of those asked for. */
export function* otherWeeks(search: OfferSearch): Iterable<RotaChange> {
  const { siteId, wishes } = search.stop;
  const change: RotaChange = { kind: 'weeks', siteId, weekSets: null };
  if (wishes?.weekSets && fits(search, change)) yield change;
}

/** More of the day than the stop asks for, by the least that makes room; or any of it. */
export function* morePartOfDay(search: OfferSearch): Iterable<RotaChange> {
  const { siteId, wishes } = search.stop;
  if (!wishes?.within) return;
  for (const within of [...widened(wishes.within), null]) {
    const change: RotaChange = { kind: 'within', siteId, within };
    if (!fits(search, change)) continue;
    yield change;
    return;
  }
}

/** A window with more and more time at either end. */
function widened({ from, to }: TimeWindow): TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let more = STEP; more <= MOST_LONGER; more += STEP) {
    windows.push({ from: from - more, to }, { from, to: to + more });
  }
  return windows.filter((window) => window.from >= 0 && window.to <= 24 * 3600);
}

/** Longer hours at the site on one weekday, by the least that makes room; or hours on a weekday on which it is closed. */
export function* longerOpening(search: OfferSearch): Iterable<RotaChange> {
  const { site, days } = search;
  if (site.opening === null) return;
  const usual = Object.values(site.opening).find((windows) => windows.length > 0);
  const ways: { change: RotaChange; on: VanWeekdayRef[]; more: number }[] = [];
  for (const weekday of new Set(days.map((day) => day.weekday))) {
    const on = days.filter((day) => day.weekday === weekday);
    const add = (windows: readonly TimeWindow[], more: number) =>
      ways.push({ change: { kind: 'opening', siteId: site.id, weekday, windows }, on, more });
    const open = site.opening[weekday] ?? [];
    if (open.length === 0) add(usual ?? [{ from: 9 * 3600, to: 17 * 3600 }], MOST_LONGER + STEP);
    for (const window of open) {
      const others = open.filter((other) => other !== window);
      for (const wider of widened(window))
        add(
          [...others, wider].sort((a, b) => a.from - b.from),
          lengthOf(wider) - lengthOf(window),
        );
    }
  }
  for (const { change, on } of ways.sort((a, b) => a.more - b.more)) {
    if (fits(search, change, on)) yield change;
  }
}

const lengthOf = (window: TimeWindow) => window.to - window.from;

/** Somebody with the skills aboard on another weekday. */
export function* skillsAboard(search: OfferSearch): Iterable<RotaChange> {
  const { of, stop, days } = search;
  const needed = stop.wishes?.skills ?? [];
  for (const day of needed.length === 0 ? [] : days) {
    const aboard = of.vans.find(({ id }) => id === day.vanId)?.skills?.[day.weekday] ?? [];
    if (needed.every((skill) => aboard.includes(skill))) continue;
    const change: RotaChange = { kind: 'skills', ...day, skills: [...new Set([...aboard, ...needed])] };
    if (fits(search, change, [day])) yield change;
  }
}
