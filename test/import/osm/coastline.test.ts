import { describe, expect, it } from 'vitest';
import { boxRing, landWithin } from '../../../server/import/osm/coastline.ts';
import type { FlatLine } from '../../../server/import/osm/lines.ts';
import type { Bounds } from '../../../server/shared/coordinates.ts';

/** A box of ten by ten degrees on the equator, so that areas can be told in square degrees. */
const BOX: Bounds = [0, -5, 10, 5];
const line = (...points: [number, number][]): FlatLine => Float64Array.from(points.flat());
/** Holes count against the land. */
const squareDegrees = (rings: readonly FlatLine[]) =>
  rings.reduce((sum, ring) => {
    let twice = 0;
    for (let i = 0; i + 3 < ring.length; i += 2) twice += ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1];
    return sum + twice / 2;
  }, 0);

describe('land within a box', () => {
  it('is the whole box where there is no coast', () => {
    expect(landWithin(BOX, [])).toEqual([boxRing(BOX)]);
  });

  it('lies to the left of a coast that crosses the box', () => {
    // Eastwards along the middle: north of it is land, the upper half of the box.
    const [ring] = landWithin(BOX, [line([0, 0], [10, 0])]);
    expect([...ring]).toEqual([0, 0, 10, 0, 10, 5, 0, 5, 0, 0]);
    // Westwards: the lower half.
    const [other] = landWithin(BOX, [line([10, 0], [0, 0])]);
    expect([...other]).toEqual([10, 0, 0, 0, 0, -5, 10, -5, 10, 0]);
  });

  it('is put together from pieces in any order, cut at the box', () => {
    const pieces = [line([4, 0], [12, 0]), line([-2, 0], [1, 0]), line([1, 0], [4, 0])];
    expect(squareDegrees(landWithin(BOX, pieces))).toBeCloseTo(50, 6);
  });

  it('is two pieces where a channel runs through', () => {
    const channel = [line([0, 1], [10, 1]), line([10, -1], [0, -1])];
    const rings = landWithin(BOX, channel);
    expect(rings).toHaveLength(2);
    expect(squareDegrees(rings)).toBeCloseTo(80, 6);
  });

  it('leaves a bay out that comes in from one side', () => {
    const bay = line([10, 2], [6, 2], [6, -2], [10, -2]);
    // Land on the left of a coast going west, south and east again: the bay is to its left, so the bay is land.
    expect(squareDegrees(landWithin(BOX, [bay]))).toBeCloseTo(16, 6);
    const turned = line([10, -2], [6, -2], [6, 2], [10, 2]);
    expect(squareDegrees(landWithin(BOX, [turned]))).toBeCloseTo(84, 6);
  });

  it('has islands beside the mainland, and is islands only where no coast reaches the rim', () => {
    const island = line([4, -2], [5, -2], [5, -1], [4, -1], [4, -2]);
    expect(squareDegrees(landWithin(BOX, [island]))).toBeCloseTo(1, 6);
    expect(squareDegrees(landWithin(BOX, [line([0, 0], [10, 0]), island]))).toBeCloseTo(51, 6);
  });

  it('is closed across a tidal river whose banks end where the extract was cut', () => {
    // The sea is the lower half; a river 0.2 wide comes down to it, cut 3 below the upper side.
    const banks = [line([0, 0], [4.9, 0], [4.9, 2]), line([5.1, 2.1], [5.1, 0], [10, 0])];
    expect(squareDegrees(landWithin(BOX, banks))).toBeCloseTo(50 - 0.2 * 2.05, 6);
  });

  it('goes on beyond the box as it is at its sides, where room is asked for', () => {
    // Two degrees on every side: 14 by 14, of which the upper half is land.
    expect(squareDegrees(landWithin(BOX, [line([0, 0], [10, 0])], 2))).toBeCloseTo(98, 6);
    expect(squareDegrees(landWithin(BOX, [], 2))).toBeCloseTo(196, 6);
    // A coast that comes in from the south and leaves in the north, land in the west.
    expect(squareDegrees(landWithin(BOX, [line([2, -5], [2, 5])], 2))).toBeCloseTo(4 * 14, 6);
  });

  it('has a hole where the sea is closed in', () => {
    const inland = line([4, -2], [4, -1], [5, -1], [5, -2], [4, -2]);
    expect(squareDegrees(landWithin(BOX, [inland]))).toBeCloseTo(99, 6);
  });

  it('takes coast that ends inside the box straight to the nearest side', () => {
    // The west end lies 1 from the west side, the east end 2 from the east side.
    expect(squareDegrees(landWithin(BOX, [line([1, 0], [8, 0])]))).toBeCloseTo(50, 6);
  });
});
