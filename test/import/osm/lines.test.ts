import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, type FlatLine, isClosed } from '../../../server/import/osm/lines.ts';

const line = (...points: [number, number][]): FlatLine => Float64Array.from(points.flat());

describe('lines put end to end', () => {
  it('make one line of pieces in any order', () => {
    const chains = chained([line([2, 0], [3, 0]), line([0, 0], [1, 0]), line([1, 0], [2, 0])], false);
    expect(chains.map((chain) => [...chain])).toEqual([[0, 0, 1, 0, 2, 0, 3, 0]]);
  });

  it('turn a piece round only where that is allowed', () => {
    const pieces = [line([0, 0], [1, 0]), line([2, 0], [1, 0])];
    expect(chained(pieces, true).map((chain) => [...chain])).toEqual([[0, 0, 1, 0, 2, 0]]);
    expect(chained(pieces, false)).toHaveLength(2);
  });

  it('make a ring of pieces that come back', () => {
    const [ring, ...others] = chained([line([0, 0], [1, 0], [1, 1]), line([1, 1], [0, 1], [0, 0])], false);
    expect([isClosed(ring), others]).toEqual([true, []]);
  });

  it('lose no piece and use none twice', () => {
    const pieces = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(6)), { maxLength: 15 });
    fc.assert(
      fc.property(pieces, fc.boolean(), (ends, mayTurn) => {
        const lines = ends.map(([a, b, c, d]) => line([a, b], [c + 10, d + 10], [b, a]));
        const segments = (all: readonly FlatLine[]) =>
          all.reduce((sum, each) => sum + each.length / 2 - 1, 0);
        expect(segments(chained(lines, mayTurn))).toBe(segments(lines));
      }),
      { seed: 20261124 },
    );
  });
});
