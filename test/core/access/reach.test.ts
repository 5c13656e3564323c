import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestHub } from '../../../server/core/access/nearestHub.ts';
import { reachAfter, reachOf } from '../../../server/core/access/reach.ts';
import { area, tinyTown, townMatrix } from '../../support/tinyTown.ts';

const areaIds = tinyTown.areas.map(({ id }) => id);
const toHubs = townMatrix(areaIds, ['hub-west', 'hub-east']);
const townReach = (cutoffSeconds: number) =>
  reachOf({ areas: tinyTown.areas, nearest: nearestHub(toHubs), cutoffSeconds });

describe('reachOf', () => {
  it('measures tiny town by hand: 5, 12, 25, 25 and 2 minutes, and an island', () => {
    expect(townReach(1200)).toEqual({
      cutoffSeconds: 1200,
      children: 300,
      childrenWithin: 150,
      childrenBeyond: 150,
      shareBeyond: 0.5,
      areas: 6,
      areasBeyond: 3,
      unreachableAreas: ['area-eel'],
      meanSeconds: 828,
      p95Seconds: Infinity,
      worstAreaId: 'area-eel',
      worstSeconds: Infinity,
      bands: [
        { fromSeconds: 0, toSeconds: 600, children: 100, areas: 2 },
        { fromSeconds: 600, toSeconds: 1200, children: 50, areas: 1 },
        { fromSeconds: 1200, toSeconds: 1800, children: 100, areas: 2 },
        { fromSeconds: 1800, toSeconds: Infinity, children: 50, areas: 1 },
      ],
    });
  });

  it('counts a drive of exactly the limit as within reach, and one second less as beyond', () => {
    expect(townReach(1500).childrenBeyond).toBe(50);
    expect(townReach(1499).childrenBeyond).toBe(150);
  });

  it('weights the mean and the 95th percentile by children', () => {
    const areas = [
      area({ id: 'near', childrenUnder1: 19, childrenAged1: 0, childrenAged2to4: 0 }),
      area({ id: 'far', childrenUnder1: 1, childrenAged1: 0, childrenAged2to4: 0 }),
      area({ id: 'empty', childrenUnder1: 0, childrenAged1: 0, childrenAged2to4: 0 }),
    ];
    const nearest = [
      { id: 'empty', seconds: Infinity },
      { id: 'far', seconds: 2000 },
      { id: 'near', seconds: 100 },
    ];
    expect(reachOf({ areas, nearest, cutoffSeconds: 1200 })).toMatchObject({
      meanSeconds: 195,
      p95Seconds: 100,
      worstAreaId: 'far',
      childrenBeyond: 1,
      areasBeyond: 2,
    });
  });

  it('is all zeros and nulls without areas', () => {
    expect(reachOf({ areas: [], nearest: [], cutoffSeconds: 1200 })).toMatchObject({
      children: 0,
      childrenBeyond: 0,
      shareBeyond: 0,
      meanSeconds: null,
      p95Seconds: null,
      worstAreaId: null,
      worstSeconds: null,
    });
  });

  it('refuses an area without a travel time, by name', () => {
    expect(() =>
      reachOf({ areas: [area({ id: 'x', name: 'Zelah' })], nearest: [], cutoffSeconds: 1200 }),
    ).toThrowError(/"Zelah"/);
  });

  it('splits all children between within and beyond, and among the bands, at any limit', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 90 })));
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 4000 }), (rows, cutoffSeconds) => {
        const areas = rows.map(([, children], i) => area({ id: `a${i}`, childrenUnder1: children }));
        const nearest = rows.map(([seconds], i) => ({ id: `a${i}`, seconds }));
        const reach = reachOf({ areas, nearest, cutoffSeconds });
        expect(reach.childrenWithin + reach.childrenBeyond).toBe(reach.children);
        expect(reach.bands.reduce((sum, band) => sum + band.children, 0)).toBe(reach.children);
        expect(reach.bands.reduce((sum, band) => sum + band.areas, 0)).toBe(reach.areas);
        const wider = reachOf({ areas, nearest, cutoffSeconds: cutoffSeconds + 60 });
        expect(wider.childrenBeyond).toBeLessThanOrEqual(reach.childrenBeyond);
      }),
      { seed: 20_261_124 },
    );
  });
});

describe('reachAfter', () => {
  const withStops = (stops: readonly string[]) =>
    reachAfter({
      areas: tinyTown.areas,
      toHubs,
      toStops: townMatrix(areaIds, stops),
      cutoffSeconds: 1200,
    });

  it('changes nothing without stops', () => {
    const { newlyReachedChildren, newlyReachedAreaIds, nearest, ...reach } = withStops([]);
    expect(reach).toEqual(townReach(1200));
    expect([newlyReachedChildren, newlyReachedAreaIds, nearest.length]).toEqual([0, [], 6]);
  });

  it('counts areas that only a stop brings within reach as newly reached', () => {
    expect(withStops(['site-brook'])).toMatchObject({
      childrenBeyond: 50,
      newlyReachedChildren: 100,
      newlyReachedAreaIds: ['area-cotley', 'area-dunmere'],
      meanSeconds: 420,
    });
  });

  it('names the hub or stop nearest to each area, the hub when both are as near', () => {
    const nearest = withStops(['site-ashby', 'hub-east']).nearest;
    expect(nearest.map(({ id, kind, placeId, seconds }) => [id, kind, placeId, seconds])).toEqual([
      ['area-ambleton', 'hub', 'hub-west', 300],
      ['area-barrow', 'stop', 'site-ashby', 120],
      ['area-cotley', 'stop', 'site-ashby', 900],
      ['area-dunmere', 'hub', 'hub-east', 1500],
      ['area-eastcott', 'hub', 'hub-east', 120],
      ['area-eel', null, null, Infinity],
    ]);
  });

  it('never leaves more children beyond reach than one stop fewer', () => {
    const sites = ['site-ashby', 'site-brook', 'site-carn', 'site-dean', 'site-eel'];
    for (const added of sites) {
      for (const first of sites) {
        expect(withStops([first, added]).childrenBeyond).toBeLessThanOrEqual(
          withStops([first]).childrenBeyond,
        );
      }
    }
  });
});
