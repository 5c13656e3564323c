import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Pictures of every run; nothing there is kept in version control. */
const EVERY_RUN = new URL('../../../.test/screenshots/', import.meta.url);
/** The README's pictures. */
const README = new URL('../screenshots/', import.meta.url);

/** Writes what a page shows into `.test/screenshots/`, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await write(page, new URL(`${name}.png`, EVERY_RUN), true);
}

/** Writes a picture of the README anew, only when asked to: other runs leave the files as they are. */
export async function keepReadmeScreenshot(page: Page, name: string): Promise<void> {
  const isWanted = process.env.UPDATE_SCREENSHOTS === '1';
  await write(page, new URL(`${name}.png`, isWanted ? README : EVERY_RUN), false);
}

async function write(page: Page, file: URL, fullPage: boolean): Promise<void> {
  const path = fileURLToPath(file);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide' });
}
