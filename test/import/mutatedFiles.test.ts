import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { importRegion } from '../../server/import/importRegion.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { regionDbPath } from '../../server/store/regionFolder.ts';
import { everyRow } from './support/everyRow.ts';
import { byteChange, cellsOf, mutated, mutation, textOf, withByteChanged } from './support/mutations.ts';
import { osmFile } from './support/osmFile.ts';
import { AREAS, buildNothing, HUBS, POSTCODES, SMALLSHIRE, smallshireFiles } from './support/smallshire.ts';

const SEED = 20_261_124;
const dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-mutated-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Imports and says what came of it: taken, or a message that names the file. Anything else is a crash. */
async function outcome(files: Parameters<typeof smallshireFiles>[0]): Promise<string> {
  const { folder, request } = smallshireFiles(files);
  try {
    await importRegion(
      { ...request, dataDir },
      { buildRoads: buildNothing, clock: fixedClock('2026-11-24T09:00:00Z') },
    );
    return 'taken';
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    return error.message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const stored = () => everyRow(regionDbPath(dataDir, 'smallshire'));
/** Everything but the times and the report of the import itself, and what is kept of those before it. */
const OF_THE_IMPORT = ['region', 'import_report', 'region_version', 'site_version'];
const tablesOnly = (tables: Record<string, unknown[]>) =>
  Object.fromEntries(Object.entries(tables).filter(([name]) => !OF_THE_IMPORT.includes(name)));

describe('a file with something wrong in it', () => {
  it.each([
    ['areas', AREAS],
    ['hubs', HUBS],
    ['postcodes', POSTCODES],
  ] as const)(
    '%s: is taken whole, or stops the import with a message that names it and changes nothing',
    async (name, text) => {
      expect(await outcome({})).toBe('taken');
      await fc.assert(
        fc.asyncProperty(mutation, async (change) => {
          const before = stored();
          const result = await outcome({ [name]: mutated(text, change) });
          if (result === 'taken') return;
          expect(result).toContain(`${name}.csv`);
          expect(stored()).toEqual(before);
        }),
        { seed: SEED, numRuns: 40 },
      );
    },
  );

  it('extract: with any byte changed, or cut anywhere, it never crashes the import nor changes half of it', async () => {
    const whole = osmFile(SMALLSHIRE);
    await outcome({});
    await fc.assert(
      fc.asyncProperty(byteChange, async (change) => {
        const before = stored();
        const result = await outcome({ osm: withByteChanged(whole, change) });
        if (result === 'taken') return;
        expect(result).toContain('smallshire.osm.pbf');
        expect(stored()).toEqual(before);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

describe('a table', () => {
  it('says the same with its columns in any order', async () => {
    await outcome({});
    const before = tablesOnly(stored());
    const order = fc.shuffledSubarray(
      cellsOf(AREAS)[0].map((_, i) => i),
      { minLength: 9, maxLength: 9 },
    );
    await fc.assert(
      fc.asyncProperty(order, async (columns) => {
        const shuffled = textOf(cellsOf(AREAS).map((row) => columns.map((i) => row[i])));
        expect(await outcome({ areas: shuffled })).toBe('taken');
        expect(tablesOnly(stored())).toEqual(before);
      }),
      { seed: SEED, numRuns: 15 },
    );
  });
});
