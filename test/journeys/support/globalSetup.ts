import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { JOURNEY_START } from './journeyClock.ts';
import { startProgram } from './program.ts';
import { signIn } from './signIn.ts';

/** What all journeys share. */
export interface Sample {
  /** Address of the program that serves the sample; nothing may change it. */
  readonly baseUrl: string;
  /** Cookie of somebody signed in there, as `name=value`. */
  readonly staffCookie: string;
  /** Data folder of a sample that was started once and ended: copied by journeys that change something. */
  readonly prepared: string;
  /** Distance of the journeys' clock from the machine's. */
  readonly shiftMs: number;
  /** Where the shared browser listens. */
  readonly browser: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** null where there is no browser: the journeys are left out. */
    sample: Sample | null;
  }
}

/** As Debian's Chromium runs without a screen, a user's sandbox, or a graphics card; MapLibre draws in software. */
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

/** What ends what was started, the last first. */
const cleanups: (() => Promise<unknown>)[] = [];

/** Starts a browser and the real program on the sample, once for all journeys. */
export async function setup(project: TestProject): Promise<void> {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    const missing = `There is no browser at ${executablePath}. Install Debian's chromium, or set CHROMIUM to a Chromium program`;
    if (process.env.REQUIRE_BROWSER === '1') throw new Error(missing);
    console.log(`The browser journeys are left out. ${missing}.`);
    project.provide('sample', null);
    return;
  }
  try {
    project.provide('sample', await start(executablePath));
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Ends what was started, and removes what it wrote. */
export async function teardown(): Promise<void> {
  for (let end = cleanups.pop(); end !== undefined; end = cleanups.pop()) await end();
}

/** The first start plans and publishes; the second one serves. */
async function start(executablePath: string): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-journeys-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const browser = await chromium.launchServer({ executablePath, args: BROWSER_FLAGS, host: '127.0.0.1' });
  cleanups.push(() => browser.close());
  const shiftMs = Date.parse(JOURNEY_START) - Date.now();
  const dataDir = join(folder, 'served');
  const first = await startProgram({ dataDir, shiftMs });
  await first.stop();
  const prepared = join(folder, 'prepared');
  await cp(dataDir, prepared, { recursive: true, verbatimSymlinks: true });
  const program = await startProgram({ dataDir, shiftMs, port: first.port });
  cleanups.push(() => program.stop());
  const staffCookie = await signIn(program);
  return { baseUrl: program.baseUrl, staffCookie, prepared, shiftMs, browser: browser.wsEndpoint() };
}
