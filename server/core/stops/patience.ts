/** How long a search may go on. Nodes keep a result reproducible; the clock does not. */
export interface SearchLimits {
  /** Nodes of the search tree; without it as many as it takes. */
  readonly maxNodes?: number;
  /** Seconds of `clock`; without it as long as it takes. */
  readonly maxSeconds?: number;
  /** Milliseconds that only rise, from any beginning; without it seconds are left to the solver. */
  readonly clock?: () => number;
}

/** Whether a search that began with it must end. */
export interface Patience {
  readonly isOver: () => boolean;
  /** Infinity without a limit in seconds. */
  readonly secondsLeft: () => number;
}

/** Patience from now on. */
export function patience(limits: SearchLimits = {}): Patience {
  const { clock, maxSeconds = Number.POSITIVE_INFINITY } = limits;
  const started = clock?.() ?? 0;
  const secondsLeft = () => maxSeconds - (clock ? (clock() - started) / 1000 : 0);
  return { secondsLeft, isOver: () => secondsLeft() <= 0 };
}
