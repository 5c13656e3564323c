import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { greatCircleMetres } from '../../server/shared/coordinates.ts';
import { parsePostcode } from '../../server/shared/postcode.ts';
import { slugOf } from '../../server/shared/text.ts';
import { clockTime, serviceDate } from '../../server/shared/time.ts';
import { parseWeeklyTimes } from '../../server/shared/weeklyTimes.ts';
import {
  DATA,
  documentedColumns,
  duplicates,
  hasReference,
  isInCornwall,
  isInScilly,
  pointOf,
  REFERENCE,
  type Row,
  rowsIn,
  SCILLY_CODES,
  table,
  textOf,
} from './sampleTables.ts';

const README = textOf('README.md');
const areas = table('areas.csv');
const hubs = table('hubs.csv');
const sites = table('sites.csv');
const places = table('places.csv');
const outwardCodes = table('outward-codes.csv');
const sessionTypes = table('session-types.csv');
const vans = table('vans.csv');

const sumOf = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);

describe('data/README.md', () => {
  it('names every file of the folder', () => {
    const missing = readdirSync(DATA)
      .filter((name) => name !== 'README.md')
      .filter((name) => !README.includes(name));
    expect(missing).toEqual([]);
  });

  it.each([
    ['areas.csv', areas],
    ['hubs.csv', hubs],
    ['sites.csv', sites],
    ['places.csv', places],
    ['outward-codes.csv', outwardCodes],
    ['session-types.csv', sessionTypes],
    ['vans.csv', vans],
  ])(
    'explains every column of %s and no other, and gives its number of rows and its licence',
    (file, rows) => {
      expect(documentedColumns(file).sort()).toEqual(Object.keys(rows[0]).sort());
      const line = README.split('\n').find((each) => each.startsWith(`| \`${file}\` |`)) ?? '';
      const [, , , count, , licence] = line.split('|').map((cell) => cell.trim());
      expect(Number(count)).toBe(rows.length);
      expect(licence).toMatch(/OGL v3|MIT/);
    },
  );
});

describe('the sample hubs', () => {
  it('are the 22 published Family Hubs with a postcode and the date of the check', () => {
    expect(hubs).toHaveLength(22);
    expect(duplicates(hubs.map((hub) => hub.id))).toEqual([]);
    for (const hub of hubs) {
      expect(hub.id).toBe(slugOf(hub.name));
      expect(parsePostcode(hub.postcode)).toMatchObject({ text: hub.postcode, inward: expect.any(String) });
      expect(serviceDate(hub.checked_on)).toBe('2026-11-24');
      expect(hub.source).toContain('Department for Education');
      expect(hub.address).not.toBe('');
      expect(isInCornwall(pointOf(hub)), hub.name).toBe(true);
    }
  });

  it.runIf(hasReference)('agree with the published list in name, postcode and point', () => {
    const facts = (rows: readonly Row[]) =>
      rows.map(({ name, postcode, lon, lat }) => `${name}, ${postcode}, ${lon}, ${lat}`).sort();
    expect(facts(hubs)).toEqual(facts(rowsIn(new URL('hubs_venues/cornwall_family_hubs.csv', REFERENCE))));
  });
});

