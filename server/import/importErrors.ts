import { basename } from 'node:path';
import { PlannerError } from '../shared/errors.ts';

/** Where in a file something is wrong, in words: `areas.csv, line 7`, or `areas.xlsx, sheet "Mid-2022", row 7`. */
export function placeInFile(path: string, line: number, sheet?: string | null): string {
  return sheet ? `${basename(path)}, sheet "${sheet}", row ${line}` : `${basename(path)}, line ${line}`;
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

/** What the file system says when a folder cannot be written, in words. */
const WRITE_TROUBLE: Readonly<Record<string, string>> = {
  EACCES: 'may not be written',
  EPERM: 'may not be written',
  EROFS: 'is on a disk that can only be read',
  ENOSPC: 'is on a disk that is full',
  EDQUOT: 'is on a disk whose quota is used up',
  ENOTDIR: 'has a file where a folder should be',
  EEXIST: 'has a file where a folder should be',
  SQLITE_CANTOPEN: 'may not be written',
  SQLITE_READONLY: 'may not be written',
  SQLITE_FULL: 'is on a disk that is full',
};

/** An error of the disk in our words (`IMPORT_WRITE`); anything else as it is. */
export function writeError(folder: string, error: unknown): unknown {
  const trouble = WRITE_TROUBLE[String((error as { code?: unknown } | undefined)?.code)];
  if (trouble === undefined || error instanceof PlannerError) return error;
  return new PlannerError({
    code: 'IMPORT_WRITE',
    category: 'input',
    message: `The region's folder ${folder} ${trouble}. Mend that, or choose another place with DATA_DIR. The previous region is unchanged`,
    cause: error,
  });
}
