import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { middle, type Row } from './row.ts';
import type { StartedSample } from './sample.ts';

export const BROWSER = process.env.CHROMIUM || '/usr/bin/chromium';
/** As the browser journeys start it: without a sandbox and a graphics card. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
export const VIEW = { width: 1440, height: 900 };
/** The page is opened this often, each time as a new visitor; the middle figure counts. */
const TIMES = 3;
/** Nothing drawn for this long: the map has come to rest. */
const REST_MS = 1000;
/** Given up after this: without a graphics card a busy machine draws for long. */
const PATIENCE_MS = 180_000;

/** How long the planner's page takes, and what a family's list costs; or why no browser can tell. */
export async function measurePages(sample: StartedSample): Promise<readonly Row[] | string> {
  if (!existsSync(BROWSER)) return `there is no browser at ${BROWSER}; set CHROMIUM`;
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  try {
    return [
      ...(await plannerRows(browser, sample)),
      ...(await listRows(browser, sample.program.baseUrl, '/places/', 'Public list of places')),
      ...(await listRows(browser, sample.program.baseUrl, '/', 'Public first page')),
    ];
  } finally {
    await browser.close();
  }
}

async function plannerRows(browser: Browser, { program, cookie }: StartedSample): Promise<Row[]> {
  const times: Required<Marks>[] = [];
  for (let i = 0; i < TIMES; i++) {
    const context = await browser.newContext({ viewport: VIEW, locale: 'en-GB' });
    const [name, value] = cookie.split('=');
    const domain = new URL(program.baseUrl).hostname;
    await context.addCookies([{ name, value, domain, path: '/', secure: true, httpOnly: true }]);
    times.push(await plannerTimes(context, `${program.baseUrl}/planner/`));
    await context.close();
  }
  const note = `middle of ${TIMES} first visits, drawn without a graphics card`;
  const row = (name: string, figures: readonly number[], target: number | null): Row => {
    const each = figures.map((figure) => (figure / 1000).toFixed(1)).join(', ');
    return { name, figure: middle(figures) / 1000, unit: 's', target, note: `${note}: ${each} s` };
  };
  return [
    row(
      'Planner page, headline to read',
      times.map(({ headline }) => headline),
      null,
    ),
    row(
      'Planner page interactive: headline and map at rest',
      times.map(({ headline, drawn }) => Math.max(headline, drawn)),
      2,
    ),
  ];
}

interface Marks {
  headline?: number;
  drawn?: number;
}

/** Milliseconds from navigation until the panel's headline figure stands there, and until the map drew for the last time. */
async function plannerTimes(context: BrowserContext, address: string): Promise<Required<Marks>> {
  // The loader of TypeScript wraps functions in a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(markPage);
  const page = await context.newPage();
  await page.goto(address, { timeout: PATIENCE_MS });
  const handle = await page.waitForFunction(
    (rest) => {
      const marks = (window as unknown as { marks: Marks }).marks;
      const isDone = marks.headline !== undefined && marks.drawn !== undefined;
      return isDone && performance.now() - Math.max(marks.headline!, marks.drawn!) > rest ? marks : null;
    },
    REST_MS,
    { timeout: PATIENCE_MS },
  );
  return (await handle.jsonValue()) as Required<Marks>;
}

/** Runs in the page before its scripts: notes when the headline appears, and each time something is drawn. */
function markPage(): void {
  const marks: Marks = {};
  (window as unknown as { marks: Marks }).marks = marks;
  const look = () => {
    const figure = document.querySelector('.statement');
    if (marks.headline === undefined && figure?.textContent?.trim()) marks.headline = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  const context = WebGL2RenderingContext.prototype;
  for (const name of ['drawElements', 'drawArrays'] as const) {
    const draw = context[name] as (...given: number[]) => void;
    context[name] = function (this: WebGL2RenderingContext, ...given: number[]) {
      marks.drawn = performance.now();
      draw.apply(this, given);
    };
  }
}

/** Bytes over the wire and number of requests of a page that is opened for the first time, style sheet and script included. */
async function listRows(browser: Browser, site: string, path: string, name: string): Promise<Row[]> {
  const context = await browser.newContext({ viewport: VIEW, locale: 'en-GB' });
  const page = await context.newPage();
  const fetched = await requestsOf(page, `${site}${path}`);
  await context.close();
  const foreign = fetched.filter(({ url }) => !url.startsWith(`${site}/`));
  const bytes = fetched.reduce((sum, request) => sum + request.bytes, 0);
  const parts = fetched.map(
    ({ url, bytes: each }) => `${url.slice(site.length)} ${(each / 1000).toFixed(1)}`,
  );
  return [
    { name: `${name}, bytes`, figure: bytes / 1000, unit: 'kB', target: 60, note: `${parts.join(', ')} kB` },
    { name: `${name}, requests`, figure: fetched.length, unit: 'requests', target: 5, note: '' },
    {
      name: `${name}, third parties`,
      figure: foreign.length,
      unit: 'requests',
      target: 0,
      note: foreign.map(({ url }) => url).join(', '),
    },
  ];
}

async function requestsOf(page: Page, address: string): Promise<{ url: string; bytes: number }[]> {
  const session = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, encodedDataLength),
  );
  await session.send('Network.enable');
  await page.goto(address, { waitUntil: 'networkidle', timeout: PATIENCE_MS });
  return [...urls]
    .filter(([, url]) => !url.startsWith('data:'))
    .map(([id, url]) => ({ url, bytes: bytes.get(id) ?? 0 }));
}
