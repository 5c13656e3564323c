import { describe, expect, it } from 'vitest';
import type { View } from '../../../client/planner/state.ts';
import { hashOfView, viewOfHash } from '../../../client/planner/urlState.ts';

const FIRST: View = { step: 'access', planId: null, selected: null, isAfterPlan: false };

describe('the address', () => {
  it('leaves out what is usual', () => expect(hashOfView(FIRST)).toBe('#access'));

  it.each<[View, string]>([
    [{ ...FIRST, step: 'publish', planId: 12 }, '#publish?plan=12'],
    [{ ...FIRST, isAfterPlan: true }, '#access?reach=plan'],
    [{ ...FIRST, bands: 'plan' }, '#access?bands=plan'],
    [{ ...FIRST, access: { measure: 'visits', isDifference: false } }, '#access?measure=visits'],
    [
      { ...FIRST, isAfterPlan: true, access: { measure: 'nearest', isDifference: true } },
      '#access?reach=difference',
    ],
    [
      { ...FIRST, isAfterPlan: true, access: { measure: 'walk-hours', isDifference: true } },
      '#access?reach=difference&measure=walk-hours',
    ],
    [
      { ...FIRST, step: 'rota', planId: 3, selected: { kind: 'van-day', id: '4' } },
      '#rota?plan=3&selected=van-day%3A4',
    ],
    [
      { ...FIRST, step: 'stops', selected: { kind: 'site', id: 'osm:node/12 & more' } },
      '#stops?selected=site%3Aosm%3Anode%2F12+%26+more',
    ],
  ])('keeps %o as %s and reads it back', (view, hash) => {
    expect(hashOfView(view)).toBe(hash);
    expect(viewOfHash(hash)).toEqual(view);
  });

  it.each([
    '',
    '#',
    '#nowhere',
    '#access?plan=0',
    '#access?plan=-1',
    '#access?plan=3e9',
    '#access?plan=9999999999',
    '#access?selected=area',
    '#access?selected=area:',
    '#access?selected=council:1',
    '#access?reach=maybe',
    '#access?bands=none',
    '#access?measure=luck',
    '#access?%%%',
  ])('opens the first view for %s', (hash) => expect(viewOfHash(hash)).toEqual(FIRST));
});
