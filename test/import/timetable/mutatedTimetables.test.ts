import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceStop } from '../../../server/core/nouns.ts';
import { type ReadRows, rowsIn } from '../../../server/import/report.ts';
import { readMobileLibrary } from '../../../server/import/timetable/mobileLibrary.ts';
import { readRoadLegs } from '../../../server/import/timetable/roadLegs.ts';
import { inspectStopTable } from '../../../server/import/timetable/stopColumns.ts';
import { readStopTable } from '../../../server/import/timetable/stopTable.ts';
import { PlannerError } from '../../../server/shared/errors.ts';
import { serviceDate } from '../../../server/shared/time.ts';
import { tempFile } from '../support/tempFile.ts';

const SEED = 20_261_124;
const RUNS = 80;

const SERVICE = [
  'organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable',
  'Small,Van 1,A,Ashby,Hall,High Street,TA22 9NU,-3.47,51.06,Tuesday,Public,10:05,10:20,FREQ=WEEKLY;INTERVAL=4,2026-11-24,2027-11-24,2026-12-22;2027-01-19,https://small.example/a',
  'Small,Van 1,A,Brook,Inn,Mill Lane,TA22 9NL,-3.49,51.07,Tuesday,Public,10:30,10:50,FREQ=WEEKLY;INTERVAL=4,2026-11-24,2027-11-24,2026-12-22;2027-01-19,https://small.example/b',
  'Small,Van 2,B,Carn,School,The Green,TA24 7JQ,-3.55,51.10,Monday,Private,09:00,09:45,FREQ=MONTHLY;BYDAY=2MO,2026-12-14,2027-12-14,2027-01-11;2027-02-08,https://small.example/c',
];
const OWN = [
  'Stop,Village,When,Times,Postcode,Lon,Lat',
  'Hall,Ashby,Every other Tuesday,10-11.30am,TA22 9NU,-3.47,51.06',
  'Inn,Brook,1st and 3rd Thu,1-2.30pm,TA22 9NL,-3.49,51.07',
  'School,Carn,Friday weeks 1 and 4,9.30am to 11am,TA24 7JQ,-3.55,51.10',
];
const LEGS = [
  'origin_stop_latitude,origin_stop_longitude,destination_stop_latitude,destination_stop_longitude,distance,duration',
  '51.06,-3.47,51.07,-3.49,1500.5,180',
  '51.07,-3.49,51.10,-3.55,7200,640.2',
];

/** Columns in which anything may stand: nobody can see that two of them changed places. */
const FREE: readonly (keyof ServiceStop)[] = [
  'organisation',
  'vanName',
  'route',
  'community',
  'name',
  'address',
];
const FREE_COLUMNS = new Set([
  'organisation',
  'mobile',
  'route',
  'community',
  'stop',
  'address',
  'Stop',
  'Village',
]);

const cellsOf = (lines: readonly string[]) => lines.map((line) => line.split(','));
const textOf = (cells: readonly (readonly string[])[]) => cells.map((row) => row.join(',')).join('\n');

