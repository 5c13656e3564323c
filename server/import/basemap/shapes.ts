import type { FlatLine } from '../osm/lines.ts';
import type { ShapeStyle } from './encodeTile.ts';
import { growable } from './growable.ts';
import { importanceOf } from './importance.ts';
import { worldX, worldY } from './worldGrid.ts';

/** How a shape is drawn, and where. */
export interface DrawingRule {
  readonly style: ShapeStyle;
  /** Zooms of tiles that hold it, both included. */
  readonly fromZoom: number;
  readonly toZoom: number;
  /** Outlines that cover fewer pixels of a screen than this are left out; 0 for none. */
  readonly leastPixels: number;
}

/** One shape, as the cutter takes it out again. */
export interface Shape {
  readonly rule: DrawingRule;
  /** Box in steps of the world. */
  readonly box: readonly [west: number, north: number, east: number, south: number];
  /** Of the outer ring, in square steps of the world; 0 for lines and points. */
  readonly area: number;
  /** Its paths (an outline's outer ring first) with only the points that matter more than a tolerance in steps of the world. */
  paths(tolerance: number): number[][];
}

/**
 * Everything that is drawn, packed: some 12 bytes a point, so that the buildings of a county fit. Shapes are taken out in the
 * order in which they were put in.
 */
export interface Shapes {
  readonly count: number;
  /**
   * @param paths  longitude and latitude in turn; of an outline the outer ring, then its holes
   */
  add(rule: DrawingRule, paths: readonly FlatLine[]): void;
  at(i: number): Shape;
}

/** An empty collection. */
export function collectShapes(): Shapes {
  const rules: DrawingRule[] = [];
  const numberOf = new Map<DrawingRule, number>();
  const ruleOf = growable(Uint32Array);
  /** Where each shape's paths end, and each path's points. */
  const pathsEnd = growable(Uint32Array);
  const pointsEnd = growable(Uint32Array);
  const boxes = growable(Int32Array);
  const areas = growable(Float64Array);
  const coordinates = growable(Int32Array);
  const importance = growable(Float32Array);

  const addPath = (path: FlatLine) => {
    const from = coordinates.length;
    for (let i = 0; i < path.length; i += 2) {
      coordinates.push(worldX(path[i]));
      coordinates.push(worldY(path[i + 1]));
    }
    for (const each of importanceOf(coordinates.part(from, coordinates.length))) importance.push(each);
    pointsEnd.push(coordinates.length / 2);
  };

  return {
    get count() {
      return ruleOf.length;
    },
    add(rule, paths) {
      let number = numberOf.get(rule);
      if (number === undefined) {
        number = rules.push(rule) - 1;
        numberOf.set(rule, number);
      }
      ruleOf.push(number);
      const from = coordinates.length;
      addPath(paths[0]);
      const first = coordinates.part(from, coordinates.length);
      for (const side of boxAround(first)) boxes.push(side);
      areas.push(rule.style.type === 'polygon' ? Math.abs(areaOf(first)) : 0);
      for (const path of paths.slice(1)) addPath(path);
      pathsEnd.push(pointsEnd.length);
    },
    at(i) {
      const firstPath = i === 0 ? 0 : pathsEnd.at(i - 1);
      return {
        rule: rules[ruleOf.at(i)],
        box: [boxes.at(4 * i), boxes.at(4 * i + 1), boxes.at(4 * i + 2), boxes.at(4 * i + 3)],
        area: areas.at(i),
        paths(tolerance) {
          const paths: number[][] = [];
          for (let path = firstPath; path < pathsEnd.at(i); path++) {
            const kept: number[] = [];
            for (let point = path === 0 ? 0 : pointsEnd.at(path - 1); point < pointsEnd.at(path); point++) {
              if (importance.at(point) <= tolerance * tolerance) continue;
              kept.push(coordinates.at(2 * point), coordinates.at(2 * point + 1));
            }
            paths.push(kept);
          }
          return paths;
        },
      };
    },
  };
}

function boxAround(path: ArrayLike<number>): [number, number, number, number] {
  let [west, north, east, south] = [path[0], path[1], path[0], path[1]];
  for (let i = 2; i < path.length; i += 2) {
    west = Math.min(west, path[i]);
    east = Math.max(east, path[i]);
    north = Math.min(north, path[i + 1]);
    south = Math.max(south, path[i + 1]);
  }
  return [west, north, east, south];
}

function areaOf(ring: ArrayLike<number>): number {
  let twice = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    twice +=
      (ring[i] - ring[0]) * (ring[i + 3] - ring[1]) - (ring[i + 2] - ring[0]) * (ring[i + 1] - ring[1]);
  }
  return twice / 2;
}
