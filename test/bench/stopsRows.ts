import { existsSync, readFileSync } from 'node:fs';
import { seededRandom } from '../../server/core/random.ts';
import { bestCover } from '../../server/core/stops/bestCover.ts';
import { type CoverProblem, worthwhileSites } from '../../server/core/stops/coverProblem.ts';
import type { SolveMip } from '../../server/core/stops/mip.ts';
import { loadHighs } from '../../server/planning/highs.ts';
import type { Row } from './row.ts';
import { solveStops } from './solveStops.ts';
import { readPmed } from './stopsInstance.ts';

const PMED = new URL('../../../shared/bench/pmed/', import.meta.url);

/** Coverings of invented counties: a square of 30 by 30 with points at random; every point within the radius counts in full. */
const COVERINGS = [
  { areas: 500, sites: 400, stops: 30, radius: 2, target: 2 },
  { areas: 500, sites: 400, stops: 30, radius: 3, target: 2 },
  { areas: 2000, sites: 1000, stops: 30, radius: 1.5, target: 20 },
] as const;

/** Seconds of wall clock after which a covering ends with the gap it has. */
const MOST_SECONDS = 60;

/** The choice of stops on instances of the sizes that are asked for. Seconds of the processor: the search is one thread. */
export async function measureStops(): Promise<readonly Row[]> {
  const solveMip = await loadHighs();
  const coverings = COVERINGS.map((size, seed) => coveringRow(size, { seed, solveMip }));
  return [...coverings, curveRow(solveMip), ...pmedRows(solveMip)];
}

function coveringRow(
  size: (typeof COVERINGS)[number],
  { seed, solveMip }: { seed: number; solveMip: SolveMip },
): Row {
  const problem = invented(size, seed);
  const { figure, result } = timed(() => solved(problem, { stops: size.stops, solveMip }));
  const gap = (100 * (result.bound - result.objective)) / result.bound;
  return {
    name: `Maximal covering, ${size.areas} × ${size.sites}, ${size.stops} stops, radius ${size.radius}`,
    figure,
    unit: 's',
    target: size.target,
    note: result.isProven ? 'proven' : `gap ${gap.toFixed(2)} %`,
  };
}

function curveRow(solveMip: SolveMip): Row {
  const problem = invented({ areas: 337, sites: 400, radius: 2.5 }, 9);
  let start: readonly number[] = [];
  let proven = 0;
  const { figure } = timed(() => {
    for (let stops = 1; stops <= 60; stops++) {
      const result = solved(problem, { stops, solveMip, start });
      start = result.open;
      if (result.isProven) proven++;
    }
  });
  const note = `${proven} of 60 proven`;
  return { name: 'Coverage curve, 1 to 60 stops, 337 × 400', figure, unit: 's', target: 30, note };
}

function pmedRows(solveMip: SolveMip): Row[] {
  const index = new URL('index.json', PMED);
  if (!existsSync(index)) return [];
  const { instances } = JSON.parse(readFileSync(index, 'utf8')) as {
    instances: { file: string; bestKnown: number }[];
  };
  return instances.map(({ file, bestKnown }) => {
    const instance = readPmed(readFileSync(new URL(file, PMED), 'utf8'));
    const { figure, result } = timed(() =>
      solveStops(instance, { format: 'pmed', seconds: MOST_SECONDS, solveMip }),
    );
    const over = (100 * (result.objective - bestKnown)) / bestKnown;
    const note = `${over === 0 ? 'the published optimum' : `${over.toFixed(2)} % above it`}${result.proven ? ', proven' : ''}`;
    return { name: `p-median ${file.replace('.txt', '')}`, figure, unit: 's' as const, target: 10, note };
  });
}

function solved(
  problem: CoverProblem,
  fields: { stops: number; solveMip: SolveMip; start?: readonly number[] },
) {
  const all = Array.from({ length: problem.sites }, (_, j) => j);
  return bestCover(problem, {
    candidates: worthwhileSites(problem, all),
    maxSites: fields.stops,
    leastWorth: 0.001,
    solveMip: fields.solveMip,
    start: fields.start,
    limits: { maxSeconds: MOST_SECONDS, clock: () => performance.now() },
  });
}

function invented(size: { areas: number; sites: number; radius: number }, seed: number): CoverProblem {
  const random = seededRandom(seed + 1);
  const place = () => ({ x: random() * 30, y: random() * 30 });
  const sites = Array.from({ length: size.sites }, place);
  const gain = Array.from({ length: size.areas }, () => {
    const { x, y } = place();
    const people = 1 + Math.floor(random() * 100);
    return sites.map((site) => (Math.hypot(x - site.x, y - site.y) <= size.radius ? people : 0));
  });
  return { sites: size.sites, areas: size.areas, gain: Float64Array.from(gain.flat()) };
}

function timed<Result>(work: () => Result): { figure: number; result: Result } {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { figure: Math.round((user + system) / 10_000) / 100, result };
}
