import { describe, expect, it } from 'vitest';
import { readAreas } from '../../server/import/areas.ts';
import { readHubs } from '../../server/import/hubs.ts';
import { tempFile } from './support/tempFile.ts';

const NO_POSTCODES = { pointOf: () => undefined, hasOutward: () => true };
const collection = (features: unknown[], crs?: string) =>
  JSON.stringify({
    type: 'FeatureCollection',
    ...(crs ? { crs: { type: 'name', properties: { name: crs } } } : {}),
    features,
  });
const hubAt = (coordinates: unknown) => ({
  type: 'Feature',
  properties: { name: 'Oakham Family Hub', postcode: 'LE15 6HW', open: true, more: { a: 1 }, none: null },
  geometry: { type: 'Point', coordinates },
});
const readHub = (text: string) => readHubs(tempFile('hubs.geojson', text), NO_POSTCODES);

describe('a map of points', () => {
  it('is a table whose columns are its properties', async () => {
    const { rows, notes } = await readHub(collection([hubAt([-0.7259, 52.6694])]));
    expect(rows.map(({ line, value }) => [line, value.name, value.lonLat])).toEqual([
      [1, 'Oakham Family Hub', [-0.7259, 52.6694]],
    ]);
    expect(notes).toEqual(['Read as a map: line numbers count its features.']);
  });

  it.each([
    ['said to be', 'urn:ogc:def:crs:EPSG::27700'],
    ['that can be nothing else', undefined],
  ])('in metres of the British National Grid, %s, becomes degrees', async (_, crs) => {
    const { rows } = await readHub(collection([hubAt([486_119, 308_841])], crs));
    expect(rows[0].value.lonLat[0]).toBeCloseTo(-0.72788, 4);
    expect(rows[0].value.lonLat[1]).toBeCloseTo(52.67045, 4);
  });

  it('in another projection is refused, with what to do', async () => {
    await expect(readHub(collection([hubAt([1, 2])], 'urn:ogc:def:crs:EPSG::3857'))).rejects.toThrow(
      'Export it in longitude and latitude (WGS 84, EPSG:4326) or on the British National Grid',
    );
  });

  it.each([[[486_119, 'north']], [[1e9, 1e9]], [[Number.NaN, 1]]])(
    'refuses a place that is not on the grid it is said to be on: %j',
    async (place) => {
      const { rows, refused } = await readHub(collection([hubAt(place)], 'EPSG:27700'));
      expect([rows.length, refused.length, refused[0].isFault]).toEqual([0, 1, true]);
    },
  );

  it('names the feature whose place is wrong', async () => {
    const { refused } = await readHub(collection([hubAt([-0.7, 52.6]), hubAt(['west', 52.6])]));
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[2, 'lon is not a number']]);
  });
});

describe('a map of outlines', () => {
  const ages = () => tempFile('ages.csv', 'LSOA21CD,0\nE01000001,4');
  const outline = (coordinates: unknown) =>
    collection([
      { type: 'Feature', properties: { LSOA21CD: 'E01000001' }, geometry: { type: 'Polygon', coordinates } },
    ]);

  it.each([
    [
      'of too few corners',
      [
        [
          [-1, 52],
          [-1, 53],
          [-1, 52],
        ],
      ],
    ],
    [
      'outside the world',
      [
        [
          [-1, 52],
          [-1, 530],
          [-2, 52],
          [-1, 52],
        ],
      ],
    ],
    [
      'without numbers',
      [
        [
          ['a', 'b'],
          ['a', 'b'],
          ['a', 'b'],
          ['a', 'b'],
        ],
      ],
    ],
    ['without rings', []],
  ])('is refused by its feature where it is broken: %s', async (_, coordinates) => {
    const [areas, map] = await readAreas([ages(), tempFile('map.geojson', outline(coordinates))]);
    expect(map.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'the outline is not one of polygons in longitude and latitude'],
    ]);
    expect(areas.rows).toEqual([]);
  });

  it('nested a hundred thousand deep does no harm', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = outline([])
      .replace('"coordinates":[]', `"coordinates":${deep}`)
      .replace('"features"', '"crs":{"properties":{"name":"EPSG:27700"}},"features"');
    const [, map] = await readAreas([ages(), tempFile('map.geojson', text)]);
    expect(map.refused.length).toBe(1);
  });
});
