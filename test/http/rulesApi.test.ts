import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type {
  ReviewWire,
  RuleSetsWire,
  StopUsersWire,
  UsersImportWire,
} from '../../server/contract/rules.ts';
import type { CouncilRule, RuleSet } from '../../server/shared/councilRules.ts';
import { clockTime, serviceDate, type Weekday } from '../../server/shared/time.ts';
import { addPlan } from '../../server/store/plans.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { rules, stop, van } from '../support/tinyTown.ts';

/** A service along tiny town's road: Ashby (minute 10), Brook (20), Carn (30) and Dean (40), one call a week each in four weeks. */
function withService(app = plannerApp()) {
  const stops = ['site-ashby', 'site-brook', 'site-carn', 'site-dean'];
  const open = clockTime('10:00');
  const vanDays = [0, 1, 2, 3].flatMap((week) =>
    stops.map((siteId, k) => ({
      vanId: 'van-1',
      week,
      weekday: (k + 1) as Weekday,
      departBase: clockTime('09:00'),
      calls: [
        {
          siteId,
          arrive: open - 1200,
          open,
          close: open + 5400,
          leave: open + 6300,
          legSeconds: 600,
          legMetres: 10_000,
        },
      ],
      break: null,
      returnLegSeconds: 600,
      returnLegMetres: 10_000,
      returnBase: clockTime('13:00'),
    })),
  );
  const plan = addPlan(app.needs.db, {
    parameters: { maxStops: 4, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] },
    rules: rules({ cycleWeeks: 4 }),
    vans: [van()],
    stops: stops.map((siteId) => stop({ siteId, visitsPerCycle: 4 })),
    rota: { cycleWeeks: 4, vanDays, unserved: [], seed: 1, iterations: 0 },
    cycleAnchor: serviceDate('2026-11-30'),
    travelSource: app.needs.engine.source,
    children: 300,
    beyondReachBefore: 100,
    beyondReachAfter: 50,
    isChoiceProven: true,
    choiceGap: 0,
    createdAt: app.needs.clock(),
  });
  return { ...app, planId: plan.id, cookie: app.cookieOf('coordinator') };
}

type Served = ReturnType<typeof withService>;

const RULES: readonly CouncilRule[] = [
  { id: 'a', kind: 'few-users', isOn: true, users: 3, isCountedOnly: true, reduceToWeeks: null },
  { id: 'b', kind: 'most-often', isOn: true, weeks: 2 },
];
const SET: RuleSet = { name: 'Ours', source: '', rules: RULES };

const ask = ({ app, cookie }: Served) => ({
  get: (path: string) => request(app).get(path).set('Cookie', cookie),
  put: (path: string, body: object) =>
    request(app).put(path).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin').send(body),
  post: (path: string, body: object) =>
    request(app).post(path).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin').send(body),
  delete: (path: string) =>
    request(app).delete(path).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin'),
});

/** Starts work and waits until it has ended. */
async function done(served: Served, path: string, body: object) {
  const started = await ask(served).post(path, body);
  expect(started.status).toBe(202);
  await expect
    .poll(async () => (await ask(served).get(`/api/jobs/${started.body.id}`)).body.state)
    .not.toBe('running');
  return (await ask(served).get(`/api/jobs/${started.body.id}`)).body;
}

async function reviewed(served: Served, set: RuleSet = SET): Promise<ReviewWire> {
  const counts = [
    { siteId: 'site-ashby', perVisit: 12.4 },
    { siteId: 'site-brook', perVisit: 2.5 },
    { siteId: 'site-dean', perVisit: 1.5 },
  ];
  const { planId } = served;
  await ask(served).put(`/api/plans/${planId}/users`, { counts, source: 'Counts of 2026' }).expect(200);
  const job = await done(served, '/api/reviews', { planId, set });
  expect(job).toMatchObject({ state: 'done', kind: 'review', error: null });
  return (await ask(served).get(`/api/reviews/${job.reviewId}`).expect(200)).body;
}

