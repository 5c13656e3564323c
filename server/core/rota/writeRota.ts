import type { Call, TimeWindow, VanDay } from '../nouns.ts';
import { type DayState, nextPlace } from './dayState.ts';
import { departsBase, returnsToBase } from './legTimes.ts';
import type { RotaProblem } from './rotaProblem.ts';
import type { RotaSolution } from './solution.ts';
import { openWindows } from './startTimes.ts';
import { weekTimes } from './weekTimes.ts';

/** The van-days of a solution: week by week, weekday by weekday, in the order of the vans; days without calls left out. */
export function writeVanDays(problem: RotaProblem, solution: RotaSolution): VanDay[] {
  const vanDays: VanDay[] = [];
  for (const state of solution.days) {
    const times = weekTimes(problem, state);
    for (let week = 0; week < problem.rules.cycleWeeks; week++) {
      const open = times.subarray(week * state.count, (week + 1) * state.count);
      if (state.callsInWeek[week] > 0) vanDays.push(writeVanDay(problem, state, { week, open }));
    }
  }
  const bases = new Map(problem.vanWeekdays.map((day) => [day.van.id, day.base]));
  const orderOf = (day: VanDay) => bases.get(day.vanId) ?? 0;
  return vanDays.sort((a, b) => a.week - b.week || a.weekday - b.weekday || orderOf(a) - orderOf(b));
}

/** @param at  the week, and the opening tick of every place in it */
function writeVanDay(problem: RotaProblem, state: DayState, at: { week: number; open: Int32Array }): VanDay {
  const { week } = at;
  const { sites } = problem;
  const legs = problem.legsOn[state.day];
  const { van, base, weekday } = problem.vanWeekdays[state.day];
  const places: number[] = [];
  for (let k = nextPlace(state, week, 0); k < state.count; k = nextPlace(state, week, k + 1)) places.push(k);
  const chain = [base, ...places.map((place) => state.stop[place]), base];
  const leg = (k: number) => chain[k] * legs.nodes + chain[k + 1];
  const calls = places.map((place, k): Call => {
    const s = state.stop[place];
    const open = at.open[place] * problem.rules.roundingSeconds;
    const close = open + problem.sessionSeconds[s];
    return {
      siteId: sites[s].id,
      arrive: open - problem.rules.setUpSeconds,
      open,
      close,
      leave: close + problem.rules.packDownSeconds,
      legSeconds: legs.seconds[leg(k)],
      legMetres: legs.metres[leg(k)],
    };
  });
  const returnLeg = leg(calls.length);
  const end = (place: number) => ({ day: state.day, stop: state.stop[place], open: at.open[place] });
  const day: VanDay = {
    vanId: van.id,
    week,
    weekday,
    departBase: departsBase(problem, end(places[0])),
    calls,
    break: null,
    returnLegSeconds: legs.seconds[returnLeg],
    returnLegMetres: legs.metres[returnLeg],
    returnBase: returnsToBase(problem, end(places[places.length - 1])),
  };
  const gap = state.breakBefore[week];
  if (gap < 0) return day;
  const before = gap === state.count ? calls.length : places.indexOf(gap);
  return withBreak(problem, day, { before, stops: places.map((place) => state.stop[place]) });
}

/**
 * Puts the break into the gap before call `before` (calls.length = after the last): at the next site on arrival where
 * its hours allow, else at the site just packed down, else parked on the way.
 */
function withBreak(
  problem: RotaProblem,
  day: VanDay,
  gap: { before: number; stops: readonly number[] },
): VanDay {
  if (gap.before === 0) return breakOnWayOut(problem, day);
  if (gap.before === day.calls.length) return breakOnWayBack(problem, day);
  const { breakSeconds, breakWindow } = problem.rules;
  const [from, to] = [day.calls[gap.before - 1], day.calls[gap.before]];
  const isOpen = (k: number, window: TimeWindow) =>
    openWindows(problem.sites[gap.stops[k]], day.weekday).some(
      (hours) => hours.from <= window.from && window.to <= hours.to,
    );
  const isStill = (k: number, time: number) =>
    (problem.sites[gap.stops[k]].facts.schoolRun?.[day.weekday] ?? []).some(
      (run) => run.from < time && time < run.to,
    );
  const onArrival = Math.min(to.arrive, breakWindow.to) - breakSeconds;
  if (
    onArrival >= Math.max(breakWindow.from, from.leave + to.legSeconds) &&
    isOpen(gap.before, { from: onArrival, to: to.arrive }) &&
    !isStill(gap.before, onArrival)
  ) {
    const call = { ...to, arrive: onArrival };
    return { ...replaceCall(day, gap.before, call), break: span(onArrival, breakSeconds) };
  }
  const packedDown = Math.max(from.leave, breakWindow.from);
  const leave = packedDown + breakSeconds;
  if (
    leave + to.legSeconds <= to.arrive &&
    isOpen(gap.before - 1, { from: from.leave, to: leave }) &&
    !isStill(gap.before - 1, leave)
  ) {
    const call = { ...from, leave };
    return { ...replaceCall(day, gap.before - 1, call), break: span(packedDown, breakSeconds) };
  }
  return { ...day, break: span(onArrival, breakSeconds) };
}

const span = (from: number, seconds: number): TimeWindow => ({ from, to: from + seconds });

const replaceCall = (day: VanDay, index: number, call: Call): VanDay => ({
  ...day,
  calls: day.calls.map((old, k) => (k === index ? call : old)),
});

/** Parked short of the first site: the day starts earlier by the break. */
function breakOnWayOut(problem: RotaProblem, day: VanDay): VanDay {
  const { breakSeconds, breakWindow } = problem.rules;
  const { arrive, legSeconds } = day.calls[0];
  const from = Math.min(arrive, breakWindow.to) - breakSeconds;
  return {
    ...day,
    departBase: Math.min(arrive - legSeconds - breakSeconds, from),
    break: span(from, breakSeconds),
  };
}

/** Parked beyond the last site: the day ends later by the break. */
function breakOnWayBack(problem: RotaProblem, day: VanDay): VanDay {
  const { breakSeconds, breakWindow } = problem.rules;
  const { leave } = day.calls[day.calls.length - 1];
  const from = Math.max(leave, breakWindow.from);
  return {
    ...day,
    break: span(from, breakSeconds),
    returnBase: Math.max(leave + day.returnLegSeconds + breakSeconds, from + breakSeconds),
  };
}
