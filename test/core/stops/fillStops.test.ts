import { describe, expect, it } from 'vitest';
import { expectedContactsOfPlan } from '../../../server/core/demand/expectedContacts.ts';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import { fillStops } from '../../../server/core/stops/fillStops.ts';
import { area, townMatrix, townWalks } from '../../support/tinyTown.ts';

const AREA_IDS = ['area-ambleton', 'area-barrow', 'area-cotley', 'area-dunmere', 'area-eastcott', 'area-eel'];
const SITE_IDS = ['site-ashby', 'site-brook', 'site-carn', 'site-dean', 'site-eel'];

/** Tiny town with ten times the children: 100 under 1 in every area. */
const TOWN = {
  areas: AREA_IDS.map((id) =>
    area({ id, childrenUnder1: 100, childrenAged1: 100, childrenAged2to4: 300, noCarShare: 0 }),
  ),
  areasToHubs: townMatrix(AREA_IDS, ['hub-west', 'hub-east']),
  areasToHubsOnFoot: townWalks(AREA_IDS, ['hub-west', 'hub-east']),
  areasToSites: townMatrix(AREA_IDS, SITE_IDS),
  areasToSitesOnFoot: townWalks(AREA_IDS, SITE_IDS),
  siteIds: SITE_IDS,
  chosen: [] as string[],
  secondsToHub: new Map([
    ['site-ashby', 600],
    ['site-brook', 1200],
    ['site-carn', 1800],
    ['site-dean', 1200],
    ['site-eel', Number.POSITIVE_INFINITY],
  ]),
  places: 5,
  parameters: DEFAULT_PARAMETERS,
};

const idsOf = (fields: Partial<typeof TOWN> = {}) =>
  fillStops({ ...TOWN, ...fields }).map(({ siteId }) => siteId);

const contactsOf = (siteIds: readonly string[]) =>
  expectedContactsOfPlan({ ...TOWN, areasToSites: townMatrix(AREA_IDS, siteIds) }).reduce(
    (sum, { contactsPerMonth }) => sum + contactsPerMonth,
    0,
  );

describe('filling the places that are left', () => {
  it('begins with the site that adds most contacts, and goes on from there', () => {
    const [first, second] = idsOf();
    const others = SITE_IDS.filter((id) => id !== first);
    expect(SITE_IDS.every((id) => contactsOf([id]) <= contactsOf([first]))).toBe(true);
    expect(others.every((id) => contactsOf([first, id]) <= contactsOf([first, second]))).toBe(true);
  });

  it('brings nobody newly within reach, so the need of its stops is 0', () => {
    expect(fillStops(TOWN)[0]).toMatchObject({ isForced: false, need: 0, children: 0, areaIds: [] });
  });

  it('adds no more than there are places, and nothing for none', () => {
    expect(idsOf({ places: 1 })).toHaveLength(1);
    expect(idsOf({ places: 0 })).toEqual([]);
  });

  it('passes over stops there are, sites under half the limit of reach from a hub, and sites without road', () => {
    expect(idsOf({ chosen: ['site-carn'] })).not.toContain('site-carn');
    const near = new Map([...TOWN.secondsToHub, ['site-brook', 599] as const]);
    expect(idsOf({ secondsToHub: near })).not.toContain('site-brook');
    // Ashby lies at the limit exactly.
    expect(idsOf({ secondsToHub: near })).toContain('site-ashby');
  });

  it('stops where a further stop would add too few contacts', () => {
    const parameters = { ...DEFAULT_PARAMETERS, contactsWorthAVisit: 1000 };
    expect(idsOf({ parameters })).toEqual([]);
  });

  it('does not depend on the order of the candidates', () => {
    expect(idsOf({ siteIds: [...SITE_IDS].reverse() })).toEqual(idsOf());
  });
});
