import { describe, expect, it } from 'vitest';
import { readBankHolidays } from '../../server/import/bankHolidays.ts';
import { readHubs } from '../../server/import/hubs.ts';
import { readLand } from '../../server/import/land.ts';
import { readPlaces } from '../../server/import/places.ts';
import { readSessionTypes } from '../../server/import/sessionTypes.ts';
import { readSites } from '../../server/import/sites.ts';
import { readVans } from '../../server/import/vans.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { tempFile } from './support/tempFile.ts';

const NO_POSTCODES = { pointOf: () => undefined, hasOutward: () => false };
const csv = (content: string) => tempFile('table.csv', content);
const faults = (table: { refused: readonly { line: number; reason: string; value: string }[] }) =>
  table.refused.map(({ line, reason, value }) => [line, reason, value]);

describe('a table of hubs', () => {
  it('has ids of its own where it gives none, also where names repeat', async () => {
    const { rows } = await readHubs(
      csv('name,postcode,lon,lat\nSt Paul’s Hub,TR1 1BP,-5,50\nSt Pauls Hub,TR1 1BB,-5.1,50'),
      NO_POSTCODES,
    );
    expect(rows.map((row) => row.value.id)).toEqual(['st-pauls-hub', 'st-pauls-hub-2']);
  });

  it('takes address and town, and when the facts were checked', async () => {
    const { rows } = await readHubs(
      csv(
        'Family hub name,Address line 1,Town,Postcode,Latitude,Longitude,checked_on\nA,1 High Street,Oakham,LE15 6HW,52.6,-0.7,24/11/2026',
      ),
      NO_POSTCODES,
    );
    expect(rows[0].value).toMatchObject({
      address: '1 High Street, Oakham',
      lonLat: [-0.7, 52.6],
      checkedOn: '2026-11-24',
    });
  });

  it('refuses an id that is used twice', async () => {
    const table = await readHubs(
      csv('id,name,postcode,lon,lat\na,A,TR1 1BP,-5,50\na,B,TR1 1BB,-5,50'),
      NO_POSTCODES,
    );
    expect(faults(table)).toEqual([[3, 'the id is used twice', 'a']]);
  });
});

describe('the opening hours of a hub', () => {
  it.each([
    ['opening_hours\n', '"Mon-Fri 09:00-17:00"', 'Mon-Fri 09:00-17:00'],
    [
      'Monday opening times,Tuesday opening times\n',
      '9am to 5pm,Closed',
      'Monday 9am to 5pm; Tuesday Closed',
    ],
    ['Monday,Sunday\n', '9am to 5pm,', 'Monday 9am to 5pm'],
    ['Opening times\n', 'n/a', ''],
  ])('are kept as they are written: %s', async (columns, cells, expected) => {
    const { rows } = await readHubs(
      csv(`name,postcode,lon,lat,${columns}A,TR1 1BP,-5,50,${cells}`),
      NO_POSTCODES,
    );
    expect(rows[0].value.opening).toBe(expected);
  });
});

describe('a list of hubs as published', () => {
  const TRURO = lonLat(-5.05, 50.26);
  const postcodes = {
    pointOf: (postcode: string) => (postcode === 'TR1 1AA' ? TRURO : undefined),
    hasOutward: (outward: string) => outward === 'TR1',
  };

  it.each([
    'Local authority,Family hub name,Address,Post code',
    'LA (name),EstablishmentName,Street,Postcode',
    'Authority,Name of family hub,Family hub address,Family hub postcode',
    'Local Authority Name,Hub name,Address line 1,Hub postcode',
  ])('has the columns of %s', async (header) => {
    const { rows, refused } = await readHubs(
      csv(`${header}\nCornwall,Truro Hub,1 Quay Street,tr11aa`),
      postcodes,
    );
    expect(refused).toEqual([]);
    expect(rows[0].value).toMatchObject({
      name: 'Truro Hub',
      address: '1 Quay Street',
      postcode: 'TR1 1AA',
      lonLat: TRURO,
    });
  });

  it('of the whole country is cut to the county, and a wrong postcode within it stays a fault', async () => {
    const read = await readHubs(
      csv(
        'Local authority,Family hub name,Postcode\nCornwall,Truro Hub,TR1 1AA\nKent,Dover Hub,CT16 1AA\nCornwall,Other Hub,TR1 9ZZ',
      ),
      postcodes,
    );
    expect([read.isNational, read.rows.map((row) => row.value.name)]).toEqual([true, ['Truro Hub']]);
    expect(read.refused.map(({ line, isFault }) => [line, isFault])).toEqual([
      [3, false],
      [4, true],
    ]);
  });

  it('of one county has no hub elsewhere: its postcode is wrong', async () => {
    const read = await readHubs(csv('Council,Hub,Postcode\nCornwall,Truro Hub,CT16 1AA'), postcodes);
    expect(read.refused.map(({ line, isFault }) => [line, isFault])).toEqual([[2, true]]);
  });
});

