import { describe, expect, it } from 'vitest';
import type { Place } from '../../../server/core/nouns.ts';
import { readExtract } from '../../../server/import/osm/readExtract.ts';
import { siteKindOf } from '../../../server/import/osm/siteKinds.ts';
import { sitesOf } from '../../../server/import/osm/sites.ts';
import { type FileNode, osmFile } from '../support/osmFile.ts';
import { at, SMALLSHIRE } from '../support/smallshire.ts';
import { tempFile } from '../support/tempFile.ts';

const MIDDLEHAM: Place = {
  name: 'Middleham',
  otherNames: [],
  kind: 'village',
  lonLat: at(5000, 5000),
  outwardCode: null,
};
const WESTPORT: Place = { ...MIDDLEHAM, name: 'Westport', kind: 'town', lonLat: at(500, 5000) };

/** Sites of an extract with some nodes, given in metres east and north. */
async function sitesWith(...nodes: [east: number, north: number, tags: FileNode['tags']][]) {
  const extract = await readExtract(
    tempFile(
      'test.osm.pbf',
      osmFile({
        ...SMALLSHIRE,
        nodes: [
          ...(SMALLSHIRE.nodes ?? []).filter((node) => node.id < 10 || node.id > 30),
          ...nodes.map(([east, north, tags], i) => ({
            id: 201 + i,
            lon: at(east, north)[0],
            lat: at(east, north)[1],
            tags,
          })),
        ],
        ways: (SMALLSHIRE.ways ?? []).filter((way) => way.id !== 3),
      }),
    ),
  );
  return sitesOf(extract, { places: [MIDDLEHAM, WESTPORT], postcodes: [] });
}

describe('an object of OpenStreetMap as a site', () => {
  it.each([
    [{ amenity: 'community_centre', name: 'Exton Village Hall' }, 'village_hall'],
    [{ amenity: 'community_centre', name: 'Lyddington Reading Room' }, 'village_hall'],
    [{ amenity: 'community_centre', name: 'The Phoenix' }, 'community_centre'],
    [{ amenity: 'community_centre', community_centre: 'village_hall' }, 'village_hall'],
    [{ building: 'church_hall' }, 'church_hall'],
    [{ amenity: 'library' }, 'library'],
    [{ amenity: 'townhall' }, 'town_hall'],
    [{ amenity: 'doctors' }, 'health_centre'],
    [{ amenity: 'clinic', name: 'Rutland Osteopaths' }, undefined],
    [{ amenity: 'social_facility', social_facility: 'nursing_home' }, undefined],
    [{ amenity: 'social_facility', social_facility: 'outreach' }, 'community_centre'],
    [{ leisure: 'sports_centre', name: 'Active Rutland' }, 'leisure_centre'],
    [{ leisure: 'sports_centre' }, undefined],
    [{ amenity: 'parking' }, 'car_park'],
    [{ amenity: 'parking', access: 'private' }, undefined],
    [{ amenity: 'parking', access: 'customers' }, undefined],
    [{ amenity: 'parking', parking: 'multi-storey' }, undefined],
    [{ amenity: 'parking', name: 'Layby' }, undefined],
    [{ amenity: 'school' }, 'school'],
    [{ amenity: 'place_of_worship' }, 'church_hall'],
    [{ amenity: 'pub' }, undefined],
    [{ amenity: 'library', access: 'no' }, undefined],
  ])('is taken for what its tags say: %j', (tags, kind) => {
    expect(siteKindOf(tags)?.kind).toBe(kind);
  });
});

