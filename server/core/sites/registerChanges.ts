import type { Bounds } from '../../shared/coordinates.ts';
import { SITE_FIELD_NAMES, type SiteFieldName } from '../../shared/siteFields.ts';
import type { ServiceDate } from '../../shared/time.ts';
import type { Site } from '../nouns.ts';
import { settledSite, siteProblems } from './checkSite.ts';
import { type SiteProblem, type SiteTexts, siteText, withSiteTexts } from './siteTexts.ts';

/** One field before and after, as people write it. */
export interface FieldChange {
  readonly field: SiteFieldName;
  readonly before: string;
  readonly after: string;
}

/** A row of a register that somebody brings back. */
export interface BroughtRow {
  readonly line: number;
  readonly id: string;
  /** Of the site when the register was downloaded; null when the register does not say. */
  readonly version: number | null;
  readonly texts: SiteTexts;
  /** The site as the row alone tells it. */
  readonly site: Site;
}

/** What one row would do. */
export interface RowChange {
  readonly line: number;
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
  /** The site as it would be kept. */
  readonly after: Site;
  /** The version it is a change of; null for a new site. */
  readonly version: number | null;
}

/** What a register that is brought back would change. */
export interface RegisterChanges {
  readonly changed: readonly RowChange[];
  readonly added: readonly RowChange[];
  /** Rows of sites that somebody else has changed since the register was downloaded. */
  readonly conflicts: readonly RowChange[];
  /** Sites of the register that the file does not name: they stay as they are. */
  readonly missing: readonly { readonly id: string; readonly name: string }[];
  readonly problems: readonly (SiteProblem & { readonly line: number; readonly id: string })[];
}

/**
 * Holds a register that somebody brings back against the one there is. A column or a row that the file does not have changes
 * nothing.
 */
export function registerChanges(fields: {
  rows: readonly BroughtRow[];
  register: readonly { readonly site: Site; readonly version: number }[];
  bounds: Bounds;
  today: ServiceDate;
  photos: ReadonlySet<string>;
}): RegisterChanges {
  const { bounds, today, photos } = fields;
  const known = new Map(fields.register.map((each) => [each.site.id, each]));
  const changes: { -readonly [Key in keyof RegisterChanges]: RegisterChanges[Key][number][] } = {
    changed: [],
    added: [],
    conflicts: [],
    missing: [],
    problems: [],
  };
  for (const row of fields.rows) {
    const now = known.get(row.id);
    const context = { before: now?.site ?? null, bounds, today, photos };
    const written = now
      ? withSiteTexts(now.site, row.texts)
      : { site: row.site, problems: placeProblems(row) };
    const after = settledSite(written.site, context);
    const changed = fieldChanges(now?.site ?? null, after);
    if (now && changed.length === 0) continue;
    const change = { line: row.line, id: row.id, name: after.name, fields: changed, after };
    const isNowhere = written.problems.some(({ field }) => field === 'lon');
    const problems = [
      ...written.problems,
      ...siteProblems(after, context).filter(({ field }) => !(isNowhere && field === 'lon')),
    ];
    changes.problems.push(...problems.map((problem) => ({ ...problem, line: row.line, id: row.id })));
    if (!now) changes.added.push({ ...change, version: null });
    else if (row.version !== null && row.version !== now.version)
      changes.conflicts.push({ ...change, version: now.version });
    else changes.changed.push({ ...change, version: now.version });
  }
  const named = new Set(fields.rows.map((row) => row.id));
  changes.missing = fields.register
    .filter(({ site }) => !named.has(site.id))
    .map(({ site }) => ({ id: site.id, name: site.name }));
  return changes;
}

/** Fields in which two states of a site differ, as people write them; against nothing: those that say something. */
export const fieldChanges = (before: Site | null, after: Site): FieldChange[] =>
  SITE_FIELD_NAMES.map((field) => ({
    field,
    before: before === null ? '' : siteText(before, field),
    after: siteText(after, field),
  })).filter((change) => change.before !== change.after);

/** A new site must say where it lies. */
const placeProblems = (row: BroughtRow): SiteProblem[] =>
  row.texts.lon === undefined ? [{ field: 'lon', problem: 'and latitude are missing for a new site' }] : [];
