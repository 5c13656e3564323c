import type { JobWire } from '../contract/planner.ts';
import type { Job } from '../planning/jobs.ts';
import { answerTo } from './errorHandler.ts';
import type { JobResult } from './plannerNeeds.ts';

/** Long work as the page follows it. */
export function presentJob(job: Job<JobResult>): JobWire {
  return {
    id: job.id,
    kind: job.kind as JobWire['kind'],
    state: job.state,
    share: job.share,
    stage: job.stage,
    best: job.best,
    planId: job.result?.planId ?? null,
    releaseNumber: job.result?.releaseNumber ?? null,
    imported: job.result?.imported ?? null,
    reviewId: job.result?.reviewId,
    error: job.error === null ? null : answerTo(job.error).wire,
  };
}
