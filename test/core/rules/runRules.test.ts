import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderEffect, swappedRules } from '../../../server/core/rules/orderEffects.ts';
import { READY_MADE } from '../../../server/core/rules/readyMade.ts';
import type { ReviewedStop } from '../../../server/core/rules/reviewInput.ts';
import { runRules } from '../../../server/core/rules/runRules.ts';
import {
  type CouncilRule,
  checkedRuleSet,
  type RuleFields,
  type RuleKind,
} from '../../../server/shared/councilRules.ts';
import { people, review, reviewed } from './coastRoad.ts';

const MILE = 1609.344;

const rule = <Kind extends RuleKind>(kind: Kind, fields: RuleFields[Kind], id: string = kind): CouncilRule =>
  ({ id, kind, isOn: true, ...fields }) as unknown as CouncilRule;

const counted = (perVisit: number): ReviewedStop['users'] => ({ perVisit, basis: 'counted', range: null });
const fewerThan3 = rule('few-users', { users: 3, isCountedOnly: false, reduceToWeeks: null });
const nearStops = rule('near-stops', { metres: 2 * MILE, seconds: null, distance: 'road' });

/** siteId → outcome, with the stop it was merged into. */
const outcomes = (result: ReturnType<typeof runRules>) =>
  Object.fromEntries(
    result.stops.map(({ siteId, outcome, intoSiteId }) => [
      siteId,
      intoSiteId ? `${outcome} into ${intoSiteId}` : outcome,
    ]),
  );

describe('Cornwall’s rules of 2014', () => {
  /** Worked by hand. The hub is at 0; three miles are 4,828.032 m, two are 3,218.688 m. */
  const coast = [
    reviewed({ name: 'Harbour', at: 4828.032, users: counted(10) }),
    reviewed({ name: 'Chapel', at: 5000, users: counted(8) }),
    reviewed({ name: 'School', at: 6900, users: counted(3) }),
    reviewed({ name: 'Inn', at: 8000, users: counted(2.83) }),
    reviewed({ name: 'Mill', at: 9000, users: counted(8), visitsPerCycle: 2 }),
    reviewed({ name: 'Cross', at: 12_218.688, users: counted(8) }),
    reviewed({ name: 'Moor', at: 16_000 }),
  ];
  const [cornwall] = READY_MADE;
  const run = (rules = cornwall.rules) => runRules(review({ rules, stops: coast }));

  it('leave three of seven stops on a coast road, and say why the others go', () => {
    expect(outcomes(run())).toEqual({
      Harbour: 'dropped',
      Chapel: 'kept',
      School: 'merged into Chapel',
      Inn: 'dropped',
      Mill: 'reduced',
      Cross: 'merged into Mill',
      Moor: 'kept',
    });
  });

  it('give each rule its own stops, with the figure', () => {
    const [users, branch, stops, monthly] = run().effects;
    expect(users).toMatchObject({ ruleId: 'users', stopsBefore: 7, stopsAfter: 6 });
    expect(users.changes.map(({ siteId, reason }) => [siteId, reason])).toEqual([
      ['Inn', '2.83 users a visit, counted; fewer than 3.'],
    ]);
    expect(branch.changes.map(({ siteId, reason }) => [siteId, reason])).toEqual([
      ['Harbour', '3 miles and 4.8 minutes’ drive from Hub; the limit is 3 miles by road.'],
    ]);
    expect(stops.changes.map(({ siteId, reason }) => [siteId, reason])).toEqual([
      [
        'Cross',
        '2 miles and 3.2 minutes’ drive from Mill; the limit is 2 miles by road. Mill has 8 users a visit, counted, and this stop 8 users a visit, counted (a tie in users; it is visited more often).',
      ],
      [
        'School',
        '1.2 miles and 1.9 minutes’ drive from Chapel; the limit is 2 miles by road. Chapel has 8 users a visit, counted, and this stop 3 users a visit, counted.',
      ],
    ]);
    expect(monthly.changes).toMatchObject([
      { siteId: 'Mill', change: 'reduced', visitsBefore: 2, visitsAfter: 1 },
    ]);
  });

  it('tell papers the reasons without a figure of people', () => {
    const told = run().effects.flatMap(({ changes }) => changes.map(({ paperReason }) => paperReason));
    expect(told).toEqual([
      'Fewer than 3 users a visit, counted.',
      '3 miles and 4.8 minutes’ drive from Hub; the limit is 3 miles by road.',
      '2 miles and 3.2 minutes’ drive from Mill; the limit is 2 miles by road. Mill has as many users a visit (a tie in users; it is visited more often).',
      '1.2 miles and 1.9 minutes’ drive from Chapel; the limit is 2 miles by road. Chapel has more users a visit.',
      'Visited more often than the rule allows; from 2 to 1 visit in 4 weeks.',
    ]);
  });

  it('say what another order would change: near stops first, and the harbour takes the chapel with it', () => {
    const stated = run();
    const found = swappedRules(cornwall.rules).map(({ rules, ...pair }) =>
      orderEffect(stated, run([...rules]), pair),
    );
    expect(found).toEqual([
      null,
      {
        earlierRuleId: 'branch',
        laterRuleId: 'stops',
        wouldStay: [],
        wouldGo: ['Chapel'],
        visitsOtherwise: [],
      },
      null,
    ]);
  });

  it('are a set that can be run as it is', () => {
    for (const set of READY_MADE) expect(checkedRuleSet(set)).toEqual(set);
  });
});

