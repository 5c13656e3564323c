import type { RuleSet } from '../shared/councilRules.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

/** Who kept something, and when. */
export interface Saved {
  readonly at: Instant;
  readonly by: string;
}

/** A named set of rules as it was saved last. */
export interface SavedRuleSet extends RuleSet {
  readonly saved: Saved;
}

interface RuleSetRow {
  name: string;
  source: string;
  rules_json: string;
  saved_at: string;
  saved_by: string;
}

/** The region's own sets, in the order of their names. */
export function listRuleSets(db: ReadableDb): SavedRuleSet[] {
  return db.prepare<[], RuleSetRow>('SELECT * FROM rule_set ORDER BY name').all().map(ruleSetOf);
}

/** Keeps a set under its name, in place of one that has it. */
export function saveRuleSet(db: WritableDb, set: RuleSet, saved: Saved): void {
  db.prepare(
    `INSERT INTO rule_set (name, source, rules_json, saved_at, saved_by) VALUES (@name, @source, @rules_json, @saved_at, @saved_by)
     ON CONFLICT (name) DO UPDATE SET source = @source, rules_json = @rules_json, saved_at = @saved_at, saved_by = @saved_by`,
  ).run({
    name: set.name,
    source: set.source,
    rules_json: JSON.stringify(set.rules),
    saved_at: saved.at,
    saved_by: saved.by,
  } satisfies RuleSetRow);
}

/** Takes a set out; one that is gone already is no error. */
export function removeRuleSet(db: WritableDb, name: string): void {
  db.prepare('DELETE FROM rule_set WHERE name = ?').run(name);
}

const ruleSetOf = (row: RuleSetRow): SavedRuleSet => ({
  name: row.name,
  source: row.source,
  rules: JSON.parse(row.rules_json),
  saved: { at: row.saved_at as Instant, by: row.saved_by },
});

/** Users a visit that a service has counted at a site. */
export interface CountedUsers {
  readonly siteId: string;
  /** ≥ 0. */
  readonly usersPerVisit: number;
  /** What was counted and when, in words; may be ''. */
  readonly source: string;
}

/** All counts there are, in the order of their sites. */
export function listStopUsers(db: ReadableDb): CountedUsers[] {
  return db
    .prepare<[], { site_id: string; users_per_visit: number; source: string }>(
      'SELECT site_id, users_per_visit, source FROM stop_users ORDER BY site_id',
    )
    .all()
    .map((row) => ({ siteId: row.site_id, usersPerVisit: row.users_per_visit, source: row.source }));
}

/** Keeps or, where `usersPerVisit` is null, takes out the counts of these sites; others stay as they are. All or nothing. */
export function saveStopUsers(
  db: WritableDb,
  counts: readonly (Omit<CountedUsers, 'usersPerVisit'> & { readonly usersPerVisit: number | null })[],
  saved: Saved,
): void {
  const remove = db.prepare('DELETE FROM stop_users WHERE site_id = ?');
  const insert = db.prepare(
    insertSql('stop_users', ['site_id', 'users_per_visit', 'source', 'saved_at', 'saved_by']),
  );
  const save = db.transaction(() => {
    for (const { siteId, usersPerVisit, source } of counts) {
      remove.run(siteId);
      if (usersPerVisit === null) continue;
      insert.run({
        site_id: siteId,
        users_per_visit: usersPerVisit,
        source,
        saved_at: saved.at,
        saved_by: saved.by,
      });
    }
  });
  save.immediate();
}

/** A review as it was kept: plain data. */
export interface KeptReview {
  readonly id: number;
  readonly planId: number;
  readonly made: Saved;
  readonly review: unknown;
}

interface ReviewRow {
  id: number;
  plan_id: number;
  made_at: string;
  made_by: string;
  review_json: string;
}

/** Keeps a review; gives back its number. Numbers that are not finite become null, as JSON has it. */
export function addReview(db: WritableDb, kept: Omit<KeptReview, 'id'>): number {
  const { lastInsertRowid } = db
    .prepare(insertSql('service_review', ['plan_id', 'made_at', 'made_by', 'review_json']))
    .run({
      plan_id: kept.planId,
      made_at: kept.made.at,
      made_by: kept.made.by,
      review_json: JSON.stringify(kept.review),
    });
  return Number(lastInsertRowid);
}

/** @throws REVIEW_UNKNOWN */
export function getReview(db: ReadableDb, id: number): KeptReview {
  const row = db.prepare<[number], ReviewRow>('SELECT * FROM service_review WHERE id = ?').get(id);
  if (row) return reviewOf(row);
  throw new PlannerError({
    code: 'REVIEW_UNKNOWN',
    category: 'not-found',
    message: `There is no review ${id}. It may have been made in another region`,
    details: { id },
  });
}

/** The newest review of a plan; undefined when it has none. */
export function findLastReview(db: ReadableDb, planId: number): KeptReview | undefined {
  const row = db
    .prepare<[number], ReviewRow>('SELECT * FROM service_review WHERE plan_id = ? ORDER BY id DESC LIMIT 1')
    .get(planId);
  return row && reviewOf(row);
}

const reviewOf = (row: ReviewRow): KeptReview => ({
  id: row.id,
  planId: row.plan_id,
  made: { at: row.made_at as Instant, by: row.made_by },
  review: JSON.parse(row.review_json),
});
