import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { PlannerError } from '../shared/errors.ts';

/** A handle that may read. */
export type ReadableDb = Database.Database & {
  readonly __mode: 'readable' | 'writable';
};
/** A handle that may read and write. */
export type WritableDb = Database.Database & { readonly __mode: 'writable' };

const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

/** How long a connection usually waits for another one's write, milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Pause before the write-ahead log is asked for again, milliseconds. */
const WAL_RETRY_MS = 10;

/**
 * Opens a region's database, creating it and taking every migration that is missing.
 * @param path  file, or `:memory:`
 * @param busyTimeoutMs  how long to wait for another connection's write, now and later
 * @throws STORE_NEWER when the file was written by a newer program; STORE_UNREADABLE when it is no database;
 *   STORE_BUSY when another program keeps it locked
 */
export function openStore(path: string, busyTimeoutMs = BUSY_TIMEOUT_MS): WritableDb {
  let db: WritableDb | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    db = new Database(path, { timeout: busyTimeoutMs }) as WritableDb;
    useWriteAheadLog(db, busyTimeoutMs);
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db, MIGRATIONS_FOLDER);
    return db;
  } catch (error) {
    db?.close();
    throw error instanceof PlannerError ? error : unopened(path, error);
  }
}

/** SQLite does not wait for its locks while it changes the journal's mode, as two processes may do with a new file. */
function useWriteAheadLog(db: Database.Database, timeoutMs: number): void {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_RETRY_MS);
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');

function unopened(path: string, cause: unknown): PlannerError {
  if (isBusy(cause)) {
    return new PlannerError({
      code: 'STORE_BUSY',
      category: 'conflict',
      message: `The database ${path} is locked by another program. Wait until that has finished, or end it, then try again`,
      cause,
    });
  }
  return new PlannerError({
    code: 'STORE_UNREADABLE',
    category: 'input',
    message: `${path} cannot be opened as a database (${cause instanceof Error ? cause.message : cause}). Check that the file is ours and that its folder can be written, or restore a backup`,
    cause,
  });
}

/**
 * Takes the numbered steps of a folder that this database has not taken yet, each in one transaction.
 * The number of the last one taken is kept in `user_version`.
 */
export function migrate(db: WritableDb, folder: string): void {
  const steps = readdirSync(folder)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name))
    .sort();
  const newest = Number(steps.at(-1)?.slice(0, 3) ?? 0);
  const versionOf = () => db.pragma('user_version', { simple: true }) as number;
  if (versionOf() > newest) {
    throw new PlannerError({
      code: 'STORE_NEWER',
      category: 'input',
      message: `The database ${db.name} is of version ${versionOf()}, newer than this program's ${newest}. Start the newer program, or restore a backup`,
    });
  }
  for (const step of steps) {
    const number = Number(step.slice(0, 3));
    const take = db.transaction(() => {
      if (versionOf() >= number) return;
      db.exec(readFileSync(`${folder}/${step}`, 'utf8'));
      db.pragma(`user_version = ${number}`);
    });
    take.immediate();
  }
}
