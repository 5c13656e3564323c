import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Area } from '../../../server/core/nouns.ts';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import { type ChoiceFields, chooseStops } from '../../../server/core/stops/chooseStops.ts';
import { coverShare } from '../../../server/core/stops/coverShare.ts';
import type { SolveMip } from '../../../server/core/stops/mip.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { loadHighs } from '../../../server/planning/highs.ts';
import { area, tinyTown, townMatrix } from '../../support/tinyTown.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const SITES = ['site-ashby', 'site-brook', 'site-carn', 'site-dean', 'site-eel'];

/** Tiny town: 50 children each at Cotley, Dunmere and Eel Island are beyond reach of a hub. */
function town(changes: Partial<ChoiceFields> = {}): ChoiceFields {
  const areaIds = tinyTown.areas.map(({ id }) => id);
  return {
    areas: tinyTown.areas,
    siteIds: SITES,
    areasToHubs: townMatrix(areaIds, ['hub-west', 'hub-east']),
    areasToSites: townMatrix(areaIds, SITES),
    maxStops: 2,
    forceIn: [],
    forceOut: [],
    parameters: DEFAULT_PARAMETERS,
    solveMip,
    ...changes,
  };
}

const sitesOf = (choice: { chosen: readonly { siteId: string }[] }) =>
  choice.chosen.map(({ siteId }) => siteId);

describe('coverShare', () => {
  const share = (seconds: number) => coverShare(seconds, DEFAULT_PARAMETERS);

  it('is 1 up to 10 minutes, ½ at exactly 20 and 0 one second later', () => {
    expect([0, 600, 1200, 1201, Infinity].map(share)).toEqual([1, 1, 0.5, 0, 0]);
  });

  it('counts whole minutes, rounded up, in between', () => {
    expect([601, 660, 661, 900].map(share)).toEqual([0.95, 0.95, 0.9, 0.75]);
  });

  it('is above 0 exactly within reach and never rises, second by second, for any plateau', () => {
    for (const fullCoverSeconds of [0, 599, 600, 1200, 3000]) {
      const parameters = parametersWith({ fullCoverSeconds, withinReachSeconds: 1230 });
      for (let seconds = 0; seconds <= 1300; seconds++) {
        const value = coverShare(seconds, parameters);
        expect(value > 0).toBe(seconds <= 1230);
        expect(value).toBeLessThanOrEqual(coverShare(Math.max(0, seconds - 1), parameters));
      }
      expect(coverShare(1230, parameters)).toBe(fullCoverSeconds < 1230 ? 0.5 : 1);
    }
  });
});

