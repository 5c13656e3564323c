import { describe, expect, it } from 'vitest';
import { knownCurve, workOutCurve } from '../../server/planning/choiceCurve.ts';
import { changeScoreWeights } from '../../server/planning/scoreWeights.ts';
import { townContext } from '../support/tinyRegion.ts';

const WISHES = { forceIn: [], forceOut: [], isOneAVillage: false, exclusions: [] };

describe('the coverage curve of a region', () => {
  it('is worked out once, and kept while nothing that it rests on has changed', async () => {
    const context = townContext();
    expect(knownCurve(context, WISHES)).toBeNull();
    const shares: number[] = [];
    const curve = await workOutCurve(context, WISHES, { onStage: (_stage, share) => shares.push(share) });
    // Carn hall is five minutes from Cotley and from Dunmere, 50 children each: nothing is left for a second stop.
    expect(curve.points[0]).toMatchObject({
      stops: 1,
      objective: 100,
      newlyReachedChildren: 100,
      isProven: true,
      added: ['site-carn'],
      greedySiteId: 'site-carn',
    });
    expect(curve.points.at(-1)).toMatchObject({ stops: 60, objective: 100, gained: 0, added: [] });
    expect([curve.childrenBeyondHubs, curve.withinSeconds]).toEqual([150, 1200]);
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(knownCurve(context, WISHES)).toEqual(curve);
    changeScoreWeights(context.db, { scoreWeightDiscretion: 0 });
    expect(knownCurve(context, WISHES)).toBeNull();
  });

  it('is another one for other wishes, and the same for the same in another order', async () => {
    const context = townContext();
    const forceOut = ['site-carn', 'site-brook'];
    const curve = await workOutCurve(context, { ...WISHES, forceOut });
    // Without these two: Ashby hall is 15 minutes from Cotley; Dean hall 15 from Cotley and 5 from Dunmere.
    expect(curve.points[0].added).toEqual(['site-dean']);
    expect(knownCurve(context, WISHES)).toBeNull();
    expect(knownCurve(context, { ...WISHES, forceOut: [...forceOut].reverse() })).toEqual(curve);
  });

  it('ends when it is cancelled, and keeps nothing', async () => {
    const context = townContext();
    const controller = new AbortController();
    controller.abort();
    await expect(workOutCurve(context, WISHES, { signal: controller.signal })).rejects.toThrow();
    expect(knownCurve(context, WISHES)).toBeNull();
  });
});
