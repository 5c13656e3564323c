import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importRegion } from '../../server/import/importRegion.ts';
import { BIG_REGION, writeBigRegion } from './bigRegion.ts';
import { type Row, secondsSince } from './row.ts';

/** The step whose time depends on the engine's own builder. */
const ROADS = 'Building the road graph';

/** Imports an invented region of 2,000 areas, 100,000 postcodes, 60 hubs and 5,000 sites. */
export async function measureBigImport(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-bench-'));
  try {
    const files = await writeBigRegion(folder);
    const start = performance.now();
    const { steps } = await importRegion({
      dataDir: join(folder, 'data'),
      name: 'Mercia',
      ...files,
      areas: [files.areas],
      sites: { file: files.sites },
    });
    const roads = steps.find(({ step }) => step === ROADS)?.seconds ?? 0;
    const { areas, postcodes, hubs, sites } = BIG_REGION;
    return [
      {
        name: 'Large region, import besides its road graph',
        figure: secondsSince(start) - roads,
        unit: 's',
        target: 90,
        note: `${areas} areas, ${postcodes} postcodes, ${hubs} hubs, ${sites} sites; road graph ${roads.toFixed(1)} s; ${steps.map(({ step, seconds }) => `${step.toLowerCase()} ${seconds.toFixed(1)} s`).join(', ')}`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