describe('chooseStops', () => {
  it('takes the one site that serves both far villages in full, and no second that adds nothing', () => {
    expect(chooseStops(town())).toEqual({
      model: 'cover',
      unit: 'children',
      notes: [],
      chosen: [
        {
          siteId: 'site-carn',
          isForced: false,
          need: 100,
          children: 100,
          areaIds: ['area-cotley', 'area-dunmere'],
        },
      ],
      objective: 100,
      bound: 100,
      isProven: true,
      gap: 0,
      greedyObjective: 100,
      newlyReachedChildren: 100,
      childrenBeyondHubs: 150,
      nextBest: null,
    });
  });

  it('splits the villages between two sites when the best one is forced out', () => {
    const choice = chooseStops(town({ forceOut: ['site-carn'] }));
    expect(choice.chosen.map(({ siteId, need, areaIds }) => [siteId, need, areaIds])).toEqual([
      ['site-brook', 50, ['area-cotley']],
      ['site-dean', 50, ['area-dunmere']],
    ]);
  });

  it('decides between equal sites by identifier, or by preference where there is one', () => {
    const one = { forceOut: ['site-carn'], maxStops: 1 };
    expect(sitesOf(chooseStops(town(one)))).toEqual(['site-brook']);
    const preference = new Map([['site-dean', 60]]);
    const preferred = chooseStops(town({ ...one, preference }));
    expect([sitesOf(preferred), preferred.objective]).toEqual([['site-dean'], 87.5]);
  });

  it('counts forced sites among the stops and keeps one that adds nothing', () => {
    const one = chooseStops(town({ maxStops: 1, forceIn: ['site-ashby'] }));
    expect(one).toMatchObject({ objective: 37.5, newlyReachedChildren: 50, isProven: true });
    expect(one.nextBest).toEqual({ siteId: 'site-carn', need: 62.5 });
    const two = chooseStops(town({ maxStops: 2, forceIn: ['site-ashby'] }));
    expect(two.chosen.map(({ siteId, isForced, need }) => [siteId, isForced, need])).toEqual([
      ['site-carn', false, 100],
      ['site-ashby', true, 0],
    ]);
  });

  it('leaves alone what hubs already reach: a longer limit leaves only the island', () => {
    const parameters = parametersWith({ withinReachSeconds: 1500 });
    expect(chooseStops(town({ parameters }))).toMatchObject({
      chosen: [],
      objective: 0,
      childrenBeyondHubs: 50,
    });
  });

  it('reaches an area at exactly the limit and not one second beyond', () => {
    const at = (seconds: number) =>
      chooseStops({
        ...town({ siteIds: ['s'], maxStops: 1 }),
        areas: [area({ id: 'a' })],
        areasToHubs: travelMatrix({ from: ['a'], to: [], seconds: [[]], source: tinyTown.matrix.source }),
        areasToSites: travelMatrix({
          from: ['a'],
          to: ['s'],
          seconds: [[seconds]],
          source: tinyTown.matrix.source,
        }),
      });
    expect(at(1200)).toMatchObject({ objective: 25, newlyReachedChildren: 50 });
    expect(at(1201)).toMatchObject({ objective: 0, chosen: [] });
  });

  it.each([
    ['no stops are allowed', { maxStops: 0 }],
    ['there are no candidates', { siteIds: [] }],
    ['every candidate is forced out', { forceOut: SITES }],
  ])('chooses nothing when %s', (_, changes) => {
    expect(chooseStops(town(changes))).toMatchObject({
      chosen: [],
      objective: 0,
      bound: 0,
      gap: 0,
      isProven: true,
    });
  });

  it('chooses nothing in a region without areas', () => {
    expect(chooseStops(town({ areas: [] }))).toMatchObject({ chosen: [], childrenBeyondHubs: 0 });
  });

  it.each([
    ['UNKNOWN_SITE', { forceIn: ['site-carn', 'site-nowhere'] }, /"site-nowhere"/],
    ['UNKNOWN_SITE', { forceOut: ['site-nowhere'] }, /"site-nowhere"/],
    ['FORCED_BOTH', { forceIn: ['site-carn'], forceOut: ['site-carn'] }, /both in and out/],
    ['TOO_MANY_FORCED', { forceIn: ['site-carn', 'site-dean', 'site-brook'] }, /3 sites.*at most 2/],
    ['CHOICE_MAX_STOPS', { maxStops: 1.5 }, /1.5/],
    ['CHOICE_MAX_STOPS', { maxStops: -1 }, /-1/],
  ])('refuses contradictory wishes with %s', (code, changes, message) => {
    expect(() => chooseStops(town(changes))).toThrowError(
      expect.objectContaining({ code, category: 'input' }),
    );
    expect(() => chooseStops(town(changes))).toThrowError(message);
  });

  it('counts a site forced in twice once', () => {
    expect(sitesOf(chooseStops(town({ maxStops: 1, forceIn: ['site-dean', 'site-dean'] })))).toEqual([
      'site-dean',
    ]);
  });

  it('says how far from proven a choice is when its time is over', () => {
    const limits = { maxSeconds: 0, clock: () => 0 };
    const choice = chooseStops(town({ limits, maxStops: 1, forceOut: ['site-carn'] }));
    expect(choice).toMatchObject({ isProven: false, objective: 87.5, bound: 100, gap: 0.125 });
  });

  it('needs no solver to know that nothing more can be reached', () => {
    const gaveUp: SolveMip = () => ({
      status: 'limit',
      values: null,
      objective: Number.NEGATIVE_INFINITY,
      bound: Number.POSITIVE_INFINITY,
      nodes: 0,
    });
    expect(chooseStops(town({ solveMip: gaveUp }))).toMatchObject({
      objective: 100,
      bound: 100,
      isProven: true,
      gap: 0,
    });
  });

  it('tells how it is getting on', () => {
    const stages: [string, number][] = [];
    chooseStops(town({ onProgress: ({ stage, objective }) => stages.push([stage, objective]) }));
    expect(stages).toEqual([
      ['prepared', 0],
      ['constructed', 100],
      ['proven', 100],
    ]);
  });
});

