import type { LedgerVisit, Notice, Release } from '../core/nouns.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

interface ReleaseRow {
  number: number;
  plan_id: number;
  published_at: string;
  published_by: string;
  from_date: string;
  to_date: string;
  visits: number;
  folder: string;
}

interface NoticeRow {
  visit_uid: string;
  date: string;
  kind: string;
  minutes_late: number;
  words: string;
  at: string;
}

/** All releases, oldest first. */
export function listReleases(db: ReadableDb): Release[] {
  return db.prepare<[], ReleaseRow>('SELECT * FROM release ORDER BY number').all().map(releaseOf);
}

/** The newest release; undefined before the first. */
export function findNewestRelease(db: ReadableDb): Release | undefined {
  const row = db.prepare<[], ReleaseRow>('SELECT * FROM release ORDER BY number DESC LIMIT 1').get();
  return row && releaseOf(row);
}

/** Writes a release and freezes what it says of each visit. Call inside a transaction. */
export function addRelease(db: WritableDb, release: Release, visits: readonly LedgerVisit[]): void {
  db.prepare(
    insertSql('release', [
      'number',
      'plan_id',
      'published_at',
      'published_by',
      'from_date',
      'to_date',
      'visits',
      'folder',
    ]),
  ).run({
    number: release.number,
    plan_id: release.planId,
    published_at: release.publishedAt,
    published_by: release.publishedBy,
    from_date: release.from,
    to_date: release.to,
    visits: release.visits,
    folder: release.folder,
  } satisfies ReleaseRow);
  const freeze = db.prepare('INSERT INTO release_visit (release, uid, visit_json) VALUES (?, ?, ?)');
  for (const visit of visits) freeze.run(release.number, visit.uid, JSON.stringify(visit));
}

/** What a release said of its visits, in date and clock order. */
export function listReleaseVisits(db: ReadableDb, number: number): LedgerVisit[] {
  return db
    .prepare<[number], { visit_json: string }>('SELECT visit_json FROM release_visit WHERE release = ?')
    .all(number)
    .map((row) => JSON.parse(row.visit_json) as LedgerVisit)
    .sort((a, b) => a.date.localeCompare(b.date) || a.open - b.open || a.uid.localeCompare(b.uid));
}

/** Same-day news of one date, newest first. */
export function listNotices(db: ReadableDb, date: ServiceDate): Notice[] {
  return db
    .prepare<[string], NoticeRow>('SELECT * FROM notice WHERE date = ? ORDER BY at DESC, visit_uid')
    .all(date)
    .map((row) => ({
      visitUid: row.visit_uid,
      date: row.date as ServiceDate,
      kind: row.kind as Notice['kind'],
      minutesLate: row.minutes_late,
      words: row.words,
      at: row.at as Instant,
    }));
}

/** Keeps the last word on a visit. */
export function saveNotice(db: WritableDb, notice: Notice): void {
  db.prepare(
    `INSERT INTO notice (visit_uid, date, kind, minutes_late, words, at)
     VALUES (@visit_uid, @date, @kind, @minutes_late, @words, @at)
     ON CONFLICT (visit_uid) DO UPDATE SET
       date = excluded.date, kind = excluded.kind, minutes_late = excluded.minutes_late,
       words = excluded.words, at = excluded.at`,
  ).run({
    visit_uid: notice.visitUid,
    date: notice.date,
    kind: notice.kind,
    minutes_late: notice.minutesLate,
    words: notice.words,
    at: notice.at,
  } satisfies NoticeRow);
}

function releaseOf(row: ReleaseRow): Release {
  return {
    number: row.number,
    planId: row.plan_id,
    publishedAt: row.published_at as Instant,
    publishedBy: row.published_by,
    from: row.from_date as ServiceDate,
    to: row.to_date as ServiceDate,
    visits: row.visits,
    folder: row.folder,
  };
}
