import type { ClashDecision, ClashKind, ClashOutcome } from '../shared/clashes.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

/** What holds for every clash of a kind. */
export interface StandingDecision {
  readonly kind: ClashKind;
  /** For families; '' for the usual words. */
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/**
 * What was decided of a plan's visits, by site and date. What was decided of the plan it was planned again from, and of those before
 * that one, holds too, where nobody has decided anew.
 */
export function listClashDecisions(db: ReadableDb, planId: number): ClashDecision[] {
  const rows = db
    .prepare<[number], { site_id: string; visit_date: string; outcome_json: string }>(
      `WITH RECURSIVE line (id, depth) AS (
         SELECT ?, 0
         UNION
         SELECT plan.previous_plan_id, line.depth + 1
         FROM line JOIN plan ON plan.id = line.id
         WHERE plan.previous_plan_id IS NOT NULL AND plan.previous_plan_id < plan.id
       )
       SELECT site_id, visit_date, outcome_json
       FROM clash_decision JOIN line ON line.id = clash_decision.plan_id
       ORDER BY depth DESC`,
    )
    .all(planId);
  const latest = new Map(rows.map((row) => [`${row.visit_date} ${row.site_id}`, row]));
  return [...latest.values()]
    .map((row) => ({
      siteId: row.site_id,
      date: row.visit_date as ServiceDate,
      outcome: JSON.parse(row.outcome_json) as ClashOutcome | null,
    }))
    .filter((row): row is ClashDecision => row.outcome !== null)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.siteId < b.siteId ? -1 : 1));
}

/** Keeps what was decided of visits of a plan; null opens one again, whatever was decided of it before. One transaction. */
export function saveClashDecisions(
  db: WritableDb,
  decisions: readonly { siteId: string; date: ServiceDate; outcome: ClashOutcome | null }[],
  decided: { planId: number; at: Instant; by: string },
): void {
  const columns = ['plan_id', 'site_id', 'visit_date', 'outcome_json', 'decided_at', 'decided_by'];
  const insert = db.prepare(insertSql('clash_decision', columns).replace('INSERT', 'INSERT OR REPLACE'));
  db.transaction(() => {
    for (const { siteId, date, outcome } of decisions) {
      insert.run({
        plan_id: decided.planId,
        site_id: siteId,
        visit_date: date,
        outcome_json: JSON.stringify(outcome),
        decided_at: decided.at,
        decided_by: decided.by,
      });
    }
  }).immediate();
}

/** What holds for every clash of a kind, now and later; a kind of which nobody has said so is not there. */
export function listStandingDecisions(db: ReadableDb): StandingDecision[] {
  return db
    .prepare<[], StandingDecision>(
      `SELECT clash_kind AS kind, reason, decided_by AS "by", decided_at AS at FROM standing_decision ORDER BY clash_kind`,
    )
    .all();
}

/** Lets no visit take place that meets something of a kind, unless it is decided otherwise for one. */
export function saveStandingDecision(db: WritableDb, decision: StandingDecision): void {
  db.prepare(
    `INSERT OR REPLACE INTO standing_decision (clash_kind, reason, decided_at, decided_by)
     VALUES (@kind, @reason, @at, @by)`,
  ).run(decision);
}

/** Leaves clashes of a kind open again, but for those that were decided one by one. */
export function removeStandingDecision(db: WritableDb, kind: ClashKind): void {
  db.prepare('DELETE FROM standing_decision WHERE clash_kind = ?').run(kind);
}
