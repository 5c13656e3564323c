import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type {
  DemandInputWire,
  DemandWire,
  PlanDemandWire,
  WhySiteWire,
} from '../../server/contract/demand.ts';
import { listParameterOverrides } from '../../server/store/parameters.ts';
import { listSessionTypes } from '../../server/store/service.ts';
import { keepPlan } from '../publish/support/tinyPublish.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { townContext, townStore, townTables } from '../support/tinyRegion.ts';

/** Tiny town with a drop-in and a group that has a rate of its own; and one type nobody gave a rate. */
function appWithRates() {
  const [type] = townTables().sessionTypes;
  const sessionTypes = [
    { ...type, demandKind: 'dropIn' as const },
    {
      ...type,
      id: 'play',
      publicName: 'Stay and play',
      demandKind: 'local' as const,
      contactsPerBaby: { low: 0.1, value: 0.2, high: 0.4 },
    },
    { ...type, id: 'advice', publicName: 'Advice' },
    { ...type, id: 'reviews', publicName: 'Reviews', isUsual: false, demandKind: 'reviews' as const },
  ];
  const db = townStore({ sessionTypes });
  return plannerApp({ ...townContext(), db });
}

/** What the stops of its plan offer. */
const OFFERED = ['drop-in', 'play', 'advice'];

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

describe('GET /api/demand', () => {
  it('gives every candidate a range in whole contacts, on the page and as a file, and says where not to lean on it', async () => {
    const { app, cookieOf } = plannerApp();
    const { body } = await request(app).get('/api/demand').set('Cookie', cookieOf('viewer')).expect(200);
    const { sites }: DemandWire = body;
    expect(sites.map(({ siteId }) => siteId).sort()).toEqual([
      'site-ashby',
      'site-brook',
      'site-carn',
      'site-dean',
      'site-eel',
    ]);
    const [brook, eel] = ['site-brook', 'site-eel'].map((id) => sites.find(({ siteId }) => siteId === id));
    // About 4.9 contacts at the most likely values: some two to eight will be counted.
    expect(brook?.month.p50).toBeGreaterThanOrEqual(4);
    expect(brook?.month.p50).toBeLessThanOrEqual(6);
    for (const end of Object.values(brook?.month ?? {})) expect(Number.isInteger(end)).toBe(true);
    expect(brook?.lowConfidence).toContain('wide-range');
    expect(eel?.lowConfidence).toContain('few-babies');
    // A thread of its own draws all sites at once, slices on this one draw a single one: the same seed, the same figures.
    const alone = await request(app).get('/api/demand/sites/site-brook').set('Cookie', cookieOf('viewer'));
    expect(alone.body.month).toEqual(brook?.month);
    const file = await request(app).get('/api/demand.csv').set('Cookie', cookieOf('viewer')).expect(200);
    const rows = rowsOf(file.text);
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      expect(row.expected).toMatch(/^(about|up to|hardly any) .*contacts? a month$/);
      expect(row.contacts_a_month_low).toMatch(/^\d+$/);
      expect(row.contacts_a_month_high).toMatch(/^\d+$/);
      const children = row.children_under_1_within_reach;
      expect(['not shown', '0'].includes(children) || Number(children) >= 10).toBe(true);
    }
  });

  it('tells why: areas that make up the whole, inputs with range and source, and what matters most', async () => {
    const { app, cookieOf } = appWithRates();
    const { body } = await request(app)
      .get('/api/demand/sites/site-carn')
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    const why: WhySiteWire = body;
    expect(why.areas.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 9);
    expect(why.areas.map(({ part }) => part)).toEqual(
      why.areas.map(({ part }) => part).sort((a, b) => b - a),
    );
    expect(why.sessions.map(({ name, isUsual }) => [name, isUsual])).toEqual([
      ['Health visitor drop-in', true],
      ['Stay and play', true],
      ['Reviews', false],
    ]);
    const play = why.inputs.find(({ name }) => name === 'session:play');
    expect(play).toMatchObject({ low: 0.1, value: 0.2, high: 0.4, isAssumed: false });
    const wellbeing = why.swings.find(({ name }) => name === 'wellbeingPrevalence');
    expect(wellbeing).toBeUndefined();
    const widths = why.swings.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    // The only other input of the drop-in is the small rate of toddlers.
    expect(why.swings.map(({ name }) => name)).toContain('dropInPerBaby');
  });

  it('does not know a site that is not there', async () => {
    const { app, cookieOf } = plannerApp();
    const cookie = cookieOf('viewer');
    await request(app).get('/api/demand/sites/nowhere').set('Cookie', cookie).expect(404);
    await request(app).get('/api/demand/plans/7').set('Cookie', cookie).expect(404);
    await request(app).get('/api/demand/plans/..%2F').set('Cookie', cookie).expect(404);
  });

  it('gives a plan its total, its stops a month and a visit, and names what is in no figure', async () => {
    const { app, needs, cookieOf } = appWithRates();
    const plan = keepPlan(needs.db, { sessionTypeIds: OFFERED });
    const { body } = await request(app)
      .get(`/api/demand/plans/${plan.id}`)
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    const demand: PlanDemandWire = body;
    expect(demand.stops.map(({ siteId }) => siteId)).toEqual(plan.stops.map(({ siteId }) => siteId));
    expect(demand.sessions.map(({ name }) => name)).toEqual(['Health visitor drop-in', 'Stay and play']);
    expect(demand.unestimated).toEqual(['Advice']);
    for (const { month, visit } of demand.stops) {
      expect(visit.p90).toBeLessThanOrEqual(month.p90);
      expect(month.p90).toBeLessThanOrEqual(demand.month.p90);
    }
    const highs = demand.stops.reduce((sum, { month }) => sum + month.p90, 0);
    expect(demand.month.p90).toBeLessThanOrEqual(highs);
  });
});

