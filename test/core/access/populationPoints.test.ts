import { describe, expect, it } from 'vitest';
import {
  areaIdOf,
  countAreas,
  drivesByArea,
  populationPoints,
} from '../../../server/core/access/populationPoints.ts';
import { reachAfter, reachOf } from '../../../server/core/access/reach.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { UNREACHABLE } from '../../../server/shared/units.ts';
import { area, pointAt, tinyTown } from '../../support/tinyTown.ts';

/** 50 children: three quarters of them at minute 5, a quarter at minute 30 of the road. */
const apart = area({
  id: 'apart',
  points: [
    { lonLat: pointAt(5), weight: 0.75 },
    { lonLat: pointAt(30), weight: 0.25 },
  ],
});
const together = area({ id: 'together' });

describe('populationPoints', () => {
  it("shares out an area's people, and leaves an area with one point as it is", () => {
    const points = populationPoints([together, apart]);
    expect(points.map(({ id, areaId }) => [id, areaId])).toEqual([
      ['together', 'together'],
      ['apart', 'apart'],
      ['apart/2', 'apart'],
    ]);
    expect(points[0]).toEqual({ ...together, areaId: 'together' });
    expect(points[2]).toMatchObject({
      lonLat: pointAt(30),
      population: 250,
      childrenUnder1: 2.5,
      childrenAged1: 2.5,
      childrenAged2to4: 7.5,
    });
    expect(points.map(areaIdOf)).toEqual(['together', 'apart', 'apart']);
    expect(countAreas(points)).toBe(2);
  });

  it('lets a part of an area be beyond reach, and counts the area once', () => {
    const points = populationPoints([together, apart]);
    const nearest = [
      { id: 'together', seconds: 60 },
      { id: 'apart', seconds: 300 },
      { id: 'apart/2', seconds: 1800 },
    ];
    expect(reachOf({ areas: points, nearest, cutoffSeconds: 1200 })).toMatchObject({
      children: 100,
      childrenBeyond: 12.5,
      areas: 2,
      areasBeyond: 1,
      worstAreaId: 'apart',
      worstSeconds: 1800,
    });
  });

  it('brings a part of an area within reach by a stop beside it', () => {
    const points = populationPoints([apart]);
    const matrix = (to: string[], seconds: number[][]) =>
      travelMatrix({ from: ['apart', 'apart/2'], to, seconds, source: tinyTown.matrix.source });
    const after = reachAfter({
      areas: points,
      toHubs: matrix(['hub'], [[300], [1800]]),
      toStops: matrix(['stop'], [[1500], [0]]),
      cutoffSeconds: 1200,
    });
    expect(after).toMatchObject({
      newlyReachedChildren: 12.5,
      newlyReachedAreaIds: ['apart'],
      childrenBeyond: 0,
    });
  });
});

describe('drivesByArea', () => {
  it('gives each area the mean of its points, weighted by people, and the place of its largest one', () => {
    const entries = [
      { seconds: 60, hubId: 'west' },
      { seconds: 300, hubId: 'west' },
      { seconds: 1500, hubId: 'east' },
    ];
    expect(drivesByArea([together, apart], entries)).toEqual([
      { areaId: 'together', seconds: 60, main: entries[0], pointSeconds: [60] },
      { areaId: 'apart', seconds: 600, main: entries[1], pointSeconds: [300, 1500] },
    ]);
  });

  it('leaves a point without a road out of the mean; an area with no road at all has none', () => {
    const at = (seconds: number) => ({ seconds });
    expect(drivesByArea([apart], [at(300), at(UNREACHABLE)])[0].seconds).toBe(300);
    expect(drivesByArea([apart], [at(UNREACHABLE), at(UNREACHABLE)])[0].seconds).toBe(UNREACHABLE);
    expect(drivesByArea([], [])).toEqual([]);
  });
});
