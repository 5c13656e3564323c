import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Holds a page, as it is now, against axe's rules; a failure says rule, element and remedy. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    .setLegacyMode()
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`),
  );
  expect(found, `${state} at ${page.url()}`).toEqual([]);
  expect(passes.length, `rules that found something to judge on: ${state}`).toBeGreaterThan(5);
}

/** Nothing makes the page wider than its window; what is wider by nature scrolls in a frame of its own. */
export async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isOver = (element: Element) =>
      element.getBoundingClientRect().right > clientWidth + 0.5 && !element.parentElement?.closest('.scroll');
    return [...document.body.querySelectorAll('*')]
      .filter((element) => isOver(element) && ![...element.children].some(isOver))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .concat(`page is ${scrollWidth} wide in a window of ${clientWidth}`);
  });
  expect(wide, `${state} at ${page.viewportSize()?.width} px`).toEqual([]);
}
