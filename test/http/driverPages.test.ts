import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Release } from '../../server/core/nouns.ts';
import { driverDays } from '../../server/http/driverPages.ts';
import { makePlan } from '../../server/planning/makePlan.ts';
import { serviceDate } from '../../server/shared/time.ts';
import { addAbsence } from '../../server/store/absences.ts';
import { saveClashDecisions } from '../../server/store/clashDecisions.ts';
import { saveRegion } from '../../server/store/region.ts';
import { addRelease } from '../../server/store/releases.ts';
import { keepPlan, publishTables } from '../publish/support/tinyPublish.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { NOW, townContext } from '../support/tinyRegion.ts';

const PLAN = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, iterations: 50, forceIn: [], forceOut: [] };

describe('the driver’s page', () => {
  it('says so when nothing has been published', async () => {
    const { app, cookieOf } = plannerApp();
    const { text } = await request(app).get('/driver/').set('Cookie', cookieOf('viewer')).expect(200);
    expect(text).toContain('Nothing has been published yet');
  });

  it('lists the next days out of the published plan with their run sheets', async () => {
    const { app, needs, cookieOf } = plannerApp();
    const plan = await makePlan(needs, PLAN);
    const release: Release = {
      number: 1,
      planId: plan.id,
      publishedAt: NOW(),
      publishedBy: 'Ann',
      from: serviceDate('2026-11-24'),
      to: serviceDate('2027-05-24'),
      visits: 0,
      folder: '1',
    };
    addRelease(needs.db, release, []);
    const { text } = await request(app).get('/driver/').set('Cookie', cookieOf('viewer')).expect(200);
    expect(text).toContain('30 November 2026');
    expect(text).toContain(`href="/planner/plans/${plan.id}/van-days/0"`);
    expect(text).not.toContain('28 December'); // a day after the four weeks shown
  });

  it('leaves out visits that are off, and has moved ones on the day they are moved to', () => {
    const context = townContext();
    saveRegion(context.db, publishTables());
    const plan = keepPlan(context.db);
    const at = context.clock();
    const [off, moved] = [serviceDate('2026-12-01'), serviceDate('2026-12-02')];
    const closed = {
      kind: 'site-closed',
      of: 'site',
      id: 'site-ashby',
      from: off,
      to: off,
      note: '',
    } as const;
    addAbsence(context.db, closed, { at, by: 'Ann' });
    const visit = { date: moved, vanId: 'van-1', arrive: 34_800, open: 36_000, close: 41_400, leave: 42_300 };
    const decision = { siteId: 'site-ashby', date: off, outcome: { take: 'replacement', visit } } as const;
    saveClashDecisions(context.db, [decision], { planId: plan.id, at, by: 'Ann' });
    const days = driverDays(context, plan);
    expect(days.map(({ dateWords, departWords, runSheet }) => [dateWords, departWords, runSheet])).toEqual([
      ['Tuesday 24 November 2026', '8:30am', '/planner/plans/1/van-days/0'],
      ['Monday 30 November 2026', '8:30am', '/planner/plans/1/van-days/1'],
      ['Wednesday 2 December 2026', null, null],
      ['Tuesday 8 December 2026', '8:30am', '/planner/plans/1/van-days/3'],
      ['Tuesday 15 December 2026', '8:30am', '/planner/plans/1/van-days/4'],
    ]);
    expect(days[2].calls).toEqual([
      { timeWords: '10am to 11:30am', siteName: 'Ashby hall (instead of Tuesday 1 December 2026)' },
    ]);
  });

  it('leads to run sheets with key codes for the crew, and without for those who only look', async () => {
    const { app, needs, cookieOf } = plannerApp();
    needs.db
      .prepare('UPDATE site SET facts_json = ?')
      .run(JSON.stringify({ keyCode: 'KEY 4711', emergencyDepartment: 'Treliske' }));
    const plan = await makePlan(needs, PLAN);
    const sheetFor = async (role: 'viewer' | 'driver' | 'coordinator') =>
      (await request(app).get(`/planner/plans/${plan.id}/van-days/0`).set('Cookie', cookieOf(role))).text;
    expect(await sheetFor('driver')).toContain('Key or gate code: KEY 4711');
    expect(await sheetFor('coordinator')).toContain('KEY 4711');
    const looked = await sheetFor('viewer');
    expect(looked).toContain('Treliske');
    expect(looked).not.toContain('KEY 4711');
  });

  it('is for signed-in crew only', async () => {
    await request(plannerApp().app).get('/driver/').expect(303);
  });
});
