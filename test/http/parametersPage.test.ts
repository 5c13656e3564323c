import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { plannerApp } from '../support/plannerApp.ts';

const post = (
  made: ReturnType<typeof plannerApp>,
  role: Parameters<typeof made.cookieOf>[0],
  values: object,
) =>
  request(made.app).post('/planner/parameters').type('form').set('Cookie', made.cookieOf(role)).send(values);

describe('the page of constants', () => {
  it('shows every constant with its value, unit and source', async () => {
    const { app, cookieOf } = plannerApp();
    const { text } = await request(app)
      .get('/planner/parameters')
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    expect(text).toContain('name="withinReachSeconds" value="1200"');
    expect(text).toContain('Cornwall mobile library 2015 cut stops below 3 regular users');
  });

  it('changes what is within reach, at once', async () => {
    const made = plannerApp();
    expect((await measureAccess(made.needs)).reach.childrenBeyond).toBe(150);
    await post(made, 'coordinator', { withinReachSeconds: '600' }).expect(303);
    // Barrow, 12 minutes from the west, is now beyond reach too.
    expect((await measureAccess(made.needs)).reach.childrenBeyond).toBe(200);
  });

  it('goes back to the usual value when a field is emptied', async () => {
    const made = plannerApp();
    await post(made, 'coordinator', { withinReachSeconds: '600' }).expect(303);
    await post(made, 'coordinator', { withinReachSeconds: '' }).expect(303);
    expect((await measureAccess(made.needs)).parameters.withinReachSeconds).toBe(1200);
  });

  it('refuses what cannot be, says so, keeps what was typed and changes nothing', async () => {
    const made = plannerApp();
    for (const typed of ['-5', 'twenty', 'Infinity', '1e99']) {
      const { text } = await post(made, 'coordinator', { withinReachSeconds: typed }).expect(400);
      expect(text).toContain('role="alert"');
      expect(text).toContain(`value="${typed}"`);
    }
    expect((await measureAccess(made.needs)).parameters.withinReachSeconds).toBe(1200);
  });

  it('is for coordinators to change', async () => {
    await post(plannerApp(), 'viewer', { withinReachSeconds: '600' }).expect(403);
  });
});
