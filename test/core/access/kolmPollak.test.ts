import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kolmPollakKappa, kolmPollakMean } from '../../../server/core/access/kolmPollak.ts';

const even = (...values: number[]) => values.map((value) => ({ value, weight: 1 }));

describe('kolmPollakKappa', () => {
  it('is epsilon × Σx ÷ Σx²: for 1, 2 and 3 it is 6 ÷ 14, below nought where less is better', () => {
    expect(kolmPollakKappa({ values: even(1, 2, 3), aversion: 1, isMoreBetter: true })).toBeCloseTo(
      3 / 7,
      12,
    );
    expect(kolmPollakKappa({ values: even(1, 2, 3), aversion: 2, isMoreBetter: false })).toBeCloseTo(
      -6 / 7,
      12,
    );
  });

  it('weights by children: 30 with 10 minutes and 10 with 30', () => {
    const values = [
      { value: 10, weight: 30 },
      { value: 30, weight: 10 },
    ];
    expect(kolmPollakKappa({ values, aversion: 1, isMoreBetter: false })).toBeCloseTo(-600 / 12000, 12);
  });

  it('is nought without aversion, without anything but zeros, and without anybody', () => {
    expect(kolmPollakKappa({ values: even(1, 2), aversion: 0, isMoreBetter: true })).toBe(0);
    expect(kolmPollakKappa({ values: even(0, 0), aversion: 1, isMoreBetter: false })).toBe(0);
    expect(kolmPollakKappa({ values: [], aversion: 1, isMoreBetter: false })).toBe(0);
  });
});

describe('kolmPollakMean', () => {
  it('is exact by hand: with kappa ln 2, 0 and 1 are worth −log₂ 0.75, less than their mean', () => {
    expect(kolmPollakMean(even(0, 1), Math.LN2)).toBeCloseTo(-Math.log2(0.75), 12);
    expect(kolmPollakMean(even(0, 1), Math.LN2)).toBeCloseTo(0.415037499, 8);
  });

  it('turns round for what one wants little of: with kappa −ln 2, 0 and 1 are as bad as log₂ 1.5', () => {
    expect(kolmPollakMean(even(0, 1), -Math.LN2)).toBeCloseTo(0.584962501, 8);
  });

  it('is the ordinary mean for a kappa of nought, and nothing without anybody', () => {
    expect(
      kolmPollakMean(
        [
          { value: 10, weight: 3 },
          { value: 30, weight: 1 },
        ],
        0,
      ),
    ).toBe(15);
    expect(kolmPollakMean([{ value: 10, weight: 0 }], 1)).toBeNull();
    expect(kolmPollakMean([], 0)).toBeNull();
  });

  it('stays a number where exponentials leave the range of numbers', () => {
    expect(kolmPollakMean(even(0, 100_000), -1)).toBeCloseTo(100_000 - Math.LN2, 6);
    expect(kolmPollakMean(even(0, 100_000), 1)).toBeCloseTo(Math.LN2, 6);
  });

  const rows = fc.array(
    fc.record({
      value: fc.double({ min: 0, max: 1e6, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
    }),
    { minLength: 1, maxLength: 30 },
  );

  it('lies on the worse side of the mean, and within the values', () => {
    fc.assert(
      fc.property(
        rows,
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.boolean(),
        (values, aversion, isMoreBetter) => {
          const kappa = kolmPollakKappa({ values, aversion, isMoreBetter });
          const [mean, kolmPollak] = [kolmPollakMean(values, 0) ?? 0, kolmPollakMean(values, kappa) ?? 0];
          const [least, most] = [
            Math.min(...values.map(({ value }) => value)),
            Math.max(...values.map(({ value }) => value)),
          ];
          const slack = 1e-9 * (1 + most);
          if (isMoreBetter) expect(kolmPollak).toBeLessThanOrEqual(mean + slack);
          else expect(kolmPollak).toBeGreaterThanOrEqual(mean - slack);
          expect(kolmPollak).toBeGreaterThanOrEqual(least - slack);
          expect(kolmPollak).toBeLessThanOrEqual(most + slack);
        },
      ),
    );
  });

  it('moves with its unit: minutes are sixtieths of seconds', () => {
    fc.assert(
      fc.property(rows, (values) => {
        const seconds = values.map(({ value, weight }) => ({ value: value * 60, weight }));
        const of = (each: typeof values) =>
          kolmPollakMean(each, kolmPollakKappa({ values: each, aversion: 1, isMoreBetter: false })) ?? 0;
        expect(of(seconds) / 60).toBeCloseTo(of(values), 4);
      }),
    );
  });
});
