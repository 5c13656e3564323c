import { describe, expect, it } from 'vitest';
import type { Rota } from '../../../server/core/nouns.ts';
import { seededRandom } from '../../../server/core/random.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { rules, shifts, site, stop, van } from '../../support/tinyTown.ts';
import { bestPossible } from './bruteForce.ts';

/** Three stops that do not all fit, half-hour roundings, a day of some seven hours: small enough to try everything. */
function tightInput(seed: number): RotaInput {
  const random = seededRandom(seed);
  const siteIds = ['site-0', 'site-1', 'site-2'];
  const cycleWeeks = 1 + (seed % 2);
  const weekdays: Weekday[] = seed % 3 === 0 ? [2, 4] : [2];
  const ids = [...siteIds, 'base:van-1'];
  const minutesApart = ids.map((_, i) => ids.map((__, j) => (i === j ? 0 : 10 + Math.floor(random() * 70))));
  return {
    sites: siteIds.map((id) => site({ id, name: id })),
    stops: siteIds.map((siteId) =>
      stop({
        siteId,
        need: 10 + Math.floor(random() * 50),
        visitsPerCycle: 1 + Math.floor(random() * cycleWeeks),
        sessionSeconds: 3600 + 1800 * Math.floor(random() * 3),
      }),
    ),
    vans: [van({ shifts: shifts(weekdays, '09:00', seed % 5 === 0 ? '17:00' : '15:45') })],
    matrix: travelMatrix({
      from: ids,
      to: ids,
      seconds: minutesApart.map((row) => row.map((value) => value * 60)),
      source: { engine: 'random', dataVersion: '1', isEstimate: true },
    }),
    rules: rules({
      cycleWeeks,
      roundingSeconds: 1800,
      maxCallsPerDay: 3,
      breakAfterSeconds: 5 * 3600,
      breakWindow: { from: 11 * 3600, to: 14 * 3600 },
    }),
    seed,
    iterations: 300,
  };
}

const worthOf = (rota: Rota, input: RotaInput) => ({
  need: input.stops.reduce((sum, { siteId, need, visitsPerCycle }) => {
    const visits = rota.vanDays.flatMap((day) => day.calls).filter((call) => call.siteId === siteId);
    return sum + (need * visits.length) / visitsPerCycle;
  }, 0),
  drivingSeconds: rota.vanDays.reduce(
    (sum, day) => sum + day.returnLegSeconds + day.calls.reduce((legs, call) => legs + call.legSeconds, 0),
    0,
  ),
});

describe('buildRota against every possible rota', () => {
  it('serves the most need with the least driving on 20 tight little problems', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 20; seed++) {
      const input = tightInput(seed);
      const best = bestPossible(input);
      const found = worthOf(buildRota(input), input);
      expect({ seed, need: found.need.toFixed(6), driving: found.drivingSeconds }).toEqual({
        seed,
        need: best.need.toFixed(6),
        driving: best.drivingSeconds,
      });
    }
  });
});
