import type { Seconds } from '../../shared/units.ts';

/** What an opportunity counts at a travel time: 1 next door, never more for a longer way, 0 where there is no way. */
export type Decay = (seconds: Seconds) => number;

/**
 * All or nothing: 1 up to the cutoff, inclusive, and 0 beyond.
 * @param cutoffSeconds  ≥ 0
 * Source: cumulative opportunities, Wachs and Kumagai 1973; called binary decay by accessibility software.
 */
export const stepDecay =
  (cutoffSeconds: Seconds): Decay =>
  (seconds) =>
    seconds <= cutoffSeconds ? 1 : 0;
