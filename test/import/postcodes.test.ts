import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Place, PostcodePoint } from '../../server/core/nouns.ts';
import { outwardCodesOf, withOutwardCodes } from '../../server/import/outwardCodes.ts';
import { readPostcodes } from '../../server/import/postcodes.ts';
import { groupRefusals } from '../../server/import/report.ts';
import { lonLat } from '../../server/shared/coordinates.ts';
import { tempFile } from './support/tempFile.ts';

const read = async (content: string, within?: Parameters<typeof readPostcodes>[1]) => {
  const [result] = await readPostcodes(tempFile('postcodes.csv', content), within);
  return {
    ended: result.ended.map(({ postcode, endedIn }) => `${postcode} ${endedIn}`),
    postcodes: result.rows.map((row) => row.value.postcode),
    points: result.rows.map((row) => row.value.lonLat),
    refused: result.refused.map(({ line, reason, isFault }) => [line, reason, isFault]),
  };
};

describe('a table of postcodes', () => {
  it('may be Code-Point Open, which has no header row and eastings and northings', async () => {
    const { postcodes, points, refused } = await read(
      '"LE150BJ",10,486119,308841,"E92000001","E19000001","E18000002","","E06000017","E05012641"\n"LE15 0XX",90,0,0,"E92000001","","","","",""\n',
    );
    expect(postcodes).toEqual(['LE15 0BJ']);
    expect(points[0][0]).toBeCloseTo(-0.72788, 4);
    expect(points[0][1]).toBeCloseTo(52.67045, 4);
    expect(refused).toEqual([[2, 'the file has no coordinates for it', false]]);
  });

  it('may be the ONS Postcode Directory, with postcodes that are no longer in use', async () => {
    const { postcodes, ended, refused } = await read(
      [
        'pcd,pcd2,pcds,dointr,doterm,oscty,oseast1m,osnrth1m,osgrdind,lat,long',
        '"LE150BJ","LE15 0BJ","LE15 0BJ","198001","","E99999999",486119,308841,1,52.670447,-0.727878',
        '"LE150AA","LE15 0AA","LE15 0AA","198001","200506","E99999999",486119,308841,1,52.670447,-0.727878',
        '"LE150AB","LE15 0AB","LE15 0AB","198001","soon","E99999999",486119,308841,1,52.670447,-0.727878',
        '"LE150AC","LE15 0AC","LE15 0AC","198001","200506","E99999999",,,9,99.999999,0.000000',
        '"GY1 1AA","GY1  1AA","GY1 1AA","198001","","L99999999",,,9,99.999999,0.000000',
      ].join('\n'),
    );
    expect(postcodes).toEqual(['LE15 0BJ']);
    expect(ended).toEqual(['LE15 0AA 2005-06', 'LE15 0AB ']);
    expect(refused).toEqual([
      [3, 'the postcode is no longer in use', false],
      [4, 'the postcode is no longer in use', false],
      [5, 'the postcode is no longer in use', false],
      [6, 'the file has no coordinates for it', false],
    ]);
  });

  it('shrinks to the region it is read for', async () => {
    const { postcodes, refused } = await read(
      'postcode,lon,lat\nLE15 6HW,-0.7,52.6\nTR1 1AA,-5,50.2',
      [-1, 52, 0, 53],
    );
    expect(postcodes).toEqual(['LE15 6HW']);
    expect(refused).toEqual([[3, 'outside the region', false]]);
  });

  it('keeps a postcode once, and stops at what is none', async () => {
    const { postcodes, refused } = await read(
      'postcode,lon,lat\nLE15 6HW,-0.7,52.6\nle156hw,-0.7,52.6\nLE15,-0.7,52.6\nLE15 6AA,east,52.6',
    );
    expect(postcodes).toEqual(['LE15 6HW']);
    expect(refused).toEqual([
      [3, 'the postcode is there twice', false],
      [4, 'this is not a full postcode such as LE15 6HW', true],
      [5, 'lon is not a number', true],
    ]);
  });

  it('of the whole country counts what lies elsewhere without keeping every row', async () => {
    const elsewhere = Array.from(
      { length: 3000 },
      (_, i) => `TR${1 + (i % 9)} ${i % 10}A${'ABDEFGHJLN'[i % 10]},-5,50.2`,
    );
    const path = tempFile('postcodes.csv', `postcode,lon,lat\nLE15 6HW,-0.7,52.6\n${elsewhere.join('\n')}`);
    const [{ rowsRead, rows, refused }] = await readPostcodes(path, [-1, 52, 0, 53]);
    expect([rowsRead, rows.length, refused.length]).toEqual([3001, 1, 200]);
    expect(groupRefusals(refused)).toMatchObject([{ reason: 'outside the region', count: 3000 }]);
  });

  it('may be a folder of area files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postcodes-'));
    writeFileSync(join(folder, 'le.csv'), 'postcode,lon,lat\nLE15 6HW,-0.7,52.6\n');
    writeFileSync(join(folder, 'pe.csv'), 'postcode,lon,lat\nPE9 3TE,-0.5,52.6\n');
    writeFileSync(join(folder, 'readme.pdf'), '%PDF');
    const results = await readPostcodes(folder);
    rmSync(folder, { recursive: true });
    expect(results.flatMap((result) => result.rows.map((row) => row.value.postcode))).toEqual([
      'LE15 6HW',
      'PE9 3TE',
    ]);
  });
});

describe('outward codes of a file of postcodes', () => {
  const point = (postcode: string, lon: number, lat: number): PostcodePoint => ({
    postcode,
    lonLat: lonLat(lon, lat),
  });
  const POINTS = [
    point('AB1 1AA', -2, 52),
    point('AB1 1AB', -2.01, 52.01),
    point('AB1 1AC', -2.02, 52.02),
    point('AB1 1AD', -2.005, 52.005),
    point('AB1 9ZZ', -3.5, 53.5),
    point('AB12 1AA', -2.1, 52.1),
  ];
  const place = (name: string, kind: string, lon: number, lat: number): Place => ({
    name,
    otherNames: [],
    kind,
    lonLat: lonLat(lon, lat),
    outwardCode: null,
  });

  it('have the postcode in their middle as centre, which one far off does not shift', () => {
    expect(outwardCodesOf(POINTS, [])).toEqual([
      { code: 'AB1', lonLat: [-2.01, 52.01], hasRoad: true, places: [] },
      { code: 'AB12', lonLat: [-2.1, 52.1], hasRoad: true, places: [] },
    ]);
  });

  it('name their main places: towns first, then those with most postcodes around them', () => {
    const places = withOutwardCodes(
      [
        place('Ham', 'hamlet', -2.02, 52.021),
        place('Vill', 'village', -2.003, 52.003),
        place('Tun', 'town', -2.01, 52.012),
      ],
      POINTS,
    );
    expect(outwardCodesOf(POINTS, places)[0].places).toEqual(['Tun', 'Vill', 'Ham']);
  });

  it('are not given to a place further than 3 km from every postcode', () => {
    const [near, far] = withOutwardCodes(
      [place('Near', 'village', -2, 52.026), place('Far', 'village', -2, 51.972)],
      [point('AB1 1AA', -2, 52)],
    );
    expect([near.outwardCode, far.outwardCode]).toEqual(['AB1', null]);
  });
});
