import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { ScoreWeightWire, SharedReachWire } from '../../server/contract/choice.ts';
import type { SiteWire } from '../../server/contract/planner.ts';
import { plannerApp } from '../support/plannerApp.ts';

describe('the points of scores over the API', () => {
  it('are changed by a coordinator, and the sites are scored with them', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const put = await request(app)
      .put('/api/choice/weights')
      .set('Cookie', cookie)
      .send({ weights: { scoreWeightDiscretion: 40 } })
      .expect(200);
    const points = (put.body as ScoreWeightWire[]).map(({ part, points: each }) => `${part} ${each}`);
    expect(points).toEqual([
      'newlyReachedChildren 40',
      'expectedContacts 20',
      'ruralDistance 20',
      'discretion 40',
      'suitability 10',
    ]);
    const sites = await request(app).get('/api/sites').set('Cookie', cookie).expect(200);
    const [best] = sites.body as SiteWire[];
    // 40 of 130 points, scaled to 100.
    expect(best.parts.find(({ name }) => name === 'discretion')?.maxPoints).toBeCloseTo(4000 / 130, 9);
    expect(best.suitability.map(({ name }) => name)).toContain('stepFree');
  });

  it('may be looked at by a viewer, not changed; and refuse what is no number or no part', async () => {
    const { app, cookieOf } = plannerApp();
    await request(app).get('/api/choice/weights').set('Cookie', cookieOf('viewer')).expect(200);
    const put = (role: 'viewer' | 'coordinator', body: object) =>
      request(app).put('/api/choice/weights').set('Cookie', cookieOf(role)).send(body);
    await put('viewer', { weights: { scoreWeightDiscretion: 40 } }).expect(403);
    await put('coordinator', { weights: { scoreWeightDiscretion: '40' } }).expect(400);
    await put('coordinator', { weights: { scoreWeightDiscretion: 101 } }).expect(400);
    const other = await put('coordinator', { weights: { withinReachSeconds: 60 } }).expect(400);
    expect(other.body.message).toContain('"withinReachSeconds" is no part of a score');
  });
});

describe('two candidates over the API', () => {
  it('are compared by whom both reach', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app)
      .get('/api/choice/compare?first=site-ashby&second=site-dean')
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    expect(body as SharedReachWire).toEqual({
      first: 'site-ashby',
      second: 'site-dean',
      all: { both: 50, onlyFirst: 100, onlySecond: 100 },
      newly: { both: 50, onlyFirst: 0, onlySecond: 50 },
    });
  });

  it('are refused in words when there is no such site', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app)
      .get('/api/choice/compare?first=site-ashby&second=nowhere')
      .set('Cookie', cookieOf('viewer'))
      .expect(404);
    expect(body.message).toContain('no candidate site "nowhere"');
  });
});

describe('a plan with wishes over the API', () => {
  const asked = (choice: object) => ({
    ...{ maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, forceIn: [], forceOut: [] },
    choice: {
      ...{ aim: 'cover', withinSeconds: 1200, floorBy: 'deprivation', floorShare: 0.5, backupWeight: 0.5 },
      ...{ isOneAVillage: false, exclusions: [], vanHours: null },
      ...choice,
    },
  });

  it.each([
    [{ aim: 'fastest' }, 'choice.aim'],
    [{ exclusions: [[1]] }, 'choice.exclusions.0.0'],
    [{ vanHours: '3' }, 'choice.vanHours'],
    [{ more: 1 }, 'choice'],
  ])('refuses %o, naming the field', async (choice, field) => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app)
      .post('/api/plans')
      .set('Cookie', cookieOf('coordinator'))
      .send(asked(choice))
      .expect(400);
    expect(body.message).toContain(`"${field}"`);
  });
});

describe('places to ask about over the API', () => {
  it('are found by part of a name', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app)
      .get('/api/choice/places?words=cot')
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    expect(body.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`)).toEqual([
      'village Cotley',
      'area area-cotley',
      'area area-eastcott',
    ]);
  });
});

describe('the curve and "why not us?" over the API', () => {
  const wishes = { forceIn: [], forceOut: [], isOneAVillage: false, exclusions: [] };
  const ended = async (app: ReturnType<typeof plannerApp>['app'], cookie: string, id: string) => {
    const job = () => request(app).get(`/api/jobs/${id}`).set('Cookie', cookie);
    for (let turn = 0; turn < 600 && (await job()).body.state === 'running'; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return (await job()).body;
  };

  it('work the curve out as a job, then answer at once, and give it as a file', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const ask = (body: object, role = cookie) =>
      request(app).post('/api/choice/curve').set('Cookie', role).send(body);
    expect((await ask({ ...wishes, isOnlyKnown: true }).expect(200)).body).toEqual({ curve: null });
    await ask(wishes, cookieOf('viewer')).expect(403);
    const { body: job } = await ask(wishes).expect(202);
    expect(await ended(app, cookie, job.id)).toMatchObject({ kind: 'curve', state: 'done', error: null });
    const { curve } = (await ask(wishes, cookieOf('viewer')).expect(200)).body;
    expect(curve.points).toHaveLength(60);
    const csv = await request(app)
      .get(`/api/choice/curve.csv?key=${curve.key}`)
      .set('Cookie', cookie)
      .expect(200);
    expect(csv.headers['content-disposition']).toContain('coverage-curve-tiny-town.csv');
    expect(csv.text.split('\r\n')[1]).toBe('1,100,1,1,yes,yes,site-carn,,site-carn');
    const gone = await request(app).get('/api/choice/curve.csv?key=x').set('Cookie', cookie).expect(404);
    expect(gone.body.message).toContain('no longer kept');
    await ask({ ...wishes, forceIn: 'all' }).expect(400);
  });

  it('say in the job why there is no answer, and refuse a plan that is not there at once', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('coordinator');
    const ask = (body: object) => request(app).post('/api/choice/why-not').set('Cookie', cookie).send(body);
    await ask({ planId: 7, kind: 'site', id: 'site-carn' }).expect(404);
    await ask({ planId: 7, kind: 'planet', id: 'Mars' }).expect(400);
  });
});
