/**
 * A stand-in for osrm-routed in a process of its own, for `osrmMatrix.ts`: answers tables after a fixed time, with as many
 * bytes as a real one, and tells its port by a message.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../server/core/random.ts';

/** About what a table of 100 × 100 takes osrm-routed on a county. */
const DELAY_MILLISECONDS = 60;

const random = seededRandom(11);
/** By shape, so that making an answer takes no time of the measurement. */
const answers = new Map<string, string>();

function answerFor(rows: number, columns: number): string {
  const key = `${rows}×${columns}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const table = (most: number) =>
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => Math.round(random() * most * 10) / 10),
    );
  const waypoints = (count: number) =>
    Array.from({ length: count }, () => ({
      location: [-5.5 + random(), 50 + random()].map((degrees) => Number(degrees.toFixed(6))),
      name: 'Fore Street',
      distance: Math.round(random() * 1e8) / 1e6,
    }));
  const answer = JSON.stringify({
    code: 'Ok',
    durations: table(5400),
    distances: table(90_000),
    sources: waypoints(rows),
    destinations: waypoints(columns),
  });
  answers.set(key, answer);
  return answer;
}

const server = createServer((request, response) => {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  const count = (name: string) => (query.get(name) ?? '').split(';').length;
  const body = answerFor(count('sources'), count('destinations'));
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(body);
  }, DELAY_MILLISECONDS);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
