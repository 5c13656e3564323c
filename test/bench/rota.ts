import type { Rota } from '../../server/core/nouns.ts';
import { buildRota, DEFAULT_ROTA_ITERATIONS } from '../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../server/core/rota/rotaInput.ts';
import { ruralCounty } from '../support/ruralCounty.ts';
import type { Row } from './row.ts';

/** Seconds in which a good rota of up to 40 stops is wanted. */
const TARGET_SECONDS = 3;

const PROBLEMS = [
  { stops: 24, vans: 1, seed: 1, hasHours: false },
  { stops: 24, vans: 1, seed: 2, hasHours: true },
  { stops: 40, vans: 3, seed: 3, hasHours: false },
  { stops: 60, vans: 2, seed: 4, hasHours: false },
  { stops: 60, vans: 2, seed: 5, hasHours: true },
  { stops: 150, vans: 4, seed: 6, hasHours: true },
] as const;

/**
 * Rotas of several sizes over four weeks in an invented rural county, with as many rounds as by default. Seconds of the
 * processor: the search is one thread that waits for nothing.
 */
export async function measureRota(): Promise<readonly Row[]> {
  return PROBLEMS.map((problem) => {
    const input = ruralCounty(problem);
    const started = process.cpuUsage();
    const rota = buildRota({ ...input, iterations: DEFAULT_ROTA_ITERATIONS });
    const { user, system } = process.cpuUsage(started);
    const vans = `${problem.vans} van${problem.vans === 1 ? '' : 's'}`;
    return {
      name: `Rota of ${problem.stops} stops, ${vans}${problem.hasHours ? ', opening hours' : ''}`,
      figure: Math.round((user + system) / 10_000) / 100,
      unit: 's',
      target: problem.stops <= 40 ? TARGET_SECONDS : null,
      note: qualityWords(input, rota),
    };
  });
}

function qualityWords(input: Omit<RotaInput, 'iterations'>, rota: Rota): string {
  const needPerVisit = new Map(input.stops.map((stop) => [stop.siteId, stop.need / stop.visitsPerCycle]));
  const asked = input.stops.reduce((sum, stop) => sum + stop.need, 0);
  const missing = rota.unserved.reduce(
    (sum, { siteId, missingVisits }) => sum + (needPerVisit.get(siteId) ?? 0) * missingVisits,
    0,
  );
  const driving = rota.vanDays.reduce(
    (sum, day) => sum + day.returnLegSeconds + day.calls.reduce((legs, call) => legs + call.legSeconds, 0),
    0,
  );
  return `${(100 * (1 - missing / asked)).toFixed(1)} % of need served, ${(driving / 3600).toFixed(1)} hours of driving on ${rota.vanDays.length} van-days`;
}
