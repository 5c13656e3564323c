import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccessWire, PlanWire, SiteWire } from '../../server/contract/planner.ts';
import { copyOfSample, type OwnSample } from './support/copyOfSample.ts';
import { describeJourney, expectQuiet, type Tab, wordsIn } from './support/journey.ts';
import { pathsInSitemap, releaseServed, unanswered } from './support/publicSite.ts';

/** Planning the sample takes seconds; a busy machine takes longer. */
const WORK_MS = 90_000;

describeJourney('a coordinator', ({ sample, newTab }) => {
  let own: OwnSample;
  let tab: Tab;
  let page: Page;
  let site: string;
  let stopsBefore: string[];

  beforeAll(async () => {
    own = await copyOfSample(sample);
    site = own.program().baseUrl;
    stopsBefore = (await pathsInSitemap(site)).filter((path) => path.startsWith('/stops/'));
    tab = await newTab({ baseURL: site });
    page = tab.page;
  });
  afterAll(() => own?.remove());

  const ask = async <Wire>(path: string): Promise<Wire> =>
    (await page.request.get(path)).json() as Promise<Wire>;
  const openStep = (name: string) =>
    page.getByRole('navigation', { name: 'Steps of planning' }).getByRole('link', { name }).click();
  const work = () => page.locator('.work');

  it('is shown the sign-in page first, and signs in with the link the program printed', async () => {
    await tab.open('/planner/');
    expect(new URL(page.url()).pathname).toBe('/planner/sign-in');
    await tab.open(own.program().signInLink);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Cornwall' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/planner/');
    expect(await wordsIn(page.locator('.top__region'))).toContain('sample');
  });

  it('reads how many under-5s cannot reach a hub, in a sentence that agrees with its table', async () => {
    await page.locator('.statement').waitFor();
    const statement = await wordsIn(page.locator('.statement'));
    const { areas, cutoffSeconds } = await ask<AccessWire>('/api/access');
    const children = areas.reduce((sum, area) => sum + area.children, 0);
    const beyond = areas
      .filter(({ hubSeconds }) => hubSeconds === null || hubSeconds > cutoffSeconds)
      .reduce((sum, area) => sum + area.children, 0);
    const share = Math.round((100 * beyond) / children);
    expect(statement).toMatch(
      new RegExp(`^${share} ?% of under-5s in Cornwall live more than 20 minutes from a hub`),
    );
    await page.getByRole('button', { name: `Show all ${areas.length} areas` }).click();
    await expect.poll(() => page.getByRole('table').last().locator('tbody tr').count()).toBe(areas.length);
  });

  it('plans anew with fewer stops, one site required and one ruled out', async () => {
    const before = await ask<PlanWire>('/api/plans/1');
    const chosen = new Set(before.planStops.map(({ siteId }) => siteId));
    const sites = await ask<SiteWire[]>('/api/sites');
    const required = sites.filter((each) => !each.obstacle && !chosen.has(each.id)).at(5)!;
    const ruledOut = sites.find((each) => chosen.has(each.id))!;

    await openStep('Stops');
    await page.getByLabel('Stops, at most').first().fill('7');
    for (const [each, wish] of [
      [required, 'Must'],
      [ruledOut, 'Never'],
    ] as const) {
      await page.getByLabel('Find a site').fill(each.name);
      await page.getByRole('combobox', { name: `${each.name} in the next plan` }).selectOption(wish);
    }
    await page.getByLabel('Find a site').fill('');
    await page.getByRole('button', { name: 'Plan stops and rota' }).click();
    const bar = page.getByRole('progressbar', { name: 'Planning' });
    await bar.waitFor();
    expect(await wordsIn(work())).toMatch(/\d ?%/);
    await work().getByText('The plan is ready.').last().waitFor({ timeout: WORK_MS });

    await page.getByRole('heading', { level: 3, name: 'Plan B' }).waitFor();
    const plan = await ask<PlanWire>('/api/plans/2');
    const stops = plan.planStops.map(({ siteId }) => siteId);
    expect(stops.length).toBeLessThanOrEqual(7);
    expect(stops).toContain(required.id);
    expect(stops).not.toContain(ruledOut.id);
    const rows = page.getByRole('table', { name: /^Chosen stops/ }).locator('tbody tr');
    expect(await rows.count()).toBe(stops.length);
    for (const { siteName } of plan.planStops) {
      expect(await rows.filter({ hasText: siteName }).count()).toBe(1);
    }
  });

  it('cancels a plan under way, and nothing has changed', async () => {
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByLabel('Stops, at most').first().fill('30');
    await page.getByLabel('Rota repeats every').selectOption('4 weeks');
    await page.getByRole('button', { name: 'Plan stops and rota' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await work()
      .getByText('Planning was cancelled. Nothing has changed.')
      .last()
      .waitFor({ timeout: WORK_MS });
    expect((await ask<unknown[]>('/api/plans')).length).toBe(2);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  });

  it('sees the rota by week and weekday, and its check', async () => {
    await openStep('Rota');
    const plan = await ask<PlanWire>('/api/plans/2');
    const grid = page.getByRole('region', { name: 'Rota by week' });
    await grid.waitFor();
    expect(await grid.getByRole('button').count()).toBe(plan.vanDays.length);
    await page.getByText('No broken rules.').or(page.getByText('take a look').first()).first().waitFor();
    const margins = page.getByRole('table', { name: /^Broken rules and least spare time/ });
    expect(await margins.locator('tbody tr').count()).toBe(3);
  });

  it('opens the run sheet of a van-day: roads by number, miles and yards', async () => {
    await page.getByRole('region', { name: 'Rota by week' }).getByRole('button').first().click();
    const [sheet] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('aside').getByRole('link', { name: 'Run sheet' }).click(),
    ]);
    await sheet.getByRole('heading', { level: 1, name: 'Run sheet' }).waitFor();
    const turns = await sheet.locator('.leg__turns li').allTextContents();
    const text = turns.join('\n');
    expect(turns.length).toBeGreaterThan(4);
    expect(text).toMatch(/\b[AB]\d{2,4}\b/);
    expect(text).toMatch(/ for \d+(\.\d+)? miles?$/m);
    expect(text).toMatch(/ for \d+ yards$/m);
    expect(text).not.toMatch(/\b(kilometres?|metres?|km)\b/);
    expect(await wordsIn(sheet.locator('body'))).toContain('Sample: do not travel.');
    await sheet.close();
  });

  it('approves the plan and publishes release 2, which families see at once', async () => {
    await openStep('Publish');
    await page.getByRole('button', { name: 'Approve plan' }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('Approved by Coordinator').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await work().getByText('The timetable is published.').last().waitFor({ timeout: WORK_MS });
    const newest = page.getByRole('listitem').filter({ hasText: 'families see this' });
    await expect.poll(() => wordsIn(newest)).toContain('Release 2');
    expect(await releaseServed(site)).toBe(2);
  });

  it('has broken no address of a stop, whether it is still one or not', async () => {
    const plan = await ask<PlanWire>('/api/plans/2');
    expect(stopsBefore.length).toBeGreaterThan(plan.planStops.length);
    expect(await unanswered(site, stopsBefore)).toEqual([]);
  });

  it('sees no error on the way, and asks nothing of another site', () => {
    expectQuiet(tab, site);
  });

  it('signs out; the used link does not sign anybody in again', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in to the planner' }).waitFor();
    expect((await page.request.get('/api/region')).status()).toBe(401);
    await tab.open(own.program().signInLink);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await wordsIn(page.getByRole('alert'))).toMatch(/\S/);
    await tab.open('/planner/');
    expect(new URL(page.url()).pathname).toBe('/planner/sign-in');
  });
});
