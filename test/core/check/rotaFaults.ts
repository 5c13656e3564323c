import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import { ASSIMILATED_EU, GB_DOMESTIC } from '../../../server/core/driversHours.ts';
import type { Call, Unserved, VanDay } from '../../../server/core/nouns.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';
import {
  dayMovedBy,
  type Fault,
  movedBy,
  onEachCall,
  onEachDay,
  onEachRoad,
  onEachSite,
  onEachStop,
  onEachVan,
  withDays,
  withOtherDays,
} from './plant.ts';

/** Plants each single fault that a rule must find, wherever the plan offers a place for it. */
export type PlantFaults = (plan: CheckedRota) => Fault[];

const FIVE_MINUTES = 300;
const DAY = 86_400;

const restLength = (day: VanDay): number => (day.break ? day.break.to - day.break.from : 0);

/** How much of the break lies in a span. */
const restIn = (day: VanDay, from: number, to: number): number =>
  day.break ? Math.max(0, Math.min(day.break.to, to) - Math.max(day.break.from, from)) : 0;

const isUnder = (plan: CheckedRota, law: CheckedRota['rules']['driversHours']): boolean =>
  plan.rules.driversHours === law;

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

const roadSeconds = (plan: CheckedRota, planned: number): number =>
  (planned - plan.rules.travelAllowanceSeconds) / (plan.rules.travelFactor * 1.25);

const drivingOf = (day: VanDay): number =>
  day.calls.reduce((sum, call) => sum + call.legSeconds, day.returnLegSeconds);

/** A road so slow that the day's driving is a second above a limit; Fridays have a factor of their own. */
const drivenTooLong = (plan: CheckedRota, limit: number): Fault[] =>
  onEachRoad(plan, 'a slow road', ({ from, seconds, day }) => {
    if (day.weekday === 5 || from !== `base:${day.vanId}`) return null;
    const leg = day.calls[0].legSeconds;
    return seconds + roadSeconds(plan, limit - drivingOf(day) + leg + 1) - roadSeconds(plan, leg);
  });

const stopsWith = (plan: CheckedRota, wish: string): ReadonlySet<string> =>
  new Set(plan.stops.filter((each) => wish in (each.wishes ?? {})).map(({ siteId }) => siteId));

/** Stops with more than one visit. */
const repeated = (plan: CheckedRota): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const { siteId } of plan.rota.vanDays.flatMap(({ calls }) => calls))
    counts.set(siteId, (counts.get(siteId) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([siteId]) => siteId));
};

const calls = (day: VanDay, sites: ReadonlySet<string>): boolean =>
  day.calls.some(({ siteId }) => sites.has(siteId));

const locked = (plan: CheckedRota): ReadonlySet<string> => new Set(plan.locked?.map(({ siteId }) => siteId));

const isLockedDay = (plan: CheckedRota, day: VanDay): boolean =>
  plan.lockedDays?.some(({ vanId, weekday }) => vanId === day.vanId && weekday === day.weekday) ?? false;

const otherVan = (plan: CheckedRota, day: VanDay): string =>
  plan.vans.find(({ id }) => id !== day.vanId)?.id ?? '';

const inWeek = (day: VanDay, week: number, of: CheckedRota): VanDay => ({
  ...day,
  week: week % of.rota.cycleWeeks,
});

