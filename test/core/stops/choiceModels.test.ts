import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import type { ChoiceModel, ChoiceRequest } from '../../../server/core/stops/choiceRequest.ts';
import { type ChoiceFields, chooseStops, type StopChoice } from '../../../server/core/stops/chooseStops.ts';
import { coverShare } from '../../../server/core/stops/coverShare.ts';
import type { SolveMip } from '../../../server/core/stops/mip.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { loadHighs } from '../../../server/planning/highs.ts';
import { area } from '../../support/tinyTown.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const SOURCE = { engine: 'test', dataVersion: '1', isEstimate: false };

/** A county in numbers: children by area, minutes to the hub and to each site (null: no road). */
interface County {
  readonly children: readonly number[];
  readonly hub: readonly (number | null)[];
  readonly sites: readonly (readonly (number | null)[])[];
}

const siteId = (j: number) => `site-${j}`;

function fieldsOf(county: County, request: Partial<ChoiceRequest>): ChoiceFields {
  const areas = county.children.map((count, i) =>
    area({ id: `area-${i}`, childrenUnder1: 0, childrenAged1: 0, childrenAged2to4: count }),
  );
  const from = areas.map(({ id }) => id);
  const seconds = (rows: readonly (readonly (number | null)[])[]) =>
    rows.map((row) => row.map((minutes) => (minutes === null ? null : minutes * 60)));
  const siteIds = county.sites[0].map((_, j) => siteId(j));
  return {
    areas,
    siteIds,
    areasToHubs: travelMatrix({
      from,
      to: ['hub'],
      seconds: seconds(county.hub.map((minutes) => [minutes])),
      source: SOURCE,
    }),
    areasToSites: travelMatrix({ from, to: siteIds, seconds: seconds(county.sites), source: SOURCE }),
    maxStops: 2,
    forceIn: [],
    forceOut: [],
    parameters: DEFAULT_PARAMETERS,
    solveMip,
    ...request,
  };
}

const choose = (county: County, request: Partial<ChoiceRequest>): StopChoice =>
  chooseStops(fieldsOf(county, request));

const idsOf = (choice: StopChoice) => choice.chosen.map((stop) => stop.siteId).sort();

/** Three villages in a row, 30 minutes apart, with a site each; the hub is an hour beyond the first. */
const row: County = {
  children: [10, 20, 30],
  hub: [60, 90, 120],
  sites: [
    [0, 30, 60],
    [30, 0, 30],
    [60, 30, 0],
  ],
};

describe('the shortest drive on average', () => {
  it('counts hubs, stops and children: with a stop at the end, 60 minutes × 10 and 30 × 20 over 70 children', () => {
    const choice = choose({ ...row, children: [10, 20, 40] }, { model: { kind: 'median' }, maxStops: 1 });
    expect(idsOf(choice)).toEqual(['site-2']);
    expect(choice.objective).toBeCloseTo((1200 * 60) / 70, 9);
    expect(choice).toMatchObject({ unit: 'seconds', isProven: true, gap: 0 });
  });

  it('leaves out, and names, families without a road to anything', () => {
    const county = { ...row, children: [10, 20, 7], hub: [60, 90, null], sites: [[0], [30], [null]] };
    const choice = choose(county, { model: { kind: 'median' } });
    expect(choice.objective).toBeCloseTo(20 * 60, 9);
    expect(choice.notes).toEqual([{ kind: 'out-of-everyones-reach', areaIds: ['area-2'], children: 7 }]);
  });
});

describe('the shortest greatest drive', () => {
  it('puts one stop in the middle, and of equal choices takes the shorter mean', () => {
    expect(choose(row, { model: { kind: 'centre' }, maxStops: 1 })).toMatchObject({
      objective: 30 * 60,
      bound: 30 * 60,
      isProven: true,
    });
    // With two stops 30 minutes stay for one village: the one with fewest children.
    expect(idsOf(choose(row, { model: { kind: 'centre' }, maxStops: 2 }))).toEqual(['site-1', 'site-2']);
  });
});

