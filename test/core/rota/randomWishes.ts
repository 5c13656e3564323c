import { seededRandom } from '../../../server/core/random.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import type { Ferry, RotaRules } from '../../../server/shared/rotaRules.ts';
import type { StopWishes } from '../../../server/shared/rotaWishes.ts';
import type { Weekday } from '../../../server/shared/time.ts';

type Pick = <T>(values: readonly T[]) => T;
interface Draw {
  readonly random: () => number;
  readonly pick: Pick;
}

const hours = (count: number) => Math.round(count * 3600);
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const SKILLS = ['perinatal champion', 'interpreter'];

/** The same problem with wishes, limits and rules of every kind strewn over it; fixed by the input's seed. */
export function withWishes(input: RotaInput): RotaInput {
  const random = seededRandom(input.seed * 7 + 3);
  const pick: Pick = (values) => values[Math.floor(random() * values.length)];
  const draw = { random, pick };
  const isMonthly = input.rules.cycleWeeks === 4 && random() < 0.3;
  const rules: RotaRules = { ...input.rules, repeats: isMonthly ? 'month' : 'weeks' };
  const siteIds = input.stops.map(({ siteId }) => siteId);
  return {
    ...input,
    stops: input.stops.map((stop) => ({ ...stop, wishes: anyWishes(rules, draw) })),
    sites: input.sites.map((site) => ({
      ...site,
      lengthMetres: pick([null, 7, 9, 12]),
      headroomMetres: pick([null, null, 3, 4]),
      facts: {
        ...(random() < 0.1 && { minDaysBetweenVisits: 14 }),
        ...(random() < 0.1 && { approachTonnes: pick([3.5, 7.5]) }),
        ...(random() < 0.2 && {
          schoolRun: Object.fromEntries(
            WEEKDAYS.map((day) => [day, [{ from: hours(14.75), to: hours(15.5) }]]),
          ),
        }),
      },
    })),
    vans: input.vans.map((van) => ({
      ...van,
      skills: Object.fromEntries(WEEKDAYS.map((day) => [day, SKILLS.filter(() => random() < 0.6)])),
      ...(random() < 0.7 && {
        size: {
          lengthMetres: pick([6.5, 8]),
          widthMetres: 2.3,
          heightMetres: pick([2.8, 3.4]),
          weightTonnes: pick([3.5, 7.5]),
        },
      }),
    })),
    rules: { ...rules, ...anyRules(siteIds, draw) },
    lockedOrders: random() < 0.4 && siteIds.length > 2 ? [{ siteIds: siteIds.slice(0, 3).reverse() }] : [],
  };
}

function anyWishes(rules: RotaRules, { random, pick }: Draw): StopWishes {
  const { cycleWeeks } = rules;
  const weekSets = [[0], [cycleWeeks - 1], [...new Set([0, Math.floor(cycleWeeks / 2)])]];
  return {
    ...(random() < 0.2 && { weekdays: [pick(WEEKDAYS), pick(WEEKDAYS)] }),
    ...(random() < 0.1 && { weekSets }),
    ...(random() < 0.2 && {
      within: pick([
        { from: hours(9), to: hours(12.5) },
        { from: hours(12), to: hours(17) },
        { from: hours(10), to: hours(11.5) },
      ]),
    }),
    ...(random() < 0.2 && { toleranceSeconds: pick([900, 1800, 3600]) }),
    ...(random() < 0.1 && { minDaysBetween: pick([7, 14, 21]) }),
    ...(random() < 0.1 && { maxDaysBetween: pick([7, 14, 28, 35]) }),
    ...(random() < 0.15 && { skills: [pick(SKILLS)] }),
    ...(random() < 0.1 && { series: { meetings: 6, everyWeeks: pick([1, 2, 3]) } }),
    ...(random() < 0.1 && { isRequired: true }),
  };
}

function anyRules(siteIds: readonly string[], { random, pick }: Draw): Partial<RotaRules> {
  return {
    travelFactorByWeekday: random() < 0.4 ? { 1: 1.2, 5: 0.9 } : {},
    travelSeasons:
      random() < 0.4 ? [{ name: 'Summer', from: '07-20', to: '09-05', factor: pick([0.9, 1.25]) }] : [],
    ferries: random() < 0.5 ? [anyFerry(siteIds, { random, pick })] : [],
    driversHours: pick(['none', 'gb-domestic', 'assimilated-eu']),
  };
}

function anyFerry(siteIds: readonly string[], { random, pick }: Draw): Ferry {
  const windows = pick([
    [{ from: hours(7), to: hours(20) }],
    [{ from: hours(9.5), to: hours(15) }],
    [
      { from: hours(8), to: hours(11) },
      { from: hours(13), to: hours(17) },
    ],
  ]);
  return {
    id: 'ferry',
    name: 'The ferry',
    waitSeconds: 600,
    crossingSeconds: pick([300, 1500]),
    hours: random() < 0.2 ? null : Object.fromEntries(WEEKDAYS.slice(0, 4).map((day) => [day, windows])),
    maxLengthMetres: pick([null, 7]),
    maxWeightTonnes: null,
    siteIds: siteIds.filter(() => random() < 0.3),
  };
}
