import { type Metres, type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { metresAt, secondsAt, type TravelMatrix } from '../travelMatrix.ts';

/** The hub with the shortest drive from one place. */
export interface NearestHub {
  /** The row's identifier: an area or a site. */
  readonly id: string;
  /** null when no road leads to any hub. */
  readonly hubId: string | null;
  /** UNREACHABLE when no road leads to any hub. */
  readonly seconds: Seconds;
  /** Road metres of that drive; UNREACHABLE when no road leads to any hub. */
  readonly metres: Metres;
}

/**
 * The nearest hub by driving time from every area (or site).
 * @param toHubs  places × hubs, seconds and metres
 * @returns       one entry a row, in row order; of two hubs equally far the first in column order; a place that reaches
 *                none, or a matrix without hubs, keeps its row with null and UNREACHABLE
 */
export function nearestHub(toHubs: TravelMatrix): NearestHub[] {
  return toHubs.from.map((id, i) => {
    let best = -1;
    for (let j = 0; j < toHubs.to.length; j++) {
      const seconds = secondsAt(toHubs, i, j);
      if (seconds < (best < 0 ? UNREACHABLE : secondsAt(toHubs, i, best))) best = j;
    }
    return best < 0
      ? { id, hubId: null, seconds: UNREACHABLE, metres: UNREACHABLE }
      : {
          id,
          hubId: toHubs.to[best],
          seconds: secondsAt(toHubs, i, best),
          metres: metresAt(toHubs, i, best),
        };
  });
}