describe('everyone within a time', () => {
  const model: ChoiceModel = { kind: 'everyone', withinSeconds: 30 * 60 };

  it('takes one stop at exactly 30 minutes, three at one second less, whatever the greatest number', () => {
    expect(choose(row, { model, maxStops: 0 })).toMatchObject({ objective: 1, bound: 1, unit: 'stops' });
    const tighter = choose(row, { model: { kind: 'everyone', withinSeconds: 1799 } });
    expect(tighter).toMatchObject({ objective: 3, isProven: true, notes: [] });
  });

  it('names those whom no allowed site can serve, and serves the rest', () => {
    const choice = choose(row, { model: { kind: 'everyone', withinSeconds: 600 }, forceOut: ['site-0'] });
    expect(choice).toMatchObject({
      objective: 2,
      notes: [{ kind: 'out-of-everyones-reach', areaIds: ['area-0'], children: 10 }],
    });
  });

  it('serves as many as possible where only one of two sites may be chosen', () => {
    const choice = choose(row, {
      model: { kind: 'everyone', withinSeconds: 600 },
      exclusions: [['site-0', 'site-2']],
    });
    expect(idsOf(choice)).toEqual(['site-1', 'site-2']);
    expect(choice.notes).toEqual([{ kind: 'floor-missed', group: 'Everybody', wanted: 1, reached: 50 / 60 }]);
  });
});

describe('covering with floors', () => {
  const floor = (group: string, areaIds: string[], share: number) => ({ group, areaIds, share });

  it('goes to the smallest village when its group must have half', () => {
    const model: ChoiceModel = { kind: 'floors', floors: [floor('Decile 1', ['area-0'], 0.5)] };
    expect(idsOf(choose(row, { model, maxStops: 1 }))).toEqual(['site-0']);
    expect(choose(row, { model, maxStops: 1 })).toMatchObject({ objective: 10, isProven: true, notes: [] });
  });

  it('says what is possible when a floor is impossible, and how many stops the floors take together', () => {
    const floors = [
      floor('North', ['area-0', 'area-1'], 1),
      floor('South', ['area-2'], 1),
      floor('Nowhere', ['area-0'], 1),
    ];
    const county = {
      ...row,
      sites: [
        [null, 30, 60],
        [30, 0, 30],
        [60, 30, 0],
      ],
    };
    const choice = choose(county, { model: { kind: 'floors', floors }, maxStops: 1 });
    expect(idsOf(choice)).toEqual(['site-2']);
    expect(choice.notes).toEqual([
      { kind: 'floor-impossible', group: 'North', wanted: 1, possible: 20 / 30 },
      { kind: 'floor-impossible', group: 'Nowhere', wanted: 1, possible: 0 },
      { kind: 'floor-missed', group: 'North', wanted: 1, reached: 0 },
      { kind: 'floors-need-stops', stops: 2, isProven: true },
    ]);
  });
});

describe('a budget', () => {
  it('counts the hours of a forced site once, with backup too', () => {
    const county = { children: [1], hub: [21], sites: [[11, 1, 1]] };
    const budget = {
      hours: 5,
      hoursOf: new Map(['site-0', 'site-1', 'site-2'].map((id, j) => [id, [1, 3, 1][j]])),
    };
    const model: ChoiceModel = { kind: 'backup', backupWeight: 0.5 };
    const choice = choose(county, { model, maxStops: 3, forceIn: ['site-0'], budget });
    expect(idsOf(choice)).toEqual(['site-0', 'site-1', 'site-2']);
    expect(choice.objective).toBeCloseTo(1.5, 9);
  });
});

describe('wishes that contradict each other', () => {
  it.each([
    ['FORCED_EXCLUSIVE', { forceIn: ['site-0', 'site-1'], exclusions: [['site-0', 'site-1']] }],
    ['FORCED_OVER_BUDGET', { forceIn: ['site-0'], budget: { hours: 2, hoursOf: new Map([['site-0', 3]]) } }],
    ['CHOICE_BUDGET', { budget: { hours: -1, hoursOf: new Map() } }],
    ['CHOICE_BACKUP_WEIGHT', { model: { kind: 'backup', backupWeight: 0 } as const }],
    [
      'CHOICE_FLOOR',
      { model: { kind: 'floors', floors: [{ group: 'A', areaIds: [], share: 1.5 }] } as const },
    ],
  ])('are refused with %s', (code, request) => {
    expect(() => choose(row, request)).toThrowError(expect.objectContaining({ code, category: 'input' }));
  });
});

const minutesDriven = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 45 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const county = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([areas, sites]) =>
    fc.record({
      children: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: areas, maxLength: areas }),
      hub: fc.array(minutesDriven, { minLength: areas, maxLength: areas }),
      sites: fc.array(fc.array(minutesDriven, { minLength: sites, maxLength: sites }), {
        minLength: areas,
        maxLength: areas,
      }),
      maxStops: fc.integer({ min: 0, max: 3 }),
      isApart: fc.boolean(),
      hours: fc.option(fc.integer({ min: 0, max: 8 })),
      isForced: fc.boolean(),
    }),
  );

