import { existsSync, readdirSync, readlinkSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobWire } from '../../server/contract/planner.ts';
import { copyOfSample, type OwnSample } from './support/copyOfSample.ts';
import { describeJourney } from './support/journey.ts';
import { pathsInSitemap, releaseServed, textOf, unanswered } from './support/publicSite.ts';
import { signIn } from './support/signIn.ts';

/** What is looked at to tell a moment: a name that turned up among the releases, and the number about to be published. */
interface Sight {
  readonly releases: string;
  readonly name: string;
  readonly next: number;
}

/** Moments of publishing. The first two are before the release is recorded, the others around it. */
const MOMENTS: readonly { readonly name: string; readonly isNow: (sight: Sight) => boolean }[] = [
  { name: 'when the new release has nothing but a folder', isNow: ({ name }) => isBuilding(name) },
  {
    name: 'when half of its pages are written',
    isNow: ({ releases }) => {
      const building = readdirSync(releases).find(isBuilding);
      const visits = building && join(releases, building, 'visits');
      return visits !== undefined && existsSync(visits) && readdirSync(visits).length > 100;
    },
  },
  { name: 'when it has its number', isNow: ({ name, next }) => name === String(next) },
  { name: 'when the link to the current one changes', isNow: ({ name }) => name.startsWith('.current-') },
];

const isBuilding = (name: string): boolean => name.startsWith('.building-');

describeJourney('a program killed while it publishes', ({ sample }) => {
  let own: OwnSample;
  let cookie: string;
  let releases: string;
  let promised: string[];

  beforeAll(async () => {
    own = await copyOfSample(sample);
    cookie = await signIn(own.program());
    releases = join(own.regionFolder, 'releases');
    promised = await visitsIn(own);
    expect(promised.length).toBeGreaterThan(100);
  });
  afterAll(() => own?.remove());

  it.each(MOMENTS)('serves the old release or the new one, whole, when it died $name', async ({ isNow }) => {
    const { baseUrl } = own.program();
    const before = await releaseServed(baseUrl);
    const folder = join(releases, readlinkSync(join(releases, 'current')));
    const files = filesBelow(folder);
    await publishAndKill(own, {
      cookie,
      releases,
      isNow: (name) => isNow({ releases, name, next: before + 1 }),
    });
    expect(filesBelow(folder)).toEqual(files);

    await own.restart();
    const after = await releaseServed(baseUrl);
    expect([before, before + 1]).toContain(after);
    const paths = await pathsInSitemap(baseUrl);
    expect(paths.length).toBeGreaterThan(promised.length);
    expect(await unanswered(baseUrl, paths, `Release ${after},`)).toEqual([]);
    expect(JSON.parse(await textOf(`${baseUrl}/releases.json`)).releases[0].release).toBe(after);
    expect(await visitsIn(own)).toEqual(promised);
    expect(readdirSync(releases).filter((name) => isBuilding(name) || name.startsWith('.current-'))).toEqual(
      [],
    );
  });

  it('publishes as if nothing had happened afterwards', async () => {
    const { baseUrl } = own.program();
    const before = await releaseServed(baseUrl);
    let job = await startPublishing(own, cookie);
    await expect
      .poll(
        async () => {
          job = await ask<JobWire>(own, cookie, `/api/jobs/${job.id}`);
          return job.state;
        },
        { timeout: 90_000, interval: 200 },
      )
      .not.toBe('running');
    expect(job).toMatchObject({ state: 'done', releaseNumber: before + 1, error: null });
    expect(await releaseServed(baseUrl)).toBe(before + 1);
    expect(await visitsIn(own)).toEqual(promised);
  });
});

/** Publishes plan A again, and kills the program at the first sight that says so. */
async function publishAndKill(
  own: OwnSample,
  asked: { cookie: string; releases: string; isNow: (name: string) => boolean },
): Promise<void> {
  let isKilled = false;
  const killed = new Promise<void>((resolve, reject) => {
    const look = (name: string) => {
      if (isKilled || !asked.isNow(name)) return;
      isKilled = true;
      own.program().killHard().then(resolve, reject);
    };
    const watcher = watch(asked.releases, (_event, name) => look(name ?? ''));
    const timer = setInterval(() => look(''), 1);
    const tooLate = setTimeout(() => reject(new Error('Publishing never came to this moment')), 90_000);
    const end = () => {
      watcher.close();
      clearInterval(timer);
      clearTimeout(tooLate);
    };
    own.program().gone.then(end, end);
  });
  await startPublishing(own, asked.cookie);
  await killed;
}

async function startPublishing(own: OwnSample, cookie: string): Promise<JobWire> {
  return ask<JobWire>(own, cookie, '/api/releases', {
    method: 'POST',
    body: JSON.stringify({ planId: 1 }),
    headers: { 'content-type': 'application/json' },
  });
}

async function ask<Wire>(
  own: OwnSample,
  cookie: string,
  path: string,
  init: RequestInit = {},
): Promise<Wire> {
  const answer = await fetch(`${own.program().baseUrl}${path}`, {
    ...init,
    headers: { ...init.headers, cookie },
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json() as Promise<Wire>;
}

/** Every visit promised, as "identifier date", in order. */
async function visitsIn(own: OwnSample): Promise<string[]> {
  const { visits } = JSON.parse(await textOf(`${own.program().baseUrl}/data/visits.json`)) as {
    visits: { visit_uid: string; date: string }[];
  };
  return visits.map((visit) => `${visit.visit_uid} ${visit.date}`).sort();
}

/** Path and size of every file, in order. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stat: statSync(join(folder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => `${path} ${stat.size}`)
    .sort();
}
