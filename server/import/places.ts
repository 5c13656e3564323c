import type { Place } from '../core/nouns.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { fault, leftOut, type RowReader } from './cells.ts';
import { POINT_COLUMNS, type Synonyms } from './columns.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

export const PLACE_COLUMNS = {
  ...POINT_COLUMNS,
  name: ['name', 'name1', 'placename', 'place'],
  otherNames: ['othernames', 'name2', 'alternativename'],
  kind: ['kind', 'type', 'localtype'],
  outwardCode: ['outwardcode', 'postcodedistrict'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof PLACE_COLUMNS;

/** Kinds in this project's form, in OpenStreetMap and in OS Open Names. */
export const PLACE_KINDS: Readonly<Record<string, string>> = {
  city: 'city',
  town: 'town',
  village: 'village',
  hamlet: 'hamlet',
  island: 'island',
  suburb: 'suburb',
  'suburban area': 'suburb',
  'other settlement': 'hamlet',
};

/** Reads the names people search by. Rows that are no settlement (schools, roads) are left out and counted. @throws IMPORT_FILE */
export function readPlaces(path: string): Promise<ReadRows<Place>> {
  return readRows(path, {
    kind: 'places',
    what: 'a table of places',
    expected: 'name, lon and lat (or easting and northing)',
    fields: PLACE_COLUMNS,
    required: [column('name'), POINT_COLUMN],
    valueOf: placeIn,
  });
}

function placeIn(row: RowReader<Field>): Place {
  const name = row.required('name');
  const written = row.text('kind').toLowerCase();
  const kind = written === '' ? 'village' : PLACE_KINDS[written];
  if (kind === undefined)
    throw leftOut('this is not a city, town, village, hamlet, suburb or island', row.text('kind'));
  const point = pointIn(row);
  if (!point) throw fault('the place has no coordinates', name);
  return {
    name,
    otherNames: row.list('otherNames'),
    kind,
    lonLat: point,
    outwardCode: parsePostcode(row.text('outwardCode'))?.outward ?? null,
  };
}
