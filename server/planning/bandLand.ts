import { gunzipSync } from 'node:zlib';
import { featureCollection, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { fieldsOf, readNumbers } from '../engines/protobufFields.ts';
import type { Tiles } from '../store/tiles.ts';

/** Of the map's zooms the one whose land is precise enough for a band: a step of its tiles is some 15 m of ground. */
const LAND_ZOOM = 8;
/** Field numbers of Mapbox Vector Tile 2.1. */
const TILE_LAYER = 3;
const LAYER = { name: 1, feature: 2, extent: 5 };
const FEATURE_GEOMETRY = 4;
const USUAL_EXTENT = 4096;
const MOVE_TO = 1;
const CLOSE_PATH = 7;

/**
 * The region's land as its map draws it.
 * @returns null where there is no coast, or no map: everything is land then
 */
export function landOfTiles(tiles: Tiles | undefined): Feature<Polygon | MultiPolygon> | null {
  if (!tiles?.metadata.isCoastal) return null;
  const zoom = Math.min(Math.max(LAND_ZOOM, tiles.metadata.minZoom), tiles.metadata.maxZoom);
  const pieces = tiles.addresses(zoom).flatMap(({ x, y }) => {
    const gzipped = tiles.find(zoom, x, y);
    return gzipped ? landOf(gunzipSync(gzipped), { zoom, x, y }) : [];
  });
  if (pieces.length === 0) return null;
  return pieces.length === 1 ? pieces[0] : union(featureCollection<Polygon | MultiPolygon>(pieces));
}

/** All rings of some land, outer ones and holes. */
export const ringsOfLand = ({ geometry }: Feature<Polygon | MultiPolygon>): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

function landOf(tile: Uint8Array, address: { zoom: number; x: number; y: number }): Feature<MultiPolygon>[] {
  return [...fieldsOf(tile)].flatMap(({ number, content }) => {
    if (number !== TILE_LAYER || !content) return [];
    const fields = [...fieldsOf(content)];
    const name = fields.find((field) => field.number === LAYER.name)?.content;
    if (!name || Buffer.from(name).toString('utf8') !== 'land') return [];
    const extent = fields.find((field) => field.number === LAYER.extent)?.value ?? USUAL_EXTENT;
    return fields.flatMap((field) =>
      field.number === LAYER.feature && field.content
        ? [polygonsOf(field.content, { ...address, extent })]
        : [],
    );
  });
}

/** Rings of a feature put together: an outer ring has a positive area, its holes follow. */
function polygonsOf(
  feature: Uint8Array,
  tile: { zoom: number; x: number; y: number; extent: number },
): Feature<MultiPolygon> {
  const commands: number[] = [];
  for (const field of fieldsOf(feature)) {
    if (field.number === FEATURE_GEOMETRY) readNumbers(field, commands);
  }
  const polygons: Position[][][] = [];
  for (const ring of ringsOf(commands)) {
    const positions = ring.map(([x, y]) => positionOf(x, y, tile));
    positions.push(positions[0]);
    if (twiceArea(ring) > 0) polygons.push([positions]);
    else polygons.at(-1)?.push(positions);
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: polygons } };
}

function ringsOf(commands: readonly number[]): [number, number][][] {
  const rings: [number, number][][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < commands.length; ) {
    const [id, count] = [commands[i] & 7, commands[i] >> 3];
    i++;
    if (id === CLOSE_PATH) continue;
    for (let n = 0; n < count; n++, i += 2) {
      x += unzigzag(commands[i]);
      y += unzigzag(commands[i + 1]);
      if (id === MOVE_TO) rings.push([]);
      rings.at(-1)?.push([x, y]);
    }
  }
  return rings;
}

const unzigzag = (value: number): number => (value >> 1) ^ -(value & 1);

/** Positive when it turns clockwise on the screen, where y grows downwards. */
const twiceArea = (ring: readonly (readonly [number, number])[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);

function positionOf(
  x: number,
  y: number,
  tile: { zoom: number; x: number; y: number; extent: number },
): Position {
  const side = 2 ** tile.zoom;
  const [u, v] = [(tile.x + x / tile.extent) / side, (tile.y + y / tile.extent) / side];
  return [u * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * v))) * 180) / Math.PI];
}
