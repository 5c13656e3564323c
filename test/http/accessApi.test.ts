import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { AccessMeasureWire } from '../../server/contract/access.ts';
import { MEASURE_NAMES } from '../../server/shared/accessMeasures.ts';
import { serviceDate } from '../../server/shared/time.ts';
import { addPlan } from '../../server/store/plans.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { call, rules, stop, van, vanDay } from '../support/tinyTown.ts';

/**
 * Tiny town: 50 children an area; hubs at minutes 0 and 60, open Monday to Friday 9 to 5; nobody reaches the island. Plan A calls at
 * Brook, minute 20, for an hour and a half on the Tuesdays of weeks 0 and 2 of four.
 */
function townAccess() {
  const { app, needs, cookieOf } = plannerApp();
  const calls = [call('site-brook', { from: '10:00', to: '11:30' })];
  addPlan(needs.db, {
    parameters: { maxStops: 1, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] },
    rules: rules({ cycleWeeks: 4 }),
    vans: [van()],
    stops: [stop({ siteId: 'site-brook', visitsPerCycle: 2 })],
    rota: {
      cycleWeeks: 4,
      vanDays: [0, 2].map((week) => vanDay({ week, weekday: 2 }, calls)),
      unserved: [],
      seed: 1,
      iterations: 0,
    },
    cycleAnchor: serviceDate('2026-11-30'),
    travelSource: needs.engine.source,
    children: 300,
    beyondReachBefore: 150,
    beyondReachAfter: 50,
    isChoiceProven: true,
    choiceGap: 0,
    createdAt: needs.clock(),
  });
  const get = (path: string) =>
    request(app).get(`/api/access/measures/${path}`).set('Cookie', cookieOf('viewer'));
  const figures = async (path: string): Promise<AccessMeasureWire> => (await get(path).expect(200)).body;
  return { get, figures };
}

describe('GET /api/access/measures', () => {
  it('measures hubs alone by hand: 5, 12, 25, 25 and 2 minutes, and no road from the island', async () => {
    const { figures } = townAccess();
    const nearest = await figures('nearest');
    expect(nearest.areas.map(({ id, today, plan }) => [id, today, plan])).toEqual([
      ['area-ambleton', 5, null],
      ['area-barrow', 12, null],
      ['area-cotley', 25, null],
      ['area-dunmere', 25, null],
      ['area-eastcott', 2, null],
      ['area-eel', null, null],
    ]);
    expect(nearest.plan).toBeNull();
    expect(nearest.everyone.today).toMatchObject({
      children: 300,
      childrenWithout: 50,
      mean: 13.8,
      p95: null,
    });
    expect(nearest.measures.map(({ name }) => name)).toEqual([...MEASURE_NAMES]);
  });

  it('counts open days within 15 minutes, and waits over the weekend', async () => {
    const { figures } = townAccess();
    const [visits, wait] = [await figures('visits'), await figures('wait')];
    expect(visits.areas.map(({ today }) => today)).toEqual([20, 20, 0, 0, 20, 0]);
    expect(wait.areas.map(({ today }) => today)).toEqual([3 / 7, 3 / 7, null, null, 3 / 7, null]);
    expect(wait.notes).toEqual(['In averages, a child without any help near counts as waiting 28 days.']);
  });

  it('gives every measure with the plan’s stops, and makes nobody worse off by them', async () => {
    const { figures } = townAccess();
    for (const name of MEASURE_NAMES) {
      const { areas, measure, everyone, groupings } = await figures(`${name}?plan=1`);
      for (const area of areas) {
        const none = measure.isMoreBetter ? 0 : Number.POSITIVE_INFINITY;
        const [today, after] = [area.today ?? none, area.plan ?? none];
        if (measure.isMoreBetter) expect(after).toBeGreaterThanOrEqual(today);
        else expect(after).toBeLessThanOrEqual(today);
      }
      expect(everyone.plan?.childrenWithout).toBeLessThanOrEqual(everyone.today.childrenWithout);
      expect(groupings.map(({ kind }) => kind)).toEqual(['deprivation', 'no-car', 'rural-urban']);
    }
  });

  it('adds exactly the plan’s own stops, visits and hours', async () => {
    const { figures } = townAccess();
    const withPlan = async (name: string) => (await figures(`${name}?plan=1`)).areas.map(({ plan }) => plan);
    expect(await withPlan('nearest')).toEqual([5, 8, 5, 15, 2, null]);
    expect(await withPlan('visits')).toEqual([22, 22, 2, 2, 20, 0]);
    expect(await withPlan('wait')).toEqual([3 / 7, 3 / 7, 6.5, 6.5, 3 / 7, null]);
    expect(await withPlan('longest-wait')).toEqual([2, 2, 13, 13, 2, null]);
    // A hub has 160 hours in four weeks, Brook 3; within 20 minutes.
    expect(await withPlan('hours-step')).toEqual([163, 163, 3, 3, 160, 0]);
  });

  it('refuses a measure or a plan that is not there, in words', async () => {
    const { get } = townAccess();
    const { body } = await get('luck').expect(404);
    expect(body).toMatchObject({
      code: 'MEASURE_UNKNOWN',
      message: expect.stringContaining('The measures are nearest'),
    });
    await get('visits?plan=99').expect(404);
    await get('visits?plan=1%3B').expect(404);
    await get('visits?plan=1&plan=2').expect(404);
    await get('__proto__').expect(404);
  });
});

/** Rows of a CSV without quotes inside. */
const cells = (text: string): string[][] =>
  text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe('files of access', () => {
  it('hold every area, today, with the plan, and the difference', async () => {
    const { get } = townAccess();
    const answer = await get('visits/areas.csv?plan=1').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename=access-visits-tiny-town-plan-a-areas-2026-11-24.csv',
    );
    const [columns, first, ...others] = cells(answer.text);
    expect(columns).toEqual([
      'area_id',
      'area_name',
      'deprivation_decile',
      'no_car_share',
      'rural_urban',
      'children_aged_0_to_4',
      'measure',
      'visits_in_four_weeks_today',
      'visits_in_four_weeks_with_plan',
      'visits_in_four_weeks_difference',
    ]);
    expect(first.slice(0, 8)).toEqual([
      'area-ambleton',
      'area-ambleton',
      '5',
      '0.2',
      'Rural village',
      '50',
      'Visits in four weeks within 15 minutes',
      '20',
    ]);
    expect(others).toHaveLength(5);
  });

  it('hold every group with its spread and the parameter of the Kolm-Pollak mean', async () => {
    const { get } = townAccess();
    const [columns, everyone, decile] = cells((await get('nearest/equity.csv').expect(200)).text);
    const at = (row: string[], name: string) => row[columns.indexOf(name)];
    expect(at(everyone, 'group')).toBe('All areas');
    expect(at(decile, 'group')).toBe('Decile 5');
    expect(
      ['children', 'children_without', 'mean_minutes_today', 'worst_area_id_today'].map((name) =>
        at(everyone, name),
      ),
    ).toEqual(['300', '50', '13.8', 'area-eel']);
    expect(Number(at(everyone, 'kolm_pollak_mean_minutes_today'))).toBeGreaterThan(13.8);
    expect(at(everyone, 'kolm_pollak_epsilon')).toBe('1');
  });
});
