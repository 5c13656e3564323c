import { beforeAll, expect, it } from 'vitest';
import { clockTime, clockWords, dateWords, serviceDate } from '../../server/shared/time.ts';
import { describeJourney, expectQuiet, PHONE, type Tab, wordsIn } from './support/journey.ts';
import { keepScreenshot } from './support/keepScreenshot.ts';
import { type OpenVisit, openVisits } from './support/publicSite.ts';

describeJourney('a family whose browser runs no script', ({ sample, newTab }) => {
  let tab: Tab;
  let visits: OpenVisit[];
  /** The next visit of all, and so one that every list begins with. */
  let next: OpenVisit;

  beforeAll(async () => {
    tab = await newTab({ javaScriptEnabled: false, viewport: PHONE });
    visits = await openVisits(sample.baseUrl);
    next = visits[0];
  });

  const main = () => tab.page.getByRole('main');
  const timeWords = ({ open, close }: OpenVisit) =>
    `${clockWords(clockTime(open))} to ${clockWords(clockTime(close))}`;
  const dayWords = ({ date }: OpenVisit) => dateWords(serviceDate(date));

  it('finds the next visits and all stops on the first page, and no field that would do nothing', async () => {
    await tab.open('/');
    expect(await tab.page.getByRole('textbox').count()).toBe(0);
    expect(await wordsIn(main())).toContain('Choose your village or town to see the visits near you.');
    const listed = await tab.page.locator('.app-visits__item').filter({ visible: true }).allInnerTexts();
    expect(listed.map((item) => item.split('\n')[0])).toEqual(
      visits.slice(0, listed.length).map((visit) => dayWords(visit).replace(/ \d{4}$/, '')),
    );
    const stops = new Set(visits.map((visit) => visit.stop_id));
    expect(await tab.page.locator('table a').count()).toBe(stops.size);
  });

  it('goes from the list of places to its village, the stop and the visit', async () => {
    await tab.page.getByRole('link', { name: 'Places A to Z' }).first().click();
    await tab.page.getByRole('link', { name: next.community, exact: true }).click();
    const nearest = tab.page.locator('.app-result').first();
    expect(await wordsIn(nearest)).toContain(`${dayWords(next)}, ${timeWords(next)}`);
    expect(await wordsIn(main())).toMatch(/Nearest Family Hub .+ About \d+ minutes’ drive/);
    await keepScreenshot(tab.page, 'without-script-place');

    await nearest.getByRole('link').first().click();
    await tab.page.waitForURL(`**/stops/${next.stop_id}`);
    expect(await wordsIn(tab.page.locator('.app-next'))).toContain(`${dayWords(next)} ${timeWords(next)}`);
    await tab.page.getByRole('link', { name: 'About this visit' }).click();
    await tab.page.waitForURL(`**/visits/${next.visit_uid}`);
    expect(await wordsIn(main())).toContain(`When ${dayWords(next)} ${timeWords(next)}`);
  });

  it('learns whether a visit is on', async () => {
    await tab.open('/status/');
    const first = tab.page.locator('.app-day').first();
    expect(await wordsIn(first)).toContain(dayWords(next));
    expect(await wordsIn(first)).toContain(timeWords(next));
    expect(await wordsIn(main())).toContain(
      'If a visit is not listed as late or cancelled, it is going ahead.',
    );
  });

  it('finds the files and what they hold', async () => {
    await tab.open('/open-data/');
    for (const path of ['/data/visits.csv', '/data/mobile-library-stops.csv', '/calendar/all.ics']) {
      expect(await tab.page.getByRole('link', { name: path }).count()).toBe(1);
    }
  });

  it('sees no error, and asks nothing of another site', () => {
    expectQuiet(tab, sample.baseUrl);
  });
});
