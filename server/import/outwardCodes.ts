import type { OutwardCode, Place, PostcodePoint } from '../core/nouns.ts';
import { greatCircleMetres, lonLat } from '../shared/coordinates.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { fault } from './cells.ts';
import { POINT_COLUMNS } from './columns.ts';
import { type NearestIndex, nearestIndex } from './nearest.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

/** A place further than this from every postcode has no outward code. */
const PLACE_TO_POSTCODE_METRES = 3000;
/** Most places named for one outward code. */
const MAIN_PLACES = 4;
const LARGE_KINDS = ['city', 'town'];

/** Outward codes from a table of them (the form in data/README.md). @throws IMPORT_FILE */
export function readOutwardCodes(path: string): Promise<ReadRows<OutwardCode>> {
  const seen = new Set<string>();
  return readRows(path, {
    kind: 'outward codes',
    what: 'a table of outward codes',
    expected: 'code, lon and lat',
    fields: {
      ...POINT_COLUMNS,
      code: ['code', 'outwardcode', 'outcode', 'postcodedistrict'],
      hasRoad: ['hasroad'],
      places: ['places'],
    },
    required: [column('code'), POINT_COLUMN],
    valueOf: (row): OutwardCode => {
      const parsed = parsePostcode(row.required('code'));
      if (!parsed || parsed.inward !== undefined) {
        throw fault('this is not the first half of a postcode, such as TR12', row.text('code'));
      }
      const point = pointIn(row);
      if (!point) throw fault('the outward code has no coordinates', parsed.text);
      if (seen.has(parsed.text)) throw fault('the outward code is there twice', parsed.text);
      seen.add(parsed.text);
      return {
        code: parsed.text,
        lonLat: point,
        hasRoad: row.yesNo('hasRoad') ?? true,
        places: row.list('places'),
      };
    },
  });
}

/** Gives every place that has none the outward code of its nearest postcode, when one is within 3 km. */
export function withOutwardCodes(places: readonly Place[], postcodes: readonly PostcodePoint[]): Place[] {
  const index = nearestIndex(postcodes, (point) => point.lonLat);
  return places.map((place) => {
    if (place.outwardCode !== null) return place;
    const found = index.nearest(place.lonLat, PLACE_TO_POSTCODE_METRES);
    return found ? { ...place, outwardCode: outwardOf(found.value) } : place;
  });
}

/**
 * Outward codes of a file of unit postcodes. The centre is the postcode nearest to the median longitude and latitude, so
 * that it lies among homes; the main places are those with the code, cities and towns first, then by how many postcodes of
 * the code they are the nearest place to.
 * @param places  with their outward codes
 * @returns in order of code; empty without postcodes
 */
export function outwardCodesOf(postcodes: readonly PostcodePoint[], places: readonly Place[]): OutwardCode[] {
  const groups = new Map<string, PostcodePoint[]>();
  for (const point of postcodes) {
    const group = groups.get(outwardOf(point));
    if (group) group.push(point);
    else groups.set(outwardOf(point), [point]);
  }
  const index = nearestIndex(places, (place) => place.lonLat);
  return [...groups.keys()].sort().map((code) => {
    const group = groups.get(code) as PostcodePoint[];
    return { code, lonLat: middleOf(group).lonLat, hasRoad: true, places: mainPlaces(code, group, index) };
  });
}

function mainPlaces(code: string, group: readonly PostcodePoint[], index: NearestIndex<Place>): string[] {
  const postcodesBy = new Map<Place, number>();
  for (const point of group) {
    const found = index.nearest(
      point.lonLat,
      PLACE_TO_POSTCODE_METRES,
      (place) => place.outwardCode === code,
    );
    if (found) postcodesBy.set(found.value, (postcodesBy.get(found.value) ?? 0) + 1);
  }
  const isLarge = (place: Place) => LARGE_KINDS.includes(place.kind);
  return [...postcodesBy]
    .sort(([a, countA], [b, countB]) => Number(isLarge(b)) - Number(isLarge(a)) || countB - countA)
    .slice(0, MAIN_PLACES)
    .map(([place]) => place.name);
}

const outwardOf = (point: PostcodePoint): string => point.postcode.split(' ')[0];

function middleOf(group: readonly PostcodePoint[]): PostcodePoint {
  const median = (axis: 0 | 1) =>
    group.map((point) => point.lonLat[axis]).sort((a, b) => a - b)[Math.floor(group.length / 2)];
  const middle = lonLat(median(0), median(1));
  const distance = (point: PostcodePoint) => greatCircleMetres(middle, point.lonLat);
  return group.reduce((best, point) => (distance(point) < distance(best) ? point : best));
}
