import { PbfWriter } from 'pbf';
import { TILE_EXTENT } from './worldGrid.ts';

export type ShapeType = 'point' | 'line' | 'polygon';

/** What a shape is drawn as: shapes of one style in one tile are one feature of it. */
export interface ShapeStyle {
  readonly layer: string;
  readonly type: ShapeType;
  readonly properties: Readonly<Record<string, string>>;
}

/** The geometry of one feature while it is put together: commands of the format, as they stand in the file. */
export interface TileGeometry {
  readonly style: ShapeStyle;
  readonly commands: number[];
  cursorX: number;
  cursorY: number;
}

const TYPE_NUMBERS: Readonly<Record<ShapeType, number>> = { point: 1, line: 2, polygon: 3 };
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

/**
 * Adds a path in whole steps of the tile. Steps of no length are left out; a line without length and a ring without area are
 * not added.
 * @param turn  rings only: 1 for an outer ring, −1 for a hole; it is turned as the format wants it
 * @returns whether it was added
 */
export function addPath(geometry: TileGeometry, path: readonly number[], turn: 1 | -1 = 1): boolean {
  const { type } = geometry.style;
  const points = withoutRepeats(path, type === 'polygon');
  if (type === 'line' && points.length < 4) return false;
  if (type === 'polygon') {
    const area = points.length < 6 ? 0 : twiceArea(points);
    if (area === 0) return false;
    if (Math.sign(area) !== turn) reverse(points);
  }
  const { commands } = geometry;
  commands.push(MOVE_TO | (1 << 3));
  step(geometry, points[0], points[1]);
  if (points.length > 2) commands.push(LINE_TO | ((points.length / 2 - 1) << 3));
  for (let i = 2; i < points.length; i += 2) step(geometry, points[i], points[i + 1]);
  if (type === 'polygon') commands.push(CLOSE_PATH | (1 << 3));
  return true;
}

function step(geometry: TileGeometry, x: number, y: number): void {
  geometry.commands.push(zigzag(x - geometry.cursorX), zigzag(y - geometry.cursorY));
  geometry.cursorX = x;
  geometry.cursorY = y;
}

function withoutRepeats(path: readonly number[], isRing: boolean): number[] {
  const points: number[] = [];
  for (let i = 0; i < path.length; i += 2) {
    const last = points.length - 2;
    if (last < 0 || points[last] !== path[i] || points[last + 1] !== path[i + 1])
      points.push(path[i], path[i + 1]);
  }
  if (isRing && points.length > 2 && points[0] === points.at(-2) && points[1] === points.at(-1))
    points.length -= 2;
  return points;
}

/** Positive when it turns clockwise on the screen, where y grows downwards. */
function twiceArea(points: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    twice += points[i] * points[next + 1] - points[next] * points[i + 1];
  }
  return twice;
}

function reverse(points: number[]): void {
  for (let i = 0, j = points.length - 2; i < j; i += 2, j -= 2) {
    [points[i], points[j]] = [points[j], points[i]];
    [points[i + 1], points[j + 1]] = [points[j + 1], points[i + 1]];
  }
}

/**
 * A tile in the form of Mapbox Vector Tile 2.1 (github.com/mapbox/vector-tile-spec), layers and features in the order given.
 * @returns its bytes, not compressed; empty when there is nothing in it
 */
export function encodeTile(features: readonly TileGeometry[]): Uint8Array {
  const layers = new Map<string, TileGeometry[]>();
  for (const feature of features) {
    if (feature.commands.length === 0) continue;
    const layer = layers.get(feature.style.layer);
    if (layer) layer.push(feature);
    else layers.set(feature.style.layer, [feature]);
  }
  const tile = new PbfWriter();
  for (const [name, layer] of layers) tile.writeMessage(3, writeLayer, { name, features: layer });
  return tile.finish();
}

function writeLayer(layer: { name: string; features: readonly TileGeometry[] }, pbf: PbfWriter): void {
  const [keys, values] = [numbered(), numbered()];
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, layer.name);
  for (const { style, commands } of layer.features) {
    const tags = Object.entries(style.properties).flatMap(([key, value]) => [keys.of(key), values.of(value)]);
    pbf.writeMessage(
      2,
      (_, feature) => {
        feature.writePackedVarint(2, tags);
        feature.writeVarintField(3, TYPE_NUMBERS[style.type]);
        feature.writePackedVarint(4, commands);
      },
      null,
    );
  }
  for (const key of keys.all) pbf.writeStringField(3, key);
  for (const value of values.all)
    pbf.writeMessage(4, (text: string, writer) => writer.writeStringField(1, text), value);
  pbf.writeVarintField(5, TILE_EXTENT);
}

function numbered() {
  const all: string[] = [];
  const numbers = new Map<string, number>();
  return {
    all,
    of(text: string): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, all.length);
      return all.push(text) - 1;
    },
  };
}