/** By the rule that must name the fault. A rule without faults here fails the test. */
export const ROTA_FAULTS: Readonly<Record<string, PlantFaults>> = {
  OUTSIDE_CYCLE: (plan) => [
    ...onEachDay(plan, 'a week beyond the cycle', (day) => ({ ...day, week: plan.rota.cycleWeeks })),
    ...onEachDay(plan, 'a week before it', (day) => ({ ...day, week: -1 })),
    ...onEachDay(plan, 'no week', (day) => ({ ...day, week: 0.5 })),
    ...onEachDay(plan, 'an eighth weekday', (day) => ({ ...day, weekday: 8 as Weekday })),
    ...[3, 8].map((cycleWeeks) => ({
      what: `a cycle of ${cycleWeeks} weeks`,
      checked: { ...plan, rota: { ...plan.rota, cycleWeeks } },
    })),
    { what: 'repeats by the month', checked: { ...plan, rota: { ...plan.rota, repeats: 'month' } } },
  ],
  UNKNOWN_PLACE: (plan) => [
    ...onEachCall(plan, 'a site nobody knows', () => ({ siteId: 'nowhere' })),
    ...onEachDay(plan, 'a van nobody knows', (day) => ({ ...day, vanId: 'van-9' })),
    ...onEachStop(plan, 'another stop in place', (stop) => ({ ...stop, siteId: 'elsewhere' })),
    ...onEachSite(plan, 'another site in place', (site) => ({ ...site, id: 'elsewhere' })),
    ...onEachVan(plan, 'another van in place', (van) => ({ ...van, id: 'van-9' })),
    ...plan.matrix.from.map((id, k) => ({
      what: `roads without ${id}`,
      checked: { ...plan, matrix: { ...plan.matrix, from: plan.matrix.from.with(k, 'elsewhere') } },
    })),
  ],
  DUPLICATE_VAN_DAY: (plan) => withOtherDays(plan, 'planned twice', (day) => [day, day]),
  EMPTY_VAN_DAY: (plan) => onEachDay(plan, 'no calls', (day) => ({ ...day, calls: [] })),
  NO_ROAD: (plan) => onEachRoad(plan, 'no road', () => UNREACHABLE),
  ORDER_OF_CALL: (plan) => [
    ...onEachCall(plan, 'opens before it arrives', ({ arrive }) => ({ open: arrive - 1 })),
    ...onEachCall(plan, 'closes as it opens', ({ open }) => ({ close: open })),
    ...onEachCall(plan, 'leaves before it closes', ({ close }) => ({ leave: close - 1 })),
    ...onEachCall(plan, 'arrives the day before', () => ({ arrive: -1 })),
    ...onEachCall(plan, 'leaves the day after', () => ({ leave: DAY + 1 })),
    ...(['arrive', 'open', 'close', 'leave'] as const).flatMap((time) =>
      onEachCall(plan, `no time to ${time}`, () => ({ [time]: Number.NaN })),
    ),
  ],
  VAN_IN_TWO_PLACES: (plan) => [
    ...onEachCall(plan, 'arrives before the van has left the last place', (_, day, k) => ({
      arrive: (k === 0 ? day.departBase : day.calls[k - 1].leave) - 1,
    })),
    ...onEachDay(plan, 'back before it has left', (day) => ({
      ...day,
      returnBase: day.calls[day.calls.length - 1].leave - 1,
    })),
  ],
  LEG_TOO_SHORT: (plan) => [
    ...onEachCall(plan, 'a second too short a drive', ({ arrive, legSeconds }, day, k) => {
      const from = k === 0 ? day.departBase : day.calls[k - 1].leave;
      return { arrive: from + legSeconds + restIn(day, from, arrive) - 1 };
    }),
    ...onEachDay(plan, 'a second too short a drive back', (day) => ({
      ...day,
      returnBase: day.returnBase - 1,
    })),
    ...onEachDay(plan, 'a second too late a start', (day) => ({ ...day, departBase: day.departBase + 1 })),
    ...onEachRoad(plan, 'a slower road', ({ seconds }) => seconds + 1),
    ...['travelAllowanceSeconds' as const, 'travelFactor' as const].map((rule) => ({
      what: `a greater ${rule}`,
      checked: { ...plan, rules: { ...plan.rules, [rule]: plan.rules[rule] + 0.01 } },
    })),
    ...plan.rules.travelSeasons
      .filter(({ factor }) => factor === 1.25)
      .map((season) => ({
        what: 'a slower summer',
        checked: {
          ...plan,
          rules: { ...plan.rules, travelSeasons: [...plan.rules.travelSeasons, { ...season, factor: 1.26 }] },
        },
      })),
    ...[1, 2, 3, 4, 5].map((weekday) => ({
      what: `slower on weekday ${weekday}`,
      checked: { ...plan, rules: { ...plan.rules, travelFactorByWeekday: { 5: 1.2, [weekday]: 1.21 } } },
    })),
    ...(['waitSeconds', 'crossingSeconds'] as const).map((part) => ({
      what: `longer ${part}`,
      checked: {
        ...plan,
        rules: {
          ...plan.rules,
          ferries: plan.rules.ferries.map((ferry) => ({ ...ferry, [part]: ferry[part] + 1 })),
        },
      },
    })),
  ],
  LEG_FIGURE_WRONG: (plan) => [
    ...onEachCall(plan, 'stated longer', ({ legSeconds }) => ({ legSeconds: legSeconds + 2 })),
    ...onEachCall(plan, 'stated without a time', () => ({ legSeconds: Number.NaN })),
    ...onEachCall(plan, 'stated further', ({ legMetres }) => ({ legMetres: legMetres + 2 })),
    ...onEachDay(plan, 'back stated shorter', (day) => ({
      ...day,
      returnLegSeconds: day.returnLegSeconds - 2,
    })),
    ...onEachDay(plan, 'back stated nearer', (day) => ({ ...day, returnLegMetres: day.returnLegMetres - 2 })),
  ],
  FERRY_CLOSED: (plan) =>
    plan.rules.ferries.flatMap((ferry) => {
      const crosses = (day: VanDay) => calls(day, new Set(ferry.siteIds));
      const withHours = (what: string, hours: typeof ferry.hours) => ({
        what,
        checked: { ...plan, rules: { ...plan.rules, ferries: [{ ...ferry, hours }] } },
      });
      const windows = ferry.hours?.[5] ?? [];
      return [
        ...[-1, 1].flatMap((seconds) =>
          onEachDay(plan, `${seconds} seconds from the crossing`, (day) =>
            crosses(day) ? dayMovedBy(day, seconds) : null,
          ),
        ),
        withHours('no crossings on the day', { 1: windows, 2: windows }),
        ...windows.flatMap((window, k) => [
          withHours('a first crossing later', { 5: windows.with(k, { ...window, from: window.from + 1 }) }),
          withHours('a last crossing earlier', { 5: windows.with(k, { ...window, to: window.to - 1 }) }),
        ]),
      ];
    }),
  VAN_TOO_BIG_FOR_FERRY: (plan) =>
    plan.rules.ferries.flatMap((ferry) =>
      [{ maxLengthMetres: 6.9 }, { maxWeightTonnes: 4.9 }].map((less) => ({
        what: `a ferry with ${JSON.stringify(less)}`,
        checked: { ...plan, rules: { ...plan.rules, ferries: [{ ...ferry, ...less }] } },
      })),
    ),
  VAN_TOO_BIG_FOR_SITE: (plan) => [
    ...(['lengthMetres', 'widthMetres', 'headroomMetres'] as const).flatMap((limit) =>
      onEachSite(plan, limit, (site) => ({ ...site, [limit]: 2.2 })),
    ),
    ...(['approachWidthMetres', 'approachHeightMetres', 'approachTonnes'] as const).flatMap((limit) =>
      onEachSite(plan, limit, (site) => ({ ...site, facts: { ...site.facts, [limit]: 2.2 } })),
    ),
    ...onEachVan(plan, 'a longer van', (van) =>
      van.size ? { ...van, size: { ...van.size, lengthMetres: van.size.lengthMetres + 5.1 } } : null,
    ),
  ],
  SET_UP_TOO_SHORT: (plan) => [
    ...onEachCall(plan, 'a second less to set up', ({ arrive }) => ({ arrive: arrive + 1 })),
    ...onEachDay(plan, 'a break in the set-up', (day) => {
      const next = day.calls.find(
        ({ arrive }) => day.break && arrive === day.break.to + day.calls[1]?.legSeconds,
      );
      return next
        ? { ...day, break: { from: next.arrive + 1, to: next.arrive + 1 + restLength(day) } }
        : null;
    }),
  ],
  PACK_DOWN_TOO_SHORT: (plan) => [
    ...onEachCall(plan, 'a second less to pack down', ({ leave }) => ({ leave: leave - 1 })),
    ...onEachDay(plan, 'a break that begins in the pack-down', (day) =>
      day.break ? { ...day, break: { from: day.break.from - 1, to: day.break.to - 1 } } : null,
    ),
  ],
  SESSION_TOO_SHORT: (plan) => [
    ...onEachCall(plan, 'closes early', ({ close }) => ({ close: close - FIVE_MINUTES })),
    ...onEachCall(plan, 'opens late', ({ open }) => ({ open: open + FIVE_MINUTES })),
    ...onEachStop(plan, 'a longer session', (stop) => ({
      ...stop,
      wishes: { ...stop.wishes, sessionSeconds: 5401 },
    })),
  ],
  SESSION_TOO_LONG: (plan) => [
    ...onEachCall(plan, 'closes late', ({ close }) => ({ close: close + FIVE_MINUTES })),
    ...onEachCall(plan, 'opens early', ({ open }) => ({ open: open - FIVE_MINUTES })),
  ],
  OUTSIDE_OPENING: (plan) => {
    const withHours = new Set(plan.sites.filter(({ opening }) => opening !== null).map(({ id }) => id));
    return [
      ...onEachCall(plan, 'there a second early', ({ siteId, arrive }) =>
        withHours.has(siteId) ? { arrive: arrive - 1 } : null,
      ),
      ...onEachCall(plan, 'there a second longer', ({ siteId, leave }) =>
        withHours.has(siteId) ? { leave: leave + 1 } : null,
      ),
      ...onEachCall(plan, 'there between two spells', (call) =>
        withHours.has(call.siteId) ? movedBy(call, -3600) : null,
      ),
      ...onEachSite(plan, 'closed on every day', (site) => ({ ...site, opening: {} })),
    ];
  },
  DURING_SCHOOL_RUN: (plan) => [
    ...onEachCall(plan, 'comes a second early', ({ siteId, arrive }) =>
      plan.sites.find(({ id }) => id === siteId)?.facts.schoolRun ? { arrive: arrive - 1 } : null,
    ),
    ...plan.rota.vanDays.flatMap((day) =>
      day.calls.flatMap(({ siteId, leave }) =>
        onEachSite(plan, `a school run on weekday ${day.weekday}`, (site) =>
          site.id === siteId
            ? {
                ...site,
                facts: { ...site.facts, schoolRun: { [day.weekday]: [{ from: leave - 1, to: leave + 1 }] } },
              }
            : null,
        ),
      ),
    ),
  ],
  OUTSIDE_SHIFT: (plan) => [
    ...onEachDay(plan, 'leaves too early', (day) =>
      day.weekday === 1 ? null : { ...day, departBase: day.departBase - 1 },
    ),
    ...onEachDay(plan, 'back too late', (day) =>
      day.weekday === 1 ? null : { ...day, returnBase: day.returnBase + 1 },
    ),
    ...onEachDay(plan, 'on a Sunday', (day) => ({ ...day, weekday: 7 })),
    ...onEachDay(plan, 'no time to leave base', (day) => ({ ...day, departBase: Number.NaN })),
    ...onEachDay(plan, 'no time to be back', (day) => ({ ...day, returnBase: Number.NaN })),
    ...onEachVan(plan, 'shorter shifts', (van) => ({
      ...van,
      shifts: Object.fromEntries(
        Object.entries(van.shifts).map(([day, { from, to }]) => [day, { from, to: to - 1 }]),
      ),
    })),
  ],
  BREAK_MISSING: (plan) => [
    ...onEachDay(plan, 'no break', (day) => (day.break ? { ...day, break: null } : null)),
    ...onEachDay(plan, 'a break a second short', (day) =>
      day.break ? { ...day, break: { ...day.break, to: day.break.to - 1 } } : null,
    ),
  ],
  BREAK_OUTSIDE_WINDOW: (plan) => [
    ...onEachDay(plan, 'a second later', (day) =>
      day.break ? { ...day, break: { from: day.break.from + 1, to: day.break.to + 1 } } : null,
    ),
    ...onEachDay(plan, 'before work', (day) =>
      day.break ? { ...day, break: { from: day.departBase - 2700, to: day.departBase } } : null,
    ),
    ...onEachDay(plan, 'turned round', (day) =>
      day.break ? { ...day, break: { from: day.break.to, to: day.break.from } } : null,
    ),
    ...onEachDay(plan, 'no time', (day) =>
      day.break ? { ...day, break: { ...day.break, from: Number.NaN } } : null,
    ),
  ],
  BREAK_WHILE_OPEN: (plan) =>
    plan.rota.vanDays.flatMap((day) =>
      day.calls.flatMap(({ open }) =>
        onEachDay(plan, 'a break with families aboard', (each) =>
          each === day ? { ...day, break: { from: open, to: open + 2700 } } : null,
        ),
      ),
    ),
  DRIVING_TOO_LONG: (plan) =>
    drivenTooLong(
      plan,
      isUnder(plan, 'gb-domestic') ? GB_DOMESTIC.mostDrivingADay : ASSIMILATED_EU.mostDrivingOnLongDay,
    ),
  WEEKLY_DRIVING_TOO_LONG: (plan) =>
    isUnder(plan, 'assimilated-eu')
      ? [ASSIMILATED_EU.mostDrivingAWeek, ASSIMILATED_EU.mostDrivingAFortnight].flatMap((most) =>
          drivenTooLong(plan, most),
        )
      : [],
  DRIVING_WITHOUT_BREAK: (plan) =>
    isUnder(plan, 'assimilated-eu')
      ? [
          ...drivenTooLong(plan, 2 * ASSIMILATED_EU.drivingBeforeBreak),
          ...onEachDay(plan, 'a break a second short', (day) =>
            drivingOf(day) > ASSIMILATED_EU.drivingBeforeBreak && day.break
              ? { ...day, break: { ...day.break, to: day.break.to - 1 } }
              : null,
          ),
          ...onEachDay(plan, 'a break before the first drive', (day) =>
            drivingOf(day) > ASSIMILATED_EU.drivingBeforeBreak
              ? { ...day, break: { from: day.departBase - 2700, to: day.departBase } }
              : null,
          ),
        ]
      : [],
  DUTY_TOO_LONG: (plan) =>
    isUnder(plan, 'gb-domestic')
      ? onEachDay(plan, 'a second too much duty', (day) => {
          const hasLongDrive = plan.rota.vanDays.some(
            (each) =>
              each.vanId === day.vanId &&
              each.week === day.week &&
              drivingOf(each) > GB_DOMESTIC.drivingWithoutDutyLimit,
          );
          const returnBase = day.departBase + GB_DOMESTIC.mostDutyADay + restLength(day) + 1;
          return hasLongDrive ? { ...day, returnBase } : null;
        })
      : [],
  DAILY_REST_TOO_SHORT: (plan) =>
    isUnder(plan, 'assimilated-eu')
      ? onEachDay(plan, 'less than nine hours of 24 left', (day) => ({
          ...day,
          returnBase: day.departBase + DAY - ASSIMILATED_EU.leastReducedDailyRest + 1,
        }))
      : [],
  WEEKLY_REST_TOO_SHORT: (plan) =>
    isUnder(plan, 'assimilated-eu')
      ? plan.vans.map(({ id }) => {
          const [day] = plan.rota.vanDays.filter(({ vanId }) => vanId === id);
          const all = [0, 1, 2, 3].flatMap((week) =>
            ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ ...day, week, weekday })),
          );
          return {
            what: `${id} out on every day`,
            checked: withDays(plan, [...plan.rota.vanDays.filter(({ vanId }) => vanId !== id), ...all]),
          };
        })
      : [],
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
