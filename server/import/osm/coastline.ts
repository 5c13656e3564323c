import { type Bounds, widened } from '../../shared/coordinates.ts';
import { chained, type FlatLine, isClosed, signedArea } from './lines.ts';

/** A piece of coast from one side of the box to another, with where it begins and ends along the box's rim. */
interface Crossing {
  readonly line: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Land as outer rings (anticlockwise) and holes (clockwise) within a box, from coastlines, which have land on their
 * left (wiki.openstreetmap.org, "Tag:natural=coastline"). Coast that ends inside the box, where the extract was cut, goes on
 * where other coast begins nearby (the two banks of a tidal river), or else straight to the nearest side.
 * @param margin  degrees by which land and sea go on beyond the box as they are at its sides
 * @returns  the box itself (with its margin) when there is no coast
 */
export function landWithin(bounds: Bounds, coast: readonly FlatLine[], margin = 0): FlatLine[] {
  const outer = margin === 0 ? bounds : widened(bounds, margin);
  const chains = bridged(chained(coast, false), bounds);
  const rings = chains.filter(isClosed);
  const crossings = chains
    .filter((chain) => !isClosed(chain))
    .flatMap((chain) => crossingsOf(chain, bounds, outer));
  const lakes = rings.filter((ring) => signedArea(ring) < 0);
  const islands = rings.filter((ring) => signedArea(ring) > 0);
  if (crossings.length > 0) return [...closedAlongRim(crossings, outer), ...islands, ...lakes];
  // Islands alone are an archipelago; otherwise no sea reaches the box.
  return islands.length > 0 && lakes.length === 0 ? islands : [boxRing(outer), ...lakes];
}

export const boxRing = ([west, south, east, north]: Bounds): FlatLine =>
  Float64Array.from([west, south, east, south, east, north, west, north, west, south]);

/** Ends that lie inside the box joined to the beginnings that are nearer to them than both are to the sides. */
function bridged(chains: readonly FlatLine[], bounds: Bounds): FlatLine[] {
  const result = [...chains];
  const open = chains.filter((chain) => !isClosed(chain));
  const gaps = open.flatMap((from) =>
    open.map((to) => {
      const [end, start] = [endOf(from), startOf(to)];
      const way = toRimDegrees(bounds, end) + toRimDegrees(bounds, start);
      return { from, to, gap: degreesBetween(end, start), way };
    }),
  );
  const near = gaps.filter(({ gap, way }) => gap < way);
  for (const { from, to } of near.sort((a, b) => a.gap - b.gap)) {
    const before = result.find((line) => isSame(endOf(line), endOf(from)) && !isClosed(line));
    const after = result.find((line) => isSame(startOf(line), startOf(to)) && !isClosed(line));
    if (!before || !after) continue;
    result.splice(result.indexOf(before), 1);
    if (before !== after) result.splice(result.indexOf(after), 1);
    const rest = before === after ? startOf(before) : [...after];
    result.push(Float64Array.from([...before, ...rest]));
  }
  return result;
}

type Point = readonly [lon: number, lat: number];
const startOf = (line: FlatLine): Point => [line[0], line[1]];
const endOf = (line: FlatLine): Point => [line[line.length - 2], line[line.length - 1]];
const isSame = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];

/** Degrees of latitude, east and west shortened as on the ground. */
const degreesBetween = (a: Point, b: Point): number =>
  Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]);

/** To the nearest side; 0 for what is on it or outside. */
function toRimDegrees(bounds: Bounds, [lon, lat]: Point): number {
  const [west, south, east, north] = bounds;
  if (lon <= west || lon >= east || lat <= south || lat >= north) return 0;
  return degreesBetween([lon, lat], toRim(bounds, lon, lat));
}

/**
 * Joins pieces of coast into rings: from the end of a piece anticlockwise along the rim to the next beginning, which
 * keeps land on the left throughout.
 */
function closedAlongRim(crossings: readonly Crossing[], bounds: Bounds): FlatLine[] {
  const waiting = new Set(crossings);
  const rings: FlatLine[] = [];
  for (const first of waiting) {
    const ring: number[] = [];
    let current = first;
    for (;;) {
      waiting.delete(current);
      ring.push(...current.line);
      const from = current.end;
      const next = [...waiting, first].reduce((best, each) =>
        ahead(from, each.start) < ahead(from, best.start) ? each : best,
      );
      ring.push(...cornersBetween(from, next.start, bounds));
      if (next === first) break;
      current = next;
    }
    ring.push(ring[0], ring[1]);
    rings.push(Float64Array.from(ring));
  }
  return rings;
}

