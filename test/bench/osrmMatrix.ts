import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../server/core/random.ts';
import { atOnce } from '../../server/engines/atOnce.ts';
import type { RoutePoint } from '../../server/engines/engine.ts';
import { createOsrmEngine } from '../../server/engines/osrm.ts';
import { QUESTIONS_AT_ONCE } from '../../server/engines/osrmTable.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { type Row, secondsSince } from './row.ts';

/** A county: small areas, and places where a van may park. */
const AREAS = 337;
const SITES = 420;
/** What a question may take at most, in times of the same questions put to the server directly. */
const TARGET_TIMES = 1.3;
const RUNS = 12;

/**
 * A matrix from an OSRM over HTTP, beside the same questions put to the same server by `fetch` alone, as many at a time. The server
 * is a stand-in in a process of its own: every answer takes the same time and has the size of a real one.
 */
export async function measureOsrmMatrix(): Promise<readonly Row[]> {
  const server = fork(fileURLToPath(new URL('./standInTable.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  try {
    const [port] = (await once(server, 'message')) as [number];
    return [await compare(`http://127.0.0.1:${port}`)];
  } finally {
    server.kill();
  }
}

async function compare(url: string): Promise<Row> {
  const asked = { from: placesOf('area', AREAS, 1), to: placesOf('site', SITES, 2) };
  const questions: string[] = [];
  const recording: typeof fetch = (address, init) => {
    questions.push(String(address));
    return fetch(address, init);
  };
  await createOsrmEngine({ url, fetch: recording }).matrix(asked);
  const ours: number[] = [];
  const direct: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const engine = createOsrmEngine({ url });
    let start = performance.now();
    await engine.matrix(asked);
    ours.push(secondsSince(start));
    start = performance.now();
    await askDirectly(questions);
    direct.push(secondsSince(start));
  }
  // The least of some runs: what else the machine does is not part of the question.
  const [through, plain] = [Math.min(...ours), Math.min(...direct)];
  return {
    name: `Matrix of ${AREAS} × ${SITES} from OSRM, in times of asking it directly`,
    figure: Math.round((through / plain) * 100) / 100,
    unit: '×',
    target: TARGET_TIMES,
    note: `${through.toFixed(2)} s through the engine, ${plain.toFixed(2)} s directly; ${questions.length} questions, ${QUESTIONS_AT_ONCE} at a time`,
  };
}

async function askDirectly(questions: readonly string[]): Promise<void> {
  const inTurn = atOnce(QUESTIONS_AT_ONCE);
  await Promise.all(
    questions.map((question) => inTurn(async () => void (await (await fetch(question)).json()))),
  );
}

function placesOf(kind: string, count: number, seed: number): RoutePoint[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: `${kind}-${i}`,
    name: `${kind} ${i}`,
    lonLat: lonLat(-5.5 + random() * 1.2, 50 + random() * 0.8),
  }));
}