describe('a review of a service', () => {
  it('tells what each rule did, and who loses, worked out by hand', async () => {
    const review = await reviewed(withService());
    expect(review.stops.map(({ siteId, outcome, visitsAfter }) => [siteId, outcome, visitsAfter])).toEqual([
      ['site-ashby', 'reduced', 2],
      ['site-brook', 'dropped', 0],
      ['site-carn', 'reduced', 2],
      ['site-dean', 'dropped', 0],
    ]);
    expect(review.effects[0]).toMatchObject({
      words: 'Drop a stop with fewer than 3 users a visit, where they were counted.',
      stopsBefore: 4,
      stopsAfter: 2,
    });
    expect(review.effects[0].changes.map(({ name, reason }) => [name, reason])).toEqual([
      ['site-dean', '1.5 users a visit, counted; fewer than 3.'],
      ['site-brook', '2.5 users a visit, counted; fewer than 3.'],
    ]);
    // Areas at minutes 5, 12, 25, 35, 58; hubs at 0 and 60. Barrow at 12: 2 to Ashby. Cotley at 25: 5 to Brook or Carn, as
    // before. Dunmere at 35: 5 to Carn or Dean, as before. So nobody has farther to go.
    expect(review.losses).toMatchObject({ childrenLosing: 0, childrenFurther: 0, areas: [] });
    expect(review.stops[1].nearest).toMatchObject({ kind: 'stop', placeId: 'site-ashby', seconds: 600 });
    expect(review.stops[1].nextBest).toMatchObject({ kind: 'stop', placeId: 'site-carn', seconds: 600 });
  });

  it('names the areas that lose reach with their nearest alternative', async () => {
    // Without Carn and Dean, Dunmere at 35 has Brook at 15 minutes, and the East Hub at 25.
    const near: CouncilRule = { id: 'n', kind: 'keep-named', isOn: true, siteIds: ['site-ashby'] };
    const most: CouncilRule = { id: 'm', kind: 'most-stops', isOn: true, most: 1, per: 'service' };
    const review = await reviewed(withService(), { ...SET, rules: [near, most] });
    // Only Ashby stays: Cotley has it at 15 minutes (5 before); Dunmere has the hall at 25, as the East Hub: out of reach.
    expect(review.losses).toMatchObject({ childrenLosing: 50, childrenFurther: 100 });
    expect(
      review.losses.areas.map(({ areaId, extraSeconds, nearest }) => [
        areaId,
        extraSeconds,
        nearest?.placeId,
      ]),
    ).toEqual([
      ['area-dunmere', 1200, 'hub-east'],
      ['area-cotley', 600, 'site-ashby'],
    ]);
  });

  it('stays as it was when counts change, and another review of the plan is the newest', async () => {
    const served = withService();
    const first = await reviewed(served);
    await ask(served).put(`/api/plans/${served.planId}/users`, {
      counts: [{ siteId: 'site-brook', perVisit: 9 }],
      source: '',
    });
    expect((await ask(served).get(`/api/reviews/${first.id}`)).body).toEqual(first);
    const second = await reviewed(served, { ...SET, rules: [] });
    expect((await ask(served).get(`/api/plans/${served.planId}/review`)).body.review).toEqual(second);
    expect(second.stops.every(({ outcome }) => outcome === 'kept')).toBe(true);
  });

  it('becomes a plan of what is left, with days and times as they were', async () => {
    const served = withService();
    const review = await reviewed(served);
    const job = await done(served, `/api/reviews/${review.id}/plan`, { keepTimes: true });
    expect(job).toMatchObject({ state: 'done', kind: 'plan' });
    const plan = (await ask(served).get(`/api/plans/${job.planId}`).expect(200)).body;
    expect(
      plan.vanDays.map(
        ({
          week,
          weekday,
          calls,
        }: {
          week: number;
          weekday: number;
          calls: { siteId: string; open: number }[];
        }) => [week, weekday, ...calls.map(({ siteId, open }) => [siteId, open])],
      ),
    ).toEqual([
      [0, 1, ['site-ashby', 36_000]],
      [0, 3, ['site-carn', 36_000]],
      [2, 1, ['site-ashby', 36_000]],
      [2, 3, ['site-carn', 36_000]],
    ]);
    expect(plan.request).toMatchObject({
      forceIn: ['site-ashby', 'site-carn'],
      forceOut: ['site-brook', 'site-dean'],
    });
    expect(plan.violations.filter(({ severity }: { severity: string }) => severity === 'hard')).toEqual([]);
  });

  it('is refused with a sentence for rules that cannot be run, and for a plan that is not there', async () => {
    const served = withService();
    const bad = { ...SET, rules: [{ ...RULES[0], users: -1 }] };
    const refused = await ask(served).post('/api/reviews', { planId: served.planId, set: bad });
    expect([refused.status, refused.body]).toEqual([
      400,
      { code: 'RULES_INVALID', message: 'Rule 1: users a visit must be a number from 0.1 to 1000' },
    ]);
    expect((await ask(served).post('/api/reviews', { planId: 77, set: SET })).body.code).toBe('PLAN_UNKNOWN');
    const shape = await ask(served).post('/api/reviews', {
      planId: served.planId,
      set: { ...SET, rules: [{ kind: 'x' }] },
    });
    expect([shape.status, shape.body.code]).toEqual([400, 'REQUEST_INVALID']);
    expect((await ask(served).get('/api/reviews/99')).status).toBe(404);
  });
});

