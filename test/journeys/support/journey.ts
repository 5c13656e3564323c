import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import type { Sample } from './globalSetup.ts';
import { shiftClock } from './journeyClock.ts';

/** The two screens that everything is looked at on. */
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** An open tab that writes down what happens in it. */
export interface Tab {
  readonly page: Page;
  /** Every address asked for, in order, with what was sent along. */
  readonly requests: readonly { readonly url: string; readonly sent: string }[];
  /** Errors the page's console showed, scripts that failed, and requests that came to nothing. */
  readonly problems: readonly string[];
  /** Opens an address of the site and waits until the page is whole. @returns the answer's status */
  open(path: string): Promise<number>;
}

export interface TabOptions extends BrowserContextOptions {
  /** Site to open; the shared sample when left out. */
  readonly baseURL?: string;
  /** Cookie of somebody signed in, as `name=value`. */
  readonly cookie?: string;
  /** Takes WebGL away: the planner goes without its map, which a machine without a graphics card draws for seconds. */
  readonly isWithoutMap?: boolean;
}

export interface Journey {
  readonly sample: Sample;
  /** A new tab in a browser profile of its own; closed after the journeys of the file. */
  newTab(options?: TabOptions): Promise<Tab>;
}

/** Journeys in a browser: left out where there is none. */
export function describeJourney(name: string, tell: (journey: Journey) => void): void {
  const sample = inject('sample');
  describe.skipIf(sample === null)(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.connect(sample!.browser);
    });
    afterAll(async () => {
      await browser?.close();
    });
    tell({
      sample: sample!,
      newTab: (options = {}) => newTab(browser!, { baseURL: sample!.baseUrl, ...options }, sample!.shiftMs),
    });
  });
}

async function newTab(browser: Browser, options: TabOptions, shiftMs: number): Promise<Tab> {
  const { cookie, isWithoutMap, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-GB', ...contextOptions });
  context.setDefaultTimeout(60_000);
  if (options.javaScriptEnabled !== false) await context.addInitScript(shiftClock, shiftMs);
  if (isWithoutMap) await context.addInitScript(takeDrawingAway);
  if (cookie) {
    const [name, value] = cookie.split('=');
    // A cookie with the prefix __Host- is only accepted from an https address; the browser sends it to this machine all the same.
    const url = options.baseURL!.replace('http:', 'https:');
    await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Lax' }]);
  }
  const page = await context.newPage();
  const requests: { url: string; sent: string }[] = [];
  const problems: string[] = [];
  context.on('request', (request) => {
    requests.push({
      url: request.url(),
      sent: `${JSON.stringify(request.headers())} ${request.postData() ?? ''}`,
    });
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') problems.push(`${request.url()} came to nothing: ${reason}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`Console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`Script: ${error.error().message}`));
  return {
    page,
    requests,
    problems,
    async open(path) {
      const answer = await page.goto(path, { waitUntil: 'load' });
      return answer?.status() ?? 0;
    },
  };
}

/** As in a browser without WebGL. Complete in itself: the browser gets it as text. */
function takeDrawingAway(): void {
  HTMLCanvasElement.prototype.getContext = () => null;
}

/** No error in the console, nothing that failed, and nothing asked of anybody but the site itself. */
export function expectQuiet(tab: Tab, site: string): void {
  expect(tab.problems).toEqual([]);
  const foreign = tab.requests
    .map(({ url }) => url)
    .filter((url) => !url.startsWith(`${site}/`) && !/^(data|blob):/.test(url));
  expect(foreign).toEqual([]);
}

/** What can be read there once it shows, with single spaces between the words. */
export async function wordsIn(locator: Locator): Promise<string> {
  await locator.first().waitFor();
  return (await locator.allInnerTexts()).join(' ').replace(/\s+/g, ' ').trim();
}
