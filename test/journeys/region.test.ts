import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { osmFile } from '../import/support/osmFile.ts';
import { AREAS, HUBS, POSTCODES, SMALLSHIRE } from '../import/support/smallshire.ts';
import { copyOfSample, type OwnSample } from './support/copyOfSample.ts';
import { describeJourney, expectQuiet, type Tab, wordsIn } from './support/journey.ts';
import { signIn } from './support/signIn.ts';

/** Importing a county of four areas takes seconds; a busy machine takes longer. */
const WORK_MS = 90_000;

describeJourney('an officer who brings a county', ({ sample, newTab }) => {
  let own: OwnSample;
  let tab: Tab;
  let folder: string;

  beforeAll(async () => {
    own = await copyOfSample(sample);
    const cookie = await signIn(own.program());
    tab = await newTab({ baseURL: own.program().baseUrl, cookie, isWithoutMap: true });
    folder = mkdtempSync(join(tmpdir(), 'hub-rounds-county-'));
  });
  afterAll(async () => {
    await own?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const bring = async (paths: readonly string[]) => {
    const [chooser] = await Promise.all([
      tab.page.waitForEvent('filechooser'),
      tab.page.getByRole('button', { name: 'Choose files' }).click(),
    ]);
    // One after the other: when the last has arrived, all have.
    const last = encodeURIComponent(basename(paths.at(-1) ?? ''));
    await Promise.all([
      tab.page.waitForResponse((answer) => answer.url().endsWith(`/api/uploads/${last}`)),
      chooser.setFiles([...paths]),
    ]);
  };
  /** Another region, or the same with other data, is shown from the start. */
  const reloadedBy = (button: Locator) =>
    Promise.all([tab.page.waitForEvent('load', { timeout: WORK_MS }), button.click()]);
  const bringing = () => tab.page.getByRole('region', { name: 'Bring files' });

  it('is told what each file is, and which one cannot be used', async () => {
    await tab.open('/planner/#region');
    await bring([
      file('areas.csv', AREAS),
      file('postcodes.zip', Buffer.from(zipSync({ 'Data/CSV/sm.csv': strToU8(POSTCODES) }))),
      file('family hubs 2026.csv', HUBS),
      file('smallshire.osm.pbf', osmFile(SMALLSHIRE)),
      file('holiday.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])),
    ]);
    await expect
      .poll(() =>
        bringing()
          .getByRole('button', { name: /^Take away/ })
          .count(),
      )
      .toBe(5);
    const items = bringing().locator('.files__item');
    expect(await wordsIn(items.filter({ hasText: 'smallshire.osm.pbf' }))).toContain(
      'an OpenStreetMap extract',
    );
    expect(await wordsIn(items.filter({ hasText: 'family hubs 2026.csv' }))).toContain('Family Hubs');
    expect(await wordsIn(items.filter({ hasText: 'sm.csv' }))).toContain('postcodes');
    expect(await items.filter({ hasText: 'holiday.jpg' }).locator('.files__problem').count()).toBe(1);
    await bringing().getByRole('button', { name: 'Take away holiday.jpg' }).click();
    await expect.poll(() => items.count()).toBe(4);
  });

  it('sees what an import would do before it is done', async () => {
    await tab.page.getByLabel('Name of the region').fill('Smallshire');
    await tab.page.getByRole('button', { name: 'Check the files' }).click();
    const found = tab.page.getByRole('region', { name: 'What importing into Smallshire would do' });
    await found.waitFor({ timeout: WORK_MS });
    expect(await wordsIn(found)).toMatch(/This makes a new region.*224 children aged 0 to 4 in 4 areas/);
  });

  it('imports, opens the county, and stays signed in there, also after the next start', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Import now' }).click();
    await page.getByRole('button', { name: 'Open Smallshire' }).click({ timeout: WORK_MS });
    await page.getByRole('button', { name: 'Open it now' }).click();
    await page.getByRole('heading', { level: 1, name: 'Smallshire' }).waitFor({ timeout: WORK_MS });
    // The page may still be asking for something.
    await page.goto('about:blank');
    await own.program().stop();
    await own.restart();
    await tab.open('/planner/#access');
    await page.locator('.statement').waitFor({ timeout: WORK_MS });
    expect(await wordsIn(page.locator('.top__region'))).toBe('Smallshire');
  });

  it('brings one file anew, is warned of what goes, and restores what was there', async () => {
    const { page } = tab;
    await tab.open('/planner/#region');
    await bring([file('areas.csv', AREAS.split('\n').slice(0, -1).join('\n'))]);
    await page.getByRole('button', { name: 'Check the files' }).click();
    await page.getByText('1 area would be gone: East.').waitFor({ timeout: WORK_MS });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await reloadedBy(page.getByRole('button', { name: 'Import now' }));
    const versions = page.getByRole('region', { name: 'Go back' });
    await versions.getByRole('button', { name: 'Restore' }).click({ timeout: WORK_MS });
    await reloadedBy(versions.getByRole('button', { name: 'Restore now' }));
    await page.getByText('224 children aged 0 to 4 in 4 areas').first().waitFor({ timeout: WORK_MS });
    expectQuiet(tab, own.program().baseUrl);
  });
});
