import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Bounds } from '../../shared/coordinates.ts';
import { stopIfCancelled } from '../importErrors.ts';
import { clipLine, clipRing, type Path, type Strip } from './clip.ts';
import { addPath, encodeTile, type ShapeStyle, type ShapeType, type TileGeometry } from './encodeTile.ts';
import type { Shape, Shapes } from './shapes.ts';
import { TILE_EXTENT, type TileRange, tilesWithin, worldStepsAt } from './worldGrid.ts';

/** One tile, compressed, counted from the north as in addresses. */
export interface CutTile {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  readonly gzipped: Buffer;
}

/** What a tile shows beyond its edges, in its own steps: eight pixels, more than half the widest line. */
const BUFFER = 64;
/** A tile is 512 pixels wide on the screen at its own zoom. */
const STEPS_A_PIXEL = TILE_EXTENT / 512;
/** How far a drawn line may stray, in steps of a tile: half a pixel; at the last zoom less, since it is magnified. */
const TOLERANCE = 4;
const LAST_TOLERANCE = 1.5;
/** Lines shorter than a pixel are not drawn, except at the last zoom. */
const LEAST_LINE = STEPS_A_PIXEL;
/** Shapes between two looks at the clock of the program: others must get their turn. */
const SHAPES_A_TURN = 5000;
const TILES_A_TURN = 50;

/**
 * Cuts shapes into tiles, zoom by zoom: of each shape what its rule says, simplified to half a pixel. Only one zoom is in
 * memory at a time. Tiles with nothing in them are left out.
 * @param asked.boundsAt    what is drawn at a zoom
 * @param asked.onProgress  called with a share 0..1
 * @throws IMPORT_CANCELLED
 */
export async function* cutTiles(
  shapes: Shapes,
  asked: {
    readonly minZoom: number;
    readonly maxZoom: number;
    readonly boundsAt: (zoom: number) => Bounds;
    readonly onProgress?: (share: number) => void;
    readonly signal?: AbortSignal;
  },
): AsyncGenerator<CutTile> {
  const { minZoom, maxZoom } = asked;
  for (let zoom = minZoom; zoom <= maxZoom; zoom++) {
    const level = newLevel(tilesWithin(asked.boundsAt(zoom), zoom), maxZoom);
    for (let i = 0; i < shapes.count; i++) {
      if (i % SHAPES_A_TURN === 0) {
        await nextTurn();
        stopIfCancelled(asked.signal);
      }
      cutShape(shapes.at(i), level);
    }
    // The deeper half of the zooms is nearly all of the work.
    asked.onProgress?.((zoom - minZoom + 0.5) / (maxZoom - minZoom + 1));
    yield* tilesOf(level, asked.signal);
    asked.onProgress?.((zoom - minZoom + 1) / (maxZoom - minZoom + 1));
  }
}

/** The tiles of one zoom while they are put together. */
interface Level {
  readonly range: TileRange;
  readonly isLast: boolean;
  /** Steps of the world in one of a tile. */
  readonly steps: number;
  /** Features of each tile by style, under x × 2^zoom + y. */
  readonly tiles: Map<number, Map<ShapeStyle | object, TileGeometry>>;
}

const newLevel = (range: TileRange, maxZoom: number): Level => ({
  range,
  isLast: range.zoom === maxZoom,
  steps: worldStepsAt(range.zoom),
  tiles: new Map(),
});

async function* tilesOf({ range: { zoom }, tiles }: Level, signal?: AbortSignal): AsyncGenerator<CutTile> {
  const keys = [...tiles.keys()].sort((a, b) => a - b);
  for (const [i, key] of keys.entries()) {
    if (i % TILES_A_TURN === 0) {
      await nextTurn();
      stopIfCancelled(signal);
    }
    const features = tiles.get(key) ?? new Map<ShapeStyle, TileGeometry>();
    tiles.delete(key);
    const bytes = encodeTile([...features.values()]);
    if (bytes.length === 0) continue;
    yield { zoom, x: Math.floor(key / 2 ** zoom), y: key % 2 ** zoom, gzipped: gzipSync(bytes) };
  }
}

