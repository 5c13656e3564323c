import { describe, expect, it } from 'vitest';
import { accessFigures } from '../../../server/core/access/accessFigures.ts';
import { distributionOf, gapBetween } from '../../../server/core/access/equity.ts';
import { equityGroupings } from '../../../server/core/access/equityGroups.ts';
import { populationPoints } from '../../../server/core/access/populationPoints.ts';
import { DEFAULT_PARAMETERS, parametersWith } from '../../../server/core/parameters.ts';
import { area, pointAt } from '../../support/tinyTown.ts';

const withChildren = (children: number) => ({
  childrenUnder1: children,
  childrenAged1: 0,
  childrenAged2to4: 0,
});

describe('distributionOf', () => {
  const minutes = [
    { areaId: 'near', value: 5, weight: 95 },
    { areaId: 'far', value: 40, weight: 4 },
    { areaId: 'island', value: Infinity, weight: 1 },
    { areaId: 'empty', value: 90, weight: 0 },
  ];
  const rules = { isMoreBetter: false, withoutCountsAs: null, kappa: 0 };

  it('leaves those without a road out of the mean, and names them', () => {
    expect(distributionOf(minutes, rules)).toEqual({
      children: 100,
      childrenWithout: 1,
      mean: (5 * 95 + 40 * 4) / 99,
      p95: 5,
      worstAreaId: 'island',
      worst: Infinity,
      kolmPollak: (5 * 95 + 40 * 4) / 99,
    });
  });

  it('counts waiting for nothing as what stands for it', () => {
    const days = [
      { areaId: 'a', value: 2, weight: 1 },
      { areaId: 'b', value: Infinity, weight: 3 },
    ];
    expect(distributionOf(days, { ...rules, withoutCountsAs: 28 })).toMatchObject({
      mean: 21.5,
      p95: Infinity,
    });
  });

  it('looks from the other end where more is better: 95 in 100 have at least so many visits', () => {
    const visits = [
      { areaId: 'a', value: 20, weight: 90 },
      { areaId: 'b', value: 2, weight: 6 },
      { areaId: 'c', value: 0, weight: 4 },
    ];
    expect(distributionOf(visits, { ...rules, isMoreBetter: true })).toMatchObject({
      childrenWithout: 4,
      mean: 18.12,
      p95: 2,
      worstAreaId: 'c',
      worst: 0,
    });
  });

  it('has zeros and nulls without children', () => {
    expect(distributionOf([{ areaId: 'empty', value: 3, weight: 0 }], rules)).toEqual({
      children: 0,
      childrenWithout: 0,
      mean: null,
      p95: null,
      worstAreaId: null,
      worst: null,
      kolmPollak: null,
    });
  });
});

describe('gapBetween', () => {
  const groups = [
    { key: '1', mean: 12 },
    { key: '2', mean: null },
    { key: '3', mean: 4 },
    { key: '4', mean: 9 },
  ];

  it('is the difference of the best and the worst mean, whichever way is better', () => {
    expect(gapBetween(groups, false)).toEqual({ bestKey: '3', worstKey: '1', gap: 8 });
    expect(gapBetween(groups, true)).toEqual({ bestKey: '1', worstKey: '3', gap: 8 });
  });

  it('is nothing with fewer than two groups that have a mean', () => {
    expect(gapBetween(groups.slice(0, 2), false)).toBeNull();
    expect(gapBetween([], false)).toBeNull();
  });
});

describe('equityGroupings', () => {
  it('groups by decile, by fifths of children without a car, and by kind of place; what is not known last', () => {
    const areas = [
      area({ id: 'a', deprivationDecile: 10, noCarShare: 0.05, ruralUrban: 'Rural', ...withChildren(100) }),
      area({ id: 'b', deprivationDecile: 1, noCarShare: 0.1, ruralUrban: 'Urban', ...withChildren(100) }),
      area({ id: 'c', deprivationDecile: null, noCarShare: 0.2, ruralUrban: null, ...withChildren(100) }),
      area({ id: 'd', deprivationDecile: 1, noCarShare: 0.2, ruralUrban: 'Rural', ...withChildren(100) }),
      area({ id: 'e', deprivationDecile: 5, noCarShare: 0.4, ruralUrban: 'Rural', ...withChildren(100) }),
    ];
    expect(equityGroupings(areas)).toEqual([
      {
        kind: 'deprivation',
        groups: [
          { key: '1', label: 'Decile 1 (most deprived)', areaIds: ['b', 'd'] },
          { key: '5', label: 'Decile 5', areaIds: ['e'] },
          { key: '10', label: 'Decile 10 (least deprived)', areaIds: ['a'] },
          { key: 'unknown', label: 'Not known', areaIds: ['c'] },
        ],
      },
      {
        kind: 'no-car',
        groups: [
          { key: '1', label: '5 % without a car', areaIds: ['a'] },
          { key: '2', label: '10 % without a car', areaIds: ['b'] },
          { key: '4', label: '20 % without a car', areaIds: ['c', 'd'] },
          { key: '5', label: '40 % without a car', areaIds: ['e'] },
        ],
      },
      {
        kind: 'rural-urban',
        groups: [
          { key: 'Rural', label: 'Rural', areaIds: ['a', 'd', 'e'] },
          { key: 'Urban', label: 'Urban', areaIds: ['b'] },
          { key: 'unknown', label: 'Not known', areaIds: ['c'] },
        ],
      },
    ]);
  });

  it('has no group without areas', () => {
    expect(equityGroupings([]).map(({ groups }) => groups)).toEqual([[], [], []]);
  });
});

