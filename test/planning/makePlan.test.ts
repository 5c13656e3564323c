import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../server/planning/checkPlan.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { measureAccess, measureReach } from '../../server/planning/measureAccess.ts';
import { measureLookup } from '../../server/planning/measureLookup.ts';
import { routeVanDays } from '../../server/planning/planRoutes.ts';
import { timetableOf } from '../../server/planning/timetableOf.ts';
import { parseInstant, serviceDate } from '../../server/shared/time.ts';
import { approvePlan, getPlan, listPlans } from '../../server/store/plans.ts';
import { saveRegion } from '../../server/store/region.ts';
import { townContext, townTables } from '../support/tinyRegion.ts';
import { site } from '../support/tinyTown.ts';

const ASKED = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, iterations: 200, forceIn: [], forceOut: [] };

describe('measuring access', () => {
  it('finds the children who live beyond reach of a hub, the island’s included', async () => {
    const access = await measureAccess(townContext());
    // Cotley (25 minutes from the west, 35 from the east), Dunmere (25 from the east) and Eel Island: 50 children each.
    expect(access.reach.children).toBe(300);
    expect(access.reach.childrenBeyond).toBe(150);
    expect(access.reach.unreachableAreas).toEqual(['area-eel']);
  });

  it('asks the engine once, and the store after that', async () => {
    const context = townContext();
    await measureAccess(context);
    const first = context.engine.asked.matrices;
    await measureAccess(context);
    expect(first).toBe(3);
    expect(context.engine.asked.matrices).toBe(3);
  });

  it('asks once for all that a page wants at the same time', async () => {
    const context = townContext();
    const [one, other] = await Promise.all([measureAccess(context), measureAccess(context)]);
    expect(one).toBe(other);
    expect(context.engine.asked.matrices).toBe(3);
  });

  it('begins anew for those who waited when whoever began was cancelled', async () => {
    const context = townContext();
    const { matrix } = context.engine;
    let asked = 0;
    const failing = {
      ...context.engine,
      matrix: (what: Parameters<typeof matrix>[0]) =>
        asked++ === 0 ? Promise.reject(new Error('cancelled')) : matrix(what),
    };
    const first = measureAccess({ ...context, engine: failing });
    const second = measureAccess({ ...context, engine: failing });
    await expect(first).rejects.toThrow('cancelled');
    expect((await second).reach.children).toBe(300);
  });

  it('tells who can reach a hub before the sites are measured', async () => {
    const context = townContext();
    expect((await measureReach(context)).reach.childrenBeyond).toBe(150);
    expect(context.engine.asked.matrices).toBe(1);
    const access = await measureAccess(context);
    expect(await measureReach(context)).toBe(access);
    expect(context.engine.asked.matrices).toBe(3);
  });

  it('measures anew after an import, and with the engine’s earlier answers where they still fit', async () => {
    const context = townContext();
    const before = await measureAccess(context);
    const tables = townTables();
    saveRegion(context.db, {
      ...tables,
      region: { ...tables.region, importedAt: parseInstant('2026-11-25T00:00:00Z') },
      sites: tables.sites.slice(0, 2),
    });
    const after = await measureAccess(context);
    expect([before.sites.length, after.sites.length]).toEqual([5, 2]);
    // Areas to hubs are as before, and so are the drives to the sites that stay; sites to hubs are not.
    expect(context.engine.asked.matrices).toBe(4);
  });

  it('asks again when the roads are other ones', async () => {
    const context = townContext();
    await measureAccess(context);
    const other = { ...context.engine, source: { ...context.engine.source, dataVersion: '2' } };
    await measureAccess({ ...context, engine: other });
    expect(context.engine.asked.matrices).toBe(6);
  });
});

