import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { copyOfSample, type OwnSample } from './support/copyOfSample.ts';
import { describeJourney, type Tab, wordsIn } from './support/journey.ts';
import { signIn } from './support/signIn.ts';

/** Making a plan of three rows takes seconds; a busy machine takes longer. */
const WORK_MS = 90_000;

/** A coordinator's own table, of which one row says nothing that could be planned with. */
const STOPS = [
  'Where,When,Opening times,Lon,Lat',
  'Moor hall,Every other Tuesday,10-11.30am,-5.05436,50.26526',
  'Square,1st & 3rd Thu,1-2.30pm,-5.07113,50.15441',
  'Green,now and then,10-11am,-5.10,50.21',
].join('\n');

describeJourney('a coordinator with a spreadsheet of stops', ({ sample, newTab }) => {
  let own: OwnSample;
  let tab: Tab;

  beforeAll(async () => {
    own = await copyOfSample(sample);
    const uploads = join(own.regionFolder, 'uploads');
    mkdirSync(uploads, { recursive: true });
    writeFileSync(join(uploads, 'our stops.csv'), STOPS);
    const cookie = await signIn(own.program());
    tab = await newTab({ baseURL: own.program().baseUrl, cookie, isWithoutMap: true });
  });
  afterAll(() => own?.remove());

  it('matches its columns by keyboard, sees what cannot be read, and makes a plan of the rest', async () => {
    const { page } = tab;
    await tab.open('/planner/#region');
    await page.getByRole('button', { name: 'Make a plan of our stops.csv' }).press('Enter');
    const days = page.getByLabel('Days', { exact: true });
    expect(await days.inputValue()).toBe('1');
    await days.selectOption({ label: 'Not in the table' });
    await page.getByRole('button', { name: 'Read the table' }).press('Enter');
    await page.getByText('Say which columns hold the days').waitFor();
    await expectAccessible(page, 'columns to match');
    await days.selectOption({ label: 'When (Every other Tuesday)' });
    await page.getByRole('button', { name: 'Read the table' }).press('Enter');
    await page.getByRole('heading', { name: '2 of 3 rows can be read' }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('2 of 3 rows can be read');
    await page.getByText('Line 4: When is not understood').waitFor();
    await expectAccessible(page, 'what was read');
    await page.getByLabel('Leave out the row that cannot be read').press('Space');
    await page.getByRole('button', { name: 'Make a starting plan' }).press('Enter');
    const source = page.locator('.plan-source');
    await source.waitFor({ timeout: WORK_MS });
    expect(await wordsIn(source)).toMatch(
      /Plan [A-Z] from our stops\.csv 2 of 3 rows read\. 2 stops of 1 van/,
    );
  });
});
