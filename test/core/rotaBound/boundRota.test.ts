import { beforeAll, describe, expect, it } from 'vitest';
import type { Rota } from '../../../server/core/nouns.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import { boundRota } from '../../../server/core/rotaBound/boundRota.ts';
import type { OpenProgram } from '../../../server/core/rotaBound/growingProgram.ts';
import { loadGrowingHighs } from '../../../server/planning/growingHighs.ts';
import { boundSentences } from '../../../server/shared/rotaBound.ts';
import { rules, shifts, site, stop, townMatrix, van } from '../../support/tinyTown.ts';

let open: OpenProgram;
beforeAll(async () => {
  open = await loadGrowingHighs();
});

/** Ashby, Brook and Carn hall 10, 20 and 30 minutes from the van's base, on one road; one weekday, one week. */
const town = (fields: Partial<RotaInput> = {}): RotaInput => ({
  stops: ['site-ashby', 'site-brook', 'site-carn'].map((siteId) => stop({ siteId, sessionSeconds: 3600 })),
  sites: ['site-ashby', 'site-brook', 'site-carn'].map((id) => site({ id })),
  vans: [van({ shifts: shifts([2]) })],
  matrix: townMatrix(),
  rules: rules({ cycleWeeks: 1 }),
  seed: 1,
  iterations: 200,
  ...fields,
});

const bounded = (input: RotaInput, rota: Rota = buildRota(input)) => boundRota(input, rota, { open });

describe('the bound of a rota', () => {
  it('is the driving itself where one tour does it all', () => {
    // Out to Carn and back on one day: 2 × 30 minutes.
    expect(bounded(town())).toEqual({
      kind: 'gap',
      isEveryVisitMade: true,
      needServed: 150,
      needAsked: 150,
      needBound: 150,
      drivingSeconds: 3600,
      drivingBoundSeconds: 3600,
      gap: 0,
    });
  });

  it('counts on the limit of calls a day', () => {
    // Alone, each on a day of its own: 20 + 40 + 60 minutes.
    const input = town({
      vans: [van({ shifts: shifts([1, 2, 3]) })],
      rules: rules({ cycleWeeks: 1, maxCallsPerDay: 1 }),
    });
    expect(bounded(input)).toMatchObject({ drivingBoundSeconds: 7200, gap: 0 });
  });

  it('counts on opening hours that keep two sites apart', () => {
    // Ashby and Brook are both open from 10 to 12 only, so they need two days: 20 and 40 minutes; Carn goes with Brook: 60.
    const morning = { from: 10 * 3600, to: 12 * 3600 };
    const opening = { 1: [morning], 2: [morning] };
    const input = town({
      sites: [
        site({ id: 'site-ashby', opening }),
        site({ id: 'site-brook', opening }),
        site({ id: 'site-carn' }),
      ],
      vans: [van({ shifts: shifts([1, 2]) })],
    });
    expect(bounded(input)).toMatchObject({ drivingSeconds: 4800, drivingBoundSeconds: 4800 });
  });

  it('counts on the break of a long day', () => {
    // 9am to 3.30pm hold three hours of sessions, 105 minutes of set-up and pack-down and 60 of driving: 345 minutes of 390. Each
    // quarter of an hour more a session leaves less: three of 75 minutes are 390, which fit only without the break.
    const day = (breakSeconds: number) =>
      town({
        stops: ['site-ashby', 'site-brook', 'site-carn'].map((siteId) =>
          stop({ siteId, sessionSeconds: 4500 }),
        ),
        vans: [van({ shifts: shifts([2, 3], '09:00', '15:30') })],
        rules: rules({ cycleWeeks: 1, breakSeconds, breakAfterSeconds: 5 * 3600 }),
      });
    expect(bounded(day(0))).toMatchObject({ drivingBoundSeconds: 3600 });
    // Ashby alone on one day, the others on the other: 20 + 60 minutes.
    expect(bounded(day(1800))).toMatchObject({ drivingSeconds: 4800, drivingBoundSeconds: 4800 });
  });

  it('says what need no rota can serve', () => {
    // One van-day with one call: 70 of 150 at the most.
    const input = town({
      stops: [
        stop({ siteId: 'site-ashby', need: 30 }),
        stop({ siteId: 'site-brook', need: 70 }),
        stop({ siteId: 'site-carn', need: 50 }),
      ],
      rules: rules({ cycleWeeks: 1, maxCallsPerDay: 1 }),
    });
    const bound = bounded(input);
    expect(bound).toMatchObject({ isEveryVisitMade: false, needServed: 70, needAsked: 150, gap: 0 });
    expect(bound.kind === 'gap' && bound.needBound).toBeCloseTo(70, 3);
    expect(boundSentences(bound)).toEqual([
      '46.6 % of the need is served, and no rota under these rules can serve more.',
      'This rota has the least driving possible for these visits.',
    ]);
  });

  it('measures a rota that drives more than it must', () => {
    const input = town({ vans: [van({ shifts: shifts([1, 2, 3]) })] });
    const apart = buildRota({ ...input, rules: rules({ cycleWeeks: 1, maxCallsPerDay: 1 }) });
    // 120 minutes where 60 do.
    const bound = boundRota(input, apart, { open });
    expect(bound).toMatchObject({ drivingSeconds: 7200, drivingBoundSeconds: 3600, gap: 1 });
    expect(boundSentences(bound)).toEqual([
      'Every visit asked for is made, which cannot be bettered.',
      'This rota is within 100.0 % of the least driving possible for these visits.',
    ]);
  });

  it('has nothing to better where nothing is asked', () => {
    const bound = bounded(town({ stops: [] }));
    expect(bound).toMatchObject({ kind: 'gap', drivingSeconds: 0, drivingBoundSeconds: 0, gap: 0 });
    expect(bounded(town({ vans: [] }))).toMatchObject({ kind: 'gap', needServed: 0, needBound: 0 });
  });
});

