import type { RoadLeg } from '../../core/nouns.ts';
import { type LonLat, lonLat } from '../../shared/coordinates.ts';
import { fault, type RowReader } from '../cells.ts';
import type { Synonyms } from '../columns.ts';
import { column, readRows } from '../readRows.ts';
import type { ReadRows } from '../report.ts';

/** Road legs as published beside the mobile libraries' timetables; the line itself (WKT) is not needed. */
const COLUMNS = {
  fromLon: ['originstoplongitude', 'originlongitude', 'fromlon'],
  fromLat: ['originstoplatitude', 'originlatitude', 'fromlat'],
  toLon: ['destinationstoplongitude', 'destinationlongitude', 'tolon'],
  toLat: ['destinationstoplatitude', 'destinationlatitude', 'tolat'],
  metres: ['distance', 'metres', 'distancemetres'],
  seconds: ['duration', 'seconds', 'durationseconds'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof COLUMNS;

const FIELDS = Object.keys(COLUMNS) as Field[];

/** Reads road legs between stops: coordinates of both ends, metres and seconds. @throws IMPORT_FILE */
export function readRoadLegs(path: string): Promise<ReadRows<RoadLeg>> {
  return readRows(path, {
    kind: 'road legs',
    what: 'a table of road legs',
    expected:
      'origin_stop_longitude, origin_stop_latitude, destination_stop_longitude, destination_stop_latitude, distance and duration',
    fields: COLUMNS,
    required: FIELDS.map((field) => column(field)),
    valueOf: (row): RoadLeg => ({
      from: endOf(row, 'fromLon', 'fromLat'),
      to: endOf(row, 'toLon', 'toLat'),
      seconds: amountIn(row, 'seconds'),
      metres: amountIn(row, 'metres'),
    }),
  });
}

function endOf(row: RowReader<Field>, lon: Field, lat: Field): LonLat {
  const [east, north] = [row.between(lon, -180, 180), row.between(lat, -90, 90)];
  if (east === null || north === null) throw fault('an end of the leg has no coordinates', '');
  return lonLat(east, north);
}

function amountIn(row: RowReader<Field>, field: Field): number {
  const amount = row.count(field);
  if (amount === null) throw fault(`no ${row.title(field)} is given`, row.text(field));
  return amount;
}

/** Decimals by which two points are one: about a metre. */
const DECIMALS = 5;

/** Looks legs up by their ends; undefined for a leg that none of them is. Of several the quickest counts. */
export function legFinder(legs: readonly RoadLeg[]): (from: LonLat, to: LonLat) => RoadLeg | undefined {
  const byEnds = new Map<string, RoadLeg>();
  for (const leg of legs) {
    const known = byEnds.get(endsKey(leg.from, leg.to));
    if (known === undefined || leg.seconds < known.seconds) byEnds.set(endsKey(leg.from, leg.to), leg);
  }
  return (from, to) => byEnds.get(endsKey(from, to));
}

const endsKey = (from: LonLat, to: LonLat): string =>
  [...from, ...to].map((degrees) => degrees.toFixed(DECIMALS)).join(' ');
