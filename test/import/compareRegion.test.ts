import { describe, expect, it } from 'vitest';
import { type ComparedTables, compareRegion } from '../../server/import/compareRegion.ts';
import { townTables } from '../support/tinyRegion.ts';
import { area, hub, pointAt, site, stop } from '../support/tinyTown.ts';

const compared = (
  change: Partial<ComparedTables>,
  more: { editedSiteIds?: ReadonlySet<string> } = {},
  before: Partial<ComparedTables> = {},
) =>
  compareRegion({
    before: { ...townTables(), ...before },
    after: { ...townTables(), ...change },
    plans: [
      { letter: 'A', stops: [stop({ siteId: 'site-carn' })] },
      { letter: 'B', stops: [stop({ siteId: 'site-carn' }), stop({ siteId: 'site-dean' })] },
    ],
    editedSiteIds: new Set(),
    ...more,
  });
const town = townTables();

describe('what an import would change', () => {
  it('is nothing for the same files', () => {
    expect(compared({})).toEqual({ sentences: [], losses: [] });
  });

  it('names areas that come and go, and the children before and after', () => {
    const areas = [...town.areas.filter(({ id }) => id !== 'area-eel'), area({ id: 'new', name: 'Newham' })];
    expect(compared({ areas: [...areas, area({ id: 'two', name: 'Twomey' })] })).toEqual({
      sentences: ['2 new areas: Newham and Twomey.', 'Children aged 0 to 4: 350, so far 300.'],
      losses: ['1 area would be gone: area-eel.'],
    });
  });

  it('tells how far a hub moves, and lets rounded coordinates be', () => {
    const moved = town.hubs.map((each) =>
      each.id === 'hub-west'
        ? hub({ ...each, lonLat: pointAt(3) })
        : hub({ ...each, lonLat: pointAt(60.02) }),
    );
    expect(compared({ hubs: moved })).toEqual({
      sentences: [],
      losses: ['1 hub would move: hub-west by 3.0 km.'],
    });
  });

  it('warns of a site that a plan stops at, and only counts one that no plan uses', () => {
    const sites = town.sites.filter(({ id }) => !['site-carn', 'site-dean', 'site-ashby'].includes(id));
    expect(compared({ sites })).toEqual({
      sentences: ['1 site that no plan uses would be gone: site-ashby.'],
      losses: [
        'site-carn would be gone, and plans A and B stop there.',
        'site-dean would be gone, and plan B stops there.',
      ],
    });
  });

  it('warns of an edit that a register would write over, not of one it agrees with', () => {
    const sites = town.sites.map((each) => (each.id === 'site-ashby' ? site({ ...each, spaces: 2 }) : each));
    const editedSiteIds = new Set(['site-ashby', 'site-brook']);
    expect(compared({ sites }, { editedSiteIds })).toEqual({
      sentences: ['1 site has other facts: site-ashby.'],
      losses: ['1 site was edited in the planner, and would be written over: site-ashby.'],
    });
  });

  it('says that other roads make every travel time anew', () => {
    const region = { ...town.region, dataVersion: '2', roadsLabel: 'OpenStreetMap roads of new.osm.pbf' };
    expect(compared({ region }).sentences).toEqual([
      'Other roads: OpenStreetMap roads of new.osm.pbf, so far tiny roads. Every travel time is measured again.',
    ]);
  });

  it('shows eight names and counts the others', () => {
    const sites = Array.from({ length: 10 }, (_, i) => site({ id: `new-${i}`, name: `New ${i}` }));
    expect(compared({ sites: [...town.sites, ...sites] }).sentences).toEqual([
      '10 new sites: New 0, New 1, New 2, New 3, New 4, New 5, New 6, New 7 and 2 more.',
    ]);
  });
});
