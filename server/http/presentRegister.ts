import type {
  RegisterCheckWire,
  RegisterSiteWire,
  RowChangeWire,
  SiteChangeWire,
  SiteRecordWire,
  SiteTextsWire,
} from '../contract/sites.ts';
import type { Plan } from '../core/nouns.ts';
import { hasPermission, paperWarnings, publishObstacles } from '../core/sites/papers.ts';
import type { RegisterChanges, RowChange } from '../core/sites/registerChanges.ts';
import { siteTexts } from '../core/sites/siteTexts.ts';
import { type SiteFieldName, siteColumn, siteField } from '../shared/siteFields.ts';
import type { ServiceDate } from '../shared/time.ts';
import type { SiteChange } from '../store/siteChanges.ts';
import type { RegisteredSite } from '../store/sites.ts';

/** Lines of the register in order of their names. */
export function presentRegister(
  register: readonly RegisteredSite[],
  fields: { today: ServiceDate; plans: readonly Pick<Plan, 'letter' | 'stops'>[] },
): RegisterSiteWire[] {
  const letters = new Map<string, string[]>();
  for (const { letter, stops } of fields.plans) {
    for (const { siteId } of stops) letters.set(siteId, [...(letters.get(siteId) ?? []), letter]);
  }
  return register
    .map(({ site }) => ({
      id: site.id,
      name: site.name,
      community: site.community,
      lonLat: site.lonLat,
      status: site.status,
      permissionExpiresOn: site.permissionExpiresOn,
      riskAssessmentDueOn: site.facts.riskAssessmentDueOn ?? null,
      hasPermission: hasPermission(site),
      warnings: paperWarnings(site, fields.today).map(({ isOver, message }) => ({ isOver, message })),
      obstacles: publishObstacles(site, fields.today),
      plans: letters.get(site.id) ?? [],
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** One site with its history; private fields only for those who plan. */
export function presentRecord(
  { site, version, editedAt, editedBy }: RegisteredSite,
  fields: { changes: readonly SiteChange[]; mayPlan: boolean },
): SiteRecordWire {
  const isShown = (name: string) => fields.mayPlan || siteField(name as SiteFieldName)?.isPrivate !== true;
  const texts = Object.entries(siteTexts(site)).filter(([name, text]) => text !== '' && isShown(name));
  return {
    id: site.id,
    version,
    slug: site.slug,
    texts: Object.fromEntries(texts) as SiteTextsWire,
    editedAt,
    editedBy,
    changes: fields.changes.map(
      ({ at, by, way, fields: changed }): SiteChangeWire => ({
        at,
        by,
        way,
        fields: Object.entries(changed)
          .filter(([name]) => isShown(name))
          .map(([name, [before, after]]) => ({ field: name as SiteFieldName, before, after })),
      }),
    ),
  };
}

/** What a register would change, or has changed. */
export function presentCheck(
  changes: RegisterChanges,
  fields: {
    stamp: string;
    isApplied: boolean;
    refused: readonly { readonly line: number; readonly reason: string; readonly value: string }[];
  },
): RegisterCheckWire {
  const problems = [
    ...fields.refused.map(({ line, reason, value }) => ({
      line,
      message: value === '' ? reason : `${reason}: “${value}”`,
    })),
    ...changes.problems.map(({ line, id, field, problem }) => ({
      line,
      message: `${id}: ${siteColumn(field)} ${problem}`,
    })),
  ];
  return {
    stamp: fields.stamp,
    isApplied: fields.isApplied,
    problems: problems.sort((a, b) => a.line - b.line),
    changed: changes.changed.map(presentRow),
    added: changes.added.map(presentRow),
    conflicts: changes.conflicts.map(presentRow),
    missing: changes.missing.map(({ name }) => name),
  };
}

const presentRow = ({ line, id, name, fields }: RowChange): RowChangeWire => ({ line, id, name, fields });
