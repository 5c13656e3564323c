import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublishNeeds } from '../../server/publish/draftRelease.ts';
import { publishLockPath } from '../../server/publish/recoverReleases.ts';
import {
  nextPublishAt,
  planToPublish,
  publishWhenDue,
  startSchedule,
} from '../../server/publish/schedule.ts';
import { type Clock, fixedClock, type Instant } from '../../server/shared/time.ts';
import { takeFileLock } from '../../server/store/fileLock.ts';
import { claimJobRun, listJobRuns } from '../../server/store/jobRuns.ts';
import { openStore } from '../../server/store/open.ts';
import { approvePlan } from '../../server/store/plans.ts';
import { listReleases } from '../../server/store/releases.ts';
import { countedUids, keepPlan, publishNeeds, tinyFolder, tinyRota } from './support/tinyPublish.ts';

let region: ReturnType<typeof tinyFolder>;
let now: string;
let logged: string[];
let newUid: () => string;

beforeEach(() => {
  region = tinyFolder();
  logged = [];
  newUid = countedUids();
});

afterEach(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const clock: Clock = () => now as Instant;
const log = {
  info: (_: object, message: string) => logged.push(message),
  error: (_: object, message: string) => logged.push(`error: ${message}`),
};
const at = (moment: string, fields: Partial<PublishNeeds> = {}, publishAt: string | null = '04:30') => {
  now = moment;
  return publishWhenDue({ publish: publishNeeds(region, { clock, newUid, ...fields }), publishAt, log });
};
const runs = () =>
  listJobRuns(region.db, { job: 'publish', limit: 10 }).map(({ dueAt, outcome }) => `${dueAt} ${outcome}`);

describe('the schedule', () => {
  it('publishes the approved plan once it is due, and not before', async () => {
    keepPlan(region.db, { at: '2026-11-24T09:00:00Z' });
    expect(await at('2026-11-25T04:29:59Z')).toBe('done: release 1');
    // That was yesterday's run, missed; today's comes a second later.
    expect(await at('2026-11-25T04:29:59Z')).toBeNull();
    expect(await at('2026-11-25T04:30:00Z')).toBe('done: nothing new to publish');
    expect(await at('2026-11-26T04:30:00Z')).toBe('done: nothing new to publish');
    expect(runs()).toEqual([
      '2026-11-26T04:30:00Z done: nothing new to publish',
      '2026-11-25T04:30:00Z done: nothing new to publish',
      '2026-11-24T04:30:00Z done: release 1',
    ]);
    expect(logged[0]).toBe('Scheduled publishing done: release 1');
  });

  it('rolls the timetable on as days pass', async () => {
    keepPlan(region.db);
    await at('2026-11-24T04:30:00Z');
    // The two visits of Tuesday are over, and a new week has come into sight.
    expect(await at('2026-11-25T04:30:00Z')).toBe('done: release 2');
    expect(listReleases(region.db).map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-11-24 2027-01-18',
      '2026-11-25 2027-01-19',
    ]);
  });

  it('catches missed runs up once, however many were missed', async () => {
    keepPlan(region.db);
    await at('2026-11-24T04:30:00Z');
    expect(await at('2026-12-03T10:00:00Z')).toBe('done: release 2');
    expect(await at('2026-12-03T10:01:00Z')).toBeNull();
    expect(runs()).toHaveLength(2);
  });

  it('lets one of two processes do a run', async () => {
    keepPlan(region.db);
    const other = openStore(`${region.regionFolder}/region.sqlite`);
    now = '2026-11-25T04:30:00Z';
    const needs = (db: typeof other) => ({
      publish: publishNeeds({ regionFolder: region.regionFolder, db }, { clock }),
      publishAt: '04:30',
      log,
    });
    const outcomes = await Promise.all([publishWhenDue(needs(region.db)), publishWhenDue(needs(other))]);
    expect(outcomes.filter((outcome) => outcome !== null)).toEqual(['done: release 1']);
    expect(listReleases(region.db)).toHaveLength(1);
    other.close();
  });

  it('means London’s clock: an hour earlier in UTC from spring on, and no day is skipped when the clocks change', async () => {
    keepPlan(region.db);
    const due = async (moment: string) => {
      await at(moment, {}, '01:30');
      return listJobRuns(region.db, { job: 'publish', limit: 1 })[0].dueAt;
    };
    expect(await due('2027-03-27T12:00:00Z')).toBe('2027-03-27T01:30:00Z');
    // 28 March 2027 has no 01:30 in London; 02:30 summer time is meant.
    expect(await due('2027-03-28T12:00:00Z')).toBe('2027-03-28T01:30:00Z');
    expect(await due('2027-03-29T12:00:00Z')).toBe('2027-03-29T00:30:00Z');
    // 31 October 2027 has two: the first counts, and the second is not a run of its own.
    expect(await due('2027-10-31T00:30:00Z')).toBe('2027-10-31T00:30:00Z');
    expect(await due('2027-10-31T01:30:00Z')).toBe('2027-10-31T00:30:00Z');
  });

  it('tells when it publishes next', () => {
    expect(nextPublishAt(fixedClock('2026-11-24T04:29:59Z'), '04:30')).toBe('2026-11-24T04:30:00Z');
    expect(nextPublishAt(fixedClock('2026-11-24T04:30:00Z'), '04:30')).toBe('2026-11-25T04:30:00Z');
    expect(nextPublishAt(fixedClock('2027-06-01T04:30:00Z'), '04:30')).toBe('2027-06-02T03:30:00Z');
    expect(nextPublishAt(fixedClock('2026-11-24T04:30:00Z'), null)).toBeNull();
  });

  it('publishes the plan approved last', () => {
    expect(planToPublish(region.db)).toBeUndefined();
    const first = keepPlan(region.db, { isApproved: false });
    keepPlan(region.db, { rota: tinyRota({ hasBrook: false }), at: '2026-11-20T09:00:00Z' });
    expect(planToPublish(region.db)?.letter).toBe('B');
    approvePlan(region.db, { id: first.id, by: 'Ann', at: '2026-11-21T09:00:00Z' as Instant });
    expect(planToPublish(region.db)?.letter).toBe('A');
  });

  it('leaves a day alone on which there is nothing approved, so that an approval later that day still counts', async () => {
    expect(await at('2026-11-25T04:30:00Z')).toBeNull();
    expect(runs()).toEqual([]);
    keepPlan(region.db);
    expect(await at('2026-11-25T16:00:00Z')).toBe('done: release 1');
  });

  it('notes a failure in words and tries again the next day', async () => {
    keepPlan(region.db);
    const violation = { rule: 'LEG_TOO_SHORT', severity: 'hard', message: 'Tuesday: too short' } as const;
    const check = async () => ({ violations: [violation] });
    expect(await at('2026-11-25T04:30:00Z', { check })).toMatch(/^failed: Plan A cannot be published/);
    expect(await at('2026-11-25T05:00:00Z')).toBeNull();
    expect(await at('2026-11-26T04:30:00Z')).toBe('done: release 1');
    expect(logged[0]).toBe('error: Scheduled publishing failed');
  });

  it('takes over a run whose process died, but not one that is under way', async () => {
    keepPlan(region.db);
    const run = { job: 'publish', dueAt: '2026-11-25T04:30:00Z' as Instant };
    claimJobRun(region.db, { ...run, at: '2026-11-25T04:30:00Z' as Instant });
    expect(await at('2026-11-25T04:30:30Z')).toBeNull();
    const unlock = takeFileLock(publishLockPath(region.regionFolder))!;
    expect(await at('2026-11-25T04:40:00Z')).toBeNull();
    unlock();
    expect(await at('2026-11-25T04:41:00Z')).toBe('done: release 1');
    expect(await at('2026-11-25T04:42:00Z')).toBeNull();
  });

  it('catches up at start, and ends only after a run under way has', async () => {
    keepPlan(region.db);
    now = '2026-11-25T12:00:00Z';
    const stop = startSchedule({ publish: publishNeeds(region, { clock }), publishAt: '04:30', log });
    await stop();
    expect(runs()).toEqual(['2026-11-25T04:30:00Z done: release 1']);
  });

  it('does nothing when it is off', async () => {
    keepPlan(region.db);
    const stop = startSchedule({ publish: publishNeeds(region), publishAt: null, log });
    await stop();
    expect(runs()).toEqual([]);
  });
});
