import { createHash, randomBytes } from 'node:crypto';
import { addSeconds, type Instant } from '../shared/time.ts';
import type { Seconds } from '../shared/units.ts';
import type { ReadableDb, WritableDb } from './open.ts';

export type Role = 'viewer' | 'driver' | 'coordinator' | 'publisher' | 'admin';

/** Roles from the one that may least: each may do all that the ones before it may. */
export const ROLES: readonly Role[] = ['viewer', 'driver', 'coordinator', 'publisher', 'admin'];

/** A driver is kept as a viewer who drives. */
const ROLE_SQL = "CASE WHEN person.is_driver = 1 THEN 'driver' ELSE person.role END AS role";

/** Somebody with an account. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
}

/** 256 bits from the system's generator, as 43 URL-safe characters. */
const newToken = (): string => randomBytes(32).toString('base64url');

/** Only the hash of a token is kept, so a stolen database signs nobody in. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The person of this name, made when there is none; the role is that of the first time. */
export function ensurePerson(db: WritableDb, wanted: { name: string; role: Role; at: Instant }): Person {
  db.prepare(
    'INSERT INTO person (name, role, is_driver, created_at) VALUES (@name, @role, @isDriver, @at) ON CONFLICT (name) DO NOTHING',
  ).run(wanted.role === 'driver' ? { ...wanted, role: 'viewer', isDriver: 1 } : { ...wanted, isDriver: 0 });
  return db
    .prepare<[string], Person>(`SELECT id, name, ${ROLE_SQL} FROM person WHERE name = ?`)
    .get(wanted.name) as Person;
}

/** All people, by name. */
export function listPeople(db: ReadableDb): Person[] {
  return db.prepare<[], Person>(`SELECT id, name, ${ROLE_SQL} FROM person ORDER BY name`).all();
}

/** A token that signs this person in once, before it expires. */
export function addSignInLink(
  db: WritableDb,
  link: { personId: number; at: Instant; validSeconds: Seconds },
): string {
  const token = newToken();
  db.prepare('INSERT INTO sign_in_link (token_hash, person_id, expires_at) VALUES (?, ?, ?)').run(
    hashOf(token),
    link.personId,
    addSeconds(link.at, link.validSeconds),
  );
  return token;
}

/**
 * Uses up a sign-in link and starts a sign-in.
 * @returns the sign-in's token for the cookie; undefined when the link is unknown, used or expired
 */
export function useSignInLink(db: WritableDb, use: { token: string; at: Instant }): string | undefined {
  const start = db.transaction(() => {
    const row = db
      .prepare<{ hash: string; at: string }, { person_id: number }>(
        `UPDATE sign_in_link SET used_at = @at
         WHERE token_hash = @hash AND used_at IS NULL AND expires_at >= @at
         RETURNING person_id`,
      )
      .get({ hash: hashOf(use.token), at: use.at });
    if (!row) return undefined;
    const token = newToken();
    db.prepare(
      'INSERT INTO sign_in (token_hash, person_id, started_at, last_seen_at) VALUES (?, ?, ?, ?)',
    ).run(hashOf(token), row.person_id, use.at, use.at);
    return token;
  });
  return start.immediate();
}

/**
 * Who is signed in with a token, noting that they were seen.
 * @returns undefined when unknown, idle longer than `idleSeconds` or older than `absoluteSeconds`
 */
export function findSignedIn(
  db: WritableDb,
  asked: {
    token: string;
    at: Instant;
    idleSeconds: Seconds;
    absoluteSeconds: Seconds;
  },
): Person | undefined {
  const hash = hashOf(asked.token);
  const row = db
    .prepare<[string, string, string], Person & { last_seen_at: string }>(
      `SELECT person.id, person.name, ${ROLE_SQL}, sign_in.last_seen_at
       FROM sign_in JOIN person ON person.id = sign_in.person_id
       WHERE token_hash = ? AND last_seen_at >= ? AND started_at >= ?`,
    )
    .get(hash, addSeconds(asked.at, -asked.idleSeconds), addSeconds(asked.at, -asked.absoluteSeconds));
  if (!row) return undefined;
  if (addSeconds(row.last_seen_at as Instant, SEEN_STEP_SECONDS) <= asked.at) {
    db.prepare('UPDATE sign_in SET last_seen_at = ? WHERE token_hash = ?').run(asked.at, hash);
  }
  return { id: row.id, name: row.name, role: row.role };
}

/**
 * Signs in, in another region, the person who is signed in here with this token; the person is made there when there is none of
 * that name. An unknown token carries nothing.
 */
export function carrySignIn(
  stores: { from: ReadableDb; to: WritableDb },
  signedIn: { token: string; person: Person; at: Instant },
): void {
  const hash = hashOf(signedIn.token);
  const row = stores.from
    .prepare<[string], { started_at: string; last_seen_at: string }>(
      'SELECT started_at, last_seen_at FROM sign_in WHERE token_hash = ?',
    )
    .get(hash);
  if (!row) return;
  const { name, role } = signedIn.person;
  const { id } = ensurePerson(stores.to, { name, role, at: signedIn.at });
  stores.to
    .prepare(
      `INSERT INTO sign_in (token_hash, person_id, started_at, last_seen_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (token_hash) DO NOTHING`,
    )
    .run(hash, id, row.started_at, row.last_seen_at);
}

/** Being seen is written at most this often, so that reading the map does not write on every request. */
const SEEN_STEP_SECONDS = 60;

/** Ends a sign-in; unknown tokens are no error. */
export function endSignIn(db: WritableDb, token: string): void {
  db.prepare('DELETE FROM sign_in WHERE token_hash = ?').run(hashOf(token));
}
