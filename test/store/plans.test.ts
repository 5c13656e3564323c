import { describe, expect, it } from 'vitest';
import type { Rota } from '../../server/core/nouns.ts';
import { parseInstant, serviceDate } from '../../server/shared/time.ts';
import { addPlan, approvePlan, getPlan, listPlans, planLetter } from '../../server/store/plans.ts';
import { NOW } from '../support/tinyRegion.ts';
import { rules, stop, van } from '../support/tinyTown.ts';
import { newDbPath, opened } from './support/regionFile.ts';

const rota: Rota = {
  cycleWeeks: 2,
  vanDays: [
    {
      vanId: 'van-1',
      week: 1,
      weekday: 3,
      departBase: 32_100,
      calls: [
        {
          siteId: 'site-ashby',
          arrive: 33_300,
          open: 34_200,
          close: 39_600,
          leave: 40_500,
          legSeconds: 630.5,
          legMetres: 10_000.25,
        },
      ],
      break: { from: 43_200, to: 45_000 },
      returnLegSeconds: 930,
      returnLegMetres: 10_000,
      returnBase: 45_930,
    },
    {
      vanId: 'van-1',
      week: 0,
      weekday: 1,
      departBase: 32_400,
      calls: [],
      break: null,
      returnLegSeconds: 0,
      returnLegMetres: 0,
      returnBase: 32_400,
    },
  ],
  unserved: [{ siteId: 'site-brook', missingVisits: 1, reason: 'Needs 95 minutes; the longest gap is 80' }],
  seed: 7,
  iterations: 1200,
};

const fresh = (): Parameters<typeof addPlan>[1] => ({
  parameters: {
    maxStops: 3,
    vans: 1,
    cycleWeeks: 2,
    seed: 7,
    iterations: 1200,
    forceIn: ['site-ashby'],
    forceOut: [],
  },
  rules: rules({ cycleWeeks: 2 }),
  vans: [van()],
  stops: [stop({ siteId: 'site-ashby', visitsPerCycle: 2 }), stop({ siteId: 'site-brook', need: 12.75 })],
  rota,
  cycleAnchor: serviceDate('2026-11-30'),
  travelSource: { engine: 'valhalla', dataVersion: 'a1b2', isEstimate: false },
  children: 300,
  beyondReachBefore: 150.5,
  beyondReachAfter: 50,
  isChoiceProven: false,
  choiceGap: 0.015,
  createdAt: NOW(),
});

describe('the letter of a plan', () => {
  it.each([
    [1, 'A'],
    [2, 'B'],
    [26, 'Z'],
    [27, 'AA'],
    [28, 'AB'],
    [52, 'AZ'],
    [53, 'BA'],
    [702, 'ZZ'],
    [703, 'AAA'],
  ])('of number %i is %s', (id, letter) => {
    expect(planLetter(id)).toBe(letter);
  });

  it('is never used twice', () => {
    const letters = Array.from({ length: 2000 }, (_, i) => planLetter(i + 1));
    expect(new Set(letters).size).toBe(2000);
  });

  it('goes on from A over Z to AA in order of creation', () => {
    const db = opened();
    const made = Array.from({ length: 28 }, () => addPlan(db, fresh()).letter);
    expect(made.slice(0, 3)).toEqual(['A', 'B', 'C']);
    expect(made.slice(-3)).toEqual(['Z', 'AA', 'AB']);
    expect(listPlans(db).map(({ letter }) => letter)).toEqual(made);
  });

  it('differs for two programs that plan on one file', () => {
    const path = newDbPath();
    const [one, two] = [opened(path), opened(path)];
    expect([one, two, one, two].map((db) => addPlan(db, fresh()).letter)).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('a plan', () => {
  it('comes back as it was, a draft under its number and letter', () => {
    const path = newDbPath();
    const added = addPlan(opened(path), fresh());
    const expected = { ...fresh(), id: 1, letter: 'A', status: 'draft', approvedAt: null, approvedBy: null };
    expect(added).toStrictEqual(expected);
    expect(getPlan(opened(path), 1)).toStrictEqual(expected);
  });

  it('may rest on estimated times, and may be proven', () => {
    const db = opened();
    const travelSource = { engine: 'estimate', dataVersion: '', isEstimate: true };
    const { id } = addPlan(db, { ...fresh(), travelSource, isChoiceProven: true, choiceGap: 0 });
    expect(getPlan(db, id)).toMatchObject({ travelSource, isChoiceProven: true, choiceGap: 0 });
  });

  it('is approved once: who was first stays', () => {
    const db = opened();
    const { id } = addPlan(db, fresh());
    approvePlan(db, { id, by: 'Ann', at: parseInstant('2026-11-25T10:00:00Z') });
    const again = approvePlan(db, { id, by: 'Bob', at: parseInstant('2026-11-26T10:00:00Z') });
    expect(again).toMatchObject({
      status: 'approved',
      approvedBy: 'Ann',
      approvedAt: '2026-11-25T10:00:00Z',
    });
  });

  it('is approved without touching the others', () => {
    const db = opened();
    addPlan(db, fresh());
    const second = addPlan(db, fresh());
    approvePlan(db, { id: second.id, by: 'Ann', at: NOW() });
    expect(listPlans(db).map(({ status }) => status)).toEqual(['draft', 'approved']);
  });

  it('that does not exist is refused in words', () => {
    const db = opened();
    const unknown = expect.objectContaining({
      code: 'PLAN_UNKNOWN',
      category: 'not-found',
      details: { id: 9 },
    });
    expect(() => getPlan(db, 9)).toThrow(unknown);
    expect(() => approvePlan(db, { id: 9, by: 'Ann', at: NOW() })).toThrow(unknown);
  });
});
