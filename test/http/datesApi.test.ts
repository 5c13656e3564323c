import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { ClashWire, DatesWire } from '../../server/contract/dates.ts';
import { serviceDate } from '../../server/shared/time.ts';
import { listClashDecisions } from '../../server/store/clashDecisions.ts';
import type { Role } from '../../server/store/people.ts';
import { addPlan } from '../../server/store/plans.ts';
import { saveRegion } from '../../server/store/region.ts';
import { keepPlan, publishTables } from '../publish/support/tinyPublish.ts';
import { plannerApp } from '../support/plannerApp.ts';
import { townContext } from '../support/tinyRegion.ts';

/** Tiny town with one plan: Carn's visit of Monday 28 December 2026 meets a bank holiday, on which nothing is decided. */
function town() {
  const context = townContext();
  saveRegion(context.db, publishTables());
  const plan = keepPlan(context.db);
  const { app, cookieOf } = plannerApp({ ...context, timetableWeeks: 8 });
  const ask = async (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
    role: Role = 'coordinator',
  ) => request(app)[method](`/api/plans/${plan.id}/${path}`).set('Cookie', cookieOf(role)).send(body);
  const dates = async (...asked: Parameters<typeof ask>): Promise<DatesWire> => {
    const { status, body } = await ask(...asked);
    expect([status, body.message]).toEqual([200, undefined]);
    return body;
  };
  return { ask, dates, plan, db: context.db };
}

const told = ({ clashes }: DatesWire) =>
  clashes.map(({ date, siteName, causes, outcomeWords }: ClashWire) => [
    date,
    siteName,
    causes.join('; '),
    outcomeWords,
  ]);

