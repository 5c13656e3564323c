import type { Position } from 'geojson';
import type { MapFeature } from '../../core/nouns.ts';
import type { Bounds } from '../../shared/coordinates.ts';
import { landWithin } from './coastline.ts';
import { chained, type FlatLine, isClosed, lengthOf, positions, signedArea, simplified } from './lines.ts';
import type { ExtractLine, ExtractWater, RegionExtract } from './readExtract.ts';

/** How far a drawn line may stray, metres: invisible at the scale of a county, and a third of the bytes. */
const TOLERANCE: Readonly<Record<string, number>> = { minor: 10, tertiary: 8, rail: 8, ferry: 15 };
const TOLERANCE_OTHERWISE = 6;
const OUTLINE_TOLERANCE = 10;
/** Ponds below this, and islands in the sea below it, are not drawn: half a hectare. */
const SMALLEST_AREA = 5000;
/** Where no coast is near, land goes on beyond the extract, so that its edge does not look like a shore. */
const INLAND_MARGIN_DEGREES = 1;
/** Stubs of unnamed minor road below this are not drawn. */
const SHORTEST_STUB = 40;

/**
 * What the planner's map draws under its own layers: land, water, roads by class, railways and ferries. Lines of one
 * road are put end to end and simplified; coordinates are kept to about a metre.
 * @param extract  land is left out when `hasLand` is false (a region that brings its own outline)
 */
export function mapFeaturesOf(extract: RegionExtract, options: { hasLand: boolean }): MapFeature[] {
  const coast = extract.lines.filter((line) => line.layer === 'coast').map((line) => line.line);
  const box = coast.length > 0 ? extract.bounds : widened(extract.bounds, INLAND_MARGIN_DEGREES);
  const land = options.hasLand
    ? polygonFeatures(landWithin(box, coast), { layer: 'land', kind: 'land', name: '' })
    : [];
  const drawn = extract.lines.filter((line) => line.layer !== 'coast' && line.kind !== 'service');
  return [...land, ...extract.water.flatMap(waterFeatures), ...lineFeatures(drawn)];
}

const widened = ([west, south, east, north]: Bounds, by: number): Bounds => [
  west - by,
  south - by,
  east + by,
  north + by,
];

function waterFeatures(water: ExtractWater): MapFeature[] {
  const outer = chained(water.outer, true)
    .filter(isClosed)
    .map((ring) => turned(ring, 1));
  const inner = chained(water.inner, true)
    .filter(isClosed)
    .map((ring) => turned(ring, -1));
  return polygonFeatures([...outer, ...inner], {
    layer: 'water',
    kind: water.tags.waterway === 'riverbank' || water.tags.water === 'river' ? 'river' : 'lake',
    name: water.tags.name ?? '',
  });
}

/** Rings as polygons, one feature an outer ring; clockwise rings are holes of the outer ring around them. */
function polygonFeatures(
  rings: readonly FlatLine[],
  fields: { layer: string; kind: string; name: string },
): MapFeature[] {
  const large = rings.filter((ring) => Math.abs(signedArea(ring)) >= SMALLEST_AREA);
  const holes = large.filter((ring) => signedArea(ring) < 0);
  return large
    .filter((ring) => signedArea(ring) > 0)
    .flatMap((outer) => {
      const inside = holes.filter((hole) => isInside(hole[0], hole[1], outer));
      const coordinates = [outer, ...inside].map((ring) => positions(simplified(ring, OUTLINE_TOLERANCE)));
      const isPolygon = (ring: Position[]) => ring.length >= 4;
      if (!isPolygon(coordinates[0])) return [];
      return [
        {
          ...fields,
          ref: '',
          geometry: { type: 'Polygon', coordinates: coordinates.filter(isPolygon) },
        } as const,
      ];
    });
}

function lineFeatures(lines: readonly ExtractLine[]): MapFeature[] {
  const groups = new Map<string, ExtractLine[]>();
  for (const line of lines) {
    const key = [line.layer, line.kind, line.tags.name ?? '', line.tags.ref ?? ''].join('\u0000');
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ layer, kind, tags }] = group;
    const tolerance = TOLERANCE[kind] ?? TOLERANCE_OTHERWISE;
    return chained(
      group.map((each) => each.line),
      true,
    ).flatMap((chain): MapFeature[] => {
      const isStub = kind === 'minor' && !tags.name && lengthOf(chain) < SHORTEST_STUB;
      const coordinates = positions(simplified(chain, tolerance));
      if (isStub || coordinates.length < 2) return [];
      return [
        {
          layer,
          kind,
          name: tags.name ?? '',
          ref: tags.ref ?? '',
          geometry: { type: 'LineString', coordinates },
        },
      ];
    });
  });
}

/** The ring turned anticlockwise (1) or clockwise (−1). */
function turned(ring: FlatLine, direction: 1 | -1): FlatLine {
  if (Math.sign(signedArea(ring)) === direction) return ring;
  const result = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    result[i] = ring[ring.length - 2 - i];
    result[i + 1] = ring[ring.length - 1 - i];
  }
  return result;
}

/** Even-odd rule. */
function isInside(lon: number, lat: number, ring: FlatLine): boolean {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