/** How far along the rim, anticlockwise, 0..4 (exclusive). */
const ahead = (from: number, to: number): number => (to - from + 4) % 4;

function cornersBetween(from: number, to: number, [west, south, east, north]: Bounds): number[] {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const result: number[] = [];
  const way = ahead(from, to);
  for (let corner = Math.floor(from) + 1; corner - from < way; corner++) result.push(...corners[corner % 4]);
  return result;
}

/** Where a point of the rim lies along it: 0..1 the south side from west to east, then east, north and west. */
function alongRim([west, south, east, north]: Bounds, lon: number, lat: number): number {
  const share = { x: (lon - west) / (east - west), y: (lat - south) / (north - south) };
  const sides = [
    { off: Math.abs(share.y), at: share.x },
    { off: Math.abs(1 - share.x), at: 1 + share.y },
    { off: Math.abs(1 - share.y), at: 3 - share.x },
    { off: Math.abs(share.x), at: 4 - share.y },
  ];
  return sides.reduce((best, side) => (side.off < best.off ? side : best)).at % 4;
}

/** The nearest point of the rim. */
function toRim([west, south, east, north]: Bounds, lon: number, lat: number): [lon: number, lat: number] {
  const candidates: [number, number][] = [
    [west, lat],
    [east, lat],
    [lon, south],
    [lon, north],
  ];
  const off = (point: Point) => degreesBetween([lon, lat], point);
  return candidates.reduce((best, each) => (off(each) < off(best) ? each : best));
}

function crossingsOf(chain: FlatLine, bounds: Bounds, outer: Bounds): Crossing[] {
  return piecesInside(chain, bounds).map((piece) => {
    const [startLon, startLat] = [piece[0], piece[1]];
    const [endLon, endLat] = [piece[piece.length - 2], piece[piece.length - 1]];
    const before = isOnRim(bounds, startLon, startLat) ? [] : toRim(bounds, startLon, startLat);
    const after = isOnRim(bounds, endLon, endLat) ? [] : toRim(bounds, endLon, endLat);
    const inside = [...before, ...piece, ...after];
    const start = beyond(bounds, outer, inside[0], inside[1]);
    const end = beyond(bounds, outer, inside[inside.length - 2], inside[inside.length - 1]);
    return {
      line: outer === bounds ? inside : [...start, ...inside, ...end],
      start: alongRim(outer, ...start),
      end: alongRim(outer, ...end),
    };
  });
}

/** From a point of the rim straight out, to the rim of a larger box. */
function beyond(bounds: Bounds, outer: Bounds, lon: number, lat: number): [lon: number, lat: number] {
  const side = Math.floor(alongRim(bounds, lon, lat));
  return side % 2 === 0 ? [lon, outer[side === 0 ? 1 : 3]] : [outer[side === 1 ? 2 : 0], lat];
}

const RIM_TOLERANCE_DEGREES = 1e-9;
const isOnRim = ([west, south, east, north]: Bounds, lon: number, lat: number): boolean =>
  [lon - west, east - lon, lat - south, north - lat].some((off) => Math.abs(off) <= RIM_TOLERANCE_DEGREES);

/** The parts of a line that lie inside a box. */
function piecesInside(line: FlatLine, bounds: Bounds): number[][] {
  const pieces: number[][] = [];
  let piece: number[] | undefined;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const part = clipped(bounds, [line[i], line[i + 1], line[i + 2], line[i + 3]]);
    if (!part) {
      piece = undefined;
      continue;
    }
    const [x1, y1, x2, y2, isCutAtEnd] = part;
    if (!piece || piece[piece.length - 2] !== x1 || piece[piece.length - 1] !== y1) {
      piece = [x1, y1];
      pieces.push(piece);
    }
    piece.push(x2, y2);
    if (isCutAtEnd) piece = undefined;
  }
  return pieces.filter((each) => each.length >= 4);
}

/** The part of a straight line inside a box (Liang and Barsky 1984); undefined when there is none. */
function clipped(
  [west, south, east, north]: Bounds,
  [x1, y1, x2, y2]: [number, number, number, number],
): [number, number, number, number, boolean] | undefined {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [from, to] = [0, 1];
  for (const [p, q] of [
    [-dx, x1 - west],
    [dx, east - x1],
    [-dy, y1 - south],
    [dy, north - y1],
  ]) {
    if (p === 0 && q < 0) return undefined;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  if (from >= to) return undefined;
  const start = from === 0 ? [x1, y1] : [x1 + from * dx, y1 + from * dy];
  const end = to === 1 ? [x2, y2] : [x1 + to * dx, y1 + to * dy];
  return [start[0], start[1], end[0], end[1], to < 1];
}
