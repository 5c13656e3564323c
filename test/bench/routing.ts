/**
 * Solves one published instance of vehicle routing: `npm run -s bench:rota -- --format pvrp|pvrptw|solomon --instance FILE
 * [--seconds N] [--seed S] [--iterations I]`. Prints one line of JSON: cost (Euclidean distance), feasible, seconds (wall clock, reading
 * not included), iterations and routes (days and vehicles from 0, customers by their numbers in the file). Cost and feasible come from
 * an independent reading of the file. Exit code 2 for what cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { InstanceError } from './instanceRows.ts';
import type { RoutingFormat } from './routingInstance.ts';
import { solveRoutingInstance } from './solveRoutingInstance.ts';

/** Seconds of wall clock without `--seconds`. */
const DEFAULT_SECONDS = 10;
/** Seconds kept free for the last round and for checking and writing the result. */
const RESERVED_SECONDS = 0.05;

const FORMATS: readonly string[] = ['pvrp', 'pvrptw', 'solomon'] satisfies RoutingFormat[];

const USAGE =
  'Usage: npm run -s bench:rota -- --format pvrp|pvrptw|solomon --instance FILE [--seconds N] [--seed S] [--iterations I]';

function options() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { format: text, instance: text, seconds: text, seed: text, iterations: text },
  });
  const { format, instance } = values;
  if (!FORMATS.includes(format ?? '')) {
    throw new InstanceError(`--format is ${format ?? 'missing'}; expected pvrp, pvrptw or solomon`);
  }
  if (!instance) throw new InstanceError('--instance is missing; expected the path of a file');
  const seconds = numberOf('--seconds', values.seconds, DEFAULT_SECONDS);
  const seed = numberOf('--seed', values.seed, 1);
  const maxIterations = numberOf('--iterations', values.iterations, Number.POSITIVE_INFINITY);
  if (seconds <= 0) throw new InstanceError(`--seconds is ${values.seconds}; expected a number above 0`);
  if (!Number.isInteger(seed)) throw new InstanceError(`--seed is ${values.seed}; expected a whole number`);
  return { format: format as RoutingFormat, instance, seconds, seed, maxIterations };
}

function numberOf(name: string, written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise;
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InstanceError(`${name} is ${written || 'empty'}; expected a number from 0 up`);
  }
  return value;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InstanceError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

try {
  const { format, instance, seconds, seed, maxIterations } = options();
  const text = readText(instance);
  const start = performance.now();
  const maxSeconds = Math.max(seconds / 2, seconds - RESERVED_SECONDS);
  const solved = solveRoutingInstance(format, text, {
    seed,
    limits: { maxIterations, maxSeconds, clock: () => performance.now() },
  });
  const { cost, feasible, iterations, routes } = solved;
  const taken = Math.round(performance.now() - start) / 1000;
  console.log(JSON.stringify({ cost, feasible, seconds: taken, iterations, routes }));
} catch (error) {
  const isUsage = String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof InstanceError) && !isUsage) throw error;
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
