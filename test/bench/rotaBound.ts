import { buildRota, DEFAULT_ROTA_ITERATIONS } from '../../server/core/rota/buildRota.ts';
import { boundRota } from '../../server/core/rotaBound/boundRota.ts';
import { loadGrowingHighs } from '../../server/planning/growingHighs.ts';
import { boundSentences } from '../../server/shared/rotaBound.ts';
import { ruralCounty } from '../support/ruralCounty.ts';
import type { Row } from './row.ts';

/** Seconds in which a bound is wanted for up to 60 stops; the simple enumeration took 3.1 to 3.6 for 40. */
const TARGET_SECONDS = 5;

const PROBLEMS = [
  { stops: 24, vans: 1, seed: 1, hasHours: false },
  { stops: 40, vans: 1, seed: 7, hasHours: false },
  { stops: 40, vans: 3, seed: 3, hasHours: false },
  { stops: 60, vans: 4, seed: 4, hasHours: true },
  { stops: 60, vans: 2, seed: 5, hasHours: true },
] as const;

/** How long it takes to prove how far rotas of an invented county can be from the best, in seconds of the processor; and how far. */
export async function measureRotaBound(): Promise<readonly Row[]> {
  const open = await loadGrowingHighs();
  return PROBLEMS.map((problem) => {
    const input = { ...ruralCounty(problem), iterations: DEFAULT_ROTA_ITERATIONS };
    const rota = buildRota(input);
    const started = process.cpuUsage();
    const bound = boundRota(input, rota, { open });
    const { user, system } = process.cpuUsage(started);
    const vans = `${problem.vans} van${problem.vans === 1 ? '' : 's'}`;
    return {
      name: `Bound of a rota of ${problem.stops} stops, ${vans}${problem.hasHours ? ', opening hours' : ''}`,
      figure: Math.round((user + system) / 10_000) / 100,
      unit: 's',
      target: TARGET_SECONDS,
      note: boundSentences(bound).join(' '),
    };
  });
}
