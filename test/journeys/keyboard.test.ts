import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectFocusSeen, focusOf, tabThrough, tabTo } from './support/focus.ts';
import { DESKTOP, describeJourney, PHONE, type Tab, wordsIn } from './support/journey.ts';

/** A map drawn without a graphics card takes its time. */
const PATIENT = { timeout: 60_000 };

describeJourney('somebody without a mouse', ({ sample, newTab }) => {
  describe.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)('on a %s', (_name, viewport) => {
    let family: Tab;
    let staff: Tab;
    beforeAll(async () => {
      family = await newTab({ viewport });
      staff = await newTab({ viewport, cookie: sample.staffCookie, isWithoutMap: true });
    });

    it('sees the focus at every step through the first page and its answer', async () => {
      const { page } = family;
      await family.open('/');
      const passed = await tabThrough(page, 100);
      expect(passed.slice(0, 2)).toEqual(['a: Skip to main content', 'a: Cornwall Council (sample)']);
      expect(passed.at(-1)).toBe('a: Open data');
      await page.getByLabel('Enter a postcode, village or town').focus();
      await page.keyboard.type('PL35 0HD');
      await page.keyboard.press('Enter');
      await page.locator('#answer').waitFor();
      const first = await wordsIn(page.locator('.app-result a').first());
      expect((await tabThrough(page, 5))[0]).toBe(`a: ${first}`);
    });

    it('sees the focus at every step through a stop', async () => {
      const { page } = family;
      await family.open('/');
      await page.locator('table a').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/stops/*');
      expect((await tabThrough(page, 100)).at(-1)).toBe('a: Open data');
    });

    it.each(['access', 'stops', 'rota', 'timetable', 'publish'])(
      'sees the focus at every step through the planner: %s',
      async (step) => {
        const { page } = staff;
        await openPlanner(staff, step);
        const passed = await tabThrough(page, 45);
        expect(passed[0]).toBe('a: Skip the map');
        expect(passed).toContain('a: Publish');
      },
    );
  });

  it('skips to the field, and is taken to the answer', async () => {
    const { page, open } = await newTab();
    await open('/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('where');
    await page.keyboard.type('PL35 0HD');
    await page.keyboard.press('Enter');
    await page.locator('#answer').waitFor();
    // A heading is nothing to act on: it is read out, and needs no ring.
    expect(await focusOf(page)).toMatchObject({ what: 'h2: Visits near PL35 0HD', isSeen: true });
  });

  describe('in the planner', () => {
    let tab: Tab;
    let page: Page;
    beforeAll(async () => {
      tab = await newTab({ cookie: sample.staffCookie, isWithoutMap: true });
      page = tab.page;
    });

    it('skips the map, and goes from step to step', async () => {
      await openPlanner(tab, 'access');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel');
      await tabTo(page, /^a: Stops$/, 5);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Where the van should stop' }).waitFor();
      expect((await expectFocusSeen(page, 'the step just chosen')).what).toBe('a: Stops');
    });

    it('fills in the form, starts planning, cancels it, and never loses the focus', async () => {
      await openPlanner(tab, 'stops');
      await standInForPlanning(page);
      await page.getByRole('textbox', { name: 'Stops, at most' }).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('9');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      expect(await page.getByRole('textbox', { name: 'Stops, at most' }).inputValue()).toBe('10');
      await page.keyboard.press('Tab');
      await page.keyboard.type('2');
      expect(await page.getByLabel('Rota repeats every').inputValue()).toBe('2');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      // What the stops are chosen for, folded away.
      await page.keyboard.press('Tab');
      expect((await focusOf(page)).what).toBe('button: Plan stops and rota');
      await page.keyboard.press('Enter');
      await page.getByRole('progressbar').waitFor();
      await expectFocusSeen(page, 'while it plans');
      await page.getByRole('button', { name: 'Cancel' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.work__ended').getByText('Planning was cancelled. Nothing has changed.').waitFor();
      await expectFocusSeen(page, 'when it was cancelled');
      await page.getByRole('button', { name: 'Close', exact: true }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.work__ended').count()).toBe(0);
      await expectFocusSeen(page, 'when the note was closed');
    });

    it('picks a row out, reads its card, and closes it again', async () => {
      await openPlanner(tab, 'stops');
      const row = page.locator('.table__name').first();
      await row.focus();
      await page.keyboard.press('Enter');
      await page.locator('aside.card').waitFor();
      expect(await row.getAttribute('aria-pressed')).toBe('true');
      await expectFocusSeen(page, 'when the row was picked out');
      await page.getByRole('button', { name: /^Close/ }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('aside.card').count()).toBe(0);
      await expectFocusSeen(page, 'when the card was closed');
    });

    it('asks before it publishes, and goes back to where it was', async () => {
      await openPlanner(tab, 'publish');
      await page.getByRole('button', { name: 'Publish', exact: true }).focus();
      await page.keyboard.press('Enter');
      expect((await expectFocusSeen(page, 'the question')).what).toBe('button: Publish now');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect((await expectFocusSeen(page, 'the answer')).what).toBe('button: Publish');
    });
  });

  it('sees the focus on the map of the planner, and zooms with buttons and with keys', async () => {
    const tab = await newTab({ cookie: sample.staffCookie });
    const { page } = tab;
    await openPlanner(tab, 'access');
    const scale = () => wordsIn(page.locator('.maplibregl-ctrl-scale'));
    await expect.poll(scale, PATIENT).toMatch(/\d/);
    const start = await scale();
    await tabTo(page, /^canvas/, 20);
    await page.keyboard.press('+');
    await expect.poll(scale, PATIENT).not.toBe(start);
    await page.keyboard.press('-');
    await expect.poll(scale, PATIENT).toBe(start);
    await tabTo(page, /^button: Zoom in$/, 5);
    await page.keyboard.press('Enter');
    await expect.poll(scale, PATIENT).not.toBe(start);
    await tabTo(page, /^button: Zoom out$/, 1);
    await page.keyboard.press('Enter');
    await expect.poll(scale, PATIENT).toBe(start);
  });
});

/** Opens a step of the planner with everything on it. */
async function openPlanner({ page, open }: Tab, step: string): Promise<void> {
  await page.goto('about:blank');
  await open(`/planner/#${step}`);
  await page.locator('.maplibregl-ctrl-zoom-in, .map__trouble').first().waitFor();
  await expect.poll(() => page.locator('.skeleton').count(), PATIENT).toBe(0);
}

/** Planning that goes on until it is cancelled, so that nothing depends on how fast the machine is. */
async function standInForPlanning(page: Page): Promise<void> {
  const job = { id: 'a-job', kind: 'plan', stage: 'Building the rota', share: 0.4 };
  const rest = { planId: null, releaseNumber: null, error: null };
  let state = 'running';
  await page.route('**/api/plans', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 202, json: { ...job, ...rest, state } })
      : route.continue(),
  );
  await page.route('**/api/jobs/*', (route) => {
    if (route.request().method() === 'DELETE') state = 'cancelled';
    return route.fulfill({ json: { ...job, ...rest, state } });
  });
}
