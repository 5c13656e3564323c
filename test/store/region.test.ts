import { describe, expect, it } from 'vitest';
import { serviceDate } from '../../server/shared/time.ts';
import { listAreas } from '../../server/store/areas.ts';
import { listHubs } from '../../server/store/hubs.ts';
import type { ReadableDb } from '../../server/store/open.ts';
import { listParameterOverrides, replaceParameterOverrides } from '../../server/store/parameters.ts';
import { listOutwardCodes, listPlaces, listPostcodes } from '../../server/store/places.ts';
import { findImportReport, findRegion, getRegion, saveRegion } from '../../server/store/region.ts';
import { listBankHolidays, listSessionTypes, listVans } from '../../server/store/service.ts';
import { listSites } from '../../server/store/sites.ts';
import { townTables } from '../support/tinyRegion.ts';
import { area, hub, pointAt, site, van } from '../support/tinyTown.ts';
import { newDbPath, opened } from './support/regionFile.ts';

/** Everything that an import brings, as the store gives it back. */
const allOf = (db: ReadableDb) => ({
  region: findRegion(db),
  areas: listAreas(db),
  hubs: listHubs(db),
  sites: listSites(db),
  places: listPlaces(db),
  outwardCodes: listOutwardCodes(db),
  postcodes: listPostcodes(db),
  vans: listVans(db),
  sessionTypes: listSessionTypes(db),
  bankHolidays: listBankHolidays(db),
  report: findImportReport(db),
});

const full = () =>
  townTables({
    areas: [
      area({
        id: 'a',
        points: [
          { lonLat: pointAt(5), weight: 0.75 },
          { lonLat: pointAt(30), weight: 0.25 },
        ],
        name: 'St Just-in-Roseland & “Mylor”',
        population: null,
        childrenUnder1: 0,
        childrenAged1: 1.5,
        deprivationDecile: null,
        idaciRate: null,
        noCarShare: 0,
        ruralUrban: null,
        assumed: [{ field: 'childrenAged1', reason: 'taken as age 0' }],
      }),
      area({ id: 'b' }),
    ],
    hubs: [hub({ id: 'h', checkedOn: null })],
    sites: [
      site({
        id: 's1',
        surface: null,
        spaces: null,
        lengthMetres: null,
        widthMetres: 2.25,
        headroomMetres: 2.1,
        hasPower: null,
        hasWater: false,
        mobileSignal: null,
        busStopMetres: null,
        privacy: null,
        opening: { 1: [{ from: 32_400, to: 43_200 }], 6: [] },
        status: 'proposed',
        permissionOwner: null,
        permissionReference: null,
        permissionExpiresOn: serviceDate('2027-03-31'),
        riskAssessedOn: null,
        notes: 'Key at “The Star”;\nring first',
      }),
      site({ id: 's2' }),
    ],
    vans: [van({ id: 'van-1' }), van({ id: 'van-2', shifts: {} })],
    report: { totals: ['2 areas'], files: [{ file: 'areas.csv', refused: [] }] },
  });

