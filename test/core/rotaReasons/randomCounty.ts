import type { Site } from '../../../server/core/nouns.ts';
import { seededRandom } from '../../../server/core/random.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import { type RotaCase, rotaInputOf } from '../../../server/core/rotaReasons/rotaCase.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import { NO_ROTA_WISHES, type StopWishes } from '../../../server/shared/rotaWishes.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { rules, site, stop, van } from '../../support/tinyTown.ts';

const hours = (count: number) => Math.round(count * 3600);

/**
 * A county fixed by its seed with more stops than its vans can serve, and its rota: places strewn over 50 × 40 km, a van or two
 * on one or two days a week, halls with hours of their own, wishes and locks of some stops.
 */
export function randomCounty(seed: number): RotaCase {
  const random = seededRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const vanCount = pick([1, 1, 1, 2]);
  const stopCount = 5 + vanCount + Math.floor(random() * 2);
  const cycleWeeks = pick([2, 4, 4]);
  const sites = Array.from({ length: stopCount }, (_, k) =>
    site({ id: `site-${k}`, name: `Hall ${k}`, opening: randomOpening(random, pick) }),
  );
  const vans = Array.from({ length: vanCount }, (_, k) =>
    van({
      id: `van-${k}`,
      name: `Van ${k}`,
      base: { name: `Depot ${k}`, lonLat: lonLat(-5, 50.3) },
      shifts: Object.fromEntries(
        pick([[2], [1, 4]]).map((day) => [day, { from: hours(pick([9, 9.5])), to: hours(pick([14, 15.5])) }]),
      ),
    }),
  );
  const county = {
    stops: sites.map(({ id }) =>
      stop({
        siteId: id,
        need: 1 + Math.floor(random() * 80),
        visitsPerCycle: pick([1, 2, cycleWeeks]),
        sessionSeconds: pick([3600, 5400, 7200]),
      }),
    ),
    sites,
    vans,
    matrix: randomRoads([...sites.map(({ id }) => id), ...vans.map(({ id }) => `base:${id}`)], random),
    rules: rules({
      cycleWeeks,
      maxCallsPerDay: pick([2, 3, 4]),
      travelFactor: 1.15,
      travelAllowanceSeconds: 240,
    }),
    wishes: {
      ...NO_ROTA_WISHES,
      stops: Object.fromEntries(
        sites.filter(() => random() < 0.3).map(({ id }) => [id, randomWishes(random, pick)]),
      ),
    },
    rota: { cycleWeeks, vanDays: [], unserved: [], seed, iterations: 60 },
  };
  return withLocks(
    { ...county, rota: buildRota({ ...rotaInputOf(county), previous: undefined, iterations: 60 }) },
    random,
  );
}

/** Some of the stops served are locked where they are. */
function withLocks(county: RotaCase, random: () => number): RotaCase {
  const weeks = new Map<string, RotaCase['wishes']['lockedStops'][number]>();
  for (const day of county.rota.vanDays) {
    for (const { siteId, open } of day.calls) {
      const before = weeks.get(siteId)?.weeks ?? [];
      weeks.set(siteId, {
        siteId,
        vanId: day.vanId,
        weekday: day.weekday,
        weeks: [...before, day.week],
        open,
      });
    }
  }
  const lockedStops = [...weeks.values()].filter(() => random() < 0.2);
  return { ...county, wishes: { ...county.wishes, lockedStops } };
}

function randomWishes(random: () => number, pick: <T>(values: readonly T[]) => T): StopWishes {
  return {
    ...(random() < 0.5 && { weekdays: [pick<Weekday>([1, 2, 3, 4])] }),
    ...(random() < 0.4 && {
      within: pick([
        { from: hours(9), to: hours(12) },
        { from: hours(12), to: hours(16) },
      ]),
    }),
    ...(random() < 0.2 && { weekSets: [[0]], visitsPerCycle: 1 }),
  };
}

function randomOpening(random: () => number, pick: <T>(values: readonly T[]) => T): Site['opening'] {
  if (random() < 0.5) return null;
  const windows = pick([
    [{ from: hours(9), to: hours(13) }],
    [{ from: hours(12), to: hours(17) }],
    [{ from: hours(10), to: hours(11.5) }],
  ]);
  return Object.fromEntries(
    ([1, 2, 3, 4, 5] as Weekday[]).filter(() => random() < 0.7).map((day) => [day, windows]),
  );
}

/** Times of driving at 50 km/h, up to 10 % longer or shorter one way. */
function randomRoads(ids: readonly string[], random: () => number) {
  const points = ids.map(() => [random() * 50, random() * 40]);
  const kilometres = points.map(([x, y]) =>
    points.map(([u, v]) => Math.round(Math.hypot(x - u, y - v) * (0.9 + 0.2 * random()) * 100) / 100),
  );
  const scaled = (by: number) => kilometres.map((row) => row.map((km) => km * by));
  return travelMatrix({
    from: ids,
    to: ids,
    seconds: scaled(72),
    metres: scaled(1000),
    source: { engine: 'random', dataVersion: '1', isEstimate: true },
  });
}
