import { seededRandom } from '../../server/core/random.ts';
import type { RotaInput } from '../../server/core/rota/rotaInput.ts';
import { DEFAULT_ROTA_RULES } from '../../server/core/rotaRules.ts';
import { travelMatrix } from '../../server/core/travelMatrix.ts';
import { greatCircleMetres, lonLat } from '../../server/shared/coordinates.ts';
import { shifts, site, stop, van } from './tinyTown.ts';

/** Average speed on the lanes and A roads of a rural county, metres a second (50 km/h). */
const SPEED = 14;

/**
 * A rota problem of the size and shape of Cornwall, fixed by its seed: a spine of 110 km that widens to the east, bases
 * along it, roads a fifth to a half longer than the crow flies, sessions of 60 to 120 minutes, one to four visits in four weeks.
 * @param hasHours  six sites in ten are open on some weekdays only, mornings or afternoons
 */
export function ruralCounty(fields: {
  stops: number;
  vans: number;
  seed: number;
  hasHours: boolean;
}): Omit<RotaInput, 'iterations'> {
  const random = seededRandom(fields.seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const points = Array.from({ length: fields.stops }, () => {
    const along = random();
    const aside = (random() - 0.5) * 0.35 * (0.4 + along);
    return lonLat(-5.65 + along * 1.1 + aside * 0.5, 50.1 + along * 0.6 - aside * 0.7);
  });
  const sites = points.map((point, k) =>
    site({
      id: `site-${k}`,
      name: `Site ${k}`,
      lonLat: point,
      opening: fields.hasHours && random() < 0.6 ? someHours(random, pick) : null,
    }),
  );
  const bases = [lonLat(-5.05, 50.263), lonLat(-4.72, 50.47), lonLat(-5.3, 50.21), lonLat(-4.36, 50.63)];
  const vans = bases.slice(0, fields.vans).map((base, k) =>
    van({
      id: `van-${k + 1}`,
      name: `Van ${k + 1}`,
      base: { name: `Base ${k + 1}`, lonLat: base },
      shifts: shifts([1, 2, 3, 4, 5], '08:30', '17:30'),
    }),
  );
  const places = [...points, ...vans.map(({ base }) => base.lonLat)];
  const metres = places.map((from) =>
    places.map((to) => Math.round(greatCircleMetres(from, to) * (1.2 + 0.3 * random()))),
  );
  const ids = [...sites.map(({ id }) => id), ...vans.map(({ id }) => `base:${id}`)];
  return {
    sites,
    vans,
    stops: sites.map(({ id }) =>
      stop({
        siteId: id,
        need: 20 + Math.floor(random() * 200),
        visitsPerCycle: pick([1, 1, 2, 2, 4]),
        sessionSeconds: pick([3600, 5400, 7200]),
      }),
    ),
    matrix: travelMatrix({
      from: ids,
      to: ids,
      metres,
      seconds: metres.map((row) => row.map((length) => Math.round(length / SPEED))),
      source: { engine: 'ruralCounty', dataVersion: String(fields.seed), isEstimate: true },
    }),
    rules: DEFAULT_ROTA_RULES,
    seed: 1,
  };
}

function someHours(random: () => number, pick: <T>(values: readonly T[]) => T) {
  const hour = (count: number) => count * 3600;
  const spells = [
    [{ from: hour(9), to: hour(13) }],
    [{ from: hour(12.5), to: hour(17) }],
    [
      { from: hour(9), to: hour(12) },
      { from: hour(13), to: hour(16.5) },
    ],
  ];
  return Object.fromEntries(
    [1, 2, 3, 4, 5].filter(() => random() < 0.6).map((weekday) => [weekday, pick(spells)]),
  );
}
