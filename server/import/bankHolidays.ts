import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { serviceDate } from '../shared/time.ts';
import type { BankHolidayFact } from '../store/service.ts';
import { fileError } from './importErrors.ts';
import { inspectFile } from './inspectFile.ts';
import type { ReadRows } from './report.ts';

const MAX_FILE_BYTES = 5_000_000;
const FILE = z.object({
  'england-and-wales': z.object({
    events: z.array(z.object({ title: z.string(), date: z.string() })).min(1),
  }),
});

/** Reads England's bank holidays from gov.uk's bank-holidays.json. @throws IMPORT_FILE */
export async function readBankHolidays(path: string): Promise<ReadRows<BankHolidayFact>> {
  const { sha256 } = await inspectFile(path, MAX_FILE_BYTES);
  const { events } = parsed(path, await readFile(path, 'utf8'))['england-and-wales'];
  const byDate = new Map<string, BankHolidayFact>();
  for (const { title, date } of events) {
    try {
      byDate.set(date, { date: serviceDate(date), title });
    } catch (cause) {
      throw fileError(path, `"${title}" has the date "${date}". Expected a date such as 2026-12-25`, cause);
    }
  }
  const rows = [...byDate.values()].map((value) => ({ line: 0, value }));
  return { kind: 'bank holidays', path, sha256, rowsRead: events.length, rows, refused: [], notes: [] };
}

function parsed(path: string, text: string): z.infer<typeof FILE> {
  try {
    return FILE.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw fileError(
      path,
      'this is not a list of bank holidays as published at gov.uk/bank-holidays.json: expected "england-and-wales" with its "events". Download it again',
      cause,
    );
  }
}
