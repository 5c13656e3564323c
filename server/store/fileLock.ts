import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Takes a lock that all processes of a machine share and that the operating system gives back when its holder dies, however it
 * dies. An empty SQLite file of its own carries it, so that no row has to be swept and the region's store stays free.
 * @param path  the lock's file; made when missing
 * @returns how to give it back; undefined when somebody else holds it
 */
export function takeFileLock(path: string): (() => void) | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}
