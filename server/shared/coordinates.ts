import { PlannerError } from './errors.ts';
import type { Metres } from './units.ts';

/** A place on WGS 84: longitude first, then latitude, in degrees. Made only by `lonLat()`. */
export type LonLat = readonly [lon: number, lat: number] & { readonly __place: 'LonLat' };

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** IUGG mean Earth radius. */
const EARTH_RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * A checked coordinate.
 * @throws COORDINATE_RANGE when a number is missing or outside ±180 / ±90
 */
export function lonLat(lon: number, lat: number): LonLat {
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    throw new PlannerError({
      code: 'COORDINATE_RANGE',
      category: 'input',
      message: `${lon}, ${lat} is not a longitude and a latitude: expected degrees, longitude first`,
      details: { lon, lat },
    });
  }
  return [lon, lat] as unknown as LonLat;
}

/** Distance over the ground as the crow flies, in metres (haversine). */
export function greatCircleMetres(from: LonLat, to: LonLat): Metres {
  const dLat = (to[1] - from[1]) * RADIANS;
  const dLon = (to[0] - from[0]) * RADIANS;
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** A box with room on every side, in degrees. */
export const widened = ([west, south, east, north]: Bounds, by: number): Bounds => [
  west - by,
  south - by,
  east + by,
  north + by,
];

/** The smallest box around some places; undefined for none. */
export function boundsOf(places: readonly LonLat[]): Bounds | undefined {
  if (places.length === 0) return undefined;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of places) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
