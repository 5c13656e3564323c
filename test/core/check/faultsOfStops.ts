import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import type { Call, Unserved, VanDay } from '../../../server/core/nouns.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import {
  calls,
  type Fault,
  FIVE_MINUTES,
  movedBy,
  onEachCall,
  onEachDay,
  onEachSite,
  onEachStop,
  onEachVan,
  type PlantFaults,
  withDays,
  withOtherDays,
} from './plant.ts';

/** A visit of a stop that is not made, and given up with a reason. */
const givenUp = (siteId: string): Unserved => ({ siteId, missingVisits: 1, reason: 'All van-days are full' });

const withoutCall = (day: VanDay, k: number): VanDay => ({ ...day, calls: day.calls.toSpliced(k, 1) });

/** Each call left out of the rota, with what is then written of it. */
const leftOut = (plan: CheckedRota, what: string, unserved: (call: Call) => readonly Unserved[]): Fault[] =>
  plan.rota.vanDays.flatMap((day, d) =>
    day.calls.map((call, k) => {
      const without = withDays(plan, plan.rota.vanDays.with(d, withoutCall(day, k)));
      return {
        what: `${what} ${call.siteId} in week ${day.week}`,
        checked: { ...without, rota: { ...without.rota, unserved: unserved(call) } },
      };
    }),
  );

const stopsWith = (plan: CheckedRota, wish: string): ReadonlySet<string> =>
  new Set(plan.stops.filter((each) => wish in (each.wishes ?? {})).map(({ siteId }) => siteId));

/** Stops with more than one visit. */
const repeated = (plan: CheckedRota): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const { siteId } of plan.rota.vanDays.flatMap(({ calls }) => calls))
    counts.set(siteId, (counts.get(siteId) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([siteId]) => siteId));
};

const locked = (plan: CheckedRota): ReadonlySet<string> => new Set(plan.locked?.map(({ siteId }) => siteId));

const isLockedDay = (plan: CheckedRota, day: VanDay): boolean =>
  plan.lockedDays?.some(({ vanId, weekday }) => vanId === day.vanId && weekday === day.weekday) ?? false;

const otherVan = (plan: CheckedRota, day: VanDay): string =>
  plan.vans.find(({ id }) => id !== day.vanId)?.id ?? '';

const inWeek = (day: VanDay, week: number, of: CheckedRota): VanDay => ({
  ...day,
  week: week % of.rota.cycleWeeks,
});

