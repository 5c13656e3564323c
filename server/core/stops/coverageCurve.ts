/** The best choice of at most `stops` stops. */
export interface CurvePoint {
  readonly stops: number;
  /** Newly reached need (children × cover share) of the best choice, never less than at one stop fewer. */
  readonly objective: number;
  /** No choice of this many reaches more; equal to the objective when proven. */
  readonly bound: number;
  readonly isProven: boolean;
  /** Children aged 0 to 4 newly within reach. */
  readonly newlyReachedChildren: number;
  /** The choice, by identifier; fewer than `stops` when no further site adds anything. */
  readonly siteIds: readonly string[];
  /** What one more stop than before adds: the objective less that of the point before. */
  readonly gained: number;
  /** Sites of this choice that the point before did not have: the marginal stop, and what moved to make room for it. */
  readonly added: readonly string[];
  /** Sites of the point before that this choice does without. */
  readonly dropped: readonly string[];
  /** What adding the best next site again and again reaches with this many. */
  readonly greedyObjective: number;
  /** The site that this greedy order adds here; null when none adds anything. */
  readonly greedySiteId: string | null;
}

export interface CoverageCurve {
  /** One entry for each number of stops, from 1 up (from the number of forced sites up, when that is more). */
  readonly points: readonly CurvePoint[];
  /**
   * The number of stops after which a further one adds distinctly less: the point of the curve's upper hull farthest above
   * the straight line from nothing to its end (Kneedle). null when the curve has no bend.
   */
  readonly kneeStops: number | null;
  readonly childrenBeyondHubs: number;
}
