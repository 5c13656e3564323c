import { childrenAged0to4 } from '../access/children.ts';
import { secondsAt } from '../travelMatrix.ts';
import type { ReviewedStop, ReviewInput } from './reviewInput.ts';

/** Users that differ by less than this are the same figure: binary fractions. */
const SAME_USERS = 1e-9;

/** Which of two stops is the busier, and by what it was told. */
export type CompareBusy = (a: ReviewedStop, b: ReviewedStop) => { order: number; tieWords: string | null };

/**
 * Compares stops by how busy they are: users a visit; of equals the one with more visits, then the one with more children
 * under 5 within reach, then the first by name, so that there is always one answer.
 * @returns  order < 0: the first is the busier; `tieWords` tells what decided a tie in users, null where there was none
 */
export function compareBusy(input: ReviewInput): CompareBusy {
  let reached: ReadonlyMap<string, number> | undefined;
  const reachedBy = ({ siteId }: ReviewedStop): number => {
    reached ??= childrenWithinReach(input);
    return reached.get(siteId) ?? 0;
  };
  const usersOf = (stop: ReviewedStop) => stop.users?.perVisit ?? 0;
  return (a, b) => {
    const byUsers = usersOf(b) - usersOf(a);
    if (Math.abs(byUsers) > SAME_USERS) return { order: byUsers, tieWords: null };
    const byVisits = b.visitsPerCycle - a.visitsPerCycle;
    if (byVisits !== 0) return { order: byVisits, tieWords: 'a tie in users; it is visited more often' };
    const byReach = reachedBy(b) - reachedBy(a);
    if (byReach !== 0)
      return { order: byReach, tieWords: 'a tie in users; it has more children within reach' };
    const key = (stop: ReviewedStop) => `${stop.name}\u0000${stop.siteId}`;
    return {
      order: key(a) < key(b) ? -1 : 1,
      tieWords: 'a tie in users, visits and children; first by name',
    };
  };
}

/** Children aged 0 to 4 with a drive to the stop of at most the cutoff, whatever else is near. */
function childrenWithinReach(input: ReviewInput): Map<string, number> {
  const { pointsToStops, points, cutoffSeconds } = input;
  return new Map(
    pointsToStops.to.map((siteId, j) => [
      siteId,
      points.reduce(
        (sum, point, i) =>
          secondsAt(pointsToStops, i, j) <= cutoffSeconds ? sum + childrenAged0to4(point) : sum,
        0,
      ),
    ]),
  );
}
