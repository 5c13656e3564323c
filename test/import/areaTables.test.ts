import { describe, expect, it } from 'vitest';
import { areaLookup } from '../../server/import/areaLookup.ts';
import { readAreas } from '../../server/import/areas.ts';
import { rowsIn } from '../../server/import/report.ts';
import { tempFile } from './support/tempFile.ts';

/**
 * Four areas of 2011: E01000001 stays; E01000002 is divided in two; E01000003 and E01000004 become one.
 */
const LOOKUP =
  'LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM\nE01000001,A,U,E01000001,A\nE01000002,B,S,E01000011,B1\nE01000002,B,S,E01000012,B2\nE01000003,C,M,E01000013,CD\nE01000004,D,M,E01000013,CD';
const AGES_2011 =
  'LSOA11CD,population,0,1,2,3,4\nE01000001,1000,10,10,10,10,10\nE01000002,2000,20,20,20,20,20\nE01000003,600,6,6,6,6,6\nE01000004,1400,14,14,14,14,14';
const POINTS_2021 =
  'LSOA21CD,LSOA21NM,lon,lat\nE01000001,A,-1,52\nE01000011,B1,-1.1,52\nE01000012,B2,-1.2,52\nE01000013,CD,-1.3,52';
const POINTS_2011 =
  'LSOA11CD,lon,lat\nE01000001,-1,52\nE01000002,-1.1,52\nE01000003,-1.3,52\nE01000004,-1.4,52';
const DEPRIVATION_2021 =
  'LSOA code (2021),Index of Multiple Deprivation (IMD) Decile,Income Deprivation Affecting Children Index (IDACI) Score (rate)\nE01000001,1,0.1\nE01000011,2,0.2\nE01000012,6,0.4\nE01000013,9,0.05';

const read = async (...tables: string[]) => {
  const files = await readAreas(tables.map((text, i) => tempFile(`t${i}.csv`, text)));
  for (const file of files)
    expect(file.rowsRead).toBe((file.kept ?? file.rows.length) + rowsIn(file.refused));
  const [first, ...others] = files;
  return { areas: first.rows.map((row) => row.value), refused: first.refused, first, others };
};

describe('tables of areas of two years', () => {
  it('share out the children of an area that was divided, and add up those of areas made one, where only the new areas have places', async () => {
    const { areas, first } = await read(AGES_2011, LOOKUP, POINTS_2021);
    expect(areas.map((area) => [area.id, area.name, area.childrenUnder1, area.population])).toEqual([
      ['E01000001', 'A', 10, 1000],
      ['E01000011', 'B1', 10, 1000],
      ['E01000012', 'B2', 10, 1000],
      ['E01000013', 'CD', 20, 2000],
    ]);
    expect(areas[1].assumed).toContainEqual({
      field: 'childrenUnder1',
      reason: 'shared out from an area of 2011 that was divided',
    });
    expect(areas[3].assumed).toContainEqual({
      field: 'childrenUnder1',
      reason: 'added up from 2 areas of 2011',
    });
    expect(areas[0].assumed.map(({ field }) => field)).toEqual(['noCarShare']);
    expect(first.notes).toContain('Its 4 areas of 2011 became 4 of 2021.');
  });

  it('share out by people where a table of the new areas has them', async () => {
    const people = `${POINTS_2021.replace('lon,lat', 'lon,lat,population')
      .replace('-1,52', '-1,52,1000')
      .replace('-1.1,52', '-1.1,52,1500')
      .replace('-1.2,52', '-1.2,52,500')
      .replace('-1.3,52', '-1.3,52,2000')}`;
    const { areas } = await read(AGES_2011, people, LOOKUP);
    expect(areas.map((area) => area.childrenUnder1)).toEqual([10, 15, 5, 20]);
  });

  it('carry rates and deciles to the areas of the children where those have places', async () => {
    const { areas, others } = await read(AGES_2011, POINTS_2011, DEPRIVATION_2021, LOOKUP);
    expect(areas.map((area) => [area.id, area.deprivationDecile, area.idaciRate])).toEqual([
      ['E01000001', 1, 0.1],
      ['E01000002', 4, expect.closeTo(0.3, 9)],
      ['E01000003', 9, 0.05],
      ['E01000004', 9, 0.05],
    ]);
    expect(areas[1].assumed).toContainEqual({
      field: 'deprivationDecile',
      reason: 'averaged over 2 areas of 2021',
    });
    expect(areas[2].assumed).toContainEqual({
      field: 'idaciRate',
      reason: 'carried over from an area of 2021',
    });
    expect(others.map((file) => file.notes.at(-1))).toEqual([
      'Tells of 4 of the areas.',
      'Its areas are those of 2021: converted with the look-up.',
      undefined,
    ]);
  });

  it('give the same whatever the order of the files', async () => {
    const files = [AGES_2011, POINTS_2011, DEPRIVATION_2021, LOOKUP];
    const { areas } = await read(...files);
    expect((await read(...[...files].reverse())).areas).toEqual(areas);
  });

  it('without the look-up name the areas that do not match, and what to add', async () => {
    const { areas, refused, others } = await read(AGES_2011, POINTS_2021);
    expect(areas.map((area) => area.id)).toEqual(['E01000001']);
    expect(refused.map(({ value, isFault }) => [value, isFault])).toEqual([
      ['E01000002', false],
      ['E01000003', false],
      ['E01000004', false],
    ]);
    expect(others[0].notes).toEqual([
      'Tells of 1 of the 4 areas; 3 areas are not in it.',
      'Some of its codes are unknown to the table with the children. Where the two are of different years (2011 and 2021), add the look-up from LSOA 2011 to LSOA 2021.',
    ]);
  });

  it('refuse an area of which a part is in no table, rather than take a part for the whole', async () => {
    const { areas, refused } = await read(AGES_2011.replace(/\nE01000004.*/, ''), POINTS_2021, LOOKUP);
    expect(areas.map((area) => area.id)).toEqual(['E01000001', 'E01000011', 'E01000012']);
    expect(refused).toEqual([
      {
        line: 4,
        reason: 'the look-up joins the area with one that is not in the table',
        value: 'E01000003',
        isFault: true,
      },
    ]);
  });

  it('do not mix deprivation of two editions', async () => {
    const old =
      'LSOA code (2011),Index of Multiple Deprivation (IMD) Decile\nE01000001,10\nE01000002,10\nE01000003,10\nE01000004,10';
    const { areas, others } = await read(AGES_2011, POINTS_2011, old, DEPRIVATION_2021, LOOKUP);
    expect(areas.map((area) => area.deprivationDecile)).toEqual([1, 4, 9, 9]);
    expect(others[1].notes[0]).toBe(
      'Its deprivation figures are not used: those of 2025 are newer than those of 2019.',
    );
  });

  it('of another county are an error that shows both kinds of code', async () => {
    await expect(read(AGES_2011, 'id,lon,lat\nX1,-1,52')).rejects.toThrow(
      't1.csv: none of its 1 area is among those of the table with the children (codes there are like "E01000001", here like "X1")',
    );
  });
});

