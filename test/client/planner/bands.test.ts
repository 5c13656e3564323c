import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../client/planner/api.ts';
import { bandScale } from '../../../client/planner/bandScale.ts';
import { bandFeatures } from '../../../client/planner/layers/bands.ts';
import { reduce } from '../../../client/planner/reduce.ts';
import { initialState, missingResources, shownBands, type View } from '../../../client/planner/state.ts';
import type { BandsWire } from '../../../server/contract/bands.ts';
import { aPlan, aSummary } from '../../support/plannerWire.ts';

const VIEW: View = { step: 'access', planId: null, selected: null, isAfterPlan: false };
const known = (plans: readonly unknown[]) =>
  reduce(initialState(VIEW), { type: 'fetched', key: 'plans', value: plans });

const someBands: BandsWire = {
  type: 'FeatureCollection',
  name: 'Bands',
  attribution: [],
  isEstimate: false,
  features: [5, 10].map((minutes) => ({
    type: 'Feature',
    properties: { minutes },
    geometry: { type: 'MultiPolygon', coordinates: [] },
  })),
};

describe('drive-time bands on the map', () => {
  it('are asked for only when they are wanted: of the hubs, or with the plan on show', () => {
    const without = known([aSummary()]);
    expect(shownBands(without)).toBeNull();
    expect(missingResources(without).filter((key) => key.startsWith('bands'))).toEqual([]);
    const ofHubs = reduce(without, { type: 'bands-shown', bands: 'hubs' });
    expect(shownBands(ofHubs)).toBe('bands/hubs');
    expect(missingResources(ofHubs)).toContain('bands/hubs');
    const withPlan = reduce(ofHubs, { type: 'bands-shown', bands: 'plan' });
    expect(shownBands(withPlan)).toBe('bands/1');
    expect(pathOf('bands/1')).toBe('/api/bands?plan=1');
    expect(pathOf('bands/hubs')).toBe('/api/bands');
    expect(shownBands(reduce(withPlan, { type: 'bands-shown', bands: undefined }))).toBeNull();
  });

  it('are those of the hubs while there is no plan, and wait until that is known', () => {
    const view: View = { ...VIEW, bands: 'plan' };
    expect(missingResources(initialState(view))).not.toContain('bands/hubs');
    expect(shownBands({ ...known([]), view })).toBe('bands/hubs');
  });

  it('are out of date when the sites are', () => {
    const asked = reduce(known([aSummary()]), { type: 'bands-shown', bands: 'plan' });
    const plan = reduce(asked, { type: 'fetched', key: 'plan/1', value: aPlan() });
    const ready = reduce(plan, { type: 'fetched', key: 'bands/1', value: someBands });
    expect(missingResources(ready)).not.toContain('bands/1');
    expect(missingResources(reduce(ready, { type: 'stale', keys: ['sites'] }))).toContain('bands/1');
  });

  it('are drawn from the widest to the nearest, so that the nearest is on top', () => {
    expect(bandFeatures(someBands).features.map(({ properties }) => properties?.minutes)).toEqual([10, 5]);
  });

  it.each(['#faf9f5', '#262d31'])('have colours of their own and labels on land of %s', (ground) => {
    const scale = bandScale([5, 10, 15, 20, 30], ground);
    expect(new Set(scale.map(({ colour }) => colour)).size).toBe(5);
    expect(scale.map(({ label }) => label)).toEqual([
      'up to 5 minutes',
      '5 to 10 minutes',
      '10 to 15 minutes',
      '15 to 20 minutes',
      '20 to 30 minutes',
    ]);
    // From light to dark, so that they read in grey too.
    const green = scale.map(({ colour }) => Number.parseInt(colour.slice(3, 5), 16));
    expect(green).toEqual([...green].sort((a, b) => b - a));
  });
});