describe('the sample areas', () => {
  it('are at least 120, each with its own id, name and point in Cornwall', () => {
    expect(areas.length).toBeGreaterThanOrEqual(120);
    for (const column of ['id', 'name']) expect(duplicates(areas.map((area) => area[column]))).toEqual([]);
    expect(duplicates(areas.map((area) => `${area.lon},${area.lat}`))).toEqual([]);
    for (const area of areas) {
      expect(area.id).toBe(slugOf(area.name));
      expect(isInCornwall(pointOf(area)), area.name).toBe(true);
      expect(area.source).toBe('illustrative estimate');
    }
  });

  it('add up to the people and young children of the county', () => {
    expect(sumOf(areas, 'population')).toBe(576_950);
    expect(sumOf(areas, 'children_under_1')).toBe(4507);
    expect(sumOf(areas, 'children_aged_1')).toBe(4699);
    expect(sumOf(areas, 'children_aged_2_to_4')).toBe(15_498);
  });

  it('hold figures in their ranges', () => {
    for (const area of areas) {
      const share =
        (Number(area.children_under_1) + Number(area.children_aged_1) + Number(area.children_aged_2_to_4)) /
        Number(area.population);
      expect(share, area.name).toBeGreaterThan(0.02);
      expect(share, area.name).toBeLessThan(0.09);
      expect(Number(area.deprivation_decile)).toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(Number(area.idaci_rate), area.name).toBeGreaterThan(0.04);
      expect(Number(area.idaci_rate), area.name).toBeLessThan(0.4);
      expect(Number(area.no_car_share), area.name).toBeGreaterThan(0.03);
      expect(Number(area.no_car_share), area.name).toBeLessThan(0.4);
      expect(area.rural_urban).toMatch(
        /^(Urban|Larger rural|Smaller rural): (Nearer to|Further from) a major/,
      );
    }
  });

  it('reach the ends of the county', () => {
    const ends = [
      'The Lizard',
      'Coverack',
      'St Keverne',
      'Sennen',
      'Pendeen and Botallack',
      'Zennor and Towednack',
      'Gerrans and Portscatho',
      'Polruan and Lanteglos',
      'Morwenstow',
      'Week St Mary and Whitstone',
      'Altarnun and Five Lanes',
      'St Breward',
      'Port Isaac and St Endellion',
      'Kingsand and Cawsand',
      'Calstock',
    ];
    expect(ends.filter((name) => !areas.some((area) => area.name === name))).toEqual([]);
  });

  it.runIf(hasReference)('have about as many children under 5 as the statistics', () => {
    const real = sumOf(
      rowsIn(new URL('demand/cornwall_lsoa11_pop2020_imd2019_ruc11_dev.csv', REFERENCE)),
      'age0_4',
    );
    const here =
      sumOf(areas, 'children_under_1') +
      sumOf(areas, 'children_aged_1') +
      sumOf(areas, 'children_aged_2_to_4');
    // Births have fallen since the mid-2020 figures.
    expect(here / real).toBeGreaterThan(0.85);
    expect(here / real).toBeLessThan(1);
  });
});

