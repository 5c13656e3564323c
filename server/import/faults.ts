import { basename } from 'node:path';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import { fileError, placeInFile } from './importErrors.ts';
import { groupRefusals, type ReadRows, type Refusal } from './report.ts';

/** Faults named one by one in a message; the others are counted. */
const FAULTS_SHOWN = 5;

/**
 * Stops an import whose files have broken rows: one message that names file, line, fault and remedy. A row that was left
 * out unseen would change every figure that follows.
 * @throws IMPORT_ROWS when any row of any file is at fault
 */
export function refuseFaults(tables: readonly ReadRows<unknown>[]): void {
  const broken = tables.filter((table) => table.refused.some((refusal) => refusal.isFault));
  if (broken.length === 0) return;
  const faults = broken.flatMap(faultsOf);
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ path, refusal }) => faultText(path, refusal));
  const more = faults.length - shown.length;
  const rest = more > 0 ? ` … and ${counted(more, 'more row', 'more rows')}.` : '';
  throw new PlannerError({
    code: 'IMPORT_ROWS',
    category: 'input',
    message: `${shown.join('. ')}.${rest} Mend ${faults.length === 1 ? 'this row' : 'these rows'} and import again, or leave ${faults.length === 1 ? 'it' : 'them'} out with --skip-bad-rows. Nothing was changed`,
    details: {
      files: broken.map((table) => ({
        file: basename(table.path),
        refused: groupRefusals(table.refused.filter((refusal) => refusal.isFault)),
      })),
    },
  });
}

/** Faults of a file, first line first. */
function faultsOf(table: ReadRows<unknown>): { path: string; refusal: Refusal }[] {
  return table.refused
    .filter((refusal) => refusal.isFault)
    .sort((a, b) => a.line - b.line)
    .map((refusal) => ({ path: table.path, refusal }));
}

function faultText(path: string, { line, reason, value }: Refusal): string {
  return `${placeInFile(path, line)}: ${reason}${value === '' ? '' : ` ("${value}")`}`;
}

/**
 * Stops an import when most rows of a table could not be taken, whatever the reason: then it is the wrong file, or does
 * not belong to the extract.
 * @throws IMPORT_FILE
 */
export function refuseMostlyRefused(table: ReadRows<unknown>): void {
  if (table.rowsRead === 0) {
    throw fileError(
      table.path,
      'there is a header row and nothing below it. Check that it is the right file',
    );
  }
  if (table.rows.length * 2 > table.rowsRead || table.refused.length === 0) return;
  const [group] = groupRefusals(table.refused);
  const isElsewhere = group.reason.startsWith('more than');
  const example = group.example === '' ? '' : ` ("${group.example}")`;
  throw fileError(
    table.path,
    `line ${group.lines[0]}: ${group.reason}${example}, and so in ${group.count} of ${table.rowsRead} rows. ${
      isElsewhere
        ? 'The coordinates and the extract do not match: give the extract of the same county, or mend the coordinates'
        : 'Check that it is the right file, with the right columns'
    }`,
  );
}
