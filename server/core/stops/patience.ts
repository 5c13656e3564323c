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

/** Patience for a first part of the work, that leaves the rest of the time to what comes after. @param share  0..1 */
export function partOf(whole: Patience, share: number): Patience {
  const rest = whole.secondsLeft() * (1 - share);
  const secondsLeft = () => (Number.isFinite(rest) ? whole.secondsLeft() - rest : Number.POSITIVE_INFINITY);
  return { secondsLeft, isOver: () => secondsLeft() <= 0 };
}

/** The same limits for several searches together: each may take the seconds that are left when it begins. */
export function sharedLimits(limits: SearchLimits = {}): SearchLimits {
  const whole = patience(limits);
  return {
    ...limits,
    get maxSeconds() {
      return whole.secondsLeft();
    },
  };
}