describe('a plan’s dates', () => {
  it('tell what visits meet with offers, and keep the one that was chosen', async () => {
    const { ask, dates } = town();
    const before = await dates('get', 'dates');
    expect(told(before)).toEqual([['2026-12-28', 'Carn hall', 'Bank holiday: Boxing Day', null]]);
    const [offer] = before.clashes[0].offers;
    expect([offer.visit.date, offer.daysBefore, offer.daysAfter]).toEqual(['2026-12-29', 29, 27]);
    const outcome = { take: 'replacement', visit: offer.visit };
    const decisions = [{ siteId: 'site-carn', date: '2026-12-28', outcome }];
    const after = await dates('post', 'dates/decisions', { decisions });
    expect(told(after)[0][3]).toMatch(/^Moved to Tuesday 29 December 2026, /);
    const { body } = await ask('get', 'timetable');
    expect(body.visits).toContainEqual(
      expect.objectContaining({ siteId: 'site-carn', date: '2026-12-29', replaces: '2026-12-28' }),
    );
    const again = await dates('post', 'dates/decisions', {
      decisions: [{ siteId: 'site-carn', date: '2026-12-28', outcome: null }],
    });
    expect(told(again)[0][3]).toBeNull();
  });

  it('refuse an offer that was never made, and a visit that meets nothing', async () => {
    const { ask } = town();
    const visit = { date: '2026-12-29', vanId: 'van-1', arrive: 0, open: 0, close: 7200, leave: 7200 };
    const asked = (date: string) => ({
      decisions: [{ siteId: 'site-carn', date, outcome: { take: 'replacement', visit } }],
    });
    const made = await ask('post', 'dates/decisions', asked('2026-12-28'));
    expect([made.status, made.body.code]).toEqual([409, 'OFFER_GONE']);
    const none = await ask('post', 'dates/decisions', asked('2026-11-30'));
    expect([none.status, none.body.code]).toEqual([409, 'CLASH_GONE']);
    const wrong = await ask('post', 'dates/decisions', asked('28 December'));
    expect(wrong.status).toBe(400);
  });

  it('take the best offer for all, or no visit for all of a kind, now and later', async () => {
    const { dates } = town();
    expect(told(await dates('post', 'dates/best', {}))[0][3]).toMatch(/^Moved to Tuesday 29 December/);
    const other = town();
    const off = await other.dates('put', 'dates/standing/bank-holiday', { reason: '' });
    expect(told(off)[0][3]).toBe('No visit. Families read: “Bank holiday: Boxing Day”');
    expect(off.standing).toEqual([{ kind: 'bank-holiday', reason: '', by: expect.any(String) }]);
    const open = await other.dates('delete', 'dates/standing/bank-holiday');
    expect(told(open)[0][3]).toBeNull();
  });

  it('say at once which visits an absence leaves uncovered, and who could stand in', async () => {
    const { dates } = town();
    const crew = { id: '', name: 'Crew North', skills: [], weekdays: [1, 2, 3, 4, 5], vanId: 'van-1' };
    await dates('put', 'dates/crews', crew);
    await dates('put', 'dates/crews', { ...crew, name: 'Relief', vanId: null });
    const absence = {
      kind: 'sickness',
      of: 'crew',
      id: 'crew-north',
      from: '2026-12-01',
      to: '2026-12-02',
      note: 'a note',
    };
    const after = await dates('post', 'dates/absences', absence);
    expect(told(after)[0]).toEqual([
      '2026-12-01',
      'Ashby hall',
      'Crew North is away from Tuesday 1 December 2026 to Wednesday 2 December 2026',
      null,
    ]);
    expect(after.clashes[0].crews).toEqual([{ id: 'relief', name: 'Relief' }]);
    expect(after.clashes[0].familyWords).toBe('No crew is free that day');
    expect(after.absences.map(({ name, note }) => [name, note])).toEqual([['Crew North', 'a note']]);
    const seen = await dates('get', 'dates', undefined, 'viewer');
    expect(seen.absences.map(({ note }) => note)).toEqual(['']);
    const outcome = { take: 'crew', crewId: 'relief' };
    const covered = await dates('post', 'dates/decisions', {
      decisions: [{ siteId: 'site-ashby', date: '2026-12-01', outcome }],
    });
    expect(told(covered)[0][3]).toBe('Relief stands in');
    const gone = await dates('delete', `dates/absences/${after.absences[0].number}`);
    expect(told(gone)).toHaveLength(1);
    expect((await dates('delete', 'dates/crews/relief')).crews.map(({ name }) => name)).toEqual([
      'Crew North',
    ]);
  });

  it.each([
    ['a last day before the first', { from: '2026-12-02', to: '2026-12-01' }, /last day is before/],
    ['a day there is not', { from: '2026-02-30' }, /not a day of the calendar/],
    ['three years', { to: '2029-12-01' }, /longer than two years/],
    ['a van nobody has', { id: 'van-9' }, /Choose which van/],
    ['a van on leave', { kind: 'leave' }, /not of a van/],
  ])('refuse an absence of %s in words', async (_, change, words) => {
    const { ask } = town();
    const absence = {
      kind: 'van-off',
      of: 'van',
      id: 'van-1',
      from: '2026-12-01',
      to: '2026-12-01',
      note: '',
    };
    const { status, body } = await ask('post', 'dates/absences', { ...absence, ...change });
    expect(status).toBe(400);
    expect(body.message).toMatch(words);
  });

  it('refuse a crew without a name, a day or a van of the plan', async () => {
    const { ask } = town();
    const crew = { id: '', name: 'North', skills: [], weekdays: [1], vanId: null };
    for (const change of [{ name: ' ' }, { weekdays: [] }, { vanId: 'van-9' }]) {
      expect((await ask('put', 'dates/crews', { ...crew, ...change })).body.code).toBe('CREW_INVALID');
    }
  });

  it('are decided by those who plan alone', async () => {
    const { ask } = town();
    for (const [method, path, body] of [
      ['post', 'dates/best', {}],
      ['put', 'dates/standing/crew', { reason: '' }],
      ['delete', 'dates/absences/1', undefined],
    ] as const) {
      expect((await ask(method, path, body, 'viewer')).status).toBe(403);
    }
    expect((await ask('put', 'dates/standing/storm', { reason: '' })).body.code).toBe('CLASH_KIND_UNKNOWN');
  });

  it('carry what was decided over to the plan that is planned again', async () => {
    const { dates, plan, db } = town();
    await dates('post', 'dates/best', {});
    const { id: _, letter: __, status: ___, ...fields } = plan;

    const again = addPlan(db, { ...fields, previousPlanId: plan.id });
    expect(listClashDecisions(db, again.id)).toMatchObject([
      { siteId: 'site-carn', date: serviceDate('2026-12-28'), outcome: { take: 'replacement' } },
    ]);
    expect(listClashDecisions(db, addPlan(db, fields).id)).toEqual([]);
  });
});
