import type { Site } from '../core/nouns.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';
import { rowOf, SITE_COLUMNS, type SiteRow, siteOf } from './siteRows.ts';

/** Candidate sites of the region as last imported, in identifier order. */
export function listSites(db: ReadableDb): Site[] {
  return db.prepare<[], SiteRow>('SELECT * FROM site WHERE is_retired = 0 ORDER BY id').all().map(siteOf);
}

/** Every site a promise was ever made for, retired ones included, in identifier order. */
export function listEverySite(db: ReadableDb): Site[] {
  return db.prepare<[], SiteRow>('SELECT * FROM site ORDER BY id').all().map(siteOf);
}

/** A site as it stands in the register, with who last touched it. */
export interface RegisteredSite {
  readonly site: Site;
  /** Another number at every change. */
  readonly version: number;
  /** When and by whom it was last edited in the planner; null while it is as an import brought it. */
  readonly editedAt: Instant | null;
  readonly editedBy: string | null;
}

type RegisteredRow = SiteRow & { version: number; edited_at: string | null; edited_by: string | null };

/** The register: every site in use with its version, in identifier order. */
export const listRegister = (db: ReadableDb): RegisteredSite[] =>
  db
    .prepare<[], RegisteredRow>('SELECT * FROM site WHERE is_retired = 0 ORDER BY id')
    .all()
    .map(registeredOf);

/** One site of the register; undefined when there is none of this identifier, or none any more. */
export function findRegistered(db: ReadableDb, id: string): RegisteredSite | undefined {
  const row = db
    .prepare<[string], RegisteredRow>('SELECT * FROM site WHERE is_retired = 0 AND id = ?')
    .get(id);
  return row && registeredOf(row);
}

/** Sites that were edited or added in the planner since an import last brought them, in identifier order. */
export const listEditedSites = (db: ReadableDb): Site[] =>
  db
    .prepare<[], SiteRow>('SELECT * FROM site WHERE is_retired = 0 AND edited_at IS NOT NULL ORDER BY id')
    .all()
    .map(siteOf);

/**
 * Puts these sites in place of all there are. A site that is gone keeps its row, retired, when visits were promised
 * there; a site already known keeps its slug, so that public addresses last, and a new one whose slug is taken gets
 * another with -2, -3, … One that is as it was keeps its version, and that it was edited. Call inside a transaction.
 */
export function replaceSites(db: WritableDb, sites: readonly Site[]): void {
  const before = new Map(listEveryRow(db).map((row) => [row.id, row]));
  db.prepare('DELETE FROM site WHERE id NOT IN (SELECT site_id FROM visit)').run();
  db.prepare('UPDATE site SET is_retired = 1').run();
  const promised = knownSlugs(db);
  const known = sites.flatMap((site) => before.get(site.id)?.slug ?? []);
  const taken = new Set([...promised.values(), ...known]);
  const write = writers(db);
  for (const site of sites) {
    const was = before.get(site.id);
    const row = { ...rowOf(site), slug: was?.slug ?? freeSlug(site.slug, taken) };
    taken.add(row.slug);
    const isSame = was !== undefined && isSameRow(row, was);
    const { version, edited_at, edited_by } = isSame
      ? was
      : { version: nextVersion(db), edited_at: null, edited_by: null };
    (promised.has(site.id) ? write.update : write.insert)({ ...row, version, edited_at, edited_by });
  }
  // Sites that have gone change what rests on the register too.
  nextVersion(db);
}

/**
 * Adds new sites to those there are; one that was retired comes back under its slug. A slug that is taken gets -2, -3, … Call inside a
 * transaction.
 */
export function addSites(
  db: WritableDb,
  sites: readonly Site[],
  edited: { readonly at: Instant; readonly by: string } | null = null,
): void {
  const known = knownSlugs(db);
  const taken = new Set(known.values());
  const write = writers(db);
  for (const site of sites) {
    const slug = known.get(site.id) ?? freeSlug(site.slug, taken);
    taken.add(slug);
    (known.has(site.id) ? write.update : write.insert)({
      ...rowOf(site),
      slug,
      version: nextVersion(db),
      edited_at: edited?.at ?? null,
      edited_by: edited?.by ?? null,
    });
  }
}

/** Writes a site of the register over, its slug apart. Call inside a transaction. */
export function updateSite(
  db: WritableDb,
  site: Site,
  edited: { readonly at: Instant; readonly by: string },
): void {
  const slug = knownSlugs(db).get(site.id) ?? site.slug;
  writers(db).update({
    ...rowOf(site),
    slug,
    version: nextVersion(db),
    edited_at: edited.at,
    edited_by: edited.by,
  });
}

/** Another text whenever a site has come, gone or changed: what rests on them is to be measured again. */
export const sitesStamp = (db: ReadableDb): string =>
  String(db.prepare<[], { last: number }>('SELECT last FROM site_version').get()?.last ?? 0);

/** A number that no state of any site has had. */
const nextVersion = (db: WritableDb): number =>
  db.prepare<[], { last: number }>('UPDATE site_version SET last = last + 1 RETURNING last').get()?.last ?? 0;

const listEveryRow = (db: ReadableDb): RegisteredRow[] =>
  db.prepare<[], RegisteredRow>('SELECT * FROM site').all();

const isSameRow = (a: SiteRow, b: SiteRow): boolean => SITE_COLUMNS.every((name) => a[name] === b[name]);

/** Ways to write a row with its version. */
function writers(db: WritableDb) {
  const columns = [...SITE_COLUMNS, ...VERSION_COLUMNS];
  const insert = db.prepare(insertSql('site', columns));
  const update = db.prepare(
    `UPDATE site SET ${columns.map((name) => `${name} = @${name}`).join(', ')}, is_retired = 0 WHERE id = @id`,
  );
  return {
    insert: (row: RegisteredRow) => void insert.run(row),
    update: (row: RegisteredRow) => void update.run(row),
  };
}

const registeredOf = (row: RegisteredRow): RegisteredSite => ({
  site: siteOf(row),
  version: row.version,
  editedAt: row.edited_at as Instant | null,
  editedBy: row.edited_by,
});

/** Slug by site, retired sites included. */
function knownSlugs(db: ReadableDb): Map<string, string> {
  const rows = db.prepare<[], { id: string; slug: string }>('SELECT id, slug FROM site').all();
  return new Map(rows.map((row) => [row.id, row.slug]));
}

function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  let slug = wanted;
  for (let n = 2; taken.has(slug); n++) slug = `${wanted}-${n}`;
  return slug;
}

const VERSION_COLUMNS = ['version', 'edited_at', 'edited_by'] as const;
