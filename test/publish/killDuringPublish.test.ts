import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { recoverReleases } from '../../server/publish/recoverReleases.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { listReleases } from '../../server/store/releases.ts';
import { listVisits } from '../../server/store/visits.ts';
import { keepPlan, publishNeeds, tinyFolder } from './support/tinyPublish.ts';

const CHILD = fileURLToPath(new URL('./support/publishChild.ts', import.meta.url));

let region: ReturnType<typeof tinyFolder>;
let children: ChildProcess[];

beforeEach(async () => {
  region = tinyFolder();
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

/** Starts a child that publishes release 2 and stands still at a stage; resolves once it stands, or has ended. */
function childAt(stage: string, planId: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, region.regionFolder, String(planId), stage],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (chunk) => {
      said += chunk;
      if (said.includes('standing still')) resolve(child);
    });
    child.once('exit', (code) => reject(new Error(`The child ended with ${code} before it stood still`)));
  });
}

function killed(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Hash of every file of a folder, by path. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

const releases = () => join(region.regionFolder, 'releases');

describe('a publisher killed with SIGKILL', () => {
  it.each([
    'Checking the plan',
    'Measuring drives for the finder',
    'Writing pages and feeds',
    'Verifying the release',
    'Recording the release',
  ])('at "%s" leaves release 1 whole and current, and the next one is release 2', async (stage) => {
    const plan = keepPlan(region.db);
    const needs = publishNeeds(region);
    await publishRelease(needs, { planId: plan.id, by: 'Ann' });
    const before = contentOf(join(releases(), '1'));
    const visits = listVisits(region.db);

    await killed(await childAt(stage, plan.id));
    expect(readlinkSync(join(releases(), 'current'))).toBe('1');
    expect(contentOf(join(releases(), '1'))).toEqual(before);
    expect(listVisits(region.db)).toEqual(visits);
    expect(listReleases(region.db).map(({ number }) => number)).toEqual([1]);

    const clock = fixedClock('2026-11-25T10:00:00Z');
    const next = await publishRelease(publishNeeds(region, { clock, newUid: needs.newUid }), {
      planId: plan.id,
      by: 'Ann',
    });
    expect(next.number).toBe(2);
    expect(
      readdirSync(releases())
        .filter((name) => name !== '.lock')
        .sort(),
    ).toEqual(['1', '2', 'current']);
  });

  it('between the record and the link leaves release 1 current until the next start, which makes release 2 current', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(publishNeeds(region), { planId: plan.id, by: 'Ann' });
    await killed(await childAt('Making the release current', plan.id));
    expect(readlinkSync(join(releases(), 'current'))).toBe('1');
    expect(listReleases(region.db).map(({ number }) => number)).toEqual([1, 2]);
    expect(await recoverReleases(region)).toMatchObject({ current: 2, isRepaired: true });
    expect(readlinkSync(join(releases(), 'current'))).toBe('2');
  });

  it('after it has ended leaves release 2 current', async () => {
    const plan = keepPlan(region.db);
    await publishRelease(publishNeeds(region), { planId: plan.id, by: 'Ann' });
    await killed(await childAt('at the end', plan.id));
    expect(await recoverReleases(region)).toEqual({ swept: [], current: 2, isRepaired: false });
  });

  it('while it publishes keeps another process out, and no longer once it is dead', async () => {
    const plan = keepPlan(region.db);
    const child = await childAt('Verifying the release', plan.id);
    const asked = { planId: plan.id, by: 'Ann' };
    await expect(publishRelease(publishNeeds(region), asked)).rejects.toMatchObject({ code: 'PUBLISH_BUSY' });
    await killed(child);
    expect(await publishRelease(publishNeeds(region), asked)).toMatchObject({ number: 1 });
  });
});
