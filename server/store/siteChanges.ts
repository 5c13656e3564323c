import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** How somebody changed a site: in its form, on the map, or with a register brought back. */
export type ChangeWay = 'form' | 'map' | 'register';

/** Before and after of each field that changed, as people write them. */
export type ChangedFields = Readonly<Record<string, readonly [before: string, after: string]>>;

/** One change of one site, by somebody. */
export interface SiteChange {
  readonly siteId: string;
  readonly at: Instant;
  readonly by: string;
  readonly way: ChangeWay;
  readonly fields: ChangedFields;
}

/** Notes who changed what of a site. Call inside the transaction of the change. */
export function addSiteChange(db: WritableDb, change: SiteChange): void {
  db.prepare(
    'INSERT INTO site_change (site_id, changed_at, changed_by, way, fields_json) VALUES (?, ?, ?, ?, ?)',
  ).run(change.siteId, change.at, change.by, change.way, JSON.stringify(change.fields));
}

/** What was changed of a site, the newest first, at most `limit`. */
export function listSiteChanges(
  db: ReadableDb,
  asked: { readonly siteId: string; readonly limit: number },
): SiteChange[] {
  const rows = db
    .prepare<
      [string, number],
      { changed_at: string; changed_by: string; way: ChangeWay; fields_json: string }
    >(
      'SELECT changed_at, changed_by, way, fields_json FROM site_change WHERE site_id = ? ORDER BY id DESC LIMIT ?',
    )
    .all(asked.siteId, asked.limit);
  return rows.map((row) => ({
    siteId: asked.siteId,
    at: row.changed_at as Instant,
    by: row.changed_by,
    way: row.way,
    fields: JSON.parse(row.fields_json),
  }));
}