describe('a rule', () => {
  it('that is switched off does nothing and is not listed', () => {
    const off = { ...fewerThan3, isOn: false } as CouncilRule;
    const result = runRules(
      review({ rules: [off], stops: [reviewed({ name: 'Inn', at: 9000, users: counted(1) })] }),
    );
    expect(result).toEqual({
      effects: [],
      stops: [
        { siteId: 'Inn', outcome: 'kept', intoSiteId: null, visitsBefore: 1, visitsAfter: 1, ruleId: null },
      ],
    });
  });

  it('on users takes expected contacts where nobody counted, and says so; or leaves the stop alone', () => {
    const stops = [
      reviewed({
        name: 'Inn',
        at: 9000,
        users: { perVisit: 2, basis: 'expected', range: 'about 1 to 4 contacts a visit' },
      }),
      reviewed({ name: 'Mill', at: 19_000, users: null }),
    ];
    const [taken] = runRules(review({ rules: [fewerThan3], stops })).effects;
    expect(taken.changes).toMatchObject([
      { siteId: 'Inn', reason: '2 users a visit, expected (about 1 to 4 contacts a visit); fewer than 3.' },
    ]);
    expect(taken.notJudged).toMatchObject([{ siteId: 'Mill', reason: 'Nobody has counted its users.' }]);
    const strict = rule('few-users', { users: 3, isCountedOnly: true, reduceToWeeks: null });
    const [left] = runRules(review({ rules: [strict], stops })).effects;
    expect(left.changes).toEqual([]);
    expect(left.notJudged.map(({ siteId }) => siteId)).toEqual(['Inn', 'Mill']);
  });

  it('that reduces leaves a stop with fewer visits in place of dropping it, and spares one with no more already', () => {
    const every2Weeks = rule('few-users', { users: 3, isCountedOnly: false, reduceToWeeks: 2 });
    const stops = [
      reviewed({ name: 'Weekly', at: 9000, users: counted(1), visitsPerCycle: 4 }),
      reviewed({ name: 'Fortnightly', at: 19_000, users: counted(1), visitsPerCycle: 2 }),
    ];
    const result = runRules(review({ rules: [every2Weeks], stops }));
    expect(outcomes(result)).toEqual({ Weekly: 'reduced', Fortnightly: 'kept' });
    expect(result.stops[0]).toMatchObject({ visitsBefore: 4, visitsAfter: 2 });
    expect(result.effects[0].spared).toMatchObject([
      {
        siteId: 'Fortnightly',
        reason: '1 user a visit, counted; fewer than 3; but it has only 2 visits in 4 weeks already.',
      },
    ]);
  });

  it('on hubs is met by miles or by minutes, limits included, and names the nearest hub', () => {
    const nearHub = rule('near-hub', { metres: 1000, seconds: 300, distance: 'road', reduceToWeeks: null });
    const stops = [
      reviewed({ name: 'Five minutes', at: 5000 }),
      reviewed({ name: 'Just more', at: 5001 }),
      reviewed({ name: 'Between', at: 17_000 }),
    ];
    const result = runRules(
      review({ rules: [nearHub], stops, hubs: { West: 0, East: 20_000, Far: 21_000 } }),
    );
    expect(outcomes(result)).toEqual({ 'Five minutes': 'dropped', 'Just more': 'kept', Between: 'dropped' });
    expect(result.effects[0].changes.find(({ siteId }) => siteId === 'Between')?.reason).toContain(
      'from East',
    );
  });

  it('measures in a straight line when it says so, and needs no road for that', () => {
    const straight = rule('near-hub', {
      metres: 2000,
      seconds: null,
      distance: 'straight',
      reduceToWeeks: null,
    });
    const input = review({ rules: [straight], stops: [reviewed({ name: 'Island', at: 1500 })] });
    const seconds = Float64Array.of(Number.POSITIVE_INFINITY);
    const result = runRules({ ...input, stopsToHubs: { ...input.stopsToHubs, seconds, metres: seconds } });
    expect(result.effects[0].changes).toMatchObject([
      {
        siteId: 'Island',
        reason:
          '0.9 miles in a straight line and no road from Hub; the limit is 1.24 miles in a straight line.',
      },
    ]);
  });

  it('on children newly reached looks again after each stop that goes: of two stops for one village one stays', () => {
    const onlyHere = rule('few-reached', { children: 10, counting: 'only-here', reduceToWeeks: null });
    const stops = [
      reviewed({ name: 'Hall', at: 40_000, users: counted(4) }),
      reviewed({ name: 'Pub', at: 41_000, users: counted(6) }),
      reviewed({ name: 'Town', at: 5000 }),
    ];
    const village = people({ id: 'village', at: 40_500 });
    const town = people({ id: 'town', at: 5000 });
    const result = runRules(review({ rules: [onlyHere], stops, people: [village, town] }));
    expect(outcomes(result)).toEqual({ Hall: 'dropped', Pub: 'kept', Town: 'dropped' });
    const alone = rule('few-reached', { children: 10, counting: 'alone', reduceToWeeks: null });
    expect(outcomes(runRules(review({ rules: [alone], stops, people: [village, town] })))).toEqual({
      Hall: 'kept',
      Pub: 'kept',
      Town: 'dropped',
    });
  });

  it('on the number of stops keeps the busiest, in all or on each van-day', () => {
    const stops = [
      reviewed({ name: 'A', at: 10_000, users: counted(4), vanDays: ['Monday'] }),
      reviewed({ name: 'B', at: 20_000, users: counted(2), vanDays: ['Monday'] }),
      reviewed({ name: 'C', at: 30_000, users: counted(3), vanDays: ['Monday'] }),
      reviewed({ name: 'D', at: 40_000, users: counted(1), vanDays: ['Tuesday'] }),
    ];
    const inAll = rule('most-stops', { most: 2, per: 'service' });
    expect(outcomes(runRules(review({ rules: [inAll], stops })))).toEqual({
      A: 'kept',
      B: 'dropped',
      C: 'kept',
      D: 'dropped',
    });
    const aDay = rule('most-stops', { most: 2, per: 'van-day' });
    expect(outcomes(runRules(review({ rules: [aDay], stops })))).toEqual({
      A: 'kept',
      B: 'dropped',
      C: 'kept',
      D: 'kept',
    });
  });
});

