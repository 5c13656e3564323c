/** Why a place was not chosen, and what it would take. */
export interface WhyNotChosen {
  /** The candidates asked about: one site, or all sites of a village, or all that reach an area. */
  readonly siteIds: readonly string[];
  /**
   * - `chosen`         one of them is in the choice
   * - `forced-out`     all of them are left out by wish
   * - `adds-nothing`   everybody they reach already has a hub in reach, or they reach nobody
   * - `outbid`         others serve more need with the stops there are
   */
  readonly reason: 'chosen' | 'forced-out' | 'adds-nothing' | 'outbid';
  /** Newly reached need if it were the only stop. */
  readonly needAlone: number;
  /** What the best of them adds to the stops chosen now, as one stop more. */
  readonly needAsOneMore: number;
  /** The least number of stops at which a best choice contains one of them; null when none does up to `maxStops`. */
  readonly entersAtStops: number | null;
  /** Up to which number of stops that was looked for. */
  readonly lookedUpToStops: number;
  /** What choosing it costs: the best choice of the same size that contains one of them. null when `chosen`, `forced-out` or impossible. */
  readonly ifChosen: {
    readonly siteId: string;
    readonly objective: number;
    /** Objective of the choice now less this one, ≥ 0 (up to the gaps of the two). */
    readonly objectiveLost: number;
    readonly isProven: boolean;
    readonly siteIds: readonly string[];
    /** Sites of the choice now that would go. */
    readonly dropped: readonly string[];
    readonly added: readonly string[];
  } | null;
  /**
   * With budgets: the greatest number of van-hours at which it would be chosen after all; null without a budget in hours, or
   * when it would not be chosen even for nothing.
   */
  readonly chosenUpToHours: number | null;
  /** Chosen stops that reach the same children, most shared first. */
  readonly competesWith: readonly { readonly siteId: string; readonly sharedChildren: number }[];
}
