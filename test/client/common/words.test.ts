import { describe, expect, it } from 'vitest';
import {
  childrenWords,
  countedWords,
  countWords,
  dayWords,
  decileWords,
  driveWords,
  figureWords,
  hoursWords,
  momentWords,
  monthWords,
  percentChange,
  percentWords,
  sentenceCase,
  sizeWords,
  spanWords,
  wholeMinutes,
} from '../../../client/common/words.ts';
import { parseInstant, serviceDate } from '../../../server/shared/time.ts';

/** The figure and its unit are joined by a no-break space; the tests read better with a plain one. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('percentWords', () => {
  it.each([
    [0, '0 %'],
    [0.26, '26 %'],
    [1, '100 %'],
  ])('says %f as %s', (share, words) => expect(plain(percentWords(share))).toBe(words));

  it('never rounds somebody away: a small share is not 0 %', () => {
    expect(plain(percentWords(0.0004))).toBe('under 1 %');
    expect(plain(percentWords(0.00499))).toBe('under 1 %');
    expect(plain(percentWords(0.005))).toBe('1 %');
  });

  it('never rounds somebody away: nearly all are not 100 %', () => {
    expect(plain(percentWords(0.9996))).toBe('over 99 %');
    expect(plain(percentWords(0.995))).toBe('over 99 %');
    expect(plain(percentWords(0.994))).toBe('99 %');
  });

  it('rounds a half up although 0.285 × 100 falls just short of 28.5 in binary', () => {
    expect(0.285 * 100).toBeLessThan(28.5);
    expect(plain(percentWords(0.285))).toBe('29 %');
  });
});

describe('percentChange', () => {
  it('keeps whole percentages where they differ', () => {
    const { before, after } = percentChange(0.26, 0.12);
    expect([plain(before), plain(after)]).toEqual(['26 %', '12 %']);
  });

  it('shows tenths where whole percentages would look the same', () => {
    const { before, after } = percentChange(0.264, 0.261);
    expect([plain(before), plain(after)]).toEqual(['26.4 %', '26.1 %']);
  });

  it('keeps whole percentages where nothing changes', () => {
    const { before, after } = percentChange(0.3, 0.1 + 0.2);
    expect([plain(before), plain(after)]).toEqual(['30 %', '30 %']);
  });
});

describe('wholeMinutes and driveWords', () => {
  it('rounds to the nearest minute', () => {
    expect(wholeMinutes(1109)).toBe(18);
    expect(driveWords(1110)).toBe('19 minutes');
    expect(driveWords(60)).toBe('1 minute');
    expect(driveWords(20)).toBe('under 1 minute');
  });

  it('never shows a drive beyond the limit as within it', () => {
    expect(wholeMinutes(1201, 1200)).toBe(21);
    expect(wholeMinutes(1229, 1200)).toBe(21);
    expect(wholeMinutes(1200, 1200)).toBe(20);
    expect(wholeMinutes(1201)).toBe(20);
  });

  it('never shows a drive within a limit of half a minute as beyond it', () => {
    expect(wholeMinutes(1230, 1230)).toBe(20);
    expect(wholeMinutes(1231, 1230)).toBe(21);
  });

  it('says that there is no road', () => {
    expect(wholeMinutes(null, 1200)).toBeNull();
    expect(driveWords(null)).toBe('no road');
  });
});

describe('counts', () => {
  it('marks thousands and rounds parts', () => {
    expect(countWords(1240)).toBe('1,240');
    expect(countWords(1239.6)).toBe('1,240');
  });

  it('agrees in number after rounding', () => {
    expect(childrenWords(1)).toBe('1 child');
    expect(childrenWords(0.6)).toBe('1 child');
    expect(childrenWords(0)).toBe('0 children');
    expect(countedWords(1240, 'visit')).toBe('1,240 visits');
    expect(countedWords(1, 'rule is', 'rules are')).toBe('1 rule is');
  });

  it('rounds hours to tenths and drops a zero', () => {
    expect(hoursWords(221_400)).toBe('61.5 hours');
    expect(hoursWords(3600)).toBe('1 hour');
    expect(hoursWords(7200)).toBe('2 hours');
    expect(hoursWords(0)).toBe('0 hours');
  });

  it('rounds figures to tenths without binary fractions', () => {
    expect(figureWords(33.35)).toBe('33.4');
    expect(figureWords(1.005 * 100)).toBe('100.5');
    expect(figureWords(12)).toBe('12');
  });
});

describe('dates and times', () => {
  it('tells moments in Europe/London, in summer and in winter', () => {
    expect(momentWords(parseInstant('2026-11-24T09:14:00Z'))).toBe('Tuesday 24 November 2026, 9:14am');
    expect(momentWords(parseInstant('2027-06-30T23:30:00Z'))).toBe('Thursday 1 July 2027, 12:30am');
  });

  it('takes days and months apart', () => {
    expect(dayWords(serviceDate('2027-01-12'))).toBe('Tuesday 12');
    expect(monthWords(serviceDate('2027-01-12'))).toBe('January 2027');
  });

  it('tells spans', () => {
    expect(spanWords({ from: 36_000, to: 41_400 })).toBe('10am to 11:30am');
    expect(spanWords({ from: 41_400, to: 43_200 })).toBe('11:30am to midday');
  });
});

describe('small words', () => {
  it('says at which end of the scale a decile is', () => {
    expect(decileWords(1)).toBe('most deprived tenth of England');
    expect(decileWords(3)).toBe('3 of 10, 1 is most deprived');
    expect(decileWords(8)).toBe('8 of 10, 10 is least deprived');
    expect(decileWords(10)).toBe('least deprived tenth of England');
    expect(decileWords(null)).toBe('not known');
  });

  it('starts a sentence', () => {
    expect(sentenceCase('no road')).toBe('No road');
    expect(sentenceCase('')).toBe('');
  });
});

describe('sizes of files', () => {
  it('have the unit a person would choose', () => {
    const size = (bytes: number) => sizeWords(bytes).replace('\u00a0', ' ');
    expect([0, 999, 1000, 340_400, 999_600, 12_345_678, 123_456_789, 1_400_000_000].map(size)).toEqual([
      'under 1 kB',
      'under 1 kB',
      '1 kB',
      '340 kB',
      '1.0 MB',
      '12.3 MB',
      '123 MB',
      '1.4 GB',
    ]);
  });
});
