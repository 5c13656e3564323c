import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { JobWire, PlanWire } from '../../server/contract/planner.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { plannerApp } from '../support/plannerApp.ts';

const PLAN = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, forceIn: [], forceOut: [] };

async function withPlan() {
  const made = plannerApp();
  const plan = await makePlan(made.needs, { ...PLAN, iterations: 50 });
  return { ...made, plan };
}

async function ended(
  app: ReturnType<typeof plannerApp>['app'],
  cookie: string,
  id: string,
): Promise<JobWire> {
  for (;;) {
    const { body } = await request(app).get(`/api/jobs/${id}`).set('Cookie', cookie);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('GET /api', () => {
  it('tells the region, its engine and who is signed in', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app).get('/api/region').set('Cookie', cookieOf('viewer')).expect(200);
    expect(body).toMatchObject({
      name: 'Tiny town',
      roadsLabel: 'tiny roads',
      engine: { name: 'tiny town', description: 'tiny town’s own road', isEstimate: false },
      signedInAs: { name: 'A viewer', role: 'viewer' },
    });
  });

  it('says null where no road leads', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app).get('/api/access').set('Cookie', cookieOf('viewer')).expect(200);
    const eel = body.areas.find((area: { id: string }) => area.id === 'area-eel');
    expect(eel).toMatchObject({ hubSeconds: null, nearestHubId: null, children: 50 });
    expect(body.reach).toMatchObject({ children: 300, childrenBeyond: 150 });
    expect(body.reach.bands.at(-1).toSeconds).toBeNull();
  });

  it('lists every site with its score’s parts, the unusable ones with their obstacle', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app).get('/api/sites').set('Cookie', cookieOf('viewer')).expect(200);
    expect(body).toHaveLength(5);
    expect(body.map((site: { rank: number }) => site.rank)).toEqual([1, 2, 3, 4, 5]);
    expect(body.find((site: { id: string }) => site.id === 'site-eel').obstacle).toContain('No road leads');
    expect(body[0].parts).toHaveLength(5);
  });

  it('shows a plan whole: stops in words, van-days, margins', async () => {
    const { app, cookieOf, plan } = await withPlan();
    const answer = await request(app)
      .get(`/api/plans/${plan.id}`)
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    const body: PlanWire = answer.body;
    expect(body.violations).toEqual([]);
    expect(body.margins.map((margin) => margin.factor)).toEqual([1, 1.15, 1.3]);
    expect(body.planStops[0].patternWords).toMatch(/^every (second |fourth )?\w+day, /);
    expect(body.vanDays[0].calls[0].siteName).toBe(body.planStops[0].siteId);
    expect(body.reachAfter.childrenBeyond).toBe(50);
  });

  it('gives the roads of the van-days and the dated visits', async () => {
    const { app, cookieOf, plan } = await withPlan();
    const cookie = cookieOf('viewer');
    const routes = await request(app).get(`/api/plans/${plan.id}/routes`).set('Cookie', cookie).expect(200);
    expect(routes.body.features).toHaveLength(plan.rota.vanDays.length);
    const timetable = await request(app)
      .get(`/api/plans/${plan.id}/timetable`)
      .set('Cookie', cookie)
      .expect(200);
    expect(timetable.body.visits).toHaveLength(7);
  });

  it('prints a run sheet with turns in British words', async () => {
    const { app, cookieOf, plan } = await withPlan();
    const { text } = await request(app)
      .get(`/planner/plans/${plan.id}/van-days/0`)
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    expect(text).toContain('Drive along The Road');
    expect(text).toContain('Open to families');
    expect(text).toContain('1 stop, 37 miles');
  });

  it('answers what it does not have with 404 and words', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('viewer');
    for (const path of [
      '/api/plans/9',
      '/api/plans/abc',
      '/api/jobs/none',
      '/api/nothing',
      '/planner/plans/9/van-days/0',
    ]) {
      const { text } = await request(app).get(path).set('Cookie', cookie).expect(404);
      expect(text.length).toBeGreaterThan(20);
    }
  });
});

describe('POST /api/plans', () => {
  it('plans as a job with progress, and tells the plan', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const started = await request(app).post('/api/plans').set('Cookie', cookie).send(PLAN).expect(202);
    expect(started.body).toMatchObject({ kind: 'plan', state: 'running', planId: null });
    const job = await ended(app, cookie, started.body.id);
    expect(job).toMatchObject({ state: 'done', share: 1, planId: 1, error: null });
    const { body } = await request(app).get('/api/plans').set('Cookie', cookie);
    expect(body).toMatchObject([{ id: 1, letter: 'A', status: 'draft', isOutdated: false }]);
  });

  it('refuses a second plan while one is made, and stops the first when asked', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const { body } = await request(app).post('/api/plans').set('Cookie', cookie).send(PLAN).expect(202);
    await request(app).post('/api/plans').set('Cookie', cookie).send(PLAN).expect(409);
    await request(app).delete(`/api/jobs/${body.id}`).set('Cookie', cookie).expect(200);
    expect(await ended(app, cookie, body.id)).toMatchObject({ state: 'cancelled', planId: null });
  });

  it('says in the job why a plan could not be made', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const asked = { ...PLAN, forceIn: ['nowhere'] };
    const { body } = await request(app).post('/api/plans').set('Cookie', cookie).send(asked).expect(202);
    expect(await ended(app, cookie, body.id)).toMatchObject({
      state: 'failed',
      error: { code: 'UNKNOWN_SITE' },
    });
  });

  it('refuses what is no request, naming the field', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const post = (body: string | object) =>
      request(app)
        .post('/api/plans')
        .set('Cookie', cookie)
        .set('Content-Type', 'application/json')
        .send(body);
    expect((await post({ ...PLAN, maxStops: 'ten' }).expect(400)).body.message).toContain('"maxStops"');
    expect((await post({ ...PLAN, more: 1 }).expect(400)).body.code).toBe('REQUEST_INVALID');
    expect((await post('{"maxStops":').expect(400)).body.message).toContain('expected JSON');
    expect((await post({ ...PLAN, forceIn: ['x'.repeat(150_000)] }).expect(413)).body.message).toContain(
      '100 kB',
    );
  });
});

describe('roles', () => {
  it('let a viewer look, a coordinator plan, and a publisher approve and publish', async () => {
    const { app, cookieOf, plan } = await withPlan();
    const as = (role: Parameters<typeof cookieOf>[0]) => cookieOf(role);
    await request(app).post('/api/plans').set('Cookie', as('viewer')).send(PLAN).expect(403);
    await request(app).post(`/api/plans/${plan.id}/approve`).set('Cookie', as('coordinator')).expect(403);
    await request(app)
      .post('/api/releases')
      .set('Cookie', as('coordinator'))
      .send({ planId: plan.id })
      .expect(403);
    const approved = await request(app)
      .post(`/api/plans/${plan.id}/approve`)
      .set('Cookie', as('publisher'))
      .expect(200);
    expect(approved.body).toMatchObject({ status: 'approved', approvedBy: 'A publisher' });
    const published = await request(app)
      .post('/api/releases')
      .set('Cookie', as('publisher'))
      .send({ planId: plan.id })
      .expect(202);
    expect(await ended(app, as('viewer'), published.body.id)).toMatchObject({
      state: 'done',
      releaseNumber: 1,
    });
  });
});
