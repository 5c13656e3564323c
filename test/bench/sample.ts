import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Program, startProgram } from '../journeys/support/program.ts';
import { signIn } from '../journeys/support/signIn.ts';
import { type Row, secondsSince } from './row.ts';

/** From knowing the region to its first release. */
const JOURNEY = [
  'Measuring who can reach a hub',
  'Choosing stops and building the rota',
  'Publishing release 1',
];
/** What the planner's page asks for. */
const PLANNER_ASKS = [
  '/api/region',
  '/api/access',
  '/api/sites',
  '/api/parameters',
  '/api/plans',
  '/api/plans/1',
  '/api/plans/1/timetable',
  '/api/plans/1/routes',
  '/api/releases',
];
const IDLE_MS = 10_000;

/** A started sample, and the figures of starting it. */
export interface StartedSample {
  readonly program: Program;
  /** Of somebody signed in, as `name=value`. */
  readonly cookie: string;
  readonly rows: readonly Row[];
  /** Ends the program and removes what it wrote. */
  end(): Promise<void>;
}

/** Starts the sample twice, in a data folder of its own, each time until the first page is answered. */
export async function startSample(): Promise<StartedSample> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-bench-'));
  try {
    const first = await timedStart(folder);
    await first.program.stop();
    const second = await timedStart(folder);
    const cookie = await signIn(second.program);
    return {
      program: second.program,
      cookie,
      rows: [journeyRow(first.stages), ...startRows(first, second)],
      async end() {
        await second.program.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Start {
  readonly program: Program;
  readonly seconds: number;
  readonly stages: ReadonlyMap<string, number>;
}

async function timedStart(folder: string): Promise<Start> {
  const start = performance.now();
  const program = await startProgram({ dataDir: folder, shiftMs: 0 });
  const answer = await fetch(`${program.baseUrl}/`);
  await answer.arrayBuffer();
  const seconds = secondsSince(start);
  if (answer.status !== 200)
    throw new Error(`The first page is answered ${answer.status}:\n${program.printed()}`);
  return { program, seconds, stages: stagesIn(program.printed()) };
}

/** Seconds by stage, as the program prints them: "Stage … 1.2 s (what came of it)". */
function stagesIn(printed: string): ReadonlyMap<string, number> {
  return new Map([...printed.matchAll(/^(.+) … ([\d.]+) s/gm)].map((match) => [match[1], Number(match[2])]));
}

function journeyRow(stages: ReadonlyMap<string, number>): Row {
  const parts = JOURNEY.map((name) => {
    const seconds = stages.get(name);
    if (seconds === undefined) throw new Error(`The first start printed no stage "${name}"`);
    return { name, seconds };
  });
  return {
    name: 'Sample region, access to release 1',
    figure: parts.reduce((sum, part) => sum + part.seconds, 0),
    unit: 's',
    target: 20,
    note: parts.map((part) => `${part.name.toLowerCase()} ${part.seconds} s`).join(', '),
  };
}

function startRows(first: Start, second: Start): Row[] {
  const words = ({ stages }: Start) =>
    [...stages].map(([name, seconds]) => `${name.toLowerCase()} ${seconds} s`);
  return [
    {
      name: 'First start to serving',
      figure: first.seconds,
      unit: 's',
      target: null,
      note: words(first).join(', '),
    },
    {
      name: 'Second start to serving',
      figure: second.seconds,
      unit: 's',
      target: 3,
      note: words(second).join(', '),
    },
  ];
}

/** The server's own memory, ten seconds after the planner's page and a new plan were asked of it. */
export async function measureMemory({ program, cookie }: StartedSample): Promise<Row | string> {
  if (process.platform !== 'linux') return 'memory is read from /proc, which only Linux has';
  for (const path of PLANNER_ASKS) await ask(program, cookie, path);
  await makeOnePlan(program, cookie);
  const busy = residentMegabytes(program.pid);
  await pause(IDLE_MS);
  return {
    name: 'Server’s own process at rest',
    figure: residentMegabytes(program.pid),
    unit: 'MB',
    target: 350,
    note: `VmRSS; right after a plan was made ${busy.toFixed(0)} MB`,
  };
}

async function ask(program: Program, cookie: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${program.baseUrl}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} is answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function makeOnePlan(program: Program, cookie: string): Promise<void> {
  const wanted = { maxStops: 12, vans: 1, cycleWeeks: 2, seed: 2, forceIn: [], forceOut: [] };
  let job = (await ask(program, cookie, '/api/plans', wanted)) as { id: string; state: string };
  while (job.state === 'running') {
    await pause(250);
    job = (await ask(program, cookie, `/api/jobs/${job.id}`)) as typeof job;
  }
  if (job.state !== 'done') throw new Error(`Making a plan ended ${job.state}: ${JSON.stringify(job)}`);
}

const residentMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