describe('a site register', () => {
  it('brings every fact it holds, and nothing for what it does not say', async () => {
    const { rows, refused } = await readSites(
      csv(
        'id,name,community,postcode,lon,lat,kind,surface,spaces,headroom_metres,has_power,has_toilet,is_step_free,mobile_signal,privacy,opening,status,permission_expires_on\n' +
          'a-hall,A Hall,A,TR12,-5,50,Village hall,gravel,30,,yes,no,,4G,3,Mon-Tue 09:00-17:00,approved,2028-03-31\n' +
          'b-hall,B Hall,,,-5,50,,,,,,,,,,,,',
      ),
    );
    expect(refused).toEqual([]);
    const day = [{ from: 32_400, to: 61_200 }];
    expect(rows[0].value).toMatchObject({
      id: 'a-hall',
      slug: 'a-hall',
      kind: 'village_hall',
      surface: 'gravel',
      spaces: 30,
      headroomMetres: null,
      hasPower: true,
      hasWater: null,
      hasToilet: false,
      isStepFree: null,
      mobileSignal: '4g',
      privacy: 3,
      opening: { 1: day, 2: day },
      status: 'approved',
      permissionExpiresOn: '2028-03-31',
    });
    expect(rows[1].value).toMatchObject({ kind: 'other', surface: null, opening: null, status: 'proposed' });
  });

  it.each([
    ['kind', 'pub', 'kind is none of village_hall, community_centre, library'],
    ['status', 'maybe', 'status is none of proposed, surveyed'],
    ['spaces', '12.5', 'spaces is not a whole number'],
    ['spaces', 'many', 'spaces is not a number'],
    ['privacy', '6', 'privacy is not between 1 and 5'],
    ['has_power', 'perhaps', 'has_power is neither yes nor no'],
    ['opening', 'always', 'opening is not weekly times'],
    ['permission_expires_on', '31 March', 'permission_expires_on is not a date such as 2026-12-31'],
    ['permission_expires_on', '2026-02-30', 'permission_expires_on is not a date such as 2026-12-31'],
    ['postcode', 'Oakham', 'postcode is neither a postcode nor the first half of one'],
    ['headroom_metres', '-2', 'headroom_metres is not between 0 and 100'],
  ])('refuses what it cannot understand: %s %s', async (column, value, reason) => {
    const table = await readSites(csv(`id,name,lon,lat,${column}\na,A,-5,50,${value}`));
    expect(table.rows).toEqual([]);
    expect(faults(table)).toEqual([[2, expect.stringContaining(reason), value]]);
  });

  it('refuses ids that would have one public address', async () => {
    const table = await readSites(csv('id,name,lon,lat\nA Hall,A,-5,50\na-hall,B,-5,50\nA Hall,C,-5,50'));
    expect(faults(table)).toEqual([
      [3, 'the id gives the same public address as an earlier one', 'a-hall'],
      [4, 'the id is used twice', 'A Hall'],
    ]);
  });
});

describe('a table of places', () => {
  it('leaves out what is no settlement, as in OS Open Names', async () => {
    const table = await readPlaces(
      csv(
        'id,name,name2,type,easting,northing,lon,lat,postcode_district\n1,Greetham,,Village,492743,314542,-0.63,52.72,LE15\n2,Exton School,,Primary Education,1,1,-0.6,52.7,LE15\n3,The Lizard,An Lysardh,Village,1,1,-5.2,49.97,TR12',
      ),
    );
    expect(table.rows.map((row) => row.value)).toEqual([
      { name: 'Greetham', otherNames: [], kind: 'village', lonLat: [-0.63, 52.72], outwardCode: 'LE15' },
      {
        name: 'The Lizard',
        otherNames: ['An Lysardh'],
        kind: 'village',
        lonLat: [-5.2, 49.97],
        outwardCode: 'TR12',
      },
    ]);
    expect(table.refused).toMatchObject([{ line: 3, isFault: false }]);
  });
});

