import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fileError } from './importErrors.ts';
import { inspectFile } from './inspectFile.ts';
import type { FlatLine } from './osm/lines.ts';
import type { ReadRows } from './report.ts';

const MAX_FILE_BYTES = 50_000_000;
const POSITION = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const POLYGON = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(POSITION).min(4)).min(1),
});
const MULTI_POLYGON = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(POSITION).min(4)).min(1)).min(1),
});
const FILE = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ geometry: z.union([POLYGON, MULTI_POLYGON]) })).min(1),
});

/** A piece of land: its outer ring, then its holes. */
export type LandPolygon = readonly FlatLine[];

/** Reads the outline of the land from a GeoJSON collection of polygons. @throws IMPORT_FILE */
export async function readLand(path: string): Promise<ReadRows<LandPolygon>> {
  const { sha256 } = await inspectFile(path, MAX_FILE_BYTES);
  const { features } = parsed(path, await readFile(path, 'utf8'));
  const polygons = features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  const rows = polygons.map((rings) => ({
    line: 0,
    value: rings.map((ring) => Float64Array.from(ring.flatMap((position) => position.slice(0, 2)))),
  }));
  return { kind: 'land', path, sha256, rowsRead: rows.length, rows, refused: [], notes: [] };
}

function parsed(path: string, text: string): z.infer<typeof FILE> {
  try {
    return FILE.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw fileError(
      path,
      'this is not an outline of land: expected a GeoJSON FeatureCollection of polygons in longitude and latitude',
      cause,
    );
  }
}
