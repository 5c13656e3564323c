import { describe, expect, it } from 'vitest';
import { openTable, type TableForm } from '../../server/import/table.ts';
import { tempFile } from './support/tempFile.ts';

const FORM: TableForm = {
  what: 'a table of hubs',
  expected: 'name and postcode',
  missingIn: (cells) => ['name', 'postcode'].filter((name) => !cells.includes(name)),
};

async function read(content: string | Buffer, form = FORM) {
  const table = await openTable(tempFile('hubs.csv', content), form);
  const rows: [number, ...string[]][] = [];
  for await (const { line, cells } of table.rows()) rows.push([line, ...cells]);
  return { columns: table.columns, notes: table.notes, rows };
}

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('a table', () => {
  it.each([
    ['commas', 'name,postcode\nA,TR1\n'],
    ['semicolons', 'name;postcode\nA;TR1\n'],
    ['tabs', 'name\tpostcode\nA\tTR1\n'],
    ['bars', 'name|postcode\nA|TR1\n'],
    ['Windows line ends', 'name,postcode\r\nA,TR1\r\n'],
    ['old Macintosh line ends', 'name,postcode\rA,TR1\r'],
    ['a byte order mark', '\uFEFFname,postcode\nA,TR1\n'],
    ['no line end at the end', 'name,postcode\nA,TR1'],
    ['quotation marks around everything', '"name","postcode"\n"A","TR1"\n'],
    ['UTF-16 text', Buffer.from('\uFEFFname,postcode\nA,TR1\n', 'utf16le')],
  ])('is read with %s', async (_, content) => {
    const { columns, rows } = await read(content);
    expect(columns).toEqual(['name', 'postcode']);
    expect(rows).toEqual([[2, 'A', 'TR1']]);
  });

  it('is read as Windows-1252 where it is not UTF-8, and says so', async () => {
    const { rows, notes } = await read(Buffer.from('name,postcode\nCaf\xe9 \x96 Hub,TR1\n', 'latin1'));
    expect(rows).toEqual([[2, 'Café – Hub', 'TR1']]);
    expect(notes).toEqual(['Read as windows-1252 text, because it is not UTF-8.']);
  });

  it('counts lines, not rows, when cells hold line ends and blank lines lie between', async () => {
    const { rows } = await read('name,postcode\n"A\nhouse",TR1\n\n,\nB,TR2\n');
    expect(rows).toEqual([
      [2, 'A\nhouse', 'TR1'],
      [6, 'B', 'TR2'],
    ]);
  });

  it('finds its header row below titles', async () => {
    const { columns, rows } = await read('Family hubs,\nMid-2026,\n\nname,postcode\nA,TR1\n');
    expect([columns, rows]).toEqual([['name', 'postcode'], [[5, 'A', 'TR1']]]);
  });

  it('may come without a header row where that form is known', async () => {
    const form: TableForm = {
      ...FORM,
      headerless: { columns: ['name', 'postcode'], isFirstRow: (cells) => cells.length === 2 },
    };
    const { columns, rows } = await read('A,TR1\nB,TR2\n', form);
    expect([columns, rows]).toEqual([
      ['name', 'postcode'],
      [
        [1, 'A', 'TR1'],
        [2, 'B', 'TR2'],
      ],
    ]);
  });

  it('gives every one of many rows', async () => {
    const { rows } = await read(`name,postcode\n${'A,TR1\n'.repeat(20_000)}`);
    expect([rows.length, rows.at(-1)]).toEqual([20_000, [20_001, 'A', 'TR1']]);
  });
});

describe('what is no table', () => {
  it('is told by the columns that are missing and those that are there', async () => {
    expect(await messageOf(read('name,lon,lat\nA,1,2\n'))).toBe(
      'hubs.csv: line 1: this is not a table of hubs, or columns of it have other names. Missing: postcode. Found: "name", "lon", "lat". Expected in the first row: name and postcode',
    );
  });

  it.each([
    ['a web page', '<!doctype html>\n<html>'],
    ['a JSON file', '{"name": 1}'],
    ['an XML file', '<?xml version="1.0"?><hubs/>'],
    ['a PDF document', '%PDF-1.7'],
    ['a zip archive', Buffer.from('PK\x03\x04', 'latin1')],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0])],
  ])('is told for what it is: %s', async (what, content) => {
    expect(await messageOf(read(content))).toMatch(`hubs.csv: this is ${what}, not a table of hubs`);
  });

  it('is told apart from text', async () => {
    expect(await messageOf(read(Buffer.from([1, 2, 0, 4])))).toMatch(
      'hubs.csv: this is not text, so it cannot be a table of hubs',
    );
  });

  it('is stopped at a cell of 100 kB, with its line', async () => {
    expect(await messageOf(read(`name,postcode\nA,TR1\nB,${'x'.repeat(100_000)}\n`))).toBe(
      'hubs.csv: line 3: the row has more than 64,000 characters. Look for a quotation mark that is opened and never closed, or for a cell that holds a whole document',
    );
  });

  it('is stopped at a quotation mark that never closes, with its line', async () => {
    expect(await messageOf(read('name,postcode\nA,TR1\n"B,TR2\nC,TR3\n'))).toMatch(
      'hubs.csv: line 3: a quotation mark is opened and never closed',
    );
  });

  it('is stopped at a quotation mark inside a cell, with its line', async () => {
    expect(await messageOf(read('name,postcode\nA,TR1\n"B" hub,TR2\n'))).toMatch(
      'hubs.csv: line 3: a quotation mark stands in the middle of a cell',
    );
  });
});
