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
import { osmFile } from './support/osmFile.ts';
import { AREAS, buildNothing, HUBS, POSTCODES, SMALLSHIRE, smallshireFiles } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';

const SEED = 20_261_124;
const dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-mutated-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const cellsOf = (text: string) => text.split('\n').map((line) => line.split(','));
const textOf = (cells: readonly (readonly string[])[]) => cells.map((row) => row.join(',')).join('\n');

/** Ways in which a file goes wrong between its publisher and us, applied to a table. */
const mutation = fc.oneof(
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(10_000) }),
  fc.record({ how: fc.constant('swapColumns' as const), at: fc.nat(20), with: fc.nat(20) }),
  fc.record({ how: fc.constant('dropCell' as const), at: fc.nat(100), with: fc.nat(20) }),
  fc.record({
    how: fc.constant('cell' as const),
    at: fc.nat(100),
    with: fc.nat(20),
    value: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '',
        'NA',
        '-1',
        '1e9',
        '"',
        ',',
        '=1+1',
        '52.67',
        '-0.7',
        '\u0000',
        '999999',
        '0x10',
        'Infinity',
      ),
      fc.double().map(String),
    ),
  }),
  fc.record({ how: fc.constant('repeatRow' as const), at: fc.nat(100) }),
  fc.record({
    how: fc.constant('bytes' as const),
    at: fc.nat(10_000),
    value: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ how: fc.constant('long' as const), at: fc.nat(10_000) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutated(text: string, change: Mutation): Buffer {
  const cells = cellsOf(text);
  const row = (at: number) => cells[at % cells.length];
  switch (change.how) {
    case 'cut':
      return Buffer.from(text).subarray(0, change.at % text.length);
    case 'swapColumns': {
      const [a, b] = [change.at % cells[0].length, change.with % cells[0].length];
      for (const each of cells.slice(1)) [each[a], each[b]] = [each[b], each[a]];
      break;
    }
    case 'dropCell':
      row(change.at).splice(change.with % row(change.at).length, 1);
      break;
    case 'cell':
      row(change.at)[change.with % row(change.at).length] = change.value;
      break;
    case 'repeatRow':
      cells.push(row(change.at));
      break;
    case 'bytes': {
      const bytes = Buffer.from(text);
      bytes.set(
        change.value.subarray(0, bytes.length - (change.at % bytes.length)),
        change.at % bytes.length,
      );
      return bytes;
    }
    case 'long':
      return Buffer.from(
        text.slice(0, change.at % text.length) + 'x'.repeat(100_000) + text.slice(change.at % text.length),
      );
  }
  return Buffer.from(textOf(cells));
}

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
