import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whoLoses } from '../../../server/core/rules/whoLoses.ts';
import type { TravelMatrix } from '../../../server/core/travelMatrix.ts';
import { people, roadMatrix } from './coastRoad.ts';

/** Hub at 0; stops at 30 and 45 km; people at 5, 30, 40 and 60 km. Reach is 20 minutes, which are 20 km. */
const lived = [
  people({ id: 'Town', at: 5000, deprivationDecile: 8, noCarShare: 0.1, ruralUrban: 'Urban' }),
  people({ id: 'Mill', at: 30_000, deprivationDecile: 2, noCarShare: 0.2, ruralUrban: 'Rural' }),
  people({ id: 'Moor', at: 40_000, deprivationDecile: 2, noCarShare: 0.4, ruralUrban: 'Rural' }),
  people({ id: 'End', at: 60_000, deprivationDecile: null, noCarShare: 0, ruralUrban: 'Rural' }),
];
const at = Object.fromEntries(lived.map((point) => [point.id, point.at]));
/** Fifteen times as long as by car: two kilometres are half an hour. */
const onFoot = (drives: TravelMatrix): TravelMatrix => ({
  ...drives,
  seconds: drives.seconds.map((each) => each * 15),
});
const losing = (kept: readonly string[]) =>
  whoLoses({
    points: lived,
    pointsToHubs: roadMatrix(at, { Hub: 0 }),
    pointsToStops: roadMatrix(at, { Hall: 30_000, Pub: 45_000 }),
    keptSiteIds: new Set(kept),
    pointsToHubsOnFoot: onFoot(roadMatrix(at, { Hub: 0 })),
    pointsToStopsOnFoot: onFoot(roadMatrix(at, { Hall: 30_000, Pub: 45_000 })),
    areas: lived,
    cutoffSeconds: 1200,
    walkSeconds: 1800,
  });

describe('who loses', () => {
  it('is nobody where every stop is kept', () => {
    expect(losing(['Hall', 'Pub'])).toMatchObject({
      children: 200,
      childrenLosing: 0,
      childrenFurther: 0,
      meanExtraSeconds: null,
      areas: [],
    });
  });

  it('counts those brought out of reach, and those with a longer drive, with the nearest alternative', () => {
    // Without the pub: Moor 5 → 10 minutes to the hall, still within reach; End 15 → 30, out of reach.
    const losses = losing(['Hall']);
    expect(losses).toMatchObject({ childrenLosing: 50, childrenFurther: 100, meanExtraSeconds: 600 });
    expect(
      losses.areas.map(({ areaId, childrenLosing, extraSeconds, nearest, nextBest }) => ({
        areaId,
        childrenLosing,
        extraSeconds,
        nearest,
        nextBest,
      })),
    ).toEqual([
      {
        areaId: 'End',
        childrenLosing: 50,
        extraSeconds: 900,
        nearest: { kind: 'stop', placeId: 'Hall', seconds: 1800 },
        nextBest: { kind: 'hub', placeId: 'Hub', seconds: 3600 },
      },
      {
        areaId: 'Moor',
        childrenLosing: 0,
        extraSeconds: 300,
        nearest: { kind: 'stop', placeId: 'Hall', seconds: 600 },
        nextBest: { kind: 'hub', placeId: 'Hub', seconds: 2400 },
      },
    ]);
  });

  it('sets each group’s share of the loss against its share of the region', () => {
    // Without both: Mill and Moor (decile 2) and End (not known) lose reach: 150 of 200 children.
    const { groups, childrenWithoutCarLosing } = losing([]);
    expect(
      groups.map(({ kind, key, children, childrenLosing, ratio }) => [
        kind,
        key,
        children,
        childrenLosing,
        ratio,
      ]),
    ).toEqual([
      ['deprivation', '2', 100, 100, 100 / 150 / 0.5],
      ['deprivation', '8', 50, 0, 0],
      ['deprivation', 'unknown', 50, 50, 50 / 150 / 0.25],
      // Fifths by share: End has the fewest without a car, Moor the most.
      ['no-car', '1', 50, 50, 50 / 150 / 0.25],
      ['no-car', '2', 50, 0, 0],
      ['no-car', '4', 50, 50, 50 / 150 / 0.25],
      ['no-car', '5', 50, 50, 50 / 150 / 0.25],
      ['rural-urban', 'Rural', 150, 150, 1 / 0.75],
      ['rural-urban', 'Urban', 50, 0, 0],
      ['car', 'without', 35, 30, expect.closeTo(30 / 150 / (35 / 200), 12)],
      ['car', 'with', 165, 120, expect.closeTo(120 / 150 / (165 / 200), 12)],
    ]);
    expect(childrenWithoutCarLosing).toBeCloseTo(30, 12);
  });

  it('counts households without a car who had a stop within walking distance and have none', () => {
    // Mill's people live at the hall; nobody else lives within 2 km of anything.
    expect(losing(['Pub'])).toMatchObject({ onFootBefore: 10, onFootLosing: 10 });
    expect(losing(['Hall'])).toMatchObject({ onFootBefore: 10, onFootLosing: 0 });
  });

  it('keeps people whom no road leads to anything any more, beyond every mean', () => {
    const island = people({ id: 'Island', at: 0 });
    const none = roadMatrix({ Island: 0 }, { Hub: 0 });
    const noRoad = Float64Array.of(Number.POSITIVE_INFINITY);
    const losses = whoLoses({
      points: [island],
      pointsToHubs: { ...none, seconds: noRoad, metres: noRoad },
      pointsToStops: roadMatrix({ Island: 0 }, { Quay: 100 }),
      pointsToHubsOnFoot: { ...none, seconds: noRoad, metres: noRoad },
      pointsToStopsOnFoot: roadMatrix({ Island: 0 }, { Quay: 100_000 }),
      areas: [island],
      keptSiteIds: new Set(),
      cutoffSeconds: 1200,
      walkSeconds: 1800,
    });
    expect(losses).toMatchObject({ childrenLosing: 50, childrenFurther: 50, meanExtraSeconds: null });
    expect(losses.areas).toMatchObject([
      { nearest: null, nextBest: null, extraSeconds: Number.POSITIVE_INFINITY },
    ]);
  });

  it('never shrinks when one more stop goes, and every kind of group makes up the whole', () => {
    const kept = fc.subarray(['Hall', 'Pub']);
    fc.assert(
      fc.property(kept, fc.constantFrom('Hall', 'Pub'), (stops, gone) => {
        const [before, after] = [losing(stops), losing(stops.filter((id) => id !== gone))];
        expect(after.childrenLosing).toBeGreaterThanOrEqual(before.childrenLosing);
        expect(after.childrenFurther).toBeGreaterThanOrEqual(before.childrenFurther);
        for (const kind of ['deprivation', 'no-car', 'rural-urban', 'car']) {
          const own = after.groups.filter((group) => group.kind === kind);
          expect(own.reduce((sum, group) => sum + group.childrenLosing, 0)).toBeCloseTo(
            after.childrenLosing,
            9,
          );
          expect(own.reduce((sum, group) => sum + group.children, 0)).toBeCloseTo(200, 9);
        }
      }),
      { numRuns: 12 },
    );
  });
});
