import { beforeAll, expect, it } from 'vitest';
import { clockTime, clockWords, dateWords, instantOf, serviceDate } from '../../server/shared/time.ts';
import { describeJourney, expectQuiet, type Tab, wordsIn } from './support/journey.ts';
import { JOURNEY_START, shiftClock } from './support/journeyClock.ts';
import { type OpenVisit, openVisits } from './support/publicSite.ts';

const MINUTE_MS = 60_000;

describeJourney('a page published once', ({ sample, newTab }) => {
  let all: OpenVisit[];
  /** Those to one stop. */
  let visits: OpenVisit[];

  beforeAll(async () => {
    all = await openVisits(sample.baseUrl);
    visits = all.filter(({ stop_id }) => stop_id === all[0].stop_id);
  });

  /** A tab whose clock reads about so many minutes from a visit's end. */
  const tabAround = async (visit: OpenVisit, minutes: number): Promise<Tab> => {
    const tab = await newTab();
    const end = instantOf(serviceDate(visit.date), clockTime(visit.close));
    const shift = Date.parse(end) - Date.parse(JOURNEY_START) + minutes * MINUTE_MS;
    await tab.page.addInitScript(shiftClock, shift - elapsedMs());
    return tab;
  };
  /** The journeys' own clock has gone on since they began. */
  const elapsedMs = () => Date.now() + sample.shiftMs - Date.parse(JOURNEY_START);
  const when = ({ date, open, close }: OpenVisit): string =>
    `${dateWords(serviceDate(date))} ${clockWords(clockTime(open))} to ${clockWords(clockTime(close))}`;

  it('names a visit as the next one until it closes, and the one after it from then on', async () => {
    const [first, second] = visits;
    const during = await tabAround(first, -5);
    await during.open(`/stops/${first.stop_id}`);
    expect(await wordsIn(during.page.locator('[data-next-panel]'))).toContain(when(first));
    const after = await tabAround(first, 1);
    await after.open(`/stops/${first.stop_id}`);
    const panel = after.page.locator('[data-next-panel]');
    expect(await wordsIn(panel)).toContain(when(second));
    expect(await panel.getByRole('link').getAttribute('href')).toBe(`/visits/${second.visit_uid}`);
    const dates = after.page.locator('.app-dates tbody tr');
    expect(await dates.first().isVisible()).toBe(false);
    expect(await dates.nth(1).isVisible()).toBe(true);
    expectQuiet(after, sample.baseUrl);
  });

  it('says that a visit has ended', async () => {
    const [first] = visits;
    const tab = await tabAround(first, 1);
    await tab.open(`/visits/${first.visit_uid}`);
    expect(await tab.page.getByText('This visit has ended.').isVisible()).toBe(true);
  });

  it('says that there are no more visits when the timetable has run out', async () => {
    const last = all[all.length - 1];
    const tab = await tabAround(last, 1);
    await tab.open(`/stops/${last.stop_id}`);
    expect(await tab.page.locator('[data-next-panel]').isVisible()).toBe(false);
    expect(await tab.page.getByText('There are no more visits here in this timetable.').isVisible()).toBe(
      true,
    );
    await tab.open('/');
    expect(await tab.page.locator('[data-next-visits]').isVisible()).toBe(false);
    await tab.page.getByLabel('Enter a postcode, village or town').fill('TR12 7HG');
    await tab.page.getByRole('button', { name: 'Find visits' }).click();
    expect(await wordsIn(tab.page.locator('#answer'))).toBe('No visits near TR12 7HG yet');
  });

  it('keeps its list of next visits full, without one that is over, and marks today', async () => {
    const [first] = visits;
    const tab = await tabAround(first, 1);
    await tab.open('/');
    const ends = await tab.page
      .locator('[data-next-visits] li:visible')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-ends') ?? ''));
    expect(ends).toHaveLength(8);
    expect(ends.every((end) => end > `${first.date}T${first.close}`)).toBe(true);
    await tab.open('/status/');
    expect(
      await wordsIn(
        tab.page.locator('section:visible h2').filter({ has: tab.page.locator('[data-today]:visible') }),
      ),
    ).toBe(`${dateWords(serviceDate(first.date))} Today`);
  });
});
