import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { JobWire, PlanWire } from '../../server/contract/planner.ts';
import type { PlanChangesWire, RotaRequestWire } from '../../server/contract/rota.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { NO_ROTA_WISHES } from '../../server/shared/rotaWishes.ts';
import { clockTime } from '../../server/shared/time.ts';
import { plannerApp } from '../support/plannerApp.ts';

const PLAN = {
  maxStops: 2,
  vans: 1,
  cycleWeeks: 4,
  seed: 1,
  forceIn: ['site-brook', 'site-carn'],
  forceOut: [],
};
const ASKED: RotaRequestWire = { wishes: NO_ROTA_WISHES, effort: 'quick' };

/** One plan for all: every test leaves it as it was. */
async function planned() {
  const made = plannerApp();
  const plan = await makePlan(made.needs, { ...PLAN, iterations: 50 });
  const cookie = made.cookieOf('coordinator');
  const get = (path: string) => request(made.app).get(path).set('Cookie', cookie);
  const post = (path: string, body: object) => request(made.app).post(path).set('Cookie', cookie).send(body);
  const again = async (asked: RotaRequestWire, planId = plan.id): Promise<PlanWire> => {
    const { body: job } = await post(`/api/plans/${planId}/rota`, asked).expect(202);
    for (;;) {
      const { body } = (await get(`/api/jobs/${job.id}`)) as { body: JobWire };
      if (body.state === 'done') return (await get(`/api/plans/${body.planId}`).expect(200)).body;
      if (body.state !== 'running') throw new Error(JSON.stringify(body.error));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { ...made, plan, get, post, again, first: plan.stops[0].siteId, other: plan.stops[1].siteId };
}

let shared: ReturnType<typeof planned> | undefined;
const withPlan = (): ReturnType<typeof planned> => {
  shared ??= planned();
  return shared;
};

describe('planning a rota again', () => {
  it('makes the next plan of the same stops with what is asked, and remembers what and of which plan', async () => {
    const { again, plan, first } = await withPlan();
    const wishes = { ...NO_ROTA_WISHES, stops: { [first]: { weekdays: [4 as const], visitsPerCycle: 1 } } };
    const next = await again({ ...ASKED, wishes });
    expect(next.id).toBeGreaterThan(plan.id);
    expect(next.rota.previousPlanId).toBe(plan.id);
    expect(next.rota.wishes).toEqual(wishes);
    expect(next.planStops.map(({ siteId }) => siteId)).toEqual(plan.stops.map(({ siteId }) => siteId));
    expect(next.planStops[0].visitsPerCycle).toBe(1);
    const own = next.vanDays.filter(({ calls }) => calls.some(({ siteId }) => siteId === first));
    expect(own.map(({ weekday }) => weekday)).toEqual([4]);
  });

  it('knows what was proposed once a wish is taken back, a stop left out included', async () => {
    const { again, plan, first, other } = await withPlan();
    const [{ sessionSeconds, visitsPerCycle }] = plan.stops;
    const less = await again({
      ...ASKED,
      wishes: { ...NO_ROTA_WISHES, stops: { [first]: { sessionSeconds: 3600 } }, left: [other] },
    });
    expect(less.planStops.map((stop) => [stop.siteId, stop.sessionSeconds])).toEqual([[first, 3600]]);
    expect(less.rota.proposed.map(({ siteId }) => siteId)).toEqual([first, other]);
    const back = await again(ASKED, less.id);
    expect(back.planStops.map(({ siteId }) => siteId)).toEqual([first, other]);
    expect(back.planStops[0]).toMatchObject({ sessionSeconds, visitsPerCycle });
  });

  it('gives the same rota for the same plan, wishes, effort and seed', async () => {
    const { again } = await withPlan();
    const [one, two] = [await again({ ...ASKED, seed: 7 }), await again({ ...ASKED, seed: 7 })];
    expect(two.vanDays).toEqual(one.vanDays);
  });

  it('changes the hours of a van for one plan, and leaves its name and base', async () => {
    const { again } = await withPlan();
    const shifts = { 3: { from: clockTime('09:00'), to: clockTime('16:00') } };
    const skills = { 3: ['perinatal champion', ' perinatal champion '] };
    const size = { lengthMetres: 7, widthMetres: 2.3, heightMetres: 3, weightTonnes: 5 };
    const next = await again({ ...ASKED, vans: [{ id: 'van-1', shifts, skills, size }] });
    expect(next.rota.vans).toEqual([
      {
        id: 'van-1',
        name: 'Van 1',
        baseName: 'West Hub',
        shifts,
        skills: { 3: ['perinatal champion'] },
        size,
      },
    ]);
    expect(new Set(next.vanDays.map(({ weekday }) => weekday))).toEqual(new Set([3]));
  });

  it('keeps visits to what another cycle can hold, and repeats by the month', async () => {
    const { again, plan } = await withPlan();
    const asked = (rules: object) => ({ ...ASKED, wishes: { ...NO_ROTA_WISHES, rules } });
    const [weekly, threeWeekly] = [
      await again(asked({ cycleWeeks: 1 })),
      await again(asked({ cycleWeeks: 3 })),
    ];
    expect(weekly.planStops.map(({ visitsPerCycle }) => visitsPerCycle)).toEqual([1, 1]);
    expect(threeWeekly.request.cycleWeeks).toBe(3);
    const monthly = await again(asked({ repeats: 'month' }));
    expect(monthly.planStops.map(({ visitsPerCycle }) => visitsPerCycle)).toEqual(
      plan.stops.map(({ visitsPerCycle }) => visitsPerCycle),
    );
    for (const { patternWords } of monthly.planStops) expect(patternWords).toMatch(/day of the month, /);
  });

  it.each<[string, object, RegExp]>([
    ['a site that is none', { stops: { nowhere: {} } }, /“nowhere” is not a stop of this plan/],
    ['a lock of a site that is none', { lockedOrders: [{ siteIds: ['a', 'b'] }] }, /“a” is not a stop/],
    [
      'a rule out of its range',
      { rules: { setUpSeconds: -60 } },
      /“Set-up” must be a whole number from 0 to 120 minutes/,
    ],
    ['a rule that is no number', { rules: { setUpSeconds: '20' } }, /"wishes.rules.setUpSeconds"/],
    ['a rule there is not', { rules: { speed: 3 } }, /[Uu]nrecognized key/],
    ['a cycle of five weeks', { rules: { cycleWeeks: 5 } }, /1, 2, 3, 4 or 6 weeks/],
    ['months of three weeks', { rules: { cycleWeeks: 3, repeats: 'month' } }, /by the month has 4 weeks/],
    [
      'a season without days',
      { rules: { travelSeasons: [{ name: 'S', from: '02-30', to: '09-05', factor: 1.2 }] } },
      /“S” has a day “02-30”/,
    ],
    [
      'a break longer than its hours',
      { rules: { breakSeconds: 7200, breakWindow: { from: 43_200, to: 45_000 } } },
      /break/,
    ],
    [
      'a day of a van that is none',
      { lockedDays: [{ vanId: 'van-9', weekday: 1 }] },
      /“van-9”, which is not in this plan/,
    ],
    [
      'a day on which the van is off',
      { lockedDays: [{ vanId: 'van-1', weekday: 7 }] },
      /Sundays kept, but does not go out then/,
    ],
    ['an eighth weekday', { lockedDays: [{ vanId: 'van-1', weekday: 8 }] }, /weekday/],
  ])('refuses %s, by name', async (_, wishes, message) => {
    const { post, plan } = await withPlan();
    const asked = { ...ASKED, wishes: { ...NO_ROTA_WISHES, ...wishes } };
    const { body } = await post(`/api/plans/${plan.id}/rota`, asked).expect(400);
    expect(body.message).toMatch(message);
  });

  it.each<[string, object, RegExp]>([
    [
      'more visits than weeks',
      { visitsPerCycle: 5 },
      /site-\w+: visits in a cycle must be a whole number from 1 to 4/,
    ],
    [
      'a session of seven minutes',
      { sessionSeconds: 420 },
      /from 15 minutes to 8 hours, in steps of 5 minutes/,
    ],
    ['no weekday at all', { weekdays: [] }, /at least one weekday/],
    [
      'weeks that are too few',
      { visitsPerCycle: 2, weekSets: [[1]] },
      /2 visits in a cycle cannot be in 1 week/,
    ],
    ['weeks twice', { visitsPerCycle: 2, weekSets: [[1, 1]] }, /each once, in order/],
    [
      'less room than a visit takes',
      { sessionSeconds: 5400, within: { from: 36_000, to: 39_600 } },
      /10:00 to 11:00 is shorter than a visit of 90 minutes/,
    ],
    [
      'spacing that contradicts itself',
      { minDaysBetween: 21, maxDaysBetween: 14 },
      /at least 21 days between visits cannot be at most 14/,
    ],
    ['skills nobody has', { skills: ['juggling'] }, /no van has “juggling” aboard/],
    ['a series of one meeting', { series: { meetings: 1, everyWeeks: 1 } }, /from 2 to 60 meetings/],
  ])('refuses a stop with %s, naming it', async (_, asked, message) => {
    const { post, plan, first } = await withPlan();
    const wishes = { ...NO_ROTA_WISHES, stops: { [first]: asked } };
    const { body } = await post(`/api/plans/${plan.id}/rota`, { ...ASKED, wishes }).expect(400);
    expect(body.message).toMatch(message);
  });

  it('refuses all stops left out, a stop kept and left out, and vans it does not know', async () => {
    const { post, plan, first, other } = await withPlan();
    const refused = async (asked: object) =>
      (await post(`/api/plans/${plan.id}/rota`, { ...ASKED, ...asked }).expect(400)).body.message;
    expect(await refused({ wishes: { ...NO_ROTA_WISHES, left: [first, other] } })).toMatch(/nothing to plan/);
    const lock = { siteId: first, vanId: 'van-1', weekday: 1, weeks: [0], open: 36_000 };
    expect(await refused({ wishes: { ...NO_ROTA_WISHES, left: [first], lockedStops: [lock] } })).toMatch(
      /left out of the rota as well/,
    );
    const van = { id: 'van-9', shifts: {}, skills: {}, size: null };
    expect(await refused({ vans: [van] })).toMatch(/no van “van-9”/);
    expect(await refused({ vans: [{ ...van, id: 'van-1' }] })).toMatch(/No van goes out on any day/);
    const wrong = { 1: { from: 61_200, to: 30_600 } };
    expect(await refused({ vans: [{ ...van, id: 'van-1', shifts: wrong }] })).toMatch(
      /Van 1, Monday: the return to the base must be later/,
    );
  });

  it('is for coordinators, of plans there are', async () => {
    const { app, cookieOf, post, plan } = await withPlan();
    await request(app)
      .post(`/api/plans/${plan.id}/rota`)
      .set('Cookie', cookieOf('viewer'))
      .send(ASKED)
      .expect(403);
    await post('/api/plans/99/rota', ASKED).expect(404);
    await post('/api/plans/x/rota', ASKED).expect(404);
  });
});

describe('a search that is told to end', () => {
  it('shows the best rota so far, and keeps it', async () => {
    const { app, needs, get, post, cookieOf } = await withPlan();
    let isFinished = false;
    const job = needs.jobs.start('plan', async ({ onRota, finish }) => {
      onRota?.({ visits: 52, visitsAsked: 54, drivingSeconds: 65_520 });
      while (Atomics.load(finish ?? new Int32Array([1]), 0) === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      isFinished = true;
      return { planId: 1, releaseNumber: null, imported: null };
    });
    const running = await get(`/api/jobs/${job.id}`).expect(200);
    expect(running.body.best).toEqual({ visits: 52, visitsAsked: 54, drivingSeconds: 65_520 });
    const finishing = `/api/jobs/${job.id}/finish`;
    await request(app).post(finishing).set('Cookie', cookieOf('viewer')).send({}).expect(403);
    expect(isFinished).toBe(false);
    await post(finishing, {}).expect(200);
    await expect.poll(async () => (await get(`/api/jobs/${job.id}`)).body.state).toBe('done');
    await post('/api/jobs/none/finish', {}).expect(404);
  });

  it('goes on while there is no rota to keep', async () => {
    const { needs, post } = await withPlan();
    let asked = -1;
    let end: () => void = () => undefined;
    const job = needs.jobs.start('plan', async ({ finish }) => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      asked = Atomics.load(finish ?? new Int32Array([9]), 0);
      return { planId: null, releaseNumber: null, imported: null };
    });
    await post(`/api/jobs/${job.id}/finish`, {}).expect(200);
    end();
    await expect.poll(() => asked).toBe(0);
  });
});

describe('what a plan changes', () => {
  it('is told against the plan it was planned again from, with notices from the first Monday in notice', async () => {
    const { again, get, first } = await withPlan();
    const wishes = { ...NO_ROTA_WISHES, stops: { [first]: { weekdays: [4 as const] } } };
    const lock = (await again(ASKED)).id;
    const next = await again({ ...ASKED, wishes }, lock);
    const { body } = (await get(`/api/plans/${next.id}/changes`).expect(200)) as { body: PlanChangesWire };
    expect(body.from.id).toBe(lock);
    // Today is Tuesday 24 November 2026, and notice is four weeks.
    expect(body.start).toBe('2026-12-28');
    const moved = body.stops.find(({ siteId }) => siteId === first);
    expect(moved?.words).toContain('Thursday');
    expect(moved?.notice).toMatch(/^From Monday 28 December 2026 the van comes to site-/);
    expect(body.text).toContain(moved?.notice);
    expect(body.headline).toMatch(/^1 stop changes, and 1 stays as it is\. (About|Few)/);
  });

  it('is told against any other plan, from any Monday', async () => {
    const { again, get, plan } = await withPlan();
    const next = await again(ASKED);
    const { body } = await get(`/api/plans/${plan.id}/changes?from=${next.id}&start=2027-02-01`).expect(200);
    expect(body).toMatchObject({ from: { id: next.id }, to: { letter: 'A' }, start: '2027-02-01' });
  });

  it('needs a plan to compare with, and a Monday', async () => {
    const { get, plan } = await withPlan();
    const alone = await get(`/api/plans/${plan.id}/changes`).expect(404);
    expect(alone.body.message).toContain('Choose a plan to compare it with');
    await get(`/api/plans/${plan.id}/changes?from=99`).expect(404);
    await get(`/api/plans/${plan.id}/changes?from=1&start=2027-02-02`).expect(400);
    await get(`/api/plans/${plan.id}/changes?from=1&start=soon`).expect(400);
  });
});
