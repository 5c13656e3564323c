/**
 * Run as a process of its own: opens each new database named on the command line at the same moment as its twin, and
 * prints what `user_version` each one had. `node --import tsx openInStep.ts NAME TWIN FILE…`
 */
import { existsSync, writeFileSync } from 'node:fs';
import { openStore } from '../../../server/store/open.ts';

/** How long a twin is waited for, milliseconds. */
const PATIENCE_MS = 10_000;

const [name, twin, ...files] = process.argv.slice(2);

for (const file of files) {
  writeFileSync(`${file}.${name}`, '');
  const end = performance.now() + PATIENCE_MS;
  // Both wait for each other, so that they open the file within microseconds; a twin that died is not waited for.
  while (!existsSync(`${file}.${twin}`) && performance.now() < end);
  const db = openStore(file);
  console.log(db.pragma('user_version', { simple: true }));
  db.close();
}
