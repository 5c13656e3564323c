import { growable } from '../basemap/growable.ts';
import { chained, type FlatLine, isClosed, signedArea } from './lines.ts';
import { OUTLINE_KINDS, type OutlineKind } from './tags.ts';

/** An outline that is drawn: its outer ring, then its holes. */
export interface ExtractOutline extends OutlineKind {
  /** Empty when none, and of everything but water. */
  readonly name: string;
  readonly rings: readonly FlatLine[];
}

/** Closed ways that are drawn, packed: 8 bytes a node. */
export interface OutlineWays {
  add(outline: OutlineKind, name: string, refs: readonly number[]): void;
  /** The nodes of all of them, with repeats. */
  allRefs(): Float64Array;
  each(): Iterable<{ readonly outline: OutlineKind; readonly name: string; readonly refs: Float64Array }>;
}

/** An empty collection. */
export function collectOutlineWays(): OutlineWays {
  const kinds = growable(Uint8Array);
  const ends = growable(Uint32Array);
  const refs = growable(Float64Array);
  const names = new Map<number, string>();
  return {
    add(outline, name, nodes) {
      if (name !== '') names.set(kinds.length, name);
      kinds.push(OUTLINE_KINDS.indexOf(outline));
      for (const node of nodes) refs.push(node);
      ends.push(refs.length);
    },
    allRefs: () => refs.part(0, refs.length),
    *each() {
      for (let i = 0; i < kinds.length; i++) {
        const nodes = refs.part(i === 0 ? 0 : ends.at(i - 1), ends.at(i));
        yield { outline: OUTLINE_KINDS[kinds.at(i)], name: names.get(i) ?? '', refs: nodes };
      }
    },
  };
}

/**
 * Polygons from the members of a multipolygon, put end to end: of each the outer ring, then the holes inside it. Rings that
 * the extract's edge has cut open are left out.
 */
export function polygonsOf(outer: readonly FlatLine[], inner: readonly FlatLine[]): FlatLine[][] {
  const holes = chained(inner, true).filter(isClosed);
  return chained(outer, true)
    .filter(isClosed)
    .map((ring) => [ring, ...holes.filter((hole) => isInside(hole[0], hole[1], ring))]);
}

/** Land as polygons: anticlockwise rings, each with the clockwise ones inside it as holes (lakes by the sea). */
export function landPolygons(rings: readonly FlatLine[]): FlatLine[][] {
  const holes = rings.filter((ring) => signedArea(ring) < 0);
  return rings
    .filter((ring) => signedArea(ring) > 0)
    .map((ring) => [ring, ...holes.filter((hole) => isInside(hole[0], hole[1], ring))]);
}

/** Whether a point is inside a ring, by the even-odd rule. */
export function isInside(lon: number, lat: number, ring: FlatLine): boolean {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