describe('a region', () => {
  it('comes back as it was saved, unknown values as unknown', () => {
    const db = opened();
    saveRegion(db, full());
    expect(allOf(db)).toEqual(full());
  });

  it('comes back from the file after the program has ended', () => {
    const path = newDbPath();
    const first = opened(path);
    saveRegion(first, full());
    first.close();
    expect(allOf(opened(path))).toEqual(full());
  });

  it('takes the place of the one before, of which nothing is left', () => {
    const db = opened();
    saveRegion(db, full());
    const next = townTables({
      hubs: [hub({ id: 'other' })],
      postcodes: [],
      bankHolidays: [],
    });
    saveRegion(db, next);
    expect(allOf(db)).toEqual(next);
  });

  it('may hold nothing but its name', () => {
    const db = opened();
    const bare = townTables({
      areas: [],
      hubs: [],
      sites: [],
      places: [],
      outwardCodes: [],
      postcodes: [],
      vans: [],
      sessionTypes: [],
      bankHolidays: [],
      report: null,
    });
    saveRegion(db, bare);
    expect(allOf(db)).toEqual(bare);
  });

  it('is missing before the first import, which is said in words', () => {
    const db = opened();
    expect(findRegion(db)).toBeUndefined();
    expect(findImportReport(db)).toBeUndefined();
    expect(() => getRegion(db)).toThrow(
      expect.objectContaining({ code: 'REGION_EMPTY', message: expect.stringContaining('npm run region') }),
    );
  });

  it('lists by identifier whatever the order of the file', () => {
    const db = opened();
    saveRegion(db, townTables({ areas: ['c', 'a', 'b'].map((id) => area({ id })) }));
    expect(listAreas(db).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps session types in the order of the file', () => {
    const db = opened();
    const [type] = townTables().sessionTypes;
    const sessionTypes = ['talk', 'drop-in', 'play'].map((id) => ({
      ...type,
      id,
      isPublic: id !== 'talk',
      isUsual: id === 'play',
      demandKind: id === 'play' ? ('local' as const) : ('dropIn' as const),
      contactsPerBaby: id === 'play' ? { low: 0.1, value: 0.2, high: 0.4 } : null,
    }));
    saveRegion(db, townTables({ sessionTypes }));
    expect(listSessionTypes(db)).toEqual(sessionTypes);
  });

  it('keeps what a coordinator changed by hand', () => {
    const db = opened();
    saveRegion(db, full());
    replaceParameterOverrides(db, { withinReachSeconds: 900, travelFactor: 1.25 });
    saveRegion(db, full());
    expect(listParameterOverrides(db)).toEqual({ travelFactor: 1.25, withinReachSeconds: 900 });
    replaceParameterOverrides(db, {});
    expect(listParameterOverrides(db)).toEqual({});
  });
});

describe('an import that fails in a row', () => {
  const [postcode] = townTables().postcodes;
  const [holiday] = townTables().bankHolidays;

  it.each([
    ['the same area twice', { areas: [area({ id: 'a' }), area({ id: 'a' })] }],
    ['an area without a number', { areas: [area({ id: 'a', childrenUnder1: Number.NaN })] }],
    ['the same hub twice', { hubs: [hub({ id: 'h' }), hub({ id: 'h' })] }],
    ['the same site twice', { sites: [site({ id: 's' }), site({ id: 's' })] }],
    ['half a parking space', { sites: [site({ id: 's', spaces: 1.5 })] }],
    ['the same postcode twice', { postcodes: [postcode, postcode] }],
    ['the same van twice', { vans: [van(), van()] }],
    ['the same bank holiday twice', { bankHolidays: [holiday, holiday] }],
    ['a report that cannot be written down', { report: 1n }],
  ])('with %s leaves the region before whole', (_, fields) => {
    const db = opened();
    saveRegion(db, full());
    expect(() => saveRegion(db, townTables(fields))).toThrow();
    expect(allOf(db)).toEqual(full());
    expect(db.inTransaction).toBe(false);
  });

  it('leaves an empty store empty', () => {
    const db = opened();
    expect(() => saveRegion(db, townTables({ vans: [van(), van()] }))).toThrow();
    expect(findRegion(db)).toBeUndefined();
    expect(listAreas(db)).toEqual([]);
  });

  it('is never seen by half through another connection', () => {
    const path = newDbPath();
    const [writer, reader] = [opened(path), opened(path)];
    saveRegion(writer, full());
    let seen: unknown;
    const report = {
      toJSON: () => {
        seen = allOf(reader);
        return 'read in the middle';
      },
    };
    saveRegion(writer, townTables({ report }));
    expect(seen).toEqual(full());
    expect(findImportReport(reader)).toBe('read in the middle');
  });
});
