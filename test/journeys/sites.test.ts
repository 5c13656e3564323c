import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteRecordWire } from '../../server/contract/sites.ts';
import { copyOfSample, type OwnSample } from './support/copyOfSample.ts';
import { describeJourney, type Tab, wordsIn } from './support/journey.ts';
import { keepScreenshot } from './support/keepScreenshot.ts';
import { signIn } from './support/signIn.ts';

const SITE = 'altarnun-village-hall';

describeJourney('a coordinator who keeps the site register', ({ sample, newTab }) => {
  let own: OwnSample;
  let tab: Tab;
  let page: Page;

  beforeAll(async () => {
    own = await copyOfSample(sample);
    const { baseUrl } = own.program();
    tab = await newTab({ baseURL: baseUrl, cookie: await signIn(own.program()) });
    page = tab.page;
  });
  afterAll(() => own?.remove());

  const record = async (): Promise<SiteRecordWire> =>
    (await page.request.get(`/api/register/${SITE}`)).json() as Promise<SiteRecordWire>;
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const saved = () => page.locator('.site-form').getByText('Saved.').waitFor();

  it('finds a site and is told what cannot be taken, with a way to each field', async () => {
    await tab.open('/planner/#sites');
    await page.getByRole('searchbox', { name: 'Find a site' }).fill('altarnun');
    await keepScreenshot(page, 'sites');
    await page.getByRole('button', { name: 'Altarnun village hall' }).click();
    await page.getByRole('heading', { level: 2, name: 'Altarnun village hall' }).waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
    await page.getByRole('textbox', { name: 'Longitude (degrees)' }).fill('west');
    await save();
    await expect
      .poll(() => wordsIn(page.getByRole('alert')))
      .toBe('There is a problem Name is missing Longitude is not a number');
    await page.getByRole('button', { name: 'Longitude is not a number' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('site-lon');
    await keepScreenshot(page, 'sites-refused');
    expect((await record()).texts.name).toBe('Altarnun village hall');
  });

  it('mends it, and finds the change under the own name', async () => {
    await page.getByRole('button', { name: 'Undo all changes' }).click();
    await page.getByText('Ground and way in').click();
    await page.getByRole('textbox', { name: 'Key or gate code' }).fill('1234');
    await save();
    await saved();
    const { texts, changes } = await record();
    expect(texts.keyCode).toBe('1234');
    expect(changes[0].fields).toEqual([{ field: 'keyCode', before: '', after: '1234' }]);
  });

  it('moves it by dragging its marker, takes that back, and drags again', async () => {
    const marker = page.locator('.maplibregl-marker');
    await marker.waitFor();
    const before = (await record()).texts;
    const drag = async () => {
      // The map may still be on its way to the site.
      await expect
        .poll(async () => JSON.stringify([await marker.boundingBox(), await marker.boundingBox()]))
        .toMatch(/^\[(.*),\1\]$/);
      const box = (await marker.boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height - 8];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 20, y + 15, { steps: 4 });
      await page.mouse.up();
    };
    const lon = page.getByRole('textbox', { name: 'Longitude (degrees)' });
    await drag();
    await expect.poll(() => lon.inputValue()).not.toBe(before.lon);
    await page.getByRole('button', { name: 'Undo the move' }).click();
    await expect.poll(() => lon.inputValue()).toBe(before.lon);
    await drag();
    await expect.poll(() => lon.inputValue()).not.toBe(before.lon);
    await keepScreenshot(page, 'sites-dragged');
    await save();
    await saved();
    const { texts, changes } = await record();
    expect(Number(texts.lon)).toBeGreaterThan(Number(before.lon));
    expect(Number(texts.lat)).toBeLessThan(Number(before.lat));
    expect(changes[0].way).toBe('map');
  });

  it('edits the register in a spreadsheet, sees what would change, and changes it', async () => {
    await page.getByRole('button', { name: 'Back to the register' }).click();
    const link = page.getByRole('link', { name: 'Download the register (CSV)' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^sites-sample-\d{4}-\d{2}-\d{2}\.csv$/);
    const csv = await (await page.request.get((await link.getAttribute('href'))!)).text();
    const edited = csv.replace(/^(altarnun-village-hall,.*),1234,/m, '$1,9876,');
    expect(edited).not.toBe(csv);
    const bring = (text: string) =>
      page
        .getByLabel('Bring an edited register')
        .setInputFiles({ name: 'edited.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await bring(edited);
    await page.getByText('Key or gate code: 1234').waitFor();
    await keepScreenshot(page, 'sites-brought');
    expect((await record()).texts.keyCode).toBe('1234');
    await page.getByRole('button', { name: 'Change the register' }).click();
    await page.getByRole('button', { name: 'Change it now' }).click();
    await page.getByText('1 site changed, 0 added.').waitFor();
    expect((await record()).texts.keyCode).toBe('9876');
    // The same file once more rests on what was there before.
    await bring(edited);
    await page.getByText('0 sites changed, 0 new').waitFor();
    await bring(csv);
    await page.getByText('Changed by somebody else since the register was downloaded').waitFor();
  });
});
