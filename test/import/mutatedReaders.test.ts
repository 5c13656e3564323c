import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLookup } from '../../server/import/areaLookup.ts';
import { readAreas } from '../../server/import/areas.ts';
import { readBankHolidays } from '../../server/import/bankHolidays.ts';
import { readHubs } from '../../server/import/hubs.ts';
import { readLand } from '../../server/import/land.ts';
import { readOutwardCodes } from '../../server/import/outwardCodes.ts';
import { readPlaces } from '../../server/import/places.ts';
import { readPostcodes } from '../../server/import/postcodes.ts';
import { recognise } from '../../server/import/recognise.ts';
import { type ReadRows, rowsIn } from '../../server/import/report.ts';
import { readSchoolTerms } from '../../server/import/schoolTerms.ts';
import { readSessionTypes } from '../../server/import/sessionTypes.ts';
import { readEditedRegister, readSites } from '../../server/import/sites.ts';
import { openTable } from '../../server/import/table.ts';
import { readMobileLibrary } from '../../server/import/timetable/mobileLibrary.ts';
import { readVans } from '../../server/import/vans.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { byteChange, cellsOf, mutated, mutation, textOf, withByteChanged } from './support/mutations.ts';
import { AREAS, HUBS, POSTCODES } from './support/smallshire.ts';
import { tempFile } from './support/tempFile.ts';
import { workbookFile } from './support/workbookFile.ts';

const SEED = 20_261_124;
const NO_POSTCODES = { pointOf: () => undefined, hasOutward: () => true };

type Reader = (path: string) => Promise<readonly ReadRows<unknown>[]>;
const one =
  (read: (path: string) => Promise<ReadRows<unknown>>): Reader =>
  async (path) => [await read(path)];

/** Every reader of a table, with a sound file of its kind. */
const TABLES: readonly (readonly [string, string, Reader])[] = [
  ['areas', AREAS, (path) => readAreas([path])],
  ['hubs', `${HUBS}\nNorthby Hub,SM2 2AA,-1.9,52.05`, one((path) => readHubs(path, NO_POSTCODES))],
  ['postcodes', POSTCODES, (path) => readPostcodes(path)],
  [
    'sites',
    'id,name,lon,lat,kind,has_power,opening\na,Hall,-1.9,52.05,village_hall,yes,Mon-Fri 09:00-17:00\nb,Green,-1.8,52.04,other,no,',
    one(readSites),
  ],
  [
    'sites that were edited',
    'id,version,status,permission_expires_on,school_run\na,3,approved,2027-01-31,Mon-Fri 08:30-09:15\nb,4,closed,,',
    one(readEditedRegister),
  ],
  [
    'places',
    'name,type,easting,northing,postcode_district\nEgleton,Village,487638,307387,LE15\nLyndon,Hamlet,490935,304358,LE15',
    one(readPlaces),
  ],
  [
    'outward codes',
    'code,lon,lat,has_road,places\nSM1,-1.9,52.05,yes,Westport\nSM2,-1.8,52.04,no,',
    one(readOutwardCodes),
  ],
  [
    'vans',
    'id,name,shifts\na,Van A,Mon-Fri 08:00-17:00\nb,Van B,Sat 09:00-12:00',
    one((path) => readVans(path, { name: 'Base', lonLat: lonLat(-1.9, 52) })),
  ],
  [
    'session types',
    'id,public_name,minutes,is_public\na,Feeding,30,yes\nb,Weighing,20,no',
    one(readSessionTypes),
  ],
  ['look-up', 'LSOA11CD,CHGIND,LSOA21CD\nE01000001,U,E01000001\nE01000002,S,E01000011', one(readLookup)],
];

const DOCUMENTS: readonly (readonly [string, string, Reader])[] = [
  [
    'bank holidays',
    '{"england-and-wales":{"division":"england-and-wales","events":[{"title":"Christmas Day","date":"2026-12-25","notes":"","bunting":true}]}}',
    one(readBankHolidays),
  ],
  [
    'school terms',
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Term\r\nDTSTART;VALUE=DATE:20260903\r\nDTEND;VALUE=DATE:20261024\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    one(readSchoolTerms),
  ],
  [
    'stops of the mobile-library API',
    '[{"name":"Hall","organisation_name":"Smallshire","mobile_names":["Van 1"],"route_names":["A"],"arrival_times":["10:05:00"],"departure_times":["10:20:00"],"route_days":["Tuesday"],"route_start":"2026-11-24T00:00:00.000Z","route_end":null,"route_frequencies":["FREQ=WEEKLY;INTERVAL=4"],"route_schedule":["2026-11-24T10:05:00.000Z"],"longitude":-1.9,"latitude":52.05}]',
    one((path) => readMobileLibrary(path, () => undefined)),
  ],
  [
    'land',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[-2,52],[-1,52],[-1,53],[-2,52]]]}}]}',
    one(readLand),
  ],
  [
    'outlines',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA21CD":"E01000001","age0":5},"geometry":{"type":"Polygon","coordinates":[[[-2,52],[-1,52],[-1,53],[-2,52]]]}}]}',
    (path) => readAreas([path, tempFile('ages.csv', 'LSOA21CD,0\nE01000001,4')]),
  ],
];

