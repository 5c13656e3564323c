import { booleanPointInPolygon, centerOfMass, area as squareMetres } from '@turf/turf';
import KDBush from 'kdbush';
import type { Area, PostcodePoint } from '../core/nouns.ts';
import { type Bounds, boundsOf, greatCircleMetres, type LonLat, lonLat } from '../shared/coordinates.ts';
import { counted } from '../shared/text.ts';
import type { Metres } from '../shared/units.ts';
import type { Outline } from './areaFacts.ts';
import type { MappedArea } from './areas.ts';
import { clustersOf, meanOf } from './clusters.ts';
import { nearestIndex } from './nearest.ts';
import { roundDegrees } from './points.ts';
import type { ReadRows } from './report.ts';

/** Without outlines a postcode belongs to the nearest area, unless it is further away than this: then to another county. */
const NEAREST_AREA_METRES: Metres = 5000;
/** Fewer postcodes than this do not show where the people of an area live. */
const ENOUGH_POSTCODES = 8;

/**
 * Says where the people of each area live, by the postcodes that belong to it: those within its outline, or, without
 * outlines, those nearest to its point. An area that has no point of its own gets the middle of its postcodes, always
 * within the outline. An area whose postcodes lie apart, along a road or in villages, is represented by up to five
 * points, weighted by postcodes (see `clustersOf`); any other by its own point.
 */
export function withPoints(table: ReadRows<MappedArea>, postcodes: readonly PostcodePoint[]): ReadRows<Area> {
  const areas = table.rows.map((row) => row.value);
  const own = postcodesOfAreas(areas, postcodes);
  const rows = table.rows.map(({ line, value }) => ({ line, value: placed(value, own.get(value.id) ?? []) }));
  const several = rows.filter((row) => row.value.points.length > 1).length;
  const notes =
    several === 0
      ? []
      : [
          `${counted(several, 'area is', 'areas are')} represented by several points, where the postcodes lie apart.`,
        ];
  return { ...table, rows, notes: [...table.notes, ...notes] };
}

function placed({ outline, ...area }: MappedArea, postcodes: readonly LonLat[]): Area {
  const isOpen = outline !== null && area.assumed.some(({ field }) => field === 'lonLat');
  const moved = isOpen && postcodes.length > 0 ? middleOf(postcodes, outline) : undefined;
  const point = moved ?? area.lonLat;
  const assumed = moved
    ? area.assumed.map((each) =>
        each.field === 'lonLat' ? { ...each, reason: 'the middle of its postcodes' } : each,
      )
    : area.assumed;
  const clusters = postcodes.length < ENOUGH_POSTCODES ? [] : clustersOf(postcodes);
  const points = clusters.length > 1 ? clusters : [{ lonLat: point, weight: 1 }];
  return { ...area, lonLat: point, assumed, points };
}

/** The mean of some places; the place nearest to it where the mean lies outside the outline. */
function middleOf(places: readonly LonLat[], outline: Outline): LonLat {
  const mean = meanOf(places);
  if (isInside(mean, outline)) return mean;
  return places.reduce((best, place) =>
    greatCircleMetres(place, mean) < greatCircleMetres(best, mean) ? place : best,
  );
}

/** The postcodes of each area, in order of postcode. */
function postcodesOfAreas(
  areas: readonly MappedArea[],
  postcodes: readonly PostcodePoint[],
): Map<string, LonLat[]> {
  const own = new Map<string, LonLat[]>(areas.map((area) => [area.id, []]));
  if (postcodes.length === 0) return own;
  const places = [...postcodes]
    .sort((a, b) => (a.postcode < b.postcode ? -1 : 1))
    .map((point) => point.lonLat);
  const index = new KDBush(places.length);
  for (const [lon, lat] of places) index.add(lon, lat);
  index.finish();
  const taken = new Set<number>();
  for (const { id, outline } of areas) {
    if (outline === null) continue;
    const inside = index
      .range(...boxOf(outline))
      .filter((i) => !taken.has(i) && isInside(places[i], outline))
      .sort((a, b) => a - b);
    for (const i of inside) taken.add(i);
    own.set(
      id,
      inside.map((i) => places[i]),
    );
  }
  const open = nearestIndex(
    areas.filter((area) => area.outline === null),
    (area) => area.lonLat,
  );
  for (const [i, place] of places.entries()) {
    const nearest = taken.has(i) ? undefined : open.nearest(place, NEAREST_AREA_METRES);
    if (nearest) own.get(nearest.value.id)?.push(place);
  }
  return own;
}

const isInside = (place: LonLat, outline: Outline): boolean =>
  booleanPointInPolygon([place[0], place[1]], outline, { ignoreBoundary: true });

const ringsOf = (outline: Outline): (readonly (readonly number[])[])[] =>
  outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat();

const boxOf = (outline: Outline): [number, number, number, number] =>
  [
    ...(boundsOf(ringsOf(outline).flatMap((ring) => ring.map(([lon, lat]) => lonLat(lon, lat)))) as Bounds),
  ] as [number, number, number, number];

/**
 * A point inside an outline: the centre of mass of its largest part where that lies inside, else the middle of the
 * longest stretch of a line from west to east through it.
 * @returns  the first corner where the outline encloses nothing
 */
export function innerPoint(outline: Outline): LonLat {
  const parts: Outline[] =
    outline.type === 'Polygon'
      ? [outline]
      : outline.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
  const largest = parts.reduce((best, part) => (squareMetres(part) > squareMetres(best) ? part : best));
  const [lon, lat] = centerOfMass(largest).geometry.coordinates;
  const centre = lonLat(roundDegrees(lon), roundDegrees(lat));
  if (isInside(centre, largest)) return centre;
  return acrossMiddle(largest) ?? lonLat(ringsOf(largest)[0][0][0], ringsOf(largest)[0][0][1]);
}

function acrossMiddle(part: Outline): LonLat | undefined {
  const rings = ringsOf(part);
  const latitudes = [...new Set(rings[0].map(([, lat]) => lat))].sort((a, b) => a - b);
  const half = Math.floor(latitudes.length / 2);
  if (latitudes.length < 2) return undefined;
  // Between two corners, so that the line meets none.
  const lat = (latitudes[half - 1] + latitudes[half]) / 2;
  const crossings = rings.flatMap((ring) => crossingsOf(ring, lat)).sort((a, b) => a - b);
  let best: { from: number; to: number } | undefined;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const stretch = { from: crossings[i], to: crossings[i + 1] };
    if (best === undefined || stretch.to - stretch.from > best.to - best.from) best = stretch;
  }
  return best && lonLat((best.from + best.to) / 2, lat);
}

function crossingsOf(ring: readonly (readonly number[])[], lat: number): number[] {
  return ring.slice(1).flatMap(([x2, y2], i) => {
    const [x1, y1] = ring[i];
    return y1 > lat === y2 > lat ? [] : [x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)];
  });
}
