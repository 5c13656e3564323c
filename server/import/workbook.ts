import { open } from 'node:fs/promises';
import { PlannerError } from '../shared/errors.ts';
import { fileError } from './importErrors.ts';
import type { InspectedFile } from './inspectFile.ts';
import type { Sheet, TableRow, TableSource } from './tableSource.ts';
import { MAX_ROW_CHARACTERS } from './textRows.ts';
import { openArchive } from './workbook/archive.ts';
import { readParts, type SheetPart, type WorkbookParts } from './workbook/parts.ts';
import { sheetRows } from './workbook/sheetRows.ts';

/** A workbook of this size, packed, holds the country several times. */
const MAX_WORKBOOK_BYTES = 500_000_000;
/** Where a locked workbook names its lock, from either end of the file. */
const LOCK_SEARCH_BYTES = 1_000_000;

/**
 * Opens an .xlsx workbook as its sheets, visible ones first. Rows are read as they are asked for; only the texts that sheets
 * share are held. Dates come as 2026-12-31, numbers without the noise of their binary form, formulas as the value that was
 * saved with them.
 * @throws IMPORT_FILE when it is locked, damaged, made to burst, or of a kind that cannot be read
 */
export async function openWorkbook(file: InspectedFile): Promise<TableSource> {
  if (file.bytes > MAX_WORKBOOK_BYTES) {
    throw fileError(
      file.path,
      'this workbook is larger than any that is published. Save the sheet with the table as CSV',
    );
  }
  const parts = await inArchive(file.path, (archive) => readParts(archive));
  if (parts === undefined) {
    throw fileError(
      file.path,
      'this is not a workbook in .xlsx form (it may be .xlsb). Open it and save it as "Excel workbook (.xlsx)"',
    );
  }
  const sheets = parts.sheets.map((sheet) => sheetOf(file.path, sheet, parts));
  if (sheets.length === 0) throw fileError(file.path, 'there is no sheet with cells in this workbook');
  const visibleFirst = [...sheets].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
  return { file, shape: 'workbook', sheets: visibleFirst, notes: [] };
}

function sheetOf(path: string, { name, part, isHidden }: SheetPart, parts: WorkbookParts): Sheet {
  return {
    name,
    isHidden,
    async *rows(): AsyncGenerator<TableRow> {
      const archive = await openArchive(path);
      try {
        for await (const row of sheetRows(archive.text(part), parts)) {
          refuseLongRow(path, name, row);
          yield row;
        }
      } catch (cause) {
        throw cause instanceof PlannerError ? cause : sheetError(path, name, cause);
      } finally {
        archive.close();
      }
    },
  };
}

async function inArchive<T>(
  path: string,
  read: (archive: Awaited<ReturnType<typeof openArchive>>) => Promise<T>,
): Promise<T> {
  const archive = await openArchive(path);
  try {
    return await read(archive);
  } catch (cause) {
    throw cause instanceof PlannerError ? cause : damaged(path, cause);
  } finally {
    archive.close();
  }
}

function refuseLongRow(path: string, sheet: string, { line, cells }: TableRow): void {
  const characters = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (characters <= MAX_ROW_CHARACTERS) return;
  throw fileError(
    path,
    `sheet "${sheet}", row ${line}: the row has more than ${MAX_ROW_CHARACTERS.toLocaleString('en-GB')} characters. Look for a cell that holds a whole document`,
  );
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const sheetError = (path: string, sheet: string, cause: unknown): PlannerError =>
  fileError(path, `sheet "${sheet}" cannot be read: ${wordsOf(cause)}`, cause);

const damaged = (path: string, cause: unknown): PlannerError =>
  fileError(path, `this workbook is damaged (${wordsOf(cause)}). Download it again, or save it anew`, cause);

/** Why a workbook of the old kind, which a locked one of the new kind looks like, cannot be read. */
export async function oldWorkbookError({ path, bytes }: InspectedFile): Promise<PlannerError> {
  const handle = await open(path, 'r');
  const lock = Buffer.from('EncryptedPackage', 'utf16le');
  const length = Math.min(bytes, LOCK_SEARCH_BYTES);
  const isLockedAt = async (position: number) =>
    (await handle.read(Buffer.alloc(length), 0, length, position)).buffer.includes(lock);
  try {
    return (await isLockedAt(0)) || (await isLockedAt(bytes - length))
      ? fileError(
          path,
          'this workbook is locked with a password. Open it, take the password off, and save it as .xlsx',
        )
      : fileError(
          path,
          'this is a workbook of the old kind (.xls). Open it and save it as "Excel workbook (.xlsx)" or as "CSV UTF-8 (comma delimited)"',
        );
  } finally {
    await handle.close();
  }
}
