import type { Plan, PlanStatus } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

interface PlanRow {
  id: number;
  letter: string;
  parameters_json: string;
  rules_json: string;
  vans_json: string;
  stops_json: string;
  rota_json: string;
  cycle_anchor: string;
  engine: string;
  data_version: string;
  is_estimate: number;
  children: number;
  beyond_reach_before: number;
  beyond_reach_after: number;
  is_choice_proven: number;
  choice_gap: number;
  choice_json: string | null;
  wishes_json: string | null;
  previous_plan_id: number | null;
  status: string;
  created_at: string;
  approved_at: string | null;
  approved_by: string | null;
}

/** All plans, oldest first. */
export function listPlans(db: ReadableDb): Plan[] {
  return db.prepare<[], PlanRow>('SELECT * FROM plan ORDER BY id').all().map(planOf);
}

/** @throws PLAN_UNKNOWN */
export function getPlan(db: ReadableDb, id: number): Plan {
  const row = db.prepare<[number], PlanRow>('SELECT * FROM plan WHERE id = ?').get(id);
  if (row) return planOf(row);
  throw new PlannerError({
    code: 'PLAN_UNKNOWN',
    category: 'not-found',
    message: `There is no plan ${id}. It may have been made in another region`,
    details: { id },
  });
}

/** Keeps a new plan as a draft under the next letter; gives it back with both. */
export function addPlan(
  db: WritableDb,
  plan: Omit<Plan, 'id' | 'letter' | 'status' | 'approvedAt' | 'approvedBy'>,
): Plan {
  const add = db.transaction(() => {
    const { id } = db.prepare<[], { id: number }>('SELECT COALESCE(MAX(id), 0) + 1 AS id FROM plan').get()!;
    db.prepare(insertSql('plan', COLUMNS)).run({
      id,
      letter: planLetter(id),
      parameters_json: JSON.stringify(plan.parameters),
      rules_json: JSON.stringify(plan.rules),
      vans_json: JSON.stringify(plan.vans),
      stops_json: JSON.stringify(plan.stops),
      rota_json: JSON.stringify(plan.rota),
      cycle_anchor: plan.cycleAnchor,
      engine: plan.travelSource.engine,
      data_version: plan.travelSource.dataVersion,
      is_estimate: Number(plan.travelSource.isEstimate),
      children: plan.children,
      beyond_reach_before: plan.beyondReachBefore,
      beyond_reach_after: plan.beyondReachAfter,
      is_choice_proven: Number(plan.isChoiceProven),
      choice_gap: plan.choiceGap,
      choice_json: plan.choice === undefined ? null : JSON.stringify(plan.choice),
      wishes_json: plan.wishes === undefined ? null : JSON.stringify(plan.wishes),
      previous_plan_id: plan.previousPlanId ?? null,
      status: 'draft',
      created_at: plan.createdAt,
      approved_at: null,
      approved_by: null,
    } satisfies PlanRow);
    return getPlan(db, id);
  });
  return add.immediate();
}

/** Marks a plan as approved by somebody; a plan approved already keeps its first approval. @throws PLAN_UNKNOWN */
export function approvePlan(db: WritableDb, approval: { id: number; by: string; at: Instant }): Plan {
  db.prepare(
    `UPDATE plan SET status = 'approved', approved_at = @at, approved_by = @by
     WHERE id = @id AND status = 'draft'`,
  ).run(approval);
  return getPlan(db, approval.id);
}

/** 1 → A, 26 → Z, 27 → AA, like the columns of a spreadsheet. */
export function planLetter(id: number): string {
  const before = Math.floor((id - 1) / 26);
  return (before > 0 ? planLetter(before) : '') + String.fromCharCode(65 + ((id - 1) % 26));
}

function planOf(row: PlanRow): Plan {
  return {
    id: row.id,
    letter: row.letter,
    parameters: JSON.parse(row.parameters_json),
    rules: JSON.parse(row.rules_json),
    vans: JSON.parse(row.vans_json),
    stops: JSON.parse(row.stops_json),
    rota: JSON.parse(row.rota_json),
    cycleAnchor: row.cycle_anchor as ServiceDate,
    travelSource: {
      engine: row.engine,
      dataVersion: row.data_version,
      isEstimate: row.is_estimate === 1,
    },
    children: row.children,
    beyondReachBefore: row.beyond_reach_before,
    beyondReachAfter: row.beyond_reach_after,
    isChoiceProven: row.is_choice_proven === 1,
    choiceGap: row.choice_gap,
    ...(row.choice_json === null ? {} : { choice: JSON.parse(row.choice_json) }),
    ...(row.wishes_json === null ? {} : { wishes: JSON.parse(row.wishes_json) }),
    ...(row.previous_plan_id === null ? {} : { previousPlanId: row.previous_plan_id }),
    status: row.status as PlanStatus,
    createdAt: row.created_at as Instant,
    approvedAt: row.approved_at as Instant | null,
    approvedBy: row.approved_by,
  };
}

const COLUMNS = [
  'id',
  'letter',
  'parameters_json',
  'rules_json',
  'vans_json',
  'stops_json',
  'rota_json',
  'cycle_anchor',
  'engine',
  'data_version',
  'is_estimate',
  'children',
  'beyond_reach_before',
  'beyond_reach_after',
  'is_choice_proven',
  'choice_gap',
  'choice_json',
  'wishes_json',
  'previous_plan_id',
  'status',
  'created_at',
  'approved_at',
  'approved_by',
] as const;