const anything = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '',
    'NA',
    '-1',
    '"',
    ',',
    '=1+1',
    '51.06',
    '\u0000',
    'Infinity',
    '25:00',
    'FREQ=',
    '2026-02-30',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const damage = fc.oneof(
  fc.record({ how: fc.constant('cell' as const), row: fc.nat(20), column: fc.nat(20), value: anything }),
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(2000) }),
  fc.record({
    how: fc.constant('bytes' as const),
    at: fc.nat(2000),
    value: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;

function damaged(lines: readonly string[], change: Damage): Buffer {
  const bytes = Buffer.from(lines.join('\n'));
  if (change.how === 'cut') return bytes.subarray(0, change.at % bytes.length);
  if (change.how === 'bytes') {
    const at = change.at % bytes.length;
    bytes.set(change.value.subarray(0, bytes.length - at), at);
    return bytes;
  }
  const cells = cellsOf(lines);
  const row = cells[change.row % cells.length];
  row[change.column % row.length] = change.value;
  return Buffer.from(textOf(cells));
}

const moved = fc.oneof(
  fc.record({ how: fc.constant('swapped' as const), a: fc.nat(30), b: fc.nat(30) }),
  fc.record({ how: fc.constant('dropped' as const), a: fc.nat(30), b: fc.nat(30) }),
  fc.record({ how: fc.constant('right' as const), a: fc.nat(30), b: fc.nat(30) }),
  fc.record({ how: fc.constant('left' as const), a: fc.nat(30), b: fc.nat(30) }),
);
type Moved = typeof moved extends fc.Arbitrary<infer M> ? M : never;

/** Cells of every row below the header moved, the header as it was; undefined when nobody could see it. */
function withMovedCells(lines: readonly string[], { how, a, b }: Moved): string | undefined {
  const [header, ...rows] = cellsOf(lines);
  const [at, other] = [a % header.length, b % header.length];
  if (
    how === 'swapped' &&
    (at === other || (FREE_COLUMNS.has(header[at]) && FREE_COLUMNS.has(header[other])))
  ) {
    return undefined;
  }
  for (const row of rows) {
    if (how === 'swapped') [row[at], row[other]] = [row[other], row[at]];
    else if (how === 'dropped') row.splice(at, 1);
    else if (how === 'right') row.splice(0, row.length, '', ...row.slice(0, -1));
    else row.splice(0, row.length, ...row.slice(1), '');
  }
  return textOf([header, ...rows]);
}

const readService = (text: string | Buffer) => readMobileLibrary(tempFile('a.csv', text), () => undefined);
const readLegs = (text: string | Buffer) => readRoadLegs(tempFile('a.csv', text));
/** The sound table's columns: a person matched them before the file was damaged. */
const matched = inspectStopTable(tempFile('own.csv', OWN.join('\n')));
async function readOwn(text: string | Buffer) {
  const { columns, guess } = await matched;
  const options = {
    columns,
    mapping: guess,
    firstMonday: serviceDate('2026-11-30'),
    cycleWeeks: 4,
    intervalWeeks: 2,
    vanName: 'Van 1',
    organisation: 'Small',
  };
  const nowhere = { pointOfPostcode: () => undefined, pointOfSite: () => undefined };
  return readStopTable(tempFile('own.csv', text), options, nowhere);
}

/** What is read, or nothing when the file is refused as a whole in our words. Anything else is a crash. */
async function outcome<T>(reading: Promise<ReadRows<T>>): Promise<ReadRows<T> | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PlannerError && error.code === 'IMPORT_FILE') return undefined;
    throw error;
  }
}

const READERS = [
  ['a mobile-library timetable', SERVICE, readService],
  ['a coordinator’s own table', OWN, readOwn],
  ['road legs', LEGS, readLegs],
] as const;

describe.each(READERS)('%s', (_name, lines, read) => {
  it('is sound to begin with', async () => {
    const found = await read(lines.join('\n'));
    expect([found.rowsRead, found.rows.length, found.refused]).toEqual([
      lines.length - 1,
      lines.length - 1,
      [],
    ]);
  });

  it('is read row for row or refused in words, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (change) => {
        const found = await outcome<unknown>(read(damaged(lines, change)));
        if (found) expect(found.rows.length + rowsIn(found.refused)).toBe(found.rowsRead);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('a column that moved', () => {
  const typed = (stop: ServiceStop) =>
    Object.fromEntries(Object.entries(stop).filter(([field]) => !FREE.includes(field as keyof ServiceStop)));

  it('never makes a wrong row of a mobile-library timetable', async () => {
    await fc.assert(
      fc.asyncProperty(moved, async (change) => {
        const text = withMovedCells(SERVICE, change);
        if (text !== undefined) expect((await outcome(readService(text)))?.rows ?? []).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('never makes a wrong row of a coordinator’s own table', async () => {
    await fc.assert(
      fc.asyncProperty(moved, async (change) => {
        const text = withMovedCells(OWN, change);
        if (text !== undefined) expect((await outcome(readOwn(text)))?.rows ?? []).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('changes nothing but words where only words changed places', async () => {
    const sound = (await readService(SERVICE.join('\n'))).rows;
    const cells = cellsOf(SERVICE);
    for (const row of cells.slice(1)) [row[3], row[4]] = [row[4], row[3]];
    const found = (await readService(textOf(cells))).rows;
    expect(found.map(({ value }) => typed(value))).toEqual(sound.map(({ value }) => typed(value)));
  });
});
