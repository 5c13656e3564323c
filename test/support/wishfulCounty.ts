import { seededRandom } from '../../server/core/random.ts';
import type { RotaInput } from '../../server/core/rota/rotaInput.ts';
import type { StopWishes } from '../../server/shared/rotaWishes.ts';
import type { Weekday } from '../../server/shared/time.ts';
import { ruralCounty } from './ruralCounty.ts';

const hours = (count: number) => Math.round(count * 3600);
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const CHAMPION = 'perinatal champion';

/**
 * The county of `ruralCounty` with opening hours and every kind of rule and wish a coordinator may have: crew skills on some
 * weekdays, sizes and limits, school runs, a ferry with hours to the last four sites, a slow summer and slow Fridays,
 * drivers' hours, stops that must be served, groups, parts of the day, weekdays, weeks, gaps and tolerances.
 */
export function wishfulCounty(fields: {
  stops: number;
  vans: number;
  seed: number;
}): Omit<RotaInput, 'iterations'> {
  const county = ruralCounty({ ...fields, hasHours: true });
  const random = seededRandom(fields.seed + 1000);
  const beyond = county.sites.slice(-4).map(({ id }) => id);
  return {
    ...county,
    sites: county.sites.map((site, k) => ({
      ...site,
      lengthMetres: k % 9 === 0 ? 7 : 12,
      facts: k % 5 === 0 ? { schoolRun: schoolRuns() } : k % 11 === 0 ? { minDaysBetweenVisits: 14 } : {},
    })),
    vans: county.vans.map((van, k) => ({
      ...van,
      skills: k === 0 ? { 2: [CHAMPION], 4: [CHAMPION] } : { 3: [CHAMPION] },
      size: { lengthMetres: k === 0 ? 6.5 : 8, widthMetres: 2.3, heightMetres: 3, weightTonnes: 3.5 },
    })),
    stops: county.stops.map((stop) => ({ ...stop, wishes: wishesOf(random, stop.visitsPerCycle) })),
    rules: {
      ...county.rules,
      travelFactorByWeekday: { 5: 1.1 },
      travelSeasons: [{ name: 'Summer', from: '07-20', to: '09-05', factor: 1.1 }],
      driversHours: 'gb-domestic',
      ferries: [
        {
          id: 'ferry',
          name: 'The ferry',
          waitSeconds: 600,
          crossingSeconds: 420,
          hours: Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: hours(9), to: hours(16) }]])),
          maxLengthMetres: 9,
          maxWeightTonnes: 7.5,
          siteIds: beyond,
        },
      ],
    },
    lockedOrders: [{ siteIds: county.sites.slice(0, 3).map(({ id }) => id) }],
  };
}

const schoolRuns = () =>
  Object.fromEntries(
    WEEKDAYS.map((day) => [
      day,
      [
        { from: hours(8.5), to: hours(9.25) },
        { from: hours(14.75), to: hours(15.5) },
      ],
    ]),
  );

/** Two stops in three have none. */
function wishesOf(random: () => number, visits: number): StopWishes {
  const kind = Math.floor(random() * 24);
  if (kind === 0) return { skills: [CHAMPION] };
  if (kind === 1) return { isRequired: true };
  if (kind === 2) return { within: { from: hours(9), to: hours(13) } };
  if (kind === 3) return { weekdays: [1, 3, 5] };
  if (kind === 4) return { toleranceSeconds: hours(0.5) };
  if (kind === 5 && visits === 2) return { weekSets: [[0, 2]] };
  if (kind === 6 && visits === 2) return { maxDaysBetween: 14 };
  if (kind === 7 && visits >= 2) return { series: { meetings: 6, everyWeeks: 2 } };
  return {};
}