describe('no proven gap', () => {
  it('is said of more than 60 stops, and more than 5 calls in a day', () => {
    const ids = Array.from({ length: 61 }, (_, k) => `site-${k}`);
    const many = town({
      stops: ids.map((siteId) => stop({ siteId })),
      sites: ids.map((id) => site({ id })),
    });
    const nothing: Rota = { cycleWeeks: 1, vanDays: [], unserved: [], seed: 1, iterations: 0 };
    const bound = bounded(many, nothing);
    expect(bound).toEqual({ kind: 'none', reason: 'more than 60 stops' });
    expect(boundSentences(bound)).toEqual(['No proven gap: more than 60 stops.']);

    const near = ids.slice(0, 6);
    const short = {
      ...many,
      stops: near.map((siteId) => stop({ siteId, sessionSeconds: 900 })),
      matrix: {
        ...townMatrix([...near.map(() => 'site-ashby'), 'base:van-1']),
        from: [...near, 'base:van-1'],
        to: [...near, 'base:van-1'],
      },
      rules: rules({ cycleWeeks: 1, maxCallsPerDay: 6 }),
    };
    expect(bounded(short)).toEqual({ kind: 'none', reason: 'more than 5 calls fit in a day' });
  });

  it('is said of a rota that breaks the rules', () => {
    const rota = buildRota(town());
    const reason = 'the rota does not keep the rules it would be held against';
    expect(bounded(town({ vans: [van({ id: 'van-2', shifts: shifts([2]) })] }), rota)).toEqual({
      kind: 'none',
      reason,
    });
    // All three on one day, which two calls a day forbid: less driving than any rota needs.
    const two = town({
      vans: [van({ shifts: shifts([2, 3]) })],
      rules: rules({ cycleWeeks: 1, maxCallsPerDay: 2 }),
    });
    expect(bounded(two, rota)).toEqual({ kind: 'none', reason });
  });

  it('is said after an end at once; an early end gives a smaller bound that holds', () => {
    const input = town({
      vans: [van({ shifts: shifts([1, 2, 3]) })],
      rules: rules({ cycleWeeks: 1, maxCallsPerDay: 2 }),
    });
    const rota = buildRota(input);
    expect(boundRota(input, rota, { open, shouldStop: () => true })).toEqual({
      kind: 'none',
      reason: 'the work on it was ended before anything was found',
    });
    const early = boundRota(input, rota, { open, effort: { rounds: 1, work: 1 } });
    const full = boundRota(input, rota, { open });
    // Ashby with one of the others, the third alone: 60 + 20 minutes at the least.
    expect(full).toMatchObject({ drivingSeconds: 4800 });
    if (early.kind === 'gap' && full.kind === 'gap') {
      expect(early.drivingBoundSeconds).toBeLessThanOrEqual(full.drivingBoundSeconds);
    }
  });
});
