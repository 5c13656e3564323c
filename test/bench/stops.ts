/**
 * Solves one published instance: `npm run -s bench:stops -- --format pmed|mclp --instance FILE [--p P] [--radius R] [--seconds N]`.
 * Prints one line of JSON: objective, proven, gap (0..1), seconds (wall clock, reading not included) and chosen (from 1: nodes of a
 * pmed file, points of an mclp file in their order, blank lines not counted). Exit code 2 for what cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadHighs } from '../../server/planning/highs.ts';
import { InstanceError } from './instanceRows.ts';
import { solveStops } from './solveStops.ts';
import { readMclp, readPmed, type StopsInstance } from './stopsInstance.ts';

/** Seconds of wall clock without `--seconds`. */
const DEFAULT_SECONDS = 60;

const USAGE =
  'Usage: npm run -s bench:stops -- --format pmed|mclp --instance FILE [--p P] [--radius R] [--seconds N]';

function options() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { format: text, instance: text, p: text, radius: text, seconds: text },
  });
  const { format, instance } = values;
  if (format !== 'pmed' && format !== 'mclp') {
    throw new InstanceError(`--format is ${format ?? 'missing'}; expected pmed or mclp`);
  }
  if (!instance) throw new InstanceError('--instance is missing; expected the path of a file');
  const p = numberOf('--p', values.p);
  if (p !== undefined && (!Number.isInteger(p) || p < 1)) {
    throw new InstanceError(`--p is ${values.p}; expected a whole number from 1 up`);
  }
  const seconds = numberOf('--seconds', values.seconds) ?? DEFAULT_SECONDS;
  if (seconds <= 0) throw new InstanceError(`--seconds is ${values.seconds}; expected a number above 0`);
  return { format, instance, p, seconds, radius: numberOf('--radius', values.radius) } as const;
}

function numberOf(name: string, written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InstanceError(`${name} is ${written || 'empty'}; expected a number from 0 up`);
  }
  return value;
}

function instanceOf({ format, instance, p, radius }: ReturnType<typeof options>): StopsInstance {
  const text = readText(instance);
  if (format === 'pmed') return readPmed(text, p);
  if (p === undefined) throw new InstanceError('--p is missing; mclp needs the number of sites');
  if (radius === undefined) throw new InstanceError('--radius is missing; mclp needs the reach of a site');
  return readMclp(text, { maxSites: p, radius });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InstanceError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

try {
  const asked = options();
  const instance = instanceOf(asked);
  const solveMip = await loadHighs();
  const start = performance.now();
  const solved = solveStops(instance, { ...asked, solveMip });
  const seconds = Math.round(performance.now() - start) / 1000;
  const { objective, proven, gap, chosen } = solved;
  console.log(JSON.stringify({ objective, proven, gap, seconds, chosen }));
} catch (error) {
  const isUsage = String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof InstanceError) && !isUsage) throw error;
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
