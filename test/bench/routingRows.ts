import { existsSync, readFileSync } from 'node:fs';
import type { RoutingFormat } from './routingInstance.ts';
import type { Row } from './row.ts';
import { solveRoutingInstance } from './solveRoutingInstance.ts';

const PUBLISHED = new URL('../../../shared/bench/', import.meta.url);

/** Above this many customers an instance is large. */
const MOST_OF_SMALL = 115;

/** A class of published instances, how long each is searched for, and what is wanted of the gaps to its references. */
interface InstanceClass {
  readonly name: string;
  readonly folder: string;
  readonly format: RoutingFormat;
  readonly seconds: number;
  /** Per cent, on average and of the worst; null where nothing is wanted. */
  readonly average: number | null;
  readonly worst: number | null;
  readonly isSmallOnly?: boolean;
  /** Instances of the quick set. */
  readonly quick: readonly string[];
}

const PVRP = { folder: 'pvrp', format: 'pvrp', worst: null } as const;
const SOLOMON = { folder: 'solomon100', format: 'solomon' } as const;
const QUICK_SOLOMON = ['C103.txt', 'R104.txt', 'R201.txt'];

const CLASSES: readonly InstanceClass[] = [
  { ...PVRP, name: 'Periodic, 10 s', seconds: 10, average: 0.8, quick: ['p05', 'p23', 'pr03'] },
  {
    ...PVRP,
    name: 'Periodic up to 115 stops, 10 s',
    seconds: 10,
    average: 0.3,
    isSmallOnly: true,
    quick: ['p05', 'p27'],
  },
  { ...PVRP, name: 'Periodic, 60 s', seconds: 60, average: 0.4, quick: [] },
  { ...SOLOMON, name: 'Windows, 1.3 s', seconds: 1.3, average: 0.8, worst: null, quick: QUICK_SOLOMON },
  { ...SOLOMON, name: 'Windows, 3 s', seconds: 3, average: 0.4, worst: null, quick: QUICK_SOLOMON },
  { ...SOLOMON, name: 'Windows, 10 s', seconds: 10, average: 0.2, worst: 2, quick: [] },
  {
    ...{ name: 'Periodic with windows, 20 s', folder: 'pvrptw', format: 'pvrptw' },
    ...{ seconds: 20, average: 0, worst: 0, quick: ['pr01'] },
  },
];

const FULL_SEEDS = [1, 2, 3, 4, 5];

/** One instance of an index. */
interface Listed {
  readonly file: string;
  readonly n: number;
  readonly bestKnown?: number;
  readonly reference?: number;
  readonly upperBound?: number;
  readonly upperBoundFoundHere?: number;
}

/**
 * Gaps to the references of published instances, by class: a few instances with one seed, or all with five. Time is that of the
 * processor; every solution is checked by an independent reading of its file, and one that is not feasible counts as a gap of 100 %.
 */
export async function measureRouting({ isFull }: { isFull: boolean }): Promise<readonly Row[] | string> {
  if (!existsSync(PUBLISHED)) return 'the published instances are not beside the repository';
  return CLASSES.flatMap((one) => classRows(one, isFull));
}

function classRows(one: InstanceClass, isFull: boolean): Row[] {
  const folder = new URL(`${one.folder}/`, PUBLISHED);
  const { instances } = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as {
    instances: readonly Listed[];
  };
  const chosen = instances
    .filter(({ n }) => !one.isSmallOnly || n <= MOST_OF_SMALL)
    .filter(({ file }) => isFull || one.quick.includes(file));
  if (chosen.length === 0) return [];
  const seeds = isFull ? FULL_SEEDS : [1];
  const gaps = chosen.flatMap((listed) => {
    const text = readFileSync(new URL(listed.file, folder), 'utf8');
    return seeds.map((seed) => ({ file: listed.file, seed, gap: gapOf(one, { listed, text, seed }) }));
  });
  return rowsOf(one, gaps);
}

function gapOf(
  { format, seconds }: InstanceClass,
  { listed, text, seed }: { listed: Listed; text: string; seed: number },
): number {
  const reference =
    listed.bestKnown ?? listed.reference ?? listed.upperBoundFoundHere ?? listed.upperBound ?? Number.NaN;
  const { cost, feasible } = solveRoutingInstance(format, text, {
    seed,
    limits: { maxIterations: Number.POSITIVE_INFINITY, maxSeconds: seconds, clock: processorClock() },
  });
  return feasible && cost !== null ? 100 * (cost / reference - 1) : 100;
}

/** How long a figure of the processor's time is taken for the present one, milliseconds of wall clock: asking is slow. */
const CLOCK_STEP = 10;

/** Milliseconds of the processor used by this program since now. */
function processorClock(): () => number {
  const started = process.cpuUsage();
  let asked = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const now = performance.now();
    if (now - asked > CLOCK_STEP) {
      const { user, system } = process.cpuUsage(started);
      used = (user + system) / 1000;
      asked = now;
    }
    return used;
  };
}

function rowsOf(one: InstanceClass, gaps: readonly { file: string; seed: number; gap: number }[]): Row[] {
  const worst = gaps.reduce((most, next) => (next.gap > most.gap ? next : most));
  const average = gaps.reduce((sum, { gap }) => sum + gap, 0) / gaps.length;
  const note = `${gaps.length} runs, each checked by an independent reading of its file`;
  return [
    { name: `${one.name}, average gap`, figure: twoDecimals(average), unit: '%', target: one.average, note },
    {
      name: `${one.name}, worst gap`,
      figure: twoDecimals(worst.gap),
      unit: '%',
      target: one.worst,
      note: `${worst.file.replace('.txt', '')} with seed ${worst.seed}`,
    },
  ];
}

/** Rounded up: a gap is not smaller than it is. */
const twoDecimals = (gap: number): number => Math.ceil(gap * 100 - 1e-9) / 100;