describe('a look-up of areas', () => {
  const lookup = areaLookup([
    { from: 'a', to: 'a' },
    { from: 'b', to: 'b1' },
    { from: 'b', to: 'b2' },
  ]);

  it('knows of which year some codes are, and when that cannot be told', () => {
    expect([['a'], ['a', 'b'], ['b1'], ['b', 'b1'], ['z']].map((ids) => lookup.editionOf(ids))).toEqual([
      undefined,
      '2011',
      '2021',
      undefined,
      undefined,
    ]);
  });

  it('knows the areas that share ground', () => {
    expect([
      lookup.partnersOf('b', '2021'),
      lookup.partnersOf('b2', '2011'),
      lookup.partnersOf('z', '2021'),
    ]).toEqual([['b1', 'b2'], ['b'], []]);
  });
});

describe('codes of areas', () => {
  it.each([
    [
      'geography,Number of cars or vans: Total: All households,Number of cars or vans: No cars or vans in household\nE01000001 : Rutland 005A,400,50',
    ],
    [
      'date,geography,geography code,Number of cars or vans: Total: All households,Number of cars or vans: No cars or vans in household\n2021,Rutland 005A,E01000001,400,50',
    ],
    [
      '2021 super output area - lower layer,mnemonic,Number of cars or vans: Total: All households,Number of cars or vans: No cars or vans in household\nRutland 005A,E01000001,400,50',
    ],
  ])('stand where Nomis puts them: %s', async (cars) => {
    const { areas } = await read('id,lon,lat,0\nE01000001,-1,52,3', cars);
    expect(areas[0]).toMatchObject({ noCarShare: 0.125, name: 'Rutland 005A' });
  });

  it('may be followed by a remark of the publisher below the table', async () => {
    const { areas, refused } = await read(
      'id,lon,lat,0\nE01000001,-1,52,3\n"In order to protect against disclosure, records have been swapped",,,\nSource: Office for National Statistics',
    );
    expect([areas.length, refused.map(({ line, reason, isFault }) => [line, reason, isFault])]).toEqual([
      1,
      [
        [3, 'a remark, not a row of the table', false],
        [4, 'a remark, not a row of the table', false],
      ],
    ]);
  });
});
