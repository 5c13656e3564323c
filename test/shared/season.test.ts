import { describe, expect, it } from 'vitest';
import { isInSeasons, parseSeasons, seasonsText } from '../../server/shared/season.ts';
import { serviceDate } from '../../server/shared/time.ts';

describe('seasons', () => {
  it.each([
    ['Apr-Sep', [{ from: '04-01', to: '09-30' }], '1 Apr-30 Sep'],
    ['april – SEPTEMBER', [{ from: '04-01', to: '09-30' }], '1 Apr-30 Sep'],
    ['Sept', [{ from: '09-01', to: '09-30' }], '1 Sep-30 Sep'],
    ['Feb', [{ from: '02-01', to: '02-29' }], '1 Feb-29 Feb'],
    ['Dec', [{ from: '12-01', to: '12-31' }], '1 Dec-31 Dec'],
    [
      '1 Apr-30 Sep; 10 Dec-5 Jan',
      [
        { from: '04-01', to: '09-30' },
        { from: '12-10', to: '01-05' },
      ],
      '1 Apr-30 Sep; 10 Dec-5 Jan',
    ],
  ])('are read from %s', (text, seasons, written) => {
    expect(parseSeasons(text)).toEqual(seasons);
    expect(seasonsText(seasons)).toBe(written);
    expect(parseSeasons(written)).toEqual(seasons);
  });

  it.each(['', ';', 'summer', '31 Apr-Sep', 'Apr-Sep-Oct', '0 Apr', 'Ap', '2026-04-01'])(
    'are not read from “%s”',
    (text) => {
      expect(parseSeasons(text)).toBeUndefined();
    },
  );

  it('hold both their ends, over New Year and in leap years too', () => {
    const winter = parseSeasons('15 Dec-Feb') ?? [];
    const dates = ['2026-12-14', '2026-12-15', '2026-12-31', '2027-01-01', '2028-02-29', '2027-03-01'];
    expect(dates.map((date) => isInSeasons(serviceDate(date), winter))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
