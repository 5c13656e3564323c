import type { Site } from '../core/nouns.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { addSites, findRegistered, sitesStamp, updateSite } from './sites.ts';

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

/** Sites to keep, and what they rest on. */
export interface SiteEdits {
  readonly edits: readonly {
    readonly site: Site;
    /** The version that was edited; null for a new site. */
    readonly version: number | null;
    readonly fields: ChangedFields;
  }[];
  /** What `sitesStamp` told when the edits were drawn up, where nothing at all may have changed since. */
  readonly stamp?: string;
  readonly at: Instant;
  readonly by: string;
  readonly way: ChangeWay;
}

/**
 * Keeps edited and new sites, all or none, and notes who changed what.
 * @returns  false, and nothing is changed, when a site is no longer of the version that was edited, or a new one has an
 *           identifier that is taken
 */
export function saveSiteEdits(db: WritableDb, asked: SiteEdits): boolean {
  const save = db.transaction(() => {
    const isFresh =
      (asked.stamp === undefined || asked.stamp === sitesStamp(db)) &&
      asked.edits.every(({ site, version }) => (findRegistered(db, site.id)?.version ?? null) === version);
    if (!isFresh) return false;
    addSites(
      db,
      asked.edits.filter(({ version }) => version === null).map(({ site }) => site),
      asked,
    );
    for (const { site, version, fields } of asked.edits) {
      if (version !== null) updateSite(db, site, asked);
      addSiteChange(db, { siteId: site.id, at: asked.at, by: asked.by, way: asked.way, fields });
    }
    return true;
  });
  return save.immediate();
}

function addSiteChange(db: WritableDb, change: SiteChange): void {
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