type Drawn = County & { maxStops: number; isApart: boolean; hours: number | null; isForced: boolean };

const hoursOf = (j: number) => 1 + ((j * 2) % 3);

function requestOf(drawn: Drawn): Partial<ChoiceRequest> {
  const ids = drawn.sites[0].map((_, j) => siteId(j));
  const isForced = drawn.isForced && drawn.maxStops > 0 && (drawn.hours ?? 9) >= hoursOf(0);
  return {
    maxStops: drawn.maxStops,
    forceIn: isForced ? [ids[0]] : [],
    exclusions: drawn.isApart ? [ids.slice(0, 2)] : [],
    budget:
      drawn.hours === null
        ? null
        : { hours: drawn.hours, hoursOf: new Map(ids.map((id, j) => [id, hoursOf(j)])) },
  };
}

/** Every set of sites that keeps to the wishes; as many sites as there are when `anyNumber`. */
function allowedSets(drawn: Drawn, anyNumber = false): number[][] {
  const sites = drawn.sites[0].length;
  const forced = requestOf(drawn).forceIn!.length > 0;
  return Array.from({ length: 2 ** sites }, (_, bits) =>
    Array.from({ length: sites }, (_, j) => j).filter((j) => (bits >> j) % 2 === 1),
  ).filter(
    (open) =>
      (anyNumber || open.length <= drawn.maxStops) &&
      (!drawn.isApart || !(open.includes(0) && open.includes(1))) &&
      (drawn.hours === null || open.reduce((sum, j) => sum + hoursOf(j), 0) <= drawn.hours) &&
      (!forced || open.includes(0)),
  );
}

const drive = (drawn: County, i: number, open: readonly number[]) =>
  Math.min(drawn.hub[i] ?? Infinity, ...open.map((j) => drawn.sites[i][j] ?? Infinity));

const needs = (drawn: County, open: readonly number[], second = 0) =>
  drawn.children.reduce((sum, children, i) => {
    if ((drawn.hub[i] ?? Infinity) <= 20) return sum;
    const shares = open
      .map((j) => coverShare((drawn.sites[i][j] ?? Infinity) * 60, DEFAULT_PARAMETERS))
      .sort((a, b) => b - a);
    return sum + children * ((shares[0] ?? 0) + second * (shares[1] ?? 0));
  }, 0);

const best = (sets: readonly number[][], value: (open: readonly number[]) => number) =>
  sets.reduce((most, open) => Math.max(most, value(open)), Number.NEGATIVE_INFINITY);

/** Runs a property over drawn counties; a failure prints its seed. */
const always = (check: (drawn: Drawn) => void, numRuns = 60) =>
  fc.assert(fc.property(county, check), { numRuns });

const openOf = (choice: StopChoice) => choice.chosen.map((stop) => Number(stop.siteId.slice(5)));

const keepsToWishes = (drawn: Drawn, choice: StopChoice, anyNumber = false) => {
  const key = (open: readonly number[]) => [...open].sort().join();
  expect(allowedSets(drawn, anyNumber).map(key)).toContain(key(openOf(choice)));
};

