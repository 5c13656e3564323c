import type { LonLat } from '../shared/coordinates.ts';
import type { SiteFieldName } from '../shared/siteFields.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ErrorWire } from './planner.ts';

/** Fields of a site as people write them; what is empty is left out. */
export type SiteTextsWire = Readonly<Partial<Record<SiteFieldName, string>>>;

/** GET /api/register: every site there is, in order of their names. */
export interface RegisterWire {
  readonly today: ServiceDate;
  readonly sites: readonly RegisterSiteWire[];
}

/** A line of the register. */
export interface RegisterSiteWire {
  readonly id: string;
  readonly name: string;
  readonly community: string;
  readonly lonLat: LonLat;
  readonly status: string;
  /** Last day of permission, and day on which the next risk assessment is due; null when not known. */
  readonly permissionExpiresOn: ServiceDate | null;
  readonly riskAssessmentDueOn: ServiceDate | null;
  readonly hasPermission: boolean;
  /** What runs out within 60 days, or has run out, as sentences. */
  readonly warnings: readonly { readonly isOver: boolean; readonly message: string }[];
  /** Why it could not be published today, in a few words each; empty when it could. */
  readonly obstacles: readonly string[];
  /** Letters of the plans that stop there. */
  readonly plans: readonly string[];
}

/** GET /api/register/:id. */
export interface SiteRecordWire {
  readonly id: string;
  /** To be sent with a change; another number at every change. */
  readonly version: number;
  readonly slug: string;
  readonly texts: SiteTextsWire;
  readonly editedAt: Instant | null;
  readonly editedBy: string | null;
  /** Newest first. */
  readonly changes: readonly SiteChangeWire[];
}

export interface SiteChangeWire {
  readonly at: Instant;
  readonly by: string;
  readonly way: 'form' | 'map' | 'register';
  readonly fields: readonly FieldChangeWire[];
}

export interface FieldChangeWire {
  readonly field: SiteFieldName;
  readonly before: string;
  readonly after: string;
}

/**
 * PUT /api/register/:id { version, texts } changes these fields, POST /api/register { texts } adds a site; both answer with a
 * SiteRecordWire, or with one of these:
 * 400 when a field cannot be taken,
 */
export interface SiteRefusedWire extends ErrorWire {
  /** To be read after the field's name. */
  readonly problems: readonly { readonly field: SiteFieldName; readonly problem: string }[];
}

/** 409 when somebody else has changed the site meanwhile: the fields in which the two differ. */
export interface SiteConflictWire extends ErrorWire {
  readonly record: SiteRecordWire;
  readonly fields: readonly {
    readonly field: SiteFieldName;
    readonly theirs: string;
    readonly yours: string;
  }[];
}

/**
 * GET /api/sites.csv is the register to edit. POST /api/register/checks with the edited file answers what it would change, and
 * POST /api/register/imports?stamp=… with the same file changes it, all or nothing.
 */
export interface RegisterCheckWire {
  /** To be sent with the import: it is refused when anything has changed since. */
  readonly stamp: string;
  readonly isApplied: boolean;
  /** Why nothing can be imported; empty when all can. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly changed: readonly RowChangeWire[];
  readonly added: readonly RowChangeWire[];
  /** Changed by somebody else since the file was downloaded: download it again, or take these rows out. */
  readonly conflicts: readonly RowChangeWire[];
  /** Names of sites that the file does not have: they stay as they are. */
  readonly missing: readonly string[];
}

export interface RowChangeWire {
  readonly line: number;
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FieldChangeWire[];
}

/**
 * POST /api/register/photos with a JPEG of at most 2 MB as its body keeps it, and answers with the name that the field `photo` of a
 * site then holds. GET /api/register/photos/:name is the picture.
 */
export interface PhotoWire {
  readonly photo: string;
}
