import { describe, expect, it } from 'vitest';
import { addSeconds, parseInstant } from '../../server/shared/time.ts';
import { claimJobRun, finishJobRun, listJobRuns } from '../../server/store/jobRuns.ts';
import { NOW } from '../support/tinyRegion.ts';
import { newDbPath, opened } from './support/regionFile.ts';

const DUE = parseInstant('2026-11-24T04:30:00Z');
const NEXT = parseInstant('2026-11-25T04:30:00Z');
const run = { job: 'publish', dueAt: DUE, at: NOW() };

describe('a due run', () => {
  it('is taken by one of two programs', () => {
    const path = newDbPath();
    const [one, two] = [opened(path), opened(path)];
    expect([claimJobRun(one, run), claimJobRun(two, run), claimJobRun(one, run)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is not taken again once it has ended, well or not', () => {
    const db = opened();
    claimJobRun(db, run);
    finishJobRun(db, { ...run, at: addSeconds(NOW(), 5), outcome: 'failed: the disk is full' });
    expect(claimJobRun(db, run)).toBe(false);
  });

  it('is another one at another time or of another job', () => {
    const db = opened();
    expect(claimJobRun(db, run)).toBe(true);
    expect(claimJobRun(db, { ...run, dueAt: NEXT })).toBe(true);
    expect(claimJobRun(db, { ...run, job: 'backup' })).toBe(true);
  });

  it('is listed newest first with how it ended', () => {
    const db = opened();
    claimJobRun(db, run);
    finishJobRun(db, { ...run, at: addSeconds(NOW(), 5), outcome: 'done: release 3' });
    claimJobRun(db, { ...run, dueAt: NEXT, at: addSeconds(NOW(), 60) });
    claimJobRun(db, { ...run, job: 'backup' });
    const [newest, ended] = [
      {
        job: 'publish',
        dueAt: NEXT,
        startedAt: '2026-11-24T09:01:00Z',
        finishedAt: null,
        outcome: 'running',
      },
      {
        job: 'publish',
        dueAt: DUE,
        startedAt: '2026-11-24T09:00:00Z',
        finishedAt: '2026-11-24T09:00:05Z',
        outcome: 'done: release 3',
      },
    ];
    expect(listJobRuns(db, { job: 'publish', limit: 10 })).toEqual([newest, ended]);
    expect(listJobRuns(db, { job: 'publish', limit: 1 })).toEqual([newest]);
    expect(listJobRuns(db, { job: 'sweep', limit: 10 })).toEqual([]);
  });
});
