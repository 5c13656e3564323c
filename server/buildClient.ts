import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlannerError } from './shared/errors.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the built client is made from. */
const SOURCES = ['client', 'server/contract', 'server/shared', 'vite.config.ts', 'package-lock.json'];
const STAMP = '.sources';

/**
 * Builds the client unless the build is that of the sources as they are. Vite runs in a process of its own, so that its
 * memory does not stay with the server.
 * @returns whether anything was built
 * @throws CLIENT_BUILD_FAILED with what Vite said
 */
export function buildClient(buildFolder: string): boolean {
  const wanted = hashOfSources();
  const stamp = join(buildFolder, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  const vite = fileURLToPath(import.meta.resolve('vite/package.json')).replace('package.json', 'bin/vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new PlannerError({
      code: 'CLIENT_BUILD_FAILED',
      category: 'internal',
      message: `The pages' scripts could not be built: ${`${stdout}${stderr}`.trim()}`,
    });
  }
  writeFileSync(stamp, wanted);
  return true;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    if (statSync(join(ROOT, path)).isDirectory()) {
      for (const name of readdirSync(join(ROOT, path)).sort()) add(`${path}/${name}`);
    } else {
      hash.update(path).update(readFileSync(join(ROOT, path)));
    }
  };
  for (const source of SOURCES) add(source);
  return hash.digest('hex');
}
