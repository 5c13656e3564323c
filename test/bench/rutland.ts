import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Row, secondsSince } from './row.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA = join(ROOT, '../shared/data/rutland');
const OAKHAM = 'name,postcode,lon,lat\nOakham Family Hub,LE15 6HW,-0.7290,52.6700\n';

/** A real county from its own files to a release, with the commands of the terminal. */
export async function measureRutland(): Promise<readonly Row[] | string> {
  if (!existsSync(DATA)) return 'the reference data of Rutland is not at ../shared/data/rutland';
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-bench-'));
  try {
    const hubs = join(folder, 'hubs.csv');
    await writeFile(hubs, OAKHAM);
    const dataDir = join(folder, 'data');
    const start = performance.now();
    await npmRun(dataDir, 'region', [
      ...['--name', 'Rutland', '--osm', join(DATA, 'rutland-2021.osm.pbf')],
      ...[
        '--areas',
        join(DATA, 'lsoa11_pop2020_imd2019_ruc11.csv'),
        '--postcodes',
        join(DATA, 'postcodes.csv'),
      ],
      ...['--hubs', hubs, '--sites-from', 'osm'],
    ]);
    const imported = secondsSince(start);
    const told = await npmRun(dataDir, 'plan', [
      '--region',
      'Rutland',
      '--stops',
      '8',
      '--weeks',
      '4',
      '--publish',
    ]);
    const figure = secondsSince(start);
    const { stops, visits, violations, release } = JSON.parse(told.trim().split('\n').at(-1) ?? '');
    if (release !== 1 || violations !== 0) throw new Error(`Rutland was not published: ${told}`);
    const note = `import ${imported.toFixed(1)} s; ${stops} stops, ${visits} visits in 4 weeks`;
    return [{ name: 'Rutland, import to release', figure, unit: 's', target: 60, note }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a script of package.json prints. A study, because nobody has approved the sites that the extract proposes. */
async function npmRun(dataDir: string, script: string, parameters: readonly string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, STUDY: 'on', LOG_LEVEL: 'warn' };
  const command = ['run', '--silent', script, '--', ...parameters];
  return (await promisify(execFile)('npm', command, { cwd: ROOT, env, maxBuffer: 1e8 })).stdout;
}