describe('what if', () => {
  const ask = (made: ReturnType<typeof plannerApp>, changes: Record<string, number>) =>
    request(made.app)
      .post('/api/demand/what-if')
      .set('Cookie', made.cookieOf('viewer'))
      .set('Sec-Fetch-Site', 'same-origin')
      .send({ changes, siteId: 'site-brook', planId: null });

  it('shows before and after, and keeps nothing', async () => {
    const made = appWithRates();
    const { body } = await ask(made, { 'session:play': 4 }).expect(200);
    expect(body.plan).toBeNull();
    expect(body.site.after.p10).toBeGreaterThan(body.site.before.p90);
    expect(listParameterOverrides(made.needs.db)).toEqual({});
    expect(listSessionTypes(made.needs.db)[1].contactsPerBaby?.value).toBe(0.2);
    const same = await ask(made, {}).expect(200);
    expect(same.body.site.after).toEqual(same.body.site.before);
    expect(same.body.site.before).toEqual(body.site.before);
  });

  it('refuses values that are not accepted, naming them', async () => {
    const made = appWithRates();
    const wrong: Record<string, number>[] = [{ dropInPerBaby: -1 }, { 'session:play': 99 }];
    for (const changes of wrong) {
      const { body } = await ask(made, changes).expect(400);
      expect(body.code).toBe('PARAMETER_RANGE');
    }
    expect((await ask(made, { nonsense: 1 }).expect(400)).body.code).toBe('PARAMETER_UNKNOWN');
  });

  it('is kept by a coordinator only, with the constants and with the session types', async () => {
    const made = appWithRates();
    const keep = (role: 'viewer' | 'coordinator', changes: Record<string, number>) =>
      request(made.app)
        .put('/api/demand/inputs')
        .set('Cookie', made.cookieOf(role))
        .set('Sec-Fetch-Site', 'same-origin')
        .send({ changes });
    await keep('viewer', { dropInPerBaby: 0.5 }).expect(403);
    const { body } = await keep('coordinator', { dropInPerBaby: 0.5, 'session:play': 0.6 }).expect(200);
    const inputOf = (name: string) => body.find((input: DemandInputWire) => input.name === name);
    expect(inputOf('dropInPerBaby')).toMatchObject({ value: 0.5, usualValue: 0.25, high: 0.5 });
    expect(inputOf('session:play')).toMatchObject({ low: 0.1, value: 0.6, high: 0.6 });
    expect(listParameterOverrides(made.needs.db)).toEqual({ dropInPerBaby: 0.5 });
    await keep('coordinator', { dropInPerBaby: 0.25 }).expect(200);
    expect(listParameterOverrides(made.needs.db)).toEqual({});
    await keep('coordinator', { reviewShare: 0.4, feedingPerBaby: 99 }).expect(400);
    expect(listParameterOverrides(made.needs.db)).toEqual({});
  });
});

describe('expected contacts of a plan as a file', () => {
  it('give a plan’s total, then its stops with their session types', async () => {
    const { app, needs, cookieOf } = appWithRates();
    const plan = keepPlan(needs.db, { sessionTypeIds: OFFERED });
    const { text } = await request(app)
      .get(`/api/demand/plans/${plan.id}/demand.csv`)
      .set('Cookie', cookieOf('viewer'))
      .expect(200);
    const rows = rowsOf(text);
    expect(rows.slice(0, 3).map((row) => [row.stop, row.session_type])).toEqual([
      ['All stops', 'All'],
      ['All stops', 'Health visitor drop-in'],
      ['All stops', 'Stay and play'],
    ]);
    expect(rows).toHaveLength(3 + 3 * plan.stops.length);
    expect(rows[3].expected_a_visit).toMatch(/contacts? a visit$/);
    expect(text).not.toMatch(/\d\.\d/);
  });
});