describe('a protecting rule', () => {
  const inDecile = (deprivation: string) => ({
    community: null,
    district: null,
    deprivation,
    'rural-urban': null,
  });
  const keepDeciles = rule('keep-each', { group: 'deprivation' });
  const stops = [
    reviewed({ name: 'Inn', at: 10_000, users: counted(1), groups: inDecile('1') }),
    reviewed({ name: 'Mill', at: 20_000, users: counted(2), groups: inDecile('1') }),
    reviewed({ name: 'Moor', at: 30_000, users: counted(9), groups: inDecile('2') }),
  ];

  it('keeps the busiest stop of each group from the rules after it', () => {
    const result = runRules(review({ rules: [keepDeciles, fewerThan3], stops }));
    expect(outcomes(result)).toEqual({ Inn: 'dropped', Mill: 'kept', Moor: 'kept' });
    expect(result.effects[1].spared).toMatchObject([
      {
        siteId: 'Mill',
        reason:
          '2 users a visit, counted; fewer than 3; but it is the last stop in its deprivation tenth (1).',
      },
    ]);
  });

  it('that comes too late says so and protects what is left', () => {
    const result = runRules(review({ rules: [fewerThan3, keepDeciles], stops }));
    expect(outcomes(result)).toEqual({ Inn: 'dropped', Mill: 'dropped', Moor: 'kept' });
    expect(result.effects[1].remarks).toEqual([
      'Earlier rules have already left 1 of 2 without a stop (deprivation tenth: 1). To protect them, move this rule up.',
    ]);
  });

  it('keeps named stops, and a quieter one may then stay beside a busier', () => {
    const keepInn = rule('keep-named', { siteIds: ['Inn', 'Nowhere'] });
    const near = [stops[0], { ...stops[1], ...reviewed({ name: 'Mill', at: 10_500 }) }];
    const result = runRules(review({ rules: [keepInn, nearStops], stops: near }));
    expect(outcomes(result)).toEqual({ Inn: 'kept', Mill: 'kept' });
    expect(result.effects[0].remarks).toEqual(['1 named stop is no stop of this service.']);
  });
});

