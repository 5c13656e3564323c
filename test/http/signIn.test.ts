import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../server/shared/time.ts';
import { minutes } from '../../server/shared/units.ts';
import { addSignInLink, ensurePerson } from '../../server/store/people.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { NOW } from '../support/tinyRegion.ts';

function withLink(validSeconds = minutes(10)) {
  const made = plannerApp();
  const person = ensurePerson(made.needs.db, { name: 'Ann', role: 'coordinator', at: NOW() });
  return { ...made, token: addSignInLink(made.needs.db, { personId: person.id, at: NOW(), validSeconds }) };
}

describe('signing in', () => {
  it('takes a one-time link, after a button, and opens the planner', async () => {
    const { app, token } = withLink();
    const shown = await request(app).get(`/planner/sign-in/${token}`).expect(200);
    expect(shown.text).toContain('<button class="button" type="submit">Sign in</button>');
    const used = await request(app).post(`/planner/sign-in/${token}`).expect(303);
    expect(used.headers.location).toBe('/planner/');
    const [cookie] = used.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-hub-rounds=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    await request(app).get('/planner/').set('Cookie', cookie.split(';')[0]).expect(200);
  });

  it('does not use a link up by looking at it', async () => {
    const { app, token } = withLink();
    await request(app).get(`/planner/sign-in/${token}`);
    await request(app).get(`/planner/sign-in/${token}`);
    await request(app).post(`/planner/sign-in/${token}`).expect(303);
  });

  it('refuses a link the second time, and one that has run out, without saying which', async () => {
    const { app, token } = withLink();
    await request(app).post(`/planner/sign-in/${token}`);
    const again = await request(app).post(`/planner/sign-in/${token}`).expect(403);
    expect(again.text).toContain('has been used or has run out');
    const late = withLink(-1);
    await request(late.app).post(`/planner/sign-in/${late.token}`).expect(403);
    await request(app).post('/planner/sign-in/made-up').expect(403);
  });

  it('sends strangers to the sign-in page, and tells the API’s callers', async () => {
    const { app } = plannerApp();
    const page = await request(app).get('/planner/').expect(303);
    expect(page.headers.location).toBe('/planner/sign-in');
    const answer = await request(app).get('/api/region').expect(401);
    expect(answer.body.code).toBe('SIGN_IN_NEEDED');
    await request(app).get('/api/region').set('Cookie', '__Host-hub-rounds=forged').expect(401);
  });

  it('ends when somebody signs out', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('viewer');
    await request(app).get('/api/region').set('Cookie', cookie).expect(200);
    await request(app).post('/planner/sign-out').set('Cookie', cookie).expect(303);
    await request(app).get('/api/region').set('Cookie', cookie).expect(401);
  });

  it('ends after half an hour without a request, and after eight hours in any case', async () => {
    const { needs, cookieOf } = plannerApp();
    const cookie = cookieOf('viewer');
    const at = (instant: string) => plannerApp({ db: needs.db, clock: fixedClock(instant) }).app;
    await request(at('2026-11-24T09:30:00Z')).get('/api/region').set('Cookie', cookie).expect(200);
    await request(at('2026-11-24T10:00:01Z')).get('/api/region').set('Cookie', cookie).expect(401);
    const steady = cookieOf('coordinator');
    for (let half = 1; half <= 16; half++) {
      const clock = `2026-11-24T${String(9 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}:00Z`;
      await request(at(clock)).get('/api/region').set('Cookie', steady).expect(200);
    }
    await request(at('2026-11-24T17:00:01Z')).get('/api/region').set('Cookie', steady).expect(401);
  });

  it('refuses a change that another site’s page sends', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('admin');
    const post = () => request(app).post('/api/plans/1/approve').set('Cookie', cookie);
    await post().set('Sec-Fetch-Site', 'cross-site').expect(403);
    await post().set('Origin', 'https://elsewhere.example').expect(403);
    await post().set('Sec-Fetch-Site', 'same-origin').expect(404);
  });
});
