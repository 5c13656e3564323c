/** A curve turns when it rises above the straight line by more than this share of its height. */
const LEAST_BEND = 1e-6;

/**
 * The knee of a rising curve that starts at nothing: where its upper hull lies farthest above the straight line from (0, 0) to its
 * last point. Up to there each step brings more than the mean step, after it less.
 * @param points  x rising, y not falling
 * @returns the x of the knee (the first of several); null without a bend
 * Source: Satopää, Albrecht, Irwin and Raghavan 2011 (Kneedle), on the concave hull instead of a smoothed curve.
 */
export function kneeOf(points: readonly { readonly x: number; readonly y: number }[]): number | null {
  const end = points.at(-1);
  if (!end || !(end.y > 0)) return null;
  let knee: { x: number; above: number } | null = null;
  for (const { x, y } of concaveHull(points)) {
    const above = y / end.y - x / end.x;
    if (above > (knee?.above ?? 0) + LEAST_BEND) knee = { x, above };
  }
  return knee?.x ?? null;
}

/** The corners of the least curve without a dent that lies on or above all points, from (0, 0). */
function concaveHull(
  points: readonly { readonly x: number; readonly y: number }[],
): { readonly x: number; readonly y: number }[] {
  const hull: { readonly x: number; readonly y: number }[] = [];
  for (const point of [{ x: 0, y: 0 }, ...points]) {
    while (hull.length >= 2 && !isCorner(hull[hull.length - 2], hull[hull.length - 1], point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

type Point = { readonly x: number; readonly y: number };

/** Whether b lies above the line from a to c. */
const isCorner = (a: Point, b: Point, c: Point): boolean =>
  (b.y - a.y) * (c.x - a.x) > (c.y - a.y) * (b.x - a.x);
