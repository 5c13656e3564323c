import Database from 'better-sqlite3';

/** Every row of every table of a database, in a form that can be compared. */
export function everyRow(dbPath: string): Record<string, unknown[]> {
  const db = new Database(dbPath, { readonly: true });
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all();
  const rows = Object.fromEntries(
    tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]),
  );
  db.close();
  return rows;
}
