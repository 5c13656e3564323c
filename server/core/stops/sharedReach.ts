import { childrenAged0to4 } from '../access/children.ts';
import { inOrderOf } from '../access/inOrderOf.ts';
import { nearestHub } from '../access/nearestHub.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';

/** Children aged 0 to 4 by which of two sites they can reach. */
export interface ReachSplit {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** How far two candidates serve the same families. */
export interface SharedReach {
  /** All children within reach of either. */
  readonly all: ReachSplit;
  /** Those of them whom no hub reaches: what a stop would bring. */
  readonly newly: ReachSplit;
}

/**
 * Whom two candidates reach, together and each alone.
 * @param fields.areasToSites  areas × sites, with a column for each of the two
 * @returns zeros where neither reaches anybody; a drive of exactly `withinReachSeconds` counts
 * @throws MATRIX_PLACE for a site or an area that a matrix does not hold
 */
export function sharedReach(fields: {
  areas: readonly Area[];
  areasToHubs: TravelMatrix;
  areasToSites: TravelMatrix;
  first: string;
  second: string;
  parameters: Parameters;
}): SharedReach {
  const from = fields.areas.map((area) => area.id);
  const toSites = inOrderOf(fields.areasToSites, { from, to: [fields.first, fields.second] });
  const hubs = nearestHub(inOrderOf(fields.areasToHubs, { from }));
  const limit = fields.parameters.withinReachSeconds;
  const split = (counts: (i: number) => boolean): ReachSplit => {
    const sums = { both: 0, onlyFirst: 0, onlySecond: 0 };
    fields.areas.forEach((area, i) => {
      if (!counts(i)) return;
      const [first, second] = [secondsAt(toSites, i, 0) <= limit, secondsAt(toSites, i, 1) <= limit];
      if (first && second) sums.both += childrenAged0to4(area);
      else if (first) sums.onlyFirst += childrenAged0to4(area);
      else if (second) sums.onlySecond += childrenAged0to4(area);
    });
    return sums;
  };
  return { all: split(() => true), newly: split((i) => hubs[i].seconds > limit) };
}
