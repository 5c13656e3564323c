import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bounds, widened } from '../../shared/coordinates.ts';
import { createTiles, tilesFileName } from '../../store/tiles.ts';
import { cutTiles } from './cutTiles.ts';
import { type BasemapSource, drawBasemap, MARGIN_DEGREES, MAX_ZOOM, MIN_ZOOM } from './drawBasemap.ts';

const PREFIX = 'map-';
/** Up to this zoom the margin around the detail is drawn too; closer by nobody looks there. */
const MARGIN_ZOOM = 10;

/** Whether a file of the region's folder is a map, whole or not. */
const isMap = (name: string): boolean => name.startsWith(PREFIX);

/** Removes maps that neither the region nor a version of it names, and what an import that was ended has left. */
export async function sweepTiles(folder: string, named: readonly string[]): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const isNamed = named.some((map) => map !== '' && name.startsWith(map));
    if (isMap(name) && !isNamed) await rm(join(folder, name), { force: true });
  }
}

/**
 * Draws the map of a region and cuts it into tiles, in one file of the region's folder that takes its name, made from what is
 * in it, only when it is whole.
 * @returns name of the file
 * @throws IMPORT_CANCELLED
 */
export async function prepareTiles(
  asked: { readonly folder: string; readonly name: string; readonly attribution: readonly string[] },
  source: BasemapSource,
  options: { readonly onShare: (share: number) => void; readonly signal?: AbortSignal },
): Promise<string> {
  await mkdir(asked.folder, { recursive: true });
  const fresh = join(asked.folder, `${PREFIX}new-${process.pid}`);
  try {
    const hash = await write(fresh, asked, source, options);
    const name = tilesFileName(hash);
    await rename(fresh, join(asked.folder, name));
    return name;
  } finally {
    await rm(fresh, { force: true });
  }
}

async function write(
  path: string,
  asked: { readonly name: string; readonly attribution: readonly string[] },
  source: BasemapSource,
  options: { readonly onShare: (share: number) => void; readonly signal?: AbortSignal },
): Promise<string> {
  await rm(path, { force: true });
  const { shapes, bounds, isCoastal } = await drawBasemap(source, options.signal);
  const boundsAt = (zoom: number): Bounds =>
    widened(bounds, isCoastal ? MARGIN_DEGREES / 2 ** Math.max(0, zoom - MARGIN_ZOOM) : 0);
  const hash = createHash('sha256').update(JSON.stringify([bounds, isCoastal]));
  const tiles = createTiles(path, {
    name: asked.name,
    attribution: asked.attribution.join('; '),
    bounds,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    isCoastal,
  });
  try {
    const cut = cutTiles(shapes, {
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      boundsAt,
      onProgress: options.onShare,
      signal: options.signal,
    });
    for await (const tile of cut) {
      hash.update(`${tile.zoom}/${tile.x}/${tile.y}`).update(tile.gzipped);
      tiles.add(tile);
    }
    tiles.finish();
  } finally {
    tiles.close();
  }
  return hash.digest('hex');
}
