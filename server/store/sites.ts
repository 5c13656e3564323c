import type { Site, SiteStatus } from '../core/nouns.ts';
import type { ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { flag, flagOf, insertSql, pointOf } from './rows.ts';

interface SiteRow {
  id: string;
  slug: string;
  name: string;
  community: string;
  address: string;
  postcode: string;
  lon: number;
  lat: number;
  kind: string;
  surface: string | null;
  spaces: number | null;
  length_metres: number | null;
  width_metres: number | null;
  headroom_metres: number | null;
  has_power: number | null;
  has_water: number | null;
  has_toilet: number | null;
  is_step_free: number | null;
  mobile_signal: string | null;
  bus_stop_metres: number | null;
  privacy: number | null;
  opening_json: string | null;
  status: string;
  permission_owner: string | null;
  permission_reference: string | null;
  permission_expires_on: string | null;
  risk_assessed_on: string | null;
  notes: string;
  source: string;
}

/** Candidate sites of the region as last imported, in identifier order. */
export function listSites(db: ReadableDb): Site[] {
  return db.prepare<[], SiteRow>('SELECT * FROM site WHERE is_retired = 0 ORDER BY id').all().map(siteOf);
}

/** Every site a promise was ever made for, retired ones included, in identifier order. */
export function listEverySite(db: ReadableDb): Site[] {
  return db.prepare<[], SiteRow>('SELECT * FROM site ORDER BY id').all().map(siteOf);
}

/**
 * Puts these sites in place of all there are. A site that is gone keeps its row, retired, when visits were promised
 * there; a site already known keeps its slug, so that public addresses last, and a new one whose slug is taken gets
 * another with -2, -3, … Call inside a transaction.
 */
export function replaceSites(db: WritableDb, sites: readonly Site[]): void {
  const slugs = knownSlugs(db);
  db.prepare('DELETE FROM site WHERE id NOT IN (SELECT site_id FROM visit)').run();
  db.prepare('UPDATE site SET is_retired = 1').run();
  const promised = knownSlugs(db);
  const known = sites.flatMap((site) => slugs.get(site.id) ?? []);
  const taken = new Set([...promised.values(), ...known]);
  const insert = db.prepare(insertSql('site', COLUMNS));
  const update = db.prepare(
    `UPDATE site SET ${COLUMNS.map((name) => `${name} = @${name}`).join(', ')}, is_retired = 0 WHERE id = @id`,
  );
  for (const site of sites) {
    const slug = slugs.get(site.id) ?? freeSlug(site.slug, taken);
    taken.add(slug);
    (promised.has(site.id) ? update : insert).run({ ...rowOf(site), slug });
  }
}

/** Adds new sites to those there are. A slug that is taken gets -2, -3, … Call inside a transaction. */
export function addSites(db: WritableDb, sites: readonly Site[]): void {
  const taken = new Set(knownSlugs(db).values());
  const insert = db.prepare(insertSql('site', COLUMNS));
  for (const site of sites) {
    const slug = freeSlug(site.slug, taken);
    taken.add(slug);
    insert.run({ ...rowOf(site), slug });
  }
}

/** Differs when sites have come, gone or moved: what rests on them is to be measured again. */
export function sitesStamp(db: ReadableDb): string {
  const row = db
    .prepare<[], { count: number; lons: number; lats: number }>(
      'SELECT COUNT(*) AS count, TOTAL(lon) AS lons, TOTAL(lat) AS lats FROM site WHERE is_retired = 0',
    )
    .get();
  return JSON.stringify(row);
}

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

function siteOf(row: SiteRow): Site {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    community: row.community,
    address: row.address,
    postcode: row.postcode,
    lonLat: pointOf(row),
    kind: row.kind,
    surface: row.surface,
    spaces: row.spaces,
    lengthMetres: row.length_metres,
    widthMetres: row.width_metres,
    headroomMetres: row.headroom_metres,
    hasPower: flagOf(row.has_power),
    hasWater: flagOf(row.has_water),
    hasToilet: flagOf(row.has_toilet),
    isStepFree: flagOf(row.is_step_free),
    mobileSignal: row.mobile_signal,
    busStopMetres: row.bus_stop_metres,
    privacy: row.privacy,
    opening: row.opening_json === null ? null : JSON.parse(row.opening_json),
    status: row.status as SiteStatus,
    permissionOwner: row.permission_owner,
    permissionReference: row.permission_reference,
    permissionExpiresOn: row.permission_expires_on as ServiceDate | null,
    riskAssessedOn: row.risk_assessed_on as ServiceDate | null,
    notes: row.notes,
    source: row.source,
  };
}

function rowOf(site: Site): SiteRow {
  return {
    id: site.id,
    slug: site.slug,
    name: site.name,
    community: site.community,
    address: site.address,
    postcode: site.postcode,
    lon: site.lonLat[0],
    lat: site.lonLat[1],
    kind: site.kind,
    surface: site.surface,
    spaces: site.spaces,
    length_metres: site.lengthMetres,
    width_metres: site.widthMetres,
    headroom_metres: site.headroomMetres,
    has_power: flag(site.hasPower),
    has_water: flag(site.hasWater),
    has_toilet: flag(site.hasToilet),
    is_step_free: flag(site.isStepFree),
    mobile_signal: site.mobileSignal,
    bus_stop_metres: site.busStopMetres,
    privacy: site.privacy,
    opening_json: site.opening === null ? null : JSON.stringify(site.opening),
    status: site.status,
    permission_owner: site.permissionOwner,
    permission_reference: site.permissionReference,
    permission_expires_on: site.permissionExpiresOn,
    risk_assessed_on: site.riskAssessedOn,
    notes: site.notes,
    source: site.source,
  };
}

const COLUMNS = [
  'id',
  'slug',
  'name',
  'community',
  'address',
  'postcode',
  'lon',
  'lat',
  'kind',
  'surface',
  'spaces',
  'length_metres',
  'width_metres',
  'headroom_metres',
  'has_power',
  'has_water',
  'has_toilet',
  'is_step_free',
  'mobile_signal',
  'bus_stop_metres',
  'privacy',
  'opening_json',
  'status',
  'permission_owner',
  'permission_reference',
  'permission_expires_on',
  'risk_assessed_on',
  'notes',
  'source',
] as const;
