import type { Plan, Site } from '../core/nouns.ts';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { addPlan } from './plans.ts';
import { insertSql } from './rows.ts';
import { addSites } from './sites.ts';

/** What was taken from which file. */
export interface ServiceImportRecord {
  readonly planId: number;
  readonly file: string;
  readonly sha256: string;
  readonly importedAt: Instant;
  /** Plain data, kept as it is. */
  readonly report: unknown;
}

interface ServiceImportRow {
  plan_id: number;
  file: string;
  sha256: string;
  imported_at: string;
  report_json: string;
}

/**
 * Keeps an existing service: its new sites, its plan under the next letter, and the report, all or nothing.
 * @param service.reportOf  makes the report, which names the plan
 */
export function saveServiceImport<Report>(
  db: WritableDb,
  service: {
    sites: readonly Site[];
    plan: Parameters<typeof addPlan>[1];
    file: string;
    sha256: string;
    reportOf: (plan: Plan) => Report;
  },
): { plan: Plan; report: Report } {
  const save = db.transaction(() => {
    addSites(db, service.sites, { at: service.plan.createdAt, by: service.file });
    const plan = addPlan(db, service.plan);
    const report = service.reportOf(plan);
    db.prepare(insertSql('service_import', ['plan_id', 'file', 'sha256', 'imported_at', 'report_json'])).run({
      plan_id: plan.id,
      file: service.file,
      sha256: service.sha256,
      imported_at: plan.createdAt,
      report_json: JSON.stringify(report),
    } satisfies ServiceImportRow);
    return { plan, report };
  });
  return save.immediate();
}

/** Every service taken over, oldest first. */
export function listServiceImports(db: ReadableDb): ServiceImportRecord[] {
  return db
    .prepare<[], ServiceImportRow>('SELECT * FROM service_import ORDER BY plan_id')
    .all()
    .map((row) => ({
      planId: row.plan_id,
      file: row.file,
      sha256: row.sha256,
      importedAt: row.imported_at as Instant,
      report: JSON.parse(row.report_json),
    }));
}
