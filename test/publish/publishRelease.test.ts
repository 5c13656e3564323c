import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Violation } from '../../server/core/nouns.ts';
import type { PublishNeeds } from '../../server/publish/draftRelease.ts';
import { exportRelease, publishIfNew, publishRelease } from '../../server/publish/publishRelease.ts';
import { publishLockPath, recoverReleases } from '../../server/publish/recoverReleases.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import { fixedClock, serviceDate } from '../../server/shared/time.ts';
import { addAbsence } from '../../server/store/absences.ts';
import { removeStandingDecision, saveClashDecisions } from '../../server/store/clashDecisions.ts';
import { takeFileLock } from '../../server/store/fileLock.ts';
import { listReleases, listReleaseVisits } from '../../server/store/releases.ts';
import { getVisit, listVisits, updateVisit } from '../../server/store/visits.ts';
import { keepPlan, publishNeeds, publishTables, tinyFolder, tinyRota } from './support/tinyPublish.ts';

let region: ReturnType<typeof tinyFolder>;
let needs: PublishNeeds;

beforeEach(() => {
  region = tinyFolder();
  needs = publishNeeds(region);
});

afterEach(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const by = 'Ann';
const inRelease = (path: string): string =>
  readFileSync(join(currentReleaseFolder(region.regionFolder)!, path), 'utf8');
const names = () =>
  readdirSync(join(region.regionFolder, 'releases'))
    .filter((name) => name !== '.lock')
    .sort();
const onWednesday = () =>
  publishNeeds(region, { clock: fixedClock('2026-11-25T09:00:00Z'), newUid: needs.newUid });

describe('publishing', () => {
  it('writes release 1, records it and makes it current', async () => {
    const plan = keepPlan(region.db);
    const release = await publishRelease(needs, { planId: plan.id, by });
    expect(release).toEqual({
      number: 1,
      planId: plan.id,
      publishedAt: '2026-11-24T09:00:00Z',
      publishedBy: 'Ann',
      from: '2026-11-24',
      to: '2027-01-18',
      // Ashby 8 Tuesdays, Brook 4 of them, Carn 30 November; its 28 December is a bank holiday.
      visits: 13,
      folder: '1',
    });
    expect(listReleases(region.db)).toEqual([release]);
    expect(readlinkSync(join(region.regionFolder, 'releases/current'))).toBe('1');
    expect(names()).toEqual(['1', 'current']);
    expect(listReleaseVisits(region.db, 1)).toEqual(listVisits(region.db));
  });

  it('goes on to release 2 with the same uids, new ones only at the end, and the old folder kept', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(needs, { planId: plan.id, by });
    const before = listVisits(region.db);
    const release = await publishRelease(onWednesday(), { planId: plan.id, by });
    const after = listVisits(region.db);
    expect(release).toMatchObject({ number: 2, from: '2026-11-25', to: '2027-01-19', visits: 13 });
    expect(after.filter(({ uid }) => before.some((visit) => visit.uid === uid))).toHaveLength(13);
    expect(after.filter(({ firstRelease }) => firstRelease === 2).map(({ date }) => date)).toEqual([
      '2027-01-19',
      '2027-01-19',
    ]);
    expect(after.filter(({ status }) => status === 'done').map(({ date }) => date)).toEqual([
      '2026-11-24',
      '2026-11-24',
    ]);
    expect(names()).toEqual(['1', '2', 'current']);
  });

  it('cancels what a new plan leaves out and says so on every page it touches', async () => {
    await publishRelease(needs, { planId: keepPlan(region.db).id, by });
    const brook = listVisits(region.db).find(({ siteId }) => siteId === 'site-brook')!;
    const plan = keepPlan(region.db, { rota: tinyRota({ hasBrook: false }) });
    await publishRelease(needs, { planId: plan.id, by });
    expect(getVisit(region.db, brook.uid)).toMatchObject({ status: 'cancelled', sequence: 1 });
    expect(inRelease(`visits/${brook.uid}/index.html`)).toContain('This visit is cancelled');
    expect(inRelease('stops/brook/index.html')).toContain('Cancelled: Tuesday 24 November 2026.');
    expect(inRelease('calendar/stops/brook.ics')).toContain('STATUS:CANCELLED');
    expect(inRelease('data/mobile-library-stops.csv')).not.toContain('Brook');
  });

  it('refuses a plan nobody approved', async () => {
    const plan = keepPlan(region.db, { isApproved: false });
    await expect(publishRelease(needs, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'PLAN_NOT_APPROVED',
      message: 'Plan A has not been approved. Approve it in the planner, then publish it',
    });
    expect(currentReleaseFolder(region.regionFolder)).toBeUndefined();
  });

  it('refuses a plan of whose clashes nobody has decided, in words that say where to', async () => {
    removeStandingDecision(region.db, 'bank-holiday');
    const plan = keepPlan(region.db);
    await expect(publishRelease(needs, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'CLASHES_OPEN',
      category: 'conflict',
      message:
        'Plan A cannot be published yet: 1 visit meets a bank holiday, and nobody has decided what becomes of it. Decide in the step Timetable, under “Clashes to decide”, then publish again',
      details: { dates: [{ siteId: 'site-carn', date: '2026-12-28' }] },
    });
    expect(currentReleaseFolder(region.regionFolder)).toBeUndefined();
  });

  it('moves a promised visit to the date that was decided, and both tell of each other', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(needs, { planId: plan.id, by });
    const promised = listVisits(region.db).find(({ date }) => date === '2026-12-01')!;
    const off = { siteId: 'site-ashby', date: serviceDate('2026-12-01') };
    addAbsence(
      region.db,
      { kind: 'site-closed', of: 'site', id: 'site-ashby', from: off.date, to: off.date, note: 'boiler' },
      { at: needs.clock(), by },
    );
    await expect(publishRelease(needs, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'CLASHES_OPEN',
    });
    const visit = {
      date: serviceDate('2026-12-02'),
      vanId: 'van-1',
      arrive: 34_800,
      open: 36_000,
      close: 41_400,
      leave: 42_300,
    };
    saveClashDecisions(region.db, [{ ...off, outcome: { take: 'replacement', visit } }], {
      planId: plan.id,
      at: needs.clock(),
      by,
    });
    await publishRelease(needs, { planId: plan.id, by });
    const before = getVisit(region.db, promised.uid);
    const after = listVisits(region.db).find(({ date }) => date === '2026-12-02')!;
    expect(before).toMatchObject({
      status: 'cancelled',
      sequence: 1,
      replacedByUid: after.uid,
      reason: expect.stringContaining('moved to Wednesday 2 December 2026'),
    });
    expect(after).toMatchObject({ status: 'published', open: 36_000, replacesUid: promised.uid });
    expect(inRelease(`visits/${promised.uid}/index.html`)).not.toContain('boiler');
    await publishRelease(needs, { planId: plan.id, by });
    expect(listVisits(region.db).filter(({ date }) => date === '2026-12-02')).toEqual(
      [after].map((each) => ({ ...each, lastRelease: 3 })),
    );
  });

  it('refuses a plan that breaks a hard rule and lists what it breaks', async () => {
    const violation: Violation = {
      rule: 'LEG_TOO_SHORT',
      severity: 'hard',
      message: 'Tuesday, Van 1: too short',
    };
    const advice: Violation = { rule: 'PRIVACY', severity: 'soft', message: 'in full view' };
    const broken = publishNeeds(region, { check: async () => ({ violations: [violation, advice] }) });
    await expect(publishRelease(broken, { planId: keepPlan(region.db).id, by })).rejects.toMatchObject({
      code: 'PLAN_HAS_VIOLATIONS',
      message:
        'Plan A cannot be published: it breaks 1 rule. Tuesday, Van 1: too short. Change the plan, then publish again',
      details: { violations: [violation] },
    });
    expect(listVisits(region.db)).toEqual([]);
  });

  it('makes a release with a site that is not approved a study, which every page says, or refuses it', async () => {
    const sites = publishTables().sites.map((site) => ({ ...site, status: 'proposed' as const }));
    const proposed = tinyFolder({ sites });
    const plan = keepPlan(proposed.db);
    await expect(
      publishRelease(publishNeeds(proposed, { study: 'off' }), { planId: plan.id, by }),
    ).rejects.toMatchObject({
      code: 'PLAN_HAS_VIOLATIONS',
    });
    await publishRelease(publishNeeds(proposed), { planId: plan.id, by });
    const page = readFileSync(
      join(currentReleaseFolder(proposed.regionFolder)!, 'stops/ashby/index.html'),
      'utf8',
    );
    expect(page).toContain('Study: do not travel');
    expect(page).toContain('<meta name="robots" content="noindex, nofollow">');
    proposed.db.close();
    rmSync(proposed.regionFolder, { recursive: true });
  });

  it('refuses a session type that an import took away, because it might be one by invitation', async () => {
    const plan = keepPlan(region.db, { sessionTypeIds: ['drop-in', 'circle'] });
    await expect(publishRelease(needs, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'PLAN_HAS_VIOLATIONS',
      details: { violations: [{ rule: 'UNKNOWN_SESSION_TYPE' }] },
    });
  });

  it('reaches as far as anything is promised, even when fewer weeks are asked for', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(needs, { planId: plan.id, by });
    const release = await publishRelease(publishNeeds(region, { weeks: 2 }), { planId: plan.id, by });
    expect(release).toMatchObject({ to: '2027-01-18', visits: 13 });
  });

  it('lets only one publisher work at a time', async () => {
    const plan = keepPlan(region.db);
    const unlock = takeFileLock(publishLockPath(region.regionFolder))!;
    await expect(publishRelease(needs, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'PUBLISH_BUSY',
    });
    unlock();
    const both = await Promise.allSettled([
      publishRelease(needs, { planId: plan.id, by }),
      publishRelease(needs, { planId: plan.id, by }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(listReleases(region.db)).toHaveLength(1);
  });

  it('publishes nothing when nothing is new, and something as soon as it is', async () => {
    const plan = keepPlan(region.db);
    expect(await publishIfNew(needs, { planId: plan.id, by })).toMatchObject({ number: 1 });
    expect(await publishIfNew(needs, { planId: plan.id, by })).toBeNull();
    expect(names()).toEqual(['1', 'current']);
    expect(await publishIfNew(onWednesday(), { planId: plan.id, by })).toMatchObject({ number: 2 });
    const other = keepPlan(region.db);
    expect(await publishIfNew(onWednesday(), { planId: other.id, by })).toMatchObject({ number: 3 });
  });

  it('draws the release up again when a visit is cancelled while it is being written', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(needs, { planId: plan.id, by });
    const visit = listVisits(region.db).at(-1)!;
    let isFirst = true;
    const onStage = (stage: string) => {
      if (stage !== 'Verifying the release' || !isFirst) return;
      isFirst = false;
      updateVisit(region.db, { ...visit, status: 'cancelled', sequence: 1, reason: 'Van in for repair' });
    };
    await publishRelease(onWednesday(), { planId: plan.id, by, onStage });
    expect(getVisit(region.db, visit.uid)).toMatchObject({
      status: 'cancelled',
      reason: 'Van in for repair',
    });
    expect(inRelease(`visits/${visit.uid}/index.html`)).toContain('Van in for repair');
  });

  it('stops when it is told to, and leaves nothing behind', async () => {
    const plan = keepPlan(region.db);
    const controller = new AbortController();
    const onStage = (stage: string) => stage === 'Verifying the release' && controller.abort();
    const work = publishRelease(needs, { planId: plan.id, by, onStage, signal: controller.signal });
    await expect(work).rejects.toThrow('aborted');
    expect(listVisits(region.db)).toEqual([]);
    expect(names()).toEqual([]);
  });

  it('keeps the old release when the new one cannot be written', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(needs, { planId: plan.id, by });
    const before = inRelease('index.html');
    const clientBuild = join(region.regionFolder, 'nowhere');
    const broken = publishNeeds(region, { clientBuild, clock: onWednesday().clock });
    await expect(publishRelease(broken, { planId: plan.id, by })).rejects.toMatchObject({
      code: 'CLIENT_NOT_BUILT',
    });
    expect(inRelease('index.html')).toBe(before);
    expect(names()).toEqual(['1', 'current']);
  });
});

