import { describe, expect, it } from 'vitest';
import { findPlace } from '../../../client/lookup/findPlace.ts';
import type { FinderPlace } from '../../../server/shared/finder.ts';

const place = (name: string, fields: Partial<FinderPlace> = {}): FinderPlace => ({
  name,
  slug: name.toLowerCase(),
  hint: '',
  otherNames: [],
  ...fields,
});

const PLACES = [
  place('Mullion', { otherNames: ['Eglosvelyan'] }),
  place('Mousehole', { otherNames: ['Porthenys'] }),
  place('St Just', { hint: 'TR19', slug: 'st-just-tr19' }),
  place('St Just', { hint: 'TR2', slug: 'st-just-tr2' }),
  place('St Just-in-Roseland'),
  place('Zelah', { otherNames: ['Sélah'] }),
  place('Land’s End'),
  place('Par'),
];

const names = (typed: string) => {
  const { same, similar } = findPlace(PLACES, typed);
  return { same: same.map(({ name, hint }) => name + hint), similar: similar.map(({ name }) => name) };
};

describe('a place by name', () => {
  it.each([
    ['Mullion', 'Mullion'],
    ['  mULLION ', 'Mullion'],
    ['eglosvelyan', 'Mullion'],
    ['porthenys', 'Mousehole'],
    ['selah', 'Zelah'],
    ['lands end', 'Land’s End'],
    ["Land's End", 'Land’s End'],
    ['st. just in roseland', 'St Just-in-Roseland'],
    ['Saint Just in Roseland', 'St Just-in-Roseland'],
  ])('is found as "%s"', (typed, name) => {
    expect(names(typed)).toEqual({ same: [name], similar: [] });
  });

  it('is asked back when two have the same one', () => {
    expect(names('st just').same).toEqual(['St JustTR19', 'St JustTR2']);
  });

  it('is suggested when letters are missing, wrong or swapped', () => {
    expect(names('mulion').similar).toEqual(['Mullion']);
    expect(names('mosuehole').similar).toEqual(['Mousehole']);
    expect(names('mul').similar).toEqual(['Mullion']);
    expect(names('roseland').similar).toEqual(['St Just-in-Roseland']);
  });

  it('is not made up: short words and far ones suggest nothing', () => {
    expect(names('xyz')).toEqual({ same: [], similar: [] });
    expect(names('london')).toEqual({ same: [], similar: [] });
    expect(names('...')).toEqual({ same: [], similar: [] });
  });

  it('takes any text without harm', () => {
    expect(names('.*+?^$()|[]{}\\')).toEqual({ same: [], similar: [] });
    expect(names('x'.repeat(2000))).toEqual({ same: [], similar: [] });
  });
});
