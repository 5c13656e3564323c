import { describe, expect, it } from 'vitest';
import { withPram } from '../../../server/core/access/onFoot.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';

const source = { engine: 'tiny town', dataVersion: '1', isEstimate: false };
const walk = (seconds: number | null, metres: number | null, pace = 4000) => {
  const walks = travelMatrix({ from: ['a'], to: ['b'], seconds: [[seconds]], metres: [[metres]], source });
  return withPram(walks, pace).seconds[0];
};

describe('a walk with a pram', () => {
  it('takes the metres of the way at the pace of the pram: 5 km are 75 minutes at 4 km/h, an hour at 5', () => {
    expect(walk(3600, 5000)).toBe(4500);
    expect(walk(3600, 5000, 5000)).toBe(3600);
  });

  it('keeps the engine’s own time where that is longer, as over a ferry', () => {
    expect(walk(6000, 5000)).toBe(6000);
  });

  it('has no time without a way, takes an old engine’s time without metres, and none at the same place', () => {
    expect(walk(null, null)).toBe(Infinity);
    expect(walk(600, null)).toBe(600);
    expect(walk(0, null)).toBe(Infinity);
    expect(walk(0, 0)).toBe(0);
  });
});
