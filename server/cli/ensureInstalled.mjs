// Runs before `npm start` and `npm test`, with Node alone: checks the Node version and installs the packages of the
// lockfile when they are missing or out of date. Quiet when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.installed-lock');

const [major, minor] = process.versions.node.split('.').map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
if (!isSupported) {
  console.error(
    `Node ${process.versions.node} cannot run this program: install Node 20.19 or later, 22.12 or later, or 24`,
  );
  process.exit(1);
}

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package.json')))
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(process.versions.modules)
  .digest('hex');
const has = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
if (has !== wanted) {
  console.log('Installing packages (once; a few minutes where better-sqlite3 has to be compiled) …');
  // `ci` follows the lockfile to the letter; `install` mends what a registry mirror lacks.
  const installed = [['ci'], ['install', '--no-save']].some((command) =>
    npm([...command, '--no-audit', '--no-fund']),
  );
  if (!installed) {
    console.error('The packages could not be installed. Read what npm says above; see "Run" in README.md');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function npm(parameters) {
  const environment = { ...process.env };
  // Debian's Node keeps its headers in /usr: with them a native package compiles without a download.
  if (!environment.npm_config_nodedir && existsSync('/usr/include/node/node.h'))
    environment.npm_config_nodedir = '/usr';
  const { npm_execpath: script } = process.env;
  const [program, first] = script ? [process.execPath, [script]] : ['npm', []];
  const { status } = spawnSync(program, [...first, ...parameters], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && !script,
  });
  return status === 0;
}