describe('the sample sites', () => {
  it('are at least 90, each with an address part of its own that never needs to change', () => {
    expect(sites.length).toBeGreaterThanOrEqual(90);
    expect(duplicates(sites.map((site) => site.id))).toEqual([]);
    expect(duplicates(sites.map((site) => site.name))).toEqual([]);
    for (const site of sites) {
      expect(site.id).toBe(slugOf(site.id));
      expect(site.source).toBe('illustrative');
      expect(isInCornwall(pointOf(site)), site.name).toBe(true);
    }
  });

  it('claim no unit postcode, only the outward code of the place', () => {
    const codes = outwardCodes.map((row) => row.code);
    for (const site of sites) expect(site.postcode, site.name).toBeOneOf(codes);
  });

  it('use only the words of the dictionary', () => {
    const words = (column: string) => [...new Set(sites.map((site) => site[column]))];
    const documented = (column: string) => {
      const line = README.split('\n').find((each) => each.startsWith(`| \`${column}\` |`)) ?? '';
      return [...(line.split('|')[5] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    };
    for (const column of ['kind', 'surface', 'mobile_signal', 'status']) {
      expect(documented(column)).toEqual(expect.arrayContaining(words(column)));
    }
    for (const column of ['has_power', 'has_water', 'has_toilet', 'is_step_free']) {
      expect(['yes', 'no']).toEqual(expect.arrayContaining(words(column)));
    }
  });

  it('open for at least one stretch of two hours and three quarters, never on a Sunday', () => {
    for (const site of sites) {
      const opening = parseWeeklyTimes(site.opening);
      expect(opening, `${site.name}: ${site.opening}`).toBeTruthy();
      const windows = Object.values(opening ?? {}).flat();
      expect(Math.max(...windows.map(({ from, to }) => to - from)), site.name).toBeGreaterThanOrEqual(9900);
      expect(opening?.[7], site.name).toBeUndefined();
    }
  });

  it('keep the van away from schools while children arrive and leave', () => {
    const schools = sites.filter((site) => site.kind === 'school');
    expect(schools.length).toBeGreaterThanOrEqual(5);
    for (const school of schools) {
      for (const { from, to } of Object.values(parseWeeklyTimes(school.opening) ?? {}).flat()) {
        for (const run of [
          { from: '08:30', to: '09:15' },
          { from: '15:00', to: '15:45' },
        ]) {
          expect(from >= clockTime(run.to) || to <= clockTime(run.from), school.name).toBe(true);
        }
      }
    }
  });

  it('are approved with a permission and a risk assessment in date, but for a handful', () => {
    const approved = sites.filter((site) => site.status === 'approved');
    expect(sites.length - approved.length).toBeGreaterThanOrEqual(5);
    expect(approved.length / sites.length).toBeGreaterThan(0.85);
    for (const site of approved) {
      expect(site.permission_owner, site.name).not.toBe('');
      expect(site.permission_reference, site.name).toMatch(/^SAMPLE-\d{3}$/);
      expect(serviceDate(site.permission_expires_on) > '2027-06-30', site.name).toBe(true);
      expect(serviceDate(site.permission_expires_on) < '2030-01-01', site.name).toBe(true);
      expect(serviceDate(site.risk_assessed_on).slice(0, 4), site.name).toBe('2026');
    }
    for (const site of sites.filter(({ status }) => status === 'proposed')) {
      expect(site.permission_reference + site.permission_expires_on + site.risk_assessed_on).toBe('');
    }
  });
});

describe('the sample places', () => {
  it('are at least 300 names, all different, in Cornwall or Scilly', () => {
    expect(places.length).toBeGreaterThanOrEqual(300);
    expect(duplicates(places.map((place) => slugOf(place.name)))).toEqual([]);
    for (const place of places) {
      const isHome = SCILLY_CODES.includes(place.outward_code) ? isInScilly : isInCornwall;
      expect(isHome(pointOf(place)), place.name).toBe(true);
      expect(place.kind).toBeOneOf(['city', 'town', 'village', 'suburb', 'hamlet', 'island']);
      expect(place.source).toBeOneOf(['OS Open Names', 'GeoNames', 'map reading by this project']);
    }
  });

  it('answer to their Cornish names', () => {
    const nameFor = (other: string) =>
      places.find((place) => place.other_names.split('; ').includes(other))?.name;
    expect(nameFor('Truru')).toBe('Truro');
    expect(nameFor('Pennsans')).toBe('Penzance');
    expect(nameFor('Aberfala')).toBe('Falmouth');
    expect(nameFor('Porth Ia')).toBe('St Ives');
    expect(nameFor('Lannstefan')).toBe('Launceston');
    expect(nameFor('An Lysardh')).toBe('The Lizard');
    expect(nameFor('Lannust')).toBe('St Just');
  });
});

describe('the sample outward codes', () => {
  const range = (area: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `${area}${from + i}`);

  it('are the 46 of Cornwall and the 5 of Scilly, each once, and only Scilly has no road', () => {
    const cornwall = [
      ...range('EX', 22, 23),
      ...range('PL', 10, 15),
      ...range('PL', 17, 18),
      ...range('PL', 22, 35),
      ...range('TR', 1, 20),
      ...range('TR', 26, 27),
    ];
    expect(cornwall).toHaveLength(46);
    const codesWhere = (hasRoad: string) =>
      outwardCodes.filter((row) => row.has_road === hasRoad).map((row) => row.code);
    expect(codesWhere('yes').sort()).toEqual([...cornwall].sort());
    expect(codesWhere('no').sort()).toEqual(SCILLY_CODES);
  });

  it('list main places that are in the list of places under the same code', () => {
    const home = new Map(places.map((place) => [place.name, place.outward_code]));
    for (const row of outwardCodes) {
      for (const name of row.places.split('; ')) expect(home.get(name), name).toBe(row.code);
      expect((row.has_road === 'yes' ? isInCornwall : isInScilly)(pointOf(row)), row.code).toBe(true);
    }
  });

  it.runIf(hasReference)('have their centre where their postcodes are', () => {
    const postcodes = rowsIn(new URL('postcodes/cornwall_scilly_postcodes.csv', REFERENCE));
    for (const row of outwardCodes) {
      const own = postcodes.filter((each) => each.postcode.startsWith(`${row.code} `));
      const away = own.map((each) => greatCircleMetres(pointOf(row), pointOf(each)));
      expect(own.length, row.code).toBeGreaterThan(0);
      expect(away.reduce((a, b) => a + b, 0) / own.length, row.code).toBeLessThan(8000);
    }
  });
});