describe('vans and session types', () => {
  const base = { name: 'Oakham', lonLat: lonLat(-0.7, 52.6) };

  it('gives a van its base, or the one it should have otherwise', async () => {
    const { rows } = await readVans(
      csv(
        'id,name,base_name,base_lon,base_lat,shifts\na,A,Depot,-0.5,52.5,Mon 08:00-17:30\nb,B,,,,Tue 08:00-17:30',
      ),
      base,
    );
    expect(rows.map((row) => row.value.base)).toEqual([{ name: 'Depot', lonLat: [-0.5, 52.5] }, base]);
  });

  it('refuses shifts that are not one window a day', async () => {
    const table = await readVans(
      csv('id,shifts\na,Mon 08:00-10:00\nb,"Mon 08:00-10:00,12:00-14:00"\nc,daily\nd,'),
      base,
    );
    expect(table.refused.map((each) => each.line)).toEqual([3, 4, 5]);
  });

  it('does not take an invitation-only session for a public one because nobody said', async () => {
    const table = await readSessionTypes(
      csv('id,public_name,minutes,is_public\na,A,60,yes\nb,B,60,no\nc,C,60,\nd,D,soon,yes\ne,E,7.5,yes'),
    );
    expect(table.rows.map((row) => [row.value.id, row.value.isPublic])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(table.refused.map((each) => each.line)).toEqual([4, 5, 6]);
  });
});

describe('what families come to a session type for', () => {
  const typesOf = (rows: string) =>
    readSessionTypes(
      csv(
        `id,public_name,minutes,is_public,demand_kind,contacts_per_baby,contacts_per_baby_low,contacts_per_baby_high\n${rows}`,
      ),
    );

  it('is a kind with a rate of its own, a local rate, or not said', async () => {
    const { rows, refused } = await typesOf(
      'a,A,60,yes,Drop-in,,,\nb,B,60,yes,local,0.2,0.1,0.4\nc,C,60,yes,other,0.2,,\nd,D,60,yes,,0.1,,\ne,E,60,yes,none,0.1,,\nf,F,60,yes,,,,',
    );
    expect(refused).toEqual([]);
    expect(rows.map(({ value }) => [value.demandKind, value.contactsPerBaby])).toEqual([
      ['dropIn', null],
      ['local', { low: 0.1, value: 0.2, high: 0.4 }],
      ['local', { low: 0.1, value: 0.2, high: expect.closeTo(0.3, 12) }],
      ['local', { low: 0.05, value: 0.1, high: expect.closeTo(0.15, 12) }],
      [null, null],
      [null, null],
    ]);
  });

  it('refuses an unknown kind, a local one without a rate, and a rate outside its range', async () => {
    const { rows, refused } = await typesOf(
      'a,A,60,yes,magic,,,\nb,B,60,yes,local,,,\nc,C,60,yes,local,0.2,0.3,0.4\nd,D,60,yes,local,-1,,\ne,E,60,yes,local,99,,',
    );
    expect(rows).toEqual([]);
    expect(refused.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('JSON files', () => {
  it('with bank holidays are read in gov.uk’s form and no other', async () => {
    const event = { title: 'Christmas Day', date: '2026-12-25', notes: '', bunting: true };
    const good = { 'england-and-wales': { division: 'england-and-wales', events: [event] } };
    const { rows } = await readBankHolidays(tempFile('holidays.json', JSON.stringify(good)));
    expect(rows.map((row) => row.value)).toEqual([{ date: '2026-12-25', title: 'Christmas Day' }]);
    for (const bad of ['<html>', '{}', '[]', '{"england-and-wales": {"events": []}}']) {
      await expect(readBankHolidays(tempFile('holidays.json', bad))).rejects.toThrow(
        'holidays.json: this is not a list of bank holidays as published at gov.uk/bank-holidays.json',
      );
    }
    const wrong = JSON.stringify(good).replace('2026-12-25', '25/12/2026');
    await expect(readBankHolidays(tempFile('holidays.json', wrong))).rejects.toThrow(
      '"Christmas Day" has the date',
    );
  });

  it('with land are polygons in degrees', async () => {
    const land = (coordinates: unknown) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } }],
      });
    const ring = [
      [0, 50],
      [1, 50],
      [1, 51],
      [0, 50],
    ];
    expect((await readLand(tempFile('land.geojson', land([ring])))).rows).toHaveLength(1);
    await expect(readLand(tempFile('land.geojson', land([[[486119, 308841], ...ring]])))).rejects.toThrow(
      'land.geojson: this is not an outline of land',
    );
  });
});
