import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Holds a page, as it is now, against axe's rules; a failure says rule, element and remedy. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // Reading axe takes the browser longer than its rules do: once for each page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { found, rules } = await page.evaluate(async (tags) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations, passes } = await run(document, { runOnly: tags, resultTypes: ['violations'] });
    return {
      found: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      ),
      rules: passes.length,
    };
  }, TAGS);
  expect(found, `${state} at ${page.url()}`).toEqual([]);
  expect(rules, `rules that found something to judge on: ${state}`).toBeGreaterThan(5);
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
