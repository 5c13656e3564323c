import { describe, expect, it } from 'vitest';
import type { PlanParameters, Site } from '../../server/core/nouns.ts';
import { choiceRequestOf } from '../../server/planning/choiceRequest.ts';
import { type ChoiceWishes, DEFAULT_CHOICE } from '../../server/shared/choiceWishes.ts';
import { area, site } from '../support/tinyTown.ts';

const PLAN = { maxStops: 2, vans: 1, cycleWeeks: 4, seed: 1, iterations: 0, forceIn: [], forceOut: [] };
const SITES = [
  site({ id: 'a', community: 'Mawgan' }),
  site({ id: 'b', community: ' mawgan' }),
  site({ id: 'c', community: 'Mawgan', status: 'closed' }),
  site({ id: 'd', community: 'Porthleven' }),
  site({ id: 'e', community: '' }),
  site({ id: 'f', community: '' }),
];

function asked(
  wishes: Partial<ChoiceWishes>,
  fields: { plan?: Partial<PlanParameters>; sites?: readonly Site[]; areas?: ReturnType<typeof area>[] } = {},
) {
  const { sites = SITES, areas = [] } = fields;
  return choiceRequestOf(
    { areas, sites, scores: [] },
    { ...PLAN, ...fields.plan, choice: { ...DEFAULT_CHOICE, ...wishes } },
    new Map([['a', 4]]),
  );
}

describe('what is asked of a choice of stops', () => {
  it('is maximal covering and nothing else for a plan without wishes', () => {
    const { siteIds, request } = choiceRequestOf({ areas: [], sites: SITES, scores: [] }, PLAN);
    expect(siteIds).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(request).toEqual({
      model: { kind: 'cover' },
      maxStops: 2,
      forceIn: [],
      forceOut: [],
      exclusions: [],
      budget: null,
    });
  });

  it('keeps usable sites of one village apart, however its name is written, and none without a village', () => {
    expect(asked({ isOneAVillage: true }).request.exclusions).toEqual([['a', 'b']]);
  });

  it('takes groups of one’s own without what cannot be chosen, and none of fewer than two', () => {
    const exclusions = [
      ['a', 'd', 'd', 'c'],
      ['b', 'c'],
    ];
    expect(asked({ exclusions }).request.exclusions).toEqual([['a', 'd']]);
    expect(() => asked({ exclusions: [['a', 'zz']] })).toThrow(/"zz" is in a group/);
  });

  it('gives each model what it needs', () => {
    expect(asked({ aim: 'everyone', withinSeconds: 900 }).request.model).toEqual({
      kind: 'everyone',
      withinSeconds: 900,
    });
    expect(asked({ aim: 'backup', backupWeight: 0.3 }).request.model).toEqual({
      kind: 'backup',
      backupWeight: 0.3,
    });
    expect(asked({ aim: 'centre' }).request.model).toEqual({ kind: 'centre' });
  });

  it('shares between deprivation tenths, districts or classes that have children and are known', () => {
    const areas = [
      area({ id: '1', name: 'Kerrier 001A', deprivationDecile: 10, ruralUrban: 'Rural' }),
      area({ id: '2', name: 'Penwith 002B', deprivationDecile: 2, ruralUrban: 'Rural' }),
      area({ id: '3', name: 'Kerrier 002C', deprivationDecile: null, ruralUrban: null }),
      area({
        id: '4',
        name: 'Carrick 001A',
        deprivationDecile: 1,
        childrenUnder1: 0,
        childrenAged1: 0,
        childrenAged2to4: 0,
      }),
    ];
    const floors = (floorBy: ChoiceWishes['floorBy']) => {
      const { model } = asked({ aim: 'floors', floorBy, floorShare: 0.4 }, { areas }).request;
      return model?.kind === 'floors' ? model.floors : [];
    };
    expect(floors('deprivation')).toEqual([
      { group: 'Deprivation tenth 2', areaIds: ['2'], share: 0.4 },
      { group: 'Deprivation tenth 10', areaIds: ['1'], share: 0.4 },
    ]);
    expect(floors('district').map(({ group, areaIds }) => [group, areaIds])).toEqual([
      ['Kerrier', ['1', '3']],
      ['Penwith', ['2']],
    ]);
    expect(floors('rurality').map(({ group }) => group)).toEqual(['Rural']);
  });

  it('says so when there is nothing to share between', () => {
    const areas = [area({ id: '1', name: 'Somewhere' })];
    expect(() => asked({ aim: 'floors', floorBy: 'district' }, { areas })).toThrow(
      /say nothing about "district".*Count the fair share by something else/,
    );
  });

  it('has a budget only when one is wished for', () => {
    expect(asked({ vanHours: 40 }).request.budget).toEqual({ hours: 40, hoursOf: new Map([['a', 4]]) });
    expect(asked({}).request.budget).toBeNull();
  });

  it.each([
    [{ withinSeconds: 59 }, 'choice.withinSeconds is 59'],
    [{ withinSeconds: Number.NaN }, 'choice.withinSeconds is NaN'],
    [{ floorShare: 1.01 }, 'choice.floorShare is 1.01'],
    [{ backupWeight: 0 }, 'choice.backupWeight is 0'],
    [{ vanHours: -3 }, 'choice.vanHours is -3'],
    [{ aim: 'constructor' as never }, 'choice.aim is constructor'],
  ])('refuses %o in words', (wishes, words) => {
    expect(() => asked(wishes)).toThrow(words);
  });

  it('refuses a required site that is closed, and takes limits exactly', () => {
    expect(() => asked({}, { plan: { forceIn: ['c'] } })).toThrow(/c is closed in the site register/);
    expect(
      asked({ withinSeconds: 60, floorShare: 1, backupWeight: 0.01, vanHours: 2000 }).siteIds,
    ).toHaveLength(5);
  });
});
