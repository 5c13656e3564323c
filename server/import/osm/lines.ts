import { greatCircleMetres, type LonLat, lonLat } from '../../shared/coordinates.ts';
import type { Metres } from '../../shared/units.ts';

/** `[lon, lat, lon, lat, …]` in degrees. */
export type FlatLine = Float64Array;

/** Metres of one degree of latitude (IUGG mean radius). */
const METRES_PER_DEGREE = 111_195;

export const pointsIn = (line: FlatLine): number => line.length / 2;
export const pointAt = (line: FlatLine, i: number): LonLat => lonLat(line[2 * i], line[2 * i + 1]);

/** True for a ring: four points or more, the last one equal to the first. */
export function isClosed(line: FlatLine): boolean {
  const last = line.length - 2;
  return line.length >= 8 && line[0] === line[last] && line[1] === line[last + 1];
}

/** The middle of the box around a line; undefined for an empty one. */
export function middleOf(line: FlatLine): LonLat | undefined {
  if (line.length === 0) return undefined;
  let [west, south, east, north] = [line[0], line[1], line[0], line[1]];
  for (let i = 0; i < line.length; i += 2) {
    west = Math.min(west, line[i]);
    east = Math.max(east, line[i]);
    south = Math.min(south, line[i + 1]);
    north = Math.max(north, line[i + 1]);
  }
  return lonLat((west + east) / 2, (south + north) / 2);
}

export function lengthOf(line: FlatLine): Metres {
  let metres = 0;
  for (let i = 1; i < pointsIn(line); i++)
    metres += greatCircleMetres(pointAt(line, i - 1), pointAt(line, i));
  return metres;
}

/** Area of a ring in square metres, on a plane at its latitude; positive when it turns anticlockwise. */
export function signedArea(ring: FlatLine): number {
  const scale = METRES_PER_DEGREE ** 2 * Math.cos((ring[1] * Math.PI) / 180);
  let twice = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    twice += ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1];
  }
  return (twice / 2) * scale;
}

/** Lines put end to end, in either direction when `mayTurn`, as far as ends meet exactly. */
export function chained(lines: readonly FlatLine[], mayTurn: boolean): FlatLine[] {
  const key = (line: FlatLine, end: 'start' | 'end') =>
    end === 'start' ? `${line[0]},${line[1]}` : `${line.at(-2)},${line.at(-1)}`;
  const waiting = new Set(lines.filter((line) => line.length >= 4));
  const starts = new Map<string, FlatLine[]>();
  const ends = new Map<string, FlatLine[]>();
  const note = (map: Map<string, FlatLine[]>, name: string, line: FlatLine) => {
    map.set(name, [...(map.get(name) ?? []), line]);
  };
  for (const line of waiting) {
    note(starts, key(line, 'start'), line);
    note(ends, key(line, 'end'), line);
  }
  const take = (map: Map<string, FlatLine[]>, name: string): FlatLine | undefined => {
    const found = map.get(name)?.find((line) => waiting.has(line));
    if (found) waiting.delete(found);
    return found;
  };
  const chains: FlatLine[] = [];
  for (const first of waiting) {
    waiting.delete(first);
    const parts = [first];
    for (let isGrowing = true; isGrowing; ) {
      const tail = key(parts[parts.length - 1], 'end');
      const turned = () => (mayTurn ? take(ends, tail) : undefined);
      const next = isClosedChain(parts) ? undefined : (take(starts, tail) ?? reversed(turned()));
      if (next) parts.push(next);
      else isGrowing = false;
    }
    for (let isGrowing = !isClosedChain(parts); isGrowing; ) {
      const head = key(parts[0], 'start');
      const turned = () => (mayTurn ? take(starts, head) : undefined);
      const previous = take(ends, head) ?? reversed(turned());
      if (previous) parts.unshift(previous);
      else isGrowing = false;
    }
    chains.push(joined(parts));
  }
  return chains;
}

const isClosedChain = (parts: readonly FlatLine[]): boolean => {
  const [first, last] = [parts[0], parts[parts.length - 1]];
  return first[0] === last.at(-2) && first[1] === last.at(-1);
};

function reversed(line: FlatLine | undefined): FlatLine | undefined {
  if (!line) return undefined;
  const turned = new Float64Array(line.length);
  for (let i = 0; i < line.length; i += 2) {
    turned[i] = line[line.length - 2 - i];
    turned[i + 1] = line[line.length - 1 - i];
  }
  return turned;
}

function joined(parts: readonly FlatLine[]): FlatLine {
  const length = parts.reduce((sum, part) => sum + part.length - 2, 2);
  const line = new Float64Array(length);
  line.set(parts[0]);
  let at = parts[0].length;
  for (const part of parts.slice(1)) {
    line.set(part.subarray(2), at);
    at += part.length - 2;
  }
  return line;
}
