import type { LedgerVisit, VisitStatus } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

interface VisitRow {
  uid: string;
  sequence: number;
  status: string;
  reason: string;
  site_id: string;
  van_id: string;
  date: string;
  open_seconds: number;
  close_seconds: number;
  session_type_ids_json: string;
  original_date: string;
  original_open_seconds: number;
  replaces_uid: string | null;
  replaced_by_uid: string | null;
  first_release: number | null;
  last_release: number | null;
  revised_at: string;
}

/** Visits ever promised, in date and clock order; from a date on (inclusive) when one is given. */
export function listVisits(db: ReadableDb, from?: ServiceDate): LedgerVisit[] {
  return db
    .prepare<[string], VisitRow>('SELECT * FROM visit WHERE date >= ? ORDER BY date, open_seconds, uid')
    .all(from ?? '')
    .map(visitOf);
}

/** @throws VISIT_UNKNOWN */
export function getVisit(db: ReadableDb, uid: string): LedgerVisit {
  const row = db.prepare<[string], VisitRow>('SELECT * FROM visit WHERE uid = ?').get(uid);
  if (row) return visitOf(row);
  throw new PlannerError({
    code: 'VISIT_UNKNOWN',
    category: 'not-found',
    message: `There is no visit ${uid} in the ledger`,
    details: { uid },
  });
}

/** Writes one new visit of the ledger. */
export function addVisit(db: WritableDb, visit: LedgerVisit): void {
  db.prepare(insertSql('visit', COLUMNS)).run(rowOf(visit));
}

/** Writes what changed of a known visit; its uid never changes. @throws VISIT_UNKNOWN */
export function updateVisit(db: WritableDb, visit: LedgerVisit): void {
  const { changes } = db
    .prepare(`UPDATE visit SET ${COLUMNS.map((name) => `${name} = @${name}`).join(', ')} WHERE uid = @uid`)
    .run(rowOf(visit));
  if (changes === 0) getVisit(db, visit.uid);
}

function visitOf(row: VisitRow): LedgerVisit {
  return {
    uid: row.uid,
    sequence: row.sequence,
    status: row.status as VisitStatus,
    reason: row.reason,
    siteId: row.site_id,
    vanId: row.van_id,
    date: row.date as ServiceDate,
    open: row.open_seconds,
    close: row.close_seconds,
    sessionTypeIds: JSON.parse(row.session_type_ids_json),
    originalDate: row.original_date as ServiceDate,
    originalOpen: row.original_open_seconds,
    replacesUid: row.replaces_uid,
    replacedByUid: row.replaced_by_uid,
    firstRelease: row.first_release,
    lastRelease: row.last_release,
    revisedAt: row.revised_at as Instant,
  };
}

function rowOf(visit: LedgerVisit): VisitRow {
  return {
    uid: visit.uid,
    sequence: visit.sequence,
    status: visit.status,
    reason: visit.reason,
    site_id: visit.siteId,
    van_id: visit.vanId,
    date: visit.date,
    open_seconds: visit.open,
    close_seconds: visit.close,
    session_type_ids_json: JSON.stringify(visit.sessionTypeIds),
    original_date: visit.originalDate,
    original_open_seconds: visit.originalOpen,
    replaces_uid: visit.replacesUid,
    replaced_by_uid: visit.replacedByUid,
    first_release: visit.firstRelease,
    last_release: visit.lastRelease,
    revised_at: visit.revisedAt,
  };
}

const COLUMNS = [
  'uid',
  'sequence',
  'status',
  'reason',
  'site_id',
  'van_id',
  'date',
  'open_seconds',
  'close_seconds',
  'session_type_ids_json',
  'original_date',
  'original_open_seconds',
  'replaces_uid',
  'replaced_by_uid',
  'first_release',
  'last_release',
  'revised_at',
] as const;
