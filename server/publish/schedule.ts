import { schedule as cronSchedule } from 'node-cron';
import type { Plan } from '../core/nouns.ts';
import { PlannerError } from '../shared/errors.ts';
import {
  addDays,
  addSeconds,
  type Clock,
  type ClockTime,
  clockTime,
  dateAt,
  type Instant,
  instantOf,
  ZONE,
} from '../shared/time.ts';
import { takeFileLock } from '../store/fileLock.ts';
import { claimJobRun, finishJobRun, listJobRuns, takeOverJobRun } from '../store/jobRuns.ts';
import type { ReadableDb } from '../store/open.ts';
import { listPlans } from '../store/plans.ts';
import type { PublishNeeds } from './draftRelease.ts';
import { publishIfNew } from './publishRelease.ts';
import { publishLockPath } from './recoverReleases.ts';

/** The name of the nightly job in the record of job runs. */
export const PUBLISH_JOB = 'publish';
/** Who publishes, in releases made by the schedule. */
const BY_SCHEDULE = 'Schedule';
/** A process takes the lock right after its claim; a claim this old without it has no process any more. */
const BROKEN_OFF_AFTER_SECONDS = 60;
/** Looks every minute whether the run of the day is due and not yet taken: no clock change or sleeping machine skips it. */
const EVERY_MINUTE = '* * * * *';

export interface ScheduleNeeds {
  readonly publish: PublishNeeds;
  /** `HH:MM` in Europe/London; null never publishes by itself. */
  readonly publishAt: string | null;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** Keeps the schedule. @returns how to end it; ending waits for a run under way */
export function startSchedule(needs: ScheduleNeeds): () => Promise<void> {
  const { publishAt } = needs;
  if (publishAt === null) return async () => {};
  let running: Promise<unknown> | undefined;
  const tick = () => {
    running ??= publishWhenDue(needs)
      .catch((error) => needs.log.error({ err: error }, 'The schedule could not look for due work'))
      .finally(() => {
        running = undefined;
      });
  };
  const task = cronSchedule(EVERY_MINUTE, tick, { timezone: ZONE });
  tick();
  return async () => {
    await task.destroy();
    await running;
  };
}

/**
 * Does the newest run that is due, if no process has done it: publishes the plan approved last when its release would say something
 * new. A missed run is caught up once, however many were missed; one that died half-way is taken over. A failure is not
 * thrown but noted: how a run ended is in the record of job runs.
 * @returns what was noted, in words; null when there was nothing to do
 */
export async function publishWhenDue(needs: ScheduleNeeds): Promise<string | null> {
  const { db, clock } = needs.publish;
  if (needs.publishAt === null) return null;
  const plan = planToPublish(db);
  const dueAt = lastDue(clock(), clockTime(needs.publishAt));
  if (!plan || !claim(needs.publish, dueAt)) return null;
  let outcome: string;
  try {
    const release = await publishIfNew(needs.publish, { planId: plan.id, by: BY_SCHEDULE });
    outcome = release ? `done: release ${release.number}` : 'done: nothing new to publish';
    needs.log.info({ dueAt }, `Scheduled publishing ${outcome}`);
  } catch (error) {
    outcome = `failed: ${error instanceof PlannerError ? error.message : 'an unexpected error, see the log'}`;
    needs.log.error({ err: error, dueAt }, 'Scheduled publishing failed');
  }
  finishJobRun(db, { job: PUBLISH_JOB, dueAt, at: clock(), outcome });
  return outcome;
}

/** The next moment the schedule publishes; null when it is off. */
export function nextPublishAt(clock: Clock, publishAt: string | null): Instant | null {
  if (publishAt === null) return null;
  const now = clock();
  const [today, time] = [dateAt(now), clockTime(publishAt)];
  const due = instantOf(today, time);
  return due > now ? due : instantOf(addDays(today, 1), time);
}

/** The plan a person approved last; undefined when there is none. */
export function planToPublish(db: ReadableDb): Plan | undefined {
  return listPlans(db)
    .filter((plan) => plan.status === 'approved')
    .sort((a, b) => ((a.approvedAt ?? '') < (b.approvedAt ?? '') ? -1 : 1))
    .at(-1);
}

/** The newest due moment that is not after now. */
function lastDue(now: Instant, time: ClockTime): Instant {
  const due = instantOf(dateAt(now), time);
  return due <= now ? due : instantOf(addDays(dateAt(now), -1), time);
}

function claim({ db, clock, regionFolder }: PublishNeeds, dueAt: Instant): boolean {
  const [run] = listJobRuns(db, { job: PUBLISH_JOB, limit: 1 });
  const claimed = { job: PUBLISH_JOB, dueAt, at: clock() };
  if (run?.dueAt !== dueAt) return claimJobRun(db, claimed);
  if (run.finishedAt !== null) return false;
  // Claimed but not finished: under way in another process, which then holds the lock, or broken off.
  if (run.startedAt > addSeconds(clock(), -BROKEN_OFF_AFTER_SECONDS)) return false;
  const unlock = takeFileLock(publishLockPath(regionFolder));
  unlock?.();
  return unlock !== undefined && takeOverJobRun(db, { ...claimed, startedAt: run.startedAt });
}
