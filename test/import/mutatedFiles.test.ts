import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readAreas } from '../../server/import/areas.ts';
import { importRegion } from '../../server/import/importRegion.ts';
import { readPostcodes } from '../../server/import/postcodes.ts';
import { rowsIn } from '../../server/import/report.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { regionDbPath } from '../../server/store/regionFolder.ts';
import { everyRow } from './support/everyRow.ts';
import { cellsOf, mutated, mutation, textOf } from './support/mutations.ts';
import { osmFile } from './support/osmFile.ts';
import { AREAS, buildNothing, HUBS, POSTCODES, SMALLSHIRE, smallshireFiles } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';

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
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, isCut) => {
          const bytes = Buffer.from(whole);
          bytes[at] ^= flip;
          const before = stored();
          const result = await outcome({ osm: isCut ? whole.subarray(0, at) : bytes });
          if (result === 'taken') return;
          expect(result).toContain('smallshire.osm.pbf');
          expect(stored()).toEqual(before);
        },
      ),
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

  it('loses no row without a word: rows read are rows kept and rows refused', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, fc.constantFrom(AREAS, POSTCODES), async (change, text) => {
        const path = tempFile('table.csv', mutated(text, change));
        const read = text === AREAS ? readAreas([path]) : readPostcodes(path);
        const results = await read.catch((error) => {
          expect(error).toBeInstanceOf(PlannerError);
          return [];
        });
        for (const { rowsRead, rows, refused } of results)
          expect(rowsRead).toBe(rows.length + rowsIn(refused));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
