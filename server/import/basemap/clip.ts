/** x, y, x, y, … in steps of the world. */
export type Path = readonly number[];

/** An interval along one axis: 0 = x, 1 = y. */
export interface Strip {
  readonly axis: 0 | 1;
  readonly from: number;
  readonly to: number;
}

/** The parts of a line inside a strip, in its direction; the same path when all of it is. */
export function clipLine(line: Path, strip: Strip): Path[] {
  const parts: number[][] = [];
  let part: number[] = [];
  const finish = () => {
    if (part.length >= 4) parts.push(part);
    part = [];
  };
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [a, b] = [line[i + strip.axis], line[i + 2 + strip.axis]];
    const isOutside = (a < strip.from && b < strip.from) || (a > strip.to && b > strip.to);
    if (isOutside) {
      finish();
      continue;
    }
    if (part.length === 0) add(part, line, i, entry(strip, a, b));
    const leaves = entry(strip, b, a);
    add(part, line, i, 1 - leaves);
    if (leaves > 0) finish();
  }
  finish();
  return parts;
}

/**
 * The part of a ring inside a strip, closed again along the strip's edges (Sutherland and Hodgman 1974); empty when nothing
 * is inside. First and last point are equal, as in the ring given.
 */
export function clipRing(ring: Path, strip: Strip): Path {
  const result: number[] = [];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [a, b] = [ring[i + strip.axis], ring[i + 2 + strip.axis]];
    if ((a < strip.from && b < strip.from) || (a > strip.to && b > strip.to)) continue;
    const [enters, leaves] = [entry(strip, a, b), entry(strip, b, a)];
    add(result, ring, i, enters);
    if (leaves > 0) add(result, ring, i, 1 - leaves);
  }
  if (result.length < 6) return [];
  result.push(result[0], result[1]);
  return result;
}

/** The share of the way from a to b after which it is inside the strip: 0 when a is inside. */
function entry({ from, to }: Strip, a: number, b: number): number {
  if (a < from) return (from - a) / (b - a);
  if (a > to) return (to - a) / (b - a);
  return 0;
}

function add(path: number[], line: Path, i: number, share: number): void {
  path.push(
    share === 1 ? line[i + 2] : line[i] + (line[i + 2] - line[i]) * share,
    share === 1 ? line[i + 3] : line[i + 1] + (line[i + 3] - line[i + 1]) * share,
  );
}