describe('recovery at start', () => {
  it('sweeps what unfinished publishing left and points back to the newest recorded release', async () => {
    await publishRelease(needs, { planId: keepPlan(region.db).id, by });
    const releases = join(region.regionFolder, 'releases');
    mkdirSync(join(releases, '.building-2-abc'));
    mkdirSync(join(releases, '2'));
    symlinkSync('2', join(releases, '.current-abc'));
    rmSync(join(releases, 'current'));
    symlinkSync('2', join(releases, 'current'));
    const recovery = await recoverReleases(region);
    expect(recovery).toMatchObject({ current: 1, isRepaired: true });
    expect(recovery?.swept.toSorted()).toEqual(['.building-2-abc', '.current-abc', '2']);
    expect(names()).toEqual(['1', 'current']);
    expect(readlinkSync(join(releases, 'current'))).toBe('1');
    expect(await recoverReleases(region)).toEqual({ swept: [], current: 1, isRepaired: false });
  });

  it('makes a recorded release current whose link was never set', async () => {
    await publishRelease(needs, { planId: keepPlan(region.db).id, by });
    rmSync(join(region.regionFolder, 'releases/current'));
    expect(await recoverReleases(region)).toMatchObject({ current: 1, isRepaired: true });
    expect(currentReleaseFolder(region.regionFolder)).toBe(join(region.regionFolder, 'releases/1'));
  });

  it('does nothing while another process publishes, and nothing where nothing was published', async () => {
    const unlock = takeFileLock(publishLockPath(region.regionFolder))!;
    expect(await recoverReleases(region)).toBeNull();
    unlock();
    expect(await recoverReleases(region)).toEqual({ swept: [], current: null, isRepaired: false });
  });
});

describe('an export', () => {
  it('writes the whole site without promising anything, of a draft too, and replaces an earlier one', async () => {
    const plan = keepPlan(region.db, { isApproved: false });
    const folder = join(region.regionFolder, 'out');
    await exportRelease(needs, { planId: plan.id, by, folder });
    writeFileSync(join(folder, 'stale.html'), '');
    await exportRelease(needs, { planId: plan.id, by, folder });
    expect(existsSync(join(folder, 'stops/ashby/index.html'))).toBe(true);
    expect(existsSync(join(folder, 'stale.html'))).toBe(false);
    expect(listVisits(region.db)).toEqual([]);
    expect(listReleases(region.db)).toEqual([]);
  });

  it('refuses a folder with anything else in it', async () => {
    const folder = join(region.regionFolder, 'mine');
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    const asked = { planId: keepPlan(region.db).id, by, folder };
    await expect(exportRelease(needs, asked)).rejects.toMatchObject({ code: 'FOLDER_NOT_OURS' });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });
});
