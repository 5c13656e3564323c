import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readHubs } from '../../server/import/hubs.ts';
import { openTable, type TableForm } from '../../server/import/table.ts';
import { tempFile } from './support/tempFile.ts';
import { type FileSheet, workbookFile } from './support/workbookFile.ts';

const FORM: TableForm = {
  what: 'a table of hubs',
  expected: 'name and postcode',
  missingIn: (cells) => ['name', 'postcode'].filter((name) => !cells.includes(name)),
};

async function read(content: Buffer) {
  const table = await openTable(tempFile('hubs.xlsx', content), FORM);
  const rows: [number, ...string[]][] = [];
  for await (const { line, cells } of table.rows()) rows.push([line, ...cells]);
  return { ...table, rows };
}

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.message,
  );

const sheet = (name: string, rows: FileSheet['rows'], state?: FileSheet['state']): FileSheet => ({
  name,
  rows,
  state,
});
const HEADER = ['name', 'postcode'];

describe('a workbook', () => {
  it('is read as a table is, from the sheet with the wanted columns, below its titles', async () => {
    const file = workbookFile([
      sheet('Cover', [['Family hubs & more'], ['Notes', 'none']]),
      sheet('List', [
        ['Hubs, mid-2026'],
        null,
        ['Source: the county'],
        HEADER,
        ['A & <B>', 'TR1'],
        null,
        ['C', 'TR2'],
      ]),
    ]);
    const { columns, rows, sheet: name, notes } = await read(file);
    expect({ columns, rows, name, notes }).toEqual({
      columns: HEADER,
      rows: [
        [5, 'A & <B>', 'TR1'],
        [7, 'C', 'TR2'],
      ],
      name: 'List',
      notes: ['Read from the sheet "List"; line numbers are its rows.'],
    });
  });

  it('gives dates as ISO text, numbers without noise, formulas by the value saved with them', async () => {
    const { rows } = await read(
      workbookFile([
        sheet('S', [
          HEADER,
          [
            { value: 46_387, style: 1 },
            { value: 46_387.395_833_333, style: 2 },
          ],
          [
            { value: 1.5, style: 3 },
            { value: 12.5, style: 4 },
          ],
          [0.300_000_000_000_000_04, -4.7e-7],
          [
            { xml: '<c r="REF"><f>A1*2</f><v>50.347000000000001</v></c>' },
            { xml: '<c r="REF" t="b"><v>1</v></c>' },
          ],
          [
            { xml: '<c r="REF" t="str"><f>A1&amp;"x"</f><v>TR1x</v></c>' },
            { xml: '<c r="REF" t="e"><v>#N/A</v></c>' },
          ],
          [
            { xml: '<c r="REF" t="inlineStr"><is><t>in line</t></is></c>' },
            { xml: '<c r="REF" t="d"><v>2026-12-25T00:00:00</v></c>' },
          ],
          [123_456_789_012, 'end'],
        ]),
      ]),
    );
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['2026-12-31', '2026-12-31 09:30'],
      ['12:00', '12.5'],
      ['0.3', '-4.7e-7'],
      ['50.347', 'TRUE'],
      ['TR1x', '#N/A'],
      ['in line', '2026-12-25'],
      ['123456789012', 'end'],
    ]);
  });

  it('counts days from 1904 where an old Macintosh did', async () => {
    const file = workbookFile([sheet('S', [HEADER, [{ value: 44_925, style: 1 }, 'x']])], { date1904: true });
    expect((await read(file)).rows).toEqual([[2, '2026-12-31', 'x']]);
  });

  it('takes cells by their place: empty ones may be left out, and notes beside the table do no harm', async () => {
    const { rows } = await read(
      workbookFile([sheet('S', [HEADER, [null, 'TR1'], ['A'], ['B', 'TR2', null, 'a note']])]),
    );
    expect(rows).toEqual([
      [2, '', 'TR1'],
      [3, 'A'],
      [4, 'B', 'TR2', '', 'a note'],
    ]);
    const hubs = await readHubs(
      tempFile(
        'hubs.xlsx',
        workbookFile([
          sheet('S', [
            [...HEADER, 'lon', 'lat'],
            ['B', 'TR1 2AB', -5, 50, 'note'],
          ]),
        ]),
      ),
      { pointOf: () => undefined, hasOutward: () => false },
    );
    expect(hubs.rows.map((row) => row.value.lonLat)).toEqual([[-5, 50]]);
  });

  it('of one sheet a year is read from the newest, and says which it left', async () => {
    const file = workbookFile([
      sheet('Mid-2021 LSOA', [HEADER, ['old', 'x']]),
      sheet('Mid-2022 LSOA', [HEADER, ['new', 'x']]),
      sheet('Mid-2023 LSOA', [HEADER, ['draft', 'x']], 'hidden'),
    ]);
    const { rows, notes } = await read(file);
    expect(rows).toEqual([[2, 'new', 'x']]);
    expect(notes[1]).toBe('Not read, though the columns are the same: "Mid-2021 LSOA", "Mid-2023 LSOA".');
  });

  it('is never read from a sheet that counts one sex only', async () => {
    const males = sheet('Mid-2020 Males', [HEADER, ['m', 'x']]);
    const females = sheet('Mid-2020 Females', [HEADER, ['f', 'x']]);
    const persons = sheet('Mid-2020 Persons', [HEADER, ['p', 'x']]);
    expect((await read(workbookFile([males, females, persons]))).rows).toEqual([[2, 'p', 'x']]);
    expect(await messageOf(read(workbookFile([males, females])))).toBe(
      'hubs.xlsx: its sheets count males and females apart ("Mid-2020 Males", "Mid-2020 Females"). Give the workbook of all persons',
    );
  });

  it('names sheet and row of what is wrong', async () => {
    const noColumns = workbookFile([sheet('Cover', [['Hubs']]), sheet('List', [['title'], ['name', 'lon']])]);
    expect(await messageOf(read(noColumns))).toBe(
      'hubs.xlsx: sheet "List", row 2: this is not a table of hubs, or columns of it have other names. Missing: postcode. Found: "name", "lon". Expected in the first row: name and postcode',
    );
    const noResult = workbookFile([sheet('S', [HEADER, ['A', { xml: '<c r="REF"><f>B1</f></c>' }]])]);
    expect(await messageOf(read(noResult))).toBe(
      'hubs.xlsx: sheet "S" cannot be read: row 2: the result of the formula in B2 is not in the file; open it in a spreadsheet program and save it again',
    );
  });

  it('gives every one of many rows', async () => {
    const table = await openTable(
      tempFile(
        'hubs.xlsx',
        workbookFile([sheet('S', [HEADER, ...Array.from({ length: 5_000 }, (_, i) => [`hub ${i}`, i])])]),
      ),
      FORM,
    );
    let [count, last] = [0, ''];
    for await (const { cells } of table.rows()) [count, last] = [count + 1, cells[0]];
    expect([count, last]).toEqual([5_000, 'hub 4999']);
  });
});

