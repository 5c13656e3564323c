import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, as somebody without a mouse experiences it. */
export interface Focus {
  /** "a: Places A to Z". Empty when nothing has it. */
  readonly what: string;
  /** An outline or a shadow says where the focus is. */
  readonly isMarked: boolean;
  /** It lies in the window, and nothing covers its middle (WCAG 2.2, 2.4.11). */
  readonly isSeen: boolean;
}

/** How the focus stands now. */
export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { what: '', isMarked: false, isSeen: false };
    const style = getComputedStyle(element);
    const isClear = /^rgba\(.+, 0\)$/.test(style.outlineColor);
    // The browser's own ring is "auto" and at least two pixels wide, whatever width it tells.
    const isWide = style.outlineStyle === 'auto' || Number.parseFloat(style.outlineWidth) >= 2;
    const hasOutline = style.outlineStyle !== 'none' && isWide && !isClear;
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const left = Math.max(0, box.left);
    const right = Math.min(innerWidth, box.right);
    const top = Math.max(0, box.top);
    const bottom = Math.min(innerHeight, box.bottom);
    const hit =
      right > left && bottom > top ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
    const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return {
      what: `${element.tagName.toLowerCase()}: ${name.replace(/\s+/g, ' ').trim().slice(0, 60)}`,
      isMarked: hasOutline || style.boxShadow !== 'none',
      isSeen: hit !== null && (element.contains(hit) || hit.contains(element)),
    };
  });

/** The focus is somewhere, can be seen, and is marked. */
export async function expectFocusSeen(page: Page, where: string): Promise<Focus> {
  let focus = await focusOf(page);
  // Scrolling into view may take a moment.
  for (let i = 0; i < 20 && !(focus.isSeen && focus.isMarked); i++) {
    await page.waitForTimeout(50);
    focus = await focusOf(page);
  }
  expect(focus, where).toEqual({ what: focus.what, isMarked: true, isSeen: true });
  expect(focus.what, where).not.toBe('');
  return focus;
}

/**
 * Goes through a page with the Tab key and looks at the focus at every step.
 * @param most  steps at most
 * @returns what was passed, in order; the end of the page ends it
 */
export async function tabThrough(page: Page, most: number): Promise<string[]> {
  const passed: string[] = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if ((await focusOf(page)).what === '' && passed.length > 0) break;
    const { what } = await expectFocusSeen(page, `after ${passed.at(-1) ?? 'the start of the page'}`);
    passed.push(what);
  }
  return passed;
}

/** Presses Tab until something with this name has the focus, as somebody without a mouse must. */
export async function tabTo(page: Page, name: RegExp, most = 120): Promise<Focus> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    if (name.test(focus.what)) return expectFocusSeen(page, focus.what);
  }
  throw new Error(`The Tab key does not lead to ${name}`);
}
