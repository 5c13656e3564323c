import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, openStore } from '../../server/store/open.ts';
import { newDbPath, opened, tempFolder } from './support/regionFile.ts';

const MIGRATIONS = fileURLToPath(new URL('../../server/store/migrations/', import.meta.url));
const newestMigration = () => Math.max(...readdirSync(MIGRATIONS).map((name) => Number(name.slice(0, 3))));

/** A folder of migrations: SQL by file name. */
function steps(files: Readonly<Record<string, string>>, folder = tempFolder()): string {
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

const blank = () => new Database(':memory:') as ReturnType<typeof openStore>;
const versionOf = (db: Database.Database) => db.pragma('user_version', { simple: true });
const words = (db: Database.Database) => db.prepare('SELECT word FROM said ORDER BY rowid').pluck().all();

const FIRST = {
  '010-first.sql': "CREATE TABLE said (word TEXT NOT NULL) STRICT; INSERT INTO said VALUES ('ten')",
};
const SECOND = { '020-second.sql': "INSERT INTO said VALUES ('twenty')" };

describe('opening a store', () => {
  it('makes the file and its folders, with every table there is', () => {
    const path = join(tempFolder(), 'made', 'on the way', 'region.sqlite');
    const db = opened(path);
    expect(existsSync(path)).toBe(true);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    expect(tables).toEqual(
      expect.arrayContaining(['area', 'hub', 'plan', 'region', 'release', 'site', 'travel_matrix', 'visit']),
    );
  });

  it('notes the newest migration in user_version', () => {
    expect(versionOf(opened())).toBe(newestMigration());
  });

  it('numbers the migrations in tens, each number once', () => {
    const numbers = readdirSync(MIGRATIONS).map((name) => Number(/^(\d{3})-[a-z-]+\.sql$/.exec(name)?.[1]));
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([]);
  });

  it('keeps every table strict', () => {
    const loose = opened()
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });

  it('writes through the log, waits for the disk and holds references', () => {
    const db = opened(newDbPath());
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('finds everything as it was the second time, and changes nothing', () => {
    const path = newDbPath();
    const first = openStore(path);
    first.prepare("INSERT INTO parameter (name, value) VALUES ('withinReachSeconds', 900)").run();
    const before = first.pragma('schema_version', { simple: true });
    first.close();
    const second = opened(path);
    expect(second.prepare('SELECT * FROM parameter').all()).toEqual([
      { name: 'withinReachSeconds', value: 900 },
    ]);
    expect(second.pragma('schema_version', { simple: true })).toBe(before);
  });

  it('opens a new file once only when two processes come at the same moment, again and again', async () => {
    const folder = tempFolder();
    const files = Array.from({ length: 12 }, (_, i) => join(folder, String(i), 'region.sqlite'));
    for (const file of files) mkdirSync(dirname(file));
    const program = fileURLToPath(new URL('./support/openInStep.ts', import.meta.url));
    const run = (name: string, twin: string) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', program, name, twin, ...files], {
        timeout: 50_000,
      });
    const told = await Promise.all([run('one', 'two'), run('two', 'one')]);
    const versions = told.flatMap(({ stdout }) => stdout.trim().split('\n').map(Number));
    expect(versions).toEqual(Array.from({ length: 24 }, newestMigration));
  });
});

describe('a file that cannot be a store', () => {
  it('of a newer program is refused in words and left as it is', () => {
    const path = newDbPath();
    const newer = new Database(path);
    newer.pragma('user_version = 9990');
    newer.close();
    expect(() => openStore(path)).toThrow(
      expect.objectContaining({
        code: 'STORE_NEWER',
        category: 'input',
        message: `The database ${path} is of version 9990, newer than this program's ${newestMigration()}. Start the newer program, or restore a backup`,
      }),
    );
    const after = new Database(path, { readonly: true });
    expect(versionOf(after)).toBe(9990);
    expect(after.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0);
    after.close();
  });

  it('because it is something else is refused by name, and its bytes stay', () => {
    const path = newDbPath();
    const text = '<!doctype html><title>Not found</title>'.repeat(50);
    writeFileSync(path, text);
    expect(() => openStore(path)).toThrow(
      expect.objectContaining({ code: 'STORE_UNREADABLE', message: expect.stringContaining(path) }),
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('because a folder has its name, or a file the name of its folder, is refused in words', () => {
    const folder = tempFolder();
    expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: 'STORE_UNREADABLE' }));
    writeFileSync(join(folder, 'file'), '');
    expect(() => openStore(join(folder, 'file', 'region.sqlite'))).toThrow(
      expect.objectContaining({
        code: 'STORE_UNREADABLE',
        message: expect.stringContaining(join(folder, 'file', 'region.sqlite')),
      }),
    );
  });

  it('because another program locks it is called locked, not broken', () => {
    const path = newDbPath();
    const other = openStore(path);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(() => openStore(path, 20)).toThrow(
      expect.objectContaining({
        code: 'STORE_BUSY',
        category: 'conflict',
        message: expect.stringContaining(path),
      }),
    );
    other.close();
    opened(path);
  });
});

describe('migrations', () => {
  it('are taken in order, each once', () => {
    const folder = steps({ ...SECOND, ...FIRST, 'notes.txt': 'not a step' });
    const db = blank();
    migrate(db, folder);
    migrate(db, folder);
    expect(words(db)).toEqual(['ten', 'twenty']);
    expect(versionOf(db)).toBe(20);
  });

  it('go on from where the database is', () => {
    const folder = steps(FIRST);
    const db = blank();
    migrate(db, folder);
    migrate(db, steps(SECOND, folder));
    expect(words(db)).toEqual(['ten', 'twenty']);
  });

  it('never go back to a step that came in under a lower number', () => {
    const folder = steps({ ...FIRST, ...SECOND });
    const db = blank();
    migrate(db, folder);
    migrate(db, steps({ '015-late.sql': "INSERT INTO said VALUES ('fifteen')" }, folder));
    expect(words(db)).toEqual(['ten', 'twenty']);
    expect(versionOf(db)).toBe(20);
  });

  it('are all or nothing, step by step', () => {
    const folder = steps({
      ...FIRST,
      '020-broken.sql': "INSERT INTO said VALUES ('half'); INSERT INTO nowhere VALUES (1)",
    });
    const db = blank();
    expect(() => migrate(db, folder)).toThrow('no such table: nowhere');
    expect(words(db)).toEqual(['ten']);
    expect(versionOf(db)).toBe(10);
    migrate(db, steps({ '020-broken.sql': SECOND['020-second.sql'] }, folder));
    expect(words(db)).toEqual(['ten', 'twenty']);
  });

  it('leave a database without steps alone', () => {
    const db = blank();
    migrate(db, tempFolder());
    expect(versionOf(db)).toBe(0);
  });
});