describe('merging', () => {
  const manyStops = fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 25 })
    .chain((places) =>
      fc.tuple(
        fc.constant(places),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 25, maxLength: 25 }),
      ),
    )
    .map(([places, users]) =>
      places.map((place, i) => reviewed({ name: `Stop ${i}`, at: place * 500, users: counted(users[i]) })),
    );

  it('leaves no two stops near each other, and every stop that goes near a busier one that stays', () => {
    fc.assert(
      fc.property(manyStops, (stops) => {
        const result = runRules(review({ rules: [nearStops], stops }));
        const byId = new Map(stops.map((stop) => [stop.siteId, stop]));
        const apart = (a: string, b: string) => Math.abs((byId.get(a)?.at ?? 0) - (byId.get(b)?.at ?? 0));
        const usersOf = (id: string) => byId.get(id)?.users?.perVisit ?? 0;
        const left = result.stops.filter(({ outcome }) => outcome === 'kept').map(({ siteId }) => siteId);
        for (const a of left) for (const b of left) expect(a === b || apart(a, b) > 2 * MILE).toBe(true);
        for (const { siteId, outcome, intoSiteId } of result.stops) {
          if (outcome !== 'merged' || intoSiteId === null) continue;
          expect(left).toContain(intoSiteId);
          expect(apart(siteId, intoSiteId)).toBeLessThanOrEqual(2 * MILE);
          expect(usersOf(intoSiteId)).toBeGreaterThanOrEqual(usersOf(siteId));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same answer whatever order the stops come in', () => {
    fc.assert(
      fc.property(manyStops, (stops) => {
        const forwards = outcomes(runRules(review({ rules: [nearStops, fewerThan3], stops })));
        const backwards = outcomes(
          runRules(review({ rules: [nearStops, fewerThan3], stops: [...stops].reverse() })),
        );
        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 50 },
    );
  });
});
