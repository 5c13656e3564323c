import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DESKTOP, describeJourney, wordsIn } from './support/journey.ts';
import { keepReadmeScreenshot } from './support/keepScreenshot.ts';

/** The window of the public picture: the question and the first answers. */
const PUBLIC = { width: 1000, height: 900 };

/** A map of the open sea is a far smaller picture than one with land, roads and stops, bytes. */
const DRAWN_BYTES = 100_000;

describeJourney('the pictures of the README', ({ sample, newTab }) => {
  it('show the planner with its stops on the map', async () => {
    const { page, open } = await newTab({ cookie: sample.staffCookie, viewport: DESKTOP });
    await open('/planner/#stops');
    await page.locator('.maplibregl-ctrl-scale').waitFor();
    await page.getByRole('heading', { level: 3, name: 'Plan A' }).waitFor();
    await expect.poll(() => page.locator('.skeleton').count(), { timeout: 60_000 }).toBe(0);
    await page.waitForLoadState('networkidle');
    await waitUntilDrawn(page);
    await keepReadmeScreenshot(page, 'planner');
  });

  it('show what a family is told', async () => {
    const { page, open } = await newTab({ viewport: PUBLIC });
    await open('/');
    await page.getByLabel('Enter a postcode, village or town').fill('PL35 0HD');
    await page.keyboard.press('Enter');
    await page.locator('.app-result').first().waitFor();
    expect(await wordsIn(page.locator('.app-answer'))).toMatch(/Next visit \w+day \d/);
    await page.locator('.app-finder').evaluate((form) => form.scrollIntoView({ block: 'start' }));
    await keepReadmeScreenshot(page, 'public');
  });
});

/** Until the map shows more than sea, and the same twice running. */
async function waitUntilDrawn(page: Page): Promise<void> {
  let before: Buffer = Buffer.alloc(0);
  await expect
    .poll(
      async () => {
        const now = await page.locator('.map').screenshot();
        const isStill = now.equals(before);
        before = now;
        return isStill && now.length > DRAWN_BYTES;
      },
      { timeout: 90_000, interval: 500 },
    )
    .toBe(true);
}
