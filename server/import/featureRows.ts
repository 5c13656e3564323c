import type { Geometry, Position } from 'geojson';
import { z } from 'zod';
import { fileError } from './importErrors.ts';
import type { InspectedFile } from './inspectFile.ts';
import { fromBritishGrid } from './points.ts';
import type { TableRow, TableSource } from './tableSource.ts';

const COLLECTION = z.object({
  type: z.literal('FeatureCollection'),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.record(z.string(), z.unknown()).nullish(),
        geometry: z.looseObject({ type: z.string() }).nullish(),
      }),
    )
    .min(1),
});
type Feature = z.infer<typeof COLLECTION>['features'][number];

/**
 * Opens a GeoJSON collection as a table: a column a property, `lon` and `lat` before them where features are points, and
 * the geometry beside each row. Metres of the British National Grid become degrees.
 * @param content  what the file holds
 * @returns  undefined when it is something else
 * @throws IMPORT_FILE when it is in a projection that is neither
 */
export function openFeatures(file: InspectedFile, content: unknown): TableSource | undefined {
  const parsed = COLLECTION.safeParse(content);
  if (!parsed.success) return undefined;
  const { features, crs } = parsed.data;
  const onGrid = isOnGrid(file.path, crs?.properties.name, features);
  const geometryOf = (feature: Feature): Geometry | undefined => {
    if (!feature.geometry) return undefined;
    const geometry = feature.geometry as unknown as Geometry;
    return onGrid ? moved(geometry) : geometry;
  };
  const hasPoints = features.some((feature) => feature.geometry?.type === 'Point');
  const names = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))];
  async function* rows(): AsyncGenerator<TableRow> {
    yield { line: 0, cells: [...(hasPoints ? ['lon', 'lat'] : []), ...names] };
    for (const [i, feature] of features.entries()) {
      const geometry = geometryOf(feature);
      const properties = names.map((name) => cellOf(feature.properties?.[name]));
      yield { line: i + 1, cells: [...(hasPoints ? pointCells(geometry) : []), ...properties], geometry };
    }
  }
  const notes = ['Read as a map: line numbers count its features.'];
  return { file, shape: 'map', sheets: [{ name: null, isHidden: false, rows }], notes };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function pointCells(geometry: Geometry | undefined): string[] {
  const [lon, lat] = geometry?.type === 'Point' ? geometry.coordinates : [];
  return [cellOf(lon), cellOf(lat)];
}

function isOnGrid(path: string, crs: string | undefined, features: readonly Feature[]): boolean {
  if (crs === undefined || /CRS84|EPSG:+4326$|EPSG:+4258$/i.test(crs)) {
    const first = features.find((feature) => feature.geometry)?.geometry;
    const numbers = first ? firstPosition((first as { coordinates?: unknown }).coordinates) : undefined;
    return crs === undefined && numbers !== undefined && numbers[0] > 180 && numbers[1] > 90;
  }
  if (/27700$/.test(crs)) return true;
  throw fileError(
    path,
    `this map is in the projection "${crs}". Export it in longitude and latitude (WGS 84, EPSG:4326) or on the British National Grid`,
  );
}

function firstPosition(coordinates: unknown): Position | undefined {
  let inner = coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return Array.isArray(inner) && typeof inner[0] === 'number' && typeof inner[1] === 'number'
    ? (inner as Position)
    : undefined;
}

/** The grid, with room around it. */
const GRID_METRES = 2_000_000;

/** Coordinates are nested at most four deep (a position of a ring of a polygon of several); deeper ones are no geometry. */
const MAX_DEPTH = 4;

function moved(geometry: Geometry): Geometry {
  const move = (coordinates: unknown, depth: number): unknown => {
    if (!Array.isArray(coordinates) || depth > MAX_DEPTH) return coordinates;
    if (typeof coordinates[0] !== 'number') return coordinates.map((each) => move(each, depth + 1));
    const [easting, northing] = coordinates;
    // What is not on the grid stays as it is, and is refused with its feature.
    const isNear = Math.abs(easting) < GRID_METRES && Math.abs(northing) < GRID_METRES;
    return isNear ? [...fromBritishGrid({ easting, northing })] : coordinates;
  };
  return geometry.type === 'GeometryCollection'
    ? geometry
    : ({ ...geometry, coordinates: move(geometry.coordinates, 1) } as Geometry);
}
