import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  namedRandom,
  poisson,
  seededRandom,
  stratifiedShares,
  triangleAt,
} from '../../server/core/random.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('seeded streams', () => {
  it('are the same for the same seed on every machine', () => {
    // Worked out with the published algorithm (mulberry32), seed 1.
    const random = seededRandom(1);
    expect([random(), random()].map((value) => value.toFixed(9))).toEqual(['0.627073941', '0.002735721']);
  });

  it('are others for another name, and for another seed', () => {
    const first = namedRandom(1, 'a')();
    expect(namedRandom(1, 'a')()).toBe(first);
    expect(namedRandom(1, 'b')()).not.toBe(first);
    expect(namedRandom(2, 'a')()).not.toBe(first);
  });
});

describe('Poisson counts', () => {
  it('have the mean and the variance of their mean, small, middling and large', () => {
    for (const mean of [0.3, 14, 1200]) {
      const random = seededRandom(5);
      const counts = Array.from({ length: 20_000 }, () => poisson(mean, random));
      const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
      // Four standard errors of a mean and of a variance.
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / counts.length));
      expect(Math.abs(variance - mean)).toBeLessThan(4 * Math.sqrt((2 * mean ** 2 + mean) / counts.length));
    }
  });

  it('are drawn at once for a mean that no region has', () => {
    expect(poisson(1e15, seededRandom(1)) / 1e15).toBeCloseTo(1, 6);
  });

  it('are nought for nobody, and end even where the stream is at its very end', () => {
    expect(poisson(0, () => 0.5)).toBe(0);
    expect(poisson(3, () => 1 - 2 ** -32)).toBeLessThan(40);
  });
});

describe('a triangular distribution', () => {
  const likely = { low: 0.1, value: 0.2, high: 0.25 };

  it('has its ends at 0 and 1 and its most likely value where the area below is its share', () => {
    expect(triangleAt(likely, 0)).toBe(0.1);
    expect(triangleAt(likely, 1)).toBe(0.25);
    // (0.2 − 0.1) ÷ (0.25 − 0.1) of the area lies below the most likely value.
    expect(triangleAt(likely, 2 / 3)).toBeCloseTo(0.2, 12);
    // Half of that share lies below low + 0.1 ÷ √2.
    expect(triangleAt(likely, 1 / 3)).toBeCloseTo(0.1 + 0.1 / Math.SQRT2, 12);
  });

  it('never leaves its range and never falls', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((at) => triangleAt(likely, at));
        expect(first).toBeGreaterThanOrEqual(0.1);
        expect(second).toBeLessThanOrEqual(0.25);
        expect(first).toBeLessThanOrEqual(second);
      }),
      { seed: 20_261_124 },
    );
  });

  it('widens to hold a value outside its ends, and is one value where all three are', () => {
    expect(triangleAt({ low: 1, value: 5, high: 3 }, 1)).toBe(5);
    expect(triangleAt({ low: 2, value: 2, high: 2 }, 0.7)).toBe(2);
  });
});

describe('stratified shares', () => {
  it('have one in each of equal parts, in an order that is not theirs', () => {
    const shares = [...stratifiedShares(100, seededRandom(1))];
    const ordered = [...shares].sort((a, b) => a - b);
    ordered.forEach((value, k) => {
      expect(Math.floor(value * 100)).toBe(k);
    });
    expect(shares).not.toEqual(ordered);
  });
});
