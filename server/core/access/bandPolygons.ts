import { area, featureCollection, intersect, isobands, point, polygonSmooth, truncate } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson';
import { type Seconds, toMinutes } from '../../shared/units.ts';
import { type BandGrid, nodePlace } from './bandGrid.ts';

/** How far one gets: everything within so many minutes of a hub (or stop), holes where it takes longer. */
export type BandFeature = Feature<MultiPolygon, { readonly minutes: number }>;

/** Limits of the bands, inclusive. */
export const BAND_LIMITS: readonly Seconds[] = [300, 600, 900, 1200, 1800];

/**
 * Between two nodes whose times differ by more than this from the limit there is a jump, as across an estuary, and no slope:
 * the limit is then drawn half-way.
 */
const JUMP_SECONDS: Seconds = 60;
/** Specks smaller than this are left out, holes as well as islands. */
const LEAST_SQUARE_METRES = 40_000;
/** Decimals of a coordinate: about a metre. */
const DECIMALS = 5;

/**
 * Drive-time bands as smooth polygons: each holds those of fewer minutes.
 * @param fields.times  seconds by node of the grid; NaN where nobody lives, as at sea
 * @param fields.land   what is not on it is cut away; null where there is no coast
 * @returns             one feature a limit, nearest first; without polygons where nobody gets that far
 */
export function bandPolygons(fields: {
  grid: BandGrid;
  times: Float64Array;
  limits: readonly Seconds[];
  land: Feature<Polygon | MultiPolygon> | null;
  onProgress?: (share: number) => void;
}): BandFeature[] {
  const nodes = framedNodes(fields.grid, fields.times);
  return fields.limits.map((limit, i) => {
    for (const { point: node, seconds } of nodes) {
      const slope = Number.isNaN(seconds) ? JUMP_SECONDS : seconds - limit;
      node.properties.above = Math.max(-JUMP_SECONDS, Math.min(JUMP_SECONDS, slope)) + INCLUSIVE;
    }
    const [band] = isobands(featureCollection(nodes.map((node) => node.point)), [-2 * JUMP_SECONDS, 0], {
      zProperty: 'above',
    }).features;
    const onLand = clipped(smoothed(withoutSpecks(band)), fields.land);
    fields.onProgress?.((i + 1) / fields.limits.length);
    return { ...onLand, properties: { minutes: toMinutes(limit) } };
  });
}

/** A drive of exactly the limit is within it; also keeps zero away, which Turf takes for a missing value. */
const INCLUSIVE = -1e-6;

type Node = Feature<Point, { above: number }>;

/** The grid's nodes with a frame of nodes around them that nobody reaches, so that every outline closes. */
function framedNodes(
  grid: BandGrid,
  times: Float64Array,
): { readonly point: Node; readonly seconds: Seconds }[] {
  const nodes: { point: Node; seconds: Seconds }[] = [];
  const [west, south] = nodePlace(grid, 0);
  for (let row = -1; row <= grid.rows; row++) {
    for (let column = -1; column <= grid.columns; column++) {
      const isFrame = row < 0 || column < 0 || row === grid.rows || column === grid.columns;
      const place = [west + column * grid.lonStep, south + row * grid.latStep];
      nodes.push({
        point: point(place, { above: 0 }),
        seconds: isFrame ? Number.NaN : times[row * grid.columns + column],
      });
    }
  }
  return nodes;
}

const multiPolygonOf = (coordinates: MultiPolygon['coordinates']): Feature<MultiPolygon> => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPolygon', coordinates },
});

function withoutSpecks(band: Feature<MultiPolygon>): Feature<MultiPolygon> {
  const isLarge = (ring: MultiPolygon['coordinates'][number][number]) =>
    area({ type: 'Polygon', coordinates: [ring] }) >= LEAST_SQUARE_METRES;
  const polygons = band.geometry.coordinates.filter(([outer]) => outer && isLarge(outer));
  return multiPolygonOf(polygons.map(([outer, ...holes]) => [outer, ...holes.filter(isLarge)]));
}

function smoothed(band: Feature<MultiPolygon>): Feature<MultiPolygon> {
  if (band.geometry.coordinates.length === 0) return band;
  const smooth = polygonSmooth(band, { iterations: 1 }) as FeatureCollection<MultiPolygon>;
  return truncate(multiPolygonOf(smooth.features.flatMap(({ geometry }) => geometry.coordinates)), {
    precision: DECIMALS,
  });
}

function clipped(
  band: Feature<MultiPolygon>,
  land: Feature<Polygon | MultiPolygon> | null,
): Feature<MultiPolygon> {
  if (land === null || band.geometry.coordinates.length === 0) return band;
  const both = intersect(featureCollection<Polygon | MultiPolygon>([band, land]));
  if (both === null) return multiPolygonOf([]);
  const { geometry } = truncate(both, { precision: DECIMALS });
  return multiPolygonOf(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
}
