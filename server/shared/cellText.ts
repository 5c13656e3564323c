import { type ServiceDate, serviceDate } from './time.ts';

/** Signs that publishers put where a figure is not known or withheld. */
const UNKNOWN = new Set([
  '',
  'na',
  'n/a',
  'null',
  'none',
  'nan',
  '-',
  '–',
  '..',
  '...',
  ':',
  '.',
  '*',
  'c',
  'x',
  'z',
  '#n/a',
]);
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** True when a cell says that nothing is known: empty, NA, .., *, … */
export const isUnknown = (cell: string): boolean => UNKNOWN.has(cell.trim().toLowerCase());

/** The number that a cell without blanks at its ends holds, "1,234" included; undefined when it holds none. */
export function numberIn(cell: string): number | undefined {
  const plain = THOUSANDS.test(cell) ? cell.replaceAll(',', '') : cell;
  return PLAIN_NUMBER.test(plain) ? Number(plain) : undefined;
}

/** yes or no in the usual forms; null when not known, undefined when it is neither. */
export function yesNoIn(cell: string): boolean | null | undefined {
  const plain = cell.toLowerCase();
  if (['yes', 'y', 'true', '1'].includes(plain)) return true;
  if (['no', 'n', 'false', '0', 'none'].includes(plain)) return false;
  return isUnknown(plain) ? null : undefined;
}

/** A date, 2026-12-31 or 31/12/2026; undefined when it is none. */
export function dateIn(cell: string): ServiceDate | undefined {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const text = british ? `${british[3]}-${british[2].padStart(2, '0')}-${british[1].padStart(2, '0')}` : cell;
  try {
    return serviceDate(text);
  } catch {
    return undefined;
  }
}

/** Spreadsheets run a cell that starts with one of these as a formula (OWASP, "CSV Injection"). */
const FORMULA_START = /^'*[=+\-@\t\r]/;

/** Text that a spreadsheet would run as a formula gets a `'` in front; so does text that looks guarded already. */
export const guardedText = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** Takes the guard of `guardedText` off again. */
export const unguardedText = (text: string): string =>
  text.startsWith("'") && FORMULA_START.test(text) ? text.slice(1) : text;