/** Reads; a refusal of the whole file must be in our words and name it. */
async function readOrRefusal(read: Reader, path: string): Promise<readonly ReadRows<unknown>[]> {
  try {
    return await read(path);
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    expect(error.message).toMatch(/^(table|ages)/);
    return [];
  }
}

/** Rows kept and rows refused: together all that were read. */
const rowsOf = (file: ReadRows<unknown>): number => (file.kept ?? file.rows.length) + rowsIn(file.refused);

const valuesOf = (files: readonly ReadRows<unknown>[]) =>
  files.flatMap((file) => file.rows.map((row) => JSON.stringify(row.value)));

describe.each(TABLES)('a table of %s', (_, text, read) => {
  it('is read with any line ends, separator, encoding or quotes, in any form, and says the same', async () => {
    const plain = valuesOf(await read(tempFile('table.csv', text)));
    expect(plain.length).toBeGreaterThan(0);
    const quoted = cellsOf(text)
      .map((row) => row.map((cell) => `"${cell}"`).join(';'))
      .join('\r\n');
    const forms: [string, string | Buffer][] = [
      ['crlf.csv', text.replaceAll('\n', '\r\n')],
      ['bom.csv', `\uFEFF${text}\n`],
      ['tabs.txt', text.replaceAll(',', '\t')],
      ['quoted.csv', quoted],
      ['utf16.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      [
        'table.xlsx',
        workbookFile([
          { name: 'Notes', rows: [['Notes']] },
          { name: 'Table', rows: [['Title'], null, ...cellsOf(text)] },
        ]),
      ],
    ];
    for (const [name, content] of forms)
      expect([name, valuesOf(await read(tempFile(name, content)))]).toEqual([name, plain]);
  });

  it('with something wrong in it never crashes, and loses no row without a word', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        for (const file of await readOrRefusal(read, tempFile('table.csv', mutated(text, change)))) {
          expect(file.rowsRead).toBe(rowsOf(file));
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('never gives a row that moved sideways by a cell', async () => {
    const sound = new Set(valuesOf(await read(tempFile('table.csv', text))));
    const rows = cellsOf(text);
    for (const [at, row] of rows.slice(1).entries()) {
      for (const column of row.keys()) {
        const [shorter, longer] = [row.toSpliced(column, 1), row.toSpliced(column, 0, 'x')];
        for (const moved of [shorter, longer]) {
          const broken = textOf(rows.with(at + 1, moved));
          for (const value of valuesOf(await readOrRefusal(read, tempFile('table.csv', broken))))
            expect(sound).toContain(value);
        }
      }
    }
  });
});

describe.each(DOCUMENTS)('a file of %s', (_, text, read) => {
  it('is taken, or refused in words that name it, whatever byte is changed or cut', async () => {
    expect(valuesOf(await read(tempFile('table.json', text))).length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(byteChange, async (change) => {
        const path = tempFile('table.json', withByteChanged(Buffer.from(text), change));
        for (const file of await readOrRefusal(read, path)) expect(file.rowsRead).toBe(rowsOf(file));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});

describe('a workbook', () => {
  it('gives back any text of any cell', async () => {
    const cell = fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const path = tempFile('table.xlsx', workbookFile([{ name: 'S', rows: [['a', 'b'], ...pairs] }]));
        const table = await openTable(path, {
          what: 'a table',
          expected: 'a and b',
          missingIn: (cells) => (cells[0] === 'a' && cells[1] === 'b' ? [] : ['a', 'b']),
        });
        const rows: string[][] = [];
        for await (const row of table.rows()) rows.push([row.cells[0] ?? '', row.cells[1] ?? '']);
        expect(rows).toEqual(pairs.filter((pair) => pair.some((text) => text.trim() !== '')));
      }),
      { seed: SEED, numRuns: 30 },
    );
  });

  it('is taken, or refused in words that name it, whatever byte is changed or cut', async () => {
    const whole = workbookFile([{ name: 'S', rows: cellsOf(AREAS) }]);
    await fc.assert(
      fc.asyncProperty(byteChange, async (change) => {
        const path = tempFile('table.xlsx', withByteChanged(whole, change));
        const files = await readOrRefusal(() => readAreas([path]), path);
        for (const file of files) expect(file.rowsRead).toBe(rowsOf(file));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});

describe('any bytes at all', () => {
  it('are told for something, never crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(
          '',
          'PK\x03\x04',
          '{"type":"FeatureCollection",',
          'BEGIN:VCALENDAR\n',
          'name,lon,lat\n',
        ),
        async (bytes, start) => {
          const found = await recognise(
            tempFile('table', Buffer.concat([Buffer.from(start, 'latin1'), bytes])),
          );
          if (found.kind === 'unknown') expect(found.problem).toMatch(/^table: /);
        },
      ),
      { seed: SEED, numRuns: 80 },
    );
  });
});
