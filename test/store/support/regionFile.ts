import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type WritableDb } from '../../../server/store/open.ts';

/** An empty folder that goes when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a database file that is not there yet, in a folder that goes when the test ends. */
export const newDbPath = (): string => join(tempFolder(), 'region.sqlite');

/** A store that is closed when the test ends. */
export function opened(path = ':memory:'): WritableDb {
  const db = openStore(path);
  onTestFinished(() => {
    db.close();
  });
  return db;
}
