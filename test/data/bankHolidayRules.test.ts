import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computedBankHolidays } from '../../server/core/timetable/bankHolidays.ts';

const LIST = new URL('../../data/bank-holidays.json', import.meta.url);

interface PublishedList {
  readonly 'england-and-wales': {
    readonly events: readonly { readonly title: string; readonly date: string }[];
  };
}

const { events } = (JSON.parse(readFileSync(LIST, 'utf8')) as PublishedList)['england-and-wales'];
const years = [...new Set(events.map(({ date }) => Number(date.slice(0, 4))))];

/** Years with a one-off: VE Day moved the early May holiday; the Platinum Jubilee, the late Queen's funeral and the coronation. */
const UNUSUAL_YEARS = [2020, 2022, 2023];

describe('the usual rules of bank holidays', () => {
  it.each(years.filter((year) => !UNUSUAL_YEARS.includes(year)))('agree with gov.uk’s list in %i', (year) => {
    const published = events.filter(({ date }) => date.startsWith(`${year}-`));
    expect(computedBankHolidays(year).map(({ date, title }) => ({ date, title }))).toEqual(
      published.map(({ date, title }) => ({ date, title })),
    );
  });
});
