import { settledSite, siteProblems } from '../core/sites/checkSite.ts';
import {
  type BroughtRow,
  type FieldChange,
  fieldChanges,
  type RegisterChanges,
  registerChanges,
} from '../core/sites/registerChanges.ts';
import {
  bareSite,
  type SiteProblem,
  type SiteTexts,
  siteText,
  withSiteTexts,
} from '../core/sites/siteTexts.ts';
import { PLANNER_SOURCE } from '../core/sites/withEditedSites.ts';
import { lonLat } from '../shared/coordinates.ts';
import { PlannerError } from '../shared/errors.ts';
import type { SiteFieldName } from '../shared/siteFields.ts';
import { uniqueSlugs } from '../shared/text.ts';
import { dateAt } from '../shared/time.ts';
import { getRegion } from '../store/region.ts';
import { type ChangedFields, type ChangeWay, saveSiteEdits } from '../store/siteChanges.ts';
import { listSitePhotoNames } from '../store/sitePhotos.ts';
import {
  findRegistered,
  listEverySite,
  listRegister,
  type RegisteredSite,
  sitesStamp,
} from '../store/sites.ts';
import type { PlanningContext } from './context.ts';

type Context = Pick<PlanningContext, 'db' | 'clock'>;

/** How a change of one site ended. */
export type SiteOutcome =
  | { readonly kind: 'saved'; readonly site: RegisteredSite }
  /** Nothing is changed: these fields cannot be taken. */
  | { readonly kind: 'refused'; readonly problems: readonly SiteProblem[] }
  /** Nothing is changed: somebody else was there first. */
  | {
      readonly kind: 'conflict';
      readonly site: RegisteredSite;
      readonly fields: readonly {
        readonly field: SiteFieldName;
        readonly theirs: string;
        readonly yours: string;
      }[];
    };

/** One site of the register. @throws SITE_UNKNOWN */
export function getRegistered(db: PlanningContext['db'], id: string): RegisteredSite {
  const site = findRegistered(db, id);
  if (site) return site;
  throw new PlannerError({
    code: 'SITE_UNKNOWN',
    category: 'not-found',
    message: `There is no site "${id.slice(0, 80)}" in the register, or there is none any more. Load the register again`,
  });
}

/**
 * Changes some fields of a site, as people write them.
 * @param asked.version  of the site when it was read
 * @throws SITE_UNKNOWN
 */
export function editSite(
  context: Context,
  asked: { id: string; version: number; texts: SiteTexts; way: ChangeWay; by: string },
): SiteOutcome {
  const { db, clock } = context;
  const now = getRegistered(db, asked.id);
  if (now.version !== asked.version) return conflictOf(now, asked.texts);
  const held = { before: now.site, ...heldAgainst(context) };
  const written = withSiteTexts(now.site, asked.texts);
  const after = settledSite(written.site, held);
  const problems = [...written.problems, ...siteProblems(after, held)];
  if (problems.length > 0) return { kind: 'refused', problems };
  const changes = fieldChanges(now.site, after);
  if (changes.length === 0) return { kind: 'saved', site: now };
  const isSaved = saveSiteEdits(db, {
    edits: [{ site: after, version: now.version, fields: changedFields(changes) }],
    at: clock(),
    by: asked.by,
    way: asked.way,
  });
  const site = getRegistered(db, asked.id);
  return isSaved ? { kind: 'saved', site } : conflictOf(site, asked.texts);
}

/** What every change of a site is held against. */
const heldAgainst = ({ db, clock }: Context) => ({
  bounds: getRegion(db).bounds,
  today: dateAt(clock()),
  photos: new Set(listSitePhotoNames(db)),
});

function conflictOf(site: RegisteredSite, texts: SiteTexts): SiteOutcome {
  const fields = (Object.entries(texts) as [SiteFieldName, string][])
    .map(([field, yours]) => ({ field, theirs: siteText(site.site, field), yours: yours.trim() }))
    .filter(({ theirs, yours }) => theirs !== yours);
  return { kind: 'conflict', site, fields };
}

/** Adds a site to the register; its identifier, the end of its public address, is made from its name. */
export function addSite(context: Context, asked: { texts: SiteTexts; by: string }): SiteOutcome {
  const { db, clock } = context;
  const taken = listEverySite(db).flatMap((site) => [site.id, site.slug]);
  const [id] = uniqueSlugs([`${asked.texts.name ?? ''} ${asked.texts.community ?? ''}`], taken);
  const bare = bareSite({ id, slug: id, lonLat: lonLat(0, 0), source: PLANNER_SOURCE });
  const written = withSiteTexts(bare, asked.texts);
  const held = { before: null, ...heldAgainst(context) };
  const missing = (['lon', 'lat'] as const)
    .filter((field) => (asked.texts[field] ?? '').trim() === '')
    .map((field) => ({ field, problem: 'is missing' }));
  const problems = [
    ...written.problems,
    ...missing,
    ...(missing.length > 0 ? [] : siteProblems(written.site, held)),
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  const isSaved = saveSiteEdits(db, {
    edits: [{ site: written.site, version: null, fields: changedFields(fieldChanges(null, written.site)) }],
    at: clock(),
    by: asked.by,
    way: 'form',
  });
  return isSaved ? { kind: 'saved', site: getRegistered(db, id) } : addSite(context, asked);
}

/** What a register that is brought back would change, with what it rests on. */
export function checkRegister(
  context: Context,
  rows: readonly BroughtRow[],
): { changes: RegisterChanges; stamp: string } {
  const { db } = context;
  const changes = registerChanges({ rows, register: listRegister(db), ...heldAgainst(context) });
  return { changes, stamp: sitesStamp(db) };
}

/**
 * Changes the register as checked, all or nothing.
 * @param asked.stamp  what the check that somebody agreed to rested on
 * @throws REGISTER_CHANGED when the register has changed since; REGISTER_REFUSED when rows cannot be taken
 */
export function applyRegister(
  context: Context,
  asked: { rows: readonly BroughtRow[]; stamp: string; by: string },
): RegisterChanges {
  const { changes } = checkRegister(context, asked.rows);
  if (changes.conflicts.length + changes.problems.length > 0) throw refused();
  const edits = [...changes.changed, ...changes.added].map(({ after, version, fields }) => ({
    site: after,
    version,
    fields: changedFields(fields),
  }));
  const at = context.clock();
  if (!saveSiteEdits(context.db, { edits, stamp: asked.stamp, at, by: asked.by, way: 'register' })) {
    throw changedSince();
  }
  return changes;
}

const changedFields = (changes: readonly FieldChange[]): ChangedFields =>
  Object.fromEntries(changes.map(({ field, before, after }) => [field, [before, after]]));

const refused = (): PlannerError =>
  new PlannerError({
    code: 'REGISTER_REFUSED',
    category: 'conflict',
    message:
      'Nothing was changed: some rows cannot be taken. Check the file again to see which, and mend them',
  });

const changedSince = (): PlannerError =>
  new PlannerError({
    code: 'REGISTER_CHANGED',
    category: 'conflict',
    message: 'Nothing was changed: the register has changed since the file was checked. Check the file again',
  });
