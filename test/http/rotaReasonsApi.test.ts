import request from 'supertest';
import { describe, it } from 'vitest';
import { plannerApp } from '../support/plannerApp.ts';

describe('reasons of a rota over the API', () => {
  it('are refused in words for a plan that is not there, and for a question that makes no sense', async () => {
    const { app, cookieOf } = plannerApp();
    const post = (plan: string, body: object) =>
      request(app).post(`/api/plans/${plan}/reasons`).set('Cookie', cookieOf('coordinator')).send(body);
    await post('99', { about: 'rules' }).expect(404);
    await post('x', { about: 'locks' }).expect(404);
    await post('99', { about: 'everything' }).expect(400);
    await post('99', { about: 'stop' }).expect(400);
    await request(app)
      .get('/api/plans/99/reasons?site=site-ashby')
      .set('Cookie', cookieOf('viewer'))
      .expect(404);
  });
});
