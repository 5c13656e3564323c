import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import { ASSIMILATED_EU, GB_DOMESTIC } from '../../../server/core/driversHours.ts';
import type { VanDay } from '../../../server/core/nouns.ts';
import {
  type Fault,
  FIVE_MINUTES,
  movedBy,
  onEachCall,
  onEachDay,
  onEachRoad,
  onEachSite,
  onEachStop,
  onEachVan,
  type PlantFaults,
  withDays,
} from './plant.ts';

const DAY = 86_400;

const restLength = (day: VanDay): number => (day.break ? day.break.to - day.break.from : 0);

const isUnder = (plan: CheckedRota, law: CheckedRota['rules']['driversHours']): boolean =>
  plan.rules.driversHours === law;

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

/** Of calls, shifts, breaks and drivers’ hours. By the rule that must name the fault. */
export const DAY_FAULTS: Readonly<Record<string, PlantFaults>> = {
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
};
