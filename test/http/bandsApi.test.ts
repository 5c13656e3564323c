import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { BandsWire } from '../../server/contract/bands.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { smallTown } from '../support/tinyRegion.ts';

const PLAN = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, forceIn: [], forceOut: [], iterations: 50 };

describe('/api/bands', () => {
  it('draws the bands of the hubs, and with a plan those of its stops too', async () => {
    const { app, needs, cookieOf } = plannerApp(smallTown());
    const plan = await makePlan(needs, PLAN);
    const ask = (path: string) => request(app).get(path).set('Cookie', cookieOf('viewer'));
    const hubs: BandsWire = (await ask('/api/bands').expect(200)).body;
    expect(hubs.type).toBe('FeatureCollection');
    expect(hubs.name).toBe('Drive-time bands of Tiny town: hubs');
    expect(hubs.features.map(({ properties }) => properties)).toEqual(
      [5, 10, 15, 20, 30].map((minutes) => ({ minutes })),
    );
    const withPlan: BandsWire = (await ask(`/api/bands?plan=${plan.id}`).expect(200)).body;
    expect(withPlan.name).toBe('Drive-time bands of Tiny town: hubs and stops of plan A');
    const file = await ask(`/api/bands?plan=${plan.id}&download=1`).expect(200);
    expect(file.headers['content-type']).toContain('application/geo+json');
    expect(file.headers['content-disposition']).toContain('drive-time-bands-tiny-town-plan-a.geojson');
  });

  it('measures as a job that can be followed, after which the answer is at once', async () => {
    const { app, needs, cookieOf } = plannerApp(smallTown());
    const cookie = cookieOf('viewer');
    const { body } = await request(app)
      .post('/api/bands')
      .set('Cookie', cookie)
      .send({ planId: null })
      .expect(202);
    expect(body).toMatchObject({ kind: 'bands', state: 'running' });
    while (needs.jobs.get(body.id).state === 'running') await new Promise((done) => setTimeout(done, 20));
    expect(needs.jobs.get(body.id)).toMatchObject({ state: 'done', share: 1 });
    const kept = needs.db.prepare('SELECT count(*) FROM drive_bands').pluck().get();
    expect(kept).toBe(1);
    await request(app).get('/api/bands').set('Cookie', cookie).expect(200);
  });

  it('refuses plans that there are not, and strangers', async () => {
    const { app, cookieOf } = plannerApp(smallTown());
    const ask = (path: string) => request(app).get(path).set('Cookie', cookieOf('viewer'));
    for (const plan of ['99', 'x', '1;2', '-1', '1&plan=2']) {
      const { body } = await ask(`/api/bands?plan=${plan}`).expect(404);
      expect(body.error?.code ?? body.code).toBe('PLAN_UNKNOWN');
    }
    await request(app).get('/api/bands').expect(401);
  });
});
