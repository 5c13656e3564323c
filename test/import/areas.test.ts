import { describe, expect, it } from 'vitest';
import { assumedNoCarShare, fillAges } from '../../server/import/areaFallbacks.ts';
import { readAreas } from '../../server/import/areas.ts';
import { tempFile } from './support/tempFile.ts';

const read = async (...tables: string[]) => {
  const [result] = await readAreas(tables.map((text, i) => tempFile(`areas-${i}.csv`, text)));
  return { areas: result.rows.map((row) => row.value), refused: result.refused };
};

describe('a table of areas', () => {
  it('in this project’s own form assumes nothing', async () => {
    const { areas } = await read(
      'id,name,lon,lat,population,children_under_1,children_aged_1,children_aged_2_to_4,deprivation_decile,idaci_rate,no_car_share,rural_urban\na,A,-5,50,1700,9,10,33,5,0.15,8%,village',
    );
    expect(areas).toEqual([
      {
        id: 'a',
        name: 'A',
        lonLat: [-5, 50],
        points: [{ lonLat: [-5, 50], weight: 1 }],
        outline: null,
        population: 1700,
        childrenUnder1: 9,
        childrenAged1: 10,
        childrenAged2to4: 33,
        deprivationDecile: 5,
        idaciRate: 0.15,
        noCarShare: 0.08,
        ruralUrban: 'village',
        assumed: [],
      },
    ]);
  });

  it('with ages 0 and 0 to 4 only takes age 1 as age 0 and says so', async () => {
    const { areas } = await read(
      'lsoa11_code,lsoa11_name,pop2020,age0,age0_4,lon,lat,ruc11_code,ruc,classification,IMD_rank,IMD_decile,idaci_numerator\nE01,Area,1355,7,47,-0.76,52.6,E1,Rural,Rural village,19612,6,NA',
    );
    expect(areas[0]).toMatchObject({
      childrenUnder1: 7,
      childrenAged1: 7,
      childrenAged2to4: 33,
      idaciRate: null,
      noCarShare: 0.06,
      ruralUrban: 'Rural village',
    });
    expect(areas[0].assumed.map(({ field }) => field)).toEqual([
      'childrenAged1',
      'childrenAged2to4',
      'noCarShare',
    ]);
  });

  it('with single years of age adds up the years it needs, and no others', async () => {
    const ages = Array.from({ length: 91 }, (_, age) => age);
    const { areas } = await read(
      `lsoa11_name,lsoa11_code,total_population,lon,lat,${ages.join(',')}\nA,E01,2222,-4,50,${ages.map((age) => age + 10).join(',')}`,
    );
    expect(areas[0]).toMatchObject({
      population: 2222,
      childrenUnder1: 10,
      childrenAged1: 11,
      childrenAged2to4: 39,
    });
    expect(areas[0].assumed.map(({ field }) => field)).toEqual(['noCarShare']);
  });

  it('of the ONS by sex, joined with centroids, deprivation, cars and rural-urban class by code', async () => {
    const ons =
      'Mid-2022 population estimates,,,,,,,,,,,,,,\n\nLAD 2023 Code,LAD 2023 Name,LSOA 2021 Code,LSOA 2021 Name,Total,F0,F1,F2,F3,F4,M0,M1,M2,M3,M4\nE06,Rutland,E01,Rutland 001A,"1,500",5,6,7,8,9,4,5,6,7,8\nE06,Rutland,E02,Rutland 001B,1400,1,1,1,1,1,1,1,1,1,1';
    const centroids =
      'LSOA21CD,LSOA21NM,easting,northing\nE01,Rutland 001A,486119,308841\nE02,Rutland 001B,486119,308841';
    const deprivation =
      'LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Deprivation Affecting Children Index (IDACI) Score (rate)\nE01,Rutland 001A,3,0.251\nE99,Elsewhere,1,0.9';
    const cars =
      'date,geography,geography code,Number of cars or vans: Total: All households,Number of cars or vans: No cars or vans in household\n2021,Rutland 001A,E01,400,50';
    const ruc =
      'LSOA21CD,LSOA21NM,RUC21CD,RUC21NM,Urban_rural_flag\nE02,Rutland 001B,RSF1,Smaller rural: Further from a major town or city,Rural';
    const { areas } = await read(ons, centroids, deprivation, cars, ruc);
    expect(areas.map(({ lonLat: _, points: __, outline: ___, ...area }) => area)).toEqual([
      {
        id: 'E01',
        name: 'Rutland 001A',
        population: 1500,
        childrenUnder1: 9,
        childrenAged1: 11,
        childrenAged2to4: 45,
        deprivationDecile: 3,
        idaciRate: 0.251,
        noCarShare: 0.125,
        ruralUrban: null,
        assumed: [],
      },
      {
        id: 'E02',
        name: 'Rutland 001B',
        population: 1400,
        childrenUnder1: 2,
        childrenAged1: 2,
        childrenAged2to4: 6,
        deprivationDecile: null,
        idaciRate: null,
        noCarShare: 0.06,
        ruralUrban: 'Smaller rural: Further from a major town or city',
        assumed: [
          {
            field: 'noCarShare',
            reason: 'taken from the rural-urban class "Smaller rural: Further from a major town or city"',
          },
        ],
      },
    ]);
    expect(areas[0].lonLat[0]).toBeCloseTo(-0.7279, 3);
  });

  it('takes the IDACI count over the children aged 0 to 15 where the table has them, else over 16/5 of those aged 0 to 4', async () => {
    const { areas } = await read(
      'id,lon,lat,age0,age0_4,age0_15,idaci_numerator\na,-1,52,10,50,200,40\nb,-1,52,10,50,NA,40',
    );
    expect(areas.map((area) => area.idaciRate)).toEqual([0.2, 0.25]);
  });

  it('refuses an area without coordinates, and one without children by age', async () => {
    const { areas, refused } = await read('id,lon,lat,age0\na,,,5\nb,-1,52,NA\nc,-1,52,5');
    expect(areas.map((area) => area.id)).toEqual(['c']);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'the area has no coordinates: expected lon and lat, or easting and northing'],
      [3, 'no children by age are given: expected age 0, or ages 0 to 4, as numbers'],
    ]);
  });

  it('does not take a single year of age for a band of ages', async () => {
    const { areas } = await read('id,lon,lat,age0,age24\na,-1,52,5,99');
    expect(areas[0]).toMatchObject({ childrenAged2to4: 15 });
  });

  it('finds every column wherever it stands', async () => {
    const { areas } = await read('lat,age0_4,lon,lsoa21cd,age0\n52.5,60,-1.5,E01,12');
    expect(areas[0]).toMatchObject({
      id: 'E01',
      lonLat: [-1.5, 52.5],
      childrenUnder1: 12,
      childrenAged2to4: 36,
    });
  });
});

