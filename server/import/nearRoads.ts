import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { MAX_SNAP_METRES } from '../engines/engine.ts';
import { type Bounds, greatCircleMetres, type LonLat, lonLat } from '../shared/coordinates.ts';
import type { Metres } from '../shared/units.ts';
import { pointAt, pointsIn } from './osm/lines.ts';
import type { ExtractLine } from './osm/readExtract.ts';
import type { ReadRows, Refusal } from './report.ts';

/** Points along roads stand at most this far apart, so that a distance of 2,000 m is right to 1 m. */
const SPACING_METRES = 100;

/** How far a place is from the nearest road of the extract. */
export interface NearRoads {
  readonly bounds: Bounds;
  /** Why a place is refused that is too far, in words: the same for every row, so that rows can be counted. */
  readonly farReason: string;
  /** Metres; Infinity when it is more than 2,000 m. */
  distanceTo(place: LonLat): Metres;
}

/** An index over every road of an extract that a car may use. */
export function nearRoads(lines: readonly ExtractLine[], bounds: Bounds): NearRoads {
  const points: number[] = [];
  for (const { line, isDrivable } of lines) {
    if (!isDrivable) continue;
    for (let i = 0; i < pointsIn(line); i++) {
      const end = pointAt(line, i);
      if (i > 0) points.push(...between(pointAt(line, i - 1), end));
      points.push(end[0], end[1]);
    }
  }
  const index = new KDBush(points.length / 2);
  for (let i = 0; i < points.length; i += 2) index.add(points[i], points[i + 1]);
  index.finish();
  return {
    bounds,
    farReason: 'more than 2,000 m from any road of the extract',
    distanceTo(place) {
      // geokdbush measures on a sphere of slightly other size: ask for a little more, then measure with ours.
      const [id] = around(index, place[0], place[1], 1, (MAX_SNAP_METRES * 1.01) / 1000);
      if (id === undefined) return Number.POSITIVE_INFINITY;
      const metres = greatCircleMetres(place, lonLat(points[2 * id], points[2 * id + 1]));
      return metres <= MAX_SNAP_METRES ? metres : Number.POSITIVE_INFINITY;
    },
  };
}

/** West, south, east and north of the British Isles. */
const BRITISH_ISLES: Bounds = [-11, 49, 2, 61.5];

/** Stands in for the roads where there is no extract: all that can be said is whether a place is in the British Isles. */
export const WITHOUT_ROADS: NearRoads = {
  bounds: BRITISH_ISLES,
  farReason: 'outside the British Isles',
  distanceTo: ([lon, lat]) => (isWithin(BRITISH_ISLES, lon, lat) ? 0 : Number.POSITIVE_INFINITY),
};

function between(from: LonLat, to: LonLat): number[] {
  const parts = Math.ceil(greatCircleMetres(from, to) / SPACING_METRES);
  const points: number[] = [];
  for (let i = 1; i < parts; i++) {
    points.push(from[0] + ((to[0] - from[0]) * i) / parts, from[1] + ((to[1] - from[1]) * i) / parts);
  }
  return points;
}

const SWAPPED =
  'longitude and latitude are swapped: put the longitude (in Britain about -8 to 2) into lon and the latitude (49 to 61) into lat';

/**
 * Refuses the rows of a file that lie further than 2,000 m from any road (exactly 2,000 m is near enough).
 * @param isFault  whether such a row stops the import, or is only left out
 */
export function keepNearRoads<T extends { readonly lonLat: LonLat }>(
  table: ReadRows<T>,
  roads: NearRoads,
  isFault: boolean,
): ReadRows<T> {
  const refused: Refusal[] = [...table.refused];
  const rows = table.rows.filter(({ line, value }) => {
    if (Number.isFinite(roads.distanceTo(value.lonLat))) return true;
    const [lon, lat] = value.lonLat;
    const isSwapped = isWithin(roads.bounds, lat, lon);
    refused.push({
      line,
      reason: isSwapped ? SWAPPED : roads.farReason,
      value: `${lon}, ${lat}`,
      isFault: isFault || isSwapped,
    });
    return false;
  });
  return { ...table, rows, refused };
}

function isWithin([west, south, east, north]: Bounds, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
