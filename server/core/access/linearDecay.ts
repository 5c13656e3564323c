import type { Seconds } from '../../shared/units.ts';
import type { Decay } from './stepDecay.ts';

/**
 * In a straight line from 1 next door to 0 at the cutoff, and 0 beyond.
 * @param cutoffSeconds  > 0
 * Source: negative linear weighting, Kwan 1998; `decay_linear` of the R package accessibility.
 */
export const linearDecay =
  (cutoffSeconds: Seconds): Decay =>
  (seconds) =>
    seconds < cutoffSeconds ? 1 - seconds / cutoffSeconds : 0;