describe('accessFigures', () => {
  /** Town, with all its people at one point; Vale, with a quarter at a second one. */
  const areas = [
    area({ id: 'town', deprivationDecile: 1, noCarShare: 0.5, ...withChildren(60) }),
    area({
      id: 'vale',
      deprivationDecile: 9,
      noCarShare: 0.1,
      ...withChildren(40),
      points: [
        { lonLat: pointAt(20), weight: 0.75 },
        { lonLat: pointAt(40), weight: 0.25 },
      ],
    }),
  ];
  const fields = { areas, points: populationPoints(areas), cycleDays: 28, parameters: DEFAULT_PARAMETERS };

  it('puts points together by area, weighted by people, and by group, weighted by children', () => {
    const figures = accessFigures({ ...fields, measure: 'nearest', today: [5, 20, 40], plan: [5, 20, 8] });
    expect(figures.today).toEqual({ areas: [5, 25], points: [[5], [20, 40]] });
    expect(figures.plan).toEqual({ areas: [5, 17], points: [[5], [20, 8]] });
    expect(figures.everyone.today.mean).toBe(13);
    expect(figures.everyone.plan?.mean).toBeCloseTo(9.8, 12);
    const [deprivation] = figures.groupings;
    expect(deprivation.groups.map(({ key, today, plan }) => [key, today.mean, plan?.mean])).toEqual([
      ['1', 5, 5],
      ['9', 25, 17],
    ]);
    expect(deprivation.gapToday).toEqual({ bestKey: '1', worstKey: '9', gap: 20 });
    expect(deprivation.gapPlan).toEqual({ bestKey: '1', worstKey: '9', gap: 12 });
  });

  it('compares with one kappa, from today’s figures: 1,300 ÷ (60 × 25 + 30 × 400 + 10 × 1,600)', () => {
    const figures = accessFigures({ ...fields, measure: 'nearest', today: [5, 20, 40], plan: [5, 20, 8] });
    expect(figures.kappa).toBeCloseTo(-1300 / 29500, 12);
    expect(figures.aversion).toBe(1);
    const none = parametersWith({ kolmPollakAversion: 0 });
    expect(
      accessFigures({ ...fields, parameters: none, measure: 'nearest', today: [5, 20, 40], plan: null })
        .everyone.today,
    ).toMatchObject({ mean: 13, kolmPollak: 13 });
  });

  it('weights walking by children in households without a car: 30 in town, 3 and 1 in the vale', () => {
    const figures = accessFigures({ ...fields, measure: 'walk-nearest', today: [10, 30, 70], plan: null });
    expect(figures.everyone.today).toMatchObject({ children: 34, mean: (300 + 90 + 70) / 34 });
    expect(figures.plan).toBeNull();
    expect(figures.everyone.plan).toBeNull();
  });

  it('counts a wait without any help as the whole cycle, and four weeks at least', () => {
    const waits = { ...fields, measure: 'wait' as const, today: [0.5, Infinity, 13.5], plan: null };
    expect(accessFigures(waits).withoutCountsAs).toBe(28);
    expect(accessFigures({ ...waits, cycleDays: 56 }).withoutCountsAs).toBe(56);
    expect(accessFigures({ ...waits, cycleDays: 7 }).today.areas).toEqual([0.5, (28 * 3 + 13.5) / 4]);
  });

  it('averages children per session-hour over hours: 60 children with half an hour each, 40 with none', () => {
    const figures = accessFigures({
      ...fields,
      measure: 'children-per-hour',
      today: [0.5, 0, 0],
      plan: [0.5, 0.25, 0.05],
    });
    expect(figures.today).toEqual({ areas: [2, Infinity], points: [[2], [Infinity, Infinity]] });
    expect(figures.everyone.today).toMatchObject({
      childrenWithout: 40,
      mean: 100 / 30,
      p95: Infinity,
      worstAreaId: 'vale',
    });
    expect(figures.plan?.points).toEqual([[2], [4, 20]]);
    expect(figures.everyone.plan).toMatchObject({ childrenWithout: 0, p95: 20, worst: 20 });
    expect(figures.everyone.plan?.kolmPollak).toBeGreaterThan(figures.everyone.plan?.mean ?? 0);
  });

  it('has nothing to say of a region without areas', () => {
    const figures = accessFigures({
      ...fields,
      areas: [],
      points: [],
      measure: 'visits',
      today: [],
      plan: [],
    });
    expect(figures.today.areas).toEqual([]);
    expect(figures.everyone.today).toMatchObject({ children: 0, mean: null, kolmPollak: null });
    expect(figures.kappa).toBe(0);
  });
});
