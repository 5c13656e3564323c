import type { VanDay } from '../../../server/core/nouns.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';
import {
  calls,
  dayMovedBy,
  onEachCall,
  onEachDay,
  onEachRoad,
  onEachSite,
  onEachStop,
  onEachVan,
  type PlantFaults,
  withOtherDays,
} from './plant.ts';

const DAY = 86_400;

/** How much of the break lies in a span. */
const restIn = (day: VanDay, from: number, to: number): number =>
  day.break ? Math.max(0, Math.min(day.break.to, to) - Math.max(day.break.from, from)) : 0;

/** Of the cycle, the places and the drives. By the rule that must name the fault. */
export const ROAD_FAULTS: Readonly<Record<string, PlantFaults>> = {
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
};
