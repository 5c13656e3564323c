import { describe, expect, it } from 'vitest';
import { parametersWith } from '../../server/core/parameters.ts';
import { fillPlaces } from '../../server/planning/fillPlaces.ts';
import { tinyTown, townMatrix, townWalks } from '../support/tinyTown.ts';

const areaIds = tinyTown.areas.map(({ id }) => id);
const siteIds = ['site-ashby', 'site-brook', 'site-carn', 'site-dean'];
const filled = (fields: Partial<Parameters<typeof fillPlaces>[0]> = {}) =>
  fillPlaces({
    areas: tinyTown.areas,
    areasToHubs: townMatrix(areaIds, ['hub-west', 'hub-east']),
    areasToHubsOnFoot: townWalks(areaIds, ['hub-west', 'hub-east']),
    areasToSites: townMatrix(areaIds, siteIds),
    areasToSitesOnFoot: townWalks(areaIds, siteIds),
    parameters: parametersWith({ contactsWorthAVisit: 0.1 }),
    chosen: [],
    siteIds,
    secondsToHub: new Map(),
    maxStops: 4,
    ...fields,
  }).map(({ siteId }) => siteId);

describe('places that a choice leaves', () => {
  it('are filled up to the number of stops', () => {
    expect(filled().length).toBe(4);
    expect(filled({ chosen: ['site-carn'], maxStops: 3 })).toHaveLength(2);
    expect(filled({ chosen: ['site-carn'], maxStops: 1 })).toEqual([]);
  });

  it('never get two sites of which at most one may be chosen', () => {
    const exclusions = [
      ['site-ashby', 'site-brook'],
      ['site-carn', 'site-dean'],
    ];
    const all = filled({ exclusions });
    expect(all).toHaveLength(2);
    for (const group of exclusions) expect(all.filter((id) => group.includes(id))).toHaveLength(1);
    const beside = filled({ exclusions, chosen: ['site-dean'] });
    expect(beside).toHaveLength(1);
    expect(beside).not.toContain('site-carn');
  });

  it('are left where the number of stops is the answer, where all are used, and within a budget', () => {
    expect(filled({ model: { kind: 'everyone' } })).toEqual([]);
    expect(filled({ model: { kind: 'median' } })).toEqual([]);
    expect(filled({ budget: { hours: 3, hoursOf: new Map() } })).toEqual([]);
    expect(filled({ model: { kind: 'backup', backupWeight: 0.5 } })).toHaveLength(4);
  });
});