/** The same, in columns and rows of tiles. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function cutShape(shape: Shape, level: Level): void {
  const { rule, box, area } = shape;
  const { range, steps, isLast } = level;
  const { type } = rule.style;
  if (range.zoom < rule.fromZoom || range.zoom > rule.toZoom) return;
  const [west, north, east, south] = box;
  if (type === 'polygon' && area < rule.leastPixels * (STEPS_A_PIXEL * steps) ** 2) return;
  if (type === 'line' && !isLast && Math.max(east - west, south - north) < LEAST_LINE * steps) return;
  const buffer = type === 'point' ? 0 : BUFFER * steps;
  const columns = spanOf(west - buffer, east + buffer, { from: range.west, to: range.east }, level);
  const rows = spanOf(north - buffer, south + buffer, { from: range.north, to: range.south }, level);
  if (columns.from > columns.to || rows.from > rows.to) return;
  const tolerance = type === 'point' ? 0 : (isLast ? LAST_TOLERANCE : TOLERANCE) * steps;
  const paths = shape.paths(tolerance);
  if (type === 'point') {
    addToTile(paths, rule.style, { column: columns.from, row: rows.from }, level);
    return;
  }
  const inColumns = clipped(paths, type, stripOf(0, columns, level));
  split(clipped(inColumns, type, stripOf(1, rows, level)), rule.style, { columns, rows }, level);
}

function spanOf(from: number, to: number, within: Span, { steps }: Level): Span {
  const side = TILE_EXTENT * steps;
  return {
    from: Math.max(within.from, Math.floor(from / side)),
    to: Math.min(within.to, Math.floor(to / side)),
  };
}

function stripOf(axis: 0 | 1, { from, to }: Span, { steps }: Level): Strip {
  const side = TILE_EXTENT * steps;
  return { axis, from: from * side - BUFFER * steps, to: (to + 1) * side + BUFFER * steps };
}

/** Halves columns or rows until one tile is left, so that a long outline is not looked at once a tile. */
function split(
  paths: readonly Path[],
  style: ShapeStyle,
  { columns, rows }: { columns: Span; rows: Span },
  level: Level,
): void {
  if (paths.length === 0) return;
  const isWide = columns.to - columns.from >= rows.to - rows.from;
  const long = isWide ? columns : rows;
  if (long.from === long.to) {
    addToTile(paths, style, { column: columns.from, row: rows.from }, level);
    return;
  }
  const middle = Math.floor((long.from + long.to) / 2);
  for (const half of [
    { from: long.from, to: middle },
    { from: middle + 1, to: long.to },
  ]) {
    const inside = clipped(paths, style.type, stripOf(isWide ? 0 : 1, half, level));
    split(inside, style, isWide ? { columns: half, rows } : { columns, rows: half }, level);
  }
}

/** What lies in a strip; nothing when that is not the outer ring. */
function clipped(paths: readonly Path[], type: ShapeType, strip: Strip): readonly Path[] {
  const isWhole = (path: Path) => {
    for (let i = strip.axis; i < path.length; i += 2)
      if (path[i] < strip.from || path[i] > strip.to) return false;
    return true;
  };
  if (type === 'line') return paths.flatMap((path) => (isWhole(path) ? [path] : clipLine(path, strip)));
  const rings = paths.map((path) => (isWhole(path) ? path : clipRing(path, strip)));
  return rings.length === 0 || rings[0].length === 0 ? [] : rings.filter((ring) => ring.length > 0);
}

function addToTile(
  paths: readonly Path[],
  style: ShapeStyle,
  { column, row }: { column: number; row: number },
  level: Level,
): void {
  const key = column * 2 ** level.range.zoom + row;
  let features = level.tiles.get(key);
  if (features === undefined) {
    features = new Map();
    level.tiles.set(key, features);
  }
  // Points stay features of their own: each has a label.
  const feature = style.type === 'point' ? {} : style;
  let geometry = features.get(feature);
  if (geometry === undefined) {
    geometry = { style, commands: [], cursorX: 0, cursorY: 0 };
    features.set(feature, geometry);
  }
  for (const [i, path] of paths.entries()) {
    const inTile = path.map((value, j) =>
      Math.round(value / level.steps - (j % 2 === 0 ? column : row) * TILE_EXTENT),
    );
    const isAdded = addPath(geometry, inTile, i === 0 ? 1 : -1);
    if (i === 0 && !isAdded && style.type === 'polygon') return;
  }
}
