import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import type { ChoiceFields } from '../../../server/core/stops/chooseStops.ts';
import { chooseStops } from '../../../server/core/stops/chooseStops.ts';
import { type CurvePoint, coverageCurve } from '../../../server/core/stops/coverageCurve.ts';
import { kneeOf } from '../../../server/core/stops/kneeOf.ts';
import type { SolveMip } from '../../../server/core/stops/mip.ts';
import { whyNotChosen } from '../../../server/core/stops/whyNotChosen.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { loadHighs } from '../../../server/planning/highs.ts';
import { area } from '../../support/tinyTown.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const SOURCE = { engine: 'test', dataVersion: '1', isEstimate: false };

type County = Omit<ChoiceFields, 'onProgress'>;

/** Areas without a hub; 1 in `reaches` where a site is next door, else no road. */
function county(
  children: readonly number[],
  reaches: readonly (readonly number[])[],
  changes: Partial<County> = {},
): County {
  const areas = children.map((count, i) =>
    area({ id: `area-${i}`, childrenUnder1: 0, childrenAged1: 0, childrenAged2to4: count }),
  );
  const from = areas.map(({ id }) => id);
  const siteIds = reaches[0].map((_, j) => `site-${j}`);
  const seconds = reaches.map((row) => row.map((near) => (near === 1 ? 60 : null)));
  return {
    areas,
    siteIds,
    areasToHubs: travelMatrix({ from, to: [], seconds: from.map(() => []), source: SOURCE }),
    areasToSites: travelMatrix({ from, to: siteIds, seconds, source: SOURCE }),
    maxStops: 3,
    forceIn: [],
    forceOut: [],
    parameters: DEFAULT_PARAMETERS,
    solveMip,
    ...changes,
  };
}

/** Site 0 is the best single one (11 + 10 of each side), but sites 1 and 2 together reach everybody: 32 + 30. */
const CHILDREN = [22, 10, 20, 10];
const TRAP = [
  [1, 1, 0],
  [0, 1, 0],
  [1, 0, 1],
  [0, 0, 1],
];

describe('the coverage curve', () => {
  it('gives the best of each number of stops, and beside it what adding one by one reaches', () => {
    const seen: CurvePoint[] = [];
    const curve = coverageCurve({ ...county(CHILDREN, TRAP), onPoint: (point) => seen.push(point) });
    expect(curve.points.map((point) => [point.stops, point.objective, point.greedyObjective])).toEqual([
      [1, 42, 42],
      [2, 62, 52],
      [3, 62, 62],
    ]);
    expect(curve.points.map((point) => [point.added, point.dropped, point.gained])).toEqual([
      [['site-0'], [], 42],
      [['site-1', 'site-2'], ['site-0'], 20],
      [[], [], 0],
    ]);
    expect(curve.points.map((point) => point.greedySiteId)).toEqual(['site-0', 'site-1', 'site-2']);
    expect(curve).toMatchObject({ childrenBeyondHubs: 62, kneeStops: 1 });
    expect(seen).toEqual(curve.points);
  });

  it('begins at the number of forced sites', () => {
    const curve = coverageCurve(county(CHILDREN, TRAP, { forceIn: ['site-1', 'site-2'] }));
    expect(curve.points.map((point) => [point.stops, point.objective])).toEqual([
      [2, 62],
      [3, 62],
    ]);
  });

  it('is at each number what the choice of that number reaches, for any county', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }).chain((areas) =>
          fc.tuple(
            fc.array(fc.integer({ min: 1, max: 9 }), { minLength: areas, maxLength: areas }),
            fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 5, maxLength: 5 }), {
              minLength: areas,
              maxLength: areas,
            }),
          ),
        ),
        ([children, reaches]) => {
          const { points } = coverageCurve(county(children, reaches));
          const choices = [1, 2, 3].map((maxStops) => chooseStops(county(children, reaches, { maxStops })));
          expect(points.map((point) => point.objective)).toEqual(choices.map((choice) => choice.objective));
          expect(points.every((point) => point.isProven && point.objective >= point.greedyObjective)).toBe(
            true,
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the knee', () => {
  const points = (...heights: number[]) => heights.map((y, k) => ({ x: k + 1, y }));

  it('is where the curve lies farthest above the straight line to its end', () => {
    // Above the line from (0, 0) to (5, 100): 40 − 20, 80 − 40, 90 − 60, 95 − 80.
    expect(kneeOf(points(40, 80, 90, 95, 100))).toBe(2);
  });

  it('looks at the hull, so that a dent is no knee', () => {
    expect(kneeOf(points(10, 70, 80, 90, 100))).toBe(2);
  });

  it('is nowhere on a straight line, on nothing, and without points', () => {
    expect([kneeOf(points(1, 2, 3)), kneeOf(points(0, 0)), kneeOf([])]).toEqual([null, null, null]);
  });
});

describe('why not us', () => {
  const ask = (askedSiteIds: string[], changes: object = {}) =>
    whyNotChosen({
      ...county(CHILDREN, TRAP, { maxStops: 1 }),
      askedSiteIds,
      chosenIds: ['site-0'],
      lookUpToStops: 3,
      ...changes,
    });

  it('says what choosing a site loses, what goes, with how many stops it comes in, and whom it competes with', () => {
    expect(ask(['site-2'])).toEqual({
      siteIds: ['site-2'],
      reason: 'outbid',
      needAlone: 30,
      needAsOneMore: 10,
      entersAtStops: 2,
      lookedUpToStops: 3,
      ifChosen: {
        siteId: 'site-2',
        objective: 30,
        objectiveLost: 12,
        isProven: true,
        siteIds: ['site-2'],
        dropped: ['site-0'],
        added: ['site-2'],
      },
      chosenUpToHours: null,
      competesWith: [{ siteId: 'site-0', sharedChildren: 20 }],
    });
  });

  it('takes the best of a village’s sites', () => {
    expect(ask(['site-1', 'site-2']).ifChosen).toMatchObject({ siteId: 'site-1', objectiveLost: 10 });
  });

  it('knows a chosen site, one ruled out by wish, and one that reaches nobody', () => {
    expect(ask(['site-0']).reason).toBe('chosen');
    expect(ask(['site-0'], { chosenIds: undefined }).reason).toBe('chosen');
    expect(ask(['site-1'], { forceOut: ['site-1'] }).reason).toBe('forced-out');
    const nobody = TRAP.map((row) => [...row, 0]);
    const far = whyNotChosen({
      ...county(CHILDREN, nobody),
      askedSiteIds: ['site-3'],
      chosenIds: ['site-0'],
      lookUpToStops: 3,
    });
    expect(far).toMatchObject({ reason: 'adds-nothing', entersAtStops: null, ifChosen: null });
  });

  it('says up to how many van-hours it would be chosen', () => {
    const hoursOf = new Map([
      ['site-0', 3],
      ['site-1', 4],
      ['site-2', 5],
    ]);
    const budget = { hours: 7, hoursOf };
    // With 7 hours sites 0 and 1 (3 + 4) reach 52; site 2 beside site 1 (4 hours) reaches 62, so it may take 3.
    const answer = ask(['site-2'], { maxStops: 2, budget, chosenIds: ['site-0', 'site-1'] });
    expect(answer.chosenUpToHours).toBe(4);
  });
});
