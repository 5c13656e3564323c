import { seededRandom } from '../../../server/core/random.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { rules, site, stop, van } from '../../support/tinyTown.ts';

const hours = (count: number) => Math.round(count * 3600);

/**
 * A rota problem fixed by its seed: places strewn over 60 × 40 km, one-way differences, a place or two without a road,
 * sites with odd hours, vans with odd shifts, rules of every kind.
 */
export function randomRotaInput(fields: {
  seed: number;
  stops: number;
  vans: number;
  iterations: number;
}): RotaInput {
  const random = seededRandom(fields.seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const cycleWeeks = pick([1, 2, 4, 4, 3]);
  const siteIds = Array.from({ length: fields.stops }, (_, k) => `site-${k}`);
  const vanIds = Array.from({ length: fields.vans }, (_, k) => `van-${k}`);
  const sites = siteIds.map((id) => site({ id, name: id, opening: randomOpening(random, pick) }));
  const stops = siteIds.map((siteId) =>
    stop({
      siteId,
      need: Math.floor(random() * 100),
      visitsPerCycle: 1 + Math.floor(random() * cycleWeeks),
      sessionSeconds: pick([3600, 5400, 7200, 5500]),
    }),
  );
  const vans = vanIds.map((id) =>
    van({
      id,
      name: id,
      base: { name: `Base of ${id}`, lonLat: lonLat(-5, 50.3) },
      shifts: Object.fromEntries(
        ([1, 2, 3, 4, 5] as Weekday[])
          .filter(() => random() < 0.7)
          .map((day) => [day, { from: hours(pick([7.5, 8.5, 9, 12])), to: hours(pick([13, 16, 17.5, 19])) }]),
      ),
    }),
  );
  return {
    stops,
    sites,
    vans,
    matrix: randomMatrix([...siteIds, ...vanIds.map((id) => `base:${id}`)], random),
    rules: rules({
      cycleWeeks,
      travelFactor: pick([1, 1.15]),
      travelAllowanceSeconds: pick([0, 240]),
      maxCallsPerDay: pick([1, 2, 3, 4]),
      breakSeconds: pick([1800, 2700]),
      breakAfterSeconds: hours(pick([4, 6, 6, 24])),
      breakWindow: { from: hours(pick([11, 12])), to: hours(pick([13.5, 14.5])) },
      roundingSeconds: pick([300, 300, 900]),
      setUpSeconds: pick([1200, 1000]),
      minDaysBetweenVisits: pick([7, 7, 14]),
    }),
    seed: fields.seed,
    iterations: fields.iterations,
  };
}

function randomOpening(random: () => number, pick: <T>(values: readonly T[]) => T) {
  if (random() < 0.4) return null;
  return Object.fromEntries(
    ([1, 2, 3, 4, 5] as Weekday[])
      .filter(() => random() < 0.7)
      .map((day) => [
        day,
        pick([
          [{ from: hours(9), to: hours(13) }],
          [{ from: hours(12.5), to: hours(17) }],
          [
            { from: hours(9), to: hours(12) },
            { from: hours(13), to: hours(16.5) },
          ],
          [{ from: hours(10), to: hours(11) }],
        ]),
      ]),
  );
}

/** Times of driving at 50 km/h, 10 % longer or shorter one way; one place in twenty has no road out, or none in. */
function randomMatrix(ids: readonly string[], random: () => number) {
  const points = ids.map(() => [random() * 60, random() * 40]);
  const cutOut = ids.map(() => random() < 0.05);
  const cutIn = ids.map(() => random() < 0.05);
  const kilometres = points.map(([x, y], i) =>
    points.map(([u, v], j) =>
      i !== j && (cutOut[i] || cutIn[j])
        ? null
        : Math.round(Math.hypot(x - u, y - v) * (0.9 + 0.2 * random()) * 100) / 100,
    ),
  );
  const scaled = (by: number) => kilometres.map((row) => row.map((km) => (km === null ? null : km * by)));
  return travelMatrix({
    from: ids,
    to: ids,
    seconds: scaled(72),
    metres: scaled(1000),
    source: { engine: 'random', dataVersion: '1', isEstimate: true },
  });
}
