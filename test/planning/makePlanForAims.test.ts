import { describe, expect, it } from 'vitest';
import { makePlan } from '../../server/planning/makePlan.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { visitHours } from '../../server/planning/visitHours.ts';
import { type ChoiceWishes, DEFAULT_CHOICE } from '../../server/shared/choiceWishes.ts';
import { getPlan } from '../../server/store/plans.ts';
import { townContext } from '../support/tinyRegion.ts';
import { rules, van } from '../support/tinyTown.ts';

const ASKED = { maxStops: 3, vans: 1, cycleWeeks: 4, seed: 1, iterations: 50, forceIn: [], forceOut: [] };
const planFor = (wishes: Partial<ChoiceWishes>, context = townContext()) =>
  makePlan(context, { ...ASKED, choice: { ...DEFAULT_CHOICE, ...wishes } });
const sitesOf = (plan: { stops: readonly { siteId: string }[] }) => plan.stops.map(({ siteId }) => siteId);

/**
 * Nobody reaches Eel Island. Cotley (25) and Dunmere (35) are 25 minutes from a hub, all others at most 12: Carn hall at 30 is
 * five minutes from both, Brook hall at 20 is 5 and 15, Dean hall at 40 is 15 and 5 minutes away.
 */
describe('a plan', () => {
  it('keeps what it was chosen for, and what that achieved, in its unit', async () => {
    const context = townContext();
    const plan = await planFor({ aim: 'centre' }, context);
    expect(plan.parameters.choice?.aim).toBe('centre');
    expect(plan.choice?.unit).toBe('seconds');
    // Barrow stays 8 minutes from Brook hall or 12 from the hub; with Carn hall nobody on the road is farther than that.
    expect(plan.choice?.objective).toBeLessThanOrEqual(12 * 60);
    expect(getPlan(context.db, plan.id)).toEqual(plan);
  });

  it('stops at one site of a village only, when asked to', async () => {
    // All of tiny town’s sites are in one village.
    expect(sitesOf(await planFor({ isOneAVillage: true }))).toEqual(['site-carn']);
  });

  it('has as few stops as bring everybody within the limit, and says who cannot be', async () => {
    const plan = await planFor({ aim: 'everyone' });
    expect(plan.stops).toHaveLength(1);
    expect(plan.choice).toMatchObject({ unit: 'stops', objective: 1, bound: 1 });
    expect(plan.isChoiceProven).toBe(true);
    expect(plan.choice?.notes).toEqual([
      '50 under-5s in 1 area cannot be reached from any site that may be chosen: area-eel.',
    ]);
  });

  it('needs more of them for a shorter drive', async () => {
    // Within 6 minutes: Cotley and Dunmere by Carn hall; Barrow (12 from the hub) by Ashby hall, 2 minutes away.
    expect(sitesOf(await planFor({ aim: 'everyone', withinSeconds: 360 })).sort()).toEqual([
      'site-ashby',
      'site-carn',
    ]);
  });

  it('stays within its van-hours', async () => {
    const context = townContext();
    const access = await measureAccess(context);
    const hoursOf = await visitHours(context, { access, vans: [van()], rules: rules() });
    // Carn hall is 30 minutes from the base: there and back shared by two visits 30, set-up 20, session 90, pack-down 15.
    expect(hoursOf.get('site-carn')).toBeCloseTo(155 / 60, 9);
    expect(hoursOf.has('site-eel')).toBe(false);
    expect(sitesOf(await planFor({ vanHours: 2 }))).toEqual([]);
    expect(sitesOf(await planFor({ vanHours: 4 }))).toEqual(['site-carn']);
  });
});