describe('beside every allowed set of a small county', () => {
  it('maximal covering with rules and budget reaches as much as the best', () => {
    always((drawn) => {
      const choice = choose(drawn, requestOf(drawn));
      keepsToWishes(drawn, choice);
      expect(choice.isProven).toBe(true);
      expect(choice.objective).toBeCloseTo(
        best(allowedSets(drawn), (open) => needs(drawn, open)),
        6,
      );
    });
  });

  it('backup cover is worth as much as the best', () => {
    always((drawn) => {
      const choice = choose(drawn, { ...requestOf(drawn), model: { kind: 'backup', backupWeight: 0.5 } });
      keepsToWishes(drawn, choice);
      expect(choice.isProven).toBe(true);
      const most = best(allowedSets(drawn), (open) => needs(drawn, open, 0.5));
      expect(Math.abs(choice.objective - most)).toBeLessThan(0.005);
    });
  });

  it('the mean drive is as short as the shortest, where every area has a hub', () => {
    always((drawn) => {
      const settled = { ...drawn, hub: drawn.hub.map((minutes) => minutes ?? 45) };
      const choice = choose(settled, { ...requestOf(drawn), model: { kind: 'median' } });
      keepsToWishes(drawn, choice);
      const people = drawn.children.reduce((a, b) => a + b, 0);
      const mean = (open: readonly number[]) =>
        drawn.children.reduce((sum, children, i) => sum + children * 60 * drive(settled, i, open), 0) /
        people;
      const least = -best(allowedSets(drawn), (open) => -mean(open));
      expect(Math.abs(choice.objective - least)).toBeLessThan(0.01);
      expect(choice.isProven).toBe(true);
    });
  });

  it('the greatest drive is as short as the shortest, and then the mean, where every area has a hub', () => {
    always((drawn) => {
      const settled = { ...drawn, hub: drawn.hub.map((minutes) => minutes ?? 45) };
      const choice = choose(settled, { ...requestOf(drawn), model: { kind: 'centre' } });
      keepsToWishes(drawn, choice);
      const greatest = (open: readonly number[]) =>
        Math.max(...drawn.children.map((_, i) => 60 * drive(settled, i, open)));
      const total = (open: readonly number[]) =>
        drawn.children.reduce((sum, children, i) => sum + children * 60 * drive(settled, i, open), 0);
      const least = -best(allowedSets(drawn), (open) => -greatest(open));
      expect(choice).toMatchObject({ objective: least, bound: least, isProven: true });
      const equals = allowedSets(drawn).filter((open) => greatest(open) === least);
      const people = drawn.children.reduce((a, b) => a + b, 0);
      expect((total(openOf(choice)) + best(equals, (open) => -total(open))) / people).toBeLessThan(0.01);
    });
  });

  it('everyone is served with as few stops as can be, and of those with most need met', () => {
    always((drawn) => {
      const free: Drawn = { ...drawn, isApart: false, hours: null };
      const choice = choose(free, { ...requestOf(free), model: { kind: 'everyone' } });
      const usable = drawn.sites[0].map((_, j) => j);
      const servable = drawn.children.map((_, i) => i).filter((i) => drive(free, i, usable) <= 20);
      const servesAll = (open: readonly number[]) => servable.every((i) => drive(free, i, open) <= 20);
      const sets = allowedSets(free, true).filter(servesAll);
      const fewest = -best(sets, (open) => -open.length);
      expect(choice).toMatchObject({ objective: fewest, bound: fewest, isProven: true });
      expect(servesAll(openOf(choice))).toBe(true);
      const equals = sets.filter((open) => open.length === fewest);
      expect(needs(free, openOf(choice))).toBeCloseTo(
        best(equals, (open) => needs(free, open)),
        6,
      );
    });
  });

  it('floors are met when they can be, at no more cost than the best, and missed by as few as can be', () => {
    always((drawn) => {
      const half = Math.ceil(drawn.children.length / 2);
      const rows = [
        drawn.children.map((_, i) => i).filter((i) => i < half),
        drawn.children.map((_, i) => i).filter((i) => i >= half),
      ];
      const floors = rows.map((members, g) => ({
        group: `Group ${g}`,
        areaIds: members.map((i) => `area-${i}`),
        share: 0.6,
      }));
      const choice = choose(drawn, { ...requestOf(drawn), model: { kind: 'floors', floors } });
      keepsToWishes(drawn, choice);
      const within = (members: readonly number[], open: readonly number[]) =>
        members.reduce((sum, i) => sum + (drive(drawn, i, open) <= 20 ? drawn.children[i] : 0), 0);
      const isForced = requestOf(drawn).forceIn!.length > 0;
      const usable = allowedSets({ ...drawn, isForced, maxStops: 9 }, true).flat();
      const missed = (open: readonly number[]) =>
        rows.reduce((sum, members) => {
          const people = members.reduce((all, i) => all + drawn.children[i], 0);
          const possible = within(members, [...new Set(usable)]);
          return sum + Math.max(0, Math.min(0.6 * people, possible) - within(members, open));
        }, 0);
      const fewest = -best(allowedSets(drawn), (open) => -missed(open));
      expect(missed(openOf(choice))).toBeCloseTo(fewest, 4);
      if (fewest < 1e-6) {
        const meeting = allowedSets(drawn).filter((open) => missed(open) < 1e-6);
        expect(choice.objective).toBeGreaterThan(best(meeting, (open) => needs(drawn, open)) - 0.01);
      }
      const hasMissed = choice.notes.some((note) => note.kind === 'floor-missed');
      expect(hasMissed).toBe(fewest > 1e-5);
    });
  });
});
