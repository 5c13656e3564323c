import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, type FlatLine, isClosed, positions, simplified } from '../../../server/import/osm/lines.ts';
import { greatCircleMetres, lonLat } from '../../../server/shared/coordinates.ts';

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

describe('a simplified line', () => {
  it('keeps corners and drops points on a straight', () => {
    expect([...simplified(line([0, 0], [0.01, 0], [0.02, 0], [0.02, 0.01]), 10)]).toEqual([
      0, 0, 0.02, 0, 0.02, 0.01,
    ]);
  });

  it('strays no further than its tolerance, and keeps its ends', () => {
    const points = fc.array(
      fc.tuple(
        fc.double({ min: -0.01, max: 0.01, noNaN: true }),
        fc.double({ min: 51.99, max: 52.01, noNaN: true }),
      ),
      { minLength: 2, maxLength: 40 },
    );
    fc.assert(
      fc.property(points, (given) => {
        const full = line(...given);
        const short = simplified(full, 30);
        expect([short[0], short[1], short.at(-2), short.at(-1)]).toEqual([
          full[0],
          full[1],
          full.at(-2),
          full.at(-1),
        ]);
        for (const [lon, lat] of given) expect(metresTo(short, lon, lat)).toBeLessThanOrEqual(31);
      }),
      { seed: 20261124 },
    );
  });

  /** Distance to a line by sampling each of its stretches every fiftieth. */
  function metresTo(other: FlatLine, lon: number, lat: number): number {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 3 < other.length; i += 2) {
      for (let step = 0; step <= 200; step++) {
        const share = step / 200;
        const at = lonLat(
          other[i] + share * (other[i + 2] - other[i]),
          other[i + 1] + share * (other[i + 3] - other[i + 1]),
        );
        best = Math.min(best, greatCircleMetres(lonLat(lon, lat), at));
      }
    }
    return best;
  }

  it('is written to about a metre, without repeats', () => {
    expect(positions(line([0.123456789, 1], [0.123456, 1.0000001], [0.2, 1]))).toEqual([
      [0.12346, 1],
      [0.2, 1],
    ]);
  });
});