describe('a workbook that cannot be read', () => {
  const plain = [sheet('S', [HEADER, ['A', 'TR1']])];
  const oldKind = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(5000)]);

  it.each([
    ['of the old kind', oldKind, 'this is a workbook of the old kind (.xls)'],
    [
      'that is locked',
      Buffer.concat([oldKind, Buffer.from('EncryptedPackage', 'utf16le')]),
      'this workbook is locked with a password',
    ],
    [
      'of OpenDocument',
      Buffer.from(
        zipSync({ mimetype: [Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }] }),
      ),
      'this is an OpenDocument spreadsheet',
    ],
    [
      'in binary form',
      Buffer.from(
        zipSync({ '[Content_Types].xml': Buffer.from('<a/>'), 'xl/workbook.bin': Buffer.from('x') }),
      ),
      'this is not a workbook in .xlsx form',
    ],
    [
      'cut short',
      workbookFile(plain).subarray(0, 900),
      'this workbook is damaged or was not downloaded whole',
    ],
    [
      'with broken XML',
      workbookFile(plain, { replace: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' } }),
      'sheet "S" cannot be read',
    ],
    [
      'that swells by an entity',
      workbookFile(plain, {
        replace: {
          'xl/worksheets/sheet1.xml':
            '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet><sheetData><row r="1"><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
        },
      }),
      'undefined entity',
    ],
    [
      'that points to a text that is not there',
      workbookFile(plain, { replace: { 'xl/sharedStrings.xml': '<sst><si><t>name</t></si></sst>' } }),
      'cell B1 points to a text that is not there',
    ],
    [
      'with a cell of 100,000 characters',
      workbookFile([sheet('S', [HEADER, ['x'.repeat(100_000), 'y']])]),
      'sheet "S", row 2: the row has more than 64,000 characters',
    ],
  ])('says what it is: %s', async (_, content, message) => {
    expect(await messageOf(read(content))).toContain(message);
  });

  it('is stopped before it bursts', async () => {
    const bomb = workbookFile(plain, { replace: { 'xl/worksheets/sheet1.xml': new Uint8Array(8_000_000) } });
    expect(bomb.length).toBeLessThan(20_000);
    expect(await messageOf(read(bomb))).toBe(
      'hubs.xlsx: unpacked, "xl/worksheets/sheet1.xml" would have 8 MB, more than a table of a county or the country needs. Check that it is the right file, or save the sheet with the table as CSV',
    );
  });

  it('is stopped when a part is larger than it says', async () => {
    const file = workbookFile([
      sheet('S', [HEADER, ...Array.from({ length: 400 }, (_, i) => [`a${i}`, `b${i}`])]),
    ]);
    const lying = Buffer.from(file);
    // The sizes in the directory at the end of the archive: the sheet's unpacked one becomes 10 bytes.
    const entry = lying.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    lying.writeUInt32LE(10, entry + 24);
    expect(await messageOf(read(lying))).toContain('too many bytes in the stream');
  });
});