describe('sites of an extract', () => {
  it('are proposed, with the facts that are mapped and no others', async () => {
    const [site] = await sitesWith([
      5000,
      5050,
      {
        amenity: 'community_centre',
        name: 'Village Hall',
        operator: 'Hall committee',
        wheelchair: 'limited',
        toilets: 'yes',
        opening_hours: 'by appointment',
        'addr:street': 'Church Street',
        'addr:housenumber': '2',
        'addr:postcode': 'sm2 1aa',
      },
    ]);
    expect(site).toEqual({
      id: 'osm-node-201',
      slug: 'middleham-village-hall',
      name: 'Middleham Village Hall',
      community: 'Middleham',
      address: '2 Church Street, Middleham',
      postcode: 'SM2 1AA',
      lonLat: at(5000, 5050),
      kind: 'village_hall',
      surface: null,
      spaces: null,
      lengthMetres: null,
      widthMetres: null,
      headroomMetres: null,
      hasPower: null,
      hasWater: null,
      hasToilet: true,
      isStepFree: null,
      mobileSignal: null,
      busStopMetres: null,
      privacy: null,
      opening: null,
      status: 'proposed',
      permissionOwner: null,
      permissionReference: null,
      permissionExpiresOn: null,
      riskAssessedOn: null,
      facts: {},
      notes: 'Run by Hall committee. OpenStreetMap gives the opening hours "by appointment".',
      source: 'osm:node/201',
    });
  });

  it('stand on the car park beside the hall, with its surface, spaces and headroom', async () => {
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'community_centre', name: 'Middleham Village Hall' }],
      [5050, 5000, { amenity: 'parking', surface: 'compacted', capacity: '24', maxheight: '2.1 m' }],
    );
    expect(sites).toMatchObject([
      { id: 'osm-node-201', lonLat: at(5050, 5000), surface: 'gravel', spaces: 24, headroomMetres: 2.1 },
    ]);
  });

  it('are one where two objects stand for one place, the better kind first', async () => {
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'library', name: 'Library' }],
      [5050, 5000, { amenity: 'community_centre', name: 'The Hub' }],
      [5000, 5200, { amenity: 'community_centre', name: 'the hub' }],
    );
    expect(sites.map((site) => site.name)).toEqual(['The Hub']);
  });

  it('are schools and churches only where nothing better is within 500 m', async () => {
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'community_centre', name: 'The Hub' }],
      [5400, 5000, { amenity: 'school', name: 'Near School' }],
      [5700, 5000, { amenity: 'school', name: 'Far School' }],
      [500, 5000, { amenity: 'place_of_worship', name: 'St Peter' }],
    );
    expect(sites.map((site) => site.name)).toEqual(['The Hub', 'Far School', 'St Peter, Westport']);
  });

  it('are car parks without a name only in the middle of a settlement', async () => {
    const sites = await sitesWith(
      [5100, 5000, { amenity: 'parking' }],
      [7000, 5000, { amenity: 'parking', name: '182' }],
    );
    expect(sites.map((site) => [site.name, site.slug])).toEqual([
      ['Middleham car park', 'middleham-car-park'],
    ]);
  });

  it('have addresses of their own, also where names repeat', async () => {
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'community_centre', name: 'The Hub' }],
      [5000, 5600, { amenity: 'community_centre', name: 'The Hub' }],
      [500, 5000, { amenity: 'community_centre', name: 'The Hub' }],
    );
    expect(sites.map((site) => site.slug)).toEqual([
      'the-hub-middleham',
      'the-hub-middleham-2',
      'the-hub-westport',
    ]);
  });

  it('take opening hours that are understood, except those of services', async () => {
    const hours = { opening_hours: 'Mo-We 09:00-12:00' };
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'library', name: 'Library', ...hours }],
      [500, 5000, { amenity: 'place_of_worship', name: 'St Peter', ...hours }],
    );
    const morning = [{ from: 32_400, to: 43_200 }];
    expect(sites.map((site) => site.opening)).toEqual([{ 1: morning, 2: morning, 3: morning }, null]);
  });

  it('know how far the nearest bus stop is', async () => {
    const sites = await sitesWith(
      [5000, 5000, { amenity: 'library', name: 'Library' }],
      [5000, 5212, { highway: 'bus_stop' }],
    );
    expect(sites[0]).toMatchObject({
      busStopMetres: 210,
      notes: 'Distance to the bus stop is in a straight line.',
    });
  });
});
