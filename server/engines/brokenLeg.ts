import type { RoutePoint } from './engine.ts';

/**
 * The first two neighbouring places with no way between them: an engine says only that one of several legs has none.
 * @param hasWay  asks about one pair
 * @returns  all places when every single leg has a way
 */
export async function findBrokenLeg(
  places: readonly RoutePoint[],
  hasWay: (ends: readonly RoutePoint[]) => Promise<boolean>,
): Promise<readonly RoutePoint[]> {
  for (let i = 1; places.length > 2 && i < places.length; i++) {
    const ends = [places[i - 1], places[i]];
    if (!(await hasWay(ends))) return ends;
  }
  return places;
}
