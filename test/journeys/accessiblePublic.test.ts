import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessible.ts';
import { DESKTOP, describeJourney, PHONE, type Tab } from './support/journey.ts';
import { openVisits } from './support/publicSite.ts';

/** One state of a page: where it is, and what is done there. */
interface PageState {
  readonly name: string;
  readonly path: (known: { slug: string; uid: string }) => string;
  readonly reach?: (page: Page) => Promise<void>;
  readonly status?: number;
}

const asking =
  (typed: string, waitFor: string) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Enter a postcode, village or town').fill(typed);
    await page.keyboard.press('Enter');
    await page.locator(waitFor).first().waitFor();
  };

const STATES: readonly PageState[] = [
  { name: 'home', path: () => '/' },
  { name: 'home-results', path: () => '/', reach: asking('PL35 0HD', '#answer') },
  { name: 'home-no-road', path: () => '/', reach: asking('TR21 0AA', '#answer') },
  { name: 'home-error', path: () => '/', reach: asking('', '.govuk-error-summary') },
  { name: 'home-suggestions', path: () => '/', reach: asking('Boscasle', '.govuk-error-summary') },
  { name: 'places', path: () => '/places/' },
  { name: 'place', path: () => '/places/mullion' },
  { name: 'stop', path: ({ slug }) => `/stops/${slug}` },
  { name: 'visit', path: ({ uid }) => `/visits/${uid}` },
  { name: 'status', path: () => '/status/' },
  { name: 'contact', path: () => '/contact/' },
  { name: 'open-data', path: () => '/open-data/' },
  { name: 'accessibility', path: () => '/accessibility/' },
  { name: 'privacy', path: () => '/privacy/' },
  { name: 'not-found', path: () => '/no/such/page', status: 404 },
];

/** WCAG 2.2, 1.4.10: 320 px is a page of 1280 px at 400 %; 720 px is a desktop at 200 %. */
const NARROW = [
  { width: 320, height: 512 },
  { width: 720, height: 450 },
];

describeJourney('the public pages', ({ sample, newTab }) => {
  let tab: Tab;
  let known: { slug: string; uid: string };

  beforeAll(async () => {
    tab = await newTab();
    const [visit] = await openVisits(sample.baseUrl);
    known = { slug: visit.stop_id, uid: visit.visit_uid };
  });

  it.each(STATES)('meet WCAG 2.2 AA on a desktop and a phone: $name', async (state) => {
    const { page } = tab;
    await page.setViewportSize(DESKTOP);
    expect(await tab.open(state.path(known))).toBe(state.status ?? 200);
    await state.reach?.(page);
    await expectAccessible(page, `${state.name}, desktop`);
    await page.setViewportSize(PHONE);
    await expectAccessible(page, `${state.name}, phone`);
    await expectNoSidewaysScroll(page, state.name);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      await expectNoSidewaysScroll(page, state.name);
    }
  });
});
