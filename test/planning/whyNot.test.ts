import { describe, expect, it } from 'vitest';
import { makePlan } from '../../server/planning/makePlan.ts';
import { knownWhyNot, workOutWhyNot } from '../../server/planning/whyNot.ts';
import { townContext } from '../support/tinyRegion.ts';
import { site } from '../support/tinyTown.ts';

const ASKED = { maxStops: 1, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] };

describe('why not us?', () => {
  it('is answered for a site with who would lose, and kept', async () => {
    const context = townContext();
    const plan = await makePlan(context, { ...ASKED, forceOut: ['site-brook'] });
    const question = { planId: plan.id, kind: 'site', id: 'site-ashby' } as const;
    expect(knownWhyNot(context, question)).toBeNull();
    // Ashby hall reaches Cotley in 15 minutes, which Carn hall does in 5; and Dunmere not at all.
    const told = await workOutWhyNot(context, question);
    expect(told).toMatchObject({ placeName: 'site-ashby', isChosen: false });
    expect(told.headline).toBe(
      'site-ashby would add nobody to plan A: all whom it could bring within reach have a stop of the plan near them already.',
    );
    expect(told.competesWith).toEqual([{ siteId: 'site-carn', siteName: 'site-carn', sharedChildren: 50 }]);
    expect(told.losers).toEqual([{ areaId: 'area-dunmere', areaName: 'area-dunmere', children: 50 }]);
    expect(told.sentences).toContain(
      '50 under-5s in area-dunmere would be beyond reach again; nobody would gain.',
    );
    expect(knownWhyNot(context, question)).toEqual(told);
  });

  it('tells who is served, who was ruled out, and who has no need of a stop', async () => {
    const context = townContext();
    const plan = await makePlan(context, { ...ASKED, forceOut: ['site-brook'] });
    const headline = async (kind: 'site' | 'area' | 'village', id: string) =>
      (await workOutWhyNot(context, { planId: plan.id, kind, id })).headline;
    expect(await headline('site', 'site-carn')).toBe('site-carn is served: it has a stop in plan A.');
    expect(await headline('site', 'site-brook')).toBe('site-brook was ruled out by hand for plan A.');
    expect(await headline('area', 'area-cotley')).toBe('area-cotley is served: it has a stop in plan A.');
  });

  it('is refused for sites that cannot be used, and for plans and places that are not there', async () => {
    const context = townContext({
      sites: [site({ id: 'site-carn' }), site({ id: 'site-dean', status: 'closed' })],
    });
    const plan = await makePlan(context, ASKED);
    const asked = (id: string, planId = plan.id) => workOutWhyNot(context, { planId, kind: 'site', id });
    await expect(asked('site-dean')).rejects.toMatchObject({ code: 'SITE_UNUSABLE' });
    await expect(asked('site-none')).rejects.toMatchObject({ code: 'PLACE_UNKNOWN' });
    await expect(asked('site-carn', 99)).rejects.toMatchObject({ code: 'PLAN_UNKNOWN' });
  });
});
