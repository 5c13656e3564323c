import type { ReadableDb, WritableDb } from './open.ts';

/** Parameter values that a coordinator changed, by name. */
export function listParameterOverrides(db: ReadableDb): Record<string, number> {
  const rows = db.prepare<[], { name: string; value: number }>('SELECT name, value FROM parameter').all();
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

/** Puts these changed values in place of all there are. */
export function replaceParameterOverrides(db: WritableDb, overrides: Readonly<Record<string, number>>): void {
  const replace = db.transaction(() => {
    db.prepare('DELETE FROM parameter').run();
    const insert = db.prepare('INSERT INTO parameter (name, value) VALUES (?, ?)');
    for (const [name, value] of Object.entries(overrides)) insert.run(name, value);
  });
  replace.immediate();
}
