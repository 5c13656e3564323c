import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clockTime, clockWords, dateWords, serviceDate } from '../../server/shared/time.ts';
import { describeJourney, expectQuiet, type Tab, wordsIn } from './support/journey.ts';
import { type OpenVisit, openVisits, textOf } from './support/publicSite.ts';

describeJourney('a family', ({ sample, newTab }) => {
  let tab: Tab;
  let page: Page;
  let visits: OpenVisit[];

  beforeAll(async () => {
    tab = await newTab();
    page = tab.page;
    visits = await openVisits(sample.baseUrl);
  });

  const field = () => page.getByLabel('Enter a postcode, village or town');
  const results = () => page.locator('.app-result');
  const answer = () => page.locator('#answer');
  const summary = () => page.locator('.govuk-error-summary');

  /** Types into an empty field of the first page and presses Enter. */
  const askFor = async (typed: string) => {
    await tab.open('/');
    await field().fill(typed);
    await field().press('Enter');
  };
  const visitsTo = (slug: string) => visits.filter((visit) => visit.stop_id === slug);

  it('types a postcode and reads when the van is next near, nearest first', async () => {
    await askFor('tr12 7hg');
    await page.getByRole('heading', { name: 'Visits near TR12 7HG' }).waitFor();
    const found = await Promise.all((await results().all()).map(resultWords));
    expect(found.length).toBeGreaterThan(0);
    for (const { slug, words } of found) {
      const [next, then] = visitsTo(slug);
      expect(words).toContain(visitWords(next));
      if (then) expect(words).toContain(`Then ${dateWords(serviceDate(then.date)).replace(/ \d{4}$/, '')}`);
      expect(words).toContain(`Where ${next.address}`);
      expect(words).toContain(next.services.join(', '));
    }
    const minutes = found.map(({ words }) => Number(/About (\d+) minutes?’ drive/.exec(words)?.[1]));
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
    expect(await wordsIn(page.locator('.app-hub'))).toMatch(
      /^Your nearest Family Hub Helston Family Hub Bulwark Road, Helston, TR13 8JF About \d+ minutes’ drive$/,
    );
    expect(await wordsIn(page.locator('.app-answer'))).toContain('Drive times are from sample roads');
  });

  it.each(['TR127HG', ' tr12-7hg. ', '(Tr12.7Hg)'])('is understood when it types "%s"', async (typed) => {
    await askFor(typed);
    await answer().waitFor();
    expect(await wordsIn(answer())).toBe('Visits near TR12 7HG');
  });

  it('goes on from the answer to the stop, the visit and the calendar', async () => {
    await askFor('PL35 0HD');
    const { slug } = await resultWords(results().first());
    await results().first().getByRole('link').first().click();
    await page.waitForURL(`**/stops/${slug}`);
    const [next] = visitsTo(slug);
    expect(await wordsIn(page.locator('.app-next'))).toBe(
      `Next visit ${visitWords(next).replace(', ', ' ')} About this visit`,
    );
    const listed = await page.locator('.app-dates a').allInnerTexts();
    expect(listed).toEqual(visitsTo(slug).map((visit) => dateWords(serviceDate(visit.date))));

    await page.getByRole('link', { name: 'About this visit' }).click();
    await page.waitForURL(`**/visits/${next.visit_uid}`);
    expect(await wordsIn(page.getByRole('main'))).toContain(`When ${visitWords(next).replace(', ', ' ')}`);

    await page.getByRole('link', { name: `All dates for ${next.stop}` }).click();
    await page.waitForURL(`**/stops/${slug}`);
    const webcal = await page
      .getByRole('link', { name: 'Subscribe in your calendar app' })
      .getAttribute('href');
    expect(webcal).toBe(`webcal://${sample.baseUrl.replace('http://', '')}/calendar/stops/${slug}.ics`);
    const feed = await textOf(`${sample.baseUrl}/calendar/stops/${slug}.ics`);
    const started = [...feed.matchAll(/^DTSTART;TZID=Europe\/London:(\d{8})T(\d{4})00/gm)];
    expect(started.map(([, day, time]) => `${day} ${time}`).sort()).toEqual(
      visitsTo(slug).map((visit) => `${visit.date} ${visit.open}`.replace(/[-:]/g, '')),
    );
  });

  describe('that types something else', () => {
    it.each([
      ['nothing', '', 'Enter a postcode, village or town'],
      ['half a postcode gone wrong', 'TR12 7', 'Enter a real postcode, for example TR12 7HG'],
      [
        'a postcode of London',
        'SW1A 1AA',
        'We have no visits near SW1A. Enter a postcode in or near Cornwall',
      ],
      [
        'a word that is no place',
        'xyzzyplugh',
        'We could not find “xyzzyplugh”. Check the spelling, enter a full postcode, or choose from places A to Z',
      ],
    ])('is told what is wrong with %s, at the top and at the field', async (_what, typed, message) => {
      await askFor(typed);
      await summary().waitFor();
      expect(await wordsIn(summary())).toBe(`There is a problem ${message}`);
      expect(await page.title()).toMatch(/^Error: /);
      expect(await isFocused(summary())).toBe(true);
      await summary().getByRole('link').click();
      expect(await isFocused(field())).toBe(true);
      expect(await field().getAttribute('aria-invalid')).toBe('true');
      expect(await describedBy(field())).toContain(message);
      expect(await results().count()).toBe(0);
    });

    it('has the problem taken away by the next answer', async () => {
      await askFor('');
      await summary().waitFor();
      await field().fill('PL35 0HD');
      await page.getByRole('button', { name: 'Find visits' }).click();
      await answer().waitFor();
      expect(await summary().count()).toBe(0);
      expect(await page.title()).not.toMatch(/^Error: /);
      expect(await field().getAttribute('aria-invalid')).toBeNull();
      expect(await isFocused(answer())).toBe(true);
    });

    it('learns on Scilly that no road leads there, and whom to phone', async () => {
      await askFor('TR21 0AA');
      await answer().waitFor();
      expect(await wordsIn(answer())).toBe('There is no road for the van to TR21 0AA');
      expect(await wordsIn(page.locator('.app-answer'))).toContain('Advice line: 01632 960321');
      expect(await results().count()).toBe(0);
    });

    it.each([
      ['Mullion', 'Mullion'],
      ['the Cornish name of Mullion', 'eglosvelyan'],
    ])('is taken to the page of a place by %s', async (_what, typed) => {
      await askFor(typed);
      await page.waitForURL('**/places/mullion');
      await page.getByRole('heading', { level: 1, name: 'Family Hub visits near Mullion' }).waitFor();
      const found = await Promise.all((await results().all()).map(resultWords));
      expect(found.length).toBeGreaterThan(0);
      for (const { slug, words } of found) expect(words).toContain(visitWords(visitsTo(slug)[0]));
    });

    it('is offered what it may have meant when a name is misspelt', async () => {
      await askFor('Boscasle');
      await summary().waitFor();
      await page.getByRole('link', { name: 'Boscastle', exact: true }).last().click();
      await page.waitForURL('**/places/boscastle');
    });
  });

  it('has told nobody its postcode', async () => {
    await askFor('TR12 7HG');
    await answer().waitFor();
    const secret = /7 ?hg/i;
    const told = tab.requests.filter(({ url, sent }) => secret.test(decodeURIComponent(`${url} ${sent}`)));
    expect(told).toEqual([]);
    const asked = tab.requests.map(({ url }) => new URL(url).pathname);
    expect(asked.filter((path) => path.startsWith('/lookup/TR12'))).not.toEqual([]);
    expect(await leftBehind(page)).not.toMatch(secret);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('sees no error, and asks nothing of another site', () => {
    const expected = /Failed to load resource: .*404 .*\/lookup\/SW1A\.json/;
    expectQuiet(
      { ...tab, problems: tab.problems.filter((problem) => !expected.test(problem)) },
      sample.baseUrl,
    );
  });

  it('needs little to be sent: the first page with style and script in 60 kB and 5 requests', async () => {
    const fresh = await newTab();
    const sizes: Promise<number>[] = [];
    fresh.page.on('requestfinished', (request) => {
      sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
    });
    await fresh.open('/');
    await fresh.page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(fresh.requests.length).toBeLessThanOrEqual(5);
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });
});

/** A result's stop and everything it says. */
async function resultWords(result: Locator): Promise<{ slug: string; words: string }> {
  const link = await result.getByRole('link').first().getAttribute('href');
  return { slug: link?.replace('/stops/', '') ?? '', words: await wordsIn(result) };
}

/** "Wednesday 25 November 2026, 9:30am to 11:15am". */
function visitWords({ date, open, close }: OpenVisit): string {
  return `${dateWords(serviceDate(date))}, ${clockWords(clockTime(open))} to ${clockWords(clockTime(close))}`;
}

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** The text that a reader hears after a field's name. */
const describedBy = (locator: Locator): Promise<string> =>
  locator.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );

/** All that a page leaves in its browser, as one text. */
const leftBehind = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const caches = await window.caches.keys();
    const databases = await indexedDB.databases();
    return JSON.stringify([
      location.href,
      document.title,
      document.cookie,
      history.state,
      window.name,
      { ...localStorage },
      { ...sessionStorage },
      caches,
      databases,
    ]);
  });
