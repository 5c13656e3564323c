import { openFeatures } from './featureRows.ts';
import { fileError } from './importErrors.ts';
import { type InspectedFile, inspectFile, oddKind } from './inspectFile.ts';
import { readJson } from './readJson.ts';
import type { TableSource } from './tableSource.ts';
import { textRows } from './textRows.ts';
import { openStopList } from './timetable/stopListJson.ts';
import { oldWorkbookError, openWorkbook } from './workbook.ts';

/** The ONS Postcode Directory, the largest file anyone brings, has some 1.4 GB. */
const MAX_FILE_BYTES = 2_000_000_000;

/**
 * Opens a file as the tables it holds: text separated by commas, semicolons, tabs or bars (UTF-8, UTF-16 or Windows-1252,
 * any line ends), an .xlsx workbook, a GeoJSON map, or
 * the stops of the mobile-library API.
 * @param hoped.what      what it should be, in words: "a table of areas"
 * @param hoped.expected  the columns it should have, in words
 * @throws IMPORT_FILE naming the file, what it is instead, and what to do
 */
export async function openSource(
  path: string,
  hoped: { readonly what: string; readonly expected: string },
): Promise<TableSource> {
  const file = await inspectFile(path, MAX_FILE_BYTES);
  const odd = oddKind(file.head);
  if (odd === 'an Excel workbook') return openWorkbook(file);
  if (odd === 'an old Excel workbook') throw await oldWorkbookError(file);
  if (odd === 'a JSON file') {
    const content = await readJson(file);
    const table = openFeatures(file, content) ?? openStopList(file, content);
    if (table !== undefined) return table;
  }
  refuseOtherKinds(file, odd, hoped);
  const notes = file.encoding === 'utf-8' ? [] : [`Read as ${file.encoding} text, because it is not UTF-8.`];
  return {
    file,
    shape: 'text',
    sheets: [{ name: null, isHidden: false, rows: () => textRows(file) }],
    notes,
  };
}

function refuseOtherKinds(
  file: InspectedFile,
  odd: string | undefined,
  hoped: { readonly what: string; readonly expected: string },
): void {
  if (odd === 'a zip archive') {
    throw fileError(
      file.path,
      `this is ${odd}, not ${hoped.what}. Unpack it, and give the file or folder inside with the columns ${hoped.expected}`,
    );
  }
  if (odd) {
    throw fileError(
      file.path,
      `this is ${odd}, not ${hoped.what} as CSV or .xlsx. Download the table itself (a saved web page is not it), with the columns ${hoped.expected}`,
    );
  }
  if (file.encoding !== 'utf-16le' && file.head.includes(0)) {
    throw fileError(
      file.path,
      `this is not text, so it cannot be ${hoped.what}. Expected a CSV file with the columns ${hoped.expected}`,
    );
  }
}
