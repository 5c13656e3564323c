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
