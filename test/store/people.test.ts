import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant } from '../../server/shared/time.ts';
import { minutes } from '../../server/shared/units.ts';
import type { WritableDb } from '../../server/store/open.ts';
import {
  addSignInLink,
  endSignIn,
  ensurePerson,
  findSignedIn,
  listPeople,
  useSignInLink,
} from '../../server/store/people.ts';
import { NOW } from '../support/tinyRegion.ts';
import { newDbPath, opened } from './support/regionFile.ts';

const later = (seconds: number): Instant => addSeconds(NOW(), seconds);
const ann = (db: WritableDb) => ensurePerson(db, { name: 'Ann', role: 'publisher', at: NOW() });
const linkFor = (db: WritableDb, validSeconds = minutes(10)) =>
  addSignInLink(db, { personId: ann(db).id, at: NOW(), validSeconds });
const signIn = (db: WritableDb) => useSignInLink(db, { token: linkFor(db), at: NOW() }) as string;

/** Who is signed in, half an hour idle and eight hours in all allowed. */
const signedIn = (db: WritableDb, token: string, at: Instant) =>
  findSignedIn(db, { token, at, idleSeconds: minutes(30), absoluteSeconds: minutes(480) });

describe('people', () => {
  it('are made once, whatever the case of their name, and keep their first role', () => {
    const db = opened();
    const first = ann(db);
    expect(first).toEqual({ id: 1, name: 'Ann', role: 'publisher' });
    expect(ensurePerson(db, { name: 'ANN', role: 'admin', at: later(60) })).toEqual(first);
    ensurePerson(db, { name: 'Zoë', role: 'viewer', at: NOW() });
    ensurePerson(db, { name: 'bob', role: 'coordinator', at: NOW() });
    expect(listPeople(db).map(({ name, role }) => [name, role])).toEqual([
      ['Ann', 'publisher'],
      ['bob', 'coordinator'],
      ['Zoë', 'viewer'],
    ]);
  });

  it('have one of the known roles', () => {
    expect(() => ensurePerson(opened(), { name: 'Eve', role: 'owner' as never, at: NOW() })).toThrow('CHECK');
  });
});

describe('a sign-in link', () => {
  it('signs its person in', () => {
    const db = opened();
    expect(signedIn(db, signIn(db), NOW())).toEqual({ id: 1, name: 'Ann', role: 'publisher' });
  });

  it('works once', () => {
    const db = opened();
    const token = linkFor(db);
    expect(useSignInLink(db, { token, at: NOW() })).toMatch(/^[\w-]{43}$/);
    expect(useSignInLink(db, { token, at: NOW() })).toBeUndefined();
  });

  it('works once for two programs together', () => {
    const path = newDbPath();
    const [one, two] = [opened(path), opened(path)];
    const token = linkFor(one);
    const used = [two, one].map((db) => useSignInLink(db, { token, at: NOW() }));
    expect(used.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('works to its last second, that one included', () => {
    const db = opened();
    expect(useSignInLink(db, { token: linkFor(db), at: later(600) })).toBeDefined();
    expect(useSignInLink(db, { token: linkFor(db), at: later(601) })).toBeUndefined();
  });

  it('is unknown when it is made up, empty, or a sign-in’s token', () => {
    const db = opened();
    const token = signIn(db);
    for (const made of ['', 'made-up', token])
      expect(useSignInLink(db, { token: made, at: NOW() })).toBeUndefined();
  });

  it('is never the same twice', () => {
    const db = opened();
    expect(new Set(Array.from({ length: 200 }, () => linkFor(db))).size).toBe(200);
  });
});

describe('a sign-in', () => {
  it('lasts half an hour without a request, the last second included', () => {
    const db = opened();
    const token = signIn(db);
    expect(signedIn(db, token, later(1801))).toBeUndefined();
    expect(signedIn(db, token, later(1800))?.name).toBe('Ann');
  });

  it('lasts on from request to request, but not beyond eight hours', () => {
    const db = opened();
    const token = signIn(db);
    for (let half = 1; half <= 16; half++) expect(signedIn(db, token, later(half * 1800))?.name).toBe('Ann');
    expect(signedIn(db, token, later(16 * 1800 + 1))).toBeUndefined();
  });

  it('is noted as seen at most once a minute', () => {
    const db = opened();
    const token = signIn(db);
    const seen = () => db.prepare('SELECT last_seen_at FROM sign_in').pluck().get();
    signedIn(db, token, later(59));
    expect(seen()).toBe('2026-11-24T09:00:00Z');
    signedIn(db, token, later(60));
    expect(seen()).toBe('2026-11-24T09:01:00Z');
  });

  it('ends when asked, and only that one', () => {
    const db = opened();
    const [here, there] = [signIn(db), signIn(db)];
    endSignIn(db, here);
    endSignIn(db, 'unknown');
    expect(signedIn(db, here, NOW())).toBeUndefined();
    expect(signedIn(db, there, NOW())?.name).toBe('Ann');
  });

  it('is not opened by a link’s token or by what the file holds', () => {
    const db = opened();
    const link = linkFor(db);
    signIn(db);
    const hash = db.prepare('SELECT token_hash FROM sign_in').pluck().get() as string;
    expect(signedIn(db, link, NOW())).toBeUndefined();
    expect(signedIn(db, hash, NOW())).toBeUndefined();
  });
});

describe('a stolen database', () => {
  it('holds no token, neither of a link nor of a sign-in, in any of its files', () => {
    const path = newDbPath();
    const db = opened(path);
    const unused = linkFor(db);
    const used = linkFor(db);
    const token = useSignInLink(db, { token: used, at: NOW() }) as string;
    const files = () => readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name)));
    expect(files().some((bytes) => bytes.includes('Ann'))).toBe(true);
    for (const secret of [unused, used, token]) {
      expect(files().filter((bytes) => bytes.includes(secret))).toEqual([]);
      const raw = Buffer.from(secret, 'base64url');
      expect(files().filter((bytes) => bytes.includes(raw))).toEqual([]);
    }
  });
});
