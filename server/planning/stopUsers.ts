import type { StopUsersWire } from '../contract/rules.ts';
import type { Plan, Site } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import { slugOf } from '../shared/text.ts';
import { listStopUsers, saveStopUsers } from '../store/councilRules.ts';
import type { ReadableDb } from '../store/open.ts';
import { listSites } from '../store/sites.ts';
import type { PlanningContext } from './context.ts';
import { servedSiteIds } from './makePlan.ts';

/** A row of a table of users, before its stop is found. */
export interface BroughtUsers {
  readonly line: number;
  readonly id: string;
  readonly name: string;
  readonly community: string;
  readonly usersPerVisit: number;
}

/** A row that was not taken. */
export interface UntakenRow {
  readonly line: number;
  readonly reason: string;
}

/** The stops that a plan serves, with the users that were counted there; by name. */
export function stopUsersOf(db: ReadableDb, plan: Plan): StopUsersWire {
  const counts = new Map(listStopUsers(db).map((count) => [count.siteId, count]));
  return {
    stops: servedSites(db, plan).map((site) => ({
      siteId: site.id,
      siteName: site.name,
      community: site.community,
      countedPerVisit: counts.get(site.id)?.usersPerVisit ?? null,
      source: counts.get(site.id)?.source ?? '',
    })),
  };
}

/**
 * Keeps counts that were typed.
 * @throws USERS_SITE_UNKNOWN for a site that is not in the register; USERS_COUNT for one that is no number from 0 to 1,000
 */
export function keepStopUsers(
  context: PlanningContext,
  asked: {
    readonly counts: readonly { readonly siteId: string; readonly perVisit: number | null }[];
    readonly source: string;
    readonly by: string;
  },
): void {
  const known = new Set(listSites(context.db).map(({ id }) => id));
  for (const { siteId, perVisit } of asked.counts) {
    if (!known.has(siteId)) {
      throw refusal('USERS_SITE_UNKNOWN', `"${siteId}" is no site of the register. Load the page again`);
    }
    if (perVisit !== null && !(perVisit >= 0 && perVisit <= 1000)) {
      throw refusal('USERS_COUNT', `${perVisit} is no number of users a visit: expected 0 to 1,000`);
    }
  }
  saveStopUsers(
    context.db,
    asked.counts.map(({ siteId, perVisit }) => ({ siteId, usersPerVisit: perVisit, source: asked.source })),
    { at: context.clock(), by: asked.by },
  );
}

/**
 * Keeps the counts of a table whose rows name stops of a plan, by id, or by name and where that is not enough by community. Rows that name
 * none, or several, or one that an earlier row has named, are given back with the reason.
 */
export function bringStopUsers(
  context: PlanningContext,
  plan: Plan,
  brought: { readonly rows: readonly BroughtUsers[]; readonly source: string; readonly by: string },
): { readonly taken: number; readonly refused: readonly UntakenRow[] } {
  const sites = servedSites(context.db, plan);
  const counts = new Map<string, number>();
  const refused: UntakenRow[] = [];
  for (const row of brought.rows) {
    const found = matchesOf(row, sites);
    const [site] = found;
    if (found.length > 1)
      refused.push({
        line: row.line,
        reason: `${found.length} stops are called "${row.name}"; give the id or the community`,
      });
    else if (!site)
      refused.push({ line: row.line, reason: `"${row.name || row.id}" is no stop of plan ${plan.letter}` });
    else if (counts.has(site.id))
      refused.push({ line: row.line, reason: `${site.name} is in the file twice; the first was taken` });
    else counts.set(site.id, row.usersPerVisit);
  }
  saveStopUsers(
    context.db,
    [...counts].map(([siteId, usersPerVisit]) => ({ siteId, usersPerVisit, source: brought.source })),
    { at: context.clock(), by: brought.by },
  );
  return { taken: counts.size, refused };
}

function matchesOf(row: BroughtUsers, sites: readonly Site[]): Site[] {
  const byId = sites.filter(({ id }) => row.id !== '' && id === row.id);
  if (byId.length > 0 || row.name === '') return byId;
  const isSame = (a: string, b: string) => slugOf(a) === slugOf(b);
  const byName = sites.filter(({ name }) => isSame(name, row.name));
  const inCommunity = byName.filter(
    ({ community }) => row.community !== '' && isSame(community, row.community),
  );
  return byName.length > 1 && inCommunity.length > 0 ? inCommunity : byName;
}

function servedSites(db: ReadableDb, plan: Plan): Site[] {
  const served = new Set(servedSiteIds(plan.rota));
  return listSites(db)
    .filter(({ id }) => served.has(id))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1));
}

const refusal = (code: string, message: string): PlannerError =>
  new PlannerError({ code, category: 'input', message });
