/**
 * How much each point of a line matters: the square of its distance from the line that would be drawn without it, so that the
 * points above a tolerance's square are those that Douglas and Peucker (1973) keep. The ends matter infinitely.
 * @param line  x, y, x, y, …
 * @returns one number a point, ≥ 0
 */
export function importanceOf(line: ArrayLike<number>): Float64Array {
  const count = line.length / 2;
  const result = new Float64Array(count);
  if (count === 0) return result;
  result[0] = Number.POSITIVE_INFINITY;
  result[count - 1] = Number.POSITIVE_INFINITY;
  // With what its ends matter: a point never matters more than those it was found between.
  const waiting: [first: number, last: number, limit: number][] = [[0, count - 1, Number.POSITIVE_INFINITY]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [first, last, limit] = span;
    let furthest = -1;
    let most = 0;
    for (let i = first + 1; i < last; i++) {
      const distance = squaredDistance(line, i, first, last);
      if (distance > most || furthest < 0) [furthest, most] = [i, distance];
    }
    if (furthest < 0) continue;
    result[furthest] = Math.min(most, limit);
    waiting.push([first, furthest, result[furthest]], [furthest, last, result[furthest]]);
  }
  return result;
}

/** From a point to the straight line between two others. */
function squaredDistance(line: ArrayLike<number>, i: number, first: number, last: number): number {
  const [x, y] = [line[2 * i], line[2 * i + 1]];
  const [x1, y1] = [line[2 * first], line[2 * first + 1]];
  const [dx, dy] = [line[2 * last] - x1, line[2 * last + 1] - y1];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return (x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2;
}
