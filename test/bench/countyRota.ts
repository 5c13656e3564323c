import { fileURLToPath } from 'node:url';
import { checkRota } from '../../server/core/check/checkRota.ts';
import type { Rota } from '../../server/core/nouns.ts';
import { buildRota } from '../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../server/core/rota/rotaInput.ts';
import { wishfulCounty } from '../support/wishfulCounty.ts';
import type { Row } from './row.ts';

/** Shown after at most so long, and within this share of the long search's result after so long; least memory asked for. */
const FIRST_SECONDS = 1;
const SOON_SECONDS = 5;
const LONG_SECONDS = 60;
const MOST_BEHIND_PERCENT = 1;
const MOST_MEGABYTES = 500;
/** More rounds than a minute holds: the clock ends the search. */
const MANY_ROUNDS = 200_000;

/** What a search had reached when it was stopped. */
interface Reached {
  readonly rota: Rota;
  readonly firstShownSeconds: number;
  readonly needPercent: number;
  readonly drivingHours: number;
}

/**
 * A county's rota with every kind of rule and wish (60 stops, 2 vans, 4 weeks), stopped by the clock as a coordinator
 * would: seconds to the first plan shown, how far 5 seconds are behind 60, memory.
 */
export async function measureCountyRota(): Promise<readonly Row[]> {
  const input = wishfulCounty({ stops: 60, vans: 2, seed: 11 });
  const soon = searchFor(input, SOON_SECONDS);
  const long = searchFor(input, LONG_SECONDS);
  const broken = checkRota({ ...input, rota: long.rota }).filter(
    ({ severity }) => severity === 'hard',
  ).length;
  const needBehind = long.needPercent - soon.needPercent;
  const drivingBehind = 100 * (soon.drivingHours / long.drivingHours - 1);
  const name = 'County rota, 60 stops, 2 vans, all rules';
  const words = (at: Reached) =>
    `${at.needPercent.toFixed(2)} % of need, ${at.drivingHours.toFixed(1)} hours of driving`;
  return [
    {
      name: `${name}: first plan shown`,
      figure: Math.round(soon.firstShownSeconds * 1000) / 1000,
      unit: 's',
      target: FIRST_SECONDS,
      note: `${broken} rules broken in the last plan`,
    },
    {
      name: `${name}: need behind the 60-second result after 5 s`,
      figure: Math.round(Math.max(0, needBehind) * 100) / 100,
      unit: '%',
      target: MOST_BEHIND_PERCENT,
      note: `5 s: ${words(soon)}; 60 s: ${words(long)}${needBehind <= 0 ? `; driving ${drivingBehind.toFixed(1)} % behind` : ''}`,
    },
    {
      name: `${name}: memory`,
      figure: Math.round(process.memoryUsage().rss / 1e6),
      unit: 'MB',
      target: MOST_MEGABYTES,
      note: 'the whole program',
    },
  ];
}

/** A search that the clock stops. */
export function searchFor(input: Omit<RotaInput, 'iterations'>, seconds: number): Reached {
  const started = performance.now();
  const passed = () => (performance.now() - started) / 1000;
  let firstShownSeconds = Number.POSITIVE_INFINITY;
  const rota = buildRota({
    ...input,
    iterations: MANY_ROUNDS,
    onProgress: () => {
      firstShownSeconds = Math.min(firstShownSeconds, passed());
    },
    shouldStop: () => passed() > seconds,
  });
  return { rota, firstShownSeconds, ...worth(input, rota) };
}

function worth(
  input: Omit<RotaInput, 'iterations'>,
  rota: Rota,
): { needPercent: number; drivingHours: number } {
  const perVisit = new Map(input.stops.map((stop) => [stop.siteId, stop.need / stop.visitsPerCycle]));
  const asked = input.stops.reduce((sum, stop) => sum + stop.need, 0);
  const calls = rota.vanDays.flatMap((day) => day.calls);
  const served = calls.reduce((sum, { siteId }) => sum + (perVisit.get(siteId) ?? 0), 0);
  const driving = rota.vanDays.reduce(
    (sum, day) => sum + day.returnLegSeconds + day.calls.reduce((legs, call) => legs + call.legSeconds, 0),
    0,
  );
  return { needPercent: (100 * served) / asked, drivingHours: driving / 3600 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, figure, unit, note } of await measureCountyRota()) {
    process.stdout.write(`${name}: ${figure} ${unit} (${note})\n`);
  }
}
