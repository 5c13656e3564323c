import type { Site, SiteStatus } from '../core/nouns.ts';
import { SITE_FIELD_NAMES, type SiteFacts } from '../shared/siteFields.ts';
import type { ServiceDate } from '../shared/time.ts';
import { flag, flagOf, pointOf } from './rows.ts';

/** A row of the table `site`, its version and its retirement apart. */
export interface SiteRow {
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
  facts_json: string;
  source: string;
}

/** A site as its row says it. */
export function siteOf(row: SiteRow): Site {
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
    facts: JSON.parse(row.facts_json),
    source: row.source,
  };
}

/** The row of a site: the same site gives the same row. */
export function rowOf(site: Site): SiteRow {
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
    facts_json: factsJson(site.facts),
    source: site.source,
  };
}

/** Columns that say what a site is; its version has others. */
export const SITE_COLUMNS = [
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
  'facts_json',
  'source',
] as const;

/** In the order of the fields, so that equal facts are equal texts. */
const factsJson = (facts: SiteFacts): string =>
  JSON.stringify(
    Object.fromEntries(
      SITE_FIELD_NAMES.flatMap((name) => {
        const value = (facts as Readonly<Record<string, unknown>>)[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
