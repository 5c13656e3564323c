import { describe, expect, it } from 'vitest';
import { distanceWords } from '../../server/shared/words.ts';

describe('distances in words', () => {
  it.each([
    [0, '10 yards'],
    [4, '10 yards'],
    [50, '50 yards'],
    [86.8, '90 yards'],
    [91.44, '100 yards'],
    [274, '300 yards'],
    [780, '850 yards'],
    [804.672, '0.5 miles'],
    [965.6, '0.6 miles'],
    [1609.344, '1 mile'],
    [3862, '2.4 miles'],
    [15_900, '9.9 miles'],
    [16_093, '10 miles'],
    [59_546, '37 miles'],
    [2_500_000, '1,553 miles'],
    [Number.POSITIVE_INFINITY, 'no road'],
  ])('%d metres are %s', (metres, words) => {
    expect(distanceWords(metres)).toBe(words);
  });
});