describe('children by age with parts unknown', () => {
  const known = (fields: Partial<Parameters<typeof fillAges>[0]>) => ({
    under1: null,
    aged1: null,
    aged2to4: null,
    aged0to4: null,
    ...fields,
  });

  it.each([
    [known({ under1: 10 }), { under1: 10, aged1: 10, aged2to4: 30 }],
    [known({ under1: 10, aged0to4: 60 }), { under1: 10, aged1: 10, aged2to4: 40 }],
    [known({ under1: 10, aged1: 12, aged0to4: 60 }), { under1: 10, aged1: 12, aged2to4: 38 }],
    [known({ aged0to4: 50 }), { under1: 10, aged1: 10, aged2to4: 30 }],
    // 12 of 20 children are babies: the other 8 are shared among ages 1 to 4.
    [known({ under1: 12, aged0to4: 20 }), { under1: 12, aged1: 2, aged2to4: 6 }],
    [known({ under1: 10, aged2to4: 30, aged0to4: 45 }), { under1: 10, aged1: 5, aged2to4: 30 }],
    [known({ under1: 0, aged0to4: 0 }), { under1: 0, aged1: 0, aged2to4: 0 }],
  ])('are filled in so that they keep their total', (given, expected) => {
    expect(fillAges(given)).toMatchObject(expected);
  });

  it('are not made up from nothing', () => {
    expect(fillAges(known({ aged1: 5 }))).toBeUndefined();
  });

  it.each([
    [known({ under1: 10, aged0to4: 9 }), 'more children under 1 than children aged 0 to 4'],
    [known({ under1: 10, aged1: 10, aged0to4: 15 }), 'more children under 2 than children aged 0 to 4'],
    [
      known({ under1: 10, aged1: 10, aged2to4: 30, aged0to4: 80 }),
      'the single ages do not add up to the children aged 0 to 4',
    ],
  ])('are refused where they contradict each other', (given, expected) => {
    expect(fillAges(given)).toBe(expected);
  });

  it('may differ from their sum by a publisher’s rounding', () => {
    expect(fillAges(known({ under1: 10, aged1: 10, aged2to4: 30, aged0to4: 54 }))).toMatchObject({
      aged2to4: 30,
      assumed: [],
    });
  });
});

describe('households without a car', () => {
  it.each([
    ['Urban city and town', 0.2],
    ['Urban major conurbation', 0.3],
    ['Urban: Nearer to a major town or city', 0.2],
    ['Rural town and fringe', 0.13],
    ['Larger rural: Further from a major town or city', 0.13],
    ['Rural village', 0.06],
    ['Rural village and dispersed', 0.06],
    ['Smaller rural: Nearer to a major town or city', 0.06],
    ['Rural hamlets and isolated dwellings', 0.05],
    ['dispersed', 0.05],
    ['town', 0.13],
    [null, 0.23],
  ])('are assumed by class: %s', (name, share) => {
    expect(assumedNoCarShare(name, null).share).toBe(share);
  });

  it.each([
    ['A1', 0.3],
    ['C1', 0.2],
    ['D1', 0.13],
    ['E2', 0.06],
    ['UF1', 0.2],
    ['RLN1', 0.13],
    ['RSF1', 0.06],
  ])('are assumed by code where there is no name: %s', (code, share) => {
    expect(assumedNoCarShare(null, code).share).toBe(share);
  });
});