interface Instance {
  readonly children: readonly number[];
  readonly seconds: readonly (readonly number[])[];
  readonly maxStops: number;
}

/** Up to 8 areas and 7 sites with drives of up to 30 minutes, and no hub. */
const instances = fc
  .record({ areas: fc.integer({ min: 1, max: 8 }), sites: fc.integer({ min: 1, max: 7 }) })
  .chain(({ areas, sites }) =>
    fc.record({
      children: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: areas, maxLength: areas }),
      seconds: fc.array(fc.array(fc.integer({ min: 0, max: 1800 }), { minLength: sites, maxLength: sites }), {
        minLength: areas,
        maxLength: areas,
      }),
      maxStops: fc.integer({ min: 0, max: 4 }),
    }),
  );

function fieldsOf(instance: Instance): ChoiceFields {
  const areas: Area[] = instance.children.map((count, i) =>
    area({ id: `a${i}`, childrenUnder1: count, childrenAged1: 0, childrenAged2to4: 0 }),
  );
  const from = areas.map(({ id }) => id);
  const siteIds = instance.seconds[0].map((_, j) => `s${j}`);
  const { source } = tinyTown.matrix;
  return {
    ...town({ siteIds, maxStops: instance.maxStops }),
    areas,
    areasToHubs: travelMatrix({ from, to: [], seconds: from.map(() => []), source }),
    areasToSites: travelMatrix({ from, to: siteIds, seconds: instance.seconds, source }),
  };
}

/** Every subset of at most maxStops sites, weighed one by one. */
function bruteForce({ children, seconds, maxStops }: Instance): { objective: number; stops: number } {
  const sites = seconds[0].map((_, j) => j);
  let best = { objective: 0, stops: 0 };
  for (let subset = 0; subset < 2 ** sites.length; subset++) {
    const open = sites.filter((j) => subset & (2 ** j));
    if (open.length > maxStops) continue;
    const objective = children.reduce(
      (sum, count, i) =>
        sum + count * Math.max(0, ...open.map((j) => coverShare(seconds[i][j], DEFAULT_PARAMETERS))),
      0,
    );
    const isBetter = objective > best.objective + 1e-9;
    const isSmaller = objective > best.objective - 1e-9 && open.length < best.stops;
    if (isBetter || isSmaller) best = { objective, stops: open.length };
  }
  return best;
}

describe('the proven choice', () => {
  it('is as good as the best of all subsets, with no more stops than that needs', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const choice = chooseStops(fieldsOf(instance));
        const best = bruteForce(instance);
        expect(choice.isProven).toBe(true);
        expect(choice.objective).toBeCloseTo(best.objective, 6);
        expect(choice.chosen.length).toBe(best.stops);
        expect(choice.bound).toBeGreaterThanOrEqual(choice.objective);
        expect(choice.greedyObjective).toBeLessThanOrEqual(choice.objective + 1e-9);
      }),
      { seed: 20_261_124, numRuns: 80 },
    );
  });

  it('is the same whatever the order of areas, candidates and matrix rows', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const fields = fieldsOf(instance);
        const turned = {
          ...fields,
          areas: [...fields.areas].reverse(),
          siteIds: [...fields.siteIds].reverse(),
        };
        expect(chooseStops(turned)).toEqual(chooseStops(fields));
      }),
      { seed: 20_261_124, numRuns: 25 },
    );
  });

  it('never reaches less with one more stop allowed, and its needs add up to its objective', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const fields = fieldsOf(instance);
        const choice = chooseStops(fields);
        const more = chooseStops({ ...fields, maxStops: fields.maxStops + 1 });
        expect(more.objective).toBeGreaterThanOrEqual(choice.objective - 1e-9);
        expect(choice.chosen.reduce((sum, stop) => sum + stop.need, 0)).toBeCloseTo(choice.objective, 9);
      }),
      { seed: 20_261_124, numRuns: 25 },
    );
  });
});
