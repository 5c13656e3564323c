import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { importRegion } from '../../server/import/importRegion.ts';
import { startProgram } from '../journeys/support/program.ts';
import { signIn } from '../journeys/support/signIn.ts';
import { BIG_REGION, writeBigRegion } from './bigRegion.ts';
import { BROWSER, FLAGS, VIEW } from './browser.ts';
import type { Row } from './row.ts';
import { scriptByFrame } from './scriptByFrame.ts';

/** A map at rest: nothing is fetched or drawn for this long. */
const REST_MS = 4000;
/** The map is dragged to and fro this often, each way in as many steps as a screen draws in half a second. */
const DRAGS = 8;
const STEPS = 30;
const STEP_MS = 16;

/** Script on the page's main thread for each frame while the map of a large region is panned, all layers on. */
export async function measurePan(): Promise<readonly Row[] | string> {
  if (!existsSync(BROWSER)) return `there is no browser at ${BROWSER}; set CHROMIUM`;
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-bench-'));
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  try {
    await importBig(folder);
    // Estimates: the roads of an invented region say nothing, and the map is the same.
    const program = await startProgram({
      dataDir: join(folder, 'data'),
      shiftMs: 0,
      settings: { REGION: 'mercia', ROUTING_ENGINE: 'estimate' },
    });
    try {
      return [await panRow(browser, program.baseUrl, await signIn(program))];
    } finally {
      await program.stop();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importBig(folder: string): Promise<void> {
  const files = await writeBigRegion(folder);
  const given = { ...files, areas: [files.areas], sites: { file: files.sites } };
  await importRegion(
    { dataDir: join(folder, 'data'), name: 'Mercia', ...given },
    { routingEngine: 'estimate' },
  );
}

async function panRow(browser: Browser, baseUrl: string, cookie: string): Promise<Row> {
  const context = await browser.newContext({ viewport: VIEW, locale: 'en-GB' });
  const [name, value] = cookie.split('=');
  const domain = new URL(baseUrl).hostname;
  await context.addCookies([{ name, value, domain, path: '/', secure: true, httpOnly: true }]);
  const page = await context.newPage();
  await page.goto(`${baseUrl}/planner/#stops`);
  await page.waitForSelector('.maplibregl-canvas', { timeout: 120_000 });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(REST_MS);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8.execute', '__metadata'] });
  await pan(page);
  const frames = scriptByFrame(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
  await context.close();
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    name: 'Large region, script a frame while panning, 95th percentile',
    figure: at(0.95),
    unit: 'ms',
    target: 8,
    note: `${frames.length} frames; middle ${at(0.5).toFixed(1)} ms, most ${at(1).toFixed(1)} ms; ${BIG_REGION.areas} areas, ${BIG_REGION.hubs} hubs, ${BIG_REGION.sites} sites, and the map below`,
  };
}

async function pan(page: Page): Promise<void> {
  const box = await page.locator('.maplibregl-canvas').boundingBox();
  if (!box) throw new Error('There is no map to pan');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  for (let drag = 0; drag < DRAGS; drag++) {
    const way = drag % 2 === 0 ? 1 : -1;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= STEPS; step++) {
      await page.mouse.move(x - way * step * 8, y - way * step * 4);
      await page.waitForTimeout(STEP_MS);
    }
    await page.mouse.up();
  }
}
