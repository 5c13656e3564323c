import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** One scheduled run of a job. */
export interface JobRun {
  readonly job: string;
  readonly dueAt: Instant;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  /** "running", "done: …" or "failed: …" in words. */
  readonly outcome: string;
}

interface JobRunRow {
  job: string;
  due_at: string;
  started_at: string;
  finished_at: string | null;
  outcome: string;
}

/** Takes a due run for this process. @returns false when another process, or an earlier try, has it */
export function claimJobRun(db: WritableDb, run: { job: string; dueAt: Instant; at: Instant }): boolean {
  const { changes } = db
    .prepare(
      `INSERT INTO job_run (job, due_at, started_at, outcome) VALUES (@job, @dueAt, @at, 'running')
       ON CONFLICT (job, due_at) DO NOTHING`,
    )
    .run(run);
  return changes === 1;
}

/** Takes over a run that its process left unfinished. @returns false when another process was faster, or it has ended */
export function takeOverJobRun(
  db: WritableDb,
  run: { job: string; dueAt: Instant; startedAt: Instant; at: Instant },
): boolean {
  const { changes } = db
    .prepare(
      `UPDATE job_run SET started_at = @at
       WHERE job = @job AND due_at = @dueAt AND started_at = @startedAt AND finished_at IS NULL`,
    )
    .run(run);
  return changes === 1;
}

/** Notes how a claimed run ended. */
export function finishJobRun(
  db: WritableDb,
  run: { job: string; dueAt: Instant; at: Instant; outcome: string },
): void {
  db.prepare(
    'UPDATE job_run SET finished_at = @at, outcome = @outcome WHERE job = @job AND due_at = @dueAt',
  ).run(run);
}

/** Runs of a job, newest first, at most `limit`. */
export function listJobRuns(db: ReadableDb, asked: { job: string; limit: number }): JobRun[] {
  return db
    .prepare<[string, number], JobRunRow>('SELECT * FROM job_run WHERE job = ? ORDER BY due_at DESC LIMIT ?')
    .all(asked.job, asked.limit)
    .map((row) => ({
      job: row.job,
      dueAt: row.due_at as Instant,
      startedAt: row.started_at as Instant,
      finishedAt: row.finished_at as Instant | null,
      outcome: row.outcome,
    }));
}
