import { PlannerError } from '../../shared/errors.ts';

/** An error of a download; the codes are told at `downloadExtract`. */
export const downloadError = (code: string, message: string, cause?: unknown): PlannerError =>
  new PlannerError({
    code,
    category: code === 'DOWNLOAD_CANCELLED' ? 'conflict' : 'input',
    message,
    cause,
  });

const DISK_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk’s quota is used up',
  EACCES: 'the folder may not be written',
  EPERM: 'the folder may not be written',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'there is a file where a folder should be',
  EEXIST: 'there is a file where a folder should be',
  // Of the file that carries the lock.
  SQLITE_CANTOPEN: 'the folder may not be written',
  SQLITE_READONLY: 'the folder may not be written',
  SQLITE_FULL: 'the disk is full',
};

/** DOWNLOAD_DISK for an error of the disk; undefined for any other. */
export function diskError(path: string, error: unknown): PlannerError | undefined {
  const trouble = DISK_TROUBLE[String((error as { code?: unknown } | null)?.code)];
  return trouble === undefined
    ? undefined
    : downloadError(
        'DOWNLOAD_DISK',
        `${path} cannot be written: ${trouble}. Mend that, or choose another place with DATA_DIR, and start again: what has arrived is kept`,
        error,
      );
}

/** Why a connection failed, in the words of the system: the innermost cause says most. */
export function networkWords(error: unknown): string {
  let inner = error as { cause?: unknown; code?: unknown; message?: unknown };
  while (inner.cause instanceof Error) inner = inner.cause as typeof inner;
  return String(inner.code ?? inner.message ?? error);
}