describe('papers of a review', () => {
  it('show no count of few people, on the page or in a file, and guard formulas', async () => {
    const served = withService();
    const rename = served.needs.db.prepare("UPDATE site SET name = '=HYPERLINK(1)' WHERE id = 'site-brook'");
    rename.run();
    const { id } = await reviewed(served);
    const page = (await ask(served).get(`/planner/reviews/${id}`).expect(200)).text;
    const stops = (await ask(served).get(`/api/reviews/${id}/stops.csv`).expect(200)).text;
    const equality = (await ask(served).get(`/api/reviews/${id}/equality.csv`).expect(200)).text;
    expect(page).toContain('Of 4 stops, 2 are visited less often and 2 are dropped.');
    expect(page).toContain('Fewer than 3 users a visit, counted.');
    for (const paper of [page, stops, equality]) expect(paper).not.toMatch(/\b(2\.5|1\.5|12\.4) users/);
    const rows = stops.split('\r\n');
    expect(rows.find((row) => row.startsWith('site-dean'))).toContain(',not shown,counted,');
    expect(rows.find((row) => row.startsWith('site-ashby'))).toContain(',10,counted,');
    expect(rows.find((row) => row.startsWith('site-brook'))).toContain("'=HYPERLINK(1)");
    expect(equality).toContain('everyone,All children,300,1,0,');
  });

  it('are for those who plan', async () => {
    const served = withService();
    const { id } = await reviewed(served);
    const viewer = served.cookieOf('viewer');
    for (const path of [
      `/planner/reviews/${id}`,
      `/api/reviews/${id}`,
      `/api/reviews/${id}/stops.csv`,
      `/api/plans/${served.planId}/users`,
    ]) {
      expect((await request(served.app).get(path).set('Cookie', viewer)).status).toBe(403);
    }
  });
});

describe('sets of rules', () => {
  it('are kept by name, read back as a file, and deleted; the ready-made one stays', async () => {
    const served = withService();
    const saved: RuleSetsWire = (await ask(served).put('/api/rules/sets', SET).expect(200)).body;
    expect(saved.sets.map(({ name, isReadyMade }) => [name, isReadyMade])).toEqual([
      ['Cornwall mobile library review 2014', true],
      ['Ours', false],
    ]);
    const file = await ask(served).get('/api/rules/sets/Ours.json').expect(200);
    expect(JSON.parse(file.text)).toEqual(SET);
    const ready = { ...SET, name: 'Cornwall mobile library review 2014' };
    expect((await ask(served).put('/api/rules/sets', ready)).body.code).toBe('RULES_READY_MADE');
    const left: RuleSetsWire = (await ask(served).delete('/api/rules/sets/Ours').expect(200)).body;
    expect(left.sets).toHaveLength(1);
  });
});

describe('users by stop', () => {
  it('are taken from a table by name or id; rows that cannot be are told with their line', async () => {
    const served = withService();
    const table = 'Stop,Users\nsite-ashby,4\nNowhere hall,3\nsite-brook,many\nsite-ashby,9\nsite-carn,2.5\n';
    const answer = await request(served.app)
      .post(`/api/plans/${served.planId}/users/imports?source=2026`)
      .set('Cookie', served.cookie)
      .set('Sec-Fetch-Site', 'same-origin')
      .set('Content-Type', 'text/csv')
      .send(table);
    const brought: UsersImportWire = answer.body;
    expect(brought.taken).toBe(2);
    expect(brought.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: "Nowhere hall" is no stop of plan A',
      expect.stringMatching(/^4: /),
      '5: site-ashby is in the file twice; the first was taken',
    ]);
    const users: StopUsersWire = (await ask(served).get(`/api/plans/${served.planId}/users`)).body;
    expect(users.stops.map(({ siteId, countedPerVisit }) => [siteId, countedPerVisit])).toEqual([
      ['site-ashby', 4],
      ['site-brook', null],
      ['site-carn', 2.5],
      ['site-dean', null],
    ]);
  });

  it('are refused when they are no number of people, and nothing is kept', async () => {
    const served = withService();
    const counts = [
      { siteId: 'site-ashby', perVisit: 5 },
      { siteId: 'site-brook', perVisit: -2 },
    ];
    const answer = await ask(served).put(`/api/plans/${served.planId}/users`, { counts, source: '' });
    expect([answer.status, answer.body.code]).toEqual([400, 'USERS_COUNT']);
    const users: StopUsersWire = (await ask(served).get(`/api/plans/${served.planId}/users`)).body;
    expect(users.stops.every(({ countedPerVisit }) => countedPerVisit === null)).toBe(true);
  });
});
