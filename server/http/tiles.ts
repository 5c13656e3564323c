import { gunzipSync } from 'node:zlib';
import { type Request, Router } from 'express';
import type { MapWire } from '../contract/planner.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Tiles } from '../store/tiles.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';

/** A tile never changes under its address: the hash of the whole map is part of it. */
const CACHE = 'private, max-age=31536000, immutable';

/**
 * The map's tiles, for those who are signed in: `/<hash>/<zoom>/<x>/<y>.pbf`, Mapbox Vector Tiles. Where nothing is to be
 * drawn the answer is 204; an address that no tile can have, or of another map than the served one, is unknown.
 */
export function tileRoutes({ tiles }: Pick<PlannerNeeds, 'tiles'>): Router {
  const router = Router();
  router.get('/:hash/:zoom/:x/:file', (request, response) => {
    const { zoom, x, y } = placeIn(request, tiles);
    const gzipped = tiles?.find(zoom, x, y);
    response.set({ 'Cache-Control': CACHE, Vary: 'Accept-Encoding' });
    if (gzipped === undefined) return void response.status(204).end();
    response.type('application/vnd.mapbox-vector-tile');
    if (!request.acceptsEncodings('gzip')) return void response.send(gunzipSync(gzipped));
    response.set('Content-Encoding', 'gzip').send(gzipped);
  });
  return router;
}

function placeIn(request: Request, tiles: Tiles | undefined): { zoom: number; x: number; y: number } {
  const { hash, zoom, x, file } = request.params as Record<string, string>;
  const [, y] = /^(.+)\.pbf$/.exec(file) ?? [];
  const numbers = [zoom, x, y].map((text) => (/^(0|[1-9]\d{0,8})$/.test(text ?? '') ? Number(text) : -1));
  const [atZoom, atX, atY] = numbers;
  const isKnown =
    tiles !== undefined &&
    hash === tiles.hash &&
    numbers.every((number) => number >= 0) &&
    atZoom >= tiles.metadata.minZoom &&
    atZoom <= tiles.metadata.maxZoom &&
    Math.max(atX, atY) < 2 ** atZoom;
  if (isKnown) return { zoom: atZoom, x: atX, y: atY };
  throw new PlannerError({
    code: 'TILE_UNKNOWN',
    category: 'not-found',
    message: 'There is no such tile of the map. Load the page again: the map may have changed',
  });
}

/** Where the page gets the map from; null when the region has none. */
export function presentMap(tiles: Tiles | undefined): MapWire | null {
  if (tiles === undefined) return null;
  const { bounds, minZoom, maxZoom, isCoastal } = tiles.metadata;
  return { tiles: `/tiles/${tiles.hash}/{z}/{x}/{y}.pbf`, bounds, minZoom, maxZoom, isCoastal };
}
