import { basename } from 'node:path';
import { PlannerError } from '../shared/errors.ts';
import { counted } from '../shared/text.ts';
import { fileError, placeInFile } from './importErrors.ts';
import { groupRefusals, type ReadRows, type Refusal, type RefusalGroup, rowsIn } from './report.ts';

/** Kinds of fault told in one message, and lines named for each besides the first. */
const FAULTS_SHOWN = 5;
const LINES_SHOWN = 5;

/**
 * Stops an import whose files have broken rows: one message that names file, line, fault and remedy. A row that was left
 * out unseen would change every figure that follows.
 * @throws IMPORT_ROWS when any row of any file is at fault
 */
export function refuseFaults(tables: readonly ReadRows<unknown>[]): void {
  const broken = tables.filter((table) => table.refused.some((refusal) => refusal.isFault));
  if (broken.length === 0) return;
  const groups = broken.flatMap((table) =>
    groupRefusals(inOrder(table.refused.filter((refusal) => refusal.isFault))).map((group) => ({
      ...group,
      path: table.path,
      sheet: table.sheet,
    })),
  );
  const shown = groups.slice(0, FAULTS_SHOWN).map(groupText);
  const more = groups.length - shown.length;
  const rows = groups.reduce((sum, group) => sum + group.count, 0);
  throw new PlannerError({
    code: 'IMPORT_ROWS',
    category: 'input',
    message: `${shown.join('. ')}.${more > 0 ? ` There are ${counted(more, 'more kind')} of fault.` : ''} Mend ${rows === 1 ? 'this row' : `these ${rows} rows`} and import again, or leave ${rows === 1 ? 'it' : 'them'} out with --skip-bad-rows. Nothing was changed`,
    details: {
      files: broken.map((table) => ({ file: basename(table.path), refused: groupRefusals(table.refused) })),
    },
  });
}

const inOrder = (refused: readonly Refusal[]): Refusal[] => [...refused].sort((a, b) => a.line - b.line);

type PlacedGroup = RefusalGroup & Pick<ReadRows<unknown>, 'path' | 'sheet'>;

function groupText({ path, sheet, reason, count, lines, example }: PlacedGroup): string {
  const others = lines.slice(1, 1 + LINES_SHOWN);
  const rest = count - 1 - others.length > 0 ? ', …' : '';
  const also =
    count === 1
      ? ''
      : `, and so in ${counted(count - 1, 'other row')} (${others.length === 1 ? 'line' : 'lines'} ${others.join(', ')}${rest})`;
  return `${placeInFile(path, lines[0], sheet)}: ${reason}${example === '' ? '' : ` ("${example}")`}${also}`;
}

/**
 * Stops an import when no row of a table was taken, or more rows are at fault than were taken: then it is the wrong file,
 * or does not belong to the extract.
 * @throws IMPORT_FILE
 */
export function refuseMostlyRefused(table: ReadRows<unknown>): void {
  if (table.rowsRead === 0) {
    throw fileError(
      table.path,
      'there is a header row and nothing below it. Check that it is the right file',
    );
  }
  const atFault = rowsIn(table.refused.filter((refusal) => refusal.isFault));
  if (table.rows.length > 0 && atFault <= table.rows.length) return;
  const [group] = groupRefusals(table.refused);
  const isElsewhere = group.reason.startsWith('more than 2,000 m');
  const example = group.example === '' ? '' : ` ("${group.example}")`;
  const share = table.rowsRead === 1 ? '' : `, and so in ${group.count} of ${table.rowsRead} rows`;
  const remedy = isElsewhere
    ? 'The coordinates and the extract do not match: give the extract of the same county, or mend the coordinates'
    : 'Mend the file, or give the right one, and import again. Nothing was changed';
  const place = table.sheet ? `sheet "${table.sheet}", row` : 'line';
  throw fileError(table.path, `${place} ${group.lines[0]}: ${group.reason}${example}${share}. ${remedy}`);
}