/** Of what is asked for stops, and of locks. By the rule that must name the fault. */
export const STOP_FAULTS: Readonly<Record<string, PlantFaults>> = {
  TOO_MANY_CALLS: (plan) => [
    ...onEachDay(plan, 'four calls', (day) => ({
      ...day,
      calls: [...day.calls, ...Array.from({ length: 4 - day.calls.length }, () => day.calls[0])],
    })),
    { what: 'at most two calls a day', checked: { ...plan, rules: { ...plan.rules, maxCallsPerDay: 2 } } },
  ],
  DIFFERENT_VAN: (plan) =>
    onEachDay(plan, 'another van', (day) =>
      calls(day, repeated(plan)) ? { ...day, vanId: otherVan(plan, day) } : null,
    ),
  DIFFERENT_WEEKDAY: (plan) =>
    [1, 2, 3, 4, 5].flatMap((weekday) =>
      onEachDay(plan, `on weekday ${weekday}`, (day) =>
        calls(day, repeated(plan)) && day.weekday !== weekday
          ? { ...day, weekday: weekday as Weekday }
          : null,
      ),
    ),
  DIFFERENT_CLOCK_TIME: (plan) =>
    [-3900, -1800, 1800].flatMap((seconds) =>
      onEachCall(plan, `moved by ${seconds}`, (call) =>
        repeated(plan).has(call.siteId) ? movedBy(call, seconds) : null,
      ),
    ),
  WEEKDAY_NOT_ALLOWED: (plan) =>
    [1, 3, 4, 5, 6, 7].flatMap((weekday) =>
      onEachDay(plan, `on weekday ${weekday}`, (day) =>
        calls(day, stopsWith(plan, 'weekdays')) ? { ...day, weekday: weekday as Weekday } : null,
      ),
    ),
  WEEKS_NOT_ALLOWED: (plan) =>
    [1, 3].flatMap((later) =>
      onEachDay(plan, `${later} weeks later`, (day) =>
        calls(day, stopsWith(plan, 'weekSets')) ? inWeek(day, day.week + later, plan) : null,
      ),
    ),
  OUTSIDE_PART_OF_DAY: (plan) =>
    [-1, 1].flatMap((seconds) =>
      onEachCall(plan, `moved by ${seconds}`, (call) =>
        stopsWith(plan, 'within').has(call.siteId) ? movedBy(call, seconds) : null,
      ),
    ),
  CREW_SKILL_MISSING: (plan) => [
    ...onEachVan(plan, 'no skills', (van) => ({ ...van, skills: {} })),
    ...onEachVan(plan, 'one skill less', (van) => ({
      ...van,
      skills: Object.fromEntries(
        Object.entries(van.skills ?? {}).map(([day, skills]) => [day, skills.slice(1)]),
      ),
    })),
    ...onEachDay(plan, 'on a day without the crew', (day) =>
      calls(day, stopsWith(plan, 'skills')) ? { ...day, weekday: 1 } : null,
    ),
  ],
  SERIES_BROKEN: (plan) => [
    ...onEachCall(plan, 'five minutes later, within the tolerance', (call) =>
      stopsWith(plan, 'series').has(call.siteId) ? movedBy(call, FIVE_MINUTES) : null,
    ),
    ...onEachDay(plan, 'a meeting with another van', (day) =>
      calls(day, stopsWith(plan, 'series')) ? { ...day, vanId: otherVan(plan, day) } : null,
    ),
    ...withOtherDays(plan, 'no meeting', (day) => (calls(day, stopsWith(plan, 'series')) ? [] : null)),
  ],
  VISITS_MISSING: (plan) => [
    ...leftOut(plan, 'without', () => []),
    ...leftOut(plan, 'given up without a reason', ({ siteId }) => [{ ...givenUp(siteId), reason: ' ' }]),
    ...leftOut(plan, 'given up for another', ({ siteId }) => [
      givenUp(siteId === 'ashby' ? 'brook' : 'ashby'),
    ]),
    ...onEachStop(plan, 'one more asked for', (stop) => ({
      ...stop,
      wishes: { ...stop.wishes, visitsPerCycle: (stop.wishes?.visitsPerCycle ?? stop.visitsPerCycle) + 1 },
    })),
  ],
  VISITS_TOO_MANY: (plan) => [
    ...plan.stops.map(({ siteId }) => ({
      what: `${siteId} given up though it is served`,
      checked: { ...plan, rota: { ...plan.rota, unserved: [givenUp(siteId)] } },
    })),
    ...plan.rota.vanDays.flatMap((day, d) =>
      day.calls.map((call) => ({
        what: `one more call at ${call.siteId}`,
        checked: {
          ...withDays(plan, plan.rota.vanDays.with(d, { ...day, calls: [...day.calls, call] })),
          rota: {
            ...plan.rota,
            vanDays: plan.rota.vanDays.with(d, { ...day, calls: [...day.calls, call] }),
            unserved: [{ ...givenUp(call.siteId), missingVisits: -1 }],
          },
        },
      })),
    ),
  ],
  REQUIRED_STOP_LEFT_OUT: (plan) =>
    leftOut(plan, 'given up', ({ siteId }) => [givenUp(siteId)]).filter(({ what }) =>
      [...stopsWith(plan, 'isRequired')].some((siteId) => what.includes(siteId)),
    ),
  TOO_SOON_AGAIN: (plan) => [
    ...[1, 3].flatMap((later) =>
      onEachDay(plan, `${later} weeks later`, (day) =>
        calls(day, new Set(['brook', 'carn'])) ? inWeek(day, day.week + later, plan) : null,
      ),
    ),
    { what: 'eight days asked for', checked: { ...plan, rules: { ...plan.rules, minDaysBetweenVisits: 8 } } },
    ...onEachSite(plan, 'fifteen days asked for', (site) =>
      repeated(plan).has(site.id) ? { ...site, facts: { ...site.facts, minDaysBetweenVisits: 15 } } : null,
    ),
    ...onEachStop(plan, 'fifteen days asked for', (stop) =>
      repeated(plan).has(stop.siteId) ? { ...stop, wishes: { ...stop.wishes, minDaysBetween: 15 } } : null,
    ),
  ],
  TOO_LONG_UNTIL_NEXT: (plan) => [
    ...[1, 3].flatMap((later) =>
      onEachDay(plan, `${later} weeks later`, (day) =>
        calls(day, stopsWith(plan, 'maxDaysBetween')) && day.weekday === 3
          ? inWeek(day, day.week + later, plan)
          : null,
      ),
    ),
    ...onEachStop(plan, 'six days asked for', (stop) => ({
      ...stop,
      wishes: { ...stop.wishes, maxDaysBetween: 6 },
    })),
  ],
  UNEVENLY_SPREAD: (plan) =>
    [1, 3].flatMap((later) =>
      onEachDay(plan, `${later} weeks later`, (day) =>
        calls(day, new Set(['brook', 'carn', 'far', 'early', 'late']))
          ? inWeek(day, day.week + later, plan)
          : null,
      ),
    ),
  NOT_ON_FIVE_MINUTES: (plan) => [
    ...onEachCall(plan, 'opens a minute later', ({ open }) => ({ open: open + 60 })),
    ...onEachCall(plan, 'closes a minute earlier', ({ close }) => ({ close: close - 60 })),
  ],
  LOCKED_STOP_MOVED: (plan) => [
    ...[-FIVE_MINUTES, FIVE_MINUTES].flatMap((seconds) =>
      onEachCall(plan, `moved by ${seconds}`, (call) =>
        locked(plan).has(call.siteId) ? movedBy(call, seconds) : null,
      ),
    ),
    ...onEachDay(plan, 'another van', (day) =>
      calls(day, locked(plan)) ? { ...day, vanId: otherVan(plan, day) } : null,
    ),
    ...[1, 2, 3].flatMap((later) =>
      onEachDay(plan, `${later} weeks later`, (day) =>
        calls(day, locked(plan)) ? inWeek(day, day.week + later, plan) : null,
      ),
    ),
    ...onEachDay(plan, 'on another weekday', (day) =>
      calls(day, locked(plan)) ? { ...day, weekday: 4 } : null,
    ),
    ...leftOut(plan, 'given up', ({ siteId }) => [givenUp(siteId)]).filter(({ what }) =>
      what.includes('isle'),
    ),
  ],
  LOCKED_DAY_CHANGED: (plan) => [
    ...onEachDay(plan, 'one more call', (day) =>
      isLockedDay(plan, day) ? { ...day, calls: [...day.calls, { ...day.calls[0], siteId: 'early' }] } : null,
    ),
    ...onEachCall(plan, 'another stop', (_, day) => (isLockedDay(plan, day) ? { siteId: 'early' } : null)),
    ...onEachCall(plan, 'five minutes later', (call, day) =>
      isLockedDay(plan, day) ? movedBy(call, FIVE_MINUTES) : null,
    ),
    ...withOtherDays(plan, 'no day', (day) => (isLockedDay(plan, day) ? [] : null)),
    ...onEachDay(plan, 'joined', (day) =>
      day.weekday !== 3 && day.vanId === 'van-2' ? { ...day, weekday: 3 } : null,
    ),
  ],
  LOCKED_ORDER_BROKEN: (plan) =>
    onEachDay(plan, 'the other way round', (day) =>
      day.calls.length === 3 ? { ...day, calls: day.calls.toReversed() } : null,
    ),
};
