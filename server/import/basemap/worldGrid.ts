import type { Bounds } from '../../shared/coordinates.ts';

/**
 * The map's square in whole numbers: 0 at its west and north edge, 2^30 at its east and south edge, some 4 cm of ground a
 * step in Britain. Web Mercator, as every map of tiles (EPSG:3857).
 */
const WORLD = 2 ** 30;
/** Steps of a tile's own coordinates along each side (Mapbox Vector Tile 2.1, `extent`). */
export const TILE_EXTENT = 4096;
/** Where Web Mercator ends. */
const MAX_LATITUDE = 85.051129;

export const worldX = (lon: number): number => Math.round(((lon + 180) / 360) * WORLD);

export function worldY(lat: number): number {
  const sine = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * Math.PI) / 180);
  return Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD);
}

/** Steps of the world in one step of a tile of this zoom, 0..18. */
export const worldStepsAt = (zoom: number): number => WORLD / TILE_EXTENT / 2 ** zoom;

/** Tiles of one zoom; all four edges are part of it. */
export interface TileRange {
  readonly zoom: number;
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/** The tiles of a zoom that a box touches. */
export function tilesWithin([west, south, east, north]: Bounds, zoom: number): TileRange {
  const side = WORLD / 2 ** zoom;
  const tile = (world: number) => Math.min(2 ** zoom - 1, Math.max(0, Math.floor(world / side)));
  return {
    zoom,
    west: tile(worldX(west)),
    east: tile(worldX(east)),
    north: tile(worldY(north)),
    south: tile(worldY(south)),
  };
}