describe('making a plan', () => {
  it('chooses stops, builds a rota without violations and keeps it as a draft under the next letter', async () => {
    const context = townContext();
    const plan = await makePlan(context, ASKED);
    expect(plan.letter).toBe('A');
    expect(plan.status).toBe('draft');
    expect(plan.stops.length).toBeGreaterThan(0);
    // One stop within 20 minutes of Cotley and Dunmere leaves the island only.
    expect(plan.beyondReachBefore).toBe(150);
    expect(plan.beyondReachAfter).toBe(50);
    expect(plan.isChoiceProven).toBe(true);
    expect(plan.cycleAnchor).toBe('2026-11-30');
    expect((await checkPlan(context, plan)).violations).toEqual([]);
    expect(getPlan(context.db, plan.id)).toEqual(plan);
    expect((await makePlan(context, ASKED)).letter).toBe('B');
  });

  it('proves how far its rota can be from the best', async () => {
    // One stop, by a straight road from the base: nothing can be better.
    const { rota } = await makePlan(townContext(), ASKED);
    expect(rota.bound).toMatchObject({ kind: 'gap', isEveryVisitMade: true, gap: 0 });
  });

  it('proves nothing once it was told to finish', async () => {
    const finish = new Int32Array(new SharedArrayBuffer(4));
    Atomics.store(finish, 0, 1);
    const { rota } = await makePlan(townContext(), ASKED, { finish });
    expect(rota.bound).toEqual({
      kind: 'none',
      reason: 'the work on it was ended before anything was found',
    });
  });

  it('makes the same plan from the same request', async () => {
    const [one, two] = [await makePlan(townContext(), ASKED), await makePlan(townContext(), ASKED)];
    expect(one).toEqual(two);
  });

  it('tells its stages and never goes back in its share', async () => {
    const shares: number[] = [];
    const stages = new Set<string>();
    await makePlan(townContext(), ASKED, {
      onStage: (stage, share) => {
        stages.add(stage);
        shares.push(share);
      },
    });
    expect(stages).toContain('Choosing stops');
    expect(stages).toContain('Building the rota');
    expect(stages).toContain('Proving how good the rota is');
    expect(shares.every((share, i) => i === 0 || share >= shares[i - 1])).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  it('stops when it is cancelled, and keeps nothing', async () => {
    const context = townContext();
    const controller = new AbortController();
    const made = makePlan(
      context,
      { ...ASKED, iterations: 5_000_000 },
      {
        signal: controller.signal,
        onStage: (stage) => {
          if (stage === 'Building the rota') controller.abort();
        },
      },
    );
    await expect(made).rejects.toMatchObject({ code: 'PLAN_CANCELLED' });
    expect(listPlans(context.db)).toEqual([]);
  });

  it('refuses numbers nobody can plan with, naming them', async () => {
    await expect(makePlan(townContext(), { ...ASKED, cycleWeeks: 5 })).rejects.toThrow(
      'cycleWeeks is 5: expected 1, 2, 3, 4 or 6 weeks',
    );
    await expect(makePlan(townContext(), { ...ASKED, cycleWeeks: 2, repeats: 'month' })).rejects.toThrow(
      'cycleWeeks is 2: expected 4 for a rota that repeats by the month',
    );
    await expect(makePlan(townContext(), { ...ASKED, maxStops: 2.5 })).rejects.toThrow('maxStops is 2.5');
    await expect(makePlan(townContext(), { ...ASKED, vans: 0 })).rejects.toThrow('vans is 0');
  });

  it('refuses to force in a site that the register has closed', async () => {
    const context = townContext({
      sites: [site({ id: 'site-brook', name: 'Brook hall', status: 'closed' })],
    });
    await expect(makePlan(context, { ...ASKED, forceIn: ['site-brook'] })).rejects.toThrow(
      'Brook hall is closed',
    );
  });

  it('carries a refusal of the choice out of the worker thread with its code', async () => {
    await expect(makePlan(townContext(), { ...ASKED, forceIn: ['nowhere'] })).rejects.toMatchObject({
      code: 'UNKNOWN_SITE',
      category: 'input',
    });
  });

  it('never stops at a closed or suspended site', async () => {
    const context = townContext({
      sites: [
        site({ id: 'site-brook', status: 'suspended' }),
        site({ id: 'site-carn', status: 'closed' }),
        site({ id: 'site-dean' }),
      ],
    });
    const plan = await makePlan(context, { ...ASKED, maxStops: 3 });
    expect(plan.stops.map((stop) => stop.siteId)).toEqual(['site-dean']);
  });

  it('adds vans of the same kind when more are wanted than the region has', async () => {
    const plan = await makePlan(townContext(), { ...ASKED, vans: 2 });
    expect(plan.vans.map((van) => van.id)).toEqual(['van-1', 'van-1-2']);
  });

  it('makes an empty plan of no stops', async () => {
    const plan = await makePlan(townContext(), { ...ASKED, maxStops: 0 });
    expect(plan.stops).toEqual([]);
    expect(plan.beyondReachAfter).toBe(150);
  });
});

describe('a plan', () => {
  it('keeps its first approval', async () => {
    const context = townContext();
    const { id } = await makePlan(context, ASKED);
    approvePlan(context.db, { id, by: 'Ann', at: context.clock() });
    expect(approvePlan(context.db, { id, by: 'Bob', at: context.clock() }).approvedBy).toBe('Ann');
  });

  it('becomes dated visits on its weekdays, leaving out Christmas Day', async () => {
    const context = townContext();
    const plan = await makePlan(context, ASKED);
    const { visits, skipped } = timetableOf(context.db, plan, { from: serviceDate('2026-11-30'), weeks: 8 });
    expect(visits.length + skipped.length).toBe(
      2 * plan.rota.vanDays.reduce((sum, day) => sum + day.calls.length, 0),
    );
    expect(visits.some((visit) => visit.date === '2026-12-25')).toBe(false);
  });

  it('says nothing of days before its first cycle, and reaches as far as was asked', async () => {
    const context = townContext();
    const plan = await makePlan(context, ASKED);
    const { from, to } = timetableOf(context.db, plan, { from: serviceDate('2026-11-24'), weeks: 4 });
    expect([from, to]).toEqual(['2026-11-30', '2026-12-21']);
  });

  it('has a road for every van-day, base to base', async () => {
    const context = townContext();
    const plan = await makePlan(context, ASKED);
    const routes = await routeVanDays(context, plan);
    expect(routes.map(({ index }) => index)).toEqual(plan.rota.vanDays.map((_, i) => i));
    expect(routes.every(({ route, vanDay }) => route.legs.length === vanDay.calls.length + 1)).toBe(true);
  });
});

describe('timing the finder’s answers', () => {
  it('names the stops within an hour, nearest first, and the nearest hub', async () => {
    const { outwardCodes } = await measureLookup(townContext(), { siteIds: ['site-brook', 'site-dean'] });
    const [first] = outwardCodes;
    expect(first.centre).toEqual({
      stops: [
        { siteId: 'site-brook', seconds: 300 },
        { siteId: 'site-dean', seconds: 900 },
      ],
      hub: { hubId: 'hub-west', seconds: 1500 },
    });
    expect(first.postcodes.map((entry) => [entry.postcode, entry.stops[0].siteId])).toEqual([
      ['TT1 1AA', 'site-brook'],
      ['TT1 1AB', 'site-dean'],
    ]);
  });

  it('answers an island without road with no stop and no hub', async () => {
    const { outwardCodes } = await measureLookup(townContext(), { siteIds: ['site-brook'] });
    expect(outwardCodes[1]).toMatchObject({ code: 'TT9', hasRoad: false, centre: { stops: [], hub: null } });
  });
});
