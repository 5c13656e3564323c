import { describe, expect, it } from 'vitest';
import type { WhyNotChosen } from '../../server/core/stops/whyNotChosen.ts';
import { askedPlace } from '../../server/planning/askedPlace.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { whyNotFacts } from '../../server/planning/whyNotFacts.ts';
import { townContext } from '../support/tinyRegion.ts';
import { site, stop } from '../support/tinyTown.ts';

const ASKED = { maxStops: 0, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] };

describe('a place that is asked about', () => {
  const context = townContext();
  const place = async (kind: 'site' | 'area' | 'village', id: string) =>
    askedPlace(context.db, await measureAccess(context), { kind, id });

  it('is a site itself', async () => {
    expect(await place('site', 'site-dean')).toEqual({ name: 'site-dean', siteIds: ['site-dean'] });
  });

  it('is for an area every site within 20 minutes of its people, nearest first', async () => {
    // Cotley is at minute 25: Brook 5, Carn 5, Ashby 15 and Dean 15 minutes away.
    expect((await place('area', 'area-cotley')).siteIds).toEqual([
      'site-brook',
      'site-carn',
      'site-ashby',
      'site-dean',
    ]);
  });

  it('is for a village its own sites, else the nearest one', async () => {
    // Carn hall is some 5 km from Cotley, and Brook hall as far on the other side.
    expect((await place('village', 'Cotley')).siteIds).toHaveLength(1);
    const own = townContext({
      sites: [site({ id: 'site-dean', community: 'COTLEY ' }), site({ id: 'site-carn' })],
    });
    const access = await measureAccess(own);
    expect(askedPlace(own.db, access, { kind: 'village', id: 'Cotley' }).siteIds).toEqual(['site-dean']);
  });

  it('is refused when there is no such place, or no site that could serve it', async () => {
    await expect(place('village', 'Atlantis')).rejects.toMatchObject({ code: 'PLACE_UNKNOWN' });
    await expect(place('site', 'site-none')).rejects.toThrow(/no site "site-none"/);
    await expect(place('area', 'area-eel')).rejects.toMatchObject({ code: 'NO_SITES' });
  });
});

describe('who would lose and gain', () => {
  it('is told by area, children counted once, with what is nearest', async () => {
    const context = townContext();
    const access = await measureAccess(context);
    const plan = { ...(await makePlan(context, ASKED)), stops: [stop({ siteId: 'site-ashby' })] };
    const answer = { ifChosen: { siteIds: ['site-dean'] } } as unknown as WhyNotChosen;
    const known = whyNotFacts(access, { plan, place: { name: 'Dean', siteIds: ['site-dean'] }, answer });
    // Ashby (minute 10) newly reaches Cotley (25); Dean (40) reaches Cotley and Dunmere (35): 50 children each.
    expect(known.losers).toEqual([]);
    expect(known.winners).toEqual([{ areaId: 'area-dunmere', areaName: 'area-dunmere', children: 50 }]);
    expect([known.reachedNow, known.reachedIfChosen]).toEqual([50, 100]);
    // Around Dean: Cotley, Dunmere and Eastcott (58), whom the East Hub reaches already.
    expect([known.reached, known.newlyReached]).toEqual([150, 100]);
    // Nearest to Dean live those of Dunmere (35): 25 minutes to the East Hub (60) and to Ashby (10); the hub comes first.
    expect(known.nearest).toEqual({ name: 'hub-east', seconds: 1500 });
  });
});
