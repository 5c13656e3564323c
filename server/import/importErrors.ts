import { basename } from 'node:path';
import { PlannerError } from '../shared/errors.ts';

/** Where in a file something is wrong, in words: `areas.csv, line 7`. */
export function placeInFile(path: string, line?: number): string {
  return line === undefined ? basename(path) : `${basename(path)}, line ${line}`;
}

/** A file that cannot be used: `IMPORT_FILE`, category input. The message names the file, the fault and the remedy. */
export function fileError(path: string, message: string, cause?: unknown): PlannerError {
  return new PlannerError({
    code: 'IMPORT_FILE',
    category: 'input',
    message: `${basename(path)}: ${message}`,
    details: { file: path },
    cause,
  });
}

/** @throws IMPORT_CANCELLED when the signal was given */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new PlannerError({
    code: 'IMPORT_CANCELLED',
    category: 'conflict',
    message: 'The import was stopped before its end. The previous region is unchanged',
    cause: signal.reason,
  });
}
