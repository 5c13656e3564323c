import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PlannerError } from '../shared/errors.ts';

/** The lock's file in the region's folder. */
export const IMPORT_LOCK_FILE = 'import.lock';

/**
 * Lets one process import into a region at a time. The lock is SQLite's own lock on a file of its own, so that it goes
 * when its process goes, however that ends.
 * @param folder  the region's folder; made when missing
 * @returns  gives the lock back
 * @throws IMPORT_RUNNING when another import holds it
 */
export function lockImport(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, IMPORT_LOCK_FILE), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    throw new PlannerError({
      code: 'IMPORT_RUNNING',
      category: 'conflict',
      message: `Another import into ${folder} is running. Wait until it has finished, then try again`,
      cause,
    });
  }
  return () => db.close();
}
