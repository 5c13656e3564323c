import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { Tiles } from '../../server/store/tiles.ts';

/** A feature of a tile, its points in steps of the tile. */
export interface DrawnFeature {
  readonly layer: string;
  readonly type: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly paths: readonly (readonly [x: number, y: number][])[];
}

/** Everything that a tile's bytes (not compressed) draw, read by another program than the one that wrote them. */
export function featuresIn(bytes: Uint8Array): DrawnFeature[] {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.entries(layers).flatMap(([name, layer]) =>
    Array.from({ length: layer.length }, (_, i) => {
      const feature = layer.feature(i);
      return {
        layer: name,
        type: feature.type,
        properties: feature.properties,
        paths: feature.loadGeometry().map((path) => path.map(({ x, y }): [number, number] => [x, y])),
      };
    }),
  );
}

/** Everything that the tiles of one zoom draw. */
export function featuresAt(tiles: Tiles, zoom: number): DrawnFeature[] {
  const found: DrawnFeature[] = [];
  for (const { x, y } of tiles.addresses(zoom)) {
    const gzipped = tiles.find(zoom, x, y);
    if (gzipped) found.push(...featuresIn(gunzipSync(gzipped)));
  }
  return found;
}
